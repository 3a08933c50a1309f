"""A run reads open tables as of one position; what it reads and what it gives has a digest that anybody can compute."""

import hashlib
from collections.abc import Mapping
from typing import Any

import pytest

from auzolan.charter.preset import preset
from auzolan.flows.state import EMPTY
from auzolan.rules.digest import inputs, outputs, table_digest
from auzolan.rules.formula_findings import OPEN_TABLES
from auzolan.rules.running import Computed, compute
from auzolan.rules.tables import TABLES
from auzolan.tables.table import Cell, Table
from auzolan.values.period import parse_period
from auzolan.values.refusal import Refusal
from charters import charter_from

Line = dict[str, Cell]
DEFINED = {**OPEN_TABLES, **{table.name: table for table in TABLES}}
SURPLUS = "Equity:Surplus:2026"


class Stored:
    """Open tables in memory: what a store answers, and nothing else."""

    def __init__(self, **rows: list[Line]) -> None:
        self.stored = rows

    def table(self, name: str) -> Table:
        return DEFINED[name]

    def rows(
        self, name: str, where: Mapping[str, Cell] | None = None, *, between: tuple[str, str, str] | None = None
    ) -> list[Line]:
        wanted = (where or {}).items()
        found = [row for row in self.stored.get(name, ()) if all(row[key] == value for key, value in wanted)]
        if between:
            found = [row for row in found if between[1] <= str(row[between[0]]) <= between[2]]
        return found


def line(table: str, since: int, **values: Cell) -> Line:
    return {"since": since, **dict.fromkeys(DEFINED[table].names), **values}


def member(id: str, class_: str = "worker", joined: str = "2020-01-01", left: str | None = None) -> Line:
    return line("members", 3, member=id, joined=joined, left=left, vault="", **{"class": class_})


def hours(who: str, amount: int, date: str = "2026-05-01", since: int = 9) -> Line:
    return line(
        "contributions", since, entry=since, member=who, contribution="contribution.hours", amount=amount, unit="h",
        date=date, paid=False,
    )


def index(who: str, amount: int, date: str = "2026-01-01", since: int = 8) -> Line:
    return line(
        "contributions", since, entry=since, member=who, contribution="contribution.index", amount=amount, unit="1",
        date=date, paid=False,
    )


def posting(amount: int, account: str = SURPLUS, *, date: str = "2026-12-31", since: int = 20, **more: Any) -> Line:
    said = {"unit": "EUR", "status": "posted", "run": None, **more}
    return line("postings", since, entry=since, leg=0, date=date, account=account, amount=amount, **said)


WORKERS = [member("mane"), member("mdani")]
WORKED = [hours("mane", 160_000), index("mane", 100), hours("mdani", 80_000, since=10), index("mdani", 100)]


def run(tables: Stored, period: str = "2026", rule: str = "rule.surplus", text: str = "", number: int = 1) -> Computed:
    charter = charter_from(text or preset("mondragon"))
    return compute(
        charter.articles[rule].text, charter, EMPTY, tables, parse_period(period), number=number, position=30,
        version=1, article=0,
    )


def surplus(**more: list[Line]) -> Stored:
    return Stored(**{"members": WORKERS, "contributions": WORKED, "postings": [posting(-10_000)]} | more)


def capital(computed: Computed) -> dict[str, int]:
    return {one.member: one.amount for one in computed.portions if one.member}


def test_a_run_shares_what_the_account_of_the_year_holds() -> None:
    computed = run(surplus(postings=[posting(-10_000), posting(-5_000, since=21, date="2027-01-10"), posting(3_000)]))
    assert (computed.amount, computed.unit, computed.source) == (12_000, "EUR", SURPLUS)
    assert computed.portions[0].figure.all_entries()[-2:] == (20, 21)


def test_pending_entries_and_other_accounts_do_not_count() -> None:
    more = [posting(-10_000), posting(-7_000, status="pending"), posting(-7_000, "Equity:Result")]
    assert run(surplus(postings=more)).amount == 10_000


def test_two_units_in_one_account_are_not_shared_together() -> None:
    with pytest.raises(Refusal, match="holds EUR, USD: one unit is shared"):
        run(surplus(postings=[posting(-10_000), posting(-10_000, unit="USD")]))


def test_who_belonged_on_one_day_of_the_period_takes_part() -> None:
    people = [
        member("mane", left="2026-01-01"), member("mdani", left="2026-01-02"), member("mnew", joined="2026-12-31"),
        member("mlate", joined="2027-01-01"),
    ]
    worked = [*WORKED, hours("mnew", 80_000), index("mnew", 100), hours("mlate", 80_000), index("mlate", 100)]
    assert capital(run(surplus(members=people, contributions=worked))) == {"mdani": 2_250, "mnew": 2_250}


