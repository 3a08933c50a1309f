"""The chain behind a price: who hands on which part of it to whom, through any number of published prices."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from auzolan.flows.price_parts import KNOWN, Price
from auzolan.kernels.roll_up import Flows, kept
from auzolan.values.quantity import Unit, parse_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Payments between numbered nodes, the first price's seller at 0. names: who each is; gets: the kind of receiver;
    prices: which price a node hands on by, or empty for who keeps what comes in; said_in: the
    price that first names each."""

    flows: Flows
    names: tuple[str, ...]
    gets: tuple[str, ...]
    prices: tuple[str, ...]
    said_in: tuple[str, ...]

    def shares(self) -> list[int]:
        """What each keeps of one euro, in parts of 10^-12 that sum to one. Raises ClosedLoop."""
        return kept(self.flows, [1, *[0] * (len(self.names) - 1)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What really flowed of one price: the whole, and each part by its number from 0; smallest parts."""

    whole: int
    parts: Mapping[int, int]


def chain_of(
    prices: Mapping[str, Price], first: str, units: Mapping[str, Unit], paid: Sums | None = None, us: str = ""
) -> Chain:
    """The chain that begins with a price. paid: what our books say of the first one, else its plan counts; us: the
    name of its seller. A price that is not known is where the chain ends."""
    made = _Making(names=[us], said_in=[first])
    made.places["price", first] = 0
    made.waiting.append(first)
    while made.waiting:
        price = prices[made.waiting.pop(0)]
        sums = paid if price.id == first and paid is not None else planned(price, units)
        _hand_on(made, price, sums, prices)
    received = [0] * len(made.names)
    for (_, payee), amount in made.edges.items():
        received[payee] += amount
    by_price = {place: key[1] for key, place in made.places.items() if key[0] == "price"}
    # Who has no price of their own keeps all that comes in.
    whole = [made.whole.get(place, received[place]) for place in range(len(made.names))]
    flows = Flows(
        payer=np.array([one for one, _ in made.edges], dtype=np.int64),
        payee=np.array([one for _, one in made.edges], dtype=np.int64),
        amount=np.array(list(made.edges.values()), dtype=np.int64), whole=np.array(whole, dtype=np.int64),
    )
    return Chain(flows=flows, names=tuple(made.names), gets=tuple(made.gets),
                 prices=tuple(by_price.get(place, "") for place in range(len(made.names))), said_in=tuple(made.said_in))


@dataclass(slots=True, kw_only=True)
class _Making:
    """A chain while it is followed. places: what a node is known by -> its number; whole: what a price divides."""

    names: list[str]
    said_in: list[str]
    gets: list[str] = field(default_factory=lambda: ["house"])
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    edges: dict[tuple[int, int], int] = field(default_factory=dict)
    whole: dict[int, int] = field(default_factory=dict)

    def node(self, key: tuple[str, str], name: str, gets: str, said_in: str) -> int:
        """The number of a node, a new one where it was not met before."""
        if key not in self.places:
            self.places[key] = len(self.names)
            self.names.append(name)
            self.gets.append(gets)
            self.said_in.append(said_in)
            if key[0] == "price":
                self.waiting.append(key[1])
        return self.places[key]


def _hand_on(made: _Making, price: Price, sums: Sums, prices: Mapping[str, Price]) -> None:
    """The payments out of one price; where its parts come to more than it, they are parts of their sum."""
    at, handed = made.places["price", price.id], 0
    for number, part in enumerate(price.parts):
        amount = sums.parts.get(number, 0)
        if amount <= 0 or part.nobody_paid:
            continue
        name, gets = (part.receiver, part.gets) if part.told == KNOWN else (part.told, "unknown")
        key = ("price", part.goes_on) if part.goes_on in prices else ("who", name)
        to = made.node(key, name, gets, price.id)
        made.edges[at, to] = made.edges.get((at, to), 0) + amount
        handed += amount
    made.whole[at] = max(sums.whole, handed)


def planned(price: Price, units: Mapping[str, Unit]) -> Sums:
    """A price and its parts as they are published, in smallest parts; parts that nobody tells are left out."""
    places = units[price.unit].places
    return Sums(
        whole=parse_amount(price.amount, places),
        parts={number: parse_amount(one.amount, places) for number, one in enumerate(price.parts) if one.amount},
    )
