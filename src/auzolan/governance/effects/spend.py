"""Spend money: we owe it to somebody from then on, under an account of expenses; the treasurer pays it as any bill."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.flows.accounts import is_known
from auzolan.flows.facts import ClaimChange, Posting, PostingsMade
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.money import parted
from auzolan.journal.entry import Fact
from auzolan.values.finding import Finding
from auzolan.values.quantity import print_amount

name = "spend"
summary = "We owe the amount to the receiver from the day the decision takes effect; it is paid as any bill is."
FIELDS = (
    Field(name="amount", type="amount", required=True, means="how much"),
    Field(name="for", type="text", required=True, form='an account such as "Expenses:Repairs"', means="what for"),
    Field(name="owed", type="text", required=True, form='an account such as "Liabilities:Payable"',
          means="where it stands until it is paid"),
    Field(name="receiver", type="text", required=True, means="the number of who gets it"),
    Field(name="due", type="date", means="by when it is paid"),
)
ROOTS = {"for": ("Expenses", "Equity", "Liabilities"), "owed": ("Liabilities",)}


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """The accounts are there and of the right roots, and the receiver is known."""
    given, people = details(proposal), around.states["members"]
    findings = []
    for field, roots in ROOTS.items():
        account = given.get(field, "")
        if account.partition(":")[0] not in roots:
            why = f"It should be under {' or '.join(roots)}."
            findings.append(_finding(proposal, field, "This account does not fit", why, account))
        elif not is_known(around.states["flows"], around.charter, people, account):
            why = "The charter has none such."
            findings.append(_finding(proposal, field, "This account is not known", why, account))
    receiver = given.get("receiver", "")
    if receiver not in people.members and receiver not in people.agents:
        why = f"Nobody of the number {receiver[:40]} is known."
        findings.append(_finding(proposal, "receiver", "Nobody would get it", why, receiver))
    return findings


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The entry, with what is owed by it; the claim bears the name of the decision."""
    given = details(proposal)
    amount, unit, places = parted(given["amount"], around)
    said = print_amount(amount, places)
    claim = ClaimChange(
        claim=proposal.decision, debtor="us", creditor=given["receiver"], amount=said, unit=unit,
        due=given.get("due", ""),
    )
    legs = (
        Posting(account=given["for"], amount=said, unit=unit),
        Posting(account=given["owed"], amount=f"-{said}", unit=unit),
    )
    return (PostingsMade(date=around.at[:10], postings=legs, claims=(claim,)),)


def _finding(proposal: ProposalOpened, field: str, what: str, why: str, excerpt: str) -> Finding:
    return Finding(
        where=proposal.title, field=field, what=what, why=why, next="Look at the accounts and people of the books.",
        excerpt=excerpt[:80],
    )
