"""Charter: how we agreed to act, article by article, with the decision behind every version."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from auzolan.views.charter_page import article_page, charter_page
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Page, Shown

KINDS: dict[str, Any] = {
    "purpose": _("Why we are here"), "class": _("Who we are"), "body": _("Who decides together"),
    "procedure": _("How we decide"), "mandate": _("Who is trusted with what"), "rule": _("Who gets what"),
    "limit": _("What we do not go beyond"), "contribution": _("What people bring"), "unit": _("What we count in"),
    "account": _("Where it is kept"), "posting": _("How it is written down"), "publication": _("Who sees what"),
}

FOLDED = frozenset(("account", "posting", "unit"))  # many, and read by the one who keeps the books


def get(asked: Asked) -> Shown:
    """The whole charter in plain words."""
    view = asked.kept("charter", lambda: charter_page(asked.org))
    return Shown(
        view=view,
        template="pages/charter.html",
        title=_("Charter"),
        rows=[
            {"article": line.id, "title": line.name, "kind": group.kind, "version": line.version, "entry": line.entry,
             "words": line.words}
            for group in view.groups for line in group.articles
        ],
        more={
            "groups": [{"one": one, "name": KINDS.get(one.kind, one.kind.capitalize()),
                        "folded": one.kind in FOLDED and len(one.articles) > 1} for one in view.groups],
            "propose": asked.viewer.belongs,
            "entries": asked.may_see("members"),
        },
    )


def get_article(asked: Asked, article: str) -> Shown:
    """One article: its words, its text, its history."""
    try:
        view = asked.kept("article", lambda: article_page(asked.org, article), article)
    except KeyError as none:
        raise NotSeen(article) from none
    belongs = asked.viewer.belongs
    return Shown(
        view=view,
        template="pages/article.html",
        title=view.name,
        rows=[
            {"version": one.version, "adopted": one.at, "entry": one.entry, "decision": one.decision,
             "applies_from": one.applies_from}
            for one in view.versions
        ],
        more={
            "kind": KINDS.get(view.kind, view.kind.capitalize()),
            "propose": belongs and view.in_force,
            "belongs": belongs,
            "about": [
                (label, asked.url("article", article=one.id), one.name)
                for label, one in (
                    (_("Benefits"), view.benefits), (_("Bears the cost"), view.bears_cost), (_("Decides"), view.decides)
                ) if one is not None
            ],
        },
        crumbs=((asked.url("charter"), _("Charter")), ("", view.name)),
    )


PAGES = (
    Page(name="charter", path="charter", seen_by="public", shows=("articles",), get=get, label=_("Charter"), order=50,
         csv=True),
    Page(name="article", path="charter/<str:article>", seen_by="public", shows=("articles",), get=get_article,
         under="charter", csv=True),
)
