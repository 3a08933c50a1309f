"""Computing a rule for a period from the open tables as of one position: who gets what, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.load import read_text
from auzolan.charter.state import assembled, version_at
from auzolan.flows.units import places_of
from auzolan.rules.articles.rule import rule_kinds
from auzolan.rules.correcting import as_if
from auzolan.rules.digest import outputs
from auzolan.rules.facts import Mark, RunPublished, Share
from auzolan.rules.gathering import Gathering, Tables, amount_of
from auzolan.rules.given import read_given, scope_with, widened
from auzolan.rules.ground import NO_COLUMNS, Ground, Measuring, Paying, PayingKind, Portion
from auzolan.rules.known import Known
from auzolan.rules.proof import ProvingKind, may_be_kept
from auzolan.values.figure import Figure
from auzolan.values.period import Period, parse_period
from auzolan.values.quantity import print_amount
from auzolan.values.refusal import Refusal

__all__ = ["Computed", "Tables", "account_filler", "charter_at", "compute", "ground_of", "recompute", "text_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A rule as it came out. amount: smallest parts, negative for a loss; source: the one account that all of it comes
    from, empty where portions come from several or nothing is paid; marks: the proof, where its kind gives one."""

    amount: int
    unit: str
    places: int
    source: str
    portions: tuple[Portion, ...]
    inputs: str
    outputs: str
    version: int
    article: int
    position: int
    number: int
    marks: tuple[Mark, ...] = ()

    def shares_after(self, done: int) -> list[Share]:
        """The portions as entries spell them, from the given place on."""
        return [
            Share(
                to=one.to, amount=print_amount(one.amount, self.places), member=one.member,
                source="" if one.source == self.source else one.source, rank=one.rank,
            )
            for one in self.portions[done:]
        ]

    def portion(self, to: str) -> Portion:
        """The portion of one account. Raises KeyError."""
        for one in self.portions:
            if one.to == to:
                return one
        raise KeyError(to)


def compute(
    text: str, charter: Charter, flows: Any, tables: Tables, period: Period, *, number: int, position: int,
    version: int, article: int, working: "Working | None" = None,
) -> Computed:
    """Apply one version of a rule to a period.

    text: the version's text; flows: the state of the books (for units); tables: as of `position`; working: what works
    the rows out, the plain evaluator where none is named. Raises Refusal.
    """
    said, ground, source, gathering = grounded(text, charter, flows, tables, period, number)
    kind: PayingKind = rule_kinds()[read_text(text).fields["does"]]
    portions, marks, digest = (working or plainly)(kind, said, ground)
    amount, unit = ground.source, ground.unit
    if not isinstance(said, Paying):
        amount = sum(one.amount for one in portions)
        source = portions[0].source if len({one.source for one in portions}) == 1 else ""
    places = charter.units[unit].places
    if not digest:
        digest = outputs((one.to, print_amount(one.amount, places), unit) for one in portions)
    return Computed(
        amount=amount, unit=unit, places=places, source=source, portions=portions, inputs=gathering.inputs(),
        outputs=digest, version=version, article=article, position=position, number=number, marks=marks,
    )


# The portions, the proof where there is one, and the digest where it came with them.
Worked = tuple[tuple[Portion, ...], tuple[Mark, ...], str]
Working = Callable[[PayingKind, Any, Ground], Worked]


def plainly(kind: PayingKind, said: Any, ground: Ground) -> Worked:
    """The portions of a rule by the plain evaluator, with the proof where its kind gives one."""
    if isinstance(kind, ProvingKind):
        portions, marks = kind.proved(said, ground)
        return tuple(portions), marks if may_be_kept(marks) else (), ""
    return tuple(kind.compute(said, ground)), (), ""


def grounded(
    text: str, charter: Charter, flows: Any, tables: Tables, period: Period, number: int
) -> tuple[Paying | Measuring, Ground, str, Gathering]:
    """A rule as its text says it, what it stands on, the account that is shared out if one is, and what was read."""
    rule = read_text(text)
    kind: PayingKind = rule_kinds()[rule.fields["does"]]
    said = kind.read(rule)
    gathering = Gathering(tables, charter, period, lambda code: places_of(flows, charter, code))
    ground, source = ground_of(said, rule, gathering, account_filler(period), number)
    return said, ground, source, gathering


