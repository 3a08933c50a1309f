"""Formulas made to harm: none reaches an engine as anything but the language, and none takes long to refuse."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.engines.duckdb import DIALECT as DUCK
from auzolan.engines.spark import DIALECT as SPARK
from auzolan.formula.check import check
from auzolan.formula.compile import Dialect, Shape, Source, compile_formulas
from auzolan.formula.evaluate import evaluate
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.scope import PlainColumn, Row, Scope

SCOPE = Scope(
    columns={"a": PlainColumn(name="a"), "b": PlainColumn(name="b"), "word": PlainColumn(name="word", kind="text"),
             "secret": PlainColumn(name="secret", visible=False), "lines.x": PlainColumn(name="x")}, table="own",
)
COLUMNS = {"a": Shape(places=2, most=10**9), "b": Shape(places=2, most=10**4), "word": Shape(kind="text")}
SOURCES = {"": Source(name="own", columns=COLUMNS, rows=1000),
           "lines": Source(name="lines", columns={"of": Shape(kind="text"), "x": Shape(most=99)}, rows=9, points="of")}

# Every word that compiled text may hold outside of quotes; no file, no other table, no setting, no second statement.
WORDS = {
    "with", "as", "select", "from", "where", "group", "by", "cross", "left", "join", "on", "cast", "coalesce", "sum",
    "count", "min", "max", "case", "when", "then", "else", "end", "is", "null", "not", "and", "or", "in", "between",
    "true", "greatest", "least", "nullif", "row_number", "over", "partition", "order", "div", "bigint", "hugeint",
    "decimal", "boolean", "varchar", "string", "own", "lines", "belongs", "n",
}
OURS = re.compile(r"[a-z]\d+(_\d+|_total|__total)?|s\d+_\d+(_total)?|c_(a|b|word|of|x)|\d+|a|b|of|x|word")


def sql(formula: str, dialect: Dialect = DUCK) -> str:
    return compile_formulas({"f": parse(formula)}, SCOPE, SOURCES, dialect, key="word").sql


def foreign(text: str, dialect: Dialect) -> set[str]:
    """What stands in compiled text, outside of its quoted texts, and is no word of ours."""
    quoted = r"'(?:[^'\\]|\\.)*'" if dialect.backslashes else r"'(?:[^']|'')*'"
    bare = re.sub(quoted, " ", text).replace(dialect.quote, " ").lower()
    words = {word for word in re.findall(r"[^\W]+", bare) if word not in WORDS and not OURS.fullmatch(word)}
    return words | set(re.findall(r"[^\w\s(),.*+\-/=<>%]|--|/\*|;", bare))


ATTACKS = (
    "1; DROP TABLE own", "'x'; DROP TABLE own; --'", "read_csv('/etc/passwd')", "(select a from own)",
    "a union select 1", "pragma_version()", "getenv('HOME')",
    "a::text", '"secret"', "$$x$$", "{x}", "${a}", "\\x27", "/*", "--", "#",
    "attach 'x' as y", "copy own to 'x'", "install httpfs", "load 'x'", "set memory_limit = 1", "a collate x",
    "exists (a)", "a[1]", "a ->> 'b'", "x'41'", "e'\\n'", "N'a'", "@a", ":a", "?", "0x1F", "1e9", "a.b.c",
    "own.secret", "secret", "system(a)", "java_method('a', 'b')", "reflect('a')", "current_user", "now()", "random()",
    "a over ()", "filter (a)", "\u202e", "\x00", "\u2028", "ａ", "'", '"', "`", "\\", "%", ";", "(", ")",
)
PIECES = (
    "a", "b", "own.a", "word", "lines.x", "sum(", "median(", "gini(", "avg(", "share_of(", "power(", "count(*)", ", 2)",
    ", 100)", "case when", "then", "else", "end", "'it''s'", "'\\'", "1", "0.5", "12 EUR", "10%", "2026-01-01", "+",
    "-", "*", "/", "=", "<>", "and", "or", "not", "in", "between", "coalesce(", "round(", ",", "(", ")",
)
whole = st.lists(st.sampled_from(ATTACKS) | st.sampled_from(PIECES) | st.text(max_size=4), min_size=1, max_size=12)
# A formula that is one, with something hostile put in its middle or inside its texts.
good = st.sampled_from((
    "a * 2 + sum(a)", "case when word = 'x' then a else power(b, 2) end", "median(lines.x) - avg(a)", "gini(abs(a))",
    "share_of(abs(a)) * 100%", "word in ('x', 'y') and a > 0", "round(a / 3, 2)", "sum(a * b) / count(*)",
))
within_text = st.text(max_size=12) | st.sampled_from(ATTACKS)


def only_the_language(formula: str) -> None:
    for dialect in (DUCK, SPARK):
        try:
            text = sql(formula, dialect)
        except FormulaRefused as refused:
            assert refused.why, formula
            assert refused.next, formula
            continue
        assert foreign(text, dialect) == set(), formula
        assert say(parse(say(parse(formula)))) == say(parse(formula))


@settings(max_examples=300, deadline=None)
@given(whole)
def test_generated_hostile_formulas_never_reach_an_engine(pieces: list[str]) -> None:
    only_the_language(" ".join(pieces))


@settings(max_examples=200, deadline=None)
@given(good, st.sampled_from(ATTACKS), st.integers(0, 60))
def test_a_hostile_piece_inside_a_good_formula_never_reaches_an_engine(formula: str, piece: str, at: int) -> None:
    only_the_language(formula[:at] + piece + formula[at:])


@settings(max_examples=200, deadline=None)
@given(within_text)
def test_whatever_a_text_says_stays_inside_its_quotes(word: str) -> None:
    only_the_language("case when word = '" + word.replace("'", "''") + "' then a end")


@pytest.mark.parametrize("formula", ATTACKS)
def test_each_attack_alone_is_refused(formula: str) -> None:
    with pytest.raises(FormulaRefused):
        sql(formula)


def test_what_is_looked_for_would_be_found() -> None:
    found = foreign("WITH r0 AS (SELECT n FROM own) SELECT getenv('x') FROM r0; DROP TABLE own -- a", DUCK)
    assert found == {"getenv", "drop", "table", ";", "--"}
    assert "own" not in foreign(sql("power(a, 2) + gini(abs(a)) + median(lines.x)"), DUCK)


def nested(begin: str, of: str, end: str, times: int) -> str:
    return begin * times + of + end * times


ROWS = tuple(Row(values={"a": n, "b": 10**9 + n, "word": "x"}, related={"lines": ()}) for n in range(50))
BOMBS = (
    "power(a, 999999999999)", "power(power(a, 100), 100)", nested("power(", "a", ", 100)", 39), "power(2, 1000)",
    nested("power(", "9" * 30, ", 9)", 20), "*".join(["power(a, 100)"] * 20), "*".join(["a"] * 120),
    "/".join(["a"] * 120),
    nested("median(", "a", ")", 39), nested("gini(", "a", ")", 39), nested("share_of(", "a", ")", 39),
    nested("sum(share_of(", "a", "))", 19), nested("avg(1 + ", "a", ")", 39), nested("power(median(", "a", "), 3)", 19),
    nested("(", "1", ")", 900), "a" * 100_000, "(" * 100_000, "not " * 400 + "a", "-" * 400 + "a",
    nested("case when a = ", "1", " then 1 end", 39), nested("coalesce(a, ", "1", ")", 39), "+".join(["a"] * 400),
    nested("round(", "a", ", 999999999999)", 30), "1 in (" + ", ".join(["1"] * 600) + ")", "9" * 2000, "'" * 1999,
    "a = " * 300 + "a", "case " * 300, "/".join(["share_of(a)"] * 40), "power(avg(a / 3) / 7, 99)",
    nested("least(", "a", ", a)", 39), "power(sum(power(b, 40)), 2) + power(max(power(b, 60)), 1)",
)


@pytest.mark.parametrize("formula", BOMBS, ids=range(len(BOMBS)))
def test_formula_bombs_end_within_a_second(formula: str) -> None:
    begun = time.process_time()
    for dialect in (DUCK, SPARK):
        try:
            node = parse(formula)
            check(node, SCOPE)
            evaluate(node, ROWS[0], ROWS, scope=SCOPE)
            sql(formula, dialect)
        except FormulaRefused as refused:
            assert len(refused.why) < 2_500
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(("formula", "says"), [
    ("power(a, 999999999999)", "the exponent is not a whole number from 0 to 100"),
    ("power(power(a, 100), 100)", "could grow to 420,000 digits; at most 4,200 are kept"),
    ("power(power(a, 50), 3)", r"power\(power\(a, 50\), 3\) could grow to 6,300 digits"),
    ("*".join(["power(a, 100)"] * 2), "could grow to 8,400 digits"),
])
def test_what_would_grow_too_large_is_refused_when_it_is_read(formula: str, says: str) -> None:
    with pytest.raises(FormulaRefused, match=says):
        parse(formula)


def test_what_grows_to_the_limit_is_worked_out_and_printed() -> None:
    value = evaluate(parse("power(b, 100)"), ROWS[7])
    assert value == (10**9 + 7) ** 100
    with pytest.raises(FormulaRefused, match="37 are kept"):
        sql("power(b, 100)")


def test_every_list_of_attacks_has_attacks() -> None:
    assert len(BOMBS) == len(set(BOMBS))
    assert len(ATTACKS) == len(set(ATTACKS))
