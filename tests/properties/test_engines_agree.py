"""Formulas and tables made up by the thousand: DuckDB gives what the plain evaluator gives, or stops as it stops."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.engines.columns import columns
from auzolan.engines.duckdb import DIALECT, DuckDB
from auzolan.engines.session import stop_at, worked_out
from auzolan.formula.compile import compile_formulas
from auzolan.formula.evaluate import Explainer
from auzolan.formula.functions import share_of
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.formula.tree import (
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
from auzolan.values.refusal import Refusal

KINDS = {"a": "number", "b": "number", "c": "number", "big": "number", "word": "text", "day": "date", "so": "truth",
         "key": "text"}
LINES = {"of": "text", "x": "number", "y": "number"}
SCOPE = Scope(
    columns={name: PlainColumn(name=name, kind=kind) for name, kind in KINDS.items()}
    | {f"lines.{name}": PlainColumn(name=name, kind=kind) for name, kind in LINES.items()},
    table="own",
)
WORDS = ("", "a", "ab", "é", "it's", "back\\slash", "😀")


def fractions(places: int, most: int) -> st.SearchStrategy[Fraction]:
    return st.integers(-most, most).map(lambda n: Fraction(n, 10**places))


halves = st.sampled_from([Fraction(n, 2) for n in range(-5, 6)])
known = halves | fractions(2, 2_000) | fractions(1, 30) | st.integers(-3, 3).map(Fraction) | fractions(3, 10**6)
small = known | known | known | st.none()
huge = (st.integers(10**19, 10**20) | st.integers(-10**17, -10**16)).map(lambda n: Fraction(n, 1000))
days = st.dates()
row_ = st.fixed_dictionaries({
    "a": known, "b": small, "c": fractions(4, 10**7), "big": huge,
    "word": st.sampled_from(WORDS), "day": days, "so": st.booleans() | st.booleans() | st.none(),
    "key": st.sampled_from(("k1", "k2", "k3")),
})
line_ = st.fixed_dictionaries(
    {"of": st.sampled_from(("k1", "k2", "k9")), "x": small, "y": fractions(1, 50).filter(bool)}
)

TOTALS = ("sum", "count", "min", "max", "avg", "median", "gini")
leaf: st.SearchStrategy[Node] = st.one_of(
    st.sampled_from(("a", "a", "b", "c", "big", "own.a")).map(lambda name: Name(name=name)),
    st.integers(0, 999).flatmap(lambda n: st.integers(0, 3).map(lambda p: Number(value=Fraction(n, 10**p)))),
    st.sampled_from(TOTALS).flatmap(
        lambda name: st.sampled_from(("lines.x", "lines.y")).map(lambda of: Call(name=name, args=(Name(name=of),)))
    ),
)
far: st.SearchStrategy[Node] = st.sampled_from((
    Operation(sign="*", left=Name(name="lines.x"), right=Name(name="lines.y")),
    Operation(sign="/", left=Name(name="lines.x"), right=Name(name="lines.y")),
    Call(name="coalesce", args=(Name(name="lines.x"), Number(value=Fraction(1)))),
))
compares = st.sampled_from(("=", "<>", "<", "<=", ">", ">="))


def conditions(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    plain: st.SearchStrategy[Node] = st.one_of(
        st.tuples(compares, inner, inner).map(lambda p: Comparison(sign=p[0], left=p[1], right=p[2])),
        st.tuples(inner, inner, inner).map(lambda p: Between(value=p[0], low=p[1], high=p[2])),
        st.tuples(inner, st.lists(halves.map(lambda v: Number(value=v)), min_size=1, max_size=3)).map(
            lambda p: OneOf(value=p[0], options=tuple(p[1]))
        ),
        st.just(Name(name="so")),
        st.sampled_from(WORDS).map(lambda word: Comparison(sign="=", left=Name(name="word"), right=Text(value=word))),
        st.tuples(compares, days).map(lambda p: Comparison(sign=p[0], left=Name(name="day"), right=Day(value=p[1]))),
    )
    return plain | plain.map(lambda of: Not(of=of)) | st.tuples(st.sampled_from(("and", "or")), plain, plain).map(
        lambda p: Logic(word=p[0], left=p[1], right=p[2])
    )


def grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        inner.map(lambda of: Negative(of=of)),
        st.tuples(st.sampled_from("+-*/"), inner, inner).map(lambda p: Operation(sign=p[0], left=p[1], right=p[2])),
        st.tuples(conditions(inner), inner, st.none() | inner).map(
            lambda p: Case(branches=((p[0], p[1]),), otherwise=p[2])
        ),
        st.tuples(st.sampled_from(("least", "greatest", "coalesce")), inner, inner).map(
            lambda p: Call(name=p[0], args=p[1:])
        ),
        st.tuples(inner, st.sampled_from((0, 1, 2, 2, 3, 5))).map(
            lambda p: Call(name="power", args=(p[0], Number(value=Fraction(p[1]))))
        ),
        st.tuples(st.sampled_from(("floor", "abs")), inner).map(lambda p: Call(name=p[0], args=p[1:])),
        st.tuples(inner, st.integers(0, 12)).map(
            lambda p: Call(name="round", args=(p[0], Number(value=Fraction(p[1]))))
        ),
    )


own_sums = st.tuples(st.sampled_from(TOTALS), st.recursive(
    st.sampled_from(("a", "b", "c")).map(lambda name: Name(name=name)), grown, max_leaves=3
)).map(lambda p: Call(name=p[0], args=(p[1],)))
far_sums = st.tuples(st.sampled_from(TOTALS), far).map(lambda p: Call(name=p[0], args=(p[1],)))
# What the parser makes of share_of(x): the sum that x is held against is found by whoever looks for sums.
shares_ = st.recursive(st.sampled_from(("a", "b", "c")).map(lambda name: Name(name=name)), grown, max_leaves=2).map(
    lambda of: share_of.form(Call(name="share_of", args=(of,)))
)
numbers = st.recursive(leaf | own_sums | far_sums | shares_ | st.just(Call(name="count")), grown, max_leaves=8)


def related(lines: Sequence[Row], key: Any) -> dict[str, Sequence[Row]]:
    return {"lines": [line for line in lines if line.values["of"] == key]}


def plainly(formulas: Mapping[str, Node], where: Node | None, rows: Sequence[Row]) -> Any:
    """For each formula: its value for each row that is chosen, or the sentence at which it stops."""
    kept = list(enumerate(rows))
    if where is not None:
        holds = Explainer(where, rows, scope=SCOPE)
        try:
            kept = [(n, row) for n, row in kept if holds.figure(row).value is True]
        except FormulaRefused as refused:
            return [refused.why]
    found: list[Any] = []
    for node in formulas.values():
        explainer = Explainer(node, [row for _, row in kept], scope=SCOPE)
        try:
            found.append([(n, explainer.figure(row).value) for n, row in kept])
        except FormulaRefused as refused:
            found.append(refused.why)
    return found


SESSION = DuckDB()  # one for all examples: to begin a database takes longer than to ask it


def fast(formulas: Mapping[str, Node], where: Node | None, rows: Sequence[Row], lines: Sequence[Row]) -> Any:
    """The same by the engine."""
    source, own = columns("own", rows, KINDS)
    other, others = columns("lines", lines, LINES, points="of")
    compiled = compile_formulas(formulas, SCOPE, {"": source, "lines": other}, DIALECT, where=where, key="key")
    SESSION.load("own", own)
    SESSION.load("lines", others)
    try:
        worked_out(SESSION, compiled, "kept")
    except FormulaRefused as refused:
        return [refused.why]
    found: list[Any] = []
    for value in compiled.values.values():
        try:
            stop_at(SESSION, compiled, "kept", value.failed)
        except FormulaRefused as refused:
            found.append(refused.why)
            continue
        cells = SESSION.fetch(f"SELECT n, {value.sql} FROM kept ORDER BY n")
        found.append([
            (n, cell if cell is None or value.kind != "number" else Fraction(int(cell), 10**value.places))
            for n, cell in cells
        ])
    return found


seen: Counter[str] = Counter()


@settings(max_examples=600, deadline=None)
@given(st.lists(numbers, min_size=2, max_size=4), st.just(None) | st.just(None) | conditions(numbers),
       st.lists(row_, min_size=1, max_size=5), st.lists(line_, max_size=5))
def test_duckdb_gives_the_evaluators_values_or_its_sentence(
    nodes: list[Node], where: Node | None, given_rows: list[dict[str, Any]], given_lines: list[dict[str, Any]]
) -> None:
    lines = [Row(values=line) for line in given_lines]
    rows = [Row(values=row, related=related(lines, row["key"])) for row in given_rows]
    formulas = {f"f{number}": node for number, node in enumerate(nodes)}
    try:
        found = fast(formulas, where, rows, lines)
    except Refusal as refused:
        assert "in the worst case" in refused.why, refused.why
        seen["too large"] += 1
        return
    assert found == plainly(formulas, where, rows)
    seen.update("stopped" if isinstance(one, str) else "values" if one else "no rows" for one in found)


def test_most_formulas_had_values_and_some_stopped() -> None:
    if sum(seen.values()) > 500:  # after the test above, and not with the single example of a failure shown again
        assert seen["values"] > 300, seen
        assert seen["stopped"] > 50, seen


LARGE_TOO = (
    "a / b", "round(a, 1)", "round(a, 0)", "round(a / b, 2)", "round(a * b, 2)", "floor(a)", "floor(a / b)", "a / 3",
    "abs(a) * b - a", "round(a / 4, 0)", "a / sum(abs(b))", "least(a, b, 0.5)", "greatest(a, b) / 7",
)
# Powers, and what squares the number of rows, come to 37 digits earlier.
ROUNDED = (
    *LARGE_TOO, "avg(a)", "avg(a * b)", "median(a)", "median(a * b) + median(a / 3)", "share_of(abs(a))",
    "gini(abs(a))", "gini(power(b, 2))", "gini(a - a)", "power(a, 3)", "round(power(a, 3), 1)", "power(b, 0)",
)


def compared(formulas: Sequence[str], rows: Sequence[Row]) -> None:
    read = {formula: parse(formula) for formula in formulas}
    found = fast(read, None, rows, [])
    for formula, ours, plain in zip(formulas, found, plainly(read, None, rows), strict=True):
        assert ours == plain, formula


def rows_of(pairs: Sequence[tuple[Fraction, Fraction]]) -> list[Row]:
    rest = {"c": Fraction(1), "big": Fraction(1), "word": "a", "day": None, "so": True, "key": "k1"}
    return [Row(values={**rest, "a": a, "b": b}, related={}) for a, b in pairs]


def test_every_half_is_rounded_to_even_with_either_sign() -> None:
    sides = [Fraction(n, 20) for n in range(-45, 46)]
    divisors = [Fraction(n, 8) for n in (-17, -8, -4, -1, 1, 2, 3, 5, 8, 20)]
    compared(ROUNDED, rows_of([(a, b) for a in sides for b in divisors]))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 22), st.data())
def test_numbers_up_to_the_last_digit_that_is_kept(digits: int, data: st.DataObject) -> None:
    most = 10**digits
    near = st.integers(most - 3, most) | st.integers(-most, most) | st.integers(-most, 3 - most)
    a = [Fraction(n, 100) for n in data.draw(st.lists(near, min_size=30, max_size=60))]
    small_ = st.integers(1, 999) | st.integers(-999, -1)
    b = [Fraction(data.draw(small_), 10) for _ in a]
    more = ("a * b * b", "a + b", "a - b", "sum(a)", "max(a) - min(a)", "median(a)", "avg(a)")
    compared([*LARGE_TOO, *more], rows_of(list(zip(a, b, strict=True))))


def test_a_product_of_37_digits_is_computed_and_one_more_is_refused() -> None:
    rows = rows_of([(Fraction(10**18 - 1), Fraction(10**19 - 1)), (Fraction(1 - 10**18), Fraction(10**19 - 1))])
    compared(["a * b", "abs(a * b)", "- (a * b)"], rows)
    with pytest.raises(FormulaRefused, match=r"a \* b can have 38 digits in the worst case of 2 rows"):
        fast({"f": parse("a * b")}, None, rows_of([(Fraction(10**19), Fraction(10**18))] * 2), [])
