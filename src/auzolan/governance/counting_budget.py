"""What a budget is shared out by: what each option costs, who supports it, and what it is worth to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from auzolan.governance.counting_parameters import WHAT, choice, whole
from auzolan.governance.tally import APPROVALS, RANKING, SCORES, Election, Paper, TieLaw
from auzolan.values.refusal import Refusal

UTILITIES = ("cost", "cardinality", "points", "borda", "places")
PARAMETERS = {
    "utility": "what an option is worth to who supports it: cost (what it costs), cardinality (1), points (those "
    "given), borda (how many options stand below it on the ballot) or places (one more than that)",
    "floor": "how many supporters an option needs to be counted at all",
    "floor_points": "how much utility an option needs in all to be counted",
    "without": "options that cannot win, with commas between them",
    "either": "options of which only one can win: a|b, and commas between several such groups",
}
DIGITS = 9
NUMBER_MAX = 10**15
_FOR = {"points": (SCORES,), "borda": (RANKING,), "places": (RANKING,)}


def shape(parameters: Mapping[str, Any]) -> str:
    """What a ballot says where utility is counted as the parameters say."""
    return _FOR.get(str(parameters.get("utility", "")), (APPROVALS,))[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An election in numbers. Options are numbers, those that can be funded, in the order of the election.

    options: their ids; costs: in units of money; budget; voters: how many each ballot stands for; supporters: for each
    option its ballots, and beside them what it is worth to each; place: of each option in the order that breaks ties;
    rivals: number of the group of which only one can win, or -1; law: how that order is called.
    """

    options: tuple[str, ...]
    costs: tuple[int, ...]
    budget: int
    voters: tuple[int, ...]
    supporters: tuple[tuple[list[int], list[int]], ...]
    place: tuple[int, ...]
    rivals: tuple[int, ...]
    law: str

    def worth(self, option: int) -> int:
        """What an option is worth to all who support it."""
        ballots, worths = self.supporters[option]
        return sum(self.voters[one] * worth for one, worth in zip(ballots, worths, strict=True))

    def heads(self, option: int) -> int:
        """How many support an option."""
        return sum(self.voters[one] for one in self.supporters[option][0])

    def spent(self, chosen: Iterable[int]) -> int:
        """What options cost together."""
        return sum(self.costs[option] for option in chosen)

    def left(self, chosen: Sequence[int]) -> list[int]:
        """The options that somebody supports and that could still be funded beside those chosen."""
        taken = {self.rivals[option] for option in chosen} - {-1}
        gone = set(chosen)
        return [
            option for option in range(len(self.options))
            if option not in gone and self.rivals[option] not in taken and self.supporters[option][0]
        ]

    def without(self, gone: Sequence[int]) -> "Case":
        """The same where those options, and what they were alternatives to, find no support any more."""
        if not gone:
            return self
        stays = set(self.left(gone))
        return replace(self, supporters=tuple(
            held if one in stays else ([], []) for one, held in enumerate(self.supporters)
        ))

    def first(self, options: Iterable[int]) -> int:
        """Which of equals the law prefers."""
        return min(options, key=self.place.__getitem__)


