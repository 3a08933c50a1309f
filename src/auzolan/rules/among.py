"""A step's part shared among rows by their weights, each within its own most where the step says one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from auzolan.formula.evaluate import Explainer
from auzolan.formula.say import say
from auzolan.formula.scope import Row, Scope
from auzolan.rules.chosen import chosen_rows, stopped
from auzolan.rules.ground import Ground
from auzolan.rules.share_out import Within, share_within
from auzolan.rules.steps import Step
from auzolan.values.figure import Figure

Say = Callable[..., Figure]  # (label, smallest parts, because, note) -> a figure in the split's unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One row's part of a step, in smallest parts, with its reasons."""

    row: Row
    amount: int
    figure: Figure


def shared_among(
    step: Step, amount: int, pot: Figure, ground: Ground, turn: int | None, say_figure: Say
) -> tuple[list[Given], int]:
    """What each row gets, and what is over because every row that could take more is at its most.

    Raises Refusal when a weight is not known or below zero, or nobody has any.
    """
    if step.among is None or step.by is None:
        raise TypeError("a step without rows was to be shared among rows")
    rows, scope = chosen_rows(step.among, ground), ground.scope(step.among.table)
    if not amount and not rows:
        return [], 0
    if step.each is not None and not rows:
        return [], amount
    weigh = Explainer(step.by, rows, scope=scope)
    weights = [weigh.figure(row) for row in rows]
    sum_of_weights(weights, step.among.said, say(step.by))
    keys = [tie_key(ground.fill(step.to, row), place) for place, row in enumerate(rows)]
    most = _most(step, rows, scope, ground)
    shared = share_within(
        amount, {key: weight.number for key, weight in zip(keys, weights, strict=True)},
        {key: floor(one.number * 10**ground.places) for key, one in zip(keys, most, strict=True)} if most else {},
        others=step.others, turn=turn,
    )
    tell = _Telling(step, pot, dict(zip(keys, weights, strict=True)), shared, say_figure)
    found = [
        Given(row=row, amount=shared.portions[key], figure=tell.figure(key, most[place] if most else None))
        for place, (row, key) in enumerate(zip(rows, keys, strict=True))
    ]
    return found, shared.over


def _most(step: Step, rows: Sequence[Row], scope: Scope, ground: Ground) -> list[Figure]:
    if step.each is None:
        return []
    explainer = Explainer(step.each, rows, scope=scope)
    found = [explainer.figure(row) for row in rows]
    if any(one.value is None for one in found):
        why = f"For somebody it is not known how much {say(step.each)} is."
        raise stopped(say(step.each), why, "Record what it comes from.")
    return found


class _Telling:
    """Why each row gets what it gets. weights: by key."""

    def __init__(
        self, step: Step, pot: Figure, weights: Mapping[str, Figure], shared: Within, say_figure: Say
    ) -> None:
        self.by, self.each = say(step.by) if step.by else "", say(step.each) if step.each else ""
        self.pot, self.weights, self.shared, self.say = pot, weights, shared, say_figure
        open_weights = [weight for key, weight in weights.items() if key not in shared.at_most]
        self.total = Figure(
            label=f"everyone's {self.by}" if not shared.at_most else f"the {self.by} of all who are below their most",
            value=sum((weight.number for weight in open_weights), Fraction(0)),
            unit=next(iter(weights.values())).unit, note=f"{len(open_weights)} rows",
        )
        if shared.at_most and shared.spread != shared.units:
            label = f"what is left of {pot.label} for those below their most"
            self.pot = say_figure(label, shared.spread, (pot,))

    def figure(self, key: str, most: Figure | None) -> Figure:
        """The figure of one row's part."""
        amount = self.shared.portions[key]
        if key in self.shared.at_most and most is not None:
            said = f"at most {self.each}, and its share would be more"
            return self.say(said, amount, (most, self.weights[key]), "" if not self.shared.over else "as all that can")
        weight = self.weights[key]
        # Where all who have any weight are at their most, those who are left have none of it.
        part = weight.number / self.total.number if self.total.number else Fraction(0)
        share = Figure(label="the share of it", value=part, because=(weight, self.total))
        note = rounding(self.shared.left, key in self.shared.extra, self.shared.remainders[key])
        because = (self.pot, share) if most is None else (self.pot, share, most)
        return self.say(f"{self.pot.label}, by {self.by}", amount, because, note)


def tie_key(to: str, place: int) -> str:
    """What decides ties: the account; the place only tells apart two rows that go to the same one."""
    return f"{to}\0{place:09d}"


def sum_of_weights(weights: Sequence[Figure], among: str, by: str) -> Fraction:
    """What all weights sum to. Raises Refusal when one is not known or below zero, or nobody has any."""
    if any(weight.value is None for weight in weights):
        why = f"For somebody among {among} it is not known how much {by} is."
    elif any(weight.number < 0 for weight in weights):
        why = f"Somebody among {among} has a weight below zero."
    elif not (whole := sum((weight.number for weight in weights), Fraction(0))):
        why = f"Nobody among {among} has any weight by {by}."
    else:
        return whole
    raise stopped(among, why, "Record what the weights come from, or look at the rule.")


def rounding(left: int, extra: bool, remainder: Fraction) -> str:
    """What rounding did to one part, as a sentence; empty where it did nothing."""
    if remainder == 0:
        return ""
    share = f"{in_hundredths(remainder)} of the smallest unit was left over"
    got = "and it is among the largest, so it is rounded up" if extra else "which went to larger ones"
    return f"{share}, {got} ({left} in all)"


def in_hundredths(remainder: Fraction) -> str:
    """A remainder to two decimals for reading; what is paid never uses it."""
    hundredths = round(remainder * 100)
    return f"0.{hundredths:02d}" if hundredths < 100 else "nearly 1"
