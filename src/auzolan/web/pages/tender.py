"""A tender: its bids under the rule's own formula and the six usual ones, before anybody adopts or awards anything."""

from fractions import Fraction

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.policy.policy import columns
from auzolan.rules.scoring import Scored
from auzolan.rules.scoring_compared import Sensitivity
from auzolan.values.period import parse_period
from auzolan.values.quantity import print_amount, print_fraction, round_half_even
from auzolan.values.refusal import Refusal
from auzolan.views.tender import TenderPage, Way, read_stated, tender_page
from auzolan.views.tender_junk import Junk
from auzolan.web import deciding
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.page import Page, Shown
from auzolan.web.written import money
from auzolan.web.written import period as said_period

NAMES = {
    "own": _("as the rule says"), "ratio_to_lowest": _("ratio to the lowest price"),
    "linear_between": _("on a line between the bids"), "against_ceiling": _("against a published ceiling"),
    "quality_to_price": _("price less what quality is worth"), "life_cycle": _("what it costs over its life"),
    "anchored": _("on a published scale"),
}
MISSING = {
    "no_ceiling": _("Nobody has said the highest price that takes part. Write one below."),
    "no_best": _("Nobody has said the price that gets all points. Write one below."),
    "no_worth": _("Nobody has said what a point of quality is worth. Write it below."),
    "no_life": _("No article says what it costs each year and in the end."),
    "no_price": _("The rule has no criterion of which less is better."),
}
FIELDS = {
    "ceiling": _("The highest price that takes part"), "best": _("The price that gets all points"),
    "worth": _("What one point of everything else is worth"), "junk": _("The price of an added bid"),
}
ORDER_MAX = 4


def get(asked: Asked, article: str) -> Shown:
    """The bids under each formula."""
    held = asked.org.charter.get(article)
    if held is None or held.kind != "rule" or held.fields["does"] != "score":
        raise NotSeen(article)
    typed = {name: asked.chosen.get(name, "")[:40] for name in FIELDS}
    stated, wrong = read_stated(typed)
    label = asked.chosen.get("period", "").strip()[:40] or asked.at[:4]
    view: TenderPage | Refusal
    try:
        view = asked.kept(
            "tender", lambda: tender_page(article, parse_period(label), asked.org, asked.reader, stated), article,
            label, tuple(typed.items()),
        )
    except ValueError as why:
        view = Refusal(what=gettext("Nothing was compared"), where=label, why=f"{why}.",
                       next=gettext("Name the period in one of these ways."))
    except Refusal as why:
        view = why
    found = view if isinstance(view, TenderPage) else None
    if found is not None and not _may_see(asked, found):
        raise NotSeen(article)
    return Shown(
        view=found or TenderPage(rule=article, name=held.name, period=label, criterion="", bids=(), price_unit="",
                                 ways=(), sensitivity=()),
        template="pages/tender.html",
        title=gettext("The bids under each formula"),
        more={
            "unread": None if found else view,
            "fields": [(name, title, typed[name], name in wrong) for name, title in FIELDS.items()],
            "scores": _scores(asked, found) if found else None,
            "junk": [(str(NAMES[one.formula]), _turns(asked, one.junk, found.price_unit), one.junk.turns)
                     for one in found.ways if one.junk] if found else [],
            "own": _own(asked, found) if found else "",
            "weights": _weights(asked, found) if found and found.sensitivity else None,
            "period": said_period(label),
        },
        crumbs=((asked.url("rules"), _("Rules")), (asked.url("article", article=article), held.name),
                ("", _("The bids under each formula"))),
    )


def _may_see(asked: Asked, view: TenderPage) -> bool:
    """Whether the policy shows this viewer the bids and what they say."""
    bids, values = asked.reader.table("bids"), asked.reader.table("bid_values")
    for row in asked.reader.rows("bids"):
        if row["bid"] in view.bids and "bid" not in columns(asked.viewer, bids, row, asked.published):
            return False
    return all(
        "value" in columns(asked.viewer, values, row, asked.published)
        for row in asked.reader.rows("bid_values") if row["bid"] in view.bids
    )


def _bid(asked: Asked, row: str) -> str:
    return deciding.receiver(asked, row, "")[0]


