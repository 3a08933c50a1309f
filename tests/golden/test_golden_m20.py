"""Part of a season: the size of a share times the weeks present."""

from pathlib import Path

import pytest
from golden_house import Golden, golden


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    house = golden(tmp_path, "m20_season")
    for member, share, first, last in (("mhalf", "0.50", "11", "30"), ("mfull", "1.00", "1", "40"),
                                       ("mnone", "1.00", "20", "10")):
        house.admit(member, "eater", share=share, first_week=first, last_week=last)
    return house


def test_half_a_share_for_twenty_of_forty_weeks_is_a_quarter_of_the_price(house: Golden) -> None:
    run = house.shared("rule.season", "2026")
    owed = {member: house.of(f"Assets:Receivable:{member}") for member in ("mhalf", "mfull", "mnone")}
    assert owed == {"mhalf": "-212.50", "mfull": "-850.00", "mnone": "0.00"}
    assert house.of("Liabilities:HarvestShares:2026") == "1062.50"
    assert house.states["rules"].runs[run].source == "Liabilities:HarvestShares:2026"
    house.verified()


def test_a_fee_is_the_givers_own_line_and_can_be_contested_by_them(house: Golden) -> None:
    run = house.run("rule.season", "2026")
    portion = house.why(run).portion("Assets:Receivable:mhalf")
    assert (portion.member, portion.amount, portion.figure.printed()) == ("mhalf", -21_250, "-212.50")
    house.contest(run, "Assets:Receivable:mhalf", "mhalf")
    house.settle(run)
    assert house.of("Assets:Receivable:mhalf") == "0.00"
    assert house.of("Assets:Receivable:mfull") == "-850.00"


def test_weeks_that_end_before_they_begin_cost_nothing(house: Golden) -> None:
    portion = house.why(house.run("rule.season", "2026")).portion("Assets:Receivable:mnone")
    (bounded,) = portion.figure.because[0].because
    assert bounded.note == "raised to the floor 0 EUR"
