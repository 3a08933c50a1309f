"""Links that are sent to one person for one purpose, and do that without signing in: signed, and bound to the address
they went to, so that whoever lets an address go ends every link that was sent there."""

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext

from auzolan.organisation import Organisation
from auzolan.values.refusal import Refusal
from auzolan.web.asked import Asked

ANSWER, QUIET, CALENDAR = "answer", "quiet", "calendar"
DOOR = 16  # signs of the commitment to the address
Said = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Whom it was sent to, and what it is about: a decision, or nothing."""

    member: str
    about: str


def make(org_id: str, org: Organisation, purpose: str, member: str, about: str = "", *, door: str) -> str:
    """The last part of the address. door: the commitment of the address it is sent to, or empty for a calendar."""
    said: Said = (member, about, door[:DOOR], _since(org, member) if purpose == CALENDAR else 0)
    return str(signing.dumps(said, salt=_salt(org_id, purpose)))


def read(asked: Asked, purpose: str, token: str) -> Link:
    """Whom a link was made for. Raises Refusal where it was not made for this, or opens nothing any more."""
    try:
        member, about, door, since = signing.loads(token, salt=_salt(asked.id, purpose))
    except (signing.BadSignature, ValueError, TypeError):
        why = gettext("It was made for something else, or was cut off on its way.")
        raise _closed(why, gettext("Open the newest mail again, or sign in.")) from None
    people = asked.org.states["members"]
    known = people.members.get(member)
    open_ = any(one.startswith(door) and whose == member for one, whose in people.signins.items())
    if known is None or not known.belongs(asked.at[:10]) or not open_:
        raise _closed(gettext("The address that it was sent to opens nothing any more."), gettext("Sign in."))
    if purpose == CALENDAR and since != _since(asked.org, member):
        raise _closed(gettext("A newer one was made."), gettext("Take the new address from your mail page."))
    if asked.member and asked.member != member:
        raise _closed(gettext("It was sent to somebody else than who is signed in here."), gettext("Sign out first."))
    return Link(member=member, about=about)


def _since(org: Organisation, member: str) -> int:
    chosen = org.states["members"].mail.get(member)
    return chosen.seq if chosen is not None else -1


def _salt(org_id: str, purpose: str) -> str:
    return f"auzolan {purpose} {org_id}"


def _closed(why: str, after: str) -> Refusal:
    return Refusal(what=gettext("This link opens nothing"), why=why, next=after)
