"""The judge of mediations: all three say yes, each writes only for the three, and any of them can end it."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.secret import is_commitment
from auzolan.conduct.facts import MediationAccepted, MediationAsked, MediationEnded, MediationNoted
from auzolan.conduct.refusing import in_person, no
from auzolan.conduct.state import ASKED, MEETING, Mediation, State
from auzolan.journal.entry import Entry
from auzolan.values.refusal import Refusal


def mediated(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """Whether this entry of a mediation may follow."""
    fact = entry.fact
    one = state.mediations.get(fact.case)
    outside = one is not None and isinstance(fact, MediationAccepted) and entry.for_ == one.other != entry.by
    if one is not None and outside and one.other in around.states["members"].agents:
        if entry.by != one.mediator or not entry.evidence:
            why = "For somebody outside who mediates writes it down, with the paper that they signed."
            return no("paper", why, "Give the paper to who mediates.")
        return _accepts(one, one.other)
    if refused := in_person(entry, around):
        return refused
    if isinstance(fact, MediationAsked):
        return _asked(state, fact, entry, around)
    if one is None or entry.by not in one.three:
        return no(fact.case[:60], "There is no such mediation of yours.", "Look at the page on conduct.")
    match fact:
        case MediationAccepted():
            return _accepts(one, entry.by)
        case MediationNoted():
            if one.stage not in (ASKED, MEETING):
                return no("words", "The mediation is over.", "Ask for another one.")
            return None if is_commitment(fact.vault) else no("words", "There are no words in it.", "Write a sentence.")
        case MediationEnded():
            return _ended(one, fact)
    return no("", "This is no step of a mediation.", "Ask for something this area knows.")


def _asked(state: State, fact: MediationAsked, entry: Entry[Any], around: Around) -> Refusal | None:
    people = around.states["members"]
    day = entry.at[:10]

    def belongs(id: str) -> bool:
        return id in people.members and people.members[id].belongs(day)

    if not fact.case or fact.case in state.mediations or fact.case in state.cases:
        return no(fact.case, "This mediation is written already.", "Look at the page on conduct.")
    if not belongs(entry.by):
        return no("mediation", "Only members ask for a mediation.", "Sign in as a member.")
    if not belongs(fact.other) and fact.other not in people.agents:
        return no("other", "Nobody has that id.", "Choose a member, or somebody outside who has a number.")
    if not belongs(fact.mediator):
        return no("mediator", "Nobody who belongs today has that id.", "Name a member who mediates.")
    if len({entry.by, fact.other, fact.mediator}) < 3:
        return no("mediator", "A mediation is between two, with a third who mediates.", "Name two other people.")
    return None if is_commitment(fact.vault) else no("words", "It does not say what it is about.", "Write a sentence.")


def _accepts(one: Mediation, who: str) -> Refusal | None:
    if one.stage != ASKED or who in one.accepted:
        return no("mediation", "It was accepted already, or is over.", "Look at how far it has come.")
    return None


def _ended(one: Mediation, fact: MediationEnded) -> Refusal | None:
    if one.stage not in (ASKED, MEETING):
        return no("mediation", "The mediation is over.", "Ask for another one.")
    if fact.agreed and one.stage != MEETING:
        return no("mediation", "Nobody agrees before all three have accepted.", "Wait for the others.")
    return None
