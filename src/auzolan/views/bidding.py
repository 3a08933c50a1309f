"""A bidding round on its page: the bids that the viewer may read, and who bid at all."""

from collections.abc import Callable, Mapping
from typing import Any

from auzolan.governance.ballot import Ballot
from auzolan.governance.decision import Decision
from auzolan.governance.facts import Points
from auzolan.governance.hiding import hides, told_to_few
from auzolan.governance.several import written
from auzolan.rules.gathering import Tables


def told(decision: Decision) -> bool:
    """Whether it is a bidding round that is closed."""
    return told_to_few(decision) and not hides(decision)


def bids(
    id: str, tables: Tables, seen: Callable[[Mapping[str, Any], str], Mapping[str, Any]]
) -> dict[str, tuple[str, int]]:
    """member -> (what they bid as it is written in a terminal, its entry), as far as the viewer may read it.

    seen: a row and its table -> the cells that the viewer may see.
    """
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in tables.rows("round_bids", {"decision": id}):
        if "amount" in seen(row, "round_bids"):
            found.setdefault(str(row["member"]), []).append(row)
    return {member: (_written(rows), int(rows[0]["entry"] or 0)) for member, rows in sorted(found.items())}


def bidders(id: str, tables: Tables) -> frozenset[str]:
    """Who bid in a round that is closed."""
    return frozenset(str(row["member"]) for row in tables.rows("round_bids", {"decision": id}))


def _written(rows: list[Mapping[str, Any]]) -> str:
    points = (Points(option=str(row["option"]), points=int(row["amount"] or 0)) for row in rows if row["option"])
    return written(Ballot(points=tuple(points)))
