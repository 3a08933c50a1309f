"""Majority judgment: everybody grades every option; what at least half would grant it, its median grade, decides."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from auzolan.governance.counting_parameters import seats_of, standing, whole
from auzolan.governance.counting_places import filled
from auzolan.governance.counting_points import checked
from auzolan.governance.tally import SCORES, Election, Figure, Paper, Tally, TallyRound, TieLaw

name = "majority_judgment"
title = "Majority judgment"
summary = "Everybody grades every option; the option with the best median grade wins."
SHAPE = SCORES
PARAMETERS = {"grades": "how many grades there are above the worst, which is 0; 5 where nothing is said"}
Key = tuple[tuple[int, int], ...]


def fault(paper: Paper, options: tuple[str, ...], parameters: Mapping[str, Any]) -> str:
    """What is wrong with a ballot, in a sentence, or nothing."""
    best = whole(parameters, "grades", 5, 1, 100)
    over = next((option for option, grade in paper.points.items() if not 0 <= grade <= best), "")
    return f"{over[:40]!r} has a grade outside 0 to {best}." if over else ""


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Compare median grades; between equals take one median grade away from each until they differ."""
    checked(election, parameters, name, fault)
    best = whole(parameters, "grades", 5, 1, 100)
    options, voters = standing(election), election.voters
    counts = [_grades(election, option, best) for option in options]
    medians = [_at(list(accumulate(count)), (voters - 1) // 2) if voters else 0 for count in counts]
    keys = _keys(counts, voters)
    ranking = tuple(
        tuple(option for option, other in zip(options, keys, strict=True) if other == key)
        for key in sorted(set(keys), reverse=True)
    )
    winners, ties = filled(ranking, seats_of(election), law, round=2)
    first = TallyRound(
        says="The median grade of each option: at least half of the voters grant it that or better.",
        figures=tuple(Figure(option=option, amount=grade) for option, grade in zip(options, medians, strict=True)),
        measures={
            f"{option} has grade {grade}": many
            for option, count in zip(options, counts, strict=True) for grade, many in enumerate(count)
        },
    )
    places = {option: place for place, group in enumerate(ranking, 1) for option in group}
    second = TallyRound(
        says="Their places: where medians are equal, one median grade after the other is taken away until they differ.",
        figures=tuple(
            Figure(option=option, amount=places[option], note="elected" if option in winners else "")
            for option in options
        ),
    )
    return Tally(winners=winners, ties=ties, ranking=ranking, rounds=(first, second))


def _grades(election: Election, option: str, best: int) -> list[int]:
    """How many gave each grade, from the worst. Whoever gave none gave the worst."""
    many = [0] * (best + 1)
    for paper in election.papers:
        many[paper.points.get(option, 0)] += paper.voters
    return many


def _at(sums: Sequence[int], place: int) -> int:
    """The grade at a place, from 0, when all grades are sorted from the worst; sums: running sums of how many."""
    return bisect_right(sums, place)


def _keys(counts: Sequence[Sequence[int]], voters: int) -> list[Key]:
    """What tells options apart, to be compared like words: the medians in the order in which they are taken away.

    Taking medians away goes outwards from the middle, one below and one above in turn. Between two places where any
    option changes its grade nothing changes, so it is enough to look at those places.
    """
    if not voters:
        return [() for _ in counts]
    half, odd = voters // 2, voters % 2
    sums = [list(accumulate(count)) for count in counts]
    steps = {0}
    for running in sums:
        for edge in running:
            # The grade changes at `edge`: seen from the middle, that many steps down or up.
            steps |= {step for step in (half - edge, edge - half - odd) if 0 < step < half}
    middle = (half,) if odd else ()
    return [
        tuple((_at(running, at), 0) for at in middle)
        + tuple((_at(running, half - 1 - step), _at(running, half + odd + step)) for step in sorted(steps) if half)
        for running in sums
    ]
