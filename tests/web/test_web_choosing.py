"""Choosing among several in a browser: every shape of ballot as a form without scripts, and the count in rounds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from deciding_place import CoOp, co_op

from auzolan.governance.decide import CloseDecision, OpenProposal
from auzolan.governance.facts import ProposalOpened, ProposedOption

LIVELY = """quorum = "1/3"
vote_days = 7
delegation_depth = 1
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
"""
METHODS = {"rank": "scottish_stv", "score": "score", "pick": "schulze"}
MORE = "".join(
    f'\n["procedure.{name}"]\ntitle = "By {method}"\nbody = "body.assembly"\nmethod = "{method}"\n{LIVELY}'
    for name, method in METHODS.items()
)
IDEAS = (
    ProposedOption(option="bikes", title="Two cargo bikes", text="For the town deliveries."),
    ProposedOption(option="trees", title="A row of trees"), ProposedOption(option="oven", title="A second oven"),
)


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    made = co_op(tmp_path, monkeypatch, MORE)
    yield made
    from django.core import mail

    mail.outbox = []
    made.node.close()


def asked(coop: CoOp, procedure: str, seats: int = 1) -> str:
    request = OpenProposal(
        title="What to buy", text="There is room for one.", procedure=f"procedure.{procedure}", asks=IDEAS, seats=seats
    )
    return coop.do(request, by=coop.members["Ana"]).fact(ProposalOpened).decision


def cast(coop: CoOp, decision: str, who: str, **places: str) -> int:
    form = {"do": "cast", "reason": "", **{f"o-{option}": place for option, place in places.items()}}
    return int(coop.browser(who).post(coop.at(f"decisions/{decision}"), form).status_code)


def closed(coop: CoOp, decision: str) -> None:
    coop.clock("2027-01-16T09:00:00Z")
    coop.do(CloseDecision(decision=decision), by=coop.members["Ana"])


def test_a_ranking_is_typed_as_numbers_and_comes_back_in_the_form(coop, texts) -> None:
    decision = asked(coop, "rank")
    page = coop.browser("Bo").get(coop.at(f"decisions/{decision}"))
    assert "Give 1 to your first choice" in texts(page)
    assert "Two cargo bikes" in texts(page) and "For the town deliveries." in texts(page)
    assert cast(coop, decision, "Bo", bikes="2", trees="1", oven="") == 302
    page = coop.browser("Bo").get(coop.at(f"decisions/{decision}"))
    assert 'name="o-trees" value="1"' in page.content.decode()
    assert "A row of trees, then Two cargo bikes" in texts(page)


def test_what_was_typed_wrong_comes_back_with_the_reason(coop, texts) -> None:
    decision = asked(coop, "rank")
    answer = coop.browser("Bo").post(
        coop.at(f"decisions/{decision}"), {"do": "cast", "o-bikes": "first", "o-trees": "2", "reason": "Mine"}
    )
    assert answer.status_code == 422
    assert "first is no whole number" in texts(answer)
    assert 'name="o-trees" value="2"' in answer.content.decode()
    assert not coop.view(f"decisions/{decision}")["ballots"]


def test_the_count_stands_on_the_page_round_by_round_and_is_counted_again(coop, texts) -> None:
    decision = asked(coop, "rank")
    for who, places in {
        "Ana": {"bikes": "1", "oven": "2"}, "Bo": {"trees": "1", "bikes": "2"}, "Cleo": {"oven": "1", "trees": "2"},
        "Dee": {"bikes": "1"}, "Eli": {"trees": "1"},
    }.items():
        assert cast(coop, decision, who, **places) == 302
    closed(coop, decision)
    page = texts(coop.browser("Fay").get(coop.at(f"decisions/{decision}")))
    assert "Round 1" in page
    assert "Counted again just now from the ballots: every round is as it was when it was closed." in page
    view = coop.view(f"decisions/{decision}")["choosing"]
    assert [one["option"] for one in view["choices"] if one["chosen"]] == ["trees"]


def test_points_are_given_in_a_form_too(coop, texts) -> None:
    decision = asked(coop, "score")
    assert cast(coop, decision, "Bo", bikes="3", trees="0", oven="1") == 302
    assert cast(coop, decision, "Cleo", bikes="", trees="5", oven="") == 302
    assert "Two cargo bikes: 3" in texts(coop.browser("Bo").get(coop.at(f"decisions/{decision}")))
    closed(coop, decision)
    view = coop.view(f"decisions/{decision}")["choosing"]
    assert [one["option"] for one in view["choices"] if one["chosen"]] == ["trees"]


def test_a_ballot_that_prefers_none_takes_part(coop, texts) -> None:
    decision = asked(coop, "pick")
    assert cast(coop, decision, "Bo") == 302
    assert "prefers none" in texts(coop.browser("Ana").get(coop.at(f"decisions/{decision}")))
