"""Who sees to a decision is named by who proposed it, by who has it, or by a mandate; never by made-up paper."""

import pytest
from house_of_decisions import House, procedure

from auzolan.charter.around import Draft
from auzolan.governance.register_facts import CarriedOut, OwnerNamed
from auzolan.values.refusal import Refusal

CLERK = """
["mandate.clerk"]
title = "Clerk"
records = ["governance.owner_named", "governance.carried_out"]
granted_by = "body.assembly"
term_months = 6
"""
SCAN = "a" * 64


def decided(it: House) -> str:
    id = it.propose("Mend the oven")
    it.answers(id, yes="anna bilal carmen")
    it.close(id, "2026-03-08T09:00:00Z")
    assert it.decision(id).status == "carried"
    return id


def test_nobody_names_an_owner_in_the_name_of_who_proposed_it() -> None:
    it = House(procedure("ordinary", "") + CLERK, 5)
    id = decided(it)
    proposer = it.decision(id).proposer
    other = next(one for one in ("anna", "bilal", "carmen", "dario") if one != proposer)
    made_up = Draft(fact=OwnerNamed(decision=id, member="dario", due=""), for_=proposer, evidence=SCAN)
    with pytest.raises(Refusal, match="mandate"):
        it.write([made_up], by=other)
    it.write([Draft(fact=OwnerNamed(decision=id, member="dario", due=""))], by=proposer)
    assert it.decisions.register.tasks[id].owner == "dario"


def test_words_about_it_are_kept_by_a_commitment_or_not_at_all() -> None:
    it = House(procedure("ordinary", "") + CLERK, 5)
    id = decided(it)
    it.write([Draft(fact=OwnerNamed(decision=id, member="dario", due=""))], by=it.decision(id).proposer)
    with pytest.raises(Refusal, match="commitment"):
        it.write([Draft(fact=CarriedOut(decision=id, vault="the oven of Ana"))], by="dario")
    it.write([Draft(fact=CarriedOut(decision=id, vault=""))], by="dario")
    assert it.decisions.register.tasks[id].done == "2026-03-08"
