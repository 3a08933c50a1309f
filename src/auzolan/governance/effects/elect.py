"""Elect: those chosen among the candidates hold the seats or the mandate; those before them who were not, no longer."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.people import is_member, term
from auzolan.governance.rotation import cannot_sit, last_days, yearly
from auzolan.journal.entry import Fact
from auzolan.members.articles.body import Body
from auzolan.members.facts import MandateEnded, MandateGranted
from auzolan.values.finding import Finding

name = "elect"
summary = "Those elected hold the seats for the term; whoever sat before them and was not elected holds one no longer."
SEVERAL = True
FIELDS = (
    Field(name="body", type="article", of=("body", "mandate"), required=True, means="whose seats are filled"),
    Field(name="up", type="text", means="whose seats are up, ids with a blank between; without it, everybody's"),
    Field(name="last_day", type="date", means="the last day, where seats are filled for what is left of a term"),
    Field(name="election", type="text", means="the election in which the candidates were named; the node says it"),
)
ASKS = FIELDS[:3]
NOBODY = "-"  # in `up`, where only vacant seats are filled


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """Candidates are members who may sit; no more are elected than there are seats."""
    given = details(proposal)
    article = around.charter.get(given.get("body", ""))
    if article is None or article.kind != "body":
        return [finding for one in proposal.asks for finding in is_member(proposal, around, one.option)]
    body: Body = around.charter.value(article.id)
    findings = [
        Finding(where=proposal.title, field="options", what="This member cannot be elected", why=why,
                next="Leave them out.", excerpt=one.option)
        for one in proposal.asks if (why := cannot_sit(around.states["governance"], one.option, body.id, around))
    ]
    staying = len(_before(proposal, around) - _up(proposal, around))
    if body.seats and max(1, proposal.seats) > body.seats - staying:
        findings.append(Finding(
            where=proposal.title, field="seats", what="There are fewer seats",
            why=f"{article.name} has {body.seats} seats, of which {staying} are not up.",
            next=f"Elect {body.seats - staying} at most.", excerpt=str(proposal.seats),
        ))
    if not body.seats:
        findings.append(Finding(
            where=proposal.title, field="body", what="This body has no seats",
            why="All members of its classes sit in it.", next="Name a body with seats.", excerpt=article.id,
        ))
    return [*findings, *_too_many_up(proposal, body, around)]


def _too_many_up(proposal: ProposalOpened, body: Body, around: Around) -> list[Finding]:
    """Where a share of the seats comes up each year, no more are taken from those whose term is not over."""
    grants = around.states["members"].mandates.get(body.id, ())
    up = _up(proposal, around)
    early = [one.member for one in grants if one.member in up and (not one.until or around.at[:10] < one.until)]
    if body.renews is None or len(early) <= yearly(body):
        return []
    return [Finding(
        where=proposal.title, field="up", what="Too many seats are up", excerpt=str(len(early)),
        why=f"By {body.id}, {yearly(body)} of its {body.seats} seats come up each year, and these are {len(early)}.",
        next="Say whose seats are up: those whose term is over first.",
    )]


def _before(proposal: ProposalOpened, around: Around) -> frozenset[str]:
    grants = around.states["members"].mandates.get(details(proposal).get("body", ""), ())
    return frozenset(grant.member for grant in grants)


def _up(proposal: ProposalOpened, around: Around) -> frozenset[str]:
    named = details(proposal).get("up", "")
    before = _before(proposal, around)
    return before & frozenset(named.split()) if named else before


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """Seats that are up end first, so that there is room; then those elected sit, in the order of their election."""
    given = details(proposal)
    body, article = given["body"], around.charter.get(given["body"])
    until = (term(body, around),) * len(winners)
    if article is not None and article.kind == "body":
        until = last_days(around.charter.value(body), len(winners), around.at, given.get("last_day", ""))
    grants = around.states["members"].mandates.get(body, ())
    seated = {grant.member for grant in grants if grant.seq > around.states["governance"].decisions[
        proposal.decision
    ].closed}
    return (
        *(MandateEnded(mandate=body, member=one) for one in sorted(_up(proposal, around) - seated)),
        *(
            MandateGranted(mandate=body, member=one, until=last)
            for one, last in zip(winners, until, strict=True) if one not in seated
        ),
    )


def done(proposal: ProposalOpened, around: Around, because: int) -> bool:
    """Whether everybody elected was seated by this decision, and nobody whose seat was up sits on by an older grant."""
    winners = around.states["governance"].decisions[proposal.decision].winners
    grants = around.states["members"].mandates.get(details(proposal)["body"], ())
    since = {grant.member: grant.seq for grant in grants}
    return all(since.get(one, -1) > because for one in winners) and not facts(proposal, winners, around)
