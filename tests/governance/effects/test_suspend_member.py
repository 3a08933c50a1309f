"""Somebody's vote and mandates rest until a day; they stay a member, and come back by themselves."""

import pytest
from effects_house import decided, given, happened, house

from auzolan.charter.around import Draft
from auzolan.members.body import holding, roll
from auzolan.members.facts import MemberSuspended
from auzolan.values.refusal import Refusal


def on_roll(it, day: str) -> tuple[str, ...]:
    return roll(it.states["members"], it.around("anna").charter, "body.assembly", day)


def holders(it, day: str) -> list[str]:
    people = it.states["members"]
    return [grant.member for grant in holding(people, "mandate.buyer", day)]


def test_vote_and_mandates_rest_until_the_day_and_come_back_by_themselves() -> None:
    it = house()
    decided(it, "grant_mandate", mandate="mandate.buyer", member="dario")
    it.at = "2026-03-09T09:00:00Z"
    facts = happened(decided(it, "suspend_member", at="2026-03-16T09:00:00Z", member="dario", until="2026-05-31"))
    assert facts == [MemberSuspended(member="dario", until="2026-05-31")]
    assert "dario" not in on_roll(it, "2026-05-31")
    assert holders(it, "2026-05-31") == []
    assert "dario" in on_roll(it, "2026-06-01")
    assert holders(it, "2026-06-01") == ["dario"]
    assert it.states["members"].members["dario"].belongs("2026-05-01"), "they stay a member"


def test_they_are_asked_about_themselves_and_not_in_what_is_opened_meanwhile() -> None:
    it = house()
    about = it.propose("Suspend", effect="suspend_member", details=given(member="dario", until="2026-05-31"))
    assert "dario" in it.decision(about).roll
    it.answers(about, yes="anna bilal carmen", no="dario")
    it.close(about, "2026-03-08T09:00:00Z")
    it.at = "2026-03-09T09:00:00Z"
    assert "dario" not in it.decision(it.propose("Something else")).roll


def test_a_later_decision_with_an_earlier_day_ends_it() -> None:
    it = house()
    decided(it, "suspend_member", member="dario", until="2026-09-30")
    it.at = "2026-03-09T09:00:00Z"
    decided(it, "suspend_member", at="2026-03-16T09:00:00Z", member="dario", until="2026-03-15")
    assert "dario" in on_roll(it, "2026-03-16")


def test_days_before_the_decision_stay_as_they_were() -> None:
    it = house()
    decided(it, "suspend_member", member="dario", until="2026-05-31")
    assert "dario" in on_roll(it, "2026-03-07"), "the day before it took effect"
    assert "dario" not in on_roll(it, "2026-03-08")


def test_nobody_whose_term_was_over_comes_back_for_a_successor_whose_rights_rest_or_who_left() -> None:
    it = house()
    decided(it, "grant_mandate", mandate="mandate.buyer", member="bilal")
    it.at = "2026-10-10T09:00:00Z"
    assert holders(it, "2026-10-10") == ["bilal"], "held over until somebody else is in"
    decided(it, "grant_mandate", at="2026-10-17T09:00:00Z", mandate="mandate.buyer", member="dario")
    assert holders(it, "2026-10-18") == ["dario"]
    it.at = "2026-10-20T09:00:00Z"
    decided(it, "suspend_member", at="2026-10-27T09:00:00Z", member="dario", until="2026-12-31")
    assert holders(it, "2026-11-01") == []
    it.at = "2026-11-02T09:00:00Z"
    decided(it, "end_mandate", at="2026-11-09T09:00:00Z", mandate="mandate.buyer", member="dario")
    assert holders(it, "2026-11-10") == [], "recalled, and the seat stands empty"


@pytest.mark.parametrize(("values", "says"), [
    ({"member": "dario", "until": "2026-02-20"}, "their rights do not rest"),
    ({"member": "mallory", "until": "2026-05-31"}, "is no member today"),
    ({"member": "dario", "until": "2028-05-31"}, "Nobody waits longer than a year"),
    ({"member": "dario", "until": "soon"}, "is no day"),
])
def test_what_is_no_suspension_is_refused(values: dict[str, str], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        house().propose("Suspend", effect="suspend_member", details=given(**values))


def test_only_a_decision_suspends() -> None:
    it = house()
    for by in ("anna", "terminal", "node"):
        with pytest.raises(Refusal):
            it.write([Draft(fact=MemberSuspended(member="dario", until="2026-05-31"))], by=by)
