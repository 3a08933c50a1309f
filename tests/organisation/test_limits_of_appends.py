"""Every append is judged by the limits as a whole: the same when it is decided, read again and verified."""

from pathlib import Path
from typing import Any

import pytest

from auzolan import organisation
from auzolan.metrics.state import EMPTY
from auzolan.node.node import Node
from auzolan.node.verifying import verify_office
from auzolan.organisation import advance, around, empty
from auzolan.values.refusal import Refusal
from auzolan.verify.check import REPLAY
from house_of_limits import House, limit

CREDIT = limit("credit", 'account = "Liabilities:Credit:{member}"\nmust = "balance >= -300 EUR"')
STEWARDS = limit("stewards", "over = \"contributions where contribution = 'contribution.stewarding'\"\n"
                 'per = "member"\nperiod = "month"\nmust = "sum(amount) <= 20"')
RATIO = limit("ratio", "over = \"members where class = 'worker'\"\nmust = \"max(index) <= 9 * min(index)\"", "alarm")


def house_with(folder: Path, *limits: str) -> House:
    house = House(folder, *limits)
    house.admit("m1", "m2")
    return house


def replayed(house: House) -> Any:
    """The organisation as it comes out of its entries alone."""
    org = empty()
    for seq in range(house.office.now().seq):
        entry = house.office.entry(seq)
        org, _ = advance(org, entry, around(org, entry, house.office.fact))
    return org


def test_a_journal_with_an_append_that_broke_a_limit_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = house_with(tmp_path, CREDIT)
    with monkeypatch.context() as careless:
        careless.setattr(organisation, "unbroken", lambda states: None)
        house.pays("m1", "m2", "300.01")
    house.pays("m2", "m1", "1.00")
    checks = verify_office(house.office).verdict.checks
    (replay,) = (check for check in checks if check.name == REPLAY)
    assert not replay.holds
    assert "balance would come to -300.01 EUR" in replay.message


def test_reading_the_journal_again_keeps_the_same_sums(tmp_path: Path) -> None:
    house = house_with(tmp_path, STEWARDS, RATIO)
    house.brings("m1", "stewarding", "7.50")
    house.brings("m1", "index", "10.00")
    house.adopt(CREDIT, by=("m1", "m2"))
    house.pays("m1", "m2", "20.00")
    house.brings("m2", "stewarding", "7.50")
    now = house.office.now()
    assert replayed(house).states["metrics"] == now.states["metrics"]
    assert set(now.states["metrics"].watch.limits) == {"limit.credit", "limit.stewards", "limit.ratio"}
    house.verified()


def test_a_node_that_starts_anew_refuses_the_same(tmp_path: Path) -> None:
    house = house_with(tmp_path, STEWARDS)
    house.brings("m1", "stewarding", "20.00")
    house.node = Node(tmp_path / "node", state=tmp_path / "state", database_url="")
    with pytest.raises(Refusal, match=r"limit\.stewards"):
        house.brings("m1", "stewarding", "0.01")


def test_without_limits_nothing_is_kept(tmp_path: Path) -> None:
    house = house_with(tmp_path)
    house.pays("m1", "m2", "300.01")
    assert house.states["metrics"] is EMPTY


def test_an_append_that_touches_other_tables_leaves_the_sums_alone(tmp_path: Path) -> None:
    house = house_with(tmp_path, CREDIT)
    house.brings("m1", "hours", "8.00")
    watch = house.states["metrics"].watch
    assert len(watch.touched) == 0
    assert set(watch.stale) == {"limit.credit"}  # looked at once since it was adopted, when the node wakes


def test_the_same_key_asks_once_though_a_limit_would_refuse_the_second_time(tmp_path: Path) -> None:
    from auzolan.flows.requests import RecordEntry

    house = house_with(tmp_path, CREDIT)
    legs = (("Liabilities:Credit:m1", "200.00 EUR"), ("Liabilities:Credit:m2", "-200.00 EUR"))
    first = house.ask(RecordEntry(legs=legs), key="k1")
    assert house.ask(RecordEntry(legs=legs), key="k1").seqs == first.seqs
    with pytest.raises(Refusal, match=r"limit\.credit"):
        house.ask(RecordEntry(legs=legs), key="k2")
