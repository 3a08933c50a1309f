"""What else a rule knows about each row, beyond its table: what an account holds, a quoted rate, a value of a bid."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auzolan.charter.account_name import template_faults
from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.flows.articles.contribution import KEYWORDS, PLAIN, column_of
from auzolan.formula.scope import PlainColumn, Scope
from auzolan.rules.formula_findings import OPEN_TABLES, scope_of
from auzolan.values.finding import Finding

END, PERIOD, BEFORE, NOW = "end", "period", "before", "now"
BALANCE, IN, OUT = "balance", "in", "out"
ALWAYS = frozenset(("year", "period"))
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PLACE = re.compile(r"\{([^{}]*)\}")

GIVEN = (
    Field(name="name", type="text", required=True, means="the column that formulas of this rule can name"),
    Field(name="account", type="text", means='what an account holds, such as "Equity:Capital:{member}:*"'),
    Field(name="unit", type="text", means='in which unit, or "1" for a plain number'),
    Field(name="days", type="text", choices=(END, PERIOD, BEFORE, NOW), means="until or during which days it counts"),
    Field(name="side", type="text", choices=(BALANCE, IN, OUT), means="all of it, or what came in or went out"),
    Field(name="rate", type="text", means='a quoted rate, such as "USD/lb"'),
    Field(name="said_by", type="text", means="whose quotes count"),
    Field(name="on", type="text", means="the column with the day of the rate, instead of the period's last day"),
    Field(name="bid", type="text", means="a value that each bid says"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One more column. account, rate, bid: which of the three it is; unit: a code such as "EUR" or "USD/lb", or "".

    days: end (all until the period's last day), period, before (until the day before it) or now (all that is there);
    side: balance, in or out; said_by: whose quotes count, or empty; on: the date column that a rate is looked up by.
    """

    name: str
    account: str
    rate: str
    bid: str
    unit: str
    days: str
    side: str
    said_by: str
    on: str

    def needs(self) -> frozenset[str]:
        """The columns a row must have so that this can be known about it."""
        if self.bid:
            return frozenset(("bid",))
        if self.rate:
            return frozenset((self.on,)) if self.on else frozenset()
        return frozenset(_PLACE.findall(self.account)) - ALWAYS


def read_given(said: Sequence[Mapping[str, Any]]) -> tuple[Given, ...]:
    """The further columns as the article says them; each was checked before."""
    return tuple(
        Given(
            name=one["name"], account=one.get("account", ""), rate=one.get("rate", ""), bid=one.get("bid", ""),
            unit=one.get("rate") or ("" if one["unit"] == PLAIN else one["unit"]), days=one.get("days", END),
            side=one.get("side", BALANCE), said_by=one.get("said_by", ""), on=one.get("on", ""),
        )
        for one in said
    )


def widened(scope: Scope, given: Sequence[Given], table: str) -> Scope:
    """A table's columns and what else is known about its rows. table: empty for what is known without any row."""
    has = frozenset(OPEN_TABLES[table].names) if table else frozenset()
    more = {one.name: PlainColumn(name=one.name, unit=one.unit) for one in given if one.needs() <= has}
    return Scope(columns={**scope.columns, **more}, table=scope.table, units=scope.units)


def sound_given(
    article: Article, sound: Mapping[str, Any], charter: Charter
) -> tuple[tuple[Given, ...], list[Finding]]:
    """The further columns that can be read, and what is wrong with the others."""
    findings: list[Finding] = []
    fine = []
    for number, one in enumerate(sound.get("given", ()), 1):
        wrong = _findings(article, one, f"given[{number}].", charter)
        findings += wrong
        if not wrong:
            fine.append(one)
    return read_given(fine), findings


def _findings(article: Article, one: Mapping[str, Any], at: str, charter: Charter) -> list[Finding]:
    ways = [way for way in ("account", "rate", "bid") if way in one]
    if len(ways) != 1:
        why = "A column is what an account holds, a quoted rate, or a value of a bid: one of the three."
        after = "Write account, rate or bid."
        return [fault(article, f"{at}name", "It is not said what this is", why, after, one["name"])]
    taken = {name for table in OPEN_TABLES.values() for name in table.names}
    taken |= {column_of(said) for said in charter.of_kind("contribution")}
    if not _NAME.fullmatch(one["name"]) or one["name"] in KEYWORDS | taken:
        why = "A column's name is small letters, digits and _, no word of formulas, and no column there is."
        return [fault(article, f"{at}name", "This cannot be a column", why, "Choose another name.", one["name"])]
    if ways == ["rate"]:
        return _rate(article, one, at, charter)
    units = set(charter.units) | ({PLAIN} if ways == ["bid"] else set())
    if one.get("unit") not in units:
        why = f"The charter has no unit {one.get('unit', '')}."
        after = f"Use one of {', '.join(sorted(units))}."
        return [fault(article, f"{at}unit", "Its unit is not known", why, after, one.get("unit", ""))]
    return template_faults(article, f"{at}account", one["account"], charter) if ways == ["account"] else []


def _rate(article: Article, one: Mapping[str, Any], at: str, charter: Charter) -> list[Finding]:
    above, _, below = one["rate"].partition("/")
    if above not in charter.units or below not in charter.units:
        why, after = "A rate is a unit for one of another unit.", 'Write "USD/lb", both units of the charter.'
        return [fault(article, f"{at}rate", "This rate is not known", why, after, one["rate"])]
    days = {name for table in OPEN_TABLES.values() for name in table.names if table.column(name).kind == "date"}
    if "on" in one and one["on"] not in days:
        why = "A rate is looked up by a day of the row."
        return [fault(article, f"{at}on", "This is no day", why, f"Use one of {', '.join(sorted(days))}.", one["on"])]
    return []


def scope_with(table: str, charter: Charter, given: Sequence[Given]) -> Scope:
    """All columns that a rule's formulas over a table can name."""
    return widened(scope_of(table, charter), given, table)
