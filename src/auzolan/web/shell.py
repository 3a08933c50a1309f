"""What stands around every page: the organisation, the menu, who is signed in, a banner where one is due, the seal."""

from typing import Any

from django.utils.translation import gettext as _

from auzolan.views.seal import seal
from auzolan.web import page
from auzolan.web.asked import Asked
from auzolan.web.house import is_demo
from auzolan.web.written import moment, money

LINE_MAX = 60


def context(asked: Asked, here: page.Page, shown: page.Shown) -> dict[str, Any]:
    """Everything that base.html and a page's own template may use."""
    founding = asked.org.states["charter"].founding
    query = asked.request.META.get("QUERY_STRING", "")
    tail = f"?{query}" if query else ""
    parts = {key: value for key, value in asked.request.resolver_match.kwargs.items() if key != "org"}
    return {
        **shown.more,
        "asked": asked,
        "view": shown.view,
        "title": shown.title,
        "here": here.name,
        "crumbs": shown.crumbs,
        "organisation": founding.name,
        "organisation_line": _line(asked),
        "home_url": asked.url("home"),
        "nav": menu(asked, here),
        "me": me(asked),
        "viewer": asked.viewer,
        "seal": _seal(asked),
        "notices": notices(asked),
        "refusal": asked.refusal,
        "typed": asked.typed if asked.refusal else {},
        "json_url": asked.url(f"{here.name}.json", **parts) + tail,
        "csv_url": asked.url(f"{here.name}.csv", **parts) + tail if here.csv else "",
    }


def menu(asked: Asked, here: page.Page) -> list[tuple[str, Any, bool]]:
    """(address, label, whether it is where we are) of the pages in the main menu that this viewer may open."""
    return [
        (asked.url(one.name), one.label, one.name in (here.name, here.under))
        for one in page.found()
        if one.label and asked.may_open(one)
    ]


def me(asked: Asked) -> tuple[str, str]:
    """(address, label) of the viewer's own page, or of the door."""
    return (asked.url("mine"), _("Mine")) if asked.member else (asked.url("sign_in"), _("Sign in"))


def notices(asked: Asked) -> list[dict[str, Any]]:
    """What has to be said before the page: what was just done, why something was refused."""
    said: list[dict[str, Any]] = []
    if "said" in asked.request.session:
        said.append({"kind": "done", "what": asked.request.session.pop("said")})
    if asked.refusal is not None:
        said.append({"kind": "refusal", **asked.refusal.as_json()})
    return said


def _seal(asked: Asked) -> dict[str, Any]:
    now = seal(asked.org)
    return {
        "entry": money(now.entry),
        "signed": moment(now.signed_at),
        "agrees": None,
        "witnesses": "",
        "check_url": asked.url("verify"),
        "take_url": asked.url("mine") + "#take" if asked.member else "",
    }


def _line(asked: Asked) -> str:
    """Beside the name, on every page: that this is not in earnest, or else why the organisation is there."""
    if is_demo():
        return str(_("a demonstration: everybody here is invented"))
    if asked.org.exercise:
        return str(_("an exercise: its clock can be set, and nothing in it counts"))
    purpose = asked.org.charter.of_kind("purpose")
    said = str(purpose[0].title) if purpose else ""
    return said if len(said) <= LINE_MAX else ""
