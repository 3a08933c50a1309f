"""Somebody is admitted by a decision; who it is stays out of the journal."""

import json

import pytest
from effects_house import CLOSES, decided, given, happened, house

from auzolan.charter.around import Draft
from auzolan.journal.entry import NODE, checked_bytes
from auzolan.members.facts import MemberAdmitted, SigninBound
from auzolan.values.refusal import Refusal


def test_the_person_is_a_member_from_the_day_it_takes_effect() -> None:
    it = house()
    admitted, bound = happened(decided(it, "admit_member", name="Nadia Iriarte", email="nadia@example.org",
                                       class_="class.worker"))
    assert isinstance(admitted, MemberAdmitted) and isinstance(bound, SigninBound)
    assert (admitted.class_, admitted.joined) == ("class.worker", "2026-03-08")
    assert bound.member == admitted.member
    assert it.entries[-1].because == it.entries[-4].seq, "each entry names the closing as its cause"


def test_name_and_address_are_in_the_vault_and_nowhere_else() -> None:
    it = house()
    decided(it, "admit_member", name="Nadia Iriarte", email="nadia@example.org", class_="class.worker")
    written = b"".join(checked_bytes(entry) for entry in it.entries)
    assert b"Nadia" not in written and b"nadia" not in written
    sealed = [json.loads(secret.value) for secret in it.secrets]
    assert {"name": "Nadia Iriarte", "email": "nadia@example.org"} in sealed


@pytest.mark.parametrize(("values", "says"), [
    ({"class_": "class.worker"}, "does not say who it is"),
    ({"name": "Nadia", "class_": "class.affected"}, "Nobody is admitted to this class"),
    ({"name": "Nadia", "class_": "class.nobody"}, "no such article"),
    ({"name": "Nadia", "class_": "class.worker", "wage": "5"}, "asks for no wage"),
])
def test_a_proposal_that_could_admit_nobody_is_refused(values: dict[str, str], says: str) -> None:
    it = house()
    before = len(it.entries)
    with pytest.raises(Refusal, match=says):
        it.propose("Admit", effect="admit_member", details=given(**values))
    assert len(it.entries) == before


def test_nobody_is_admitted_when_it_does_not_carry() -> None:
    it = house()
    id = it.propose("Admit", effect="admit_member", details=given(name="Nadia", class_="class.worker"))
    it.answers(id, no="anna bilal carmen")
    assert len(it.close(id, CLOSES)) == 1
    assert len(it.states["members"].members) == 5


def test_the_node_admits_nobody_else_in_its_name() -> None:
    it = house()
    id = it.propose("Admit", effect="admit_member", details=given(name="Nadia", class_="class.worker"))
    it.answers(id, yes="anna bilal carmen")
    it.close(id, CLOSES)
    closed = it.decision(id).closed
    with pytest.raises(Refusal, match="No carried decision that is due does just this"):
        it.write([Draft(fact=MemberAdmitted(member="mallory", class_="class.worker", joined="2026-03-08"),
                        because=closed, by=NODE)])
