"""Scores and matchings worked out with DuckDB: what its columns say of each row ends in the same places and digests."""

import pytest
from engines_house import PEOPLE, Stored, equal, surplus
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.charter.preset import preset
from auzolan.rules.running import Computed

HEAD = """
["rule.ranked"]
title = "Ranked"
says = "Who stands where."
does = "{does}"
unit = "{unit}"
procedure = "procedure.ordinary"
contest_days = 14
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
among = "{among}"
"""
SCORED = """
[["rule.ranked".criteria]]
name = "hours"
weight = "60%"
by = "{hours}"
scale = "{scale}"
[["rule.ranked".criteria]]
name = "index"
weight = "40%"
by = "index"
scale = "anchored"
from = "{low}"
to = "2.5"
"""
UNIT = '\n["unit.point"]\nplaces = 2\ndimension = "count"\n'
WORKERS = "members where class = 'worker'"


def score(hours: str = "hours", scale: str = "linear_between", low: str = "0.5", among: str = WORKERS) -> str:
    head = HEAD.format(does="score", unit="point", among=among)
    return preset("mondragon") + UNIT + head + SCORED.format(hours=hours, scale=scale, low=low)


def places(text: str, people: list[tuple[str, str, int, int]] = PEOPLE) -> list[tuple[int, str, int]]:
    plain = equal(surplus(1, people), text, rule="rule.ranked")
    assert isinstance(plain, Computed), plain
    return sorted((one.rank, one.to, one.amount) for one in plain.portions)


def test_everybody_stands_on_the_same_place_with_the_same_points() -> None:
    # Fewest hours are best: mdani 800 of 800 to 1,600; of the index each has its part of the way from 0.5 to 2.5.
    assert places(score()) == [(1, "mdani", 8_400), (2, "mzoe", 4_660), (3, "mane", 1_000)]


def test_who_has_the_same_points_shares_the_place_and_the_next_one_is_left_out() -> None:
    people = [(name, "worker", hours, 100) for name, hours in (("mc", 100), ("ma", 100), ("mb", 300), ("md", 200))]
    assert [(rank, name) for rank, name, _ in places(score(), people)] == [(1, "ma"), (1, "mc"), (3, "md"), (4, "mb")]


@pytest.mark.parametrize(("more", "says"), [
    ({"hours": "hours / (index - 1)"}, "divides by zero"),
    ({"hours": "case when index > 1.2 then hours end"}, "not known how much"),
    ({"among": "members where class = 'nobody'"}, "No row is among these"),
    ({"among": "members where hours / (index - 1) > 3 h"}, "divides by zero"),
    ({"hours": "hours - 2000 h", "scale": "ratio_to_lowest"}, "0 or less"),
    ({"low": "2.5"}, "anchors"),
])
def test_what_stops_one_stops_the_other_with_the_same_sentence(more: dict[str, str], says: str) -> None:
    plain = equal(surplus(1, PEOPLE), score(**more), rule="rule.ranked")
    assert says in plain[2]


people_ = st.lists(
    st.tuples(st.from_regex(r"m[a-z0-9]{1,3}", fullmatch=True), st.sampled_from(("worker", "worker", "affected")),
              st.integers(0, 10**6), st.integers(0, 900)),
    max_size=8, unique_by=lambda one: one[0],
)
hours_ = st.sampled_from((
    "hours", "hours / 3", "hours * index / 7", "100 h - hours", "sum(hours) / hours * 1 h", "round(hours, 0)",
    "case when index > 2 then 1 h else hours end", "hours / index", "sum(contributions.amount) * 1 h",
))


@settings(max_examples=60, deadline=None)
@given(people_, hours_, st.sampled_from(("linear_between", "ratio_to_lowest")),
       st.sampled_from((WORKERS, "members", "members where index >= 1 and hours > 10 h")))
def test_people_and_formulas_made_up_come_out_the_same(
    people: list[tuple[str, str, int, int]], hours: str, scale: str, among: str
) -> None:
    equal(surplus(1, people), score(hours, scale, among=among), rule="rule.ranked")


MATCHED = """into = "members where index < 1.5"
score = "{score}"
capacity = "{capacity}"
each = "1"
when = "{when}"
"""


@settings(max_examples=40, deadline=None)
@given(people_, st.sampled_from(("1 point * index * to_index", "1 point * to_index / index", "2.005 point * to_index")),
       st.sampled_from(("1", "2", "floor(2 * index)", "index")),
       st.sampled_from(("index <> to_index", "class = to_class", "index / to_index > 0.5")))
def test_pairs_made_up_are_matched_the_same_and_proved_the_same(
    people: list[tuple[str, str, int, int]], score: str, capacity: str, when: str
) -> None:
    head = HEAD.format(does="match", unit="point", among="members where index >= 1")
    text = preset("mondragon") + UNIT + head + MATCHED.format(score=score, capacity=capacity, when=when)
    equal(surplus(1, people), text, rule="rule.ranked")


def test_nobody_at_all_is_told_alike() -> None:
    assert "No row is among these" in equal(Stored(), score(), rule="rule.ranked")[2]
