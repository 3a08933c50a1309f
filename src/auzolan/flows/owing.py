"""What a recorded flow makes somebody owe: more, less, or something back."""

from auzolan.charter.around import Around
from auzolan.flows.drafting import refused, written
from auzolan.flows.facts import ClaimChange
from auzolan.flows.sides import Recording
from auzolan.flows.state import State

OWED = ("Assets:Receivable:", "Liabilities:Payable:")


def changes_of(it: Recording, state: State, around: Around, worth: int) -> list[ClaimChange]:
    """The changes of claims: raised, paid, or taken back, and then what was taken back beyond it is owed in return."""
    if not it.rule.claim:
        return []
    if it.rule.claim == "raises":
        owed = _owed(it)
        return [_change(it, state, around, it.claim_id, owed, worth * owed // it.whole, due=it.asked.due)]
    open_now = it.known.open if it.known else 0
    if it.rule.claim == "pays" and it.whole > open_now:
        why = f"Only {written(state, around, open_now, it.unit)} {it.unit} is open."
        raise refused(f"claim {it.claim_id}", why, "Pay at most that.")
    taken = min(it.whole, open_now)
    changes = [_change(it, state, around, it.claim_id, -taken, -worth)] if taken else []
    if over := it.whole - taken:
        # What is taken back beyond what was open is owed the other way round.
        changes.append(ClaimChange(
            claim=around.draw().id("c", "owed back"), debtor=it.creditor, creditor=it.debtor,
            amount=written(state, around, over, it.unit), unit=it.unit, due=it.asked.due,
        ))
    return changes


def _owed(it: Recording) -> int:
    """What is owed of the whole: where parts stand on the other side of the books, those on an account of what is owed.

    A premium that is set aside in a fund is not owed to the grower who delivered.
    """
    amounts = dict(it.parts)
    owed = [amounts.get(part.name, 0) for part in it.rule.parts if part.account.startswith(OWED)]
    return sum(owed) if owed else it.whole


def _change(
    it: Recording, state: State, around: Around, claim: str, amount: int, worth: int, due: str = ""
) -> ClaimChange:
    said = written(state, around, worth, it.in_books) if it.foreign else ""
    return ClaimChange(
        claim=claim, debtor=it.debtor, creditor=it.creditor, amount=written(state, around, amount, it.unit),
        unit=it.unit, due=due, worth=said, worth_unit=it.in_books if it.foreign else "",
    )
