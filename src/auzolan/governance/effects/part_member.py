"""Part with a member: what they are trusted with ends, and they belong no longer."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.people import belongs, is_member
from auzolan.journal.entry import Fact
from auzolan.members.facts import MandateEnded, MemberParted
from auzolan.values.finding import Finding

name = "part_member"
summary = "The member belongs no longer from the day the decision takes effect; mandates and seats end with it."
FIELDS = (Field(name="member", type="text", required=True, means="whom the members part with"),)


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """They must be a member."""
    return is_member(proposal, around, details(proposal).get("member", ""))


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The end of every mandate and seat, then the parting."""
    member = details(proposal)["member"]
    held = (
        MandateEnded(mandate=mandate, member=member)
        for mandate, grants in sorted(around.states["members"].mandates.items())
        if any(grant.member == member for grant in grants)
    )
    return (*held, MemberParted(member=member, left=around.at[:10]))


def done(proposal: ProposalOpened, around: Around, because: int) -> bool:
    """Whether they belong no longer and hold nothing."""
    member = details(proposal)["member"]
    mandates = around.states["members"].mandates
    return not belongs(around, member) and not any(
        grant.member == member for grants in mandates.values() for grant in grants
    )
