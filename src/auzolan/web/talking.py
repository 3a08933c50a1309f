"""What a talk came to, in words, a picture and a table; and the proposal that begins with what unites."""

from typing import Any

from django.utils.translation import gettext, ngettext

from auzolan.views.talk_map import FEW, MAP_LEAST, OneGroup, Results, Side, Sums, TalkMap
from auzolan.views.talks import TalkPage, talk_page
from auzolan.web.asked import Asked
from auzolan.web.charts.tables import Cell, Column, Row, Table
from auzolan.web.opinion_picture import Circle, opinion_picture
from auzolan.web.written import day, money

STEADY, FAIR = 75, 50
LETTERS = "ABCDE"
TITLE_MAX = 150


def page_of(asked: Asked, talk: str) -> TalkPage:
    """The talk as whoever looks may see it. Raises KeyError when there is none."""
    wanted = str(asked.chosen.get("statement", ""))
    return asked.kept(
        "talk", lambda: talk_page(
            asked.org, talk, asked.around, asked.member, asked.office.vault.opened, wanted=wanted
        ), talk, wanted, asked.at[:10],
    )


def name_of(number: int) -> str:
    """What a group of the map is called: by a letter, since it is nothing more than a part of this map."""
    return str(gettext("Group %(letter)s") % {"letter": LETTERS[number - 1]})


def outcome(view: TalkPage) -> dict[str, Any]:
    """What the page shows of the results, by the names that its template knows."""
    found = view.results
    if found is None:
        return {}
    texts = {one.statement: one.text or gettext("(its words were erased)") for one in view.statements}
    told: dict[str, Any] = {"table": _table(found, texts), "why": _why(found)}
    if found.map is None:
        return told
    seen = found.map
    sums = {one.statement: one for one in found.sums}
    return told | {
        "headline": _headline(seen), "steady": _steady(seen), "picture": _picture(seen), "groups": _groups(seen, texts),
        "unites": [{"text": texts[one.statement], "says": _side(one), "sum": _sum(sums[one.statement])}
                   for one in seen.unites],
        "divides": [
            {"text": texts[one.statement], "says": gettext("%(one)s agrees, %(other)s disagrees") % {
                "one": name_of(one.agrees), "other": name_of(one.disagrees)}}
            for one in seen.divides
        ],
        "map_says": _map_says(seen),
    }


def _map_says(seen: TalkMap) -> str:
    """How the picture is read, and its table."""
    said = str(gettext(
        "A dot is a person; where it stands within its circle says nothing. Circles that are far apart answered "
        "differently. A group says something about this map, not about people."
    ))
    if seen.alone:
        said += " " + ngettext(
            "%(n)s person is in no group: it takes %(enough)s answers.",
            "%(n)s people are in no group: it takes %(enough)s answers.", seen.alone,
        ) % {"n": seen.alone, "enough": seen.enough}
    return f"{said} " + str(gettext(
        "In the table the columns of groups say agree : disagree : pass; a dash stands where it would tell the answers "
        "of few."
    ))


def _why(found: Results) -> str:
    """Why there is no map, in a sentence; empty where there is one."""
    if found.map is not None:
        return ""
    if found.why == FEW:
        return str(ngettext(
            "There is no map yet: it takes %(least)s people who have answered at least %(n)s statement.",
            "There is no map yet: it takes %(least)s people who have answered at least %(n)s statements.",
            found.enough,
        ) % {"least": MAP_LEAST, "n": found.enough})
    return str(gettext("There is no map: every group would be of so few people that their answers could be told."))


def _headline(seen: TalkMap) -> str:
    groups = ngettext("%(n)s group", "%(n)s groups", len(seen.groups)) % {"n": len(seen.groups)}
    together = len(seen.unites)
    if together:
        said = ngettext("%(n)s statement unites them", "%(n)s statements unite them", together) % {"n": together}
    else:
        said = gettext("nothing unites them yet")
    return str(gettext("%(groups)s; %(said)s.") % {"groups": groups, "said": said})


