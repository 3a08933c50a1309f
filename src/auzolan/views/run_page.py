"""Rules and their runs: what each rule means, and one run with every portion of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.diff import plain_words
from auzolan.charter.state import newest
from auzolan.contest.state import Contest
from auzolan.explain.mended import Mended, mended
from auzolan.organisation import Organisation
from auzolan.rules.correcting import may_mend, not_mended
from auzolan.rules.gathering import Tables
from auzolan.rules.running import Computed
from auzolan.rules.state import ENDED, PARTLY, PUBLISHED, VOID, Run
from auzolan.rules.terms import rule_terms
from auzolan.tables.table import Cell
from auzolan.values.quantity import print_amount

SETTLE, VOID_IT, APPROVE, CORRECT = "settle", "void", "approve", "correct"
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A run in a list. held: portions that wait for an answer."""

    run: str
    period: str
    version: int
    amount: str
    unit: str
    count: int
    status: str
    held: int
    at: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule in force. entry: of its newest version; runs: newest first."""

    id: str
    name: str
    words: str
    text: str
    version: int
    entry: int
    review: str
    runs: tuple[RunLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage:
    """rules: those in force; former: runs of rules that are not; may_run: whether the viewer's mandate covers it."""

    rules: tuple[RuleLine, ...]
    former: tuple[RunLine, ...]
    may_run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """One receiver's part. entry: its line in the journal; held: it waits for an answer; contests: entries of the
    objections to it, open ones first; share: hundredths of a percent of the whole; before, posts: of a corrected run,
    what had been posted and what it posts, empty for nothing.
    """

    to: str
    member: str
    amount: str
    share: int
    entry: int
    held: bool
    paid: bool
    contests: tuple[int, ...]
    contested: bool
    before: str = ""
    posts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a corrected run posts into an account that has no portion of it, such as the reserve that pays."""

    to: str
    posts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPage:
    """One run. withheld: portions that the viewer may not see; contest_until: the last moment before it can be
    settled, a day; replaced_by: the run that mends it; may: what the viewer can do; corrects: the paid run of which
    only what is different is posted, or empty; beside: what else it posts; paid_at_once: whether nothing is held.
    """

    run: str
    rule: str
    name: str
    version: int
    article: int
    decision: str
    decision_title: str
    period: str
    position: int
    amount: str
    unit: str
    source: str
    status: str
    entry: int
    at: str
    needs_approval: bool
    approved: bool
    contest_until: str
    over: bool
    portions: tuple[Portion, ...]
    withheld: int
    mends: str
    replaced_by: str
    may: frozenset[str]
    corrects: str = ""
    beside: tuple[Beside, ...] = ()
    paid_at_once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a run would give, without writing it: (account, member, amount)."""

    rule: str
    period: str
    version: int
    amount: str
    unit: str
    portions: tuple[tuple[str, str, str], ...]


def rules_page(org: Organisation, around: Around) -> RulesPage:
    """Every rule in force with its runs."""
    state, charter = org.states["rules"], org.charter
    runs: dict[str, list[RunLine]] = {}
    for id, run in sorted(state.runs.items(), key=lambda one: -one[1].seq):
        runs.setdefault(run.rule, []).append(_run_line(id, run, org))
    rules = []
    for one in charter.of_kind("rule"):
        version = newest(org.states["charter"], one.id)
        if version is not None:
            rules.append(RuleLine(
                id=one.id, name=one.name, words=plain_words(one, charter), text=one.text, version=version.version,
                entry=version.seq, review=str(one.fields.get("review", "")), runs=tuple(runs.pop(one.id, ())),
            ))
    return RulesPage(
        rules=tuple(rules), former=tuple(one for known in runs.values() for one in known),
        may_run=bool(around.by) and around.may("rules.run_published", {}) is None,
    )


def _run_line(id: str, run: Run, org: Organisation) -> RunLine:
    return RunLine(
        run=id, period=run.period, version=run.version, amount=run.amount, unit=run.unit, count=run.count,
        status=run.status, held=len(org.states["contest"].held(id)), at=run.at, entry=run.seq,
    )


