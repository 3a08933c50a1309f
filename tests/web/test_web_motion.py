"""Proposing in a browser what is no article: trust somebody, spend, choose among several, by a procedure one names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from deciding_place import CoOp, co_op
from test_web_choosing import MORE

from auzolan.governance.decide import CloseDecision
from auzolan.governance.effects import find
from auzolan.web.motions import ELSEWHERE, options, short_name

ELSE = "propose/else"


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    made = co_op(tmp_path, monkeypatch, MORE)
    yield made
    made.node.close()


def put(coop: CoOp, who: str = "Bo", **form: str) -> Any:
    return coop.browser(who).post(coop.at(ELSE), {name.replace("__", "-"): value for name, value in form.items()})


def decision_of(answer: Any) -> str:
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"]).rpartition("/")[2]


def test_everything_a_yes_can_do_is_offered_with_a_form(coop: CoOp, texts) -> None:
    page = coop.browser("Bo").get(coop.at(ELSE))
    for name, effect in find().items():
        there = f"?effect={name}" in page.content.decode()
        assert there == (name not in ELSEWHERE and (bool(effect.asks) or name == "text_only")), name
        if there:
            form = coop.browser("Bo").get(coop.at(f"{ELSE}?effect={name}"))
            assert form.status_code == 200
            assert effect.summary in texts(form)
            assert all(f'name="d-{one.name}"' in form.content.decode() for one in effect.asks), name
    assert coop.at(ELSE) in coop.browser("Bo").get(coop.at("propose")).content.decode()


def test_a_mandate_is_proposed_decided_and_held(coop: CoOp) -> None:
    decision = decision_of(put(
        coop, effect="grant_mandate", title="Cleo keeps the books", why="She knows them.",
        d__mandate="mandate.bookkeeper", d__member=coop.members["Cleo"], procedure="procedure.ordinary",
    ))
    coop.cast(decision, Ana="yes", Bo="yes", Cleo="yes", Dee="yes")
    coop.clock("2027-01-16T09:00:00Z")
    coop.do(CloseDecision(decision=decision), by=coop.members["Ana"])
    held = coop.office.now().states["members"].mandates["mandate.bookkeeper"]
    assert coop.members["Cleo"] in {grant.member for grant in held}


def test_what_is_missing_is_refused_in_a_sentence_and_what_was_typed_is_kept(coop: CoOp, texts) -> None:
    page = put(coop, effect="spend", title="Mend the oven", summary="A new door.", why="It smokes.", d__amount="a lot")
    assert page.status_code == 422
    assert "The proposal was not opened" in texts(page)
    assert 'value="Mend the oven"' in page.content.decode()
    assert 'value="A new door."' in page.content.decode()
    assert 'value="a lot"' in page.content.decode()
    assert put(coop, effect="adopt_articles", title="x").status_code == 422
    assert put(coop, effect="text_only", title="x", why="y", seats="many").status_code == 422


def test_options_are_typed_one_on_a_line_and_come_back_when_it_is_proposed_again(coop: CoOp, texts) -> None:
    lines = "Two cargo bikes\nA row of trees\nA row of trees\nÓ forno"
    decision = decision_of(put(
        coop, effect="text_only", title="What to buy", why="There is room.", options=lines, procedure="procedure.rank",
        seats="1",
    ))
    known = coop.office.now().states["governance"].decisions[decision]
    assert known.options == ("two-cargo-bikes", "a-row-of-trees", "a-row-of-trees-2", "o-forno")
    coop.clock("2027-01-16T09:00:00Z")
    coop.do(CloseDecision(decision=decision), by=coop.members["Ana"])
    page = coop.browser("Bo").get(coop.at(f"decisions/{decision}")).content.decode()
    again = f"{coop.at(ELSE)}?replaces={decision}"
    assert again in page
    form = coop.browser("Bo").get(again).content.decode()
    assert lines in form
    assert 'value="What to buy"' in form
    second = decision_of(put(
        coop, effect="text_only", title="What to buy", why="There is room.", options=lines, procedure="procedure.rank",
        replaces=decision,
    ))
    assert coop.office.now().states["governance"].decisions[second].replaces == decision


def test_candidates_are_ticked_by_name(coop: CoOp) -> None:
    form = {"effect": "elect", "title": "The council", "why": "", "procedure": "procedure.rank", "seats": "1",
            "d-body": "body.social_council", f"m-{coop.members['Ana']}": "1", f"m-{coop.members['Bo']}": "1"}
    decision = decision_of(coop.browser("Bo").post(coop.at(ELSE), form))
    known = coop.office.now().states["governance"].decisions[decision]
    assert set(known.options) == {coop.members["Ana"], coop.members["Bo"]}


def test_costs_and_words_stand_behind_bars() -> None:
    (trees, bench) = options("Trees | 400.00 | along the road\n\n  Bench  | 90.00\n | 5 | nothing\n")
    assert (trees.option, trees.title, trees.cost, trees.text) == ("trees", "Trees", "400.00", "along the road")
    assert (bench.option, bench.cost, bench.text) == ("bench", "90.00", "")
    assert short_name("!!!", set()) == "option"
    assert len(short_name("x" * 90, {"x" * 40})) <= 40
