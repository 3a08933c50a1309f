"""What can have happened to people: they joined, left, were trusted with something, or were named from outside."""

import msgspec

from auzolan.journal.entry import Fact, Whole


class MemberAdmitted(Fact, frozen=True, kw_only=True, tag="members.member_admitted.1"):
    """Somebody became a member. Names and addresses are in the vault under the commitment `vault`.

    class_: the class article's id ("class.worker"); joined: the first day of belonging, ISO.
    """

    member: str
    class_: str = msgspec.field(name="class")
    joined: str
    vault: str = ""


class MemberParted(Fact, frozen=True, kw_only=True, tag="members.member_parted.1"):
    """A member left. left: the first day on which they no longer belong."""

    member: str
    left: str
    vault: str = ""


class MemberMoved(Fact, frozen=True, kw_only=True, tag="members.member_moved.1"):
    """A member went over to another class and keeps the day they joined."""

    member: str
    class_: str = msgspec.field(name="class")
    since: str


class SigninBound(Fact, frozen=True, kw_only=True, tag="members.signin_bound.1"):
    """An e-mail address or passkey opens this member's door from now on. commitment: to the address, in the vault."""

    member: str
    commitment: str


class SigninUnbound(Fact, frozen=True, kw_only=True, tag="members.signin_unbound.1"):
    """An e-mail address or passkey no longer opens the door."""

    member: str
    commitment: str


class MandateGranted(Fact, frozen=True, kw_only=True, tag="members.mandate_granted.1"):
    """A member was trusted with a mandate, or with a seat in a body that has seats.

    mandate: the id of the mandate or body article; until: the last day, ISO, or empty for "until another is granted".
    """

    mandate: str
    member: str
    until: str = ""


class MandateEnded(Fact, frozen=True, kw_only=True, tag="members.mandate_ended.1"):
    """A mandate or a seat was given back or taken back."""

    mandate: str
    member: str


class MemberSuspended(Fact, frozen=True, kw_only=True, tag="members.member_suspended.1"):
    """By a decision a member's vote and mandates rest; they stay a member. until: the last day of it, also where it
    ends an earlier one sooner."""

    member: str
    until: str


class AgentNamed(Fact, frozen=True, kw_only=True, tag="members.agent_named.1"):
    """Somebody outside who gives, receives or bears something was given an id; the name is in the vault.

    nature: person, organisation or ecosystem; class_: a class article ("class.affected") or empty.
    """

    agent: str
    nature: str
    class_: str = msgspec.field(name="class", default="")
    vault: str = ""


class MembersImported(Fact, frozen=True, kw_only=True, tag="members.members_imported.1"):
    """A list of people was read from a file. source: SHA-256 of its bytes; count: how many were admitted from it."""

    source: str
    count: Whole


class MailChosen(Fact, frozen=True, kw_only=True, tag="members.mail_chosen.1"):
    """A member said, for themselves, what mail they want. digest: day, week or empty for none; reminders: whether they
    are reminded once of what they have not answered. Each makes the links of their calendar anew."""

    digest: str
    reminders: bool


FACTS = (
    MemberAdmitted, MemberParted, MemberMoved, SigninBound, SigninUnbound, MandateGranted, MandateEnded, AgentNamed,
    MembersImported, MemberSuspended, MailChosen,
)