def run_page(
    org: Organisation, id: str, around: Around, tables: Tables, member: str, seen: Callable[[Row], Row]
) -> RunPage:
    """One run. seen: a row of the portions -> the cells that the viewer may see. Raises KeyError."""
    state = org.states["rules"]
    run: Run = state.runs[id]
    rows = tables.rows("portions", {"run": id})
    whole = mended(id, org, around.fact)
    portions = tuple(
        one for row in rows if (one := _portion(seen(row), int(row["since"] or 0), id, run, org, whole)) is not None
    )
    agreed = rule_terms(run, around)
    until = date.fromisoformat(run.at[:10]) + timedelta(days=agreed.contest_days)
    decision = _decision(org, run)
    decided = org.states["governance"].decisions.get(decision)
    waits = run.status in (PUBLISHED, PARTLY)
    return RunPage(
        run=id, rule=run.rule, name=_name(org, run.rule), version=run.version, article=run.article, decision=decision,
        decision_title=decided.title if decided else "", period=run.period, position=run.position, amount=run.amount,
        unit=run.unit, source=run.source, status=run.status, entry=run.seq, at=run.at, needs_approval=agreed.approval,
        approved=run.approved, contest_until=until.isoformat(), over=around.at[:10] >= until.isoformat(),
        portions=portions, withheld=len(rows) - len(portions), mends=run.mends,
        replaced_by=whole.corrected_by or next((one for one, other in state.runs.items() if other.mends == id), ""),
        corrects=run.corrects, paid_at_once=agreed.costs,
        beside=_beside(whole, rows) if len(portions) == len(rows) else (),
        may=_may(org, id, run, around, member, ready=waits and around.at[:10] >= until.isoformat() and (
            run.approved or not agreed.approval
        ), approval=agreed.approval),
    )


def _may(
    org: Organisation, id: str, run: Run, around: Around, member: str, *, ready: bool, approval: bool
) -> frozenset[str]:
    if not member:
        return frozenset()
    can: dict[str, Any] = {
        SETTLE: ready and around.may("rules.run_settled", {}) is None,
        VOID_IT: run.status == PUBLISHED and around.may("rules.run_voided", {}) is None,
        APPROVE: approval and not run.approved and run.status == PUBLISHED,
        CORRECT: not not_mended(run, around) and may_mend(org.states["rules"].runs, id, around) is None,
    }
    return frozenset(what for what, whether in can.items() if whether)


def _beside(mending: Mended, rows: Sequence[Row]) -> tuple[Beside, ...]:
    shown = {str(row["to"]) for row in rows}
    return tuple(Beside(to=to, posts=posts) for to, posts in mending.now.items() if to not in shown)


def _name(org: Organisation, rule: str) -> str:
    article = org.charter.get(rule)
    return article.name if article else rule


def _decision(org: Organisation, run: Run) -> str:
    known = org.states["charter"].articles.get(run.rule, ())
    return next((one.decision for one in known if one.seq == run.article), "")


def _portion(row: Row, entry: int, id: str, run: Run, org: Organisation, mending: Mended) -> Portion | None:
    if "to" not in row or "amount" not in row:
        return None
    to, amount = str(row["to"]), int(row["amount"] or 0)
    places = org.charter.units[run.unit].places
    contests = [one for one in org.states["contest"].contests.values() if one.run == id and one.to == to]
    contests.sort(key=lambda one: (not _open(one), -one.seq))
    whole = int(run.amount.replace(".", ""))
    waiting = to in org.states["contest"].held(id) or to in run.held
    before, posts = mending.line(to)
    return Portion(
        to=to, member=str(row.get("member") or ""), amount=print_amount(amount, places),
        share=round(amount * 10_000 / whole) if whole else 0, entry=entry, held=waiting and run.status not in ENDED,
        paid=run.status not in (PUBLISHED, VOID) and not waiting, contests=tuple(one.seq for one in contests),
        contested=any(_open(one) for one in contests), before=before, posts=posts,
    )


def _open(one: Contest) -> bool:
    return one.status == "open"


def tried(rule: str, period: str, computed: Computed) -> Tried:
    """What a run that was only computed would give."""
    return Tried(
        rule=rule, period=period, version=computed.version, amount=print_amount(computed.amount, computed.places),
        unit=computed.unit,
        portions=tuple((one.to, one.member, print_amount(one.amount, computed.places)) for one in computed.portions),
    )
