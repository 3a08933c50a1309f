"""The algebra of units: h x EUR/h is EUR, and h plus EUR is nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = ("number", "text", "date", "truth")
_IN_WORDS = {"text": "a text", "date": "a date", "truth": "a condition"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What kind of value a part of a formula is, and in which unit when it is a number.

    kind: one of KINDS; unit: (code, power) in order of code, powers never 0; empty for a pure number;
    said: how the unit came about, for the sentence that refuses it ("h x EUR/kg").
    """

    kind: str = "number"
    unit: tuple[tuple[str, int], ...] = ()
    said: str = ""

    @property
    def code(self) -> str:
        """The unit as written: "EUR", "EUR/kg", "h*EUR"; empty for a pure number."""
        above = [_power(code, power) for code, power in self.unit if power > 0]
        below = [_power(code, -power) for code, power in self.unit if power < 0]
        return "/".join(["*".join(above) or "1", *below]) if self.unit else ""

    def in_words(self) -> str:
        """For a sentence: "an amount of EUR", "a pure number", "a text"."""
        if self.kind != "number":
            return _IN_WORDS[self.kind]
        return f"an amount of {self.code}" if self.unit else "a pure number"

    def same_as(self, other: "Measure") -> bool:
        """Whether the two can be added or compared."""
        return self.kind == other.kind and self.unit == other.unit


NUMBER = Measure()
TEXT = Measure(kind="text")
DATE = Measure(kind="date")
TRUTH = Measure(kind="truth")


def measure_of(code: str) -> Measure:
    """The measure of a number in a unit as a column or a literal names it: "", "EUR", "EUR/kg"."""
    if not code:
        return NUMBER
    above, *below = code.split("/")
    powers: dict[str, int] = {}
    for part in above.split("*"):
        _add(powers, part, 1)
    for part in below:
        _add(powers, part, -1)
    return _measure(powers, said=code)


def product(left: Measure, right: Measure) -> Measure:
    """The measure of left * right."""
    return _combined(left, right, 1, " x ")


def quotient(left: Measure, right: Measure) -> Measure:
    """The measure of left / right."""
    return _combined(left, right, -1, " / ")


def _combined(left: Measure, right: Measure, sign: int, between: str) -> Measure:
    powers = dict(left.unit)
    for code, power in right.unit:
        powers[code] = powers.get(code, 0) + sign * power
    # What happened is told only while it is news: a pure number beside a unit changes nothing.
    said = between.join((left.said or "1", right.said)) if right.unit else left.said
    return _measure(powers, said=said if left.unit or sign < 0 else right.said)


def _measure(powers: Mapping[str, int], *, said: str) -> Measure:
    return Measure(unit=tuple(sorted((code, power) for code, power in powers.items() if power)), said=said)


def _add(powers: dict[str, int], written: str, sign: int) -> None:
    code, _, power = written.partition("^")
    if code and code != "1":
        powers[code] = powers.get(code, 0) + sign * (int(power) if power else 1)


def _power(code: str, power: int) -> str:
    return code if power == 1 else f"{code}^{power}"
