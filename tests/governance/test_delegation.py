"""Letting somebody else answer: narrower before wider, passed on as far as allowed, never in a circle."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from house_of_decisions import House, procedure

from auzolan.governance.ballot import Ballot
from auzolan.governance.closing import spoken_for, terms
from auzolan.governance.decide import EndDelegation, GiveDelegation
from auzolan.governance.delegation import CIRCLE, FULL, SILENT, TOO_FAR, Delegated, Through, through
from auzolan.governance.terms import Trust
from auzolan.values.refusal import Refusal

CLOSES = "2026-03-08T09:00:00Z"  # seven days after the opening
TRUSTING = procedure("ordinary", "delegation_depth = 2\ndelegation_days = 200") + procedure(
    "budget", "delegation_depth = 1\ndelegation_days = 30"
)


def house(more: str = TRUSTING, members: int = 6) -> House:
    return House(more, members)


def given(house: House, who: str, to: str, until: str = "2026-06-01", procedure: str = "") -> None:
    house.ask(GiveDelegation(to=to, until=until, procedure=procedure), by=who)


def seen(house: House, id: str) -> Mapping[str, Through]:
    decision = house.decision(id)
    near = house.around("anna")
    return spoken_for(house.decisions, decision, terms(house.decisions, decision, near), house.at)


def test_a_delegates_ballot_counts_for_those_who_delegated_and_did_not_answer() -> None:
    it = house()
    given(it, "bilal", "anna")
    given(it, "carmen", "bilal")  # passed on once more
    id = it.propose()
    it.answers(id, yes="anna", no="dario edurne")
    closed = it.close(id, CLOSES)[0]
    assert [(one.option, one.weight) for one in closed.counts] == [("yes", 3), ("no", 2), ("abstain", 0)]
    assert closed.carried
    assert it.tables["delegations"][("carmen", "")]["to"] == "bilal"


def test_a_ballot_of_ones_own_always_comes_first() -> None:
    it = house()
    given(it, "bilal", "anna")
    id = it.propose()
    it.answers(id, yes="anna", no="bilal carmen")
    assert not it.close(id, CLOSES)[0].carried


def test_a_delegation_for_one_procedure_comes_before_one_for_everything() -> None:
    it = house()
    given(it, "bilal", "anna")
    given(it, "bilal", "carmen", until="2026-03-20", procedure="procedure.budget")
    id = it.propose(procedure="procedure.budget")
    it.answers(id, yes="anna", no="carmen")
    assert seen(it, id)["bilal"].path == ("bilal", "carmen")
    other = it.propose("Paint the door")
    it.answers(other, yes="anna", no="carmen")
    assert seen(it, other)["bilal"].path == ("bilal", "anna")


def test_it_ends_when_its_last_day_is_over_and_when_it_is_taken_back() -> None:
    it = house()
    given(it, "bilal", "anna", until="2026-03-05")
    given(it, "carmen", "anna")
    it.ask(EndDelegation(), by="carmen")
    assert ("carmen", "") not in it.tables["delegations"]
    id = it.propose()
    it.answers(id, yes="anna")
    assert seen(it, id)["bilal"].counts
    it.at = "2026-03-06T00:00:00Z"
    assert seen(it, id) == {}


def test_where_no_delegation_is_followed_none_counts() -> None:
    it = house(procedure("ordinary", "delegation_depth = 1") + procedure("budget", ""))
    given(it, "bilal", "anna")
    id = it.propose(procedure="procedure.budget")
    it.answers(id, yes="anna")
    assert seen(it, id) == {}


@pytest.mark.parametrize(("who", "to", "until", "named", "says"), [
    ("anna", "anna", "2026-06-01", "", "Nobody delegates to themselves"),
    ("anna", "carmen", "2026-06-01", "", "It would lead back to you"),
    ("anna", "bilal", "2026-06-01", "", "It would lead back to you"),
    ("anna", "nobody", "2026-06-01", "", "nobody is no member today"),
    ("anna", "dario", "2027-06-01", "", "until 2026-09-17, 200 days"),
    ("anna", "dario", "2026-02-01", "", "from today until"),
    ("anna", "dario", "2026-06-01", "procedure.budget", "until 2026-03-31, 30 days"),
    ("anna", "dario", "2026-06-01", "procedure.charter", "Changing the charter follows no delegation"),
    ("anna", "dario", "2026-06-01", "procedure.none", "no procedure of that name"),
])
def test_what_cannot_be_is_refused_in_a_sentence(who: str, to: str, until: str, named: str, says: str) -> None:
    it = house()
    given(it, "carmen", "bilal")
    given(it, "bilal", "anna")
    before = len(it.entries)
    with pytest.raises(Refusal, match=says):
        given(it, who, to, until, named)
    assert len(it.entries) == before


def test_from_the_terminal_nobody_gives_it_in_anothers_name() -> None:
    it = house()
    it.via = "terminal"
    with pytest.raises(Refusal, match="anybody with the machine in hand"):
        given(it, "anna", "bilal")


def one(to: str, seq: int, procedure: str = "") -> tuple[Delegated, ...]:
    return (Delegated(to=to, until="2026-12-31", seq=seq, procedure=procedure),)


def test_every_way_in_which_trust_leads_nowhere_is_named() -> None:
    roll = dict.fromkeys("abcdefgh", 1)
    trust = {"b": one("c", 1), "c": one("b", 2), "d": one("e", 3), "f": one("g", 4), "g": one("h", 5), "h": one("a", 6)}
    found = through({"a": Ballot(option="yes")}, roll, trust, "p", "2026-03-01", Trust(depth=2))
    assert {who: (path.path, path.why) for who, path in found.items()} == {
        "b": (("b", "c", "b"), CIRCLE), "c": (("c", "b", "c"), CIRCLE), "d": (("d", "e"), SILENT),
        "f": (("f", "g", "h"), TOO_FAR), "g": (("g", "h", "a"), ""), "h": (("h", "a"), ""),
    }


def test_trust_given_first_counts_first_where_one_ballot_would_weigh_too_much() -> None:
    roll = dict.fromkeys("abcdefghij", 1)
    trust = {"b": one("a", 9), "c": one("a", 3), "d": one("c", 5)}
    found = through({"a": Ballot(option="yes")}, roll, trust, "p", "2026-03-01", Trust(depth=3, cap=Fraction(3, 10)))
    assert {who: path.why for who, path in found.items()} == {"b": FULL, "c": "", "d": ""}
