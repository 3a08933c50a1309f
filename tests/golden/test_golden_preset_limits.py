"""Every limit of every preset, on both sides: at its edge it holds, one step further those who decide are told."""

from pathlib import Path

import pytest
from golden_house import Golden

from auzolan.charter.decide import DoWhatIsDue
from auzolan.charter.preset import preset, presets
from auzolan.flows.requests import RecordContribution
from auzolan.journal.entry import NODE
from auzolan.metrics.facts import LimitBroken, LimitHolds

EVEN = [f"m{number:02d}" for number in range(10)]
# limit -> preset, who is there (member, class, what they bring), then (contribution, amount, member) one step too far.
EDGES: dict[str, tuple[str, list[tuple[str, str, dict[str, str]]], tuple[str, str, str]]] = {
    "limit.pay_ratio": (
        "mondragon", [("ma", "worker", {"index": "1"}), ("mb", "worker", {"index": "9"})], ("index", "9.01", "mb"),
    ),
    "limit.concentration": (
        "stocksy", [(one, "artist", {"royalties": "10.00"}) for one in EVEN], ("royalties", "0.01", "m03"),
    ),
    "limit.one_home": ("fairbnb", [("ma", "host", {"homes": "1"})], ("homes", "2", "ma")),
    "limit.share_size": ("csa", [(one, "eater", {"share": "1"}) for one in EVEN], ("share", "1.5", "m03")),
    "limit.load": (
        "loomio", [("ma", "worker", {"agreed": "90", "hours": "120"})], ("hours", "0.01", "ma"),
    ),
    "limit.one_district": (
        "public_agency",
        [("ma", "district", {"people": "100"}), ("mb", "district", {"people": "100"})], ("people", "101", "ma"),
    ),
    "limit.level": (
        "producer_network",
        [("ma", "producer", {"level": "500.00"}), ("mb", "producer", {"level": "2000.00"})], ("level", "2000.01", "mb"),
    ),
    "limit.weight": (
        "federation", [("ma", "coop", {"payroll": "10"}), ("mb", "coop", {"payroll": "10"})], ("payroll", "11", "ma"),
    ),
}


def test_no_limit_of_a_preset_is_left_out() -> None:
    named = {limit for name in presets() for limit in preset(name).split('"') if limit.startswith("limit.")}
    assert named - {"limit.pay_ratio"} == set(EDGES) - {"limit.pay_ratio"}


@pytest.mark.parametrize("limit", EDGES)
def test_at_its_edge_a_limit_holds_and_one_step_further_it_is_told(tmp_path: Path, limit: str) -> None:
    name, people, (contribution, amount, member) = EDGES[limit]
    house = Golden(tmp_path, preset(name))
    for id, class_, brings in people:
        house.admit(id, class_, **brings)
    house.ask(DoWhatIsDue(), by=NODE)
    assert house.facts(LimitBroken) == []
    house.wait(1)
    house.ask(RecordContribution(contribution=contribution, amount=amount, member=member))
    house.ask(DoWhatIsDue(), by=NODE)
    (broken,) = house.facts(LimitBroken)
    assert broken.limit == limit and broken.why
    assert house.facts(LimitHolds) == []
    house.verified()
