"""A corrected run on its page and on the page of why: both runs linked, the difference of each line, who may do it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from deciding_place import CoOp, co_op

from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution

RESERVE = "Equity:Collective:Solidarity"


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    says = f'["rule.surplus"]\ncorrections_from = "{RESERVE}"\nheld_by = ["body.social_council"]\n'
    monkeypatch.setattr("charters.preset", lambda name: preset(name).replace('["rule.surplus"]\n', says))
    made = co_op(tmp_path, monkeypatch)
    yield made
    from django.core import mail

    mail.outbox = []
    made.node.close()


def capital(coop: CoOp, name: str) -> str:
    return f"Equity:Capital:{coop.members[name]}:2026"


def corrected(coop: CoOp) -> str:
    """The run of 2026 is paid, Dee's hours are mended, and Bo publishes the corrected run on the page."""
    coop.clock("2027-02-01T09:00:00Z")
    bo, path = coop.browser("Bo"), coop.at(f"runs/{coop.run}")
    assert bo.post(path, {"do": "settle"}).status_code == 302
    hours = RecordContribution(contribution="hours", amount="200", member=coop.members["Dee"], date="2026-11-30")
    coop.do(hours)
    answer = bo.post(path, {"do": "correct"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"]).rpartition("/")[2]


def test_the_page_of_a_corrected_run_names_both_runs_and_the_difference_of_each_line(coop, texts) -> None:
    run = corrected(coop)
    view = coop.view(f"runs/{run}")
    assert (view["corrects"], view["mends"], view["status"]) == (coop.run, coop.run, "published")
    lines = {one["to"]: one for one in view["portions"]}
    dee, ana = lines[capital(coop, "Dee")], lines[capital(coop, "Ana")]
    assert cents(dee["amount"]) - cents(dee["before"]) == cents(dee["posts"]) > 0
    assert (ana["posts"], cents(ana["before"]) > cents(ana["amount"])) == ("", True)
    assert view["beside"] == [{"to": RESERVE, "posts": f"-{dee['posts']}"}]
    page = coop.browser("Ana").get(coop.at(f"runs/{run}")).content.decode()
    assert f"/runs/{coop.run}" in page
    said = texts(coop.browser("Ana").get(coop.at(f"runs/{run}")))
    for words in ("A corrected run", "Only what is different is posted.", "Posted before", "Posted by this run"):
        assert words in said, words


def cents(amount: str) -> int:
    return int(amount.replace(".", "").replace(",", ""))


def test_the_page_of_the_mended_run_leads_to_the_corrected_one(coop, texts) -> None:
    run = corrected(coop)
    ana = coop.browser("Ana")
    page = ana.get(coop.at(f"runs/{coop.run}")).content.decode()
    assert re.search(rf'href="[^"]*/runs/{run}"', page)
    said = texts(ana.get(coop.at(f"runs/{coop.run}")))
    assert "Paid out, and corrected since" in said
    assert 'value="settle"' not in page
    bo = coop.browser("Bo").get(coop.at(f"runs/{coop.run}")).content.decode()
    assert 'value="correct"' not in bo


def test_why_says_what_had_been_posted_and_what_is_posted_now(coop, texts) -> None:
    run = corrected(coop)
    to = capital(coop, "Dee")
    lines = {one["to"]: one for one in coop.view(f"runs/{run}")["portions"]}
    dee = coop.browser("Dee")
    said = texts(dee.get(coop.at(f"runs/{run}/why/{to}")))
    before, posts = (f"{Decimal(lines[to][key]):,}" for key in ("before", "posts"))
    assert f"{before} EUR had been posted, so this run posts" in said
    assert posts in said
    assert "by a later run" in texts(dee.get(coop.at(f"runs/{coop.run}/why/{to}")))


def test_only_who_is_trusted_with_runs_is_offered_to_correct_one(coop) -> None:
    path = coop.at(f"runs/{coop.run}")
    coop.clock("2027-02-01T09:00:00Z")
    assert 'value="correct"' not in coop.browser("Bo").get(path).content.decode()
    coop.browser("Bo").post(path, {"do": "settle"})
    assert 'value="correct"' in coop.browser("Bo").get(path).content.decode()
    assert 'value="correct"' not in coop.browser("Ana").get(path).content.decode()
    before = coop.office.now().seq
    assert coop.browser("Ana").post(path, {"do": "correct"}).status_code == 422
    assert coop.office.now().seq == before


def test_an_objection_says_on_the_page_what_it_holds(coop, texts) -> None:
    path = coop.at(f"runs/{coop.run}")
    ana = coop.browser("Ana")
    assert "Of others’ portions nothing is held back by it, unless" in texts(ana.get(path))
    own = {"do": "contest", "to": capital(coop, "Ana"), "reason": "Two weeks are missing"}
    assert "The amount waits until then." in texts(ana.post(path, own, follow=True))
    other = {"do": "contest", "to": capital(coop, "Bo"), "reason": "Too much"}
    assert "Nothing is held back by it" in texts(ana.post(path, other, follow=True))
    coop.clock("2027-02-01T09:00:00Z")
    coop.browser("Bo").post(path, {"do": "settle"})
    assert {one["to"] for one in coop.view(f"runs/{coop.run}")["portions"] if not one["paid"]} == {capital(coop, "Ana")}


def test_of_pay_the_page_says_that_nothing_is_held(coop, texts) -> None:
    bo = coop.browser("Bo")
    answer = bo.post(coop.at("rules"), {"rule": "rule.pay", "period": "2026", "do": "run"})
    assert answer.status_code == 302, answer.content.decode()
    path = str(answer.headers["Location"])
    said = texts(coop.browser("Ana").get(path))
    assert "This rule pays for work or goods: that is never held back" in said
    to = f"Liabilities:Pay:{coop.members['Ana']}"
    form = {"do": "contest", "to": to, "reason": "An hour is missing"}
    assert "Nothing is held back by it" in texts(coop.browser("Ana").post(path, form, follow=True))