def test_a_condition_compares_the_days_of_a_table_with_days() -> None:
    for where in ("joined < 2026-01-01", "joined between 2020-01-01 and 2025-12-31", "joined in (2020-01-01)"):
        text = preset("mondragon").replace("where class = 'worker'\"\nby", f"where {where}\"\nby")
        assert where in text
        people = [member("mane"), member("mdani", joined="2026-02-01")]
        assert capital(run(surplus(members=people), text=text)) == {"mane": 4_500}


def test_hours_add_up_within_the_period_and_the_latest_index_until_its_end_counts() -> None:
    worked = [
        hours("mane", 100, "2025-12-31"), hours("mane", 100, "2026-01-01"), hours("mane", 100, "2026-12-31"),
        hours("mane", 100, "2027-01-01"), index("mane", 900, "2027-01-01"), index("mane", 300, "2026-06-01", since=12),
        index("mane", 200, "2025-01-01", since=14), index("mane", 400, "2026-06-01", since=13),
        hours("mdani", 800), index("mdani", 100),
    ]
    assert capital(run(surplus(contributions=worked))) == {"mane": 2_250, "mdani": 2_250}


def test_the_digest_of_what_was_read_changes_with_every_table_that_was_read() -> None:
    digests = {
        run(tables).inputs for tables in (
            surplus(), surplus(postings=[posting(-9_999), posting(-1, since=21)]),
            surplus(members=[*WORKERS, member("meli", "affected")]),
            surplus(contributions=[*WORKED[:2], hours("mdani", 79_999), hours("mdani", 1), WORKED[3]]),
        )
    }
    assert len(digests) == 4
    assert len({run(surplus()).inputs, run(surplus()).inputs}) == 1


def test_what_is_given_does_not_hang_on_the_order_in_which_rows_are_read() -> None:
    there = surplus()
    back = surplus(members=WORKERS[::-1], contributions=WORKED[::-1])
    assert (run(there).inputs, run(there).outputs) == (run(back).inputs, run(back).outputs)


def test_the_digest_is_the_same_whether_a_database_says_true_or_1() -> None:
    assert table_digest([("a", True, None)]) == table_digest([("a", 1, None)]) == table_digest([("a", "1", "")])
    assert table_digest([("a", False)]) == table_digest([("a", 0)])


def test_the_digest_of_portions_is_what_any_shell_computes() -> None:
    lines = {"Equity:A": "Equity:A\t1.00\tEUR\n", "Equity:B": "Equity:B\t-0.01\tEUR\n"}
    buckets: dict[str, list[str]] = {}
    for to, text in lines.items():
        buckets.setdefault(hashlib.sha256(to.encode()).hexdigest()[:4], []).append(text)
    whole = "".join(
        hashlib.sha256("".join(sorted(buckets[bucket])).encode()).hexdigest() + "\n" for bucket in sorted(buckets)
    )
    given = outputs([("Equity:B", "-0.01", "EUR"), ("Equity:A", "1.00", "EUR")])
    assert given == hashlib.sha256(whole.encode()).hexdigest()
    assert inputs({"b": "2", "a": "1"}) == hashlib.sha256(b"a\t1\nb\t2\n").hexdigest()


MONTHLY = preset("mondragon").replace('source = "Equity:Surplus:{year}"', 'source = "Equity:Result"')


def monthly(*more: Line, runs: tuple[Line, ...] = (), period: str = "2026-04") -> int:
    result = "Equity:Result"
    postings = [posting(-100, result, date="2026-03-31"), posting(-40, result, date="2026-04-01"), *more]
    worked = [hours("mane", 100, "2026-03-01"), hours("mane", 100, "2026-04-01"), index("mane", 100)]
    tables = Stored(members=WORKERS, contributions=worked, postings=postings, runs=list(runs))
    return run(tables, period, text=MONTHLY).amount


def ran(period: str) -> Line:
    return line("runs", 25, run="rmarch", source="Equity:Result", period=period)


def test_an_account_without_a_year_is_shared_for_what_came_in_during_the_period() -> None:
    assert monthly() == 40
    assert monthly(period="2026-03") == 100
    assert monthly(period="2026") == 140


def test_a_settlement_posted_in_april_empties_the_month_its_run_was_for() -> None:
    settled = posting(100, "Equity:Result", date="2026-04-14", run="rmarch")
    assert monthly(settled, runs=(ran("2026-03"),)) == 40
    assert monthly(settled, runs=(ran("2026-03"),), period="2026") == 40
    with pytest.raises(Refusal, match="Equity:Result holds nothing"):
        monthly(settled, runs=(ran("2026-03"),), period="2026-03")
