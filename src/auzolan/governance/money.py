"""What effects that move money share: postings by decision, and whether there is enough to move."""

from collections.abc import Mapping, Sequence

from auzolan.charter.around import Around
from auzolan.flows.accounts import is_known, tree
from auzolan.flows.facts import Posting, PostingsMade
from auzolan.governance.facts import ProposalOpened
from auzolan.values.finding import Finding
from auzolan.values.quantity import canonical_amount, print_amount
from auzolan.values.refusal import Refusal

OUR_OWN = ("Equity", "Liabilities")


def moved(date: str, source: str, amounts: Mapping[str, int], unit: str, places: int) -> PostingsMade:
    """What leaves one account and arrives on others, as a run posts it. amounts: smallest parts by account."""
    whole = print_amount(sum(amounts.values()), places)
    legs = (
        Posting(account=to, amount=print_amount(-amount, places), unit=unit)
        for to, amount in sorted(amounts.items(), key=lambda pair: pair[0].encode())
    )
    return PostingsMade(date=date, postings=(Posting(account=source, amount=whole, unit=unit), *legs))


def parted(amount: str, around: Around) -> tuple[int, str, int]:
    """An amount such as "500.00 EUR" in (smallest parts, unit, decimals). Raises ValueError, KeyError."""
    figure, _, code = amount.partition(" ")
    places = around.charter.units[code].places
    return canonical_amount(figure, places), code, places


def left_on(around: Around, account: str, unit: str) -> int:
    """What an account of our own holds, in smallest parts: more than nothing where there is something to give."""
    held: int = around.states["flows"].balances.get((account, unit), 0)
    return -held


def short(around: Around, account: str, amount: int, unit: str, places: int) -> str:
    """Why it is not enough, in a sentence, or nothing."""
    left = left_on(around, account, unit)
    if left >= amount:
        return ""
    return f"{account} holds {print_amount(left, places)} {unit}, and {print_amount(amount, places)} are needed."


def enough(around: Around, account: str, amount: int, unit: str, places: int, what: str) -> None:
    """Raises Refusal when an account of our own does not hold that much now."""
    if why := short(around, account, amount, unit, places):
        raise Refusal(what=what, where=account, why=why, next="Propose it again when there is enough, or for less.")


def account_faults(proposal: ProposalOpened, around: Around, accounts: Sequence[tuple[str, str]]) -> list[Finding]:
    """A finding for each account that is unknown, or not our own. accounts: (field, account)."""
    flows, people = around.states["flows"], around.states["members"]
    findings = []
    for field, account in accounts:
        if account.partition(":")[0] not in OUR_OWN:
            why = "What is decided about is ours: equity, or what we owe. Assets follow when it is paid."
            findings.append(_finding(proposal, field, "This account cannot be decided about", why, account))
        elif not is_known(flows, around.charter, people, account):
            why = "The charter has none such."
            findings.append(_finding(proposal, field, "This account is not known", why, account))
    return findings


def opens_under(around: Around, branch: str) -> bool:
    """Whether accounts may be opened under a branch."""
    return tree(around.charter).openable(f"{branch}:x")


def _finding(proposal: ProposalOpened, field: str, what: str, why: str, excerpt: str) -> Finding:
    after = "Name one of the accounts of the books."
    return Finding(where=proposal.title, field=field, what=what, why=why, next=after, excerpt=excerpt[:80])
