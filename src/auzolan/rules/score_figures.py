"""Why a row has its score: every criterion with its value, what it was compared with, and its points."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from auzolan.rules.scoring import ANCHORED, CEILING, LOWEST_WINS, RATIO, Criterion, Scored
from auzolan.values.figure import Figure

Figures = Mapping[str, Mapping[str, Figure]]  # criterion -> row -> the value with its reasons


def figure_of(
    one: Scored, criteria: Sequence[Criterion], figures: Figures, bounds: Figures, unit: tuple[str, int]
) -> Figure:
    """The score of one row. bounds: criterion -> ceiling, start or end; unit: the code of the score and its places."""
    code, places = unit
    value = Fraction(one.score, 10**places)
    if one.excluded:
        why = figures[one.excluded][one.row]
        return Figure(
            label=f"out: above the ceiling of {one.excluded}", value=value, unit=code, places=places,
            because=(why, bounds[one.excluded]["ceiling"]), note="not ranked",
        )
    if criteria[0].scale in LOWEST_WINS:
        because: tuple[Figure, ...] = (figures[criteria[0].name][one.row],)
        label = f"{criteria[0].name}, the lowest wins"
    else:
        because = tuple(_points(one, criterion, figures, bounds, code) for criterion in criteria)
        label = "the points of all criteria"
    exact = sum((part.number for part in because), Fraction(0))
    rounded = "" if exact == value else " Rounded half to even."
    return Figure(
        label=label, value=value, unit=code, places=places, because=because,
        note=f"{_standing(one)}{rounded}",
    )


def _standing(one: Scored) -> str:
    tied = f", tied with {' and '.join(one.tied)}" if one.tied else ""
    return f"Place {one.rank}{tied}."


def _points(one: Scored, criterion: Criterion, figures: Figures, bounds: Figures, code: str) -> Figure:
    weight = Figure(label=f"the weight of {criterion.name}", value=criterion.weight, unit=code)
    share = one.shares[criterion.name]
    values = figures[criterion.name]
    judged = Figure(
        label=_label(criterion), value=share,
        because=(values[one.row], *_compared(criterion, values, bounds.get(criterion.name, {}))),
    )
    return Figure(label=criterion.name, value=criterion.weight * share, unit=code, because=(weight, judged))


def _label(criterion: Criterion) -> str:
    words = {
        RATIO: "the lowest over this", CEILING: "how far below the ceiling",
        ANCHORED: "how far from the first anchor to the second",
    }
    return f"{criterion.name}: {words.get(criterion.scale, 'how far below the highest, of the whole span')}"


def _compared(criterion: Criterion, values: Mapping[str, Figure], bounds: Mapping[str, Figure]) -> tuple[Figure, ...]:
    if criterion.scale in (CEILING, ANCHORED):
        return tuple(bounds.values())
    ordered = sorted(values.values(), key=lambda figure: figure.number)
    found = [_named("the lowest", ordered[0])]
    if criterion.scale != RATIO:
        found.append(_named("the highest", ordered[-1]))
    return tuple(found)


def _named(label: str, figure: Figure) -> Figure:
    return Figure(label=label, value=figure.value, unit=figure.unit, entries=figure.all_entries())
