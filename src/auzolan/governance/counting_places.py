"""From a ranking with equals to winners: the seats are filled from the top, and ties are broken by the law."""

from collections.abc import Sequence
from fractions import Fraction

from auzolan.governance.tally import Tie, TieLaw

Number = int | Fraction


def filled(
    ranking: Sequence[Sequence[str]], seats: int, law: TieLaw, *, round: int
) -> tuple[tuple[str, ...], tuple[Tie, ...]]:
    """Winners in order, and the tie that was broken: only where equals could not all win is it one that matters.

    round: in which round of the count the seats are filled, from 1.
    """
    winners: list[str] = []
    ties: list[Tie] = []
    for group in ranking:
        free = seats - len(winners)
        if free <= 0:
            break
        chosen = sorted(group, key=law.order.index)[:free]
        if len(group) > free:
            ties.append(Tie(round=round, options=tuple(group), chosen=tuple(chosen), law=law.name))
        winners += chosen
    return tuple(winners), tuple(ties)


def levels(options: Sequence[str], amounts: Sequence[Number]) -> tuple[tuple[str, ...], ...]:
    """The options by what they have, most first; those with the same together, in their order."""
    found: dict[Number, list[str]] = {}
    for option, amount in zip(options, amounts, strict=True):
        found.setdefault(amount, []).append(option)
    return tuple(tuple(found[amount]) for amount in sorted(found, reverse=True))
