"""What each ballot weighs: by the formula that a procedure publishes, worked out at the opening, then frozen.

A weight is a whole number from nothing up. Money and capital weigh nothing unless the procedure says so in a field of
its own, so that nobody can buy votes by the back door of a formula.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.flows.units import places_of
from auzolan.formula.evaluate import Explainer
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.tree import names_in
from auzolan.governance.facts import Voter
from auzolan.governance.terms import Terms
from auzolan.rules.formula_findings import OPEN_TABLES, formula_findings, scope_of
from auzolan.rules.gathering import Gathering, Tables, contributed
from auzolan.rules.meanwhile import Meanwhile, overtaken
from auzolan.values.finding import Finding
from auzolan.values.period import Period, parse_period
from auzolan.values.refusal import Refusal

MEMBERS, MONEY = "members", "money"
WEIGHT_MAX = 10**9
LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Weights as they were worked out. position: the last entry that was read; procedure: by which; year: of what."""

    position: int
    procedure: str
    year: str
    weights: Mapping[str, int]


def weight_findings(article: Article, charter: Charter) -> list[Finding]:
    """What is wrong with the formula, if there is one; and with what only makes sense beside one."""
    fields = article.fields
    formula = fields.get("weight")
    if formula is None:
        return _without(article)
    scope = scope_of(MEMBERS, charter)
    if findings := formula_findings(article, "weight", formula, scope):
        return findings
    if fields.get("hands"):
        why = "A hand shows no weight."
        return [fault(article, "hands", "Hands cannot be counted by weight", why, "Leave one of the two out.")]
    money = sorted(name for name in names_in(parse(formula)) if _is_money(name, charter))
    if money and not fields.get("money_may_vote"):
        why = f"{', '.join(money)} is money, and whoever has more of it would have more of a say."
        after = "Weigh by something else, or write money_may_vote = true, for all to see."
        return [fault(article, "weight", "Money would vote", why, after, formula)]
    return []


def _without(article: Article) -> list[Finding]:
    if "weight_year" in article.fields or article.fields.get("money_may_vote"):
        field = "weight_year" if "weight_year" in article.fields else "money_may_vote"
        why = "Every ballot counts for one."
        return [fault(article, field, "There is no formula it could be about", why, "Leave it out, or write weight.")]
    return []


def _is_money(name: str, charter: Charter) -> bool:
    """Whether a column is money, or may be: an amount whose unit stands in the row could be any."""
    table, _, column = name.rpartition(".")
    if (table or MEMBERS) == MEMBERS:
        for one in contributed(charter):
            if one.column == column:
                return one.unit != "" and charter.units[one.unit].dimension == MONEY
    known = OPEN_TABLES.get(table or MEMBERS)
    if known is None or column not in known.names:
        return False
    unit = known.column(column).unit
    if unit.startswith("@"):
        return True
    return unit in charter.units and charter.units[unit].dimension == MONEY


def year_of(asked: Terms, at: str) -> Period:
    """The calendar year that the formula looks at: that of the opening, or the one before it."""
    year = int(at[:4]) - (asked.weight_year == LAST)
    return parse_period(f"{year:04d}")


def worked_out(
    asked: Terms, people: Sequence[str], charter: Charter, flows: Any, tables: Tables, period: Period
) -> dict[str, int]:
    """Member -> weight for everybody on a roll. Totals in the formula are over the roll.

    Whoever did not belong in the year that the formula looks at weighs nothing. Raises Refusal where a weight is not
    known, below nothing, or no whole number, or nobody weighs anything.
    """
    gathering = Gathering(tables, charter, period, lambda code: places_of(flows, charter, code))
    wanted = frozenset(people)
    rows = [row for row in gathering.rows(MEMBERS) if str(row.values["member"]) in wanted]
    weigh = Explainer(parse(asked.weight), rows, scope=scope_of(MEMBERS, charter))
    found = dict.fromkeys(people, 0)
    for row in rows:
        member = str(row.values["member"])
        try:
            found[member] = _whole(weigh.figure(row).value, member)
        except FormulaRefused as refused:
            why = f"For {member} it comes to nothing that could be counted: {refused.why}"
            raise _no(why, refused.next) from refused
    if not any(found.values()):
        raise _no("Nobody weighs anything.", "Record what it comes from first, or change the formula.")
    return found


def _whole(value: Any, member: str) -> int:
    number = Fraction(value) if isinstance(value, int | Fraction) and not isinstance(value, bool) else None
    if number is None:
        raise _no(f"What {member} weighs is not known.", "Say with coalesce what counts where nothing is known.")
    if number.denominator != 1:
        raise _no(f"{member} would weigh {number}, and votes are whole.", "Round it in the formula: floor(...).")
    if not 0 <= number <= WEIGHT_MAX:
        raise _no(f"{member} would weigh {number}.", f"A weight is from 0 to {WEIGHT_MAX}.")
    return int(number)


def _no(why: str, next: str) -> Refusal:
    return Refusal(what="The proposal was not opened", where="weight", why=why, next=next)


def weigh(asked: Terms, people: Sequence[str], around: Around) -> Weighed:
    """The weights as of the last entry: the slow part, before the write lock."""
    position, year = around.seq - 1, year_of(asked, around.at)
    weights = worked_out(asked, people, around.charter, around.states["flows"], around.tables(position), year)
    return Weighed(position=position, procedure=asked.procedure, year=year.label, weights=weights)


def weighted(asked: Terms, everybody: Sequence[Voter], around: Around) -> tuple[tuple[Voter, ...], int]:
    """The roll with its weights, and the last entry that they rest on; what was read may not be overtaken."""
    if not asked.weight:
        return tuple(everybody), 0
    people = tuple(one.member for one in everybody)
    known = around.prepared if isinstance(around.prepared, Weighed) else weigh(asked, people, around)
    if refused := overtaken(known.position, around):
        raise refused
    if (known.procedure, known.year) != (asked.procedure, year_of(asked, around.at).label) or (
        known.weights.keys() != set(people)
    ):
        raise Meanwhile(
            what="The proposal was not opened", where="weight", why="The roll changed meanwhile.", next="Propose again."
        )
    return with_weights(everybody, known.weights), known.position


def with_weights(everybody: Sequence[Voter], weights: Mapping[str, int]) -> tuple[Voter, ...]:
    """The same people, each with their weight."""
    return tuple(Voter(member=one.member, weight=weights[one.member], chamber=one.chamber) for one in everybody)


def weights_fault(asked: Terms, given: Sequence[Voter], everybody: Sequence[Voter]) -> str:
    """What speaks against a part of a roll: a sentence, or nothing. Whether the formula gives just these weights is
    worked out again by every verification, since no judge reads tables."""
    if not asked.weight:
        return "" if tuple(given) == tuple(everybody) else "The roll is not that of the body."
    people = [(one.member, one.chamber) for one in everybody]
    if [(one.member, one.chamber) for one in given] != people:
        return "The roll is not that of the body."
    return "" if all(0 <= one.weight <= WEIGHT_MAX for one in given) else "A weight is none."


def again(
    asked: Terms, people: Sequence[str], at: str, charter: Charter, flows: Any, tables: Tables
) -> Mapping[str, int]:
    """The weights worked out again, from the tables as of the entry that the opening names."""
    return worked_out(asked, people, charter, flows, tables, year_of(asked, at))
