"""Trying a rule with other numbers: what it would give in a period, against the rule in force, before anybody asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auzolan.charter.article import Article
from auzolan.organisation import Organisation
from auzolan.rules.limits_ahead import limits_after_postings
from auzolan.rules.limits_saying import Broken
from auzolan.rules.running import Computed, Tables, compute
from auzolan.rules.state import PARTLY, SETTLED, VOID
from auzolan.values.finding import Finding
from auzolan.values.period import Period, parse_period
from auzolan.values.refusal import Refusal
from auzolan.views.preview import Change, Line
from auzolan.views.proposing import drafted
from auzolan.views.sensitivity import Effect, effects
from auzolan.views.trying_groups import Groups, compared, groups_of
from auzolan.views.trying_numbers import Number, numbers_of, plain, with_numbers

TablesAt = Callable[[int], Tables]
ROWS_AT_ONCE = 2_000  # with more members the effects of each number are worked out only when they are asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One number of the article as it is tried. typed: as it was typed, kept when it is refused; finding: why it is."""

    number: Number
    typed: str
    finding: Finding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the numbers give, as one reader may see it. total: of all portions; lines: one's own and those of accounts
    that are nobody's; own: one's own, together, or None; withheld: lines of others; limits: those that would break;
    effects: of each number, empty where they were not asked for.
    """

    unit: str
    places: int
    position: int
    pays: bool
    total: Change
    lines: tuple[Line, ...]
    own: Change | None
    withheld: int
    groups: Groups
    limits: tuple[Broken, ...]
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A rule with the numbers somebody tries. article: what the text would be; findings: what is wrong in it beside the
    numbers' own; refusal: why it cannot be worked out; many: so many rows that effects wait to be asked for.

    period: the label that is shown; periods: those it was run for, newest first; changed: whether the article differs.
    """

    rule: str
    name: str
    period: str
    periods: tuple[str, ...]
    numbers: tuple[Tried, ...]
    article: str
    changed: bool
    findings: tuple[Finding, ...]
    outcome: Outcome | None
    refusal: Refusal | None
    many: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a rule is tried: a period, the tables as of a position and now, and which run of the rule it
    would be."""

    org: Organisation
    period: Period
    tables: Tables
    newest: Tables
    position: int
    number: int

    def compute(self, one: Article) -> Computed:
        """What an article gives here. Raises Refusal as a run would."""
        return compute(
            one.text, self.org.charter.with_(one), self.org.states["flows"], self.tables, self.period,
            number=self.number, position=self.position, version=0, article=0,
        )


def trial(
    rule: str, typed: Mapping[str, str], wanted: str, org: Organisation, tables_at: TablesAt, *, member: str,
    today: str, each: bool = False,
) -> Trial:
    """A rule in force with the numbers that somebody typed.

    typed: name of a number -> the text; wanted: the period as people write it, or empty for the newest that the rule
    was run for; each: also work out what each number does where there are many rows. Raises KeyError.
    """
    held = org.charter.articles[rule]
    if held.kind != "rule":
        raise KeyError(rule)
    numbers = numbers_of(held)
    said = {one.name: typed.get(one.name, one.text) for one in numbers}
    values = {one.name: plain(said[one.name], one.whole) for one in numbers}
    changed = with_numbers(held, numbers, {name: value for name, value in values.items() if value})
    found = drafted(changed.text, org).findings if changed.text != held.text else ()
    own = {one.name: _finding(one, said[one.name], values[one.name], found) for one in numbers}
    told = {id(one) for one in own.values()}
    periods = _periods(org, rule)
    label = wanted or (periods[0] if periods else today[:4])
    outcome, refusal, many = None, None, False
    if not found and not any(own.values()):
        try:
            place = placed(rule, label, org, tables_at)
            many = len(place.tables.rows("members")) > ROWS_AT_ONCE
            outcome = _outcome(held, changed, place, member, today, numbers if each or not many else ())
        except Refusal as why:
            refusal = why
    return Trial(
        rule=rule, name=held.name, period=label, periods=periods, article=changed.text, outcome=outcome,
        changed=changed.text != held.text, findings=tuple(one for one in found if id(one) not in told),
        numbers=tuple(Tried(number=one, typed=said[one.name], finding=own[one.name]) for one in numbers),
        refusal=refusal, many=many,
    )


def _finding(one: Number, typed: str, value: str, found: Sequence[Finding]) -> Finding | None:
    """What is wrong with a number, told beside it: no number at all, or what the article's check says of its field."""
    if not value:
        kind = "a whole number such as 12" if one.whole else "a number such as 40 or 12.5"
        return Finding(
            what="This is no number", where=typed[:40], field=one.field, why=f"It is not {kind}.",
            next="Write digits, without the unit.",
        )
    fits = [] if value == one.text else [other for other in found if other.field == one.field]
    return fits[0] if fits else None


