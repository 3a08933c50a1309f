"""A proposed text against the text in force: what would change for whom, before anybody decides."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.state import newest, version_for
from auzolan.flows.articles.contribution import column_of
from auzolan.organisation import Organisation
from auzolan.rules.running import Computed, Tables, compute
from auzolan.values.period import Period
from auzolan.values.quantity import print_amount
from auzolan.values.refusal import Refusal

SMALL_CELL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What something is now and would be then, in smallest parts."""

    now: int
    then: int

    @property
    def change(self) -> int:
        """What would be more (positive) or less."""
        return self.then - self.now

    def as_json(self, places: int) -> dict[str, Any]:
        """The three amounts as exact decimals."""
        amounts = (("now", self.now), ("then", self.then), ("change", self.change))
        return {name: print_amount(amount, places) for name, amount in amounts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One account's portion. member: whose it is, or empty."""

    to: str
    member: str
    amounts: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """All members of a class together. amounts: None where the cell is too small to be shown."""

    class_: str
    people: int
    amounts: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The comparison as one reader may see it. withheld: lines of others that are left out."""

    rule: str
    period: str
    unit: str
    places: int
    position: int
    total: Change
    by_class: tuple[Cell, ...]
    lines: tuple[Line, ...]
    withheld: int

    def as_json(self) -> dict[str, Any]:
        """As `auzolan preview --json` prints it."""
        empty = {"now": None, "then": None, "change": None}
        return {
            "rule": self.rule, "period": self.period, "unit": self.unit, "position": self.position,
            "total": self.total.as_json(self.places),
            "by_class": [
                {"class": one.class_, "people": one.people if one.amounts else None,
                 **(one.amounts.as_json(self.places) if one.amounts else empty)}
                for one in self.by_class
            ],
            "portions": [
                {"to": one.to, "member": one.member, **one.amounts.as_json(self.places)} for one in self.lines
            ],
            "withheld": self.withheld,
        }


def rules_in(articles: Sequence[Article], org: Organisation) -> tuple[str, ...]:
    """The rules that a proposal can be previewed by: those it words anew, else those that name a contribution it
    changes, else every rule in force."""
    named = tuple(one.id for one in articles if one.kind == "rule")
    columns = [re.escape(column_of(one)) for one in articles if one.kind == "contribution"]
    word = re.compile(rf"\b(?:{'|'.join(columns)})\b") if columns else None
    rules = org.charter.of_kind("rule")
    reading = tuple(one.id for one in rules if word is not None and word.search(one.text))
    return named or reading or tuple(one.id for one in rules)


def preview(
    articles: Sequence[Article], rule: str, period: Period, org: Organisation, tables_at: Callable[[int], Tables], *,
    member: str = "", everything: bool = False,
) -> Preview:
    """A rule for a period by the text in force and with the proposed articles.

    tables_at: position -> the open tables there; where the rule was run for the period, the tables are those it read.
    member: who looks; everything: for whoever has the machine in hand. Raises Refusal as a run would.
    """
    rules = org.states["rules"]
    run = rules.runs.get(rules.current(rule, period.label))
    position = run.position if run else org.seq - 1
    number = run.number if run else rules.numbers.get(rule, 0) + 1
    proposed = next((one.text for one in articles if one.id == rule), "")
    current = version_for(org.states["charter"], rule, period) or newest(org.states["charter"], rule)
    if current is None and not proposed:
        raise Refusal(
            what="Nothing was previewed", where=rule, why="The charter has no such rule.",
            next="Name one of the rules in the proposal or in the charter.",
        )
    tables = tables_at(position)
    after = org.charter.with_(*articles)

    def computed(text: str, charter: Any) -> Computed:
        return compute(
            text, charter, org.states["flows"], tables, period, number=number, position=position, version=0, article=0
        )

    now = computed(current.text, org.charter) if current else None
    then = computed(proposed or (current.text if current else ""), after)
    if now is not None and now.unit != then.unit:
        raise Refusal(
            what="Nothing was previewed", where=rule, why=f"It shares {now.unit} now and would share {then.unit} then.",
            next="Compare texts that share the same unit.",
        )
    return _seen(now, then, rule, period, _classes(tables), member, everything)


def _classes(tables: Tables) -> dict[str, str]:
    return {str(row["member"]): str(row["class"]) for row in tables.rows("members")}


def _seen(
    now: Computed | None, then: Computed, rule: str, period: Period, classes: Mapping[str, str], member: str,
    everything: bool,
) -> Preview:
    before = {one.to: one for one in now.portions} if now else {}
    after = {one.to: one for one in then.portions}
    lines = []
    for to in sorted({*before, *after}, key=lambda account: account.encode()):
        old, new = before.get(to), after.get(to)
        whose = new.member if new else old.member if old else ""
        lines.append(Line(to=to, member=whose, amounts=Change(
            now=old.amount if old else 0, then=new.amount if new else 0,
        )))
    shown = [one for one in lines if everything or not one.member or one.member == member]
    return Preview(
        rule=rule, period=period.label, unit=then.unit, places=then.places, position=then.position,
        total=Change(now=now.amount if now else 0, then=then.amount), lines=tuple(shown),
        by_class=_cells(lines, classes, everything), withheld=len(lines) - len(shown),
    )


def _cells(lines: Sequence[Line], classes: Mapping[str, str], everything: bool) -> tuple[Cell, ...]:
    by_class: dict[str, list[Line]] = {}
    for line in lines:
        if line.member:
            by_class.setdefault(classes.get(line.member, ""), []).append(line)
    hidden = set() if everything else _hidden(by_class)
    return tuple(
        Cell(
            class_=name, people=len({line.member for line in found}),
            amounts=None if name in hidden else Change(
                now=sum(line.amounts.now for line in found), then=sum(line.amounts.then for line in found)
            ),
        )
        for name, found in sorted(by_class.items())
    )


def _hidden(by_class: Mapping[str, Sequence[Line]]) -> set[str]:
    """Classes that would tell about single people; what is hidden together is never a small group by itself."""
    people = {name: len({line.member for line in found}) for name, found in by_class.items()}
    hidden = {name for name, found in by_class.items() if people[name] < SMALL_CELL or not _mixed(found)}
    shown = sorted((count, name) for name, count in people.items() if name not in hidden)
    while 0 < sum(people[name] for name in hidden) < SMALL_CELL and shown:
        hidden.add(shown.pop(0)[1])
    return hidden


def _mixed(found: Sequence[Line]) -> bool:
    """Whether no member's part dominates the sum, so that nobody can work out another's from it."""
    now, then = Counter[str](), Counter[str]()
    for line in found:
        now[line.member] += abs(line.amounts.now)
        then[line.member] += abs(line.amounts.then)
    for amounts in (now, then):
        total, parts = sum(amounts.values()), [*sorted(amounts.values(), reverse=True), 0, 0]
        if total and (2 * parts[0] > total or 10 * (total - parts[0] - parts[1]) < parts[0]):
            return False
    return True
