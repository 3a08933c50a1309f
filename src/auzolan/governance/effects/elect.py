"""Elect: those chosen among the candidates hold the seats or the mandate; those before them who were not, no longer."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.people import is_member, term
from auzolan.journal.entry import Fact
from auzolan.members.facts import MandateEnded, MandateGranted
from auzolan.values.finding import Finding

name = "elect"
summary = "Those elected hold the seats for the term; whoever sat before them and was not elected holds one no longer."
SEVERAL = True
FIELDS = (
    Field(name="body", type="article", of=("body", "mandate"), required=True, means="whose seats are filled"),
    Field(name="up", type="text", means="whose seats are up, ids with a blank between; without it, everybody's"),
)


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """Candidates are members; no more are elected than there are seats."""
    given = details(proposal)
    findings = [finding for one in proposal.asks for finding in is_member(proposal, around, one.option)]
    article = around.charter.get(given.get("body", ""))
    if article is None:
        return findings
    seats = around.charter.value(article.id).seats if article.kind == "body" else 0
    staying = len(_before(proposal, around) - _up(proposal, around))
    if seats and max(1, proposal.seats) > seats - staying:
        findings.append(Finding(
            where=proposal.title, field="seats", what="There are fewer seats",
            why=f"{article.name} has {seats} seats, of which {staying} are not up.",
            next=f"Elect {seats - staying} at most.", excerpt=str(proposal.seats),
        ))
    if article.kind == "body" and not seats:
        findings.append(Finding(
            where=proposal.title, field="body", what="This body has no seats",
            why="All members of its classes sit in it.", next="Name a body with seats.", excerpt=article.id,
        ))
    return findings


def _before(proposal: ProposalOpened, around: Around) -> frozenset[str]:
    grants = around.states["members"].mandates.get(details(proposal).get("body", ""), ())
    return frozenset(grant.member for grant in grants)


def _up(proposal: ProposalOpened, around: Around) -> frozenset[str]:
    named = details(proposal).get("up", "")
    before = _before(proposal, around)
    return before & frozenset(named.split()) if named else before


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """Seats that are up end first, so that there is room; then those elected sit, in the order of their election."""
    body = details(proposal)["body"]
    until = term(body, around)
    grants = around.states["members"].mandates.get(body, ())
    seated = {grant.member for grant in grants if grant.seq > around.states["governance"].decisions[
        proposal.decision
    ].closed}
    return (
        *(MandateEnded(mandate=body, member=one) for one in sorted(_up(proposal, around) - seated)),
        *(MandateGranted(mandate=body, member=one, until=until) for one in winners if one not in seated),
    )


def done(proposal: ProposalOpened, around: Around, because: int) -> bool:
    """Whether everybody elected was seated by this decision, and nobody whose seat was up sits on by an older grant."""
    winners = around.states["governance"].decisions[proposal.decision].winners
    grants = around.states["members"].mandates.get(details(proposal)["body"], ())
    since = {grant.member: grant.seq for grant in grants}
    return all(since.get(one, -1) > because for one in winners) and not facts(proposal, winners, around)
