"""Generated formulas: what is written is what is read, and what comes out is what Python's own reading gives."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.formula.evaluate import evaluate, explain
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
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

NAMES = ("hours", "index", "a1")
digits = st.integers(0, 10_000).map(lambda n: Fraction(n, 100))
numbers = st.builds(lambda value: Number(value=value), digits)
percents = st.builds(lambda value: Number(value=value / 100, percent=True), digits)
leaves = numbers | percents | st.sampled_from(NAMES).map(lambda name: Name(name=name))


def sums(inner: st.SearchStrategy[Node], signs: str = "+-*") -> st.SearchStrategy[Node]:
    pairs = st.tuples(st.sampled_from(signs), inner, inner)
    return pairs.map(lambda p: Operation(sign=p[0], left=p[1], right=p[2])) | inner.map(lambda of: Negative(of=of))


def anything(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pair, three = st.tuples(inner, inner), st.tuples(inner, inner, inner)
    signs = st.sampled_from(("=", "<>", "<", "<=", ">", ">="))
    return st.one_of(
        sums(inner, "+-*/"),
        st.tuples(signs, pair).map(lambda p: Comparison(sign=p[0], left=p[1][0], right=p[1][1])),
        st.tuples(st.sampled_from(("and", "or")), pair).map(lambda p: Logic(word=p[0], left=p[1][0], right=p[1][1])),
        inner.map(lambda of: Not(of=of)),
        three.map(lambda p: Between(value=p[0], low=p[1], high=p[2])),
        st.tuples(inner, st.lists(numbers, min_size=1, max_size=3)).map(
            lambda p: OneOf(value=p[0], options=tuple(p[1]))
        ),
        three.map(lambda p: Case(branches=((p[0], p[1]),), otherwise=p[2])),
        pair.map(lambda p: Call(name="least", args=p)),
        inner.map(lambda one: Call(name="sum", args=(one,))),
    )


def prefixed_too_often(said: str) -> bool:
    return any(run in said for run in ("- - - - -", "not not not not not"))


@settings(max_examples=300, deadline=None)
@given(st.recursive(leaves, anything, max_leaves=14))
def test_a_formula_written_out_is_read_as_the_same_formula(node: Node) -> None:
    said = say(node)
    if not prefixed_too_often(said):
        assert parse(said) == node


@settings(max_examples=200, deadline=None)
@given(st.recursive(leaves, sums, max_leaves=14), st.tuples(digits, digits, digits))
def test_sums_and_products_agree_with_pythons_own_reading(node: Node, values: tuple[Fraction, ...]) -> None:
    said = say(node)
    if prefixed_too_often(said):
        return
    known = dict(zip(NAMES, values, strict=True))
    words = [
        f"Fraction('{w[:-1]}') / 100" if w.endswith("%") else w
        for w in said.replace("(", "( ").replace(")", " )").split()
    ]
    for place, word in enumerate(words):
        if word[0].isdigit():
            words[place] = f"Fraction('{word}')"
        elif "/ 100" in word:
            words[place] = f"({word})"
    expected = eval(" ".join(words), {"Fraction": Fraction, **known})
    assert evaluate(parse(said), Row(values=known)) == expected


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(leaves, anything, max_leaves=14), st.lists(st.tuples(digits, digits, digits), min_size=1, max_size=4)
)
def test_what_is_paid_and_what_is_explained_are_one_value_however_often_it_is_asked(
    node: Node, table: list[tuple[Fraction, ...]]
) -> None:
    rows = [Row(values=dict(zip(NAMES, line, strict=True))) for line in table]
    try:
        value = evaluate(node, rows[0], rows)
    except FormulaRefused as refused:
        assert refused.why.endswith(".")
        return
    assert explain(node, rows[0], rows).value == value


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab1.9 +-*/()<>=',%;\"\n\t" + "é", max_size=40) | st.text(max_size=30))
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        read = parse(text)
    except FormulaRefused as refused:
        assert refused.why.endswith(".") and refused.next
        return
    assert parse(say(read)) == read
