"""Why: one portion as a tree that can be read aloud, down to the entries and up to the decision."""

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from auzolan.explain.mended import mended
from auzolan.explain.why import why
from auzolan.policy.policy import columns
from auzolan.views.why_page import ENTRIES_NAMED, Reason, WhyPage, why_page
from auzolan.web import deciding
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Page, Shown
from auzolan.web.written import money
from auzolan.web.written import period as said_period

TIMES = "\N{MULTIPLICATION SIGN}"


def get(asked: Asked, run: str, to: str) -> Shown:
    """The reasons of one portion, computed again just now."""
    _may_see(asked, run, to)
    view = asked.kept(
        "why", lambda: why_page(why(run, to, asked.org, asked.office.reader, asked.office.fact), asked.org), run, to
    )
    receiver, where = deciding.receiver(asked, to, view.member)
    mending = mended(run, asked.org, asked.office.fact)
    mine = bool(view.member) and view.member == asked.member
    return Shown(
        view=view,
        template="pages/why.html",
        title=_("Why did I get this") if mine else _("Why this amount"),
        more={
            "mine": mine,
            "mending": mending,
            "line": mending.line(to),
            "account": where if view.member else receiver,
            "receiver": receiver if view.member and not mine else "",
            "written": asked.called.account(to),
            "nodes": [node(asked, one) for one in view.reasons],
            "counts": ", ".join(f"{weight} {deciding.given(option)}" for option, weight in view.counts),
        },
        crumbs=_crumbs(asked, view, _("Your portion") if mine else receiver),
    )


def _may_see(asked: Asked, run: str, to: str) -> None:
    """The portion, and what a member brought in, are shown only to whom their tables are."""
    known = asked.reader.rows("portions", {"run": run, "to": to})
    if not known:
        raise NotSeen(to)
    row = known[0]
    brought = {"member": row["member"], "amount": 0}
    for name, cells in (("portions", row), ("contributions", brought)):
        if "amount" not in columns(asked.viewer, asked.reader.table(name), cells, asked.published):
            raise NotSeen(to)


def _crumbs(asked: Asked, view: WhyPage, here: Any) -> tuple[tuple[str, Any], ...]:
    return (
        (asked.url("rules"), _("Rules")), (asked.url("article", article=view.rule), view.name),
        (asked.url("run", run=view.run), said_period(view.period)),
        ("", here),
    )


def node(asked: Asked, one: Reason) -> dict[str, Any]:
    """One figure for parts/tree.html, with what it was made of."""
    label = one.label.replace(" * ", f" {TIMES} ")
    note = one.note.rstrip(".")
    says = f"{label}. {note[:1].upper()}{note[1:]}." if note else label
    if one.exact:
        says += " " + gettext("(exactly %(fraction)s)") % {"fraction": one.exact}
    return {
        "figure": money(one.value), "unit": one.unit, "says": says, "links": _links(asked, one.entries),
        "children": [node(asked, part) for part in one.because],
    }


def _links(asked: Asked, entries: tuple[int, ...]) -> list[tuple[str, str]]:
    """The entries of a figure: the first few by number, and how many there are."""
    named = [
        (asked.url("entry", seq=seq), gettext("entry %(seq)s") % {"seq": money(seq)}) for seq in entries[:ENTRIES_NAMED]
    ]
    more = len(entries) - len(named)
    if more:
        said = ngettext("and %(n)s entry more", "and %(n)s entries more", more) % {"n": more}
        named.append(("#entries", said))
    return named


PAGE = Page(name="why", path="runs/<str:run>/why/<path:to>", seen_by="members", get=get, under="rules")
