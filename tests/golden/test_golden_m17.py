"""Too little work: pay as agreed, the missing hours owed in hours, and halved after their time."""

from pathlib import Path

from golden_house import golden


def test_pay_stays_and_the_hours_are_owed_then_halved_each_year(tmp_path: Path) -> None:
    house = golden(tmp_path, "m17_hours")
    house.admit("mana", hours="1360.00", agreed="1600.00")
    house.admit("mbek", hours="1700.00", agreed="1600.00")
    house.on("2026-12-31")
    house.shared("rule.pay", "2026")
    assert (house.of("Liabilities:Pay:mana"), house.of("Liabilities:Pay:mbek")) == ("24000.00", "25500.00")
    run = house.shared("rule.owed", "2026")
    assert house.states["rules"].runs[run].unit == "h"
    assert (house.of("Assets:HoursOwed:mana", "h"), house.of("Assets:HoursOwed:mbek", "h")) == ("-240.00", "0.00")
    (bounded,) = house.why(run).portion("Assets:HoursOwed:mbek").figure.because[0].because
    assert bounded.note == "raised to the floor 0 h"
    for year, left in ((2027, "-120.00"), (2028, "-60.00")):
        house.on(f"{year}-12-31")
        house.shared("rule.halved", str(year))
        assert house.of("Assets:HoursOwed:mana", "h") == left
    house.verified()
