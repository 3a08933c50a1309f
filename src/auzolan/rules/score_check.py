"""What can be wrong with a way of scoring, all of it at once, and the way in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.say import say as worded
from auzolan.formula.check import check as measured
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.scope import Scope
from auzolan.formula.tree import names_in
from auzolan.rules.amount_check import unit_findings
from auzolan.rules.formula_findings import formula_findings, over_findings
from auzolan.rules.given import scope_with, sound_given
from auzolan.rules.scoring import ANCHORED, CEILING, LIFE_CYCLE, LOWEST_WINS, QUALITY_TO_PRICE, RELATIVE
from auzolan.rules.steps import over
from auzolan.values.finding import Finding
from auzolan.values.quantity import parse_share

# Scale -> the fields it needs; every other field of a criterion says nothing there.
NEEDS: Mapping[str, tuple[str, ...]] = {
    CEILING: ("ceiling",), ANCHORED: ("from", "to"), QUALITY_TO_PRICE: ("worth",), LIFE_CYCLE: ("years", "discount"),
}
MAY: Mapping[str, tuple[str, ...]] = {LIFE_CYCLE: ("yearly", "end")}
OF_A_SCALE = ("ceiling", "from", "to", "worth", "yearly", "years", "discount", "end")
BOUNDS = ("ceiling", "from", "to")
YEARS_MAX = 100


def points_of(weight: str, whole: int) -> Fraction:
    """The points of a weight: "50%" or "1/2" of the whole, or "30" as they are. Raises ValueError."""
    share = parse_share(weight)
    return share * whole if weight.strip().endswith("%") or "/" in weight else share


def score_findings(article: Article, sound: Mapping[str, Any], charter: Charter, points: int) -> list[Finding]:
    """Every fault in a way of scoring. points: the whole where the article does not say it."""
    findings = unit_findings(article, sound, charter)
    given, wrong = sound_given(article, sound, charter)
    findings += wrong
    among = sound.get("among", "")
    table, wrong = over_findings(article, "among", among, charter, lambda name: scope_with(name, charter, given))
    findings += wrong if among else []
    listed = sound.get("criteria")
    if listed is None:
        return findings
    if not listed:
        why = "Rows are ranked by something."
        return [*findings, fault(article, "criteria", "There is no criterion", why, "Write one.")]
    findings += _weights(article, listed, int(sound.get("points", points)))
    for number, one in enumerate(listed, 1):
        at = f"criteria[{number}]."
        findings += _fields(article, one, at, listed)
        if table:
            findings += _formulas(article, one, at, scope_with(table, charter, given))
    return findings


def _weights(article: Article, listed: Sequence[Mapping[str, Any]], whole: int) -> Iterator[Finding]:
    names = [one["name"] for one in listed]
    if len(names) != len(set(names)):
        why = "Two criteria have one name, and nobody could tell their points apart."
        yield fault(article, "criteria", "A name stands twice", why, "Rename one of them.", ", ".join(names))
    if any(one["scale"] in LOWEST_WINS for one in listed):
        if len(listed) > 1:
            why = "Where the lowest cost wins there is nothing else to weigh: everything has its price in it."
            after = "Write one criterion, or give each another scale."
            yield fault(article, "criteria", "These do not go together", why, after)
        return
    try:
        found = [points_of(str(one.get("weight", "")), whole) for one in listed]
    except ValueError as refused:
        yield fault(article, "criteria", "A weight is missing", f"{refused}.", 'Write weight = "50%".')
        return
    if any(weight <= 0 for weight in found) or sum(found, Fraction(0)) != whole:
        said = " + ".join(str(one.get("weight", "")) for one in listed)
        why = f"The weights are all above zero and sum to 100 %, or to the {whole} points of a row that is best in all."
        yield fault(article, "criteria", "The weights do not come out", why, "Change them, or `points`.", said)


def _fields(
    article: Article, one: Mapping[str, Any], at: str, listed: Sequence[Mapping[str, Any]]
) -> Iterator[Finding]:
    scale = one["scale"]
    for field in NEEDS.get(scale, ()):
        if field not in one:
            why = f"The scale {scale} cannot be worked out without it."
            yield fault(article, f"{at}{field}", f"The field {field} is missing", why, f"Write {field}.", scale)
    for field in OF_A_SCALE:
        if field in one and field not in (*NEEDS.get(scale, ()), *MAY.get(scale, ())):
            why = f"The scale {scale} does not look at it."
            yield fault(article, f"{at}{field}", "This says nothing here", why, "Leave it out.", one[field])
    if one.get("years", 1) not in range(1, YEARS_MAX + 1):
        why, after = f"Something is used for 1 to {YEARS_MAX} years.", "Write another number."
        yield fault(article, f"{at}years", "These are not years of use", why, after, one["years"])
    if "discount" in one and parse_share(one["discount"]) < 0:
        why = "What is paid later does not count for more."
        yield fault(article, f"{at}discount", "This is no discount", why, 'Write "3%", or "0%".', one["discount"])


def _formulas(article: Article, one: Mapping[str, Any], at: str, scope: Scope) -> Iterator[Finding]:
    money = str(article.fields.get("unit", "")) if one["scale"] in LOWEST_WINS else None
    wrong = formula_findings(article, f"{at}by", one["by"], scope, money)
    yield from wrong
    if wrong:
        return
    unit = measured(parse(one["by"]), scope).code
    for field in ("worth", "yearly", "end"):
        if field in one:
            yield from formula_findings(article, f"{at}{field}", one[field], scope, unit)
    for field in BOUNDS:
        if field in one:
            yield from _bound(article, f"{at}{field}", one[field], scope, unit)


def _bound(article: Article, field: str, text: str, scope: Scope, unit: str) -> Iterator[Finding]:
    """A bound is published before the bids are: it names no column, and is in the unit of what it bounds."""
    yield from formula_findings(article, field, text, scope, unit)
    try:
        moves = names_in(parse(text))
    except FormulaRefused:
        return  # already said
    if moves:
        why = "A bound that a row can move is not known before the rows are."
        yield fault(article, field, "This bound is not fixed", why, "Write an amount such as 200.00 EUR.", text)


def score_words(fields: Mapping[str, Any], points: int) -> str:
    """The way of scoring in plain words; where one row can swap two others, that is said."""
    rows = over(str(fields["among"]))
    chosen = worded(" where {condition}", condition=say(rows.where)) if rows.where is not None else ""
    whole = int(fields.get("points", points))
    listed = [_in_words(one, whole, str(fields["unit"])) for one in fields["criteria"]]
    said = worded("Each of {table}{chosen} is judged by {criteria}.", table=rows.table, chosen=chosen,
                  criteria="; ".join(listed))
    relative = [str(one["name"]) for one in fields["criteria"] if one["scale"] in RELATIVE]
    if relative:
        said += worded(" The points for {names} hang on the other rows: one that cannot win can decide who does.",
                       names=" and ".join(relative))
    return said + worded(" Equal scores share a place; nothing is paid by it.")


def _in_words(one: Mapping[str, Any], whole: int, unit: str) -> str:
    by = say(parse(one["by"]))
    if one["scale"] in LOWEST_WINS:
        less = worded(" less {worth}", worth=say(parse(one["worth"]))) if "worth" in one else ""
        life = ""
        if one["scale"] == LIFE_CYCLE:
            yearly = say(parse(one["yearly"])) if "yearly" in one else worded("nothing")
            end = say(parse(one["end"])) if "end" in one else worded("nothing")
            life = worded(" and {yearly} in each of {years} years and {end} at the end, {discount} less for each year",
                          yearly=yearly, years=one["years"], end=end, discount=one["discount"])
        return worded("{name}: {by}{less}{life}, the lowest wins", name=one["name"], by=by, less=less, life=life)
    weight = points_of(str(one["weight"]), whole)
    head = worded("{name} with {weight} {unit}", name=one["name"], weight=weight, unit=unit)
    match one["scale"]:
        case "against_ceiling":
            how = worded("by how far {by} is below {ceiling}; above it a row is out", by=by,
                         ceiling=say(parse(one["ceiling"])))
        case "anchored":
            how = worded("by {by}, nothing at {start} and all at {end}", by=by, start=say(parse(one["from"])),
                         end=say(parse(one["to"])))
        case "ratio_to_lowest":
            how = worded("by the lowest {by} over its own", by=by)
        case _:
            how = worded("by where its {by} lies between the highest and the lowest", by=by)
    return f"{head}, {how}"
