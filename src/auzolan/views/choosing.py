"""Choosing among several: what there was to choose from, what somebody chose, and every round of the count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from auzolan.governance.facts import OptionCounted, ProposalOpened
from auzolan.governance.tally import Tally
from auzolan.values.quantity import print_fraction

DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option. title: empty for a candidate, whose name the page knows; chosen: its place among the winners, from
    1, or 0; named: on how many ballots it stands, once closed."""

    option: str
    title: str
    cost: str
    text: str
    chosen: int = 0
    named: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """One round: says: in words; amounts: by option, rounded to four places where they go on; notes: by option;
    measures: figures of the round itself, by name."""

    says: str
    amounts: Mapping[str, str]
    notes: Mapping[str, str]
    measures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """A question with several options. shape: what a ballot says; seats: how many at most; budget: with its unit, or
    empty; rounds: once closed; ties: those that a law decided, in sentences; places: decimals of a bid where points are
    amounts of money, else None."""

    shape: str
    seats: int
    budget: str
    unit: str
    choices: tuple[Choice, ...]
    rounds: tuple[Counting, ...] = ()
    ties: tuple[str, ...] = ()
    ranks: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    places: int | None = None


def choosing(
    proposal: ProposalOpened, shape: str, winners: Sequence[str], counts: Sequence[OptionCounted],
    tally: Tally | None, places: int | None = None,
) -> Choosing:
    """What a decision among several shows. tally: of the closed decision, or None while it is open; places: decimals of
    a bid, or None where points are points."""
    place = {option: number for number, option in enumerate(winners, 1)}
    named = {one.option: one.heads for one in counts}
    return Choosing(
        shape=shape, places=places, seats=proposal.seats or 1, budget=proposal.budget, unit=proposal.unit,
        choices=tuple(
            Choice(option=one.option, title=one.title, cost=one.cost, text=one.text, chosen=place.get(one.option, 0),
                   named=named.get(one.option, 0))
            for one in proposal.asks
        ),
        rounds=() if tally is None else tuple(
            Counting(
                says=round.says, amounts={one.option: shown(one.amount) for one in round.figures},
                notes={one.option: one.note for one in round.figures if one.note},
                measures=tuple((name, shown(amount)) for name, amount in round.measures.items()),
            )
            for round in tally.rounds
        ),
        ties=() if tally is None else tuple(
            f"{', '.join(tie.options)}: {', '.join(tie.chosen)} {tie.law}" for tie in tally.ties
        ),
    )


def shown(amount: Fraction | int) -> str:
    """An exact amount as it is shown: whole, with its decimals, or cut off with three dots where they do not end."""
    value = Fraction(amount)
    text = print_fraction(value)
    if "/" not in text and len(text.partition(".")[2]) <= DECIMALS:
        return text
    cut = value.numerator * 10**DECIMALS // value.denominator
    sign, digits = ("-" if cut < 0 else ""), str(abs(cut)).rjust(DECIMALS + 1, "0")
    return f"{sign}{digits[:-DECIMALS]}.{digits[-DECIMALS:]}..."
