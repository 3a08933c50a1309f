"""How a decision stands, in one sentence that everybody understands."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from auzolan.charter.around import Around
from auzolan.governance import methods
from auzolan.governance.ballot import Quorum, in_words
from auzolan.governance.closing import counted, standing
from auzolan.governance.decision import LOST
from auzolan.governance.hiding import hides
from auzolan.governance.state import CARRIED, DONE, OPEN, STOPPED, VETOED, WITHDRAWN, Decision, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """The live conditions of a decision: figures for a tick and a bar, and the sentence for people.

    met: whether it would carry as it stands, or did; settled: whether nothing outstanding can change that; answered,
    eligible: members; quorum_needed, quorum_missing: members; text: the sentence; missing: what is still missing.
    """

    decision: str
    status: str
    met: bool
    settled: bool
    answered: int
    eligible: int
    quorum_needed: int
    quorum_missing: int
    text: str
    missing: str


def condition(state: State, id: str, around: Around) -> Condition:
    """The conditions of a decision at this moment. Raises KeyError when there is no such decision."""
    decision = state.decisions[id]
    if hides(decision):
        return _hidden(id, decision, around)
    if decision.status == OPEN:
        return _elsewhere(id, decision, around) if decision.external else _open(state, id, around)
    return Condition(
        decision=id, status=decision.status, met=decision.status == CARRIED, settled=True, answered=decision.answered,
        eligible=decision.voters, quorum_needed=0, quorum_missing=0, text=_closed(decision), missing="",
    )


def _hidden(id: str, decision: Decision, around: Around) -> Condition:
    """How many have answered, and nothing else: nobody sees how it stands before the close."""
    answered = around.boxed(id, "")[0] if decision.sealed else decision.answered
    said = _not_yet(decision, around)
    if not said:
        verb = "has" if answered == 1 else "have"
        said = f"{answered} of {decision.voters} {verb} voted. How it stands is told when it closes."
    return Condition(
        decision=id, status=OPEN, met=False, settled=False, answered=answered, eligible=decision.voters,
        quorum_needed=0, quorum_missing=0, text=said, missing="",
    )


def _elsewhere(id: str, decision: Decision, around: Around) -> Condition:
    """Where it is voted and what is waited for; who voted there, and how it stands, nobody here knows."""
    at = decision.elsewhere
    where = f"at {urlsplit(at.address).hostname}" if at.address else "elsewhere; the address is not written yet"
    said = _not_yet(decision, around) or f"It is voted on {where}, until {decision.closes_at[:10]}."
    if around.at >= decision.closes_at:
        said = f"The vote is over; two people enter its result until {decision.ends_at[:10]}."
    if at.recorded >= 0:
        said = f"One person entered the result; a second one confirms it until {decision.ends_at[:10]}."
    return Condition(
        decision=id, status=OPEN, met=False, settled=False, answered=0, eligible=decision.voters, quorum_needed=0,
        quorum_missing=0, text=said, missing="",
    )


def _not_yet(decision: Decision, around: Around) -> str:
    """What is waited for before ballots are taken, in a sentence; empty where they are."""
    if around.at < decision.opens_at:
        return f"It is talked about until {decision.opens_at[:10]}; ballots are taken from then on."
    if missing := decision.support - len(decision.supporters):
        return f"{in_words(missing).capitalize()} more must support it before it is put to the body."
    return ""


def _open(state: State, id: str, around: Around) -> Condition:
    decision = state.decisions[id]
    outcome = counted(state, id, around)
    outlook = standing(state, decision, around)
    said = _not_yet(decision, around) or f"{_taking_part(decision, outcome.quorum)} {outlook.says}"
    return Condition(
        decision=id, status=OPEN, met=outcome.carried, settled=outlook.settled is not None, answered=decision.answered,
        eligible=decision.voters, quorum_needed=outcome.quorum.needed, quorum_missing=outcome.quorum.missing,
        text=said, missing=outlook.says,
    )


def _taking_part(decision: Decision, quorum: Quorum) -> str:
    if not decision.answered:
        first = f"Nobody of {decision.voters} has answered yet"
    else:
        first = f"{decision.answered} of {decision.voters} {'has' if decision.answered == 1 else 'have'} answered"
    if not quorum.needed:
        return f"{first}."
    if quorum.reached:
        return f"{first}, quorum reached."
    if quorum.by_weight:
        return f"{first}, with a weight of {quorum.counted}; the quorum is {quorum.needed}."
    verb = "is" if quorum.missing == 1 else "are"
    return f"{first}; {in_words(quorum.missing)} more {verb} needed for the quorum of {quorum.needed}."


def _closed(decision: Decision) -> str:
    if decision.status == LOST and decision.external:
        return (
            f"No result of the vote elsewhere that two people had checked was there on {decision.closed_at[:10]}. "
            "Nothing was counted, and everything stays as it was; it can be proposed again."
        )
    if decision.status == LOST:
        return (
            f"Its sealed box could not be opened on {decision.closed_at[:10]}: its key or papers are lost, and nothing "
            "was counted. Everything stays as it was; it can be proposed again."
        )
    if decision.status == WITHDRAWN:
        return f"It was withdrawn on {decision.closed_at[:10]}, before anybody had answered."
    method = methods.find().get(decision.method)
    if method is not None and method.shape:
        return _among_several(decision)
    aside = () if method is None else method.abstaining
    said = (one for one in decision.counts if one.weight or one.option not in aside)
    given = ", ".join(f"{one.weight} {one.option.replace('_', ' ')}" for one in said)
    silent = decision.voters - decision.answered
    absent = (f"; {in_words(silent)} of {decision.voters} did not answer" if silent else "") + _half_read(decision)
    if decision.status != CARRIED:
        why = "" if decision.quorum_reached else ", because the quorum was not reached"
        return f"It did not carry{why}: {given}{absent}. Everything stays as it was."
    return f"It carried: {given}{absent}. {_effect(decision)}"


def _half_read(decision: Decision) -> str:
    """Answers on paper that only one person read, and that so do not count; nobody is to wonder where theirs is."""
    if not decision.keyed:
        return ""
    many = len(decision.keyed)
    verb = "was" if many == 1 else "were"
    return f"; {in_words(many)} on paper {verb} read by one person only and did not count"


def _among_several(decision: Decision) -> str:
    """Where options were chosen among several their names stand on the page; a candidate's is in the vault."""
    answered = f"{decision.answered} of {decision.voters} {'has' if decision.answered == 1 else 'have'} answered"
    answered += _half_read(decision)
    if decision.status != CARRIED:
        why = "" if decision.quorum_reached else ", because the quorum was not reached"
        return f"Nothing was chosen{why}: {answered}. Everything stays as it was."
    many = len(decision.winners)
    chosen = "One was chosen" if many == 1 else f"{in_words(many).capitalize()} were chosen"
    return f"{chosen} among {len(decision.options)}; {answered}. {_effect(decision)}"


def _effect(decision: Decision) -> str:
    if decision.effect_status == DONE:
        return "It was vetoed, the veto was put aside, and it has taken effect." if decision.overridden else (
            "It has taken effect."
        )
    if decision.effect_status == VETOED:
        return "It was vetoed before it took effect. Everything stays as it was."
    if decision.effect_status == STOPPED:
        return f"It could not take effect: {decision.stopped_why}"
    return f"It takes effect on {decision.effect_from[:10]}."
