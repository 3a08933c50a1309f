"""Proportional approval voting: of all possible committees the one with which the voters are best represented."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from auzolan.governance.counting_committee import NOBODY, Approvals, approvals, best, shown
from auzolan.governance.counting_parameters import WHAT, choice, seats_of, shaped, standing
from auzolan.governance.tally import APPROVALS, Election, Figure, Tally, TallyRound, Tie, TieLaw
from auzolan.values.refusal import Refusal

name = "pav"
title = "Proportional approval voting"
summary = "Fills several seats by approvals: a voter's first in the committee counts 1, the second 1/2, and so on."
SHAPE = APPROVALS
PARAMETERS = {
    "search": "exact: all committees are compared; sequential: the seats are filled one after the other, which is "
    "quick with many options",
}
_WORK_MAX = 8_000_000


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Find the committee with the most points: for each voter 1 + 1/2 + 1/3 ... for those elected they approve of.

    Raises Refusal where there are too many committees to compare them all.
    """
    shaped(election, SHAPE, name)
    papers, seats = approvals(election), seats_of(election)
    approved = [option for option in standing(election) if any(option in names for names, _ in papers)]
    if choice(parameters, "search", ("exact", "sequential")) == "sequential":
        return _sequential(election, papers, approved, seats, law)
    if len(approved) <= seats:
        committees, points = [tuple(sorted(approved, key=law.order.index))], None
    else:
        search = _Search(papers, sorted(approved, key=law.order.index), seats)
        committees, points = search.best()
    return _told(election, papers, committees, points, seats, law)


def _told(
    election: Election, papers: Approvals, committees: Sequence[tuple[str, ...]], points: Fraction | None, seats: int,
    law: TieLaw,
) -> Tally:
    """The first committee in the law's order; where several are as good, what tells them apart is a tie."""
    winners = committees[0]
    ties: tuple[Tie, ...] = ()
    if len(committees) > 1:
        among = {option for committee in committees for option in committee}
        sure = {option for option in among if all(option in committee for committee in committees)}
        ties = (Tie(
            round=1, options=tuple(option for option in election.options if option in among - sure),
            chosen=tuple(option for option in winners if option not in sure), law=law.name,
        ),)
    figures = tuple(
        Figure(option=option, amount=sum(many for names, many in papers if option in names),
               note="elected" if option in winners else "")
        for option in standing(election)
    )
    whole = points if points is not None else _points(papers, winners)
    says = f"Of all committees of {seats} the one with the most points is elected. The figures are approvals."
    rounds = [TallyRound(says=says, figures=figures, measures={"points": whole, "as good": len(committees)})]
    if len(winners) < seats:
        rounds.append(TallyRound(says=NOBODY))
    return Tally(winners=winners, rounds=tuple(rounds), ties=ties)


def _points(papers: Approvals, committee: Sequence[str]) -> Fraction:
    return sum(
        (many * Fraction(1, place) for names, many in papers for place in range(1, len(names & set(committee)) + 1)),
        Fraction(0),
    )


class _Search:
    """Looks through the committees in the law's order and leaves out branches that cannot be as good any more."""

    def __init__(self, papers: Approvals, options: Sequence[str], seats: int) -> None:
        self._seats, self._options = seats, options
        # In whole numbers: each part 1/n of a voter's point becomes so many of the smallest common parts.
        self._one = lcm(*range(1, seats + 1))
        self._worth = [self._one // (place + 1) for place in range(seats)]
        self._many = [many for _, many in papers]
        self._by = {option: [at for at, (names, _) in enumerate(papers) if option in names] for option in options}
        self._has = [0] * len(papers)
        self._top = -1
        self._found: list[tuple[str, ...]] = []
        self._work = 0

    def best(self) -> tuple[list[tuple[str, ...]], Fraction]:
        """All committees with the most points, the first in the law's order first, and those points."""
        self._look((), 0, 0)
        return self._found, Fraction(self._top, self._one)

    def _gain(self, option: str) -> int:
        return sum(self._many[at] * self._worth[self._has[at]] for at in self._by[option])

    def _look(self, committee: tuple[str, ...], at: int, points: int) -> None:
        """Take the option at this place, then look again without it."""
        missing = self._seats - len(committee)
        if not missing:
            if points > self._top:
                self._top, self._found = points, []
            if points == self._top:
                self._found.append(committee)
            return
        left = self._options[at:]
        self._work += sum(len(self._by[option]) for option in left)
        if self._work > _WORK_MAX:
            raise Refusal(
                what=WHAT, where="method pav", why="There are too many committees to compare them all.",
                next="Set search to sequential, or count by phragmen or equal_shares_committee.",
            )
        # What an option adds only gets less the more are elected, so the best gains now bound what can still come.
        gains = sorted((self._gain(option) for option in left), reverse=True)[:missing]
        if len(left) < missing or points + sum(gains) < self._top:
            return
        option = self._options[at]
        gain = self._gain(option)
        for voter in self._by[option]:
            self._has[voter] += 1
        self._look((*committee, option), at + 1, points + gain)
        for voter in self._by[option]:
            self._has[voter] -= 1
        self._look(committee, at + 1, points)


def _sequential(election: Election, papers: Approvals, approved: Sequence[str], seats: int, law: TieLaw) -> Tally:
    winners: list[str] = []
    rounds: list[TallyRound] = []
    ties: list[Tie] = []
    while len(winners) < seats:
        gains = {
            option: sum(
                (Fraction(many, 1 + len(names & set(winners))) for names, many in papers if option in names),
                Fraction(0),
            )
            for option in approved if option not in winners
        }
        if not gains:
            rounds.append(TallyRound(says=NOBODY))
            break
        most = max(gains.values())
        winner = best([option for option in gains if gains[option] == most], law, len(rounds) + 1, ties)
        winners.append(winner)
        rounds.append(shown(f"{winner} adds most: elected.", election.options, gains, winner, {}))
    return Tally(winners=tuple(winners), rounds=tuple(rounds), ties=tuple(ties))
