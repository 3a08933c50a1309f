"""The evaluator against a second interpreter, written from the manual: plain fractions, one function, no figures."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from auzolan.formula.evaluate import SCALE, evaluate
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import Row
from auzolan.formula.tree import (
    Between,
    Call,
    Case,
    Comparison,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    OneOf,
    Operation,
)

NAMES = ("a", "b", "c")
Line = Mapping[str, Fraction | None]


class Stopped(Exception):
    """Where the manual says that a formula stops with a sentence."""


def half_even(value: Fraction, places: int) -> Fraction:
    """By hand: the magnitude, its floor, and what is left of it against one half."""
    scaled = abs(value) * 10**places
    whole, left = scaled.numerator // scaled.denominator, scaled % 1
    if left > Fraction(1, 2) or (left == Fraction(1, 2) and whole % 2):
        whole += 1
    return Fraction(whole if value >= 0 else -whole, 10**places)


def plain(node: Node, line: Line, lines: Sequence[Line]) -> Any:
    """A formula's value for a line, or None where it is not known."""

    def known(part: Node) -> Any:
        value = plain(part, line, lines)
        if value is None:
            raise Stopped
        return value

    match node:
        case Number(value=value):
            return value
        case Name(name=name):
            return line[name]
        case Negative(of=of):
            return -known(of)
        case Not(of=of):
            return not known(of)
        case Operation(sign="/", left=left, right=right):
            above, below = known(left), known(right)
            if below == 0:
                raise Stopped
            return half_even(above / below, SCALE)
        case Operation(sign=sign, left=left, right=right):
            one, other = known(left), known(right)
            return {"+": one + other, "-": one - other, "*": one * other}[sign]
        case Comparison(sign=sign, left=left, right=right):
            one, other = known(left), known(right)
            return {"=": one == other, "<>": one != other, "<": one < other, "<=": one <= other, ">": one > other,
                    ">=": one >= other}[sign]
        case Logic(word="and", left=left, right=right):
            return known(left) and known(right)
        case Logic(left=left, right=right):
            return known(left) or known(right)
        case Between(value=value, low=low, high=high):
            middle, least, most = known(value), known(low), known(high)
            return least <= middle <= most
        case OneOf(value=value, options=options):
            found = known(value)
            return any(found == option.value for option in options)
        case Case(branches=branches, otherwise=otherwise):
            for condition, value in branches:
                if known(condition):
                    return plain(value, line, lines)
            return None if otherwise is None else plain(otherwise, line, lines)
        case Call(name="coalesce", args=args):
            return next((value for part in args if (value := plain(part, line, lines)) is not None), None)
        case Call(name="round", args=(value, Number(value=places))):
            return half_even(known(value), int(places))
        case Call(name="count", args=()):
            return Fraction(len(lines))
        case Call(name=name, args=args) if name in ("sum", "count", "min", "max"):
            values = [value for one in lines if (value := plain(args[0], one, lines)) is not None]
            if name in ("sum", "count"):
                return sum(values, Fraction(0)) if name == "sum" else Fraction(len(values))
            return {"min": min, "max": max}[name](values) if values else None
        case Call(name=name, args=args):
            values = [known(part) for part in args]
            return {"least": min, "greatest": max, "abs": lambda all_: abs(all_[0]),
                    "floor": lambda all_: Fraction(all_[0].__floor__())}[name](values)
    raise AssertionError(node)


fractions = st.integers(-2_000, 2_000).map(lambda n: Fraction(n, 100))
cells = st.none() | fractions
lines_ = st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, cells)), min_size=1, max_size=4)
leaves: st.SearchStrategy[Node] = (
    st.builds(lambda value: Number(value=abs(value)), fractions)
    | st.sampled_from(NAMES).map(lambda name: Name(name=name))
)
TOTALS = st.sampled_from(("sum", "count", "min", "max"))


def numbers(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pair, condition = st.tuples(inner, inner), conditions(inner)
    return st.one_of(
        inner.map(lambda of: Negative(of=of)),
        st.tuples(st.sampled_from("+-*/"), pair).map(lambda p: Operation(sign=p[0], left=p[1][0], right=p[1][1])),
        st.tuples(condition, inner, st.none() | inner).map(lambda p: Case(branches=((p[0], p[1]),), otherwise=p[2])),
        st.tuples(st.sampled_from(("least", "greatest", "coalesce")), pair).map(lambda p: Call(name=p[0], args=p[1])),
        st.tuples(st.sampled_from(("floor", "abs")), inner).map(lambda p: Call(name=p[0], args=(p[1],))),
        st.tuples(inner, st.integers(0, 12)).map(
            lambda p: Call(name="round", args=(p[0], Number(value=Fraction(p[1]))))
        ),
        st.tuples(TOTALS, leaves).map(lambda p: Call(name=p[0], args=(p[1],))),
    )


def conditions(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    signs = st.sampled_from(("=", "<>", "<", "<=", ">", ">="))
    compared: st.SearchStrategy[Node] = st.one_of(
        st.tuples(signs, inner, inner).map(lambda p: Comparison(sign=p[0], left=p[1], right=p[2])),
        st.tuples(inner, inner, inner).map(lambda p: Between(value=p[0], low=p[1], high=p[2])),
        st.tuples(inner, st.lists(fractions.map(lambda value: Number(value=value)), min_size=1, max_size=3)).map(
            lambda p: OneOf(value=p[0], options=tuple(p[1]))
        ),
    )
    words = st.sampled_from(("and", "or"))
    return (
        compared | compared.map(lambda of: Not(of=of))
        | st.tuples(words, compared, compared).map(lambda p: Logic(word=p[0], left=p[1], right=p[2]))
    )


whole = st.recursive(leaves, numbers, max_leaves=10)


@given(whole | conditions(whole), lines_)
def test_every_formula_gives_what_a_plain_reading_gives_or_both_stop(node: Node, lines: list[Line]) -> None:
    rows = [Row(values=dict(line)) for line in lines]
    for line, row in zip(lines, rows, strict=True):
        try:
            wanted = plain(node, line, lines)
        except Stopped:
            try:
                found: Any = evaluate(node, row, rows)
            except FormulaRefused:
                continue
            raise AssertionError(f"a plain reading stops, the evaluator says {found}") from None
        found = evaluate(node, row, rows)
        assert found == wanted
        assert type(found) is type(wanted)
