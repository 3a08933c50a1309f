"""Open tables in memory and a charter, and both engines asked the same."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from auzolan.charter.preset import preset
from auzolan.engines.again import compute as by_engine
from auzolan.engines.by_kind import worked
from auzolan.engines.duckdb import DuckDB
from auzolan.engines.explaining import explaining
from auzolan.flows.state import EMPTY
from auzolan.rules.formula_findings import OPEN_TABLES
from auzolan.rules.running import Computed, compute
from auzolan.rules.tables import TABLES
from auzolan.tables.table import Cell, Table
from auzolan.values.period import parse_period
from auzolan.values.refusal import Refusal
from charters import charter_from

Line = dict[str, Cell]
DEFINED = {**OPEN_TABLES, **{table.name: table for table in TABLES}}
SESSION = DuckDB()
EMPTY_CELLS: dict[str, Cell] = {"text": "", "date": "2026-01-01", "whole": 0, "amount": 0, "truth": False}


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
        if between:
            found = [row for row in found if between[1] <= str(row[between[0]]) <= between[2]]
        return found


def line(table: str, since: int, **values: Cell) -> Line:
    empty = {column.name: None if column.optional else EMPTY_CELLS[column.kind] for column in DEFINED[table].columns}
    return {"since": since, **empty, **values}


def member(id: str, class_: str = "worker", joined: str = "2020-01-01", left: str | None = None) -> Line:
    return line("members", 3, member=id, joined=joined, left=left, vault="", **{"class": class_})


def brought(who: str, article: str, amount: int, day: str = "2026-05-01", since: int = 9) -> Line:
    return line(
        "contributions", since, entry=since, member=who, contribution=f"contribution.{article}", amount=amount,
        unit="h" if article == "hours" else "1", date=day, paid=False,
    )


def posting(amount: int, account: str = "Equity:Surplus:2026", since: int = 20, **more: Any) -> Line:
    said = {"unit": "EUR", "status": "posted", "run": None, "date": "2026-12-31", **more}
    return line("postings", since, entry=since, leg=0, account=account, amount=amount, **said)


def surplus(amount: int, people: list[tuple[str, str, int, int]], *more: Line) -> Stored:
    return Stored(
        members=[member(who, class_) for who, class_, _, _ in people],
        contributions=[
            one for who, _, hours, index in people
            for one in (brought(who, "hours", hours), brought(who, "index", index, "2026-01-01", 8))
        ],
        postings=[posting(-amount), *more],
    )


def both(tables: Stored, text: str = "", rule: str = "rule.surplus", number: int = 1) -> tuple[Any, Any]:
    """What the plain evaluator says and what the engine says: results, or refusals."""
    charter = charter_from(text or preset("mondragon"))
    said: dict[str, Any] = {"number": number, "position": 30, "version": 1, "article": 0}
    given_ = (charter.articles[rule].text, charter, EMPTY, tables, parse_period("2026"))

    def told(work: Callable[[], Any]) -> Any:
        try:
            return work()
        except Refusal as refused:
            return refused.what, refused.where, refused.why, refused.next

    return (
        told(lambda: compute(*given_, **said)),
        told(lambda: by_engine(
            *given_, **said, computing=lambda one, ground: worked(one, ground, SESSION),
            asking=partial(explaining, SESSION),
        )),
    )


def seen(computed: Any) -> Any:
    """What must be equal: everything but the reasons, which are the plain evaluator's."""
    if not isinstance(computed, Computed):
        return computed
    portions = [(one.to, one.amount, one.member, one.source, one.rank) for one in computed.portions]
    return (computed.amount, computed.unit, computed.places, computed.source, portions, computed.inputs,
            computed.outputs, computed.version, computed.article, computed.position, computed.number, computed.marks)


def equal(tables: Stored, text: str = "", **more: Any) -> Any:
    plain, fast = both(tables, text, **more)
    assert seen(fast) == seen(plain)
    return plain



PEOPLE = [("mane", "worker", 160_000, 100), ("mdani", "worker", 80_000, 170), ("meli", "affected", 5, 100),
          ("mzoe", "worker", 120_001, 133)]
