"""What is a formula, what it becomes, and what is refused in a sentence with its place."""

from datetime import date
from fractions import Fraction

import pytest

from auzolan.formula.lexer import DEPTH_MAX, LENGTH_MAX, OPERATORS_MAX
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.tree import Call, Case, Comparison, Day, Name, Number, OneOf, Operation, Text


def refusal(formula: str) -> FormulaRefused:
    with pytest.raises(FormulaRefused) as caught:
        parse(formula)
    assert caught.value.what
    assert caught.value.why.endswith((".", "!"))
    assert caught.value.next
    return caught.value


def test_a_formula_becomes_our_own_parts() -> None:
    assert parse("hours * index") == Operation(sign="*", left=Name(name="hours"), right=Name(name="index"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12 EUR", Number(value=Fraction(12), unit="EUR")),
        ("3.5 h", Number(value=Fraction(7, 2), unit="h")),
        ("2.20 USD/lb", Number(value=Fraction(11, 5), unit="USD/lb")),
        ("10%", Number(value=Fraction(1, 10), percent=True)),
        ("7.5 %", Number(value=Fraction(3, 40), percent=True)),
        ("2026-01-01", Day(value=date(2026, 1, 1))),
        ("'it''s; -- \"so\" (case'", Text(value='it\'s; -- "so" (case')),
        ("5 min", Number(value=Fraction(5), unit="min")),
        ("count(*)", Call(name="count")),
        ("left", Name(name="left")),
        ("current_date", Name(name="current_date")),
    ],
)
def test_numbers_units_percentages_dates_and_texts_are_read_as_written(written: str, read: object) -> None:
    assert parse(written) == read


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a - b - c", "a - b - c"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a * b) + c", "a * b + c"),
        ("a * (b + c)", "a * (b + c)"),
        ("a / b / c * d", "a / b / c * d"),
        ("- a * b", "- a * b"),
        ("-(a * b)", "- (a * b)"),
        ("not a = b and c", "not a = b and c"),
        ("a AND b OR c", "a and b or c"),
        ("a and (b or c)", "a and (b or c)"),
        ("x between 1 and 2 and y", "x between 1 and 2 and y"),
        ("x not in ('a', 'b')", "not x in ('a', 'b')"),
        ("x != 3", "x <> 3"),
        (
            "case when a > 1 then case when b then 1 else 2 end end",
            "case when a > 1 then case when b then 1 else 2 end end",
        ),
        ("round(sum(contributions.hours) * 10%, 2)", "round(sum(contributions.hours) * 10%, 2)"),
        ("Power(a+b, 2) * SHARE_OF(hours)", "power(a + b, 2) * share_of(hours)"),
        ("avg(a) - median(a) + gini(a + b)", "avg(a) - median(a) + gini(a + b)"),
    ],
)
def test_order_of_precedence_is_that_of_school(written: str, said: str) -> None:
    assert say(parse(written)) == said
    assert parse(said) == parse(written)


def test_a_case_keeps_its_branches_in_order() -> None:
    read = parse("case when a > 1 h then 3 when b then 2 else 1 end")
    assert isinstance(read, Case)
    assert [type(condition) for condition, _ in read.branches] == [Comparison, Name]
    assert read.otherwise == Number(value=Fraction(1))


def test_a_list_holds_fixed_values_also_below_zero() -> None:
    read = parse("x in (1, -2)")
    assert isinstance(read, OneOf)
    assert [option.value for option in read.options] == [1, -2]


