"""The rows a rule reads, as columns of whole numbers that any engine takes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from auzolan.formula.compile import Shape, Source
from auzolan.formula.compile_numbers import MOST
from auzolan.formula.scope import Row, Scope
from auzolan.values.refusal import Refusal

PLACES_MAX = 30
_ARROW = {"text": pa.string(), "date": pa.string(), "truth": pa.bool_()}


def columns(
    name: str, rows: Sequence[Row], kinds: Mapping[str, str], *, points: str = ""
) -> tuple[Source, pa.Table]:
    """Rows as a table with `n`, and how large its numbers are. kinds: by column: number, text, date or truth.

    Numbers get the fewest decimals that hold every value exactly. Raises Refusal when no decimals do, or when one is
    larger than 37 digits.
    """
    found: dict[str, pa.Array] = {"n": pa.array(range(len(rows)), pa.int64())}
    shapes = {}
    for column, kind in kinds.items():
        values = [row.value(column) for row in rows]
        maybe = any(value is None for value in values)
        if kind == "number":
            places = _places(column, (value for value in values if isinstance(value, Fraction)))
            whole = [None if value is None else _whole(value, places) for value in values]
            most = max((abs(number) for number in whole if number is not None), default=0)
            found[column] = numbers(column, whole, most)
            shapes[column] = Shape(places=places, most=most, maybe=maybe)
        else:
            given = [value.isoformat() if isinstance(value, date) else value for value in values]
            found[column] = pa.array(given, _ARROW[kind])
            shapes[column] = Shape(kind=kind, most=1, maybe=maybe)
    return Source(name=name, columns=shapes, rows=len(rows), points=points), pa.table(found)


def numbers(column: str, whole: Sequence[int | None], most: int) -> pa.Array:
    """Whole numbers as BIGINT where they fit, else as DECIMAL(38, 0)."""
    if most < 2**63:
        return pa.array(whole, pa.int64())
    if most > MOST:
        raise Refusal(
            what="The rule was not worked out", where=column, why=f"It has a number of {len(str(most))} digits.",
            next="Use the engine python, which has no limit, or bring the column to fewer decimals.",
        )
    return pa.array([None if one is None else Decimal(one) for one in whole], pa.decimal128(38, 0))


def kinds_of(names: Iterable[str], scope: Scope) -> dict[str, str]:
    """What kind of value each column has, by the columns a formula may name."""
    return {name: scope.columns[name].kind if name in scope.columns else "text" for name in names}


def _places(column: str, values: Iterable[Fraction]) -> int:
    places, one = 0, 1
    for value in values:
        while one % value.denominator:
            places, one = places + 1, one * 10
            if places > PLACES_MAX:
                raise Refusal(
                    what="The rule was not worked out", where=column, why=f"{value} has no end as a decimal number.",
                    next="Use the engine python, which counts in fractions.",
                )
    return places


def _whole(value: Any, places: int) -> int:
    if not isinstance(value, Fraction):
        raise TypeError(f"{value!r} stands in a column of numbers")
    return int(value * 10**places)
