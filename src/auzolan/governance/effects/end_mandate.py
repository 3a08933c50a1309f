"""End a mandate: what somebody is trusted with is taken back; for a seat this is a recall."""

from collections.abc import Sequence
from fractions import Fraction

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
        return _by_those_who_elect(proposal, mandate, around)
    return is_member(proposal, around, member) or [Finding(
        where=proposal.title, field="mandate", what="They do not hold it", why=f"{member} does not hold {mandate}.",
        next="Look at the mandates.", excerpt=mandate,
    )]


def _by_those_who_elect(proposal: ProposalOpened, mandate: str, around: Around) -> list[Finding]:
    """Where the article says who supports a recall, those who elect decide it, and nobody else."""
    by = around.charter.get(proposal.procedure)
    if recall_share(proposal, around) is None or by is None or by.kind != "procedure":
        return []
    elects, asked = around.charter.value(mandate).elected_by, around.charter.value(by.id).body
    if asked == elects:
        return []
    why = f"{mandate} is elected by {elects}, and by {by.name} {asked} decides."
    return [Finding(
        where=proposal.title, field="procedure", what="Others decide a recall", why=why,
        next=f"Name a procedure of {elects}.", excerpt=by.id,
    )]


def recall_share(proposal: ProposalOpened, around: Around) -> Fraction | None:
    """The share of those who elect that must support a recall before it is put to them, or None."""
    article = around.charter.get(details(proposal).get("mandate", "")) if proposal.effect == name else None
    if article is None or article.kind != "body":
        return None
    share: Fraction | None = around.charter.value(article.id).recall_support
    return share


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The end."""
    given = details(proposal)
    return (MandateEnded(mandate=given["mandate"], member=given["member"]),)
