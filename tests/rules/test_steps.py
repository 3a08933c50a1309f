"""The steps of a split, read from an article's text, and what each of them takes."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest

from auzolan.formula.parse import parse
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.rules.kinds.split import Ground, Portion, Split, compute
from auzolan.rules.steps import is_plain, over, steps, sums_to_whole
from auzolan.values.figure import Figure
from auzolan.values.refusal import Refusal

COLUMNS = (
    PlainColumn(name="member", kind="text"), PlainColumn(name="class", kind="text"),
    PlainColumn(name="hours", unit="h"),
)
SCOPE = Scope(columns={column.name: column for column in COLUMNS}, units=frozenset(("h", "EUR")))


def fill(template: str, row: Row | None) -> str:
    return template if row is None else template.replace("{member}", str(row.values["member"]))


def shared(source: int, *listed: Mapping[str, Any], rows: Sequence[Row] = (), when: str = "") -> list[Portion]:
    split = Split(
        source="Equity:Surplus", pays_from="", when=parse(when) if when else None, rotate=False, steps=steps(listed)
    )
    return compute(split, Ground(
        source=source, unit="EUR", places=2, rows=lambda table: rows, fill=fill, turn=1, scope=lambda table: SCOPE,
        figure=Figure(label="the surplus", value=Fraction(source, 100), unit="EUR", places=2),
    ))


def amounts(portions: Sequence[Portion]) -> dict[str, int]:
    return {portion.to: portion.amount for portion in portions}


def percent(to: str, share: str, of: str = "source", **more: Any) -> dict[str, Any]:
    return {"to": to, "take": share, "of": of, **more}


def rest(to: str = "", **more: Any) -> dict[str, Any]:
    return {"take": "rest", **more} | ({"to": to} if to else {})


def test_a_step_takes_a_share_the_rest_or_an_amount() -> None:
    share, ratio, formula, fixed, left = steps([
        percent("a", "45%"), percent("b", "2/3"), {"to": "c", "take": "source * 10%"}, {"to": "d", "take": "5.00 EUR"},
        rest("e"),
    ])
    assert (share.share, ratio.share) == (Fraction(9, 20), Fraction(2, 3))
    assert (formula.share, formula.amount) == (None, parse("source * 10%"))
    assert fixed.amount == parse("5.00 EUR")
    assert [one.takes_rest for one in (share, ratio, formula, fixed, left)] == [False, False, False, False, True]


def test_rows_without_a_weight_are_shared_equally() -> None:
    (step,) = steps([rest("{member}", among="members where class = 'worker'")])
    assert is_plain(step.by)
    assert step.among == over("members where class = 'worker'")
    assert step.among is not None
    assert (step.among.table, step.among.where) == ("members", parse("class = 'worker'"))


def test_percentages_come_out_only_when_they_are_of_the_whole_and_neither_capped_nor_rounded_up() -> None:
    assert sums_to_whole(steps([percent("a", "60%"), percent("b", "40%")]))
    assert not sums_to_whole(steps([percent("a", "60%"), percent("b", "39.9%")]))
    assert not sums_to_whole(steps([percent("a", "60%"), percent("b", "40%", "rest")]))
    assert not sums_to_whole(steps([percent("a", "60%", up_to="1.00 EUR"), percent("b", "40%")]))
    assert not sums_to_whole(steps([percent("a", "60%", round="up"), percent("b", "40%")]))


def test_a_cap_holds_even_where_the_percentages_sum_to_all() -> None:
    listed = (percent("a", "60%", up_to="1.00 EUR"), percent("b", "40%"), rest("c"))
    assert amounts(shared(1_000, *listed)) == {"a": 100, "b": 400, "c": 500}


def test_a_fixed_part_takes_what_there_is_and_no_more() -> None:
    listed = ({"to": "debt", "take": "10.00 EUR"}, rest("members"))
    assert amounts(shared(700, *listed)) == {"debt": 700, "members": 0}
    assert amounts(shared(1_700, *listed)) == {"debt": 1_000, "members": 700}


def test_an_amount_that_is_no_whole_cent_is_rounded_half_to_even_and_says_so() -> None:
    for source, part in ((100, 12), (300, 38)):
        portions = shared(source, {"to": "a", "take": "source * 12.5%"}, rest("b"))
        assert amounts(portions) == {"a": part, "b": source - part}
        assert portions[0].figure.note == "rounded half to even"


def test_a_tie_between_steps_goes_by_the_account_as_filled_in_not_as_written() -> None:
    row = Row(values={"member": "Z", "class": "worker", "hours": 1})
    inner = [percent("{member}", "1/2"), percent("b", "1/2")]
    assert amounts(shared(1, rest(among="members", steps=inner), rows=[row])) == {"Z": 1, "b": 0}


def test_more_than_ten_equal_rows_tie_in_the_order_of_their_accounts() -> None:
    rows = [Row(values={"member": f"m{place:02}", "class": "worker", "hours": 1}) for place in reversed(range(12))]
    got = amounts(shared(5, rest("{member}", among="members"), rows=rows))
    assert [to for to, amount in got.items() if amount] == ["m00", "m01", "m02", "m03", "m04"]


def test_an_aggregate_in_a_weight_reads_only_those_it_is_shared_among() -> None:
    rows = [
        Row(values={"member": member, "class": of, "hours": hours})
        for member, of, hours in (("ane", "worker", 10), ("bo", "worker", 30), ("eli", "friend", 960))
    ]
    step = rest("{member}", among="members where class = 'worker'", by="hours + max(hours)")
    assert amounts(shared(1_000, step, rows=rows)) == {"ane": 400, "bo": 600}


def test_nobody_shares_nothing_without_a_fuss() -> None:
    listed = (percent("a", "100%", "rest"), rest("{member}", among="members", by="hours"))
    assert amounts(shared(400, *listed)) == {"a": 400}


def test_an_amount_in_another_unit_stops_the_run_even_where_no_check_could_see_it() -> None:
    for take, says in (("5.00 h", "h is not a unit known here"), ("2", "a pure number is not an amount of EUR")):
        with pytest.raises(Refusal, match=says):
            shared(100, {"to": "a", "take": take}, rest("b"))


def test_a_step_whose_amount_is_not_known_stops_the_run() -> None:
    with pytest.raises(Refusal, match="What it takes is not known here"):
        shared(100, {"to": "a", "take": "case when source > 5 EUR then source end"}, rest("b"))
