"""Decisions of several chambers: who is on the roll of each, and what each said by itself."""

from collections.abc import Callable
from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.governance import chambers, methods
from auzolan.governance.ballot import Counted, Outcome
from auzolan.governance.closing import taken, terms
from auzolan.governance.hiding import hides
from auzolan.governance.state import OPEN
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.views.recount import Recount


@dataclass(frozen=True, slots=True, kw_only=True)
class Chambered:
    """One chamber of a decision. weight: what its ballots weigh together, or 0 where it must carry by itself; roll:
    ids; counts: what it answered, empty where that is not told; quorum_needed, quorum_counted: of its own roll, both
    0 where chambers weigh; carries: as it stands, or as it was closed; None where it does not decide by itself; why:
    what made the difference, where it does not carry."""

    body: str
    title: str
    weight: int
    roll: tuple[str, ...]
    counts: tuple[Counted, ...] = ()
    quorum_needed: int = 0
    quorum_counted: int = 0
    carries: bool | None = None
    why: str = ""


def chambered(
    org: Organisation, id: str, around: Around, tables: Tables, counted: Callable[[], Recount | None]
) -> tuple[Chambered, ...]:
    """Every chamber of a decision; none where one body decides. counted: gives the count repeated once it is closed."""
    state = org.states["governance"]
    decision = state.decisions[id]
    asked = terms(state, decision, around)
    if not asked.chambers:
        return ()
    rolls: dict[str, list[str]] = {}
    for row in tables.rows("rolls", {"decision": id}):
        rolls.setdefault(str(row["chamber"]), []).append(str(row["member"]))
    said: dict[str, Outcome] = {}
    if (found := counted()) is not None:
        said = {one.body: outcome for one, outcome in found.chambers}
    elif decision.status == OPEN and not hides(decision) and not methods.find()[asked.method].shape:
        now = taken(state, decision, asked, around.at)
        said = {one.body: part for one, part in chambers.each(now, decision.roll, decision.chambers, asked)}
    return tuple(
        _one(one.body, one.title, one.weight, tuple(rolls.get(one.body, ())), said.get(one.body))
        for one in asked.chambers
    )


def _one(body: str, title: str, weight: int, roll: tuple[str, ...], said: Outcome | None) -> Chambered:
    if said is None:
        return Chambered(body=body, title=title, weight=weight, roll=roll)
    if weight:
        return Chambered(body=body, title=title, weight=weight, roll=roll, counts=said.counts)
    return Chambered(
        body=body, title=title, weight=0, roll=roll, counts=said.counts, quorum_needed=said.quorum.needed,
        quorum_counted=said.quorum.counted, carries=said.carried, why="" if said.carried else said.why,
    )
