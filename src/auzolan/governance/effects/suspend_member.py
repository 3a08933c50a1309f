"""Suspend a member: their vote and mandates rest until a day; they stay a member and keep what is theirs.

Ending it sooner is deciding the same with an earlier day, so that what one decision did only another one changes.
"""

from collections.abc import Sequence
from datetime import date

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.people import is_member
from auzolan.journal.entry import Fact
from auzolan.members.facts import MemberSuspended
from auzolan.values.finding import Finding

name = "suspend_member"
summary = "Their vote and mandates rest until the day named; they stay a member and keep what is theirs."
DAYS_MAX = 366
FIELDS = (
    Field(name="member", type="text", required=True, means="whose rights rest"),
    Field(name="until", type="date", required=True,
          means="the last day of it; an earlier one than before ends it sooner, yesterday's ends it at once"),
)


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """They are a member, and it ends within a year: whoever shall go for good is parted with."""
    given = details(proposal)
    findings = is_member(proposal, around, given.get("member", ""))
    until = given.get("until", "")
    if until and not findings and (before := _before_it_begins(given["member"], until, around)):
        findings.append(Finding(
            where=proposal.title, field="until", what="This is no suspension", why=before,
            next="Name the last day of it.", excerpt=until,
        ))
    if until and not findings and (date.fromisoformat(until) - date.fromisoformat(around.at[:10])).days > DAYS_MAX:
        findings.append(Finding(
            where=proposal.title, field="until", what="This is no suspension", why="Nobody waits longer than a year.",
            next="Name an earlier day, or propose to part with them.", excerpt=until,
        ))
    return findings


def _before_it_begins(member: str, until: str, around: Around) -> str:
    today = around.at[:10]
    if until >= today:
        return ""
    known = around.states["members"].members[member]
    if today > known.rests:
        return "That day is over, and their rights do not rest."
    return "It had not begun then." if until < known.rests_from else ""


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """What rests, and until when."""
    given = details(proposal)
    return (MemberSuspended(member=given["member"], until=given["until"]),)
