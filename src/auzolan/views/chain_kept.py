"""Who keeps what of each euro that is paid at the end of a chain: from payments, whoever made them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from auzolan.kernels.roll_up import MONEY_MAX, PLACES, ClosedLoop, Flows, kept, refuse_closed_loop, summed
from auzolan.values.quantity import print_fraction
from auzolan.values.refusal import Refusal

UNKNOWN, WITHHELD = "unknown", "withheld"  # receivers who are parts of a price and not somebody
NAMED_MAX = 5  # names in a sentence
_NO = "What each keeps was not computed"

Paid: TypeAlias = tuple[str, str, int]  # payer, payee, smallest parts of the one currency


@dataclass(frozen=True, slots=True, kw_only=True)
class BelowCost:
    """Somebody in between who paid on more than came in: the gap was paid from elsewhere, not from this price."""

    who: str
    received: int
    paid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """shares: name -> what they keep of each euro, in parts of 10^-12 that sum to one; ends: who pays at the end of the
    chain; total: what they pay, smallest parts; backwards: everybody in between seems to pay on more than came in,
    as in a file whose columns are swapped."""

    shares: Mapping[str, int]
    ends: tuple[str, ...]
    total: int
    below_cost: tuple[BelowCost, ...] = ()
    backwards: bool = False

    def printed(self) -> dict[str, str]:
        """name -> share as an exact decimal without trailing zeros; they sum to 1."""
        return {who: print_fraction(Fraction(share, 10**PLACES)) for who, share in self.shares.items()}


def who_keeps(payments: Iterable[Paid], ends: Sequence[str] = ()) -> Kept:
    """Follows each euro from the end of the chain to those who keep a part of it.

    payments: amounts from 0; ends: whose euros are followed, else of everyone who pays and is never paid. An end that
    is paid too keeps what comes back to it. Raises Refusal when nobody pays at the end, or money goes round for ever.
    """
    sums: dict[tuple[str, str], int] = {}
    for payer, payee, amount in payments:
        sums[payer, payee] = sums.get((payer, payee), 0) + amount
    if sum(sums.values()) >= MONEY_MAX:
        why = "The amounts together have more digits than are counted exactly here."
        raise Refusal(what=_NO, why=why, next="Write them in a coarser unit, such as thousands.")
    live = {pair: amount for pair, amount in sums.items() if amount}
    names = sorted({name for pair in sums for name in pair}, key=str.encode)
    found = _ends(live, ends, names)
    flows, start = _flows(live, names, found)
    try:
        shares = kept(flows, start)
    except ClosedLoop as loop:
        raise _endless(loop, names) from loop
    received, paid = flows.received.tolist(), flows.paid.tolist()
    between = [at for at in range(len(names)) if received[at] and paid[at]]
    below = tuple(
        BelowCost(who=names[at], received=received[at], paid=paid[at]) for at in between if paid[at] > received[at]
    )
    # Who only pays keeps nothing and is no receiver, so only those who are paid are told.
    payees = {payee for _, payee in sums}
    told = {name: share for name, share in zip(names, shares, strict=False) if name in payees}
    return Kept(shares=told, ends=found, total=sum(start), below_cost=below,
                backwards=len(below) == len(between) > 0)


def _ends(live: Mapping[tuple[str, str], int], asked: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    payers = {payer for payer, _ in live}
    for name in asked:
        if name not in payers:
            raise Refusal(
                what=_NO, where=name[:60], why="This end of the chain pays nobody.",
                next=f"Name somebody who pays, such as {min(payers)}." if payers else "Add what is paid.",
            )
    found = sorted(set(asked) or payers - {payee for _, payee in live}, key=str.encode)
    if found:
        return tuple(found)
    if not payers:
        raise Refusal(what=_NO, why="No payment is above nothing.", next="Add what is paid, one payment a row.")
    try:
        refuse_closed_loop(_flows(live, names, ())[0])
    except ClosedLoop as loop:
        raise _endless(loop, names) from loop
    raise Refusal(
        what=_NO, why="Everybody who pays is paid too, so nobody stands at the end of the chain.",
        next="Add what the last buyers pay, or name the end of the chain with --end NAME.",
    )


def _flows(live: Mapping[tuple[str, str], int], names: Sequence[str], ends: Sequence[str]) -> tuple[Flows, list[int]]:
    """The payments between numbers. An end pays under a number of its own, so that what comes back to it stays."""
    place = {name: at for at, name in enumerate(names)}
    pays = place | {name: len(names) + at for at, name in enumerate(ends)}
    many = len(names) + len(ends)
    payer = np.array([pays[one] for one, _ in live], dtype=np.int64)
    payee = np.array([place[one] for _, one in live], dtype=np.int64)
    amount = np.array(list(live.values()), dtype=np.int64)
    paid = summed(payer, amount, many)
    # Who pays out more than came in passes on all of it in proportion: what is missing came from outside this price.
    whole = np.maximum(paid, summed(payee, amount, many))
    flows = Flows(payer=payer, payee=payee, amount=amount, whole=whole)
    return flows, [0] * len(names) + paid[len(names) :].tolist()


def _endless(loop: ClosedLoop, names: Sequence[str]) -> Refusal:
    around = [names[node] for node in loop.nodes]
    shown = around if len(around) <= NAMED_MAX + 1 else [*around[:NAMED_MAX], "...", around[0]]
    said = f"{shown[0]} pays only itself" if len(around) == 2 else " pays ".join(shown)
    return Refusal(
        what=_NO, where=" -> ".join(shown),
        why=f"{said}: all that comes in goes round and nobody there keeps a part, so there is no finite answer.",
        next="Correct an amount on this round, or add what is paid into it or kept on it.",
    )