def _periods(org: Organisation, rule: str) -> tuple[str, ...]:
    runs = [one for one in org.states["rules"].runs.values() if one.rule == rule and one.status != VOID]
    return tuple(dict.fromkeys(one.period for one in sorted(runs, key=lambda one: -one.seq)))


def placed(rule: str, label: str, org: Organisation, tables_at: TablesAt) -> Place:
    """Where a rule is tried for a period: on what its run read, where it was run. Raises Refusal."""
    try:
        period = parse_period(label)
    except ValueError as why:
        raise Refusal(
            what="Nothing was tried", where=label[:40], why=f"{why}.", next="Name the period in one of these ways."
        ) from why
    rules = org.states["rules"]
    run = rules.runs.get(rules.current(rule, period.label))
    position = run.position if run else org.seq - 1
    number = run.number if run else rules.numbers.get(rule, 0) + 1
    return Place(org=org, period=period, tables=tables_at(position), newest=tables_at(org.seq - 1),
                 position=position, number=number)


def _outcome(
    held: Article, changed: Article, place: Place, member: str, today: str, numbers: Sequence[Number]
) -> Outcome:
    now = place.compute(held)
    then = now if changed.text == held.text else place.compute(changed)
    lines = compared(now, then)
    shown = tuple(one for one in lines if not one.member or one.member == member)
    mine = [one.amounts for one in lines if member and one.member == member]
    classes = {str(row["member"]): str(row["class"]) for row in place.tables.rows("members")}
    return Outcome(
        unit=then.unit, places=then.places, position=place.position, pays=held.fields["does"] != "score",
        total=Change(now=now.amount, then=then.amount), lines=shown, withheld=len(lines) - len(shown),
        own=Change(now=sum(one.now for one in mine), then=sum(one.then for one in mine)) if mine else None,
        groups=groups_of(lines, classes), limits=_limits(held.id, now, then, place, today),
        effects=effects(changed, _again(changed, numbers), then, place.compute, place.org, member) if numbers else (),
    )


def _again(changed: Article, numbers: Sequence[Number]) -> list[Number]:
    """The same numbers where the changed article has them: a longer number moves what stands behind it."""
    names = {one.name for one in numbers}
    return [one for one in numbers_of(changed) if one.name in names]


def _limits(rule: str, now: Computed, then: Computed, place: Place, today: str) -> tuple[Broken, ...]:
    """The limits that paying it would break; of a run that is in the books already, only what would be different."""
    states = place.org.states
    metrics: Any = states["metrics"]
    legs = _legs(then)
    run = states["rules"].runs.get(states["rules"].current(rule, place.period.label))
    if run is not None and run.status in (SETTLED, PARTLY):
        legs += [(account, -amount, unit) for account, amount, unit in _legs(now)]
    together: dict[tuple[str, str], int] = {}
    for account, amount, unit in legs:
        together[account, unit] = together.get((account, unit), 0) + amount
    posted = [(account, amount, unit) for (account, unit), amount in sorted(together.items()) if amount]
    if not posted or not metrics.watch.limits:
        return ()
    return limits_after_postings(
        posted, metrics.watch, place.org.charter, states, place.newest, today
    )


def _legs(computed: Computed) -> list[tuple[str, int, str]]:
    legs = []
    for one in computed.portions:
        if source := one.source or computed.source:
            legs += [(source, one.amount, computed.unit), (one.to, -one.amount, computed.unit)]
    return legs
