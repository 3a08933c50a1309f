"""What the node said of limits and metrics comes out again, and anything else is found out."""

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from auzolan.metrics.again import comes_out_again
from auzolan.metrics.facts import LimitBroken, LimitCounted, LimitHolds
from house_of_limits import House, limit

RATIO = limit("ratio", "over = \"members where class = 'worker'\"\nmust = \"max(index) <= 9 * min(index)\"", "alarm")
EARNED = limit("earned", 'account = "Liabilities:Credit:{member}"\nmust = "balance >= -least(300 EUR, received)"')


def again(house: House, entry: Any, **changed: Any) -> bool:
    fact = replace(entry.fact, **changed)
    return comes_out_again(replace(entry, fact=fact), house.states, house.office.reader)


def newest(house: House, kind: type[Any]) -> Any:
    entries = [house.office.entry(seq) for seq in range(house.office.now().seq)]
    return [entry for entry in entries if isinstance(entry.fact, kind)][-1]


def test_an_alarm_comes_out_again_and_no_other_figure_does(tmp_path: Path) -> None:
    house = House(tmp_path, RATIO)
    for member, index in (("m1", "9.01"), ("m2", "1.00")):
        house.admit(member)
        house.brings(member, "index", index)
    house.wake()
    told = newest(house, LimitBroken)
    assert again(house, told)
    assert not again(house, told, figure="9.02")
    assert not comes_out_again(
        replace(told, fact=LimitHolds(limit="limit.ratio", article=told.fact.article, position=told.fact.position)),
        house.states, house.office.reader,
    )
    house.brings("m1", "index", "9.00")
    house.wake()
    assert again(house, newest(house, LimitHolds))


def test_a_count_comes_out_again_and_no_other_sum_does(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.admit("m1", "m2")
    house.pays("m2", "m1", "120.00")
    house.pays("m2", "m1", "30.00")
    house.adopt(EARNED, by=("m1", "m2"))
    house.pays("m1", "m2", "5.00")
    counted = newest(house, LimitCounted)
    assert [(part.value, part.sums) for part in counted.fact.parts] == [("Liabilities:Credit:m1", ("150",))]
    assert again(house, counted)
    more = replace(counted.fact.parts[0], sums=("151",))
    assert not again(house, counted, parts=(more,))
    assert not again(house, counted, parts=())
    house.verified()
