"""What the node owes of limits: to count what was there before one, and to tell when one breaks or holds again."""

from collections.abc import Iterator, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft
from auzolan.charter.charter import Charter
from auzolan.journal.entry import NODE
from auzolan.metrics.facts import PARTS_PER_ENTRY, CountedPart, LimitBroken, LimitCounted, LimitHolds
from auzolan.metrics.state import State
from auzolan.rules.gathering import Tables
from auzolan.rules.limits import REFUSE, Watched, limits_of
from auzolan.rules.limits_counting import parts_before
from auzolan.rules.limits_judging import is_ready
from auzolan.rules.limits_looking import look

# What a look found unchanged need not be looked at again until what it reads, the charter or the day is another:
# (charter's state, limit) -> the charter's state itself, the entry that last changed what is read, the day.
_looked: dict[tuple[int, str], tuple[Any, int, str]] = {}
CACHED_MAX = 1024


def due(state: State, around: Around) -> Sequence[Draft]:
    """Counts come before anything else is written; alarms when the node wakes, which alone looks at every row."""
    if not state.watch.limits or around.seq != state.watch.began:
        return ()  # the tables are those before this append: what is drafted already is not in them
    known = limits_of(around.charter)
    drafts = [
        draft for id, one in known.items()
        if one.counted and id in state.watch.limits and not state.watch.limits[id].ready
        for draft in _counts(state, one, around)
    ]
    if drafts or around.by != NODE:
        return drafts
    return list(_tells(state, around))


def _counts(state: State, one: Watched, around: Around) -> Iterator[Draft]:
    counted = state.watch.limits[one.limit.id]
    if counted.seq >= state.watch.began:
        return
    pieces = pieces_of(one, around.charter, around.states["flows"], around.tables(counted.seq))
    for number, piece in enumerate(pieces):
        fact = LimitCounted(
            limit=one.limit.id, article=counted.seq, number=number, parts=piece, last=number == len(pieces) - 1
        )
        yield Draft(fact=fact, because=counted.seq, by=NODE)


def pieces_of(one: Watched, charter: Charter, flows: Any, tables: Tables) -> list[tuple[CountedPart, ...]]:
    """What was there before a limit was adopted, cut as entries hold it; one empty piece where nothing was.

    flows: the state of the books, for units; tables: as of the entry that adopted the limit.
    """
    found = [CountedPart(**part) for part in parts_before(one, charter, flows, tables)]
    return [tuple(found[at : at + PARTS_PER_ENTRY]) for at in range(0, len(found), PARTS_PER_ENTRY)] or [()]


def _tells(state: State, around: Around) -> Iterator[Draft]:
    day, charter = around.at[:10], around.states["charter"]
    if len(_looked) >= CACHED_MAX:
        _looked.clear()
    for limit, one in limits_of(around.charter).items():
        # A broken limit may hold again because its span is over, or, where it refuses, by any entry that mends it.
        mended = around.seq if one.limit.breach == REFUSE else 0
        changed = state.watch.stale.get(limit, mended if limit in state.broken else None)
        if limit not in state.watch.limits or changed is None or not is_ready(one, state.watch):
            continue
        before = _looked.get((id(charter), limit))
        if before is None or before[0] is not charter or before[1:] != (changed, day):
            told = list(_tell(state, one, around, day))
            if not told:
                _looked[id(charter), limit] = (charter, changed, day)
            yield from told


def _tell(state: State, one: Watched, around: Around, day: str) -> Iterator[Draft]:
    limit, article = one.limit.id, state.watch.limits[one.limit.id].seq
    found = look(one, state.watch, around.charter, around.states, around.tables(None), day)
    position = around.seq - 1
    if found is not None and limit not in state.broken:
        fact = LimitBroken(
            limit=limit, article=article, position=position, why=found.why, figure=found.figure, bound=found.bound,
            about=found.about, period=found.period,
        )
        yield Draft(fact=fact, because=article, by=NODE)
    if found is None and limit in state.broken:
        yield Draft(fact=LimitHolds(limit=limit, article=article, position=position), because=article, by=NODE)
