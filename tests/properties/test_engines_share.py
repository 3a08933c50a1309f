"""Splits made up by the thousand: the engine's portions and digest are the plain evaluator's, to the last unit."""

from collections.abc import Sequence
from fractions import Fraction

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.engines.columns import numbers
from auzolan.engines.duckdb import DIALECT, DuckDB
from auzolan.engines.share_sql import share_queries
from auzolan.rules.among import tie_key
from auzolan.rules.digest import outputs
from auzolan.rules.share_out import share_out
from auzolan.values.quantity import print_amount

SESSION = DuckDB()
ACCOUNTS = ("a", "aa", "a b", "A", "é", "z", "\uffff", "😀", "Equity:Capital:m1:2026", "")
weights_ = st.one_of(
    st.lists(st.integers(0, 5), min_size=1, max_size=12),
    st.lists(st.integers(0, 10**9), min_size=1, max_size=8),
    st.lists(st.integers(0, 10**18) | st.integers(10**17, 10**19), min_size=1, max_size=6),
    st.lists(st.integers(0, 10**30), min_size=1, max_size=6),
).filter(any)
units_ = st.integers(0, 50) | st.integers(0, 10**12) | st.integers(0, 10**30)


def shared(units: int, weights: Sequence[int], accounts: Sequence[str], turn: int | None) -> list[int]:
    SESSION.load("weighed", pa.table({
        "n": pa.array(range(len(weights)), pa.int64()), "to": pa.array(accounts, pa.string()),
        "weight": numbers("weight", weights, max(weights)),
    }))
    queries = share_queries("weighed", units, sum(weights), max(weights), DIALECT, turn=turn)
    rows = SESSION.fetch("WITH " + ",\n".join(queries) + "\nSELECT portion FROM shared ORDER BY n")
    return [int(portion) for (portion,) in rows]


@settings(max_examples=600, deadline=None)
@given(units_, weights_, st.data(), st.none() | st.integers(0, 9))
def test_every_unit_goes_where_the_plain_share_out_gives_it(
    units: int, weights: list[int], data: st.DataObject, turn: int | None
) -> None:
    accounts = data.draw(st.lists(st.sampled_from(ACCOUNTS), min_size=len(weights), max_size=len(weights)))
    keys = [tie_key(account, place) for place, account in enumerate(accounts)]
    plain = share_out(units, {key: Fraction(weight) for key, weight in zip(keys, weights, strict=True)}, turn=turn)
    assert shared(units, weights, accounts, turn) == [plain.portions[key] for key in keys]


words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=6)
amounts_ = st.integers(-1000, 1000) | st.integers(-10**30, 10**30)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(words, amounts_, max_size=8), st.integers(0, 12), st.sampled_from(("EUR", "h")))
def test_the_digest_in_sql_is_the_digest_of_the_run(portions: dict[str, int], places: int, unit: str) -> None:
    SESSION.load("portions_in", pa.table({
        "to": pa.array(list(portions), pa.string()),
        "amount": numbers("amount", list(portions.values()), max(map(abs, portions.values()), default=0)),
    }))
    SESSION.keep("portions", 'SELECT "to", CAST(amount AS HUGEINT) AS amount FROM portions_in')
    plain = outputs((to, print_amount(amount, places), unit) for to, amount in portions.items())
    assert SESSION.digest("portions", places, unit) == plain
