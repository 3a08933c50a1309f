"""Where deciding together goes wrong, as figures: each exact, with what it is made from. Small and plain on purpose."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

TURNOUT, QUORUM, LATE, ROLLS = "turnout", "quorum", "late", "rolls"
DELEGATE, DELEGATES = "delegate", "delegates"
UNDONE, SEATS, PROPOSERS, ASKED = "undone", "seats", "proposers", "asked"
HALF = 5  # decisions in each half of the slope
TOP = 3
WEEKS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One decision as the figures need it. day: on which it was opened; closed: whether it was counted; late: whether a
    late turn kept it open; overdue: carried, not carried out
    and its day over."""

    day: str
    proposer: str
    eligible: int
    answered: int
    closed: bool
    quorum: bool = True
    late: bool = False
    carried: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure. value: exact, None where there is nothing to make it from; of: how many things it is made from."""

    name: str
    value: Fraction | None
    of: int


def indicators(
    past: Sequence[Past], *, today: str, since: str, year_ago: str, members: int, candidates: int, seats: int,
    delegated: Iterable[tuple[str, str]], rolls: Sequence[bool],
) -> tuple[Indicator, ...]:
    """All figures. past: oldest first; since: the first day of the last thirteen weeks; year_ago: a day;
    candidates, seats: of all elections that came to a ballot; delegated: who lets whom answer, each pair once; rolls:
    of each roll that was compared, whether it is not as it was frozen."""
    closed = [one for one in past if one.closed]
    lately = [one for one in past if one.day >= year_ago]
    carried = [one for one in closed if one.carried]
    held = Counter(to for _, to in delegated)
    quarter = [one for one in past if since <= one.day <= today]
    asked = sum(one.eligible for one in quarter)
    return (
        _slope(closed),
        _share(QUORUM, sum(not one.quorum for one in closed), len(closed)),
        _share(LATE, sum(one.late for one in closed), len(closed)),
        Indicator(name=ROLLS, value=Fraction(sum(rolls)), of=len(rolls)),
        _share(DELEGATE, _top(held, 1), sum(held.values())),
        _share(DELEGATES, _top(held), sum(held.values())),
        _share(UNDONE, sum(one.overdue for one in carried), len(carried)),
        _share(SEATS, candidates, seats),
        _share(PROPOSERS, _top(Counter(one.proposer for one in lately)), len(lately)),
        Indicator(name=ASKED, value=Fraction(asked, members * WEEKS) if members else None, of=len(quarter)),
    )


def _slope(closed: Sequence[Past]) -> Indicator:
    """The mean turnout of the newest half less that of the older half, over the last ten at most, in parts of one."""
    newest = [Fraction(one.answered, one.eligible) for one in closed if one.eligible][-2 * HALF :]
    half = len(newest) // 2
    if not half:
        return Indicator(name=TURNOUT, value=None, of=len(newest))
    before, after = newest[:half], newest[-half:]
    return Indicator(name=TURNOUT, value=sum(after, Fraction()) / half - sum(before, Fraction()) / half, of=len(newest))


def _top(held: Counter[str], people: int = TOP) -> int:
    return sum(many for _, many in held.most_common(people))


def _share(name: str, part: int, whole: int) -> Indicator:
    return Indicator(name=name, value=Fraction(part, whole) if whole else None, of=whole)
