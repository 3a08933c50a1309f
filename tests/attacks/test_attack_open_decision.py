"""While a decision is open nobody changes its roll, options, weights or procedure: each is tried, and fails."""

import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from auzolan.charter.around import Draft
from auzolan.charter.facts import ArticleAdopted
from auzolan.governance.amending import AmendProposal
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import BallotCast, DecisionClosed, ProposalOpened, ProposedOption, RollFrozen, Voter
from auzolan.governance.procedure_facts import ProposalAmended
from auzolan.governance.written import articles_of
from auzolan.journal.entry import NODE
from auzolan.values.refusal import Refusal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "governance"))
from house_of_decisions import House, procedure

CLOSES = "2026-03-08T09:00:00Z"


@pytest.fixture
def house() -> House:
    return House(procedure("ordinary", 'threshold = "3/4"\nstrict = false\n')
                 + procedure("choice", 'method = "schulze"'), members=8)


def opening(house: House, id: str) -> Any:
    return house.entries[house.decision(id).opened]


def forged(house: House, id: str, **changed: Any) -> Any:
    """The opening once more, with something else in it, at the next place of the journal."""
    entry = opening(house, id)
    return replace(entry, seq=len(house.entries), fact=replace(entry.fact, **changed))


# --- the roll


def test_who_joins_later_is_not_on_it_and_who_leaves_stays_on_it(house: House) -> None:
    id = house.propose()
    house.admit("late")
    house.part("hana")
    assert set(house.decision(id).roll) == set(house.names)
    with pytest.raises(Refusal, match="late is not on it"):
        house.cast(id, "late", "yes")


@pytest.mark.parametrize("voters", [(Voter(member="late"),), (Voter(member="anna", weight=9),), ()])
def test_no_second_part_of_a_roll_is_frozen(house: House, voters: tuple[Voter, ...]) -> None:
    id = house.propose()
    house.admit("late")
    entry = replace(opening(house, id), seq=len(house.entries), fact=RollFrozen(decision=id, voters=voters),
                    because=house.decision(id).opened)
    with pytest.raises(Refusal, match="A roll is frozen when the decision is opened"):
        house.read(entry)


def test_it_is_not_opened_a_second_time_with_another_roll(house: House) -> None:
    id = house.propose()
    house.admit("late")
    fact = opening(house, id).fact
    for changed in ({}, {"roll": (*fact.roll, Voter(member="late")), "voters": 9}):
        with pytest.raises(Refusal):
            house.read(forged(house, id, **changed))
    assert house.decision(id).voters == 8


# --- the options


def choice(house: House) -> str:
    asks = tuple(ProposedOption(option=one, title=one.upper()) for one in ("oven", "van"))
    return house.propose("What first?", procedure="procedure.choice", asks=asks)


def test_nobody_answers_with_an_option_that_was_not_put(house: House) -> None:
    id = choice(house)
    with pytest.raises(Refusal, match="bicycle"):
        house.ask(CastBallot(decision=id, ranks=(("bicycle",),)), by="bilal")
    with pytest.raises(Refusal, match="is no answer"):
        house.cast(house.propose(), "bilal", "perhaps")


def test_the_words_and_options_of_an_open_proposal_are_not_amended(house: House) -> None:
    id = choice(house)
    with pytest.raises(Refusal, match="gives no days"):
        house.ask(AmendProposal(decision=id, title="What first?", text="A bicycle."), by="anna")
    entry = replace(opening(house, id), seq=len(house.entries), by="anna", because=None,
                    fact=ProposalAmended(decision=id, title="Else", text="Else."))
    with pytest.raises(Refusal):
        house.read(entry)
    assert house.decision(id).options == ("oven", "van") and house.decision(id).title == "What first?"


# --- the weights


def test_a_ballot_carries_no_weight_of_its_own(house: House) -> None:
    id = house.propose()
    assert "weight" not in BallotCast.__struct_fields__
    house.answers(id, yes="anna bilal", no="carmen")
    closing = DecisionClosed(decision=id, carried=True, counts=(), quorum_reached=True, rounds="0" * 64,
                             effect="text_only", effect_from=CLOSES)
    entry = replace(opening(house, id), seq=len(house.entries), by=NODE, at=CLOSES, fact=closing,
                    because=house.decision(id).opened)
    house.at = CLOSES
    with pytest.raises(Refusal, match="do not add up to this outcome"):
        house.read(entry)


def test_a_roll_with_other_weights_than_the_procedure_gives_is_not_opened(house: House) -> None:
    id = house.propose()
    heavy = tuple(replace(one, weight=50) if one.member == "anna" else one for one in opening(house, id).fact.roll)
    with pytest.raises(Refusal, match=r"The roll is not that of the body|weigh"):
        house.read(forged(house, id, decision="dother", roll=heavy))


# --- the procedure


def adopted(house: House, text: str) -> None:
    """A new version of an article, in force at once, as a decision of another day would bring it."""
    house.write([_draft(ArticleAdopted(article="procedure.ordinary", version=2, text=text))], trusted=True)


def _draft(fact: Any) -> Draft:
    return Draft(fact=fact, by=NODE)


def test_a_new_version_of_the_procedure_is_for_the_next_decision(house: House) -> None:
    id = house.propose()
    easier = procedure("ordinary", 'threshold = "1/8"\nstrict = false\n')
    adopted(house, articles_of((easier,))[0].text)
    assert house.decision(id).procedure_seq == opening(house, id).fact.procedure_seq
    house.answers(id, yes="anna bilal", no="carmen dario edurne fatou")
    house.later(CLOSES)
    assert house.decision(id).status == "not carried", "three quarters were asked for when it was opened"
    second = house.propose("Again")
    house.answers(second, yes="anna bilal", no="carmen dario edurne fatou")
    house.later("2026-03-15T09:00:00Z")
    assert house.decision(second).status == "carried"


@pytest.mark.parametrize("changed", [
    {"procedure": "procedure.choice"}, {"method": "consent"}, {"closes_at": "2026-03-02T09:00:00Z"}, {"support": 0},
    {"options": ("yes",)},
])
def test_an_opening_that_says_otherwise_than_its_procedure_is_refused(house: House, changed: dict[str, Any]) -> None:
    id = house.propose()
    if changed == {"support": 0}:
        changed = {"support": 3}
    with pytest.raises(Refusal):
        house.read(forged(house, id, decision="dother", **changed))
    assert house.decision(id).procedure == "procedure.ordinary"


def test_the_next_proposal_does_not_touch_the_first(house: House) -> None:
    id = house.propose()
    before = house.decision(id)
    house.ask(OpenProposal(title="Another", text="Quite another.", replaces=id), by="bilal")
    assert house.decision(id) == before and isinstance(opening(house, id).fact, ProposalOpened)
