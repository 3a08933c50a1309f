"""Grant a mandate: somebody is trusted with what the article says, for its term."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.people import is_member, term
from auzolan.journal.entry import Fact
from auzolan.members.facts import MandateGranted
from auzolan.values.finding import Finding

name = "grant_mandate"
summary = "The member holds the mandate or the seat from then on, for its term."
FIELDS = (
    Field(name="mandate", type="article", of=("mandate", "body"), required=True, means="what is granted"),
    Field(name="member", type="text", required=True, means="who is trusted with it"),
)


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """They must be a member."""
    return is_member(proposal, around, details(proposal).get("member", ""))


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The grant; whether there is a seat free is judged there."""
    given = details(proposal)
    return (MandateGranted(mandate=given["mandate"], member=given["member"], until=term(given["mandate"], around)),)
