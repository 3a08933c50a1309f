"""Sign an agreement: all of us say yes to what somebody wrote down with another party."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.flows.agreements_facts import AgreementSigned
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.journal.entry import Fact
from auzolan.values.finding import Finding

name = "sign_agreement"
summary = "We sign the agreement; it holds once the other party has signed as well."
US = "us"
FIELDS = (
    Field(name="agreement", type="text", required=True, means="the number of the agreement"),
    Field(name="publishes", type="text", choices=("yes",), means="yes: we provide it, and let everyone see the price"),
)


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """It is there, we are a party to it and have not signed it."""
    given = details(proposal)
    id = given.get("agreement", "")
    one = around.states["flows"].agreements.get(id)
    if one is None or one.ended:
        return [_finding(proposal, "There is no such agreement, or it was ended.", id)]
    if US not in (one.receiver, one.provider):
        return [_finding(proposal, f"It is between {one.receiver} and {one.provider}.", id)]
    if one.receiver_signed if one.receiver == US else one.provider_signed:
        return [_finding(proposal, "We signed it already.", id)]
    if given.get("publishes") and one.provider != US:
        return [_finding(proposal, "Only whoever provides it can let the price be shown.", id)]
    return []


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """Our signature."""
    given = details(proposal)
    return (AgreementSigned(agreement=given["agreement"], party=US, publishes=given.get("publishes") == "yes"),)


def _finding(proposal: ProposalOpened, why: str, excerpt: str) -> Finding:
    return Finding(
        where=proposal.title, field="agreement", what="The agreement cannot be signed", why=why,
        next="Look at the table of agreements.", excerpt=excerpt[:80],
    )
