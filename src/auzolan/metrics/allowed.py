"""May this be said of a limit or a metric?"""

from typing import Any

from auzolan.charter.around import Around
from auzolan.journal.entry import NODE, Entry
from auzolan.metrics.facts import PARTS_PER_ENTRY, LimitBroken, LimitCounted, LimitHolds, MetricPublished
from auzolan.metrics.judging import is_exact, judge_published
from auzolan.metrics.state import State
from auzolan.metrics.survey_facts import SurveyAnswered, SurveyCounted
from auzolan.metrics.survey_judging import judge_answered, judge_counted
from auzolan.rules.limits import limits_of
from auzolan.values.refusal import Refusal


def allowed(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """The one judge of what is watched and measured: None, or the refusal."""
    fact = entry.fact
    if isinstance(fact, MetricPublished):
        return judge_published(state, fact, entry, around)
    if isinstance(fact, SurveyAnswered):
        return judge_answered(state.surveys, fact, entry, around)
    if isinstance(fact, SurveyCounted):
        return judge_counted(state.surveys, fact, entry, around)
    if entry.by != NODE:
        return _no(fact.limit, "Whether a limit holds is worked out by the node, and by nobody's word.", "Look at it.")
    known = state.watch.limits.get(fact.limit)
    if known is None or known.seq != fact.article:
        return _no(fact.limit, "This text of the limit is not in force.", "Look at the articles in force.")
    match fact:
        case LimitBroken():
            return None if fact.position < entry.seq else _later(fact.limit)
        case LimitHolds():
            if fact.limit not in state.broken:
                return _no(fact.limit, "It was not broken.", "Tell only what changes.")
            return None if fact.position < entry.seq else _later(fact.limit)
        case LimitCounted():
            return _counted(state, fact, around)
    return _no("", f"{type(fact).__name__} is not about a limit.", "Ask for something this area knows.")


def _counted(state: State, fact: LimitCounted, around: Around) -> Refusal | None:
    one = limits_of(around.charter).get(fact.limit)
    known = state.watch.limits[fact.limit]
    if one is None or known.ready or not one.counted:
        return _no(fact.limit, "There is nothing to count for it.", "Count what was there before it, once.")
    if fact.number != state.counting.get(fact.limit, 0) or len(fact.parts) > PARTS_PER_ENTRY:
        return _no(fact.limit, "The parts of a count follow one another.", "Count again.")
    width = 1 if one.accounts else len(one.sums)
    for part in fact.parts:
        if len(part.sums) != width or not all(is_exact(text) for text in part.sums):
            return _no(fact.limit, "A part has not one exact number for each sum.", "Count again.")
    return None


def _later(limit: str) -> Refusal:
    return _no(limit, "It names an entry that is not written yet.", "Name the last entry that was read.")


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The limit was not written about", where=where, why=why, next=next)
