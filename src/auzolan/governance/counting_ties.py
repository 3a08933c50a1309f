"""Ties in a count by stages: by the stages before, then by the law; each is declared."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from auzolan.governance.tally import Tie, TieLaw

EARLIER = "by an earlier round"
FIRST, LAST = "first", "last"


class Ties:
    """Breaks ties and writes them down. Options are numbers, in the order of the election.

    stages: what every option held at the end of each stage; found: the ties so far. gives_up: first or last, which of
    equals in the law's order is excluded: a lot is drawn for the exclusion itself (first), or for staying (last).
    """

    def __init__(self, options: Sequence[str], law: TieLaw, *, gives_up: str, earlier: bool) -> None:
        self._options, self._law = options, law
        self._place = {option: at for at, option in enumerate(law.order)}
        self._gives_up, self._earlier = gives_up, earlier
        self.stages: list[Mapping[int, int | Fraction]] = []
        self.found: list[Tie] = []

    def place(self, option: int) -> int:
        """Where the option stands in the law's order, from 0."""
        return self._place[self._options[option]]

    def taken(self, equal: Sequence[int], round: int) -> int:
        """Which of equals goes first: who was ahead before, then the first in the law's order."""
        return self._broken(equal, round, 1, FIRST)

    def given_up(self, equal: Sequence[int], round: int) -> int:
        """Which of equals is excluded: who was behind before, then by the law's order."""
        return self._broken(equal, round, -1, self._gives_up)

    def _broken(self, equal: Sequence[int], round: int, sign: int, edge: str) -> int:
        if len(equal) == 1:
            return equal[0]
        left = list(equal)
        for stage in reversed(self.stages) if self._earlier else ():
            best = max(sign * stage[option] for option in left)
            left = [option for option in left if sign * stage[option] == best]
        chosen = (min if edge == FIRST else max)(left, key=self.place)
        self.found.append(Tie(
            round=round, options=tuple(self._options[option] for option in equal), chosen=(self._options[chosen],),
            law=EARLIER if len(left) == 1 else self._law.name,
        ))
        return chosen
