"""Home: where the money goes, what is being decided, what waits for you, how amounts came about."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from auzolan.charter.around import Around
from auzolan.flows.facts import POSTED
from auzolan.governance.conditions import Condition, condition
from auzolan.organisation import Organisation
from auzolan.policy.policy import Viewer
from auzolan.rules.state import ENDED
from auzolan.values.period import Period, parse_period
from auzolan.views.came_in import CameIn
from auzolan.views.waiting import Waiting, waiting

RUNS_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDecision:
    """A question that is open. text: its conditions in a sentence; missing: the part of it that is still missing."""

    decision: str
    title: str
    closes_at: str
    met: bool
    text: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A rule that was applied to a period, with what it shared."""

    run: str
    title: str
    period: str
    amount: str
    unit: str
    status: str
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The first page. money: None for those who do not see the books; risks: articles that say who carries a loss."""

    money: CameIn | None
    earlier: str
    later: str
    decisions: tuple[OpenDecision, ...]
    waiting: tuple[Waiting, ...]
    runs: tuple[RunLine, ...]
    risks: tuple[str, ...] = ()


class LastMonth:
    """Finds the last full month with anything in the books."""

    def __init__(self, tables: Any) -> None:
        self.tables = tables

    def before(self, day: str) -> Period:
        """The month of the newest posting, or the one before it when it is still running; without any, last month."""
        newest = self.tables.rows("postings", {"status": POSTED}, newest_first=True, limit=1)
        month = str(newest[0]["date"])[:7] if newest else ""
        if month and month < day[:7]:
            return parse_period(month)
        last = moved(parse_period(day[:7]), -1)
        return last if not month or self._has_postings(last) else parse_period(month)

    def _has_postings(self, period: Period) -> bool:
        span = ("date", period.first_day.isoformat(), period.last_day.isoformat())
        return bool(self.tables.rows("postings", {"status": POSTED}, between=span, limit=1))


def moved(period: Period, by: int) -> Period:
    """The month, quarter or year before (-1) or after (1) one; other spans move by their own length.

    At either end of the calendar it stays where it is.
    """
    try:
        return _beside(period, by)
    except (ValueError, OverflowError):
        return period


def _beside(period: Period, by: int) -> Period:
    label, first = period.label, period.first_day
    if len(label) == 4:
        return parse_period(f"{int(label) + by:04d}")
    if len(label) == 7 and "Q" in label:
        at = first.year * 4 + first.month // 3 + by
        return parse_period(f"{at // 4:04d}-Q{at % 4 + 1}")
    if len(label) == 7:
        at = first.year * 12 + first.month - 1 + by
        return parse_period(f"{at // 12:04d}-{at % 12 + 1:02d}")
    length = timedelta(days=((period.last_day - first).days + 1) * by)
    return parse_period(f"{(first + length).isoformat()}..{(period.last_day + length).isoformat()}")


def home(org: Organisation, around: Around, viewer: Viewer, money: CameIn | None, period: Period) -> Home:
    """The first page for one viewer. money: of that period, or None; around: this moment, asked by the viewer."""
    later = moved(period, 1)
    sees = viewer.belongs
    return Home(
        money=money,
        earlier=moved(period, -1).label,
        later=later.label if later.first_day <= date.fromisoformat(around.at[:10]) else "",
        decisions=decisions(org, around) if sees else (),
        waiting=waiting(org, around, viewer) if sees else (),
        runs=runs(org) if sees else (),
        risks=tuple(one.id for one in org.charter.of_kind("risk")),
    )


def decisions(org: Organisation, around: Around) -> tuple[OpenDecision, ...]:
    """What is open now, the one that closes first at the top."""
    state = org.states["governance"]
    found = [_open(id, state.decisions[id], condition(state, id, around)) for id in state.open]
    return tuple(sorted(found, key=lambda one: (one.closes_at, one.decision)))


def _open(id: str, decision: Any, how: Condition) -> OpenDecision:
    return OpenDecision(
        decision=id, title=decision.title, closes_at=decision.closes_at, met=how.met, text=how.text, missing=how.missing
    )


def runs(org: Organisation) -> tuple[RunLine, ...]:
    """The newest runs that stand."""
    known = [(id, run) for id, run in org.states["rules"].runs.items() if run.status not in ENDED]
    newest = sorted(known, key=lambda one: -one[1].seq)[:RUNS_SHOWN]
    held = org.states["contest"].held
    return tuple(
        RunLine(
            run=id,
            title=_title(org, run.rule),
            period=run.period,
            amount=run.amount,
            unit=run.unit,
            status=run.status,
            held=len(held(id)),
        )
        for id, run in newest
    )


def _title(org: Organisation, rule: str) -> str:
    article = org.charter.get(rule)
    return article.name if article else rule
