"""A figure is a number together with the reasons for it: what is paid and what is explained are one object."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from auzolan.values.quantity import print_amount, print_fraction

Value: TypeAlias = Fraction | str | date | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value that knows what it is, what it was made from, and where in the journal that was written.

    label: what it is, in words or as the formula says it; value: an exact number in whole units (never smallest
    parts), a text, a date, a truth, or None when it is not known; unit: a code such as "EUR", or empty for a pure
    number; places: decimals to print, or None for as many as the number needs; because: the figures it was made
    from; entries: the journal entries its inputs came from, in order; note: one sentence about rounding or choice.
    """

    label: str
    value: Value
    unit: str = ""
    places: int | None = None
    because: tuple["Figure", ...] = ()
    entries: tuple[int, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.value, float):
            raise TypeError(f"the figure {self.label!r} is a float; figures are exact")

    @property
    def number(self) -> Fraction:
        """The exact number. Raises TypeError when the figure is a text, a date, a truth or not known."""
        if isinstance(self.value, Fraction):
            return self.value
        raise TypeError(f"the figure {self.label!r} is {self.printed()!r}, not a number")

    def plus(self, other: "Figure", *, label: str) -> "Figure":
        """The sum of two figures of the same unit. Raises ValueError when the units differ."""
        if self.unit != other.unit:
            raise ValueError(f"{label}: {self.unit or 'a pure number'} and {other.unit or 'a pure number'} do not add")
        places = None if self.places is None or other.places is None else max(self.places, other.places)
        total = self.number + other.number
        return Figure(label=label, value=total, unit=self.unit, places=places, because=(self, other))

    def times(self, other: "Figure", *, label: str, unit: str | None = None) -> "Figure":
        """The product of two figures; `unit` is the product's own when neither of them is a pure number."""
        if unit is None:
            if self.unit and other.unit:
                raise ValueError(f"{label}: say which unit {self.unit} x {other.unit} is")
            unit = self.unit or other.unit
        return Figure(label=label, value=self.number * other.number, unit=unit, because=(self, other))

    def noted(self, note: str) -> "Figure":
        """The same figure with one more sentence about it."""
        return replace(self, note=f"{self.note} {note}".strip())

    def all_entries(self) -> tuple[int, ...]:
        """Every journal entry that this figure or a part of it rests on, ascending, each once."""
        found: set[int] = set()
        waiting = [self]
        while waiting:
            figure = waiting.pop()
            found.update(figure.entries)
            waiting.extend(figure.because)
        return tuple(sorted(found))

    def printed(self) -> str:
        """The value as people and files read it: "45000.00", "2/3", "2026-01-01", "yes", "unknown"."""
        match self.value:
            case None:
                return "unknown"
            case bool():
                return "yes" if self.value else "no"
            case Fraction():
                return _print_number(self.value, self.places)
            case date():
                return self.value.isoformat()
            case _:
                return self.value

    def as_json(self) -> dict[str, Any]:
        """The tree as plain values: label, value (exact, as text), unit, because, entries; a note if there is one."""
        said: dict[str, Any] = {
            "label": self.label,
            "value": self.printed(),
            "unit": self.unit,
            "because": [part.as_json() for part in self.because],
            "entries": list(self.entries),
        }
        if self.note:
            said["note"] = self.note
        return said


def _print_number(value: Fraction, places: int | None) -> str:
    """With the unit's places when the number fits them; a finer number is shown whole, never cut."""
    if places is not None:
        parts = value * 10**places
        if parts.denominator == 1:
            return print_amount(parts.numerator, places)
    return print_fraction(value)