def _own(asked: Asked, view: TenderPage) -> str:
    own = view.ways[0]
    first = [_bid(asked, one.row) for one in own.found if one.rank == 1]
    if not first:
        return str(gettext("Nobody is left under this rule."))
    if len(first) > 1:
        return str(gettext("%(bids)s share the first place under this rule.") % {"bids": ", ".join(first)})
    others = sum(
        1 for way in view.ways[1:] if way.found and {one.row for one in way.found if one.rank == 1} != {
            one.row for one in own.found if one.rank == 1}
    )
    said: str = gettext("%(bid)s is first under this rule.") % {"bid": first[0]}
    if others:
        said += " " + gettext("Under %(n)d of the usual formulas somebody else would be first, or level.") % {
            "n": others}
    return said


def _scores(asked: Asked, view: TenderPage) -> Table:
    columns_ = (Column(label=gettext("Formula")),
                *(Column(label=_bid(asked, bid), num=True) for bid in view.bids))
    return Table(
        caption=gettext("What each bid comes to, and its place"), columns=columns_, key="scores", wide=True,
        rows=[_way(asked, one, view) for one in view.ways],
    )


def _way(asked: Asked, way: Way, view: TenderPage) -> Row:
    note = gettext("%(unit)s, the lowest wins") % {"unit": way.unit} if way.lowest else way.unit
    url = asked.url("article", article=way.rule) if way.rule and way.rule != view.rule else ""
    name = Cell(text=str(NAMES[way.formula]), note=note, url=url)
    if way.missing:
        return Row(cells=(name, Cell(text=str(MISSING.get(way.missing, way.missing)), span=len(view.bids))))
    known = {one.row: one for one in way.found}
    cells = [_score(known.get(bid), way) for bid in view.bids]
    return Row(cells=(name, *cells), mark="mine" if way.formula == "own" else "")


def _score(one: Scored | None, way: Way) -> Cell:
    if one is None or not one.rank:
        return Cell(text=gettext("out"))
    place = gettext("place %(n)d") % {"n": one.rank}
    return Cell(text=money(print_amount(one.score, way.places)), note=place)


def _turns(asked: Asked, junk: Junk, unit: str) -> str:
    """What an added bid turns, in plain words."""
    price = money(print_fraction(junk.price)) + f" {unit}"
    if not junk.turns:
        return str(gettext(
            "No added bid that was tried turns the first two, nor who is first; the last one tried asked %(price)s."
        ) % {"price": price})
    before, after = (" > ".join(_bid(asked, one) for one in order[:ORDER_MAX])
                     for order in (junk.before, junk.after))
    said = {"price": price, "before": before, "after": after}
    if len(junk.level) > 1:
        level = ", ".join(_bid(asked, one) for one in junk.level)
        return str(gettext(
            "One added bid at %(price)s, the worst in all else, puts %(level)s level at the head. It was %(before)s, "
            "though none of them changed."
        ) % {**said, "level": level})
    return str(gettext(
        "One added bid at %(price)s, the worst in all else, turns %(before)s into %(after)s, though none of them "
        "changed."
    ) % said)


def _weights(asked: Asked, view: TenderPage) -> Table:
    columns_ = (
        Column(label=gettext("Criterion")), Column(label=gettext("weight"), num=True),
        Column(label=gettext("first stays first from"), num=True), Column(label=gettext("up to"), num=True),
        Column(label=gettext("beyond that, first would be")),
    )
    return Table(caption=gettext("How far each weight can move"), columns=columns_, key="weights",
                 rows=[_weight(asked, one) for one in view.sensitivity])


def _weight(asked: Asked, one: Sensitivity) -> Row:
    beyond = [", ".join(_bid(asked, row) for row in rows) for rows in (one.below, one.above) if rows]
    return Row(cells=(
        Cell(text=one.criterion), Cell(text=_percent(one.weight)), Cell(text=_percent(one.low)),
        Cell(text=_percent(one.high)), Cell(text=" / ".join(beyond) or gettext("nobody else")),
    ))


def _percent(share: Fraction) -> str:
    return money(print_amount(round_half_even(share * 100, 2), 2)) + " %"


PAGE = Page(name="tender", path="rules/<str:article>/tender", seen_by="members", get=get, under="rules")
