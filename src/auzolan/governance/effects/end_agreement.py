"""End an agreement before its last day."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.flows.agreements_facts import AgreementEnded
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.journal.entry import Fact
from auzolan.values.finding import Finding

name = "end_agreement"
summary = "The agreement holds no longer than to the day named."
FIELDS = (
    Field(name="agreement", type="text", required=True, means="the number of the agreement"),
    Field(name="ends", type="date", required=True, means="the last day on which it holds"),
)


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """It is there, and the day lies in its span and not before today."""
    given = details(proposal)
    id, ends = given.get("agreement", ""), given.get("ends", "")
    one = around.states["flows"].agreements.get(id)
    if one is None or one.ended:
        return [_finding(proposal, "agreement", "There is no such agreement, or it was ended.", id)]
    if ends and (ends < one.begins or (one.ends and ends > one.ends)):
        return [_finding(proposal, "ends", "It can only end within its span.", ends)]
    if ends and ends < around.at[:10]:
        return [_finding(proposal, "ends", "What was promised until today was promised.", ends)]
    return []


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """Its new last day; the day of the decision where the one named has passed in the meantime."""
    given = details(proposal)
    return (AgreementEnded(agreement=given["agreement"], ends=max(given["ends"], around.at[:10])),)


def _finding(proposal: ProposalOpened, field: str, why: str, excerpt: str) -> Finding:
    return Finding(
        where=proposal.title, field=field, what="The agreement cannot be ended so", why=why,
        next="Look at the table of agreements.", excerpt=excerpt[:80],
    )
