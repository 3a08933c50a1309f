"""A way of scoring tried out on the bids that there are, for whoever is to vote on it or looks at a run."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from auzolan.charter.charter import Charter
from auzolan.rules.gathering import Tables
from auzolan.rules.kinds.score import Score, weigh
from auzolan.rules.running import grounded
from auzolan.rules.scoring import Scored, scored
from auzolan.rules.scoring_compared import Alternative, Sensitivity, Swap, sensitivity, swaps, under_alternatives
from auzolan.values.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a way of scoring does. found: every row, best first; places: decimals of a score; unit: its code."""

    found: tuple[Scored, ...]
    alternatives: tuple[Alternative, ...]
    sensitivity: tuple[Sensitivity, ...]
    swaps: tuple[Swap, ...]
    unit: str
    places: int


def shown(
    text: str, charter: Charter, flows: Any, tables: Tables, period: Period, *, ceiling: Fraction | None = None
) -> Shown:
    """A score rule's text, in force or proposed, on the rows of a period.

    flows: the state of the books (for units); tables: as of one position; ceiling: to compare with where a criterion
    has none. Raises Refusal as a run would, TypeError for a rule of another kind, ValueError where a scale fails.
    """
    said, ground, _, _ = grounded(text, charter, flows, tables, period, 1)
    if not isinstance(said, Score):
        raise TypeError("only a rule that scores can be shown so")
    weighed = weigh(said, ground)
    criteria, values, places = weighed.criteria, weighed.values(), ground.places
    return Shown(
        found=scored(criteria, values, places),
        alternatives=under_alternatives(criteria, values, places, ceiling=ceiling),
        sensitivity=sensitivity(criteria, values, places), swaps=swaps(criteria, values, places), unit=ground.unit,
        places=places,
    )
