"""A function of the language is one file; its value is that of plain arithmetic done another way."""

import inspect
from fractions import Fraction
from itertools import pairwise, product
from statistics import median
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auzolan.formula.bounds import GROWN_MAX, bounded
from auzolan.formula.check import check
from auzolan.formula.evaluate import evaluate, explain
from auzolan.formula.function import RowFunction, Total, row_function, total
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.formula.tree import FOUND_TOTALS, ROW_FUNCTIONS
from auzolan.rules.limits import aggregates_in, bare_names
from auzolan.values.quantity import print_fraction

SCOPE = Scope(columns={"x": PlainColumn(name="x", unit="h"), "y": PlainColumn(name="y", unit="EUR/h"),
                       "day": PlainColumn(name="day", kind="date")})
cents = st.integers(-10**6, 10**6).map(lambda n: Fraction(n, 100))


def rows(values: list[Fraction | None]) -> list[Row]:
    return [Row(values={"x": value}, entries={"x": (n,)}) for n, value in enumerate(values, 1)]


def over(formula: str, values: list[Fraction | None]) -> object:
    return evaluate(parse(formula), Row(values={}), rows(values))


def near(exact: Fraction) -> Fraction:
    return Fraction(round(exact * 10**12), 10**12)  # Python's own round is half to even


@pytest.mark.parametrize(("name", "found", "form"), [
    *((name, row_function(name), RowFunction) for name in ROW_FUNCTIONS),
    *((name, total(name), Total) for name in FOUND_TOTALS),
])
def test_a_function_is_one_file_that_has_what_a_function_has(name: str, found: ModuleType, form: type) -> None:
    needed = {part for part in vars(form) if not part.startswith("_")} | set(form.__annotations__)
    assert {part for part in needed if not hasattr(found, part)} == set()
    for part in needed & set(vars(form)):
        ours, theirs = (inspect.signature(getattr(one, part)).parameters for one in (found, form))
        assert list(ours) == [one for one in theirs if one != "self"], part
    assert str(found.__doc__).startswith(f"{name}(x")


@given(st.lists(cents | st.none(), max_size=9))
def test_average_and_median_are_those_of_what_is_known(values: list[Fraction | None]) -> None:
    known = [value for value in values if value is not None]
    assert over("avg(x)", values) == (near(sum(known, Fraction(0)) / len(known)) if known else None)
    assert over("median(x)", values) == (near(Fraction(median(known))) if known else None)


@given(st.lists(cents.map(abs), min_size=1, max_size=7))
def test_gini_is_half_the_mean_difference_of_any_two_by_the_mean(values: list[Fraction]) -> None:
    mean = sum(values, Fraction(0)) / len(values)
    apart = sum((abs(one - other) for one, other in product(values, values)), Fraction(0)) / len(values) ** 2
    assert over("gini(x)", list(values)) == (near(apart / (2 * mean)) if mean else 0)


@given(st.lists(cents.map(abs), min_size=2, max_size=7), cents.map(abs))
def test_gini_of_equals_is_nothing_and_who_takes_from_the_least_makes_it_larger(
    values: list[Fraction], more: Fraction
) -> None:
    assert over("gini(x)", [more] * len(values)) == 0
    ordered = sorted(values)
    moved = [Fraction(0), *ordered[1:-1], ordered[-1] + ordered[0]]
    found = [over("gini(x)", list(one)) for one in (ordered, moved)]
    assert all(isinstance(one, Fraction) and 0 <= one < 1 for one in found)
    assert all(one <= other for one, other in pairwise(found))  # type: ignore[operator]


def test_gini_stops_at_an_amount_below_zero_and_says_so() -> None:
    with pytest.raises(FormulaRefused, match=r"gini\(x\) compares amounts that people have: x is below zero"):
        over("gini(x)", [Fraction(1), Fraction(-1)])


@given(cents, st.integers(0, 12))
def test_a_power_is_exact_and_the_product_of_its_parts(value: Fraction, times: int) -> None:
    expected = Fraction(1)
    for _ in range(times):
        expected *= value
    assert evaluate(parse(f"power(x, {times})"), Row(values={"x": value})) == expected


def test_a_share_is_explained_by_the_part_and_the_whole() -> None:
    all_rows = rows([Fraction(1), Fraction(2)])
    figure = explain(parse("share_of(x)"), all_rows[0], all_rows, scope=SCOPE)
    assert (figure.label, figure.value, figure.unit) == ("share_of(x)", Fraction(333333333333, 10**12), "")
    assert [one.label for one in figure.because] == ["x", "sum(x)"]
    assert figure.note == "Rounded half to even at 12 decimals."
    assert figure.all_entries() == (1, 2)


def test_who_looks_for_sums_and_columns_finds_those_of_a_share() -> None:
    node = parse("share_of(x) <= 50%")
    assert [call.name for call in aggregates_in(node)] == ["sum"]
    assert list(bare_names(node)) == ["x"]


def test_a_total_that_was_rounded_says_so() -> None:
    figure = explain(parse("avg(x)"), Row(values={}), rows([Fraction(1), Fraction(1), Fraction(2), None]))
    assert figure.note == "Over 3 rows. Rounded half to even at 12 decimals."


@pytest.mark.parametrize(("formula", "unit"), [
    ("avg(x)", "h"), ("median(x * y)", "EUR"), ("gini(x)", ""), ("share_of(x)", ""), ("power(x, 2)", "h^2"),
    ("power(x, 0)", ""), ("power(y, 2)", "EUR^2/h^2"), ("power(x, 2) / x", "h"), ("share_of(x) * 1 h", "h"),
])
def test_the_unit_of_a_result_is_reckoned(formula: str, unit: str) -> None:
    assert check(parse(formula), SCOPE).code == unit


@pytest.mark.parametrize(("formula", "says"), [
    ("avg(day)", "a date cannot be reckoned with"), ("gini(x = 1 h)", "a condition cannot be reckoned with"),
    ("power(day, 2)", "not a number"), ("share_of(day)", "not a number"), ("median(2)", "names no column"),
    ("power(x, 2) + x", r"an amount of h\^2 cannot be added to an amount of h"),
])
def test_what_has_no_unit_that_fits_is_refused(formula: str, says: str) -> None:
    with pytest.raises(FormulaRefused, match=says):
        check(parse(formula), SCOPE)


@given(st.integers(0, 100), st.integers(1, 26), st.sampled_from(("", ".5", ".05", ".125")))
def test_no_number_has_more_digits_than_its_text_foretells(times: int, digits: int, decimals: str) -> None:
    number = "9" * digits + decimals
    power = f"power({number}, {times})"
    for more in (f" + {number} * {number} / 7", f" / 0.001 - {power}", f" + 1 / {number}", ""):
        node = parse(power + more)
        value = evaluate(node, Row(values={}))
        assert isinstance(value, Fraction)
        grown = bounded(node)
        assert abs(value) < 10**grown.whole
        assert 10**grown.places % value.denominator == 0
        assert sum(grown) <= GROWN_MAX
        assert print_fraction(value)
