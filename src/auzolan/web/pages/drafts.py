"""Drafts: what one is writing and what others let members read; and one of them, with what it would change."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.deliberation.draft_deciding import MOTION, EndDraft, ShowDraft
from auzolan.views.drafts import InList, draft_list
from auzolan.web import deciding, drafting, motions
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Go, Page, Shown, unsaid

SHOW, HIDE, END = "show", "hide", "end"
SAID: dict[str, Any] = {
    SHOW: _("Members can read it now."), HIDE: _("Nobody else reads it any more."), END: _("It is put away."),
}
LABELS: dict[str, Any] = {
    "procedure": _("how it is decided"), "options": _("what there is to choose from"),
    "seats": _("how many can be chosen at most"), "budget": _("what they may cost together"),
    "retires": _("articles that should no longer be in force"),
}
# Fields of the forms that hold addresses or choices rather than words to read.
UNREAD = ("title", "summary", "why", "text", "effect", "period", "unit", "replaces", "run", "overrides")


def get_list(asked: Asked) -> Shown:
    """One's own, to go on with, and those of others that can be read."""
    view = draft_list(asked.org, asked.member, asked.at[:10], asked.office.vault.opened)
    return Shown(
        view=view, template="pages/drafts.html", title=_("Drafts"),
        rows=[
            {"draft": one.draft, "title": one.title, "by": one.by, "at": one.at, "shown": one.shown, "mine": one.mine,
             "entry": one.entry}
            for one in (*view.mine, *view.others)
        ],
        more={"mine": [_told(asked, one) for one in view.mine], "others": [_told(asked, one) for one in view.others]},
        crumbs=((asked.url("decisions"), _("Decisions")), ("", _("Drafts"))),
    )


def _told(asked: Asked, one: InList) -> dict[str, Any]:
    page = "motion" if one.form == MOTION else "propose"
    return {
        "one": one, "title": one.title or _("A draft whose words were erased"), "name": asked.called.member(one.by),
        "write": f"{asked.url(page)}?draft={one.draft}",
    }


def get(asked: Asked, draft: str) -> Shown:
    """One draft; for whoever may not read it there is none."""
    view = drafting.page_of(asked, draft)
    if view is None:
        raise NotSeen(draft)
    told = _told(asked, view.one)
    effect = motions.offered().get(view.fields.get("effect", ""))
    means = {motions.DETAIL + one.name: one.means for one in effect.asks} if effect else {}
    return Shown(
        view=view, template="pages/draft.html", title=told["title"],
        more={
            **told, "changed": deciding.diffs(asked, view.changes), "fields": view.fields,
            "does": motions.title_of(view.fields["effect"]) if "effect" in view.fields else "",
            "more": [
                (_called(asked, means, name), _said(asked, value))
                for name, value in view.fields.items() if name not in UNREAD
            ],
        },
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("drafts"), _("Drafts")), ("", told["title"])),
    )


def _called(asked: Asked, means: Mapping[str, str], name: str) -> str:
    """What a field of a form is called there; a candidate by name."""
    if name.startswith(motions.OPTION):
        return str(asked.called.member(name.removeprefix(motions.OPTION)))
    return means.get(name) or str(LABELS.get(name, name.removeprefix(motions.DETAIL).replace("_", " ")))


def _said(asked: Asked, value: str) -> str:
    """A value for people: whoever and whatever it names by its name."""
    people = asked.org.states["members"]
    if value in people.members or value in people.agents:
        return str(asked.called.anyone(value))
    return str(deciding.named(asked, value)) if value in asked.org.charter else value


def post(asked: Asked, draft: str) -> Go:
    """Let members read it, or nobody; put it away."""
    do = str(asked.typed.get("do", ""))
    asked.do(_request(draft, do))
    to = asked.url("drafts") if do == END else asked.url("draft", draft=draft)
    return Go(to=to, said=SAID[do])


def _request(draft: str, do: str) -> Request:
    match do:
        case word if word in (SHOW, HIDE):
            return ShowDraft(draft=draft, shown=do == SHOW)
        case word if word == END:
            return EndDraft(draft=draft)
    raise unsaid()


PAGES = (
    Page(name="drafts", path="drafts", seen_by="members", get=get_list, under="decisions", csv=True),
    Page(name="draft", path="drafts/<str:draft>", seen_by="members", get=get, post=post, under="decisions"),
)
