"""End a mandate: what somebody is trusted with is taken back; for a seat this is a recall."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.people import is_member
from auzolan.journal.entry import Fact
from auzolan.members.facts import MandateEnded
from auzolan.values.finding import Finding

name = "end_mandate"
summary = "The member no longer holds the mandate or the seat."
FIELDS = (
    Field(name="mandate", type="article", of=("mandate", "body"), required=True, means="what is taken back"),
    Field(name="member", type="text", required=True, means="from whom"),
)


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """They must hold it."""
    given = details(proposal)
    mandate, member = given.get("mandate", ""), given.get("member", "")
    held = any(grant.member == member for grant in around.states["members"].mandates.get(mandate, ()))
    if held:
        return []
    return is_member(proposal, around, member) or [Finding(
        where=proposal.title, field="mandate", what="They do not hold it", why=f"{member} does not hold {mandate}.",
        next="Look at the mandates.", excerpt=mandate,
    )]


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The end."""
    given = details(proposal)
    return (MandateEnded(mandate=given["mandate"], member=given["member"]),)
