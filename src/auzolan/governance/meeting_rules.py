"""What the judges of meetings share: by what procedure it meets, who leads it, how many may still raise their hand."""

from math import ceil
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.charter import read
from auzolan.charter.load import read_text
from auzolan.charter.state import version_at
from auzolan.governance.articles.procedure import Procedure
from auzolan.governance.closing import terms
from auzolan.governance.meeting_facts import Hands
from auzolan.governance.meeting_state import Meeting
from auzolan.governance.state import Decision, State
from auzolan.journal.entry import TERMINAL, Entry
from auzolan.members.body import roll
from auzolan.values.refusal import Refusal

WHAT = "Nothing was noted of the meeting"


def no(where: str, why: str, next: str) -> Refusal:
    """A refusal about a meeting."""
    return Refusal(what=WHAT, where=where, why=why, next=next)


def procedure_of(id: str, seq: int, around: Around) -> Procedure:
    """A procedure in the version that one entry adopted. Raises KeyError where it was not in force."""
    version = version_at(around.states["charter"], id, seq)
    if version is None:
        raise KeyError(f"{id} was not in force at entry {seq}")
    said: Procedure = read(read_text(version.text))
    return said


def meets_by(meeting: Meeting, around: Around) -> Procedure:
    """The procedure by which a meeting was called, in the version of its notice."""
    return procedure_of(meeting.procedure, meeting.procedure_seq, around)


def decided_by(decision: Decision, around: Around) -> Procedure:
    """The procedure of a decision, in the version of its opening."""
    return procedure_of(decision.procedure, decision.procedure_seq, around)


def body_of(meeting: Meeting, around: Around) -> tuple[str, ...]:
    """Whose meeting it is, at this moment: ids, sorted."""
    return roll(around.states["members"], around.charter, meets_by(meeting, around).body, around.at)


def needed(said: Procedure, call: int, members: int) -> int:
    """How many must be there or represented at a call. A share is of the whole body, rounded up."""
    quorum = said.second_quorum if call == 2 and said.second_quorum is not None else said.quorum
    if quorum is None:
        return 0
    if isinstance(quorum, int):
        return quorum
    return ceil(quorum * members) if said.quorum_base == "eligible" else 0


def leads(meeting: Meeting, entry: Entry[Any], kind: str, around: Around) -> Refusal | None:
    """Whether somebody may write about a meeting: its chair, its secretary, or whoever has a mandate for it."""
    if entry.for_ not in (None, entry.by):
        return no(meeting.title, "Nobody writes this in another's name.", "Write it in your own.")
    return None if entry.by in (meeting.chair, meeting.secretary) else around.may(f"governance.{kind}", {})


def in_person(entry: Entry[Any], around: Around) -> Refusal | None:
    """What two people or the chair answer for is not written by whoever has the machine in hand."""
    if entry.by == TERMINAL or (entry.via == TERMINAL and not around.exercise):
        why = "From the terminal anybody with the machine in hand could do this in everybody's name."
        return no("terminal", why, "Sign in and do it on the page of the meeting.")
    return None


def there(meeting: Meeting, decision: Decision) -> frozenset[str]:
    """Who of a decision's roll is in the room or represented there."""
    return frozenset(one for one in meeting.present | meeting.represented if one in decision.roll)


def hands_left(meeting: Meeting, decision: Decision) -> int:
    """How many hands there can be: those there or represented who have not cast a ballot by name."""
    return sum(one not in decision.ballots for one in there(meeting, decision))


def taking_part(meeting: Meeting, decision: Decision) -> int:
    """How many take part: those there or represented, and those elsewhere who cast a ballot."""
    return len(there(meeting, decision) | {one for one in decision.ballots if one in decision.roll})


def votable(state: State, meeting: Meeting, id: str, entry: Entry[Any], around: Around) -> Refusal | None:
    """What speaks against a show of hands about a decision, whatever was counted."""
    decision = state.decisions.get(id)
    if decision is None or id not in meeting.agenda:
        return no(id, "It is not on the agenda of this meeting.", "Only what was announced is decided in the room.")
    if decision.status != "open" or not decision.whole:
        return no(id, f"The decision is {decision.status}.", "Read the outcome.")
    if not decision.opens_at <= entry.at < decision.closes_at:
        why = f"It is voted on from {decision.opens_at} to {decision.closes_at}."
        return no(decision.title, why, "Count hands in that time.")
    if decision.support > len(decision.supporters):
        why = "It has not the support that it needs before it is put to the body."
        return no(decision.title, why, "Ask others to support it.")
    if not decided_by(decision, around).hands:
        why = f"By {terms(state, decision, around).title} nobody votes by a show of hands."
        return no(decision.title, why, "Cast ballots: on the phone, or on paper at the desk.")
    if any(weight != 1 for weight in decision.roll.values()):
        why = "Its votes have different weights, and a hand shows no weight."
        return no(decision.title, why, "Cast ballots by name.")
    return None


def hands_fault(meeting: Meeting, decision: Decision, counts: tuple[Hands, ...]) -> Refusal | None:
    """What is wrong with a count of hands: other answers than were put, or more hands than people."""
    if tuple(one.option for one in counts) != decision.options:
        why = f"Hands are counted for {', '.join(decision.options)}, in this order."
        return no(decision.title, why, "Write a number for each, 0 where nobody raised a hand.")
    total, most = sum(one.hands for one in counts), hands_left(meeting, decision)
    if total > most:
        here = there(meeting, decision)
        why = (
            f"These are {total} hands, and {most} can be raised: {len(here)} of its roll are there or represented,"
            f" of whom {len(here) - most} have cast a ballot by name."
        )
        return no(decision.title, why, "Count again, or note who else came in.")
    return None
