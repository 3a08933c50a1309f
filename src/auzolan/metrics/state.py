"""What is watched now: the sums of every limit, the limits that do not hold, and the metrics that were published."""

from typing import Any

import msgspec
from immutables import Map
from msgspec.structs import replace

from auzolan.charter.facts import ArticleAdopted, ArticleRetired
from auzolan.journal.entry import Entry
from auzolan.metrics.facts import LimitBroken, LimitCounted, LimitHolds, MetricPublished
from auzolan.metrics.survey_facts import SurveyAnswered, SurveyCounted
from auzolan.metrics.survey_state import Surveys, surveyed
from auzolan.rules.limits_counting import with_part
from auzolan.rules.limits_state import Counted, Watch

LISTENS = (ArticleAdopted, ArticleRetired)


class Breach(msgspec.Struct, frozen=True, kw_only=True):
    """A limit that does not hold. seq, at: the entry that told it; position: the last entry that was read."""

    seq: int
    at: str
    position: int
    why: str
    figure: str
    bound: str
    about: str
    period: str


class State(msgspec.Struct, frozen=True, kw_only=True):
    """watch: the sums of every limit; broken: limits that do not hold; counting: parts counted so far of a limit;
    published: (metric, period) -> the entry that published it last; surveys: who answered, and what was counted."""

    watch: Watch = Watch()
    broken: Map[str, Breach] = Map()
    counting: Map[str, int] = Map()
    published: Map[tuple[str, str], int] = Map()
    surveys: Surveys = Surveys()


EMPTY = State()


def evolve(state: State, entry: Entry[Any]) -> State:
    """Fold one allowed entry about what is watched and measured, or about the charter's limits."""
    match entry.fact:
        case ArticleAdopted(article=id) | ArticleRetired(article=id):
            if id.startswith("survey."):
                return replace(state, surveys=surveyed(state.surveys, entry))
            return _adopted(state, id, entry) if id.startswith("limit.") else state
        case SurveyAnswered() | SurveyCounted():
            return replace(state, surveys=surveyed(state.surveys, entry))
        case LimitBroken() as fact:
            breach = Breach(
                seq=entry.seq, at=entry.at, position=fact.position, why=fact.why, figure=fact.figure, bound=fact.bound,
                about=fact.about, period=fact.period,
            )
            return _looked(state, fact.limit, state.broken.set(fact.limit, breach))
        case LimitHolds(limit=id):
            return _looked(state, id, state.broken.delete(id))
        case LimitCounted() as fact:
            return _counted(state, fact)
        case MetricPublished() as fact:
            return replace(state, published=state.published.set((fact.metric, fact.period), entry.seq))
    return state


def _adopted(state: State, id: str, entry: Entry[Any]) -> State:
    watch = state.watch
    touched = watch.touched
    for key in watch.touched:
        if key[0] == id:
            touched = touched.delete(key)
    counting = state.counting.delete(id) if id in state.counting else state.counting
    if isinstance(entry.fact, ArticleRetired):
        limits = watch.limits.delete(id) if id in watch.limits else watch.limits
        broken = state.broken.delete(id) if id in state.broken else state.broken
        watch = replace(watch, limits=limits, touched=touched, stale=_without(watch.stale, id))
        return replace(state, watch=watch, broken=broken, counting=counting)
    # A limit of the founding counts from the first row on; a later one has rows before it.
    limits = watch.limits.set(id, Counted(seq=entry.seq, ready=not entry.because))
    watch = replace(watch, limits=limits, touched=touched, stale=watch.stale.set(id, entry.seq))
    return replace(state, watch=watch, counting=counting)


def _without(stale: Map[str, int], id: str) -> Map[str, int]:
    return stale.delete(id) if id in stale else stale


def _looked(state: State, id: str, broken: Map[str, Breach]) -> State:
    return replace(state, broken=broken, watch=replace(state.watch, stale=_without(state.watch.stale, id)))


def _counted(state: State, fact: LimitCounted) -> State:
    counted = state.watch.limits[fact.limit]
    for part in fact.parts:
        counted = with_part(counted, part)
    if fact.last:
        counted = replace(counted, ready=True, gone=frozenset())
    watch = replace(state.watch, limits=state.watch.limits.set(fact.limit, counted))
    done = state.counting.get(fact.limit, 0) + 1
    counting = state.counting.delete(fact.limit) if fact.last and fact.limit in state.counting else (
        state.counting if fact.last else state.counting.set(fact.limit, done)
    )
    return replace(state, watch=watch, counting=counting)
