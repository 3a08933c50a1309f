"""Choosing among several: from members' ballots to an election, and from its tally to the outcome of a decision."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from auzolan.governance.ballot import (
    WEIGHT,
    Ballot,
    Ballots,
    Counted,
    Outcome,
    Outlook,
    Quorum,
    Roll,
    in_words,
    quorum_of,
)
from auzolan.governance.tally import APPROVALS, CHOICE, RANKING, SCORES, Election, Paper, Tally, TieLaw
from auzolan.governance.terms import Question, Terms

OPTIONS_MAX = 1_000
POINTS_MAX = 1_000_000
LOT, ORDER, KEEPS = "lot", "order", "keeps_as_it_was"
LAWS = {LOT: "by lot", ORDER: "by the order of the options", KEEPS: "by the order of the options"}
Counting = Callable[[Election, Mapping[str, Any], TieLaw], Tally]


def ordered(options: tuple[str, ...], decision: str, drawn: str, tie: str) -> tuple[str, ...]:
    """The options with the preferred of equals first.

    By lot: by the hash of the decision, of what was drawn at its opening and shown at its close, and of the option, so
    that whoever votes last cannot know it. drawn: those bytes in hex, or their commitment where they are lost.
    """
    if tie != LOT:
        return options
    return tuple(sorted(options, key=lambda one: hashlib.sha256(f"{decision}\n{drawn}\n{one}".encode()).digest()))


def election(shape: str, ballots: Ballots, roll: Roll, question: Question) -> Election:
    """The ballots of those on the roll, each with its weight; equal ones are put together."""
    found: Counter[tuple[Any, Any]] = Counter()
    for member, ballot in ballots.items():
        if member in roll and not blank(ballot):
            found[(ballot.ranks, tuple((one.option, one.points) for one in ballot.points))] += roll[member]
    papers = tuple(
        Paper(ranks=ranks, points=dict(points), voters=voters)
        # In an order of their own: in which order people answered must not show, and changes nothing.
        for (ranks, points), voters in sorted(found.items())
    )
    return Election(
        options=question.options, papers=papers, shape=shape, seats=question.seats, budget=question.budget,
        costs=question.costs, places=question.places,
    )


def blank(ballot: Ballot) -> bool:
    """Whether it takes part and prefers nothing."""
    return not ballot.ranks and not ballot.points


def counted(shape: Callable[[Mapping[str, Any]], str], tally: Counting) -> Callable[[Ballots, Roll, Terms], Outcome]:
    """The outcome of a decision by a way to count among several."""

    def count(ballots: Ballots, roll: Roll, terms: Terms) -> Outcome:
        question = terms.question
        if question is None:
            raise ValueError(f"{terms.method} chooses among several, and nothing was put to choose from")
        law = TieLaw(order=question.order, name=question.law)
        held = election(shape(terms.parameters), ballots, roll, question)
        result = tally(held, terms.parameters, law)
        enough = _enough(ballots, roll, terms)
        undecided = question.open_ties and bool(result.ties)
        if enough.missing:
            why = f"the quorum was missed by {in_words(enough.missing)}"
        elif not result.winners:
            why = result.why or "no option could win"
        elif undecided:
            why = f"{', '.join(result.ties[0].options)} were level, and a tie leaves everything as it was"
        else:
            why = f"{in_words(len(result.winners))} of {len(question.options)} chosen"
        return Outcome(
            carried=enough.reached and bool(result.winners) and not undecided, why=why, quorum=enough, tally=result,
            counts=_named(ballots, roll, question),
        )

    return count


def _enough(ballots: Ballots, roll: Roll, terms: Terms) -> Quorum:
    by_weight = terms.quorum_of == WEIGHT
    here = [(roll[member] if by_weight else 1, blank(one)) for member, one in ballots.items() if member in roll]
    sided = sum(many for many, is_blank in here if not is_blank)
    return quorum_of(sum(many for many, _ in here), sided, sum(roll.values()) if by_weight else len(roll), terms)


def _named(ballots: Ballots, roll: Roll, question: Question) -> tuple[Counted, ...]:
    """By option, on how many ballots it stands at all, or with points, and their weight."""
    heads: Counter[str] = Counter()
    weights: Counter[str] = Counter()
    for member, ballot in ballots.items():
        if member in roll:
            for option in _on(ballot):
                heads[option] += 1
                weights[option] += roll[member]
    return tuple(Counted(option=one, heads=heads[one], weight=weights[one]) for one in question.options)


def _on(ballot: Ballot) -> Iterable[str]:
    yield from (option for group in ballot.ranks for option in group)
    yield from (one.option for one in ballot.points if one.points)


def outlook(ballots: Ballots, roll: Roll, terms: Terms) -> Outlook:
    """What is still missing. Among several almost any ballot can change who wins, so only the last one settles it."""
    waiting = sum(member not in ballots for member in roll)
    if not waiting:
        return Outlook(settled=True, says="Everybody has answered: it can be counted.")
    more = "One more ballot" if waiting == 1 else f"{in_words(waiting).capitalize()} more ballots"
    return Outlook(settled=None, says=f"{more} can still change it.")


def fault(shape: str, ballot: Ballot, options: tuple[str, ...]) -> str:
    """What is wrong with a ballot in this shape, in a sentence, or nothing."""
    if ballot.option:
        return "The question is not one of yes or no."
    named = [*(option for group in ballot.ranks for option in group), *(one.option for one in ballot.points)]
    if unknown := next((one for one in named if one not in options), ""):
        return f"{unknown[:40]!r} is none of the options."
    if len(set(named)) != len(named):
        return "An option stands on it twice."
    if (ballot.points if shape != SCORES else ballot.ranks) or not all(ballot.ranks):
        return f"This method takes {SAID[shape]}."
    if shape in (CHOICE, APPROVALS) and len(ballot.ranks) > 1:
        return f"This method takes {SAID[shape]}."
    if shape == CHOICE and len(named) > 1:
        return "Only one option can be chosen."
    if any(not 0 <= one.points <= POINTS_MAX for one in ballot.points):
        return f"Points are whole numbers from 0 to {POINTS_MAX}."
    return ""


def written(ballot: Ballot) -> str:
    """A ballot among several as it is written in a terminal: "a > b = c", "a b", "a=3 b=1"; empty where it is blank."""
    if ballot.points:
        return " ".join(f"{one.option}={one.points}" for one in ballot.points)
    return " > ".join(" = ".join(group) for group in ballot.ranks)


SAID = {
    CHOICE: "one option", APPROVALS: "the options you approve of", SCORES: "points for options",
    RANKING: "options in your order, best first",
}
