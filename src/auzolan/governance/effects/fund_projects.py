"""Fund projects: what was chosen gets what it costs, set apart on an account of its own from which it is paid."""

from collections.abc import Sequence

from auzolan.charter.around import Around, Draft
from auzolan.charter.kinds import Field
from auzolan.flows.facts import AccountOpened, PostingsMade
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.money import account_faults, enough, moved, opens_under, short
from auzolan.journal.entry import NODE, Fact
from auzolan.values.finding import Finding
from auzolan.values.quantity import canonical_amount

name = "fund_projects"
summary = "Each project that was chosen has its cost reserved on an account of its own; payments are booked from there."
SEVERAL = True
FIELDS = (
    Field(name="from", type="text", required=True, form='an account such as "Equity:Budget"', means="from where"),
    Field(name="to", type="text", required=True, form='a branch such as "Equity:Projects"',
          means="the branch under which each project has its account"),
    Field(name="round", type="text", means="the participatory budget whose ideas these are; only the node names it"),
)


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """The projects have costs, the whole budget is there, and accounts may be opened under the branch."""
    given = details(proposal)
    findings = account_faults(proposal, around, [("from", given["from"])] if "from" in given else [])
    branch = given.get("to", "")
    if not opens_under(around, branch):
        findings.append(_finding(
            proposal, "to", "No account can be opened there", "Each project has an account of its own under it.",
            f'Propose an account article with branch = "{branch[:60]}:*".', branch,
        ))
    if not proposal.budget or not all(one.cost for one in proposal.asks):
        why = "What costs nothing needs no budget."
        findings.append(_finding(proposal, "budget", "A project has no cost", why, "Give each its cost.", ""))
    elif not findings:
        places = around.charter.units[proposal.unit].places
        whole = canonical_amount(proposal.budget, places)
        if why := short(around, given["from"], whole, proposal.unit, places):
            after = "Propose a smaller budget, or reserve more first."
            findings.append(_finding(proposal, "budget", "There is not enough", why, after, proposal.budget))
    return findings


def _costs(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> dict[str, int]:
    places = around.charter.units[proposal.unit].places
    branch = details(proposal)["to"]
    return {
        f"{branch}:{one.option}": canonical_amount(one.cost, places)
        for one in proposal.asks if one.option in winners
    }


def _entry(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> PostingsMade:
    places = around.charter.units[proposal.unit].places
    amounts = _costs(proposal, winners, around)
    return moved(around.at[:10], details(proposal)["from"], amounts, proposal.unit, places)


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """An account for each project that has none yet, then one entry that gives each what it costs."""
    opened = around.states["flows"].accounts
    accounts = sorted(_costs(proposal, winners, around), key=str.encode)
    return (
        *(AccountOpened(account=one) for one in accounts if one not in opened), _entry(proposal, winners, around),
    )


def enact(proposal: ProposalOpened, around: Around, because: int) -> Sequence[Draft]:
    """The accounts and the entry. Raises Refusal when the money is not there any more."""
    winners = around.states["governance"].decisions[proposal.decision].winners
    places = around.charter.units[proposal.unit].places
    whole = sum(_costs(proposal, winners, around).values())
    enough(around, details(proposal)["from"], whole, proposal.unit, places, "The projects were not funded")
    return [Draft(fact=fact, because=because, by=NODE) for fact in facts(proposal, winners, around)]


def done(proposal: ProposalOpened, around: Around, because: int) -> bool:
    """Whether the entry stands right before the word that it is done; its accounts were opened before it."""
    winners = around.states["governance"].decisions[proposal.decision].winners
    return around.fact(around.seq - 1) == _entry(proposal, winners, around)


def _finding(proposal: ProposalOpened, field: str, what: str, why: str, next: str, excerpt: str) -> Finding:
    return Finding(where=proposal.title, field=field, what=what, why=why, next=next, excerpt=excerpt[:80])
