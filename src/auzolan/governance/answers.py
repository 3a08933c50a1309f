"""Is this an answer to what was asked? Judged by the method, its parameters and the options put at the opening."""

from msgspec.structs import replace

from auzolan.charter.around import Around
from auzolan.governance import methods, several
from auzolan.governance.ballot import Ballot
from auzolan.governance.closing import counted, terms
from auzolan.governance.facts import BallotCast
from auzolan.governance.methods import Method
from auzolan.governance.state import Decision, State
from auzolan.governance.tally import Paper
from auzolan.governance.times import days_after
from auzolan.values.refusal import Refusal

BALLOT = "The ballot was not cast"
COMMITMENT_LENGTH = 64


def shape_of(state: State, id: str, around: Around) -> str:
    """What a ballot of a decision says where it chooses among several (governance/tally.py), else empty."""
    decision = state.decisions.get(id)
    method = None if decision is None else methods.find().get(decision.method)
    if decision is None or method is None or not method.shape:
        return ""
    return method.takes(terms(state, decision, around).parameters)


def extension(state: State, id: str, ballot: Ballot, member: str, around: Around) -> str:
    """The new end of voting when this ballot turns the outcome in the last days, once; else empty."""
    decision = state.decisions[id]
    asked = terms(state, decision, around)
    if not asked.extension_days or decision.extended or around.at < days_after(decision.closes_at, -asked.swing_days):
        return ""
    turned = replace(decision, ballots=decision.ballots.set(member, ballot))
    after = replace(state, decisions=state.decisions.set(id, turned))
    was, now = counted(state, id, around), counted(after, id, around)
    if (was.carried, was.winners) == (now.carried, now.winners):
        return ""
    return days_after(decision.closes_at, asked.extension_days)


def answer_fault(state: State, decision: Decision, fact: BallotCast, around: Around) -> Refusal | None:
    """What speaks against an answer: None, or the refusal."""
    if fact.vault and len(fact.vault) != COMMITMENT_LENGTH:
        return _no(fact, "The commitment to the reason is not one.", "Cast it again.")
    method = methods.find().get(decision.method)
    if method is not None and method.shape:
        return _several(state, decision, method, fact, around)
    if fact.ranks or fact.points or fact.option not in decision.options:
        return _no(fact, f"{fact.option[:40]!r} is no answer.", f"Say {', '.join(decision.options)}.")
    reasoned = method is not None and fact.option in method.reasoned
    if reasoned and not fact.vault:
        return _no(fact, "An objection needs a reason.", "Say what would go wrong.")
    criteria = method.criteria if method is not None and reasoned else {}
    if fact.criterion not in criteria and (fact.criterion or criteria):
        known = "; ".join(f"{name} ({means})" for name, means in criteria.items())
        after = f"Name one of: {known}." if criteria else "Leave it out."
        why = "Only an objection rests on a criterion, and on a known one."
        return _no(fact, why if fact.criterion else "An objection says what it rests on.", after)
    return None


def _several(
    state: State, decision: Decision, method: Method, fact: BallotCast, around: Around
) -> Refusal | None:
    ballot = Ballot(option=fact.option, ranks=fact.ranks, points=fact.points)
    shape = shape_of(state, fact.decision, around)
    why = several.fault(shape, ballot, decision.options)
    if not why and fact.criterion:
        why = "Only an objection rests on a criterion."
    if not why and method.fault is not None and not several.blank(ballot):
        paper = Paper(ranks=fact.ranks, points={one.option: one.points for one in fact.points})
        why = method.fault(paper, decision.options, terms(state, decision, around).parameters)
    listed = ", ".join(decision.options[:12]) + (" ..." if len(decision.options) > 12 else "")
    return _no(fact, why, f"Give {several.SAID[shape]}; the options are {listed}.") if why else None


def _no(fact: BallotCast, why: str, next: str) -> Refusal:
    return Refusal(what=BALLOT, where=fact.decision, why=why, next=next)
