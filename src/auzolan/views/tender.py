"""The bids of a tender under the rule's own formula and under the six usual ones, and what one junk bid would turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.organisation import Organisation
from auzolan.rules.kinds.score import Score, Weighed, weigh
from auzolan.rules.running import Tables, grounded
from auzolan.rules.scoring import (
    ANCHORED,
    CEILING,
    COST,
    LIFE_CYCLE,
    LINEAR,
    LOWEST_WINS,
    QUALITY_TO_PRICE,
    RATIO,
    RELATIVE,
    Criterion,
    Scored,
    Values,
    scored,
)
from auzolan.rules.scoring_compared import Sensitivity, sensitivity
from auzolan.values.period import Period
from auzolan.values.quantity import parse_share
from auzolan.values.refusal import Refusal
from auzolan.views.tender_junk import Junk, junk_in

OWN = "own"
FORMULAS = (RATIO, LINEAR, CEILING, QUALITY_TO_PRICE, LIFE_CYCLE, ANCHORED)
BIDS_MAX = 60  # a picture of a tender, not of a register
NO_CEILING, NO_BEST, NO_WORTH, NO_LIFE, NO_PRICE = "no_ceiling", "no_best", "no_worth", "no_life", "no_price"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the reader states where no article does. ceiling: the highest price that takes part; best: the price that
    gets all points; worth: what a point of everything but the price is worth; junk: the price of an added bid."""

    ceiling: Fraction | None = None
    best: Fraction | None = None
    worth: Fraction | None = None
    junk: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One formula on the bids. formula: "own" or one of the six; rule: the article that says it, or empty where it is
    only looked at; found: every bid, best first; lowest: whether the lowest wins; junk: what an added bid would turn.

    missing: why it cannot be worked out: a word of this module, or a sentence.
    """

    formula: str
    rule: str
    found: tuple[Scored, ...]
    places: int
    unit: str
    lowest: bool
    junk: Junk | None
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderPage:
    """A tender. criterion: the name of the price; bids: their numbers; ways: the rule's own formula, then the six."""

    rule: str
    name: str
    period: str
    criterion: str
    bids: tuple[str, ...]
    price_unit: str
    ways: tuple[Way, ...]
    sensitivity: tuple[Sensitivity, ...]


def read_stated(typed: Mapping[str, str]) -> tuple[Stated, tuple[str, ...]]:
    """What was typed into the four fields, and the names of those that are no numbers above zero."""
    values: dict[str, Fraction] = {}
    wrong = []
    for name in ("ceiling", "best", "worth", "junk"):
        text = typed.get(name, "").strip().replace(",", ".")
        try:
            value = parse_share(text) if text else None
        except (ValueError, ZeroDivisionError):
            value = Fraction(0)
        if value is not None and value <= 0:
            wrong.append(name)
        elif value is not None:
            values[name] = value
    return Stated(**values), tuple(wrong)


