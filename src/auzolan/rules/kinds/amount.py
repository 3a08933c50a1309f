"""The rule kind `amount`: computes an amount for every row by a formula, with a floor, a cap and premium parts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.kinds import Field
from auzolan.formula.evaluate import Explainer
from auzolan.formula.parse import parse
from auzolan.formula.say import say
from auzolan.formula.scope import Row
from auzolan.formula.tree import Node
from auzolan.rules.amount_check import amount_findings, amount_words
from auzolan.rules.chosen import chosen_rows, named, stopped
from auzolan.rules.given import GIVEN
from auzolan.rules.ground import Ground, Portion, merged
from auzolan.rules.steps import Over, over
from auzolan.values.figure import Figure
from auzolan.values.finding import Finding
from auzolan.values.quantity import round_half_even

name = "amount"
summary = "computes an amount for every row by a formula, with a floor, a cap and premium parts"
EACH, TOGETHER = "each", "together"
_FORMULAS = (
    Field(name="by", type="text", required=True, means="the formula of the amount, in the rule's unit"),
    Field(name="floor", type="text", means="the least that comes out, as a formula"),
    Field(name="cap", type="text", means="the most that comes out, as a formula"),
    Field(name="to", type="text", means='the account that receives it, such as "Liabilities:Pay:{member}"'),
)
PART = (
    Field(name="name", type="text", required=True, means="what this part is called"),
    *_FORMULAS,
    Field(name="when", type="text", means="the condition under which a row gets this part"),
)
FIELDS = (
    Field(name="unit", type="text", required=True, means="the unit that the amounts come out in"),
    Field(name="among", type="text", required=True, means="the rows it is computed for: TABLE where CONDITION"),
    *_FORMULAS,
    Field(name="from", type="text", means='the account it comes from, such as "Expenses:Pay:{member}"'),
    Field(name="rounds", type="text", choices=(EACH, TOGETHER), means="whether each amount is rounded, or their sum"),
    Field(name="parts", type="tables", inner=PART, means="premium parts on top, each with a name"),
    Field(name="given", type="tables", inner=GIVEN, means="what else is known about each row"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the amount. name: empty for the amount itself; floor, cap, when: None where there is none."""

    name: str
    by: Node
    floor: Node | None
    cap: Node | None
    to: str
    when: Node | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount as its article says it. from_: the account it comes from, empty where nothing is paid.

    together: the sum is rounded and shared by the largest remainders, instead of each amount by itself.
    """

    unit: str
    among: Over
    from_: str
    parts: tuple[Part, ...]
    together: bool


def read(article: Article) -> Amount:
    """The article as a typed value; it was checked before."""
    fields = article.fields
    return Amount(
        unit=fields["unit"], among=over(fields["among"]), from_=fields.get("from", ""),
        together=fields.get("rounds") == TOGETHER,
        parts=(_part(fields, ""), *(_part(one, one["name"]) for one in fields.get("parts", ()))),
    )


def _part(said: Mapping[str, Any], name: str) -> Part:
    def formula(field: str) -> Node | None:
        return parse(said[field]) if field in said else None

    # A premium part has a condition of its own; the amount itself is for every row that was chosen.
    return Part(name=name, by=parse(said["by"]), floor=formula("floor"), cap=formula("cap"), to=said.get("to", ""),
                when=formula("when") if name else None)


def check(article: Article, sound: Mapping[str, Any], charter: Charter) -> list[Finding]:
    """Every fault in the formulas, the units, the accounts and the bounds."""
    return amount_findings(article, sound, charter)


def words(article: Article, charter: Charter) -> str:
    """The amount in plain words."""
    return amount_words(article.fields)


def compute(said: Amount, ground: Ground) -> list[Portion]:
    """The amount of every row, each part rounded to the unit's places: each half to even, or all together.

    Raises Refusal when nobody is among the rows, a value is not known, a cap lies below its floor, or an amount that
    is paid comes out below zero.
    """
    rows = chosen_rows(said.among, ground)
    if not rows:
        raise stopped(said.among.said, "No row is among these.", "Look at the condition, or at the period.")
    found = [portion for part in said.parts for portion in _of_part(said, part, rows, ground)]
    sources = {portion.to: portion.source for portion in found}
    if mixed := next((one for one in found if sources[one.to] != one.source), None):
        raise stopped(mixed.to, f"It would be paid from {mixed.source} and from {sources[mixed.to]}.",
                      "Let what goes to one account come from one account.")
    return merged(found)


def _of_part(said: Amount, part: Part, rows: Sequence[Row], ground: Ground) -> list[Portion]:
    scope = ground.scope(said.among.table)

    def worked_out(node: Node | None) -> Callable[[Row], Figure | None]:
        return (lambda row: None) if node is None else Explainer(node, rows, scope=scope).figure

    by = Explainer(part.by, rows, scope=scope)
    least, most, when = map(worked_out, (part.floor, part.cap, part.when))
    exact = []
    for row in rows:
        asked = when(row)
        if asked is None or asked.value is True:
            exact.append((row, _bounded(part, row, by.figure(row), least(row), most(row))))
    rounded = _together(exact, ground) if said.together else _each(exact, ground)
    return [
        _portion(said, part, row, figure, amount, ground)
        for (row, figure), amount in zip(exact, rounded, strict=True)
    ]


Exact = Sequence[tuple[Row, Figure]]


def _each(exact: Exact, ground: Ground) -> list[int]:
    return [round_half_even(figure.number, ground.places) for _, figure in exact]


def _together(exact: Exact, ground: Ground) -> list[int]:
    """The sum rounded half to even; what is left goes to the largest remainders, ties by the rows' names."""
    scaled = [figure.number * 10**ground.places for _, figure in exact]
    down = [floor(number) for number in scaled]
    left = round(sum(scaled, Fraction(0))) - sum(down)
    largest = sorted(range(len(scaled)), key=lambda place: (down[place] - scaled[place], named(exact[place][0])))
    for place in largest[:left]:
        down[place] += 1
    return down


