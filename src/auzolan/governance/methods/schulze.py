"""Schulze: every option meets every other in a duel; the winner is beaten by nobody, not even by way of others."""

from collections.abc import Mapping, Sequence
from typing import Any

from auzolan.governance.counting_meek import Grouped, grouped
from auzolan.governance.counting_parameters import choice, seats_of, shaped
from auzolan.governance.counting_piles import MANY
from auzolan.governance.counting_places import filled
from auzolan.governance.tally import RANKING, Election, Figure, Tally, TallyRound, TieLaw

name = "schulze"
title = "Schulze"
summary = "Ranks the options by all duels between two of them; whoever wins every duel wins."
SHAPE = RANKING
PARAMETERS = {
    "strength": "how strong a duel won is: winning (votes for the winner) or margins (by how many more)",
}
_SHOWN = 50


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw, fast: bool | None = None) -> Tally:
    """Count the duels, then compare chains of duels. fast: by hand or not; the result is the same."""
    shaped(election, SHAPE, name)
    margins = choice(parameters, "strength", ("winning", "margins")) == "margins"
    seats = seats_of(election)
    stands = [at for at, option in enumerate(election.options) if option not in election.withdrawn]
    wins, reach = _counted(len(election.options), grouped(election), margins, fast)
    ranking = _ranked(stands, reach)
    groups = tuple(tuple(election.options[option] for option in group) for group in ranking)
    winners, ties = filled(groups, seats, law, round=2)
    return Tally(winners=winners, ties=ties, ranking=groups, rounds=(
        _round("Every two options are compared: how many duels each wins.", election, wins, stands, ()),
        _round(_says(groups), election, reach, stands, winners),
    ))


def _says(groups: tuple[tuple[str, ...], ...]) -> str:
    if not groups:
        return "Nobody stands."
    first = " and ".join(groups[0])
    verb = "is" if len(groups[0]) == 1 else "are"
    return f"Chains of duels are compared, each as strong as its weakest duel: {first} {verb} beaten by nobody."


def _counted(
    options: int, papers: Sequence[Grouped], margins: bool, fast: bool | None
) -> tuple[list[list[int]], list[list[int]]]:
    """Duels and strongest chains, row against column."""
    if fast or (fast is None and (len(papers) >= MANY or options > _SHOWN)):
        import numpy as np

        from auzolan.kernels.rankings import rankings
        from auzolan.kernels.schulze import chains, duels

        strict = [paper for paper in papers if all(len(group) == 1 for group in paper[0])]
        laid = rankings(options, (([group[0] for group in ranks], voters) for ranks, voters in strict))
        wins = duels(laid)
        rest = [paper for paper in papers if any(len(group) > 1 for group in paper[0])]
        wins += np.array(_duels(options, rest), dtype=np.int64).reshape(options, options)
        links = np.where(wins > wins.T, wins - wins.T if margins else wins, 0)
        return wins.tolist(), chains(links).tolist()
    by_hand = _duels(options, papers)
    return by_hand, _chains(by_hand, margins)


def _duels(options: int, papers: Sequence[Grouped]) -> list[list[int]]:
    """How many prefer the option of a row to that of a column. What a ballot does not rank stands last on it."""
    wins = [[0] * options for _ in range(options)]
    for ranks, voters in papers:
        below = set(range(options))
        for group in ranks:
            below.difference_update(group)
            for option in group:
                row = wins[option]
                for other in below:
                    row[other] += voters
    return wins


def _chains(wins: list[list[int]], margins: bool) -> list[list[int]]:
    """The strongest chain of duels won from each option to each other."""
    options = range(len(wins))
    reach = [
        [0 if wins[one][other] <= wins[other][one] else wins[one][other] - margins * wins[other][one]
         for other in options]
        for one in options
    ]
    for by in options:
        for one in options:
            for other in options:
                if one != by and other != one:
                    reach[one][other] = max(reach[one][other], min(reach[one][by], reach[by][other]))
    return reach


def _ranked(stands: Sequence[int], reach: list[list[int]]) -> list[tuple[int, ...]]:
    """From best to worst: those whom nobody left beats, then the same again."""
    left, ranked = list(stands), []
    while left:
        best = tuple(one for one in left if all(reach[one][other] >= reach[other][one] for other in left))
        ranked.append(best)
        left = [option for option in left if option not in best]
    return ranked


def _round(
    says: str, election: Election, table: list[list[int]], stands: Sequence[int], winners: Sequence[str]
) -> TallyRound:
    """Who is ahead of how many, and, where the table can be read at all, the table itself."""
    options = election.options
    figures = tuple(
        Figure(option=options[one], amount=sum(table[one][other] > table[other][one] for other in stands),
               note="elected" if options[one] in winners else "")
        for one in stands
    )
    pairs = ((one, other) for one in stands for other in stands if one != other)
    shown = {} if len(stands) > _SHOWN else {
        f"{options[one]} over {options[other]}": table[one][other] for one, other in pairs
    }
    return TallyRound(says=says, figures=figures, measures=shown)