def case(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Case:
    """An election in numbers, floors and exclusions applied.

    Raises Refusal where a parameter or a cost is none.
    """
    utility = _utility(election, parameters)
    out = election.withdrawn | frozenset(_listed(election, parameters, "without"))
    groups = _groups(election, parameters)
    found: dict[str, tuple[list[int], list[int]]] = {one: ([], []) for one in election.options if one not in out}
    for number, paper in enumerate(election.papers):
        for option, worth in _worths(paper, utility, election.costs):
            if worth > 0 and option in found:
                found[option][0].append(number)
                found[option][1].append(worth)
    place = {option: at for at, option in enumerate(law.order)}
    heads = whole(parameters, "floor", 0, 0, NUMBER_MAX)
    points = whole(parameters, "floor_points", 0, 0, NUMBER_MAX)
    voters = tuple(paper.voters for paper in election.papers)
    stay = [one for one, held in found.items() if _reaches(held, voters, heads, points)]
    return Case(
        options=tuple(stay), costs=tuple(_cost(election, one) for one in stay), budget=election.budget, voters=voters,
        supporters=tuple(found[one] for one in stay), place=tuple(place[one] for one in stay),
        rivals=tuple(groups.get(one, -1) for one in stay), law=law.name,
    )


def _utility(election: Election, parameters: Mapping[str, Any]) -> str:
    utility = choice(parameters, "utility", UTILITIES)
    if election.shape not in _FOR.get(utility, (election.shape,)):
        raise Refusal(
            what=WHAT, where="parameter utility", why=f"These ballots do not say what {utility} are counted from.",
            next="Say cost or cardinality; points for ballots with points; borda or places for rankings.",
        )
    return utility


def _worths(paper: Paper, utility: str, costs: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    """What a ballot supports, and what each option is worth to it."""
    if paper.points:
        named = [(option, points) for option, points in paper.points.items() if points > 0]
        if utility == "points":
            return named
    else:
        named = [(option, 1) for group in paper.ranks for option in group]
    if utility == "cost":
        # What costs nothing is worth something all the same.
        return [(option, costs.get(option, 0) or 1) for option, _ in named]
    if utility == "cardinality":
        return [(option, 1) for option, _ in named]
    below, found = len(named), []
    for group in paper.ranks:
        below -= len(group)
        found += [(option, below + (utility == "places")) for option in group]
    return found


def _reaches(held: tuple[list[int], list[int]], voters: Sequence[int], heads: int, points: int) -> bool:
    ballots, worths = held
    return (not heads or sum(voters[one] for one in ballots) >= heads) and (
        not points or sum(voters[one] * worth for one, worth in zip(ballots, worths, strict=True)) >= points
    )


def _cost(election: Election, option: str) -> int:
    cost = election.costs.get(option, -1)
    if cost < 0:
        raise Refusal(
            what=WHAT, where=f"option {option[:80]}", why="Nothing says what it costs.",
            next="Give every option its cost, in whole units of money from 0.",
        )
    return cost


def _listed(election: Election, parameters: Mapping[str, Any], name: str, mark: str = ",") -> list[str]:
    said = parameters.get(name, "")
    words = [str(one) for one in said] if isinstance(said, (list, tuple)) else str(said).split(mark)
    return [_known(election, one.strip(), name) for one in words if one.strip()]


def _groups(election: Election, parameters: Mapping[str, Any]) -> dict[str, int]:
    said = parameters.get("either", "")
    groups = list(said) if isinstance(said, (list, tuple)) else [one for one in str(said).split(",") if one.strip()]
    found: dict[str, int] = {}
    for number, group in enumerate(groups):
        for option in _listed(election, {"either": group}, "either", "|"):
            if option in found:
                raise Refusal(
                    what=WHAT, where="parameter either", why=f"{option[:80]} stands in two groups.",
                    next="Name each option in one group only.",
                )
            found[option] = number
    return found


def _known(election: Election, option: str, name: str) -> str:
    if option not in election.costs and option not in election.options:
        raise Refusal(
            what=WHAT, where=f"parameter {name}", why=f"{option[:80]!r} is none of the options.",
            next="Write the options as the election names them.",
        )
    return option


def rounded(value: Fraction) -> Fraction:
    """A figure as it is shown: to nine digits from the first that is not 0, halves to the even one."""
    if not value:
        return value
    places = DIGITS - len(str(abs(value.numerator) // value.denominator))
    while abs(value) * 10**places < 10 ** (DIGITS - 1):
        places += 1
    if places >= 0:
        return Fraction(round(value * 10**places), 10**places)
    return Fraction(round(value / 10**-places) * 10**-places)


def plain(value: Fraction | int) -> str:
    """A figure in digits, at most two behind the point, for a sentence."""
    parts = round(Fraction(value) * 100)
    return f"{parts // 100:,}" + (f".{parts % 100:02}" if parts % 100 else "")

