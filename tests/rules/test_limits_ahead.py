"""Before anything is posted: which limits would break, for the page that shows a preview."""

from pathlib import Path

from auzolan.rules.limits_ahead import limits_after, limits_after_postings
from house_of_limits import House, limit

CREDIT = limit("credit", 'account = "Liabilities:Credit:{member}"\nmust = "balance >= -300 EUR"')
MOST = limit("most", 'account = "Liabilities:Credit:{member}"\nmust = "balance <= 500 EUR"', "alarm")
LARGEST = limit("largest", "over = \"postings where account = 'Expenses:Travel'\"\n"
                'must = "max(amount) <= 50"', "alarm")


def after(house: House, portions: list[tuple[str, int]], source: str) -> list[tuple[str, str, str]]:
    now = house.office.now()
    watch, tables = now.states["metrics"].watch, house.office.reader()
    found = limits_after(portions, source, "EUR", watch, now.charter, now.states, tables, "2026-02-01")
    assert house.office.now() is now
    return [(one.limit, one.figure, one.about) for one in found]


def test_a_preview_shows_the_limits_that_its_portions_would_break(tmp_path: Path) -> None:
    house = House(tmp_path, CREDIT, MOST)
    house.admit("m1", "m2")
    house.pays("m1", "m2", "100.00")
    one, other = "Liabilities:Credit:m1", "Liabilities:Credit:m2"
    assert after(house, [(other, 20_000)], one) == []
    assert after(house, [(other, 20_001)], one) == [("limit.credit", "-300.01 EUR", one)]
    assert after(house, [(other, 40_000)], "Income:Sales") == []
    assert after(house, [(other, 40_001)], "Income:Sales") == [("limit.most", "500.01 EUR", other)]
    assert after(house, [(other, 40_001)], one) == [
        ("limit.credit", "-500.01 EUR", one), ("limit.most", "500.01 EUR", other)
    ]


def test_it_looks_at_every_row_where_that_is_needed(tmp_path: Path) -> None:
    house = House(tmp_path, LARGEST)
    house.entry(("Expenses:Travel", "50.00"), ("Assets:Bank", "-50.00"))
    now, tables = house.office.now(), house.office.reader()

    def found(amount: int) -> list[str]:
        legs = [("Expenses:Travel", amount, "EUR"), ("Assets:Bank", -amount, "EUR")]
        watch = now.states["metrics"].watch
        broken = limits_after_postings(legs, watch, now.charter, now.states, tables, "2026-02-01")
        return [one.why for one in broken]

    assert found(50_00) == []
    assert found(50_01) == ["max(amount) comes to 50.01, and the limit asks for at most 50."]
