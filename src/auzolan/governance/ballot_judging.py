"""May this answer be given now, by this member? The same judge for what goes into the journal and into a sealed box."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.governance.answers import BALLOT, answer_fault, extension
from auzolan.governance.ballot import Ballot
from auzolan.governance.decision import Keyed
from auzolan.governance.facts import BallotCast
from auzolan.governance.hiding import blind_fault
from auzolan.governance.meeting_state import speaks_for
from auzolan.governance.paper_facts import PaperKeyed
from auzolan.governance.state import OPEN, Decision, State
from auzolan.journal.entry import NODE, TERMINAL, Entry
from auzolan.values.refusal import Refusal

PAPERS = "governance.ballot_cast"  # what a mandate says of whoever may enter answers on paper


def keyed_fault(state: State, fact: PaperKeyed, entry: Entry[Any], around: Around) -> Refusal | None:
    """What speaks against writing down an answer from paper, as the first of two people: None, or the refusal."""
    decision = state.decisions.get(fact.decision)
    if decision is not None and decision.apart:
        return not_by_name(decision, fact.decision)
    if entry.for_ in (None, entry.by):
        return _no(BALLOT, fact.decision, "Your own answer needs no paper.", "Cast it yourself.")
    as_cast = BallotCast(
        decision=fact.decision, option=fact.option, criterion=fact.criterion, vault=fact.vault, ranks=fact.ranks,
        points=fact.points, blind=fact.blind,
    )
    return ballot_fault(state, as_cast, entry, around, first=True)


def not_by_name(decision: Decision, id: str) -> Refusal:
    """Why no answer by name is taken for a decision whose votes are secret."""
    if decision.external:
        why = "It is voted on elsewhere, and no answer to it stands in the journal by name."
        return _no(BALLOT, id, why, decision.elsewhere.address or "Look at its page for where that is.")
    why = "It is answered on paper in a sealed box, and no answer to it stands in the journal by name."
    return _no(BALLOT, id, why, "Sign in and cast it on the page of the decision.")


def ballot_fault(
    state: State, fact: BallotCast, entry: Entry[Any], around: Around, first: bool = False
) -> Refusal | None:
    """What speaks against an answer at this moment, in the journal or into the box: None, or the refusal.

    first: it is read from paper, and a second person has not read it yet.
    """
    decision = state.decisions.get(fact.decision)
    if decision is None:
        return _no(BALLOT, fact.decision, "There is no such decision.", "Look at the list of decisions for its id.")
    if decision.status != OPEN:
        return _no(BALLOT, fact.decision, f"The decision is {decision.status}.", "Propose it anew if it should change.")
    if decision.hands or entry.at >= decision.closes_at:
        return _no(BALLOT, fact.decision, f"Ballots were taken until {decision.closes_at}.", "Read the outcome.")
    if entry.at < decision.opens_at or not decision.whole:
        return _no(BALLOT, fact.decision, f"Ballots are taken from {decision.opens_at}.", "Talk about it until then.")
    if missing := decision.support - len(decision.supporters):
        why = f"{missing} more must support it before it is put to the body."
        return _no(BALLOT, fact.decision, why, "Support it, or wait until others do.")
    keyed = decision.keyed.get(entry.for_ or entry.by)
    if entry.because not in (None, decision.opened) and (first or keyed is None or entry.because != keyed.seq):
        return _no(BALLOT, fact.decision, "Nothing but the proposal is a ballot's cause.", "Cast it again.")
    return (
        _voter(state, decision, fact, entry, around, first) or answer_fault(state, decision, fact, around)
        or blind_fault(decision, fact) or (None if first else _end(state, fact, entry, around))
    )


def _end(state: State, fact: BallotCast, entry: Entry[Any], around: Around) -> Refusal | None:
    ballot = Ballot(option=fact.option, ranks=fact.ranks, points=fact.points)
    if fact.extends == extension(state, fact.decision, ballot, entry.for_ or entry.by, around):
        return None
    return _no(BALLOT, fact.decision, "The end of voting is not as the procedure says.", "Cast it again.")


def _voter(
    state: State, decision: Decision, fact: BallotCast, entry: Entry[Any], around: Around, first: bool
) -> Refusal | None:
    if entry.by in (NODE, TERMINAL):
        return _no(BALLOT, fact.decision, "Only a member casts a ballot.", "Sign in and cast it yourself.")
    if entry.via == TERMINAL and not around.exercise:
        why = "From the terminal anybody with the machine in hand could answer for everybody."
        return _no(BALLOT, fact.decision, why, "Sign in and cast it on the page of the decision.")
    member = entry.for_ or entry.by
    if member not in decision.roll:
        why = f"The roll was frozen on {decision.proposed_at[:10]}, and {member} is not on it."
        return _no(BALLOT, fact.decision, why, "You will be on the roll of the next decision of this body.")
    if member == entry.by:
        return None
    if not entry.evidence:
        return _no(BALLOT, fact.decision, "A ballot for somebody else needs the paper behind it.", "Give the paper.")
    before = decision.ballots.get(member)
    if before is not None and not before.paper:
        return _no(BALLOT, fact.decision, f"{member} has answered in person.", "Only they can change it.")
    if speaks_for(state.meetings, fact.decision, member, entry.by):
        return None
    return around.may(PAPERS, {}) or (None if first else _second(decision, fact, entry))


def _second(decision: Decision, fact: BallotCast, entry: Entry[Any]) -> Refusal | None:
    """Whether another person read the same from the paper before: one alone could write down anything."""
    keyed = decision.keyed.get(entry.for_ or entry.by)
    if keyed is None or keyed.by == entry.by:
        why = "An answer on paper counts when two people have read it."
        return _no(BALLOT, fact.decision, why, "Let another person who may enter it from the paper.")
    if not reads_same(keyed, fact):
        why = "The two did not read the same on the paper."
        return _no(BALLOT, fact.decision, why, "Look at it together; then each enters it once more.")
    return None


def reads_same(keyed: Keyed, fact: Any) -> bool:
    """Whether an answer, or what was keyed in, says what one person read on the paper."""
    said = (fact.option, fact.criterion, fact.ranks, fact.points)
    return (keyed.option, keyed.criterion, keyed.ranks, keyed.points) == said


def _no(what: str, where: str, why: str, next: str) -> Refusal:
    return Refusal(what=what, where=where, why=why, next=next)
