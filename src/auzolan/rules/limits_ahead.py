"""Looking ahead: which limits would break if these amounts were posted, before anybody posts them."""

from collections.abc import Mapping, Sequence
from typing import Any

from immutables import Map
from msgspec.structs import replace

from auzolan.charter.charter import Charter
from auzolan.flows.catalogue import POSTINGS
from auzolan.rules.gathering import Tables
from auzolan.rules.limits import limits_of
from auzolan.rules.limits_following import follow
from auzolan.rules.limits_judging import is_ready, worse_now
from auzolan.rules.limits_looking import look
from auzolan.rules.limits_saying import Broken
from auzolan.rules.limits_state import Watch
from auzolan.tables.table import Add, Cell, Table

Leg = tuple[str, int, str]  # account, smallest parts (debits positive), unit


def limits_after(
    portions: Sequence[tuple[str, int]], source: str, unit: str, watch: Watch, charter: Charter,
    states: Mapping[str, Any], tables: Tables, day: str,
) -> tuple[Broken, ...]:
    """The limits that would break if a run paid these portions, by id; refusing and alarming ones.

    portions: account and smallest parts it receives; source: the account they come from; day: when, ISO; tables: as
    of the states. Nothing is written.
    """
    legs = [(source, sum(amount for _, amount in portions), unit), *((to, -amount, unit) for to, amount in portions)]
    return limits_after_postings(legs, watch, charter, states, tables, day)


def limits_after_postings(
    legs: Sequence[Leg], watch: Watch, charter: Charter, states: Mapping[str, Any], tables: Tables, day: str
) -> tuple[Broken, ...]:
    """The limits that would break, or break further, if these sides of entries were posted."""
    rows = [_row(number, leg, day) for number, leg in enumerate(legs)]
    start = replace(watch, touched=Map())
    changes = [Add("postings", row) for row in rows]
    after = follow(start, changes, charter, states, -1, by_node=False, alarms_too=True)
    then = {**states, "flows": _posted(states["flows"], legs)}
    found = {one.limit: one for one in worse_now(after, charter, then)}
    for id, one in limits_of(charter).items():
        if id in watch.limits and one.scan and "postings" in one.tables and is_ready(one, watch):
            now = look(one, watch, charter, states, tables, day)
            broken = look(one, after, charter, then, _With(tables, rows), day)
            if broken is not None and now is None:
                found[id] = broken
    return tuple(found[id] for id in sorted(found))


def _posted(flows: Any, legs: Sequence[Leg]) -> Any:
    balances = flows.balances
    for account, amount, unit in legs:
        balances = balances.set((account, unit), balances.get((account, unit), 0) + amount)
    return replace(flows, balances=balances)


def _row(number: int, leg: Leg, day: str) -> tuple[Cell, ...]:
    account, amount, unit = leg
    said: dict[str, Cell] = {
        "entry": -1, "leg": number, "date": day, "own_date": day, "account": account, "amount": amount, "unit": unit,
        "status": "posted", "added": False,
    }
    return tuple(said.get(name) for name in POSTINGS.names)


class _With:
    """The open tables with postings that are not made yet."""

    def __init__(self, tables: Tables, rows: Sequence[tuple[Cell, ...]]) -> None:
        self.tables = tables
        self.more = [{**dict(zip(POSTINGS.names, row, strict=True)), "since": 0} for row in rows]

    def table(self, name: str) -> Table:
        """The definition. Raises KeyError."""
        return self.tables.table(name)

    def rows(
        self, name: str, where: Mapping[str, Cell] | None = None, *, between: tuple[str, str, str] | None = None
    ) -> list[dict[str, Cell]]:
        """Rows by column name, those not made yet last."""
        found = self.tables.rows(name, where, between=between)
        if name != "postings":
            return found
        fits = [row for row in self.more if all(row[column] == value for column, value in (where or {}).items())]
        return found + [row for row in fits if not between or between[1] <= str(row[between[0]]) <= between[2]]
