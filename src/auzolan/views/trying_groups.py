"""Who would win and who would lose, in groups that give nobody's own amount away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auzolan.policy.safe_cells import shown
from auzolan.rules.running import Computed
from auzolan.views.preview import Change, Line

MORE, LESS, SAME = "more", "less", "same"
SIDES = 4  # bands on either side of "nothing changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Those of a class who get more, or less. largest: that no one of them moves further than this, in smallest parts;
    rounded up to 1, 2 or 5 with zeros, because the exact one is somebody's own."""

    people: int
    amount: int
    largest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A class. amounts, more, less: None where showing it would show somebody's own; nobody at all is 0 people."""

    class_: str
    people: int | None
    amounts: Change | None
    more: Moved | None
    less: Moved | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """How many people would get this much more (or less): above `low`, up to `high`, in smallest parts; both 0 for
    those of whom nothing changes. people: None where they are too few to be shown."""

    low: int
    high: int
    people: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Everybody who has a portion, by class and by how much it changes. people: how many they are; bands: from the
    largest loss to the largest gain, empty where nothing changes for anybody."""

    people: int
    by_class: tuple[Group, ...]
    bands: tuple[Band, ...]


def banded(amount: int) -> int:
    """The next 1, 2 or 5 with zeros that is at least as much: 340 is at most 500."""
    size = 1
    while size < amount:
        for factor in (2, 5, 10):
            if size * factor >= amount:
                return size * factor
        size *= 10
    return size if amount > 0 else 0


def compared(now: Computed, then: Computed) -> tuple[Line, ...]:
    """Account by account, what it gets by one text and by the other."""
    before, after = ({one.to: one for one in computed.portions} for computed in (now, then))
    return tuple(
        Line(to=to, member=(after.get(to) or before[to]).member, amounts=Change(
            now=before[to].amount if to in before else 0, then=after[to].amount if to in after else 0,
        ))
        for to in sorted({*before, *after}, key=lambda account: account.encode())
    )


def groups_of(lines: Sequence[Line], classes: Mapping[str, str]) -> Groups:
    """The people among the receivers, in groups. classes: member -> class."""
    people: dict[str, list[Line]] = {}
    for line in lines:
        if line.member:
            people.setdefault(line.member, []).append(line)
    whole = {
        one: Change(now=sum(line.amounts.now for line in of), then=sum(line.amounts.then for line in of))
        for one, of in people.items()
    }
    by_class: dict[str, list[str]] = {}
    for one in whole:
        by_class.setdefault(classes.get(one, ""), []).append(one)
    ways = {
        f"{name} {way}": [one for one in of if _way(whole[one].change) == way]
        for name, of in by_class.items() for way in (MORE, LESS, SAME)
    }
    edges = _edges([one.change for one in whole.values()])
    bands = {str(place): [one for one, of in whole.items() if _fits(of.change, edge)]
             for place, edge in enumerate(edges)}
    changes = shown({"class": by_class, "way": ways, "band": bands}, {one: of.change for one, of in whole.items()})
    sums = [shown({"class": by_class}, amounts)["class"] for amounts in (
        {one: of.now for one, of in whole.items()}, {one: of.then for one, of in whole.items()})]
    open_ = changes["class"] & sums[0] & sums[1]
    # A count or a sum of those who move tells of those who do not, so both follow the same cells.
    made = tuple(
        Group(
            class_=name, people=len(of) if name in open_ else None,
            amounts=Change(now=sum(whole[one].now for one in of), then=sum(whole[one].then for one in of))
            if name in open_ else None,
            more=_moved(ways[f"{name} {MORE}"], whole, f"{name} {MORE}" in changes["way"], name in changes["class"]),
            less=_moved(ways[f"{name} {LESS}"], whole, f"{name} {LESS}" in changes["way"], name in changes["class"]),
        )
        for name, of in sorted(by_class.items())
    )
    return Groups(people=len(whole), by_class=made, bands=tuple(
        Band(low=low, high=high, people=len(bands[str(place)]) if str(place) in changes["band"] else None)
        for place, (low, high) in enumerate(edges) if bands[str(place)]
    ))


def _way(change: int) -> str:
    return MORE if change > 0 else LESS if change < 0 else SAME


def _moved(of: Sequence[str], whole: Mapping[str, Change], may: bool, class_may: bool) -> Moved | None:
    if not of and class_may:
        return Moved(people=0, amount=0, largest=0)
    if not may:
        return None
    moves = [whole[one].change for one in of]
    return Moved(people=len(of), amount=sum(moves), largest=banded(max(map(abs, moves))))


def _edges(changes: Sequence[int]) -> list[tuple[int, int]]:
    """Bands of one width on both sides of nothing; the width is 1, 2 or 5 with zeros."""
    most = max(map(abs, changes), default=0)
    if not most:
        return []
    step = banded(-(-most // SIDES))
    less = [(-step * (place + 1), -step * place) for place in reversed(range(SIDES))]
    return [*less, (0, 0), *((step * place, step * (place + 1)) for place in range(SIDES))]


def _fits(change: int, edge: tuple[int, int]) -> bool:
    low, high = edge
    if low == high:
        return change == 0
    return low < change <= high if high > 0 else low <= change < high
