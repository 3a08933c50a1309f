"""The audit page of a run: a planted disadvantage is found, and no small group gives anybody away."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from web_place import START, Place, founded

from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution, RecordEntry
from auzolan.rules.decide import RunRule
from auzolan.rules.facts import RunPublished

PLANTED = "case when hours < 800 h then hours * 0.8 else hours end"


@pytest.fixture(params=["hours", PLANTED])
def run(request, tmp_path) -> Iterator[tuple[Place, str, bool]]:
    charter = preset("mondragon").replace('by = "hours * index"', f'by = "{request.param}"')
    place = founded(tmp_path, charter=charter, worker="worker")
    for number in range(10):
        place.admit(f"Member {number}", "worker")
    for number, member in enumerate(place.members.values()):
        amount = "700" if number % 2 else "1600"
        place.do(RecordContribution(contribution="hours", amount=amount, member=member, date="2026-09-02"), at=START)
    place.do(RecordEntry(
        legs=(("Equity:Result", "9000.00 EUR"), ("Equity:Surplus:2026", "-9000.00 EUR")), date="2026-09-03",
    ), at=START)
    answer = place.do(RunRule(rule="rule.surplus", period="2026"), at=START + timedelta(days=1))
    yield place, answer.fact(RunPublished).run, request.param == PLANTED
    place.node.close()


def test_the_audit_names_part_timers_where_the_rule_gives_them_less_an_hour(run, texts) -> None:
    place, id, planted = run
    browser = place.browser("Ana")
    page = browser.get(place.at(f"runs/{id}/audit"))
    assert page.status_code == 200
    view = browser.get(place.at(f"runs/{id}/audit.json")).json()
    if planted:
        (found,) = view["found"]
        assert (found["breakdown"], found["group"], found["people"], found["less"]) == ("size", "under_half", 6, 2000)
        assert "less than half of full time: 20.00 % less than all others" in texts(page)
    else:
        assert view["found"] == []
        assert "No group that can be shown got less" in texts(page)
    link = browser.get(place.at(f"runs/{id}")).content.decode()
    assert f"runs/{id}/audit" in link


def test_who_is_not_a_member_sees_no_audit_and_an_unknown_run_has_none(run) -> None:
    place, id, _planted = run
    assert place.browser().get(place.at(f"runs/{id}/audit")).status_code == 302
    assert place.browser().get(place.at(f"runs/{id}/audit.json")).status_code == 404
    assert place.browser("Ana").get(place.at("runs/nothing/audit")).status_code == 404


def test_the_audit_names_a_place_that_the_charter_keeps_of_each_member(tmp_path, texts) -> None:
    charter = preset("mondragon") + '\n["contribution.place"]\nunit = "1"\naggregate = "latest"\n'
    charter = charter.replace('by = "hours * index"', 'by = "case when place = 2 then hours * 0.8 else hours end"')
    place = founded(tmp_path, charter=charter, worker="worker")
    for number in range(9):
        place.admit(f"Member {number}", "worker")
    for number, member in enumerate(place.members.values()):
        for contribution, amount in (("hours", "1600"), ("place", str(1 + number % 2))):
            asked = RecordContribution(contribution=contribution, amount=amount, member=member, date="2026-09-02")
            place.do(asked, at=START)
    place.do(RecordEntry(
        legs=(("Equity:Result", "9000.00 EUR"), ("Equity:Surplus:2026", "-9000.00 EUR")), date="2026-09-03",
    ), at=START)
    answer = place.do(RunRule(rule="rule.surplus", period="2026"), at=START + timedelta(days=1))
    said = texts(place.browser("Ana").get(place.at(f"runs/{answer.fact(RunPublished).run}/audit")))
    assert "place 2: 20.00 % less than all others" in said
    assert "By place" in said
    place.node.close()
