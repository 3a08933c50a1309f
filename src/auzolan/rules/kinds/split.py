"""The rule kind `split`: shares an amount in steps, each to an account or among rows by a weight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.kinds import Field
from auzolan.formula.check import check as check_formula
from auzolan.formula.evaluate import evaluate, explain
from auzolan.formula.parse import parse
from auzolan.formula.say import say
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.formula.tree import Node
from auzolan.rules.among import rounding, shared_among, tie_key
from auzolan.rules.chosen import stopped
from auzolan.rules.given import GIVEN
from auzolan.rules.ground import Ground, Portion, merged
from auzolan.rules.share_out import share_out
from auzolan.rules.split_check import split_findings, split_words
from auzolan.rules.steps import ON, OTHERS, REST, SOURCE, Step, steps, sums_to_whole
from auzolan.values.figure import Figure
from auzolan.values.finding import Finding
from auzolan.values.quantity import round_half_even
from auzolan.values.refusal import Refusal

name = "split"
summary = "shares an amount in steps: a percentage, a fixed part or the rest, to an account or among rows by a weight"
STEP = (
    Field(name="to", type="text", means='the account that receives it, such as "Equity:Capital:{member}:{year}"'),
    Field(name="take", type="text", required=True, means='"10%", "rest", "500.00 EUR" or a formula'),
    Field(name="of", type="text", choices=(SOURCE, REST), means="what a percentage is of: source or rest"),
    Field(name="round", type="text", choices=("up",), means='"up" where a percentage is a least part'),
    Field(name="up_to", type="text", means="the most that the step takes"),
    Field(name="among", type="text", means="the rows it is shared among: TABLE where CONDITION"),
    Field(name="by", type="text", means="the weight of each row"),
    Field(name="each_up_to", type="text", means="the most that each row takes, as a formula over its columns"),
    Field(name="excess", type="text", choices=(OTHERS, ON), means="whether what is over goes to the others or on"),
    Field(name="beyond", type="text", means="the account for what nobody can take"),
    Field(name="steps", type="tables", means="how this step's part is shared again"),
)
FIELDS = (
    Field(name="source", type="text", required=True, means="the account that is shared out, or a fixed amount"),
    Field(name="pays_from", type="text", means="the account that pays, where the source is a fixed amount"),
    Field(name="when", type="text", means="the condition under which there is something to share"),
    Field(name="ties", type="text", choices=("bytes", "rotate"), means="who gets a unit when remainders are equal"),
    Field(name="given", type="tables", inner=GIVEN, means="what else is known, apart or about each row"),
    Field(name="steps", type="tables", required=True, inner=STEP, means="the steps, in order"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A split as its article says it."""

    source: str
    pays_from: str
    when: Node | None
    rotate: bool
    steps: tuple[Step, ...]


def read(article: Article) -> Split:
    """The article as a typed value; it was checked before."""
    fields = article.fields
    return Split(
        source=fields["source"], pays_from=fields.get("pays_from", ""),
        when=parse(fields["when"]) if "when" in fields else None, rotate=fields.get("ties") == "rotate",
        steps=steps(fields["steps"]),
    )


def check(article: Article, sound: Mapping[str, Any], charter: Charter) -> list[Finding]:
    """Every fault in the steps: formulas, tables, accounts, percentages that do not come out."""
    return split_findings(article, sound, charter, STEP)


def words(article: Article, charter: Charter) -> str:
    """The steps in plain words."""
    return split_words(read(article).steps)


def compute(split: Split, ground: Ground) -> list[Portion]:
    """Share the source out. Every unit of it is given away; a loss is shared like a gain, with the sign turned.

    Raises Refusal when the rule's own condition does not hold or nobody has any weight.
    """
    if split.when is not None and evaluate(split.when, step_amounts(ground, ground.source, ground.source)) is not True:
        raise Refusal(
            what="The rule was not run", where=split.source,
            why=f"Its condition does not hold: {say(split.when)}; there are {ground.figure.printed()} {ground.unit}.",
            next="Wait until there is something to share, or look at the account.",
        )
    run = Splitting(split, ground)
    run.listed(split.steps, abs(ground.source), ground.figure, None)
    portions = merged(run.found)
    if sum(portion.amount for portion in portions) != ground.source:
        raise ArithmeticError("the portions of a split do not sum to its source")
    return portions


def step_amounts(ground: Ground, source: int, rest: int) -> Row:
    """The amounts that a formula of a step may name: source and rest."""
    one = 10**ground.places
    entries = dict.fromkeys((SOURCE, REST), ground.figure.entries)
    amounts = Row(values={SOURCE: Fraction(source, one), REST: Fraction(rest, one)}, entries=entries)
    return amounts.within(ground.apart)


def _scope(ground: Ground) -> Scope:
    columns = {one: PlainColumn(name=one, unit=ground.unit, places=ground.places) for one in (SOURCE, REST)}
    return Scope(columns={**ground.apart_scope.columns, **columns}, units=frozenset((ground.unit,)))


