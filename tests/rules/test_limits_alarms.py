"""Limits that raise an alarm: the pay ratio with both denominators, a floor under prices; told once, and taken back."""

from pathlib import Path
from typing import Any

import pytest

from auzolan.charter.check import check_text
from auzolan.flows.requests import CorrectEntry
from auzolan.members.decide import PartMember
from auzolan.metrics import due
from auzolan.metrics.alarms import alarms, alarms_for
from auzolan.metrics.facts import LimitBroken, LimitHolds
from auzolan.rules.limits_looking import look
from house_of_limits import CHARTER, House, limit

OVER = "over = \"members where class = 'worker'\"\n"
REALLY_PAID = limit("ratio_paid", OVER + 'must = "max(index) <= 9 * min(index)"', "alarm")
OF_INDEX_ONE = limit("ratio_one", OVER + 'must = "max(index) <= 9 * 1.0"', "alarm")
FLOOR = ('["contribution.coffee_price"]\nunit = "1"\nplaces = 2\n' + limit(
    "floor", "title = \"Floor price\"\nover = \"contributions where contribution = 'contribution.coffee_price'\"\n"
    'per = "row"\nmust = "amount >= 2.20"', "alarm"))


def paid(house: House, *indices: str) -> None:
    for number, index in enumerate(indices, 1):
        house.admit(f"m{number}")
        house.brings(f"m{number}", "index", index)


def test_the_answer_depends_on_the_denominator(tmp_path: Path) -> None:
    # 9.35 is 9.35 : 1 against index 1.0, and 5.5 : 1 against 1.7, the lowest index really paid.
    house = House(tmp_path, REALLY_PAID, OF_INDEX_ONE)
    paid(house, "9.35", "1.7")
    told = house.wake()
    assert [(fact.limit, fact.figure, fact.bound) for fact in told] == [("limit.ratio_one", "9.35", "9")]
    assert told[0].position == house.office.now().seq - 2
    assert told[0].why == "max(index) comes to 9.35, and the limit asks for at most 9 (max(index) <= 9 * 1)."
    house.verified()


@pytest.mark.parametrize(("highest", "lowest", "breaks"), [
    ("9.00", "1.00", False), ("9.01", "1.00", True), ("15.30", "1.70", False), ("15.31", "1.70", True),
])
def test_one_to_nine_is_the_most(tmp_path: Path, highest: str, lowest: str, breaks: bool) -> None:
    house = House(tmp_path, REALLY_PAID)
    paid(house, highest, lowest)
    assert bool(house.wake()) is breaks
    house.verified()


def test_an_alarm_is_told_once_waits_for_the_body_and_ends_when_the_limit_holds(tmp_path: Path) -> None:
    house = House(tmp_path, REALLY_PAID)
    paid(house, "9.01", "1.00")
    (told,) = house.wake()
    assert isinstance(told, LimitBroken)
    assert house.wake() == ()
    state, charter = house.states["metrics"], house.office.now().charter
    (alarm,) = alarms(state, charter)
    assert (alarm.limit, alarm.body, alarm.figure, alarm.bound) == ("limit.ratio_paid", "body.assembly", "9.01", "9")
    at = "2026-01-06"
    assert alarms_for("m1", state, house.states["members"], charter, at) == (alarm,)
    assert alarms_for("m9", state, house.states["members"], charter, at) == ()
    assert [row["limit"] for row in house.office.reader().rows("limits")] == ["limit.ratio_paid"]
    house.brings("m1", "index", "9.00")
    (ended,) = house.wake()
    assert isinstance(ended, LimitHolds)
    assert alarms(house.states["metrics"], charter) == ()
    assert house.office.reader().rows("limits") == []
    house.verified()


def test_who_left_is_not_compared_any_more(tmp_path: Path) -> None:
    house = House(tmp_path, REALLY_PAID)
    paid(house, "9.01", "1.00", "1.01")
    assert len(house.wake()) == 1
    house.ask(PartMember(member="m2"))
    house.on("2026-01-07")
    assert [type(fact) for fact in house.wake()] == [LimitHolds]
    house.verified()


