"""Closing a decision and doing what was decided: nobody stands between the two."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from auzolan.charter.around import Around, Draft
from auzolan.charter.load import read_text
from auzolan.charter.state import meaning_at, version_at
from auzolan.governance import chambers, effects, hands
from auzolan.governance.ahead import Ahead
from auzolan.governance.ballot import Ballots, Outcome, Outlook
from auzolan.governance.delegation import Through, represented, through
from auzolan.governance.external_facts import ResultMissing
from auzolan.governance.facts import DecisionClosed, EffectDone, EffectStopped, OptionCounted
from auzolan.governance.question import question
from auzolan.governance.sealed_box import open_box
from auzolan.governance.state import CLOSE, NOT_CARRIED, Decision, State
from auzolan.governance.terms import Terms, terms_of
from auzolan.governance.times import days_after
from auzolan.governance.wording import proposal_of as proposal_of
from auzolan.journal.entry import NODE, Entry
from auzolan.values.refusal import Refusal

WHY_LENGTH_MAX = 2_000


def terms(state: State, decision: Decision, around: Around) -> Terms:
    """The terms of a decision: those of its procedure in the version that was in force when it was opened."""
    version = version_at(around.states["charter"], decision.procedure, decision.procedure_seq)
    if version is None:
        raise KeyError(f"{decision.procedure} was not in force at entry {decision.procedure_seq}")
    said = terms_of(read_text(version.text), second_call=decision.call == 2 or _second_call(state, decision))
    # What is counted at its close is counted so for ever.
    counted_at = decision.closed if decision.closed >= 0 else around.seq
    return replace(said, meaning=meaning_at(around.states["charter"], counted_at))


def put_terms(state: State, id: str, around: Around, drawn: str) -> Terms:
    """The terms of a decision with what it put to choose from. drawn: what orders equal options; empty while secret."""
    decision = state.decisions[id]
    asked = terms(state, decision, around)
    proposal = proposal_of(decision, around)
    return replace(asked, question=question(proposal, asked.tie, drawn, around)) if proposal.asks else asked


def _second_call(state: State, decision: Decision) -> bool:
    """Whether an earlier decision about the same, by the same procedure, failed only for want of a quorum."""
    before = state.decisions.get(decision.replaces)
    return (
        before is not None and before.status == NOT_CARRIED and not before.quorum_reached
        and (before.procedure, before.effect, before.articles, before.run, before.title)
        == (decision.procedure, decision.effect, decision.articles, decision.run, decision.title)
    )


def counted(state: State, id: str, around: Around) -> Outcome:
    """The ballots of an open decision, counted now; equal options stand in an order that is not the final one."""
    asked, decision = put_terms(state, id, around, ""), state.decisions[id]
    return _count(state, decision, asked, around.at)


def _count(state: State, decision: Decision, asked: Terms, at: str) -> Outcome:
    if decision.hands:
        # Whoever was in the room could raise a hand, so that only ballots by name are counted with them.
        return hands.count(decision.ballots, decision.roll, decision.hands, decision.taking_part, asked)
    return chambers.count(taken(state, decision, asked, at), decision.roll, decision.chambers, asked)


def spoken_for(state: State, decision: Decision, asked: Terms, at: str) -> Mapping[str, Through]:
    """Who of those that did not answer is represented by whom, and whose delegation led nowhere."""
    return through(decision.ballots, decision.roll, state.delegations, decision.procedure, at[:10], asked.trust)


def taken(state: State, decision: Decision, asked: Terms, at: str) -> Ballots:
    """The ballots as they count at a moment: everybody's own, and their delegate's for those who are represented."""
    return represented(decision.ballots, spoken_for(state, decision, asked, at))


def standing(state: State, decision: Decision, around: Around) -> Outlook:
    """How an open decision stands now, and what is missing."""
    asked = terms(state, decision, around)
    return chambers.outlook(
        taken(state, decision, asked, around.at), decision.roll, decision.chambers, asked
    )


def outcome(state: State, id: str, around: Around, lot: str = "") -> DecisionClosed:
    """What the closing entry of an open decision says when it is closed at this moment. lot: the bytes behind its
    commitment in hex, or empty where there is none or they are lost."""
    decision = state.decisions[id]
    asked = put_terms(state, id, around, lot)
    result = _count(state, decision, asked, around.at)
    proposal = proposal_of(decision, around)
    return DecisionClosed(
        decision=id,
        carried=result.carried,
        counts=tuple(
            OptionCounted(option=one.option, heads=one.heads, weight=one.weight) for one in result.counts
        ),
        quorum_reached=result.quorum.reached,
        rounds=result.digest,
        effect=decision.effect,
        effect_from=days_after(around.at, asked.cooling_off_days) if result.carried else "",
        adopts=effects.find()[decision.effect].adopts(proposal) if result.carried else (),
        run=decision.run if result.carried else "",
        winners=result.winners,
        lot=lot,
    )


def attempt(ahead: Ahead, id: str) -> list[Draft] | Refusal:
    """The entries that do what was decided, or the refusal when that is no longer possible."""
    decision = ahead.state.decisions[id]
    proposal = proposal_of(decision, ahead.around)
    trial = ahead.fork()
    try:
        drafts = list(effects.find()[decision.effect].enact(proposal, trial.around, decision.closed))
    except Refusal as refused:
        return refused
    for draft in drafts:
        if refusal := trial.judge(draft):
            return refusal
        trial.take(draft)
    return drafts


def stopped(refusal: Refusal) -> str:
    """A refusal as the entry says it."""
    return str(refusal)[:WHY_LENGTH_MAX]


def follow(ahead: Ahead, id: str) -> None:
    """Do what was decided, or say why it cannot be done any more, so that nothing that comes after waits for it."""
    closed = ahead.state.decisions[id].closed
    result = attempt(ahead, id)
    if isinstance(result, Refusal):
        ahead.take(Draft(fact=EffectStopped(decision=id, why=stopped(result)), because=closed, by=NODE))
        return
    for draft in result:
        ahead.take(draft)
    ahead.take(Draft(fact=EffectDone(decision=id), because=closed, by=NODE))


def close(ahead: Ahead, id: str, by: str) -> None:
    """Close a decision; what lay in a sealed box is written first, and where that is lost there is nothing to count."""
    if not open_box(ahead, id) or not _result_in(ahead, id):
        return
    lot = ahead.state.decisions[id].lot
    fact = outcome(ahead.state, id, ahead.around, ahead.around.revealed(lot) if lot else "")
    ahead.take(Draft(fact=fact, because=ahead.state.decisions[id].opened, by=by))


def confirmed(
    state: State, draft: Draft, around: Around, id: str, judge: Callable[[State, Entry[Any], Around], Refusal | None]
) -> Sequence[Draft]:
    """A second person's yes, the close that comes with it, and what follows. judge: of the yes. Raises its refusal:
    only what may be confirmed can be counted, and everything is judged once more when it is written."""
    entry: Entry[Any] = Entry(
        seq=around.seq, at=around.at, by=around.by, via=around.via, charter=0, because=draft.because,
        for_=around.for_, fact=draft.fact,
    )
    if refused := judge(state, entry, around):
        raise refused
    ahead = Ahead(state, around)
    ahead.take(draft)
    close(ahead, id, NODE)
    return settle(ahead)


def _result_in(ahead: Ahead, id: str) -> bool:
    """Whether what was voted elsewhere is here; where it is not, the decision ends without an outcome."""
    decision = ahead.state.decisions[id]
    if not decision.external or decision.elsewhere.confirmed >= 0:
        return True
    ahead.take(Draft(fact=ResultMissing(decision=id), because=decision.opened, by=NODE))
    return False


def settle(ahead: Ahead) -> Sequence[Draft]:
    """Everything that is due at this moment, in the order in which it fell due."""
    while ahead.state.calendar and ahead.state.calendar[0].at <= ahead.around.at:
        due = ahead.state.calendar[0]
        if due.what == CLOSE:
            close(ahead, due.decision, NODE)
        else:
            follow(ahead, due.decision)
    return ahead.drafts
