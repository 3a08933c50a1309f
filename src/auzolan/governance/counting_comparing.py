"""The comparison step: a result by equal shares beside the greedy one, and which of them is better."""

from collections.abc import Sequence
from dataclasses import dataclass

from auzolan.governance.counting_budget import Case
from auzolan.governance.counting_completion import greedy

COMPARISONS = ("none", "utility", "voters", "excluded")
_WORDS = {
    "utility": "utility in all", "voters": "voters who get more from it than from the other",
    "excluded": "voters who get something",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two results side by side. greedy: whether the greedy one is taken; ours, theirs: figures, more is better."""

    winners: tuple[str, ...]
    greedy: bool
    by: str
    ours: int
    theirs: int


def compared(held: Case, winners: Sequence[str], by: str) -> Compared:
    """The better of the two results; equal shares where they are level. by: one of COMPARISONS but none."""
    number = {option: at for at, option in enumerate(held.options)}
    here = [number[option] for option in winners]
    there = [one.option for one in greedy(held, held.budget, held.left(()), per_cost=True, skip=True) if one.fits]
    ours, theirs = _each(held, here), _each(held, there)
    many = held.voters
    if by == "utility":
        figures = tuple(sum(m * worth for m, worth in zip(many, each, strict=True)) for each in (ours, theirs))
    elif by == "voters":
        pairs = list(zip(many, ours, theirs, strict=True))
        figures = sum(m for m, one, other in pairs if one > other), sum(m for m, one, other in pairs if other > one)
    else:
        figures = tuple(sum(m for m, worth in zip(many, each, strict=True) if worth) for each in (ours, theirs))
    better = figures[1] > figures[0]
    return Compared(
        winners=tuple(held.options[one] for one in there) if better else tuple(winners), greedy=better, by=_WORDS[by],
        ours=figures[0], theirs=figures[1],
    )


def _each(held: Case, chosen: Sequence[int]) -> list[int]:
    """What every ballot gets from what was chosen."""
    found = [0] * len(held.voters)
    for option in chosen:
        for ballot, worth in zip(*held.supporters[option], strict=True):
            found[ballot] += worth
    return found
