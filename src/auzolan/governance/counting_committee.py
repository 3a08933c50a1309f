"""Approvals for a committee: who approves of whom, and loads that are shared by those who approve."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from auzolan.governance.counting_parameters import standing
from auzolan.governance.tally import Election, Figure, TallyRound, Tie, TieLaw

Approvals = tuple[tuple[frozenset[str], int], ...]
NOBODY = "Nobody approves of any of those who are left: the seats that remain stay empty."


def approvals(election: Election) -> Approvals:
    """What the ballots approve of, without options that withdrew and without empty ballots; equal ones together."""
    stands = frozenset(standing(election))
    found: Counter[frozenset[str]] = Counter()
    for paper in election.papers:
        approved = frozenset(option for group in paper.ranks for option in group) & stands
        if approved and paper.voters:
            found[approved] += paper.voters
    return tuple(found.items())


def best(options: Sequence[str], law: TieLaw, round: int, ties: list[Tie]) -> str:
    """The one of equals that the law prefers; where there are several the tie is written down."""
    chosen = law.first(options)
    if len(options) > 1:
        ties.append(Tie(round=round, options=tuple(options), chosen=(chosen,), law=law.name))
    return chosen


def shown(
    says: str, options: Sequence[str], amounts: Mapping[str, Fraction | int], winner: str,
    measures: Mapping[str, Fraction | int],
) -> TallyRound:
    """One round in which one option is elected."""
    return TallyRound(says=says, measures=measures, figures=tuple(
        Figure(option=option, amount=amounts[option], note="elected" if option == winner else "")
        for option in options if option in amounts
    ))


def by_loads(
    election: Election, papers: Approvals, loads: list[Fraction], winners: list[str], seats: int, law: TieLaw,
    rounds: list[TallyRound], ties: list[Tie],
) -> None:
    """Fill seats one by one: each costs those who approve 1 together, shared so that the largest load stays smallest.

    loads: what each voter of a ballot carries so far; winners, rounds, ties: are added to.
    """
    while len(winners) < seats:
        found: dict[str, Fraction] = {}
        for option in standing(election):
            here = [(many, load) for (approved, many), load in zip(papers, loads, strict=True) if option in approved]
            if option not in winners and here:
                voters = sum(many for many, _ in here)
                found[option] = (1 + sum(many * load for many, load in here)) / Fraction(voters)
        if not found:
            rounds.append(TallyRound(says=NOBODY))
            return
        least = min(found.values())
        equal = [option for option in found if found[option] == least]
        winner = best(equal, law, len(rounds) + 1, ties)
        for at, (approved, _) in enumerate(papers):
            if winner in approved:
                loads[at] = least
        winners.append(winner)
        rounds.append(shown(
            f"{winner} is elected: with it the largest load of those who approve stays smallest.",
            election.options, found, winner, {"load": least},
        ))