def ground_of(
    said: Paying | Measuring, rule: Article, gathering: Gathering, fill: Callable[[str, Any], str], turn: int
) -> tuple[Ground, str]:
    """What the rule stands on, and the account that is shared out, if one is."""
    charter = gathering.charter
    if isinstance(said, Paying):
        amount, unit, source, figure = _source(said, gathering, fill(said.source, None), fill, rule.name)
    else:
        amount, unit, source = 0, said.unit, ""
        figure = Figure(label=rule.name, value=Fraction(0), unit=unit, places=charter.units[unit].places)
    given = read_given(rule.fields.get("given", ()))
    known = Known(gathering, given, fill)
    return Ground(
        source=amount, unit=unit, places=charter.units[unit].places, figure=figure, rows=known.rows, fill=fill,
        turn=turn, scope=lambda table: scope_with(table, charter, given), apart=known.apart(),
        apart_scope=widened(NO_COLUMNS, given, ""),
    ), source


def recompute(
    fact: RunPublished, states: Mapping[str, Any], tables: Tables, working: Working | None = None
) -> Computed:
    """The same run again, by the text and the charter in force when it was published. states: of every area."""
    return compute(
        text_of(fact, states), charter_at(states["charter"], fact.position), states["flows"],
        as_if(states, fact.mends, tables), parse_period(fact.period), number=fact.number, position=fact.position,
        version=fact.version, article=fact.article, working=working,
    )


def text_of(fact: RunPublished, states: Mapping[str, Any]) -> str:
    """The text of the rule that a run applied. Raises KeyError when none was in force."""
    known = [one for one in states["charter"].articles[fact.rule] if one.seq == fact.article]
    version = known[-1] if known else version_at(states["charter"], fact.rule, fact.position)
    if version is None:
        raise KeyError(f"{fact.rule} was not in force at entry {fact.position}")
    return version.text


def charter_at(state: Any, position: int) -> Charter:
    """The charter that was in force after an entry."""
    known = {}
    for id, all_of_it in state.articles.items():
        until = tuple(one for one in all_of_it if one.seq <= position)
        if until and not 0 <= until[-1].retired_seq <= position:
            known[id] = (until[-1],)
    return assembled(type(state.articles)(known))


def account_filler(period: Period) -> Callable[[str, Any], str]:
    """What fills the places in an account's name: {year} and {period} by the period, others by the row's columns."""
    def fill(template: str, row: Any) -> str:
        words = []
        for word in template.split(":"):
            if not word.startswith("{"):
                words.append(word)
            elif word == "{year}":
                words.append(str(period.year))
            elif word == "{period}":
                words.append(period.label)
            else:
                words.append(str(row.values[word[1:-1]]) if row is not None else word)
        return ":".join(words)

    return fill


def _source(
    split: Paying, gathering: Gathering, account: str, fill: Callable[[str, Any], str], title: str
) -> tuple[int, str, str, Figure]:
    """What there is to share: smallest parts, unit, the account it comes from, and why."""
    charter = gathering.charter
    if " " in split.source and ":" not in split.source:
        amount, unit = amount_of(charter, split.source)
        figure = Figure(
            label="the amount that the article names", value=Fraction(amount, 10 ** charter.units[unit].places),
            unit=unit, places=charter.units[unit].places,
        )
        return amount, unit, fill(split.pays_from, None), figure
    held = {}
    for unit in charter.units:
        # An account that names its year is that year's whole; another is shared for what came in during the period.
        amount, entries = gathering.account(account, unit, whole="{year}" in split.source)
        if amount:
            held[unit] = (-amount, entries)
    if len(held) != 1:
        several = f"{account} holds {', '.join(sorted(held))}: one unit is shared"
        why = several if held else f"{account} holds nothing"
        raise Refusal(
            what="The rule was not run", where=account, why=f"{why}.",
            next="Set aside what is to be shared, in one unit, then run it again.",
        )
    ((unit, (amount, entries)),) = held.items()
    places = charter.units[unit].places
    figure = Figure(
        label=f"{account}, which {title} shares out", value=Fraction(amount, 10**places), unit=unit, places=places,
        entries=entries,
    )
    return amount, unit, account, figure
