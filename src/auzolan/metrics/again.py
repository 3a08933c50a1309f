"""Working out again what the node said of limits and metrics: what a verification asks of every such entry."""

from collections.abc import Callable, Mapping
from typing import Any

from auzolan.charter.state import charter as charter_of
from auzolan.journal.entry import Entry
from auzolan.metrics.due import pieces_of
from auzolan.metrics.facts import WORKED_OUT as WORKED_OUT
from auzolan.metrics.facts import LimitBroken, LimitCounted, LimitHolds, MetricPublished
from auzolan.metrics.measuring import recompute
from auzolan.rules.gathering import Tables
from auzolan.rules.limits import limits_of
from auzolan.rules.limits_looking import look


def comes_out_again(entry: Entry[Any], states: Mapping[str, Any], tables_at: Callable[[int], Tables]) -> bool:
    """Whether an entry about a limit or a metric says what working it out again says.

    entry: of one of WORKED_OUT; states: every area's state after it; tables_at: position -> the open tables there.
    """
    fact = entry.fact
    if isinstance(fact, MetricPublished):
        return recompute(fact, states, tables_at(fact.position)) == fact
    one = limits_of(charter_of(states["charter"]))[fact.limit]
    charter, watch = charter_of(states["charter"]), states["metrics"].watch
    if isinstance(fact, LimitCounted):
        pieces = pieces_of(one, charter, states["flows"], tables_at(fact.article))
        last = fact.number == len(pieces) - 1
        return fact.number < len(pieces) and pieces[fact.number] == fact.parts and last is fact.last
    found = look(one, watch, charter, states, tables_at(fact.position), entry.at[:10])
    if isinstance(fact, LimitHolds) or found is None:
        return isinstance(fact, LimitHolds) and found is None
    told = (found.why, found.figure, found.bound, found.about, found.period)
    return isinstance(fact, LimitBroken) and told == (fact.why, fact.figure, fact.bound, fact.about, fact.period)
