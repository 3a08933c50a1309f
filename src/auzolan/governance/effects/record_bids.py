"""Record bids: what everybody bid in a round that reached what is needed is what they bring in."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.flows.facts import ContributionRecorded
from auzolan.governance import methods
from auzolan.governance.decision import RECORDS_BIDS
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.journal.entry import Fact
from auzolan.values.finding import Finding
from auzolan.values.quantity import print_amount

name = RECORDS_BIDS
summary = "Each bid is recorded as what that member brings in, for the rules to reckon with."
SEVERAL = True
FIELDS = (
    Field(name="contribution", type="article", of=("contribution",), required=True,
          means="what the bids are recorded as, an article of the charter"),
)


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """It follows a bidding round, and the contribution is counted in the unit of the bids, by whoever may bid."""
    method, article = methods.find().get(proposal.method), around.charter.get(details(proposal).get("contribution", ""))
    if method is None or not method.few:
        return [_finding(proposal, "procedure", "Only bids are recorded", "This procedure takes no bids.",
                         "Choose one whose method is bidding.", proposal.procedure)]
    if article is None or article.kind != "contribution":
        return []  # that it is no such article is said already
    if article.fields.get("unit") != proposal.unit:
        why = f"{article.id} is counted in {article.fields.get('unit')}, and the bids are in {proposal.unit}."
        return [_finding(proposal, "contribution", "The units differ", why, "Name another contribution.", article.id)]
    if article.fields.get("confirms"):
        why = "It counts only when somebody else confirms it."
        return [_finding(proposal, "contribution", "A bid needs nobody's word", why, "Name another.", article.id)]
    return []


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """One entry for each member who bid something; by the order of their numbers."""
    places = around.charter.units[proposal.unit].places
    ballots = around.states["governance"].decisions[proposal.decision].ballots
    bids = {member: sum(one.points for one in ballot.points) for member, ballot in ballots.items()}
    return tuple(
        ContributionRecorded(
            member=member, contribution=details(proposal)["contribution"], amount=print_amount(bids[member], places),
            unit=proposal.unit, date=around.at[:10],
        )
        for member in sorted(bids, key=str.encode) if bids[member]
    )


def _finding(proposal: ProposalOpened, field: str, what: str, why: str, next: str, excerpt: str) -> Finding:
    return Finding(where=proposal.title, field=field, what=what, why=why, next=next, excerpt=excerpt[:80])
