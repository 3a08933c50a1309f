"""Reserve money: what is ours is set apart for a purpose, so that nothing else spends it."""

from collections.abc import Sequence

from auzolan.charter.around import Around, Draft
from auzolan.charter.kinds import Field
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.money import account_faults, enough, moved, parted, short
from auzolan.journal.entry import NODE, Fact
from auzolan.values.finding import Finding

name = "reserve"
summary = "The amount moves from one account of our own to another, on the day the decision takes effect."
FIELDS = (
    Field(name="amount", type="amount", required=True, means="how much is set apart"),
    Field(name="from", type="text", required=True, form='an account such as "Equity:Surplus:2026"', means="from where"),
    Field(name="to", type="text", required=True, form='an account such as "Equity:Collective:Solidarity"',
          means="where it is set apart"),
)


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """Both accounts are ours, and there is enough."""
    given = details(proposal)
    findings = account_faults(proposal, around, [(one, given[one]) for one in ("from", "to") if one in given])
    if findings or "amount" not in given or "from" not in given:
        return findings
    try:
        amount, unit, places = parted(given["amount"], around)
    except (KeyError, ValueError):
        return findings  # its form is judged with the other particulars
    if why := short(around, given["from"], amount, unit, places):
        findings.append(Finding(
            where=proposal.title, field="amount", what="There is not enough", why=why, next="Set less apart.",
            excerpt=given["amount"],
        ))
    return findings


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The entry."""
    given = details(proposal)
    amount, unit, places = parted(given["amount"], around)
    return (moved(around.at[:10], given["from"], {given["to"]: amount}, unit, places),)


def enact(proposal: ProposalOpened, around: Around, because: int) -> Sequence[Draft]:
    """The entry. Raises Refusal when it is not there any more."""
    given = details(proposal)
    enough(around, given["from"], *parted(given["amount"], around), "The money was not reserved")
    return [Draft(fact=fact, because=because, by=NODE) for fact in facts(proposal, (), around)]
