"""A price as somebody published it: the whole, and its parts with their receivers."""

from dataclasses import dataclass
from datetime import date

KNOWN, UNKNOWN, WITHHELD = "known", "unknown", "withheld"
TOLD = (KNOWN, UNKNOWN, WITHHELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part as it is published. Amounts as exact decimal text in the unit of the price, empty where none is told;
    source: who says so, where it is not the price's own."""

    receiver: str
    amount: str = ""
    gets: str = "freight"
    told: str = KNOWN
    nobody_paid: bool = False
    cost: str = ""
    floor: str = ""
    limit: str = ""
    goes_on: str = ""
    source: str = ""
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A published price. amount: of the whole, exact decimal text; source, as_of: who published it, and when we looked;
    ours: its sales are in our books."""

    id: str
    name: str
    says: str
    source: str
    as_of: date | None
    amount: str
    unit: str
    per: str
    sold_as: tuple[str, ...]
    beside: str
    also: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def ours(self) -> bool:
        """Whether our books say what was really paid of it."""
        return bool(self.sold_as)
