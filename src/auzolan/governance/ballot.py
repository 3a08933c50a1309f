"""A member's answer, and what all answers come to: counted exactly, round by round."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import msgspec

from auzolan.governance.facts import Points
from auzolan.governance.tally import Tally
from auzolan.governance.terms import Terms
from auzolan.journal.entry import encode


class Ballot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One member's answer that counts now.

    option: one of the method's; seq: its entry; criterion: what an objection rests on; vault: commitment to the
    reason, empty without one; paper: cast for the member by somebody else, `by`, with the paper
    as evidence; ranks, points:
    the answer where there are several to choose from.
    """

    option: str = ""
    seq: int = 0
    criterion: str = ""
    vault: str = ""
    paper: bool = False
    by: str = ""
    ranks: tuple[tuple[str, ...], ...] = ()
    points: tuple[Points, ...] = ()


WEIGHT = "weight"
Ballots = Mapping[str, Ballot]
Roll = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What one option received. heads: how many members; weight: their weights together."""

    option: str
    heads: int
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One step of a count, in the order in which it was made."""

    title: str
    counts: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Whether enough took part. needed, counted: members, or their weights where `by_weight`."""

    needed: int
    counted: int
    by_weight: bool = False

    @property
    def reached(self) -> bool:
        """Whether what was counted is as much as is needed."""
        return self.counted >= self.needed

    @property
    def missing(self) -> int:
        """How many more must take part; never negative."""
        return max(0, self.needed - self.counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of a count, with every step that led to it.

    counts: every option in the method's order; why: one clause that says what made the difference ("it needed more
    than 1/2 of those cast"); tally: the winners and every round, where there were several to choose from.
    """

    carried: bool
    counts: tuple[Counted, ...]
    quorum: Quorum
    why: str
    rounds: tuple[Round, ...] = ()
    tally: Tally | None = None

    @property
    def winners(self) -> tuple[str, ...]:
        """What was chosen among several, in order; empty where the question was yes or no, or nothing carried."""
        return self.tally.winners if self.tally is not None and self.carried else ()

    @property
    def digest(self) -> str:
        """SHA-256 in hex of all rounds: two counts with the same rounds have the same."""
        if self.tally is not None:
            return self.tally.digest
        said = [
            {"counts": [[one.option, one.heads, one.weight] for one in round.counts], "title": round.title}
            for round in self.rounds
        ]
        return hashlib.sha256(encode(said)).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How an open decision stands. settled: True or False once nothing outstanding can change it, else None.

    says: one sentence on what is still missing ("Two more yes decide.").
    """

    settled: bool | None
    says: str


def tallied(options: tuple[str, ...], ballots: Ballots, roll: Roll) -> tuple[Counted, ...]:
    """Heads and weight of every option. Ballots of those who are not on the roll count for nothing."""
    heads = dict.fromkeys(options, 0)
    weights = dict.fromkeys(options, 0)
    for member, ballot in ballots.items():
        if member in roll and ballot.option in heads:
            heads[ballot.option] += 1
            weights[ballot.option] += roll[member]
    return tuple(Counted(option=option, heads=heads[option], weight=weights[option]) for option in options)


def quorum(counts: tuple[Counted, ...], roll: Roll, terms: Terms, abstaining: tuple[str, ...]) -> Quorum:
    """Whether enough took part: members, or their weights where the procedure says so. abstaining: who take no side."""
    by_weight = terms.quorum_of == WEIGHT
    took_part = {one.option: one.weight if by_weight else one.heads for one in counts}
    sided = sum(many for option, many in took_part.items() if option not in abstaining)
    return quorum_of(sum(took_part.values()), sided, sum(roll.values()) if by_weight else len(roll), terms)


def quorum_of(answered: int, sided: int, voters: int, terms: Terms) -> Quorum:
    """Whether enough of `voters` took part when so many answered, of whom so many took a side; all of it in members,
    or all in weights where the quorum is of weight.

    Of the whole roll everybody who answered counts; of those present or of the ballots cast, who took a side.
    """
    by_weight = terms.quorum_of == WEIGHT
    if isinstance(terms.quorum, int):
        return Quorum(needed=terms.quorum, counted=answered, by_weight=by_weight)
    cast = answered if terms.abstentions_count else sided
    base = {"eligible": voters, "present": answered, "cast": cast}[terms.quorum_base]
    # Half a member cannot vote, and rounding down would weaken every by-law.
    return Quorum(
        needed=ceil(terms.quorum * base), counted=answered if terms.quorum_base == "eligible" else sided,
        by_weight=by_weight,
    )


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(number: int) -> str:
    """A small number as people say it ("two"), a large one in digits."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)
