"""The two sides of an entry: they sum to zero in every unit, and what is missing is said by name."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from auzolan.flows.accounts import CONVERSIONS, VIRTUAL
from auzolan.flows.facts import ClaimChange, Posting
from auzolan.flows.state import parts
from auzolan.values.quantity import print_amount


def sums(postings: Iterable[Posting]) -> dict[str, int]:
    """The sum of an entry's legs in each unit, in smallest parts; all zero in an entry that balances."""
    found: dict[str, int] = {}
    for leg in postings:
        found[leg.unit] = found.get(leg.unit, 0) + int(leg.amount.replace(".", "", 1))
    return found


def balanced(postings: Sequence[Posting], virtual: Sequence[Posting] = ()) -> tuple[Posting, ...]:
    """The missing legs: what an exchange of units owes to Equity:Conversions, and virtual legs to Equity:Virtual.

    postings: the real legs; virtual: legs that a file lets stand without their other side. Empty when all is zero.
    """
    missing: list[Posting] = []
    for account, legs in ((CONVERSIONS, postings), (VIRTUAL, virtual)):
        places = {leg.unit: _places(leg.amount) for leg in legs}
        missing.extend(
            Posting(account=account, amount=print_amount(-amount, places[unit]), unit=unit, added=True)
            for unit, amount in sorted(sums(legs).items())
            if amount
        )
    return tuple(missing)


def _places(amount: str) -> int:
    return len(amount.partition(".")[2])


def debits(postings: Iterable[Posting]) -> Mapping[str, int]:
    """How much an entry moves: its positive legs in each unit. This is what a mandate's limit is held against.

    Legs that only balance an exchange do not count; where there are such, what is given away counts as what comes in.
    """
    moved: dict[str, int] = {}
    given: dict[str, int] = {}
    exchanged = False
    for leg in postings:
        amount = leg.amount
        if leg.added:
            exchanged = True
        elif amount[0] == "-":
            given[leg.unit] = given.get(leg.unit, 0) - int(amount.replace(".", "", 1))
        else:
            moved[leg.unit] = moved.get(leg.unit, 0) + int(amount.replace(".", "", 1))
    if not exchanged:
        return moved
    return {unit: max(moved.get(unit, 0), given.get(unit, 0)) for unit in (moved | given)}


def opposite(amount: str) -> str:
    """The same amount with the other sign; zero stays zero."""
    if amount[0] == "-":
        return amount[1:]
    return amount if not parts(amount) else f"-{amount}"


def reversed_legs(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """The legs that undo an entry, in the same order."""
    return tuple(replace(leg, amount=opposite(leg.amount)) for leg in postings)


def reversed_claims(changes: Iterable[ClaimChange]) -> tuple[ClaimChange, ...]:
    """The changes of claims that undo those of an entry."""
    return tuple(
        replace(change, amount=opposite(change.amount), worth=opposite(change.worth) if change.worth else "")
        for change in changes
    )
