"""Pooling among co-ops: a fifth of each result, first to those in loss, then by payroll."""

from pathlib import Path

import pytest
from golden_house import Golden, golden

COOPS = {"mnorth": ("200000.00", "120"), "msouth": ("50000.00", "60"), "mwest": ("-60000.00", "20")}


def pooled(folder: Path, **results: str) -> Golden:
    house = golden(folder, "m16_pool")
    for member, (result, payroll) in COOPS.items():
        house.admit(member, "coop", result=results.get(member, result), payroll=payroll)
    house.on("2026-12-31")
    house.shared("rule.paid_in", "2026")
    return house


def test_losses_are_covered_first_and_the_rest_goes_back_by_payroll(tmp_path: Path) -> None:
    house = pooled(tmp_path)
    assert house.of("Liabilities:Pool") == "50000.00"
    assert [house.of(f"Assets:Receivable:{member}") for member in COOPS] == ["-40000.00", "-10000.00", "0.00"]
    run = house.shared("rule.pooled", "2026")
    back = {member: house.of(f"Liabilities:Payable:{member}") for member in COOPS}
    assert back == {"mnorth": "15600.00", "msouth": "7800.00", "mwest": "26600.00"}
    both = house.why(run).portion("Liabilities:Payable:mwest").figure
    assert [part.printed() for part in both.because] == ["24000.00", "2600.00"]
    house.verified()


@pytest.mark.parametrize(
    ("results", "covered"),
    [({"mnorth": "100000.00"}, "24000.00"), ({"mnorth": "20000.00", "msouth": "10000.00"}, "6000.00")],
)
def test_a_loss_is_covered_up_to_40_percent_and_as_far_as_the_pool_goes(
    tmp_path: Path, results: dict[str, str], covered: str
) -> None:
    house = pooled(tmp_path, **results)
    figure = house.why(house.shared("rule.pooled", "2026")).portion("Liabilities:Payable:mwest").figure
    assert (figure.because[0] if figure.label == "both together" else figure).printed() == covered


def test_without_a_loss_all_of_the_pool_follows_payroll(tmp_path: Path) -> None:
    house = pooled(tmp_path, mwest="0.00")
    house.shared("rule.pooled", "2026")
    assert [house.of(f"Liabilities:Payable:{member}") for member in COOPS] == ["30000.00", "15000.00", "5000.00"]
