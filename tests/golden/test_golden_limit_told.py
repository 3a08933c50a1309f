"""A limit that no longer holds waits for those who decide about it, until it holds again."""

from pathlib import Path

from golden_house import Golden

from auzolan.charter.decide import DoWhatIsDue
from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution
from auzolan.journal.entry import NODE, Entry
from auzolan.metrics.facts import LimitBroken, LimitHolds
from auzolan.organisation import around
from auzolan.policy.policy import viewer
from auzolan.values.instant import print_instant
from auzolan.views.waiting import LIMIT, Waiting, waiting


def told(house: Golden, member: str) -> list[Waiting]:
    org, at = house.office.now(), print_instant(house.at)
    probe = Entry(seq=org.seq, at=at, by=member, charter=org.charter_seq, fact=None)
    near = around(org, probe, house.office.fact, tables=house.office.reader)
    return [one for one in waiting(org, near, viewer(org, member, at[:10])) if one.what == LIMIT]


def index(house: Golden, member: str, weighs: str) -> None:
    house.wait(1)
    house.ask(RecordContribution(contribution="index", amount=weighs, member=member))
    house.ask(DoWhatIsDue(), by=NODE)


def test_a_pay_ratio_above_nine_waits_for_every_worker_until_it_holds(tmp_path: Path) -> None:
    house = Golden(tmp_path, preset("mondragon"))
    house.admit("mane", index="1.0")
    house.admit("mben", index="9.0")
    house.ask(DoWhatIsDue(), by=NODE)
    assert not house.facts(LimitBroken) and told(house, "mane") == []
    index(house, "mben", "9.01")
    (broken,) = house.facts(LimitBroken)
    assert (broken.limit, "9.01" in broken.figure) == ("limit.pay_ratio", True)
    assert [one.about for one in told(house, "mane")] == ["limit.pay_ratio"]
    index(house, "mane", "1.01")
    assert len(house.facts(LimitHolds)) == 1 and told(house, "mben") == []
    house.verified()
