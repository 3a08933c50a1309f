"""Whether what an append did leaves every limit standing: the one judge, when deciding, replaying and verifying."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from auzolan.charter.charter import Charter
from auzolan.formula.scope import Given, Row
from auzolan.rules.limits import ROW, Watched, limits_of
from auzolan.rules.limits_accounts import account_figures
from auzolan.rules.limits_figures import Told, misses, places_in
from auzolan.rules.limits_saying import Broken, said
from auzolan.rules.limits_state import Watch
from auzolan.values.refusal import Refusal


def broken(watch: Watch, charter: Charter, states: Mapping[str, Any]) -> Refusal | None:
    """The refusal of the append that was read last, where it breaks a limit; None where all of them hold.

    states: every area's state after the append. What was broken before may be mended step by step: only what breaks
    a limit, or makes the breach larger, is refused.
    """
    found = next(worse_now(watch, charter, states), None)
    return None if found is None else _refusal(found, charter)


def worse_now(watch: Watch, charter: Charter, states: Mapping[str, Any]) -> Iterator[Broken]:
    """Each limit that was touched and is broken now, and was not before, or not by as much."""
    known = limits_of(charter)
    for (id, value, period), before in sorted(watch.touched.items()):
        one = known.get(id)
        if one is None or not is_ready(one, watch):
            continue
        if one.limit.per == ROW:
            figure, bound, why = before
            yield Broken(limit=id, about=value, period=period, figure=figure, bound=bound, why=why)
            continue
        for told in misses_now(one, watch, charter, states, (value, period)):
            if not _was_as_bad(one, told, before, _row_of(one, watch, charter, states, value)):
                yield said(one, told, value, period, charter)


def is_ready(one: Watched, watch: Watch) -> bool:
    """Whether everything that its sums stand for has been counted."""
    return watch.limits[one.limit.id].ready or not one.counted


def misses_now(
    one: Watched, watch: Watch, charter: Charter, states: Mapping[str, Any], group: tuple[str, str]
) -> list[Told]:
    """The conditions of a limit that do not hold for an account, or for a value and a period."""
    row = _row_of(one, watch, charter, states, group[0])
    if one.accounts:
        return misses(one, row)
    sums = watch.limits[one.limit.id].groups.get(group) or ("0",) * len(one.sums)
    return misses(one, row, [Fraction(part) for part in sums])


def _row_of(one: Watched, watch: Watch, charter: Charter, states: Mapping[str, Any], value: str) -> Row:
    """What the bare columns of a condition say for an account, or for a value that is held apart."""
    if one.accounts:
        return Row(values=account_figures(one, watch, states, value, places_in(charter, states["flows"])))
    return Row(values={one.limit.per: value} if one.limit.per else {})


def _was_as_bad(one: Watched, told: Told, before: Sequence[str], row: Row) -> bool:
    """Whether the condition was broken before the append by as much or more."""
    if told.gap is None:
        return False
    if one.accounts:
        pairs = (part.partition("=") for part in before)
        figures: dict[str, Given] = {name: Fraction(text) for name, _, text in pairs}
        was = misses(one, Row(values={**row.values, **figures}))
    else:
        was = misses(one, row, [Fraction(part) for part in before])
    return any(old.condition is told.condition and old.gap is not None and told.gap <= old.gap for old in was)


def _refusal(found: Broken, charter: Charter) -> Refusal:
    article = charter.articles[found.limit]
    body = charter.get(str(article.fields.get("decides", "")))
    titled = "" if article.name == found.limit else f"{article.name}: "
    return Refusal(
        what="Nothing was written", where=found.limit, why=f"{titled}{found.why}",
        next=f"Record what keeps within it, or propose a change of the limit to {body.name if body else 'its body'}.",
    )