def _bounded(part: Part, row: Row, by: Figure, least: Figure | None, most: Figure | None) -> Figure:
    """The formula's value, not below its floor and not above its cap; the figure holds all three."""
    for one in filter(None, (by, least, most)):
        if one.value is None:
            raise stopped(named(row), f"It is not known how much {one.label} is.", "Record what it comes from.")
    if least is None and most is None:
        return by
    if least is not None and most is not None and most.number < least.number:
        raise stopped(
            named(row), f"Its cap {most.printed()} {most.unit} lies below its floor {least.printed()} {least.unit}.",
            "Look at the two formulas: nothing lies between them.",
        )
    value, note = by.number, "neither floor nor cap was reached"
    if least is not None and value < least.number:
        value, note = least.number, f"raised to the floor {say(part.floor)}" if part.floor else ""
    elif most is not None and value > most.number:
        value, note = most.number, f"lowered to the cap {say(part.cap)}" if part.cap else ""
    because = tuple(one for one in (by, least, most) if one is not None)
    bounds = " and ".join(
        word for word, there in (("at least its floor", least), ("at most its cap", most)) if there is not None
    )
    return Figure(label=f"{by.label}, {bounds}", value=value, unit=by.unit, because=because, note=note)


def _portion(said: Amount, part: Part, row: Row, exact: Figure, amount: int, ground: Ground) -> Portion:
    value = Fraction(amount, 10**ground.places)
    how = "rounded together, so that the sum comes out" if said.together else "rounded half to even"
    figure = Figure(
        label=part.name or exact.label, value=value, unit=ground.unit, places=ground.places, because=(exact,),
        note="" if value == exact.number else how,
    )
    if not said.from_:
        return Portion(to=":".join(filter(None, (named(row), part.name))), amount=amount,
                       member=str(row.values.get("member", "")), figure=figure)
    if amount < 0:
        raise stopped(named(row), f"{exact.label} comes out below zero: {figure.printed()} {figure.unit}.",
                      'Write a floor such as "0 EUR", or let another rule turn the direction.')
    to, source = ground.fill(part.to, row), ground.fill(said.from_, row)
    if to == source:
        raise stopped(named(row), f"It would go from {to} to itself.", "Name another account.")
    if turned := of_each_row(said.from_) and not of_each_row(part.to):
        # The rows give and one account receives: the line is the giver's own, so it is below zero.
        to, source, amount = source, to, -amount
        figure = Figure(label="given, so below zero", value=-value, unit=ground.unit, places=ground.places,
                        because=(figure,))
    whose = str(row.values["member"]) if "{member}" in (said.from_ if turned else part.to) else ""
    return Portion(to=to, amount=amount, member=whose, figure=figure, source=source)


def of_each_row(template: str) -> bool:
    """Whether each row has an account of its own there."""
    return "{" in template.replace("{year}", "")
