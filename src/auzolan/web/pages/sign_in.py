"""The door: a code by e-mail, and in a demonstration any member with one click."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.values.refusal import Refusal
from auzolan.web import codes, gate, mail, session
from auzolan.web.addresses import is_address
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.house import is_demo
from auzolan.web.page import Go, Page, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A member of a demonstration, to be signed in as."""

    member: str
    name: str
    trusted: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """member: who is signed in already, or empty; people: in a demonstration, everybody there is, by class."""

    member: str
    people: tuple[tuple[str, tuple[Someone, ...]], ...] = ()


def get(asked: Asked) -> Shown:
    """Ask for an address."""
    view = SignIn(member=asked.member, people=_people(asked) if is_demo() else ())
    return Shown(
        view=view, template="pages/sign_in.html", title=_("Sign in"), more={"next": _next(asked), "demo": is_demo()}
    )


def _people(asked: Asked) -> tuple[tuple[str, tuple[Someone, ...]], ...]:
    """By class, the largest first."""
    state, charter = asked.org.states["members"], asked.org.charter
    names = asked.office.vault.opened(one.vault for one in state.members.values())
    classes: dict[str, list[Someone]] = {}
    for id, one in state.members.items():
        if one.belongs(asked.at[:10]):
            trusted = tuple(
                charter.articles[article].name
                for article, grants in sorted(state.mandates.items())
                if article in charter and any(grant.member == id for grant in grants)
            )
            name = str(names.get(one.vault, {}).get("name", id))
            classes.setdefault(one.class_, []).append(Someone(member=id, name=name, trusted=trusted))
    ordered = sorted(classes.items(), key=lambda known: (-len(known[1]), known[0]))
    return tuple(
        (
            charter.articles[class_].name if class_ in charter else class_,
            tuple(sorted(people, key=lambda one: one.name)),
        )
        for class_, people in ordered
    )


def _next(asked: Asked) -> str:
    wanted = asked.typed.get("next") or asked.chosen.get("next") or ""
    return gate.safe_next(asked.request, wanted, "")


def post(asked: Asked) -> Go:
    """Send a code, or open the demonstration's door."""
    if is_demo() and asked.typed.get("member"):
        return _as_anybody(asked)
    address = asked.typed.get("email", "").strip()
    if not is_address(address):
        raise Refusal(
            what=gettext("No code was sent"),
            why=gettext("This is not an e-mail address."),
            next=gettext("Write the address that your organisation knows, such as ana@example.org."),
        )
    sent = codes.ask(asked.office, asked.org, address, asked.request.META.get("REMOTE_ADDR", ""))
    if sent is None:
        raise Refusal(
            what=gettext("No code was sent"),
            why=gettext("Too many codes were asked for."),
            next=gettext("Use one that you have, or ask again in a quarter of an hour."),
        )
    if sent.to:
        name = asked.org.states["charter"].founding.name
        mail.post(
            gettext("Your code for %(name)s: %(code)s") % {"name": name, "code": sent.code},
            gettext(
                "Your code is %(code)s. It is good for a quarter of an hour, in the browser that asked for it.\n"
                "If you did not ask for it, do nothing: without it nobody comes in."
            )
            % {"code": sent.code},
            sent.to,
        )
    asked.request.session["sign_in"] = {"id": sent.id, "next": _next(asked), "code": sent.code if is_demo() else ""}
    return Go(to=asked.url("sign_in_code"))


def _as_anybody(asked: Asked) -> Go:
    member = asked.typed["member"]
    if member not in asked.org.states["members"].members:
        raise NotSeen(member)
    to = _next(asked) or asked.url("home")
    session.sign_in(asked.request, asked.id, member, session.DEMO_DOOR)
    return Go(to=to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code is waited for. minutes: how long it is good; shown: the code itself, in a demonstration only."""

    minutes: int
    digits: int
    shown: str = ""


def get_code(asked: Asked) -> Shown | Go:
    """Ask for the code."""
    waiting = _waiting(asked)
    if not waiting:
        return Go(to=asked.url("sign_in"))
    view = Code(minutes=codes.SECONDS // 60, digits=codes.DIGITS, shown=waiting.get("code", ""))
    return Shown(view=view, template="pages/sign_in_code.html", title=_("Your code"))


def post_code(asked: Asked) -> Go:
    """Open the door when the code is right."""
    waiting = _waiting(asked)
    opened = codes.check(asked.office, waiting.get("id", ""), asked.typed.get("code", "")[:40]) if waiting else None
    if opened is None:
        raise Refusal(
            what=gettext("The door stayed closed"),
            why=gettext(
                "The code is not right, was used, or is older than a quarter of an hour; after five tries it is void."
            ),
            next=gettext("Look at the newest mail and try again, or ask for another code."),
        )
    session.sign_in(asked.request, asked.id, *opened)
    return Go(to=waiting.get("next") or asked.url("home"))


def _waiting(asked: Asked) -> dict[str, Any]:
    waiting = asked.request.session.get("sign_in")
    return waiting if isinstance(waiting, dict) else {}


def get_out(asked: Asked) -> Go:
    """Nothing to see: signing out is a button."""
    return Go(to=asked.url("home"))


def post_out(asked: Asked) -> Go:
    """Sign out in this browser."""
    session.sign_out(asked.request)
    return Go(to=asked.url("home"))


PAGES = (
    Page(name="sign_in", path="sign-in", seen_by="public", get=get, post=post),
    Page(name="sign_in_code", path="sign-in/code", seen_by="public", get=get_code, post=post_code, under="sign_in"),
    Page(name="sign_out", path="sign-out", seen_by="public", get=get_out, post=post_out),
)