class Splitting:
    """One split on its way: what has been given away until now. An engine may replace what is done among rows."""

    def __init__(self, split: Split, ground: Ground) -> None:
        self.ground = ground
        self.turn = ground.turn if split.rotate else None
        self.sign = -1 if ground.source < 0 else 1
        self.found: list[Portion] = []

    def figure(self, label: str, amount: int, because: tuple[Figure, ...], note: str = "") -> Figure:
        """An amount of the split's unit with its reasons."""
        value = Fraction(self.sign * amount, 10**self.ground.places)
        return Figure(
            label=label, value=value, unit=self.ground.unit, places=self.ground.places, because=because, note=note
        )

    def listed(self, listed: Sequence[Step], pot: int, why: Figure, row: Row | None) -> None:
        """Share a pot over a list of steps."""
        if sums_to_whole(listed):
            # Ties go by the account that is paid; a step that is shared on has none of its own yet.
            names = [step.to if step.among else self.ground.fill(step.to, row) for step in listed]
            keys = {tie_key(names[place], place): step.share or Fraction(0) for place, step in enumerate(listed)}
            shared = share_out(pot, keys, turn=self.turn)
            for step, key in zip(listed, keys, strict=True):
                note = rounding(shared.left, key in shared.extra, shared.remainders[key])
                figure = self.figure(f"{step.said} of {why.label}", shared.portions[key], (why,), note)
                self.give(step, shared.portions[key], figure, row)
            return
        left = pot
        for step in listed:
            amount, figure = self.taken(step, pot, left, why)
            left -= amount - self.give(step, amount, figure, row)

    def taken(self, step: Step, pot: int, left: int, why: Figure) -> tuple[int, Figure]:
        """What one step takes of a pot, and why."""
        if step.takes_rest:
            return left, self.figure(f"the rest of {why.label}", left, (why,))
        base = left if step.of == REST else pot
        reading = step_amounts(self.ground, pot, left)
        if step.share is not None:
            exact = base * step.share
            amount = ceil(exact) if step.up else round(exact)
            note = "rounded up" if step.up and amount != exact else "" if amount == exact else "rounded half to even"
            whole = why.label if step.of == SOURCE else "what is left"
            figure = self.figure(f"{step.said} of {whole}", amount, (why,), note)
        else:
            amount, said = self.formula(step.amount, reading)
            note = "" if said.number == Fraction(amount, 10**self.ground.places) else "rounded half to even"
            figure = self.figure(said.label, amount, (said,), note)
        if step.up_to is not None:
            cap, most = self.formula(step.up_to, reading)
            if amount > cap:
                amount, figure = cap, self.figure(f"at most {say(step.up_to)}", cap, (figure, most))
        if amount > left or amount < 0:
            amount = max(0, min(amount, left))
            figure = self.figure(f"{figure.label}, as far as there is", amount, (figure,))
        return amount, figure

    def formula(self, node: Node | None, amounts: Row) -> tuple[int, Figure]:
        """An amount that a formula over `source` and `rest` gives, in smallest parts, and why."""
        if node is None:
            raise TypeError("a step takes neither a share, nor the rest, nor an amount")
        scope = _scope(self.ground)
        check_formula(node, scope, wanted=self.ground.unit)
        said = explain(node, amounts, scope=scope)
        if said.value is None:
            raise stopped(say(node), "What it takes is not known here.", "Say with `else` what holds otherwise.")
        return round_half_even(said.number, self.ground.places), said

    def give(self, step: Step, amount: int, figure: Figure, row: Row | None) -> int:
        """Give a step's part away: to one account, over nested steps, or among rows. Gives what could not be given."""
        if step.among is not None:
            return self.among(step, amount, figure)
        if step.steps:
            self.listed(step.steps, amount, figure, row)
        else:
            self.put(step.to, amount, figure, row)
        return 0

    def among(self, step: Step, amount: int, pot: Figure) -> int:
        """Share a step's part among rows by their weights. Gives what is over and has no account."""
        shared, over = shared_among(step, amount, pot, self.ground, self.turn, self.figure)
        for one in shared:
            if step.steps:
                self.listed(step.steps, one.amount, one.figure, one.row)
            else:
                self.put(step.to, one.amount, one.figure, one.row)
        if over and step.beyond:
            figure = self.figure(f"what nobody among {step.said_among} can take", over, (pot,))
            self.put(step.beyond, over, figure, None)
            return 0
        return over

    def put(self, to: str, amount: int, figure: Figure, row: Row | None) -> None:
        """One portion."""
        account = self.ground.fill(to, row)
        member = "" if row is None or "{member}" not in to else str(row.values["member"])
        self.found.append(Portion(to=account, amount=self.sign * amount, member=member, figure=figure))
