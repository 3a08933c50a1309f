"""Why a row has its place: what the pair scores, how full the place is, and what the best alternative was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from auzolan.formula.scope import Row
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.matching import Weighed
from auzolan.values.figure import Figure

NAMES_MAX = 12  # of those left without a place, in the note of a total


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came out, in plain numbers. edges: (row, place) pairs; total: in smallest parts; losses: row -> how much
    less the total would be with one place less for it; gains: place -> how much more with room for one more."""

    edges: Sequence[tuple[str, str]]
    total: int
    losses: Mapping[str, int]
    gains: Mapping[str, int]


def key_of(row: str, place: str) -> str:
    """How a pair is called among the portions of a run."""
    return f"{row}:{place}"


def member_of(row: Row) -> str:
    """Whose a row is; empty where it is nobody's."""
    return str(row.values.get("member") or "")


def left_without(weighed: Weighed, edges: Sequence[tuple[str, str]]) -> list[str]:
    """The rows that could take a place and have none, in order."""
    given = {row for row, _ in edges}
    return [name for name in weighed.pairs.rows if weighed.each[name].number and name not in given]


def portions_of(weighed: Weighed, result: Result, ground: Ground) -> list[Portion]:
    """A portion per pair with its figure, in the order of their keys; nothing is paid."""
    said = _Saying(weighed, result, ground)
    found = [
        Portion(
            to=key_of(row, place), amount=said.parts(weighed.scores[row, place]),
            member=member_of(weighed.rows[row]), figure=said.pair(row, place),
        )
        for row, place in result.edges
    ]
    return sorted(found, key=lambda portion: portion.to.encode())


class _Saying:
    """The figures of one result; what many pairs share is made once."""

    def __init__(self, weighed: Weighed, result: Result, ground: Ground) -> None:
        self.weighed, self.result, self.ground = weighed, result, ground
        self.made = set(result.edges)
        self.taken: dict[str, int] = {}
        for _, place in result.edges:
            self.taken[place] = self.taken.get(place, 0) + 1
        self.total = self.points("what all pairs score together", result.total, note=self._left())
        # The best pair of each place, and of each row, that was not made; ties by the bytes of the ids.
        self.outside: dict[str, tuple[str, str]] = {}
        self.elsewhere: dict[str, tuple[str, str]] = {}
        for pair in weighed.pairs.named():
            if pair not in self.made:
                self._better(self.outside, pair[1], pair)
                self._better(self.elsewhere, pair[0], pair)

    def parts(self, figure: Figure) -> int:
        """A score in smallest parts."""
        return int(figure.number * 10**self.ground.places)

    def points(self, label: str, parts: int, because: tuple[Figure, ...] = (), note: str = "") -> Figure:
        """A figure in the unit of the score."""
        return Figure(label=label, value=Fraction(parts, 10**self.ground.places), unit=self.ground.unit,
                      places=self.ground.places, because=because, note=note)

    def pair(self, row: str, place: str) -> Figure:
        """Why this row has this place."""
        score = self.weighed.scores[row, place]
        because = (
            score, self._room(place), *self._alternatives(row, place),
            self.points(f"what room for one more at {place} would add", self.result.gains[place]),
            self.points(f"what one place less for {row} would lose", self.result.losses[row]), self.total,
        )
        return self.points(f"{row} goes to {place}", self.parts(score), because)

    def _room(self, place: str) -> Figure:
        holds, taken = self.weighed.capacity[place], self.taken[place]
        return Figure(label=f"how many {place} holds", value=holds.number, because=(holds,),
                      note=f"{taken} of {holds.printed()} taken." if taken < holds.number else "Full.")

    def _alternatives(self, row: str, place: str) -> list[Figure]:
        """Who would have come here instead, and where this row would have gone."""
        found = []
        if (pair := self.outside.get(place)) is not None and self.taken[place] == self.weighed.capacity[place].number:
            label = f"the best that is not here: {pair[0]} at {place}"
            found.append(self.points(label, self.parts(self.weighed.scores[pair])))
        if (pair := self.elsewhere.get(row)) is not None:
            label = f"the best other place: {row} at {pair[1]}"
            full = self.taken.get(pair[1], 0) == self.weighed.capacity[pair[1]].number
            note = f"{pair[1]} is full." if full else ""
            found.append(self.points(label, self.parts(self.weighed.scores[pair]), note=note))
        return found

    def _better(self, best: dict[str, tuple[str, str]], key: str, pair: tuple[str, str]) -> None:
        known = best.get(key)
        if known is None or self.weighed.scores[pair].number > self.weighed.scores[known].number:
            best[key] = pair

    def _left(self) -> str:
        left = left_without(self.weighed, self.result.edges)
        if not left:
            return "Every row has a place."
        more = f" and {len(left) - NAMES_MAX} others" if len(left) > NAMES_MAX else ""
        return f"Left without a place: {', '.join(left[:NAMES_MAX])}{more}."
