"""Objecting to a line, and answering."""

from collections.abc import Callable, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.on_paper import sealed_paper
from auzolan.charter.secret import BOOKS, seal
from auzolan.contest.allowed import last_day
from auzolan.contest.carrying_on import opened
from auzolan.contest.escalating import said
from auzolan.contest.facts import ContestAnswered, LineContested
from auzolan.contest.holding import not_held
from auzolan.contest.state import State
from auzolan.flows.facts import PostingsMade
from auzolan.rules.facts import PortionsPublished
from auzolan.values.refusal import Refusal

WORDS_MAX = 4_000


class ContestLine(Request, frozen=True, kw_only=True, tag="contest.contest_line"):
    """Object to one line: an entry, one posting of it, or one portion of a run.

    line: the entry; for a run it may be the run's own entry, with `to`; paper: which paper is behind it, where somebody
    writes it down for another.
    """

    line: int
    reason: str
    to: str = ""
    posting: int = -1
    should_be: str = ""
    paper: str = ""


class AnswerContest(Request, frozen=True, kw_only=True, tag="contest.answer_contest"):
    """Answer an objection: `stands` or `corrected`, with reasons; the contester may say `withdrawn`."""

    contest: str
    outcome: str
    reason: str = ""


class CarryOn(Request, frozen=True, kw_only=True, tag="contest.carry_on"):
    """Put an objection to those who decide, when it was not answered in time or the answer does not satisfy."""

    contest: str


def _contest(state: State, request: ContestLine, around: Around) -> Sequence[Draft]:
    if not request.reason.strip():
        raise Refusal(
            what="The contest was not written", why="An objection needs a reason.",
            next="Say in a sentence what is wrong, and what would be right.",
        )
    _short("The contest was not written", request.reason, request.should_be)
    luck = around.draw()
    line, run, member = _line(request, around)
    words = {"reason": request.reason, "should_be": request.should_be}
    secret = seal(luck, "contest", words, owner=_owner(around))
    who = around.for_ or around.by
    holds = bool(run) and not not_held(around.states["rules"].runs[run], request.to, member, who, around)
    fact = LineContested(
        contest=luck.id("c", "contest"), line=line, due=last_day(around), to=request.to, posting=request.posting,
        run=run, holds=holds, vault=secret.commitment,
    )
    papers = sealed_paper(request.paper, around, owner=_owner(around), what="The line was not contested")
    return [Draft(fact=fact, evidence=papers[0].commitment if papers else None, secrets=(secret, *papers))]


def _short(what: str, *texts: str) -> None:
    """Words are refused and never cut: what somebody typed is theirs to shorten."""
    if any(len(text) > WORDS_MAX for text in texts):
        why = f"It has {max(len(text) for text in texts)} letters; {WORDS_MAX} is the most."
        raise Refusal(what=what, where="reason", why=why, next="Say it shorter; what you wrote is still here.")


def _owner(around: Around) -> str:
    """Under whose key the words are sealed: of whose objection it is, so that they go with the person."""
    people, who = around.states["members"], around.for_ or around.by
    return who if who in people.members or who in people.agents else BOOKS


def _line(request: ContestLine, around: Around) -> tuple[int, str, str]:
    """(entry of the line, run, whose it is): a portion is looked for behind its run's entry."""
    if not 0 <= request.line < around.seq:
        return request.line, "", ""
    if not request.to:
        return request.line, "", ""
    first = around.fact(request.line)
    run = getattr(first, "run", "")
    for seq in range(request.line, around.seq):
        fact = around.fact(seq)
        if isinstance(fact, PortionsPublished) and fact.run == run:
            for part in fact.portions:
                if part.to == request.to:
                    return seq, run, part.member
        elif seq > request.line:
            break
    kind = "entry of postings" if isinstance(first, PostingsMade) else "entry"
    raise Refusal(
        what="The contest was not written", where=request.to, why=f"That {kind} has no portion for this account.",
        next="Name the run's entry and one of its accounts.",
    )


def _answer(state: State, request: AnswerContest, around: Around) -> Sequence[Draft]:
    _short("The contest was not answered", request.reason)
    secret = seal(around.draw(), "answer", {"reason": request.reason}, owner=_owner(around))
    known = state.contests.get(request.contest)
    fact = ContestAnswered(contest=request.contest, outcome=request.outcome, vault=secret.commitment)
    return [Draft(fact=fact, because=known.seq if known else None, secrets=(secret,))]


def _carry_on(state: State, request: CarryOn, around: Around) -> Sequence[Draft]:
    contest, agreed = state.contests.get(request.contest), said(around)
    if contest is None or agreed is None:
        raise Refusal(
            what="The objection was not carried on", where=request.contest,
            why="There is no such objection." if contest is None else "The charter says nothing about objections.",
            next="Look at the list of objections, or propose an article for them.",
        )
    return opened(state, request.contest, around, by_node=False)


def due(state: State, around: Around) -> Sequence[Draft]:
    """Objections that were not answered in time are put to those who decide; by the node."""
    if not state.waits or state.waits[0][0] >= around.at[:10] or said(around) is None:
        return ()
    for last, id in state.waits:
        if last < around.at[:10]:
            try:
                return opened(state, id, around, by_node=True)  # one in each append: the next one follows with the next
            except Refusal:
                continue  # nobody could decide it today, as when a body is empty; its page says that it waits
    return ()


HANDLERS: dict[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    ContestLine: _contest,
    AnswerContest: _answer,
    CarryOn: _carry_on,
}
