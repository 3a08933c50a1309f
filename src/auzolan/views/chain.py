"""A price and its parts: who gets how much of it, planned beside paid, and everything that is not told said so.

What the parts leave unexplained is a figure of its own and is never spread over them. "Unknown" and "withheld" are
parts that can be shown. A cost that nobody paid, such as the work of volunteers, stands beside the price, not in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auzolan.kernels.share_out import share_out
from auzolan.values.quantity import print_amount

KNOWN, UNKNOWN, WITHHELD = "known", "unknown", "withheld"
HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a price, as it is given. Amounts in smallest parts of the price's unit, None where there is none.

    receiver: who gets it; says: KNOWN, UNKNOWN (nobody told us what becomes of it) or WITHHELD (its producer does not
    publish it); nobody_paid: a cost that no money was paid for; cost: what making it cost the receiver; floor: the
    least that was agreed for it; entries: the payments behind what is paid.
    """

    receiver: str
    planned: int | None = None
    paid: int | None = None
    says: str = KNOWN
    nobody_paid: bool = False
    cost: int | None = None
    floor: int | None = None
    entries: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        amounts = (self.planned, self.paid, self.cost, self.floor)
        if any(amount is not None and amount < 0 for amount in amounts):
            raise ValueError(f"{self.receiver}: a part of a price is never negative")
        if self.says not in (KNOWN, UNKNOWN, WITHHELD):
            raise ValueError(f"{self.receiver}: what is told about a part is known, unknown or withheld")

    @property
    def amount(self) -> int | None:
        """What was paid, or, until something is, what is planned."""
        return self.planned if self.paid is None else self.paid

    @property
    def below_cost(self) -> bool:
        """Whether the receiver gets less than it cost them."""
        return self.cost is not None and self.amount is not None and self.amount < self.cost

    @property
    def under_floor(self) -> bool:
        """Whether it is less than what was agreed as the least."""
        return self.floor is not None and self.amount is not None and self.amount < self.floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A price beside what its parts explain. price, explained: None where nothing is planned, or paid; unexplained:
    what is left, below zero when the parts come to more than the price."""

    price: int | None
    explained: int | None

    @property
    def unexplained(self) -> int | None:
        """The price without its parts; None where one of the two is missing."""
        return None if self.price is None or self.explained is None else self.price - self.explained


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A part as pages show it. planned, paid: as text, empty where there is none; share: hundredths of each unit of the
    price, or None for what is no part of it."""

    part: Part
    planned: str
    paid: str
    share: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The price of one product. lines: its parts, as given; beside: costs that nobody paid; planned, paid: the sums;
    unexplained: of the sum that counts (paid, else planned), as text, empty when nothing is; over: it is below zero;
    unexplained_share: hundredths of each unit; also: other prices that were published for the same product, which no
    part explains."""

    product: str
    unit: str
    per: str
    places: int
    lines: tuple[Line, ...]
    beside: tuple[Line, ...]
    planned: Sum
    paid: Sum
    unexplained: str = ""
    over: bool = False
    unexplained_share: int = 0
    also: tuple[str, ...] = ()

    @property
    def counts(self) -> Sum:
        """The sum that shares are of: what is paid, as soon as there is a price that was."""
        return self.planned if self.paid.price is None else self.paid

    @property
    def below_cost(self) -> tuple[str, ...]:
        """Who gets less than it cost them."""
        return tuple(line.part.receiver for line in self.lines if line.part.below_cost)

    @property
    def under_floor(self) -> tuple[str, ...]:
        """Who gets less than was agreed as the least."""
        return tuple(line.part.receiver for line in self.lines if line.part.under_floor)


def price_of(
    product: str, parts: Iterable[Part], *, unit: str, places: int, per: str = "", planned: int | None = None,
    paid: int | None = None, also: Sequence[int] = (),
) -> Price:
    """A price with its parts. planned, paid: the price as it was announced and as somebody paid it, smallest parts.

    Hundredths go by largest remainders, ties to the part named first, over the parts and what they leave unexplained.
    Where the parts come to more than the price, they are hundredths of the parts, and `over` says so.
    """
    given = tuple(parts)
    inside = tuple(part for part in given if not part.nobody_paid)
    sums = Sum(price=planned, explained=_total(part.planned for part in inside)), Sum(
        price=paid, explained=_total(part.paid for part in inside)
    )
    counts = sums[0] if paid is None else sums[1]
    amounts = [(part.planned if paid is None else part.paid) or 0 for part in inside]
    left = (counts.price or 0) - sum(amounts)
    weights = [*amounts, max(left, 0)]
    shares = share_out(HUNDRED, weights).portions.tolist() if any(weights) else [0] * len(weights)

    def line(part: Part, share: int | None) -> Line:
        return Line(part=part, planned=_text(part.planned, places), paid=_text(part.paid, places), share=share)

    return Price(
        product=product, unit=unit, per=per, places=places, planned=sums[0], paid=sums[1],
        lines=tuple(line(part, share) for part, share in zip(inside, shares, strict=False)),
        beside=tuple(line(part, None) for part in given if part.nobody_paid),
        unexplained=print_amount(left, places) if left and counts.price is not None else "",
        over=left < 0, unexplained_share=shares[-1],
        also=tuple(print_amount(one, places) for one in also),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What one receiver gets of each unit in our chain and in the conventional one, hundredths; None: not told."""

    receiver: str
    ours: int | None
    conventional: int | None


def beside(ours: Price, conventional: Price) -> tuple[Beside, ...]:
    """Our price and a conventional one, receiver by receiver: shares, so that unit and weight may differ.

    What nobody tells stays None: a receiver missing on one side gets an unknown part there, not nothing. What each
    price leaves unexplained is the last row, under an empty name.
    """
    told = [_shares(price) for price in (ours, conventional)]
    names = dict.fromkeys((*told[0], *told[1]))
    rows = [Beside(receiver=name, ours=told[0].get(name), conventional=told[1].get(name)) for name in names]
    if ours.unexplained_share or conventional.unexplained_share:
        rows.append(
            Beside(receiver="", ours=ours.unexplained_share, conventional=conventional.unexplained_share)
        )
    return tuple(rows)


def agreed_price(
    *, floor: int, market: int | None, differential: int = 0, organic: int = 0, premium: int = 0
) -> tuple[Part, Part]:
    """What a price agreement with a floor makes due: the part of the producers, and the premium their fund gets.

    floor, market, differential, organic, premium: smallest parts per unit of weight. The larger of the floor and the
    market with its differential, and organic on top in both cases. market: None when nobody named one.
    """
    due = max(floor, floor if market is None else market + differential) + organic
    return (
        Part(receiver="producers", planned=due, floor=floor + organic),
        Part(receiver="premium fund", planned=premium),
    )


def _shares(price: Price) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in price.lines:
        if line.share is not None and line.part.says == KNOWN:
            found[line.part.receiver] = found.get(line.part.receiver, 0) + line.share
    for says in (UNKNOWN, WITHHELD):
        together = sum(line.share or 0 for line in price.lines if line.part.says == says)
        if together:
            found[says] = together
    return found


def _total(amounts: Iterable[int | None]) -> int | None:
    told = [amount for amount in amounts if amount is not None]
    return sum(told) if told else None


def _text(amount: int | None, places: int) -> str:
    return "" if amount is None else print_amount(amount, places)