@pytest.mark.parametrize(
    ("formula", "at", "says"),
    [
        ("hours + (select sum(x) from y)", 10, "no subquery"),
        ("hours in (select 1)", 11, "no subquery"),
        ("hours * 1e308", 9, "exponent"),
        ("hours -- all of them", 7, "comment"),
        ("hours /* all */", 7, "comment"),
        ("hours; hours", 6, "`;`"),
        ('"hours"', 1, '`"`'),
        ("hours\x00", 6, "U+0000"),
        ("hours + \u200f1", 9, "not a sign"),
        ("a % b", 3, "`%`"),
        ("a || b", 3, "`|`"),
        ("a::int", 2, "`:`"),
        ("a[1]", 2, "`[`"),
        ("@a", 1, "`@`"),
        ("a.b.c", 4, "`.`"),
        ("random()", 1, "no function random"),
        ("sqrt(x)", 1, "no function sqrt"),
        ("power(x, 101)", 1, "not a whole number from 0 to 100"),
        ("power(x, 2.5)", 1, "not a whole number from 0 to 100"),
        ("power(x, y)", 1, "not a whole number from 0 to 100"),
        ("power(x, - 1)", 1, "not a whole number from 0 to 100"),
        ("power(x, 2 h)", 1, "not a whole number from 0 to 100"),
        ("power(x, 10%)", 1, "not a whole number from 0 to 100"),
        ("share_of(sum(x))", 1, "holds another total between its brackets: sum(x)"),
        ("1 + share_of(share_of(x))", 5, "holds another total between its brackets: sum(x)"),
        ("gini(x, y)", 1, "gini takes 1 values, not 2"),
        ("flor(x)", 1, "no function flor"),
        ("x is null", 3, "`is`"),
        ("x like 'a'", 3, "`like`"),
        ("sum(x) over ()", 8, "`over`"),
        ("count(distinct x)", 7, "`distinct`"),
        ("cast(x as int)", 1, "`cast`"),
        ("12EUR", 1, "runs into"),
        ("1.2.3", 1, "runs into"),
        ("least(1,000, 2)", 9, "begins with a zero"),
        ("2026-02-30", 1, "not a day"),
        ("'open", 1, "never ends"),
        ("a b", 3, "side by side"),
        ("(a) (b)", 5, "side by side"),
        ("a +", 1, "do not make a formula"),
        ("a = = b", 1, "do not make a formula"),
        ("a in 3", 1, "do not make a formula"),
        ("a in (b)", 7, "fixed values only"),
        ("a in ()", 6, "empty"),
        ("(a", 1, "never closed"),
        ("a)", 2, "stands alone"),
        ("()", 1, "empty"),
        ("case a when 1 then 2 end", 1, "`case`"),
        ("case when a then end", 1, "`case`"),
        ("case when a", 1, "never closed"),
        ("round(x)", 1, "round takes 2 values, not 1"),
        ("floor(a, b)", 1, "floor takes 1"),
        ("least(a, )", 1, "missing between commas"),
        ("a, b", 2, "stands alone"),
        ("- - - - - a", 9, "in a row"),
        ("9" * 31, 1, "at most 30 digits"),
    ],
)
def test_what_is_not_in_the_language_is_refused_at_its_place(formula: str, at: int, says: str) -> None:
    refused = refusal(formula)
    assert says in refused.why
    assert (refused.at, refused.where) == (at, f"character {at}")


def test_an_empty_formula_is_refused() -> None:
    assert "nothing in it" in refusal("  \n").why


def test_nine_hundred_brackets_are_refused_before_anything_is_parsed() -> None:
    refused = refusal("(" * 900 + "1" + ")" * 900)
    assert f"more than {DEPTH_MAX} deep" in refused.why
    assert refused.at == DEPTH_MAX + 1


def test_forty_brackets_are_read_and_forty_one_are_not() -> None:
    assert parse("(" * DEPTH_MAX + "hours" + ")" * DEPTH_MAX) == Name(name="hours")
    refusal("(" * 41 + "hours" + ")" * 41)


def test_forty_nested_cases_are_read() -> None:
    deep = "1"
    for _ in range(DEPTH_MAX):
        deep = f"case when a then {deep} end"
    assert isinstance(parse(deep), Case)


def test_a_formula_has_a_longest_length() -> None:
    assert f"{LENGTH_MAX + 1:,} characters" in refusal(" " * LENGTH_MAX + "1").why
    assert parse("1" + " " * (LENGTH_MAX - 1)) == Number(value=Fraction(1))


def test_a_formula_has_a_largest_number_of_signs() -> None:
    assert isinstance(parse("+".join(["a"] * (OPERATORS_MAX + 1))), Operation)
    assert "signs and words" in refusal("+".join(["a"] * (OPERATORS_MAX + 2))).why


def test_a_mistyped_function_gets_the_nearest_name() -> None:
    assert "floor" in refusal("flor(x)").next
