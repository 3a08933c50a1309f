"""Equal shares to its end: what is left over is used up, and the result held against the greedy one."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from auzolan.governance.counting_budget import Case
from auzolan.governance.counting_shares import Counter, Trail

NONE, ADD1, ADD1U = "none", "add1", "add1u"
HOPS_MAX = 2**60
WAIT_MAX = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The count that stands, with the endowment that led to it. begun: the endowment at first."""

    begun: Fraction
    endowment: Fraction
    trail: Trail


def ended(
    case: Case, counter: Counter, *, budget: int, voters: int, raises: bool, step: Fraction, whole: bool, greedily: bool
) -> Ended:
    """Count, and where `raises` give everybody one step more as long as the budget suffices.

    budget: what is left after what costs nothing; step: units of money; whole: begin with a whole number of steps;
    greedily: go on until the next step would overspend, even where nothing else fits any more.
    """
    begun = Fraction(budget, voters)
    if whole:
        begun = begun // step * step
    now = Ended(begun=begun, endowment=begun, trail=counter.count(begun))
    hop, wait, steps = 1, 1, 0
    while raises and not _stops(case, now.trail, budget, greedily):
        endowment = now.endowment + hop * step
        # Where every step changed something of late, only some are asked whether a longer one would do.
        asks, steps = hop > 1 or steps % wait == 0, steps + 1
        trail = counter.count(endowment, now.trail if asks else None)
        if asks and trail.keeps(now.trail):
            hop, wait = min(2 * hop, HOPS_MAX), 1
        elif hop > 1:
            # Something may change on the way there: take a shorter hop, in the end one step.
            hop //= 2
            continue
        elif case.spent(trail.winners) > budget:
            break
        elif asks:
            wait = min(2 * wait, WAIT_MAX)
        now = Ended(begun=begun, endowment=endowment, trail=trail)
    return now


def _stops(case: Case, trail: Trail, budget: int, greedily: bool) -> bool:
    left = case.left(trail.winners)
    if greedily:
        return not left
    rest = budget - case.spent(trail.winners)
    return all(case.costs[option] > rest for option in left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One step of the greedy count: what is looked at, what a unit of its cost buys of utility (or what it is worth in
    all), whether it fits, and those level with it that were still to come."""

    option: int
    worth: Fraction
    fits: bool
    tied: tuple[int, ...] = ()


def greedy(
    case: Case, budget: int, options: Sequence[int], *, per_cost: bool, skip: bool
) -> list[Taken]:
    """Take what has most utility for its cost, as long as it fits.

    options: those to choose from; per_cost: false for most utility whatever it costs; skip: go on with what still fits
    when one does not.
    """
    worth = {one: _worth(case, one, per_cost) for one in options}
    order = sorted((one for one in options if worth[one]), key=lambda one: (-worth[one], case.place[one]))
    found: list[Taken] = []
    groups: set[int] = set()
    for number, one in enumerate(order):
        if case.rivals[one] in groups:
            continue
        fits = case.costs[one] <= budget
        tied = tuple(other for other in order[number:] if worth[other] == worth[one])
        found.append(Taken(option=one, worth=worth[one], fits=fits, tied=tied))
        if fits:
            budget -= case.costs[one]
            groups |= {case.rivals[one]} - {-1}
        elif not skip:
            break
    return found


def _worth(case: Case, option: int, per_cost: bool) -> Fraction:
    """Utility by cost; what costs nothing comes before everything, the more utility the earlier."""
    worth = case.worth(option)
    return Fraction(worth, case.costs[option] or 1) if per_cost else Fraction(worth)
