"""A limit that does not hold, in words: what it came to, what it is held against, and for whom."""

from dataclasses import dataclass
from fractions import Fraction

from auzolan.charter.charter import Charter
from auzolan.formula.say import say
from auzolan.rules.limits import Watched
from auzolan.rules.limits_figures import Told
from auzolan.values.figure import Figure
from auzolan.values.quantity import print_amount, print_fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A limit that does not hold. about: the account, row or value it does not hold for, or empty; figure, bound: as
    people read them, with their unit; why: the sentence.
    """

    limit: str
    about: str
    period: str
    figure: str
    bound: str
    why: str


def said(one: Watched, told: Told, value: str, period: str, charter: Charter, *, now: bool = False) -> Broken:
    """A condition that does not hold, in words. now: it is so already; else it would be."""
    where = " in ".join(filter(None, (value, period)))
    if told.why:
        figure, bound, why = "", "", f"{say(told.condition)} cannot be worked out. {told.why}"
    elif told.figure is None or told.bound is None:
        figure, bound, why = "", "", f"{say(told.condition)} {'does' if now else 'would'} not hold"
    else:
        figure, bound = printed(told.figure, charter), printed(told.bound, charter)
        also = f" ({say(told.condition)})" if told.bound.because else ""
        comes = "comes" if now else "would come"
        why = f"{told.figure.label} {comes} to {figure}, and the limit asks for {_sign(told)} {bound}{also}"
    why = f"{why} for {where}." if where else f"{why}."
    return Broken(limit=one.limit.id, about=value, period=period, figure=figure, bound=bound, why=why)


def _sign(told: Told) -> str:
    words = {"<=": "at most", ">=": "at least", "<": "less than", ">": "more than", "=": "exactly", "<>": "not"}
    return words[getattr(told.condition, "sign", "=")]


def printed(figure: Figure, charter: Charter) -> str:
    """A figure with its unit, money with the unit's decimals."""
    unit = charter.units.get(figure.unit)
    if not isinstance(figure.value, Fraction):
        return figure.printed()
    parts = figure.value * 10**unit.places if unit else figure.value
    if unit and parts.denominator == 1:
        return f"{print_amount(int(parts), unit.places)} {unit.code}"
    return f"{print_fraction(figure.value)} {figure.unit}".strip()