def tender_page(
    rule: str, period: Period, org: Organisation, tables: Tables, stated: Stated | None = None
) -> TenderPage:
    """A score rule's bids under its own formula and the six usual ones.

    Raises KeyError where there is no such rule that scores, Refusal where its bids cannot be read as a run would.
    """
    article = org.charter.articles[rule]
    if article.kind != "rule" or article.fields["does"] != "score":
        raise KeyError(rule)
    here = _weighed(article, period, org, tables)
    said = stated or Stated()
    if len(here.weighed.rows) > BIDS_MAX:
        raise Refusal(
            what="The bids are not compared", where=rule, why=f"There are more than {BIDS_MAX} of them.",
            next="Run the rule, and look at the run.",
        )
    others = _others(article, period, org, tables)
    own = _way(OWN, rule, here.weighed.criteria, here.weighed.values(), here, said)
    price = _price(here.weighed.criteria)
    return TenderPage(
        rule=rule, name=article.name, period=period.label, criterion=price.name if price else "",
        bids=tuple(sorted(here.weighed.rows)), price_unit=_unit_of(here, price),
        ways=(own, *(_under(formula, here, others, price, said) for formula in FORMULAS)),
        sensitivity=sensitivity(here.weighed.criteria, here.weighed.values(), here.places) if own.found else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """One score rule on its bids."""

    rule: str
    weighed: Weighed
    unit: str
    places: int


def _weighed(article: Article, period: Period, org: Organisation, tables: Tables) -> _Read:
    said, ground, _, _ = grounded(article.text, org.charter, org.states["flows"], tables, period, 1)
    if not isinstance(said, Score):
        raise KeyError(article.id)
    return _Read(rule=article.id, weighed=weigh(said, ground), unit=ground.unit, places=ground.places)


def _others(article: Article, period: Period, org: Organisation, tables: Tables) -> dict[str, _Read]:
    """Formula -> another article in force that applies it to the same bids."""
    found: dict[str, _Read] = {}
    for one in _scores(org.charter):
        if one.id != article.id and one.fields["among"] == article.fields["among"]:
            try:
                read = _weighed(one, period, org, tables)
            except Refusal:
                continue  # what cannot be worked out is no example; its own page says why
            for criterion in read.weighed.criteria:
                if criterion.scale in (QUALITY_TO_PRICE, LIFE_CYCLE):
                    found.setdefault(criterion.scale, read)
    return found


def _scores(charter: Charter) -> list[Article]:
    return [one for one in charter.of_kind("rule") if one.fields["does"] == "score"]


def _price(criteria: Sequence[Criterion]) -> Criterion | None:
    """The criterion that is the price: the one of which less is better."""
    fits = (*RELATIVE, CEILING, *LOWEST_WINS)
    return next((one for one in criteria if one.scale in fits), None) or next(
        (one for one in criteria if one.start is not None and one.end is not None and one.end < one.start), None
    )


def _unit_of(here: _Read, price: Criterion | None) -> str:
    figures = here.weighed.figures.get(price.name, {}) if price else {}
    return next((one.unit for one in figures.values()), "")


def _prices(here: _Read, price: Criterion) -> Values:
    """Bid -> the bare price, also where the rule takes something off it or adds to it."""
    figures = here.weighed.figures[price.name]
    bare = price.scale in (QUALITY_TO_PRICE, LIFE_CYCLE)
    return {row: (one.because[0] if bare else one).number for row, one in figures.items()}


def _under(
    formula: str, here: _Read, others: Mapping[str, _Read], price: Criterion | None, said: Stated
) -> Way:
    criteria, values = here.weighed.criteria, here.weighed.values()
    if price is None:
        return _none(formula, here, NO_PRICE)
    if formula == price.scale:
        return _way(formula, here.rule, criteria, values, here, said)
    if formula in others and formula in (QUALITY_TO_PRICE, LIFE_CYCLE):
        other = others[formula]
        return _way(formula, other.rule, other.weighed.criteria, other.weighed.values(), other, said)
    if formula == LIFE_CYCLE:
        return _none(formula, here, NO_LIFE)
    bare: dict[str, Values] = {**values, price.name: _prices(here, price)}
    if formula == QUALITY_TO_PRICE:
        return _worth(here, price, bare, said)
    top = price.ceiling or said.ceiling
    if formula in (CEILING, ANCHORED) and top is None:
        return _none(formula, here, NO_CEILING)
    if formula == ANCHORED and (said.best is None or said.best == top):
        return _none(formula, here, NO_BEST)
    weight = Fraction(100) if price.scale in LOWEST_WINS else price.weight
    other_price = replace(price, scale=formula, weight=weight, ceiling=top if formula == CEILING else None,
                          start=top if formula == ANCHORED else None, end=said.best if formula == ANCHORED else None)
    changed = [other_price if one.name == price.name else one for one in criteria]
    return _way(formula, "", changed, bare, here, said)


def _worth(here: _Read, price: Criterion, values: Mapping[str, Values], said: Stated) -> Way:
    """The price less what the points of everything else are worth."""
    if said.worth is None:
        return _none(QUALITY_TO_PRICE, here, NO_WORTH)
    rest = [one for one in here.weighed.criteria if one.name != price.name]
    points = dict.fromkeys(values[price.name], Fraction(0))
    if rest:
        for one in scored(rest, {one.name: values[one.name] for one in rest}, here.places):
            points[one.row] = Fraction(one.score, 10**here.places)
    after = {row: amount - said.worth * points[row] for row, amount in values[price.name].items()}
    only = Criterion(name=price.name, weight=Fraction(100), scale=COST)
    return _way(QUALITY_TO_PRICE, "", [only], {price.name: after}, here, said)


def _way(
    formula: str, rule: str, criteria: Sequence[Criterion], values: Mapping[str, Values], read: _Read, said: Stated
) -> Way:
    try:
        found = scored(criteria, values, read.places)
    except ValueError as why:
        return _none(formula, read, f"{why}.")
    price = _price(criteria)
    return Way(
        formula=formula, rule=rule, found=found, places=read.places, unit=read.unit, missing="",
        lowest=criteria[0].scale in LOWEST_WINS,
        junk=junk_in(criteria, values, read.places, price, said.junk) if price is not None else None,
    )


def _none(formula: str, read: _Read, why: str) -> Way:
    return Way(formula=formula, rule="", found=(), places=read.places, unit=read.unit, lowest=False, junk=None,
               missing=why)