def test_only_the_node_that_wakes_looks_at_every_row(tmp_path: Path) -> None:
    house = House(tmp_path, REALLY_PAID)
    paid(house, "99.00", "1.00")
    answer = house.brings("m1", "hours", "8.00")
    assert len(answer.entries) == 1
    assert len(house.wake()) == 1


def test_a_price_below_the_floor_is_flagged_and_one_on_it_is_not(tmp_path: Path) -> None:
    house = House(tmp_path, FLOOR)
    house.admit("m1")
    house.brings("m1", "coffee_price", "2.20")
    assert house.wake() == ()
    low = house.brings("m1", "coffee_price", "2.19")
    (told,) = house.wake()
    assert (told.limit, told.figure, told.bound, told.about) == ("limit.floor", "2.19", "2.2", str(low.seqs[0]))
    house.verified()


def test_an_alarm_over_accounts_names_the_account_and_how_many_more(tmp_path: Path) -> None:
    most = 'account = "Liabilities:Credit:{member}"\nmust = "balance <= 100 EUR"'
    house = House(tmp_path, limit("high", most, "alarm"))
    house.admit("m1", "m2", "m3")
    house.pays("m3", "m1", "100.00")
    assert house.wake() == ()
    more = house.pays("m3", "m1", "0.01")
    house.pays("m3", "m2", "200.00")
    (told,) = house.wake()
    assert (told.figure, told.bound, told.about) == ("100.01 EUR", "100.00 EUR", "Liabilities:Credit:m1")
    assert told.why.endswith("It is broken for 1 more.")
    house.ask(CorrectEntry(entry=more.seqs[-1]))
    assert house.wake() == ()
    house.pays("m2", "m3", "100.00")
    assert [type(fact) for fact in house.wake()] == [LimitHolds]
    house.verified()


@pytest.mark.parametrize("condition", ["max(index) <= 9", "min(index) >= 1", "sum(contributions.amount) <= 9"])
def test_what_needs_every_row_may_not_refuse(condition: str) -> None:
    found = check_text(CHARTER + limit("x", OVER + f'must = "{condition}"'))
    assert [(one.where, one.field) for one in found] == [("limit.x", "breach")]
    assert check_text(CHARTER + limit("x", OVER + f'must = "{condition}"', "alarm")) == []


def test_every_row_is_looked_at_again_only_when_something_it_reads_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path, REALLY_PAID)
    paid(house, "9.00", "1.00")
    looks: list[str] = []

    def counted(one: Any, *rest: Any) -> Any:
        looks.append(one.limit.id)
        return look(one, *rest)

    monkeypatch.setattr(due, "look", counted)
    for _ in range(3):
        house.wake()
    house.pays("m1", "m2", "5.00")
    house.wake()
    assert looks == ["limit.ratio_paid"]
    house.brings("m1", "index", "9.00")
    house.wake()
    assert looks == ["limit.ratio_paid"] * 2


def test_a_limit_that_cannot_be_worked_out_is_told_as_such(tmp_path: Path) -> None:
    share = limit("share", OVER + 'must = "sum(index) / count(index) <= 5 and max(index) / min(index) <= 9"', "alarm")
    house = House(tmp_path, share)
    paid(house, "1.00", "0.00")
    (told,) = house.wake()
    assert told.figure == ""
    assert told.why.startswith("max(index) / min(index) <= 9 cannot be worked out.")
    house.verified()


def test_a_span_of_days_that_is_over_takes_its_alarm_with_it(tmp_path: Path) -> None:
    house = House(tmp_path, limit("much", "over = \"contributions where contribution = 'contribution.hours'\"\n"
                                  'per = "member"\nperiod = "month"\nmust = "sum(amount) <= 200"', "alarm"))
    house.admit("m1")
    house.brings("m1", "hours", "200.01")
    (told,) = house.wake()
    assert (told.about, told.period, told.figure) == ("m1", "2026-01", "200.01")
    house.on("2026-02-01")
    assert [type(fact) for fact in house.wake()] == [LimitHolds]
    house.verified()
