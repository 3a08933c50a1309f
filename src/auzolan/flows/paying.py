"""Paying a claim, in whole or in part, by the published posting that pays such claims."""

from collections.abc import Sequence

from auzolan.charter.around import Around, Draft
from auzolan.flows.drafting import refused, written
from auzolan.flows.judging import US
from auzolan.flows.recording import record
from auzolan.flows.requests import PayClaim, RecordFlow
from auzolan.flows.state import Claim, State


def pay(state: State, asked: PayClaim, around: Around) -> Sequence[Draft]:
    """A claim is paid, in whole or in part, by the posting that pays such claims."""
    claim = state.claims.get(asked.claim)
    if claim is None:
        raise refused(f"claim {asked.claim}", "Nothing is open under it.", "Look at the open claims.")
    amount = asked.amount or written(state, around, claim.open, claim.unit)
    return record(state, RecordFlow(
        posting=asked.posting or _paying(claim, around), amount=amount, unit=claim.unit, date=asked.date,
        provider=claim.debtor, receiver=claim.creditor, claim=asked.claim, book_unit=asked.book_unit, rate=asked.rate,
        rate_source=asked.rate_source, leaves=asked.leaves, words=asked.words, pending=asked.pending,
    ), around)


def _paying(claim: Claim, around: Around) -> str:
    # The side that names the other party is what is owed; the other side is where the money lies.
    side = "credit" if claim.creditor == US else "debit"
    fitting = [
        str(rule.id) for rule in around.charter.values("posting") if rule.claim == "pays" and "{" in getattr(rule, side)
    ]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(fitting) or "no posting of the charter pays such a claim"
    raise refused("posting", f"It is not clear which posting pays it: {names}.", "Name the posting.")