def _steady(seen: TalkMap) -> str:
    """How far the groups can be trusted, in a sentence."""
    if seen.alike is None:
        return str(gettext("Whether the same groups would come out of fewer people could not be tried."))
    figure = {"figure": money(f"{'-' if seen.alike < 0 else ''}{abs(seen.alike) // 100}.{abs(seen.alike) % 100:02d}")}
    if seen.alike >= STEADY:
        said = gettext(
            "The groups are steady: with a fifth of the people left out they come out alike, %(figure)s of 1."
        )
    elif seen.alike >= FAIR:
        said = gettext("The groups are fairly steady: with a fifth of the people left out, %(figure)s of 1 alike.")
    else:
        said = gettext(
            "The groups are not steady: with a fifth of the people left out others come out, %(figure)s of 1 alike. "
            "They are no ground to speak of camps."
        )
    return str(said % figure)


def _picture(seen: TalkMap) -> Any:
    circles = [Circle(label=_sized(one), size=one.size, x=one.x, y=one.y, own=one.own)
               for one in seen.groups if one.shown]
    me = (seen.x, seen.y) if seen.x is not None and seen.y is not None else None
    return opinion_picture(
        circles, me, you=gettext("You"), title=gettext("Who stands near whom"),
        desc="; ".join(one.label for one in circles), uid="opinion",
    )


def _sized(one: OneGroup) -> str:
    people = ngettext("%(n)s person", "%(n)s people", one.size) % {"n": one.size}
    return f"{name_of(one.number)}: {people}"


def _groups(seen: TalkMap, texts: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"one": one, "name": _sized(one),
         "speaking": [{"text": texts[side.statement], "agree": side.agree} for side in one.speaking]}
        for one in seen.groups
    ]


def _side(one: Side) -> str:
    return str(gettext("all groups agree") if one.agree else gettext("all groups disagree"))


def _sum(one: Sums) -> str:
    return str(gettext("%(agree)s agree, %(disagree)s disagree, %(passed)s pass") % {
        "agree": one.agree, "disagree": one.disagree, "passed": one.passed,
    })


def _table(found: Results, texts: dict[str, str]) -> Table:
    """Every statement with its totals, and group by group where that hides everybody."""
    groups = [one for one in found.map.groups if one.shown] if found.map else []
    by_group = {one.number: {sums.statement: sums for sums in one.sums} for one in groups}

    def row(one: Sums) -> Row:
        if not one.shown:
            few = gettext("fewer than five answered")
            return Row(cells=(Cell(text=texts[one.statement]), Cell(text=few, span=3 + len(groups))))
        cells = [Cell(text=texts[one.statement]), *(Cell(text=str(n)) for n in (one.agree, one.disagree, one.passed))]
        for group in groups:
            inside = by_group[group.number].get(one.statement)
            told = f"{inside.agree} : {inside.disagree} : {inside.passed}" if inside and inside.shown else "–"
            cells.append(Cell(text=told))
        return Row(cells=cells)

    ordered = sorted(found.sums, key=lambda one: (not one.shown, -one.agree + one.disagree))
    return Table(
        caption=gettext("What was answered"), key="answers",
        columns=(Column(label=gettext("Statement")), Column(label=gettext("Agree"), num=True),
                 Column(label=gettext("Disagree"), num=True), Column(label=gettext("Pass"), num=True),
                 *(Column(label=name_of(one.number), num=True) for one in groups)),
        rows=tuple(row(one) for one in ordered),
    )


def for_proposal(asked: Asked, talk: str) -> dict[str, str]:
    """The form of a proposal that begins with what unites in a talk; empty where whoever asks does not see it."""
    try:
        view = page_of(asked, talk)
    except KeyError:
        return {}
    if view.results is None or view.results.map is None:
        return {}
    texts = {one.statement: one.text for one in view.statements}
    said = {"talk": view.one.title or talk, "day": day(view.one.closes), "id": talk}
    lines = [gettext("From the talk “%(talk)s” (until %(day)s, %(id)s).") % said]
    for agree, words in ((True, gettext("All groups agree:")), (False, gettext("All groups disagree:"))):
        held = [texts[one.statement] for one in view.results.map.unites if one.agree == agree and texts[one.statement]]
        if held:
            lines += ["", words, *(f"- {text}" for text in held)]
    return {"title": view.one.title[:TITLE_MAX], "why": "\n".join(lines)}
