"""Each part of a formula becomes a column: its value, and where it can fail, why it failed.

The plain evaluator stops at a value that is not known and never looks at what it does not need. SQL works everything
out, so each part that can fail has a second column with the number of the failure; a part that is not needed may fail.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Protocol

from auzolan.formula.compile_layout import Layout
from auzolan.formula.compile_numbers import Dialect, Sized, aligned, half_even, magnitude, scaled, within
from auzolan.formula.function import row_function
from auzolan.formula.stops import UNKNOWN, ZERO
from auzolan.formula.tree import (
    AGGREGATES,
    ROW_FUNCTIONS,
    Between,
    Call,
    Case,
    Comparison,
    Day,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    OneOf,
    Operation,
    Text,
)


class Naming(Protocol):
    """What the parts of one compilation share."""

    @property
    def dialect(self) -> Dialect:
        """The engine's words."""

    @property
    def scale(self) -> int:
        """The decimals that a division keeps."""

    def column(self, letter: str) -> str:
        """A name that no other column has."""

    def failure(self, kind: str, node: Node) -> int:
        """The number of a way to fail."""

    def told(self, node: Node, value: Sized) -> None:
        """A part and where its value stands."""


class Parts:
    """Compiles the parts of formulas over one table. columns: by the name as it stands in the table; rows: at most."""

    def __init__(
        self, naming: Naming, layout: Layout, columns: Callable[[Name], Sized],
        aggregate: Callable[["Parts", Call], Sized], rows: int,
    ) -> None:
        self.naming, self.layout, self.rows = naming, layout, rows
        self.dialect, self.scale = naming.dialect, naming.scale
        self._column, self._aggregate = columns, aggregate

    def value(self, node: Node) -> Sized:
        """A part as a column. Raises FormulaRefused when its worst case has too many digits."""
        found = self._value(node)
        if not isinstance(node, Number | Text | Day):
            self.naming.told(node, found)
        return found

    def put(self, sql: str, shape: Sized, needs: Sequence[Sized], *, failed: str = "", letter: str = "v") -> Sized:
        """Add a column with its failure; needs: what it is made from; failed: the SQL of the failure's number."""
        after = max((one.level for one in needs), default=0)
        name = self.naming.column(letter)
        level = self.layout.put(name, sql, after)
        found = replace(shape, sql=name, level=level, failed="")
        if failed:
            wrong = self.naming.column("e")
            found = replace(found, failed=wrong, level=max(level, self.layout.put(wrong, failed, after)))
        return found

    def failing(self, node: Node, value: Sized) -> str:
        """The SQL of why a value cannot be used: it failed, or it is not known. Empty when it always can."""
        ways = [value.failed] if value.failed else []
        if value.maybe:
            code = self.naming.failure(UNKNOWN, node)
            ways.append(f"CASE WHEN {value.sql} IS NULL THEN {code} END")
        return first(ways)

    def _value(self, node: Node) -> Sized:
        match node:
            case Number():
                return self._number(node.value)
            case Text():
                return Sized(sql=self.dialect.text(node.value), kind="text")
            case Day():
                return Sized(sql=self.dialect.text(node.value.isoformat()), kind="date")
            case Name():
                return self._column(node)
            case Negative():
                return self._simple(node, (node.of,), lambda of: (f"(0 - {of[0].sql})", of[0]))
            case Not():
                return self._simple(node, (node.of,), lambda of: (f"(NOT {of[0].sql})", of[0]))
            case Operation():
                return self.divided(node, node.left, node.right) if node.sign == "/" else self._operation(node)
            case Comparison():
                return self._compared(node, (node.left, node.right), f"({{}} {node.sign} {{}})")
            case Between():
                return self._compared(node, (node.value, node.low, node.high), "({} BETWEEN {} AND {})")
            case OneOf():
                options = ", ".join("{}" for _ in node.options)
                return self._compared(node, (node.value, *node.options), f"({{}} IN ({options}))")
            case Logic():
                return self._logic(node)
            case Case():
                return self._case(node)
            case Call() if node.name in AGGREGATES:
                return self._aggregate(self, node)
            case Call() if node.name == "coalesce":
                return self._coalesce(node)
            case Call() if node.name in ROW_FUNCTIONS:
                return row_function(node.name).compiled(node, self)
            case Call():
                return self._function(node)

    def _number(self, value: Fraction) -> Sized:
        places = 0
        while (value * 10**places).denominator != 1:
            places += 1
        whole = int(value * 10**places)
        return Sized(sql=self.dialect.whole(whole), kind="number", places=places, most=max(abs(whole), 1),
                     least=max(abs(whole), 1))

    def known(self, parts: Sequence[Node]) -> tuple[list[Sized], str]:
        """Parts that must be known, and the SQL of why the first of them is not."""
        values = [self.value(part) for part in parts]
        return values, first([self.failing(part, value) for part, value in zip(parts, values, strict=True)])

    def _simple(
        self, node: Node, parts: Sequence[Node], say: Callable[[list[Sized]], tuple[str, Sized]]
    ) -> Sized:
        values, failed = self.known(parts)
        sql, shape = say(values)
        return self.put(sql, replace(shape, maybe=False), values, failed=failed)

    def _compared(self, node: Node, parts: Sequence[Node], template: str) -> Sized:
        def say(values: list[Sized]) -> tuple[str, Sized]:
            same = aligned(values, node, self.rows, self.dialect)
            return template.format(*(one.sql for one in same)), Sized(sql="", kind="truth")

        return self._simple(node, parts, say)

    def _operation(self, node: Operation) -> Sized:
        def say(values: list[Sized]) -> tuple[str, Sized]:
            left, right = values
            if node.sign == "*":
                most, places = left.most * right.most, left.places + right.places
                least = left.least * right.least
            else:
                left, right = aligned(values, node, self.rows, self.dialect)
                most, places, least = left.most + right.most, left.places, 1
            most = within(most, node, self.rows)
            has = [max(one.most for one in (left, right))] * 2 if node.sign != "*" else [left.most, right.most]
            sides = [self.dialect.typed(one.sql, was, most) for one, was in zip((left, right), has, strict=True)]
            shape = Sized(sql="", kind="number", places=places, most=most, least=least)
            return f"({sides[0]} {node.sign} {sides[1]})", shape

        return self._simple(node, (node.left, node.right), say)

    def divided(self, node: Node, part: Node, by: Node) -> Sized:
        """One part by another, as `/` divides; where the other is zero it fails."""
        (left, right), failed = self.known((part, by))
        zero = ""
        if not isinstance(by, Number) or not by.value:
            code = self.naming.failure(ZERO, node)
            zero = f"CASE WHEN {right.sql} = 0 THEN {code} END"
        return self.ratio(node, left, right, failed=first([failed, zero]))

    def ratio(
        self, node: Node, left: Sized, right: Sized, *, failed: str = "", largest: Sized | None = None
    ) -> Sized:
        """A quotient rounded at the rule's decimals, NULL by zero. largest: a number that it is never larger than."""
        more = self.scale + right.places - left.places
        # Both sides are brought to where the whole quotient has just the decimals that are kept.
        above = scaled(left, left.places + max(more, 0), node, self.rows, self.dialect)
        below = scaled(right, right.places + max(-more, 0), node, self.rows, self.dialect)
        known = None
        if largest is not None:
            known = largest.most * 10**self.scale // 10**largest.places + 1
        return self._quotient(node, above, below, self.scale, failed, known)

    def _quotient(
        self, node: Node, above: Sized, below: Sized, places: int, failed: str, known: int | None = None
    ) -> Sized:
        """A rounded quotient: its magnitude first, what is left of it, then the rounding and the sign."""
        most = above.most // below.least + 1
        most = within(most if known is None else min(most, known), node, self.rows, self.dialect.quotient_most)
        needs = within(max(above.most, below.most), node, self.rows)
        up, down = (magnitude(self.dialect.typed(one.sql, one.most, needs)) for one in (above, below))
        wide = Sized(sql="", kind="number", places=places, most=needs)
        quotient = self.put(self.dialect.typed(self.dialect.idiv(up, f"NULLIF({down}, 0)"), *self._given(needs)), wide,
                            (above, below), letter="q")
        rest = self.put(f"({up} - {quotient.sql} * {down})", wide, (quotient,), letter="r")
        rounded = half_even(quotient.sql, rest.sql, down)
        minus = f"({above.sql} < 0) <> ({below.sql} < 0)"
        value = self.dialect.typed(f"(CASE WHEN {minus} THEN -1 ELSE 1 END * {rounded})", needs, most)
        return self.put(value, Sized(sql="", kind="number", places=places, most=most), (rest,), failed=failed)

    def _given(self, needs: int) -> tuple[int, int]:
        """The magnitudes whose types a quotient comes in and is kept in."""
        return min(needs, self.dialect.quotient_most), needs

    def _function(self, node: Call) -> Sized:
        if node.name in ("least", "greatest"):
            def say(values: list[Sized]) -> tuple[str, Sized]:
                same = aligned(values, node, self.rows, self.dialect)
                shape = replace(same[0], most=max(one.most for one in same), least=1)
                return f"{node.name.upper()}({', '.join(one.sql for one in same)})", shape

            return self._simple(node, node.args, say)
        if node.name == "abs":
            return self._simple(node, node.args, lambda of: (magnitude(of[0].sql), of[0]))
        (number,), failed = self.known(node.args[:1])
        if node.name == "floor":
            return self._floor(node, number, failed)
        places = int(node.args[1].value) if isinstance(node.args[1], Number) else 0
        if places >= number.places:
            return self.put(number.sql, replace(number, maybe=False), (number,), failed=failed)
        return self._quotient(node, number, self._power(number.places - places), places, failed)

    def _power(self, exponent: int) -> Sized:
        whole = 10**exponent
        return Sized(sql=self.dialect.whole(whole), kind="number", most=whole, least=whole)

    def _floor(self, node: Call, number: Sized, failed: str) -> Sized:
        below = self._power(number.places)
        needs = within(number.most + below.most, node, self.rows)
        most = within(number.most // below.most + 1, node, self.rows, self.dialect.quotient_most)
        of = self.dialect.typed(number.sql, number.most, needs)
        by, one_less = (self.dialect.whole(value, needs) for value in (below.most, below.most - 1))
        down = f"CASE WHEN {of} < 0 THEN -{self.dialect.idiv(f'({one_less} - {of})', by)}"
        sql = self.dialect.typed(f"({down} ELSE {self.dialect.idiv(of, by)} END)", self._given(needs)[0], most)
        return self.put(sql, Sized(sql="", kind="number", most=most), (number,), failed=failed)

    def _logic(self, node: Logic) -> Sized:
        (left, right) = self.value(node.left), self.value(node.right)
        ways = [self.failing(node.left, left)]
        if wrong := self.failing(node.right, right):
            # What stands on the right is not asked where the left decides.
            decided = left.sql if node.word == "or" else f"NOT {left.sql}"
            ways.append(f"CASE WHEN {decided} THEN NULL ELSE {wrong} END")
        sql = f"({left.sql} {node.word.upper()} {right.sql})"
        return self.put(sql, Sized(sql="", kind="truth"), (left, right), failed=first(ways))

    def _case(self, node: Case) -> Sized:
        conditions = [self.value(condition) for condition, _ in node.branches]
        parts = [value for _, value in node.branches] + ([] if node.otherwise is None else [node.otherwise])
        values = [self.value(part) for part in parts]
        same = aligned(values, node, self.rows, self.dialect)
        chosen, wrong, fails = [], [], False
        for (asked, _), condition, value in zip(node.branches, conditions, same, strict=False):
            chosen.append(f"WHEN {condition.sql} THEN {value.sql}")
            if failed := self.failing(asked, condition):
                wrong.append(f"WHEN {failed} IS NOT NULL THEN {failed}")
            wrong.append(f"WHEN {condition.sql} THEN {value.failed or 'NULL'}")
            fails = fails or bool(failed) or bool(value.failed)
        if node.otherwise is not None:
            chosen.append(f"ELSE {same[-1].sql}")
            wrong.append(f"ELSE {same[-1].failed or 'NULL'}")
            fails = fails or bool(same[-1].failed)
        shape = replace(
            same[0], most=max(one.most for one in same), least=1,
            maybe=node.otherwise is None or any(one.maybe for one in same),
        )
        failed = f"CASE {' '.join(wrong)} END" if fails else ""
        return self.put(f"CASE {' '.join(chosen)} END", shape, (*conditions, *values), failed=failed)

    def _coalesce(self, node: Call) -> Sized:
        values = [self.value(part) for part in node.args]
        same = aligned(values, node, self.rows, self.dialect)
        wrong = []
        for value in same:
            wrong += [f"WHEN {value.failed} IS NOT NULL THEN {value.failed}"] if value.failed else []
            wrong.append(f"WHEN {value.sql} IS NOT NULL THEN NULL")
        failed = f"CASE {' '.join(wrong)} END" if any(value.failed for value in same) else ""
        shape = replace(same[0], most=max(one.most for one in same), least=1, maybe=all(one.maybe for one in same))
        return self.put(f"COALESCE({', '.join(value.sql for value in same)})", shape, values, failed=failed)


def first(ways: Sequence[str]) -> str:
    """The first failure there is; empty when there is no way to fail."""
    ways = [way for way in ways if way]
    return f"COALESCE({', '.join(ways)})" if len(ways) > 1 else "".join(ways)
