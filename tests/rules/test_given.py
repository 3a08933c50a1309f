"""What a rule knows beyond its tables: balances of accounts, quoted rates, values of bids, each as of the run."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from auzolan.charter.preset import preset
from auzolan.formula.scope import Row
from auzolan.rules.formula_findings import OPEN_TABLES
from auzolan.rules.gathering import Gathering
from auzolan.rules.given import Given, read_given, scope_with
from auzolan.rules.known import Known
from auzolan.rules.tables import TABLES
from auzolan.tables.table import Cell, Table
from auzolan.values.period import parse_period
from charters import charter_from

Line = dict[str, Cell]
DEFINED = {**OPEN_TABLES, **{table.name: table for table in TABLES}}
CAPITAL = {"name": "capital", "account": "Equity:Capital:{member}:*", "unit": "EUR"}


class Stored:
    """Open tables in memory."""

    def __init__(self, **rows: list[Line]) -> None:
        self.stored = rows

    def table(self, name: str) -> Table:
        return DEFINED[name]

    def rows(
        self, name: str, where: Mapping[str, Cell] | None = None, *, between: tuple[str, str, str] | None = None
    ) -> list[Line]:
        wanted = (where or {}).items()
        found = [row for row in self.stored.get(name, ()) if all(row[key] == value for key, value in wanted)]
        return [row for row in found if not between or between[1] <= str(row[between[0]]) <= between[2]]


def line(table: str, since: int, **values: Cell) -> Line:
    return {"since": since, **dict.fromkeys(DEFINED[table].names), **values}


def posted(account: str, amount: int, date: str = "2026-06-01", since: int = 5, **more: Cell) -> Line:
    said: Line = {"unit": "EUR", "status": "posted", **more}
    return line("postings", since, entry=since, leg=0, date=date, account=account, amount=amount, **said)


POSTED = [
    posted("Equity:Capital:ma:2024", -100_00, "2024-12-31", since=2), posted("Equity:Capital:ma:2025", -50_00, since=3),
    posted("Equity:Capital:mb:2025", -10_00), posted("Equity:Capital:ma:2026", -7_00, "2027-01-02", since=9),
    posted("Equity:Capital:ma:2025", 20_00, since=6), posted("Equity:Capital:ma:2025", -1, status="pending"),
    posted("Equity:Capital:ma:2025", -1, unit="USD"), posted("Equity:Capital:ma", -1), posted("Assets:Bank", 900_00),
]
MEMBERS = [line("members", 1, member=who, joined="2020-01-01", vault="", **{"class": "worker"}) for who in ("ma", "mb")]


def known(*given: Mapping[str, Any], **tables: list[Line]) -> Known:
    stored = Stored(**{"postings": POSTED, "members": MEMBERS} | tables)
    gathering = Gathering(stored, charter_from(preset("mondragon")), parse_period("2026"), lambda code: 2)

    def fill(template: str, row: Row | None) -> str:
        said = template.replace("{year}", "2026")
        return said.replace("{member}", str(row.values["member"])) if row and "member" in row.values else said

    return Known(gathering, read_given(given), fill)


def capital(days: str = "end", side: str = "balance") -> list[Any]:
    return [row.values["capital"] for row in known({**CAPITAL, "days": days, "side": side}).rows("members")]


@pytest.mark.parametrize(
    ("days", "ma"), [("end", 130), ("period", 30), ("before", 100), ("now", 137)]
)
def test_the_layers_of_a_member_add_up_over_the_days_that_are_said(days: str, ma: int) -> None:
    assert capital(days)[0] == ma


def test_what_came_in_and_what_went_out_are_both_positive() -> None:
    assert (capital(side="in"), capital(side="out")) == ([150, 10], [20, 0])


def test_a_balance_names_the_entries_behind_it() -> None:
    (ma, _) = known(CAPITAL).rows("members")
    assert ma.entries["capital"] == (2, 3, 6)


def test_assets_count_debits_and_are_known_without_any_row() -> None:
    one = known({"name": "bank", "account": "Assets:Bank", "unit": "EUR"})
    assert one.apart().values["bank"] == 900
    assert all(row.values["bank"] == 900 for row in one.rows("members"))
    assert any(key.startswith("postings of Assets:Bank") for key in one.gathering.digests)


def test_what_depends_on_a_row_is_not_known_apart() -> None:
    assert known(CAPITAL).apart().values == {}
    charter = charter_from(preset("mondragon"))
    assert "capital" in scope_with("members", charter, read_given([CAPITAL])).columns
    assert "capital" not in scope_with("agents", charter, read_given([CAPITAL])).columns


def quote(rate: str, date: str, source: str = "exchange", since: int = 4) -> Line:
    return line("rates", since, entry=since, unit="lb", quoted_in="USD", rate=rate, date=date, source=source)


@pytest.mark.parametrize(
    ("more", "rate"), [({}, Fraction(3)), ({"said_by": "exchange"}, Fraction(2)), ({"said_by": "nobody"}, None)]
)
def test_the_latest_rate_of_the_period_counts(more: dict[str, str], rate: Fraction | None) -> None:
    rates = [quote("1.5", "2026-01-01"), quote("2", "2026-02-01"), quote("3", "2026-03-01", "rumour"),
             quote("4", "2027-01-01")]
    one = known({"name": "market", "rate": "USD/lb", **more}, rates=rates)
    assert one.apart().values["market"] == rate


def test_a_row_has_the_rate_of_its_own_day() -> None:
    flows = [line("flows", 7, flow=f"f{day}", date=f"2026-0{day}-15", amount=1, unit="lb") for day in (1, 2, 3)]
    rates = [quote("1.5", "2026-02-01"), quote("2.4", "2026-03-15")]
    one = known({"name": "market", "rate": "USD/lb", "on": "date"}, flows=flows, rates=rates)
    assert [row.values["market"] for row in one.rows("flows")] == [None, Fraction("1.5"), Fraction("2.4")]


def test_a_bid_says_a_value_in_its_unit() -> None:
    bids = [line("bids", 8, bid="k-a", tender="k", opened="2026-01-01", entry=8)]
    said = [line("bid_values", 8, bid="k-a", name="price", value="12.5", unit="EUR")]
    one = known(
        {"name": "price", "bid": "price", "unit": "EUR"}, {"name": "plain", "bid": "price", "unit": "1"},
        bids=bids, bid_values=said,
    )
    (row,) = one.rows("bids")
    assert (row.values["price"], row.values["plain"], row.entries["price"]) == (Fraction("12.5"), None, (8,))


def test_a_given_needs_the_columns_it_names() -> None:
    said = read_given([CAPITAL, {"name": "m", "rate": "USD/lb", "on": "date"}, {"name": "y", "account": "Equity:{year}",
                                                                              "unit": "EUR"}])
    assert [one.needs() for one in said] == [{"member"}, {"date"}, set()]
    assert isinstance(said[0], Given)
