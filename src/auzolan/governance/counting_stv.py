"""The single transferable vote by piles: quota, surpluses, exclusions, stage by stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from auzolan.governance.counting_parameters import seats_of, standing
from auzolan.governance.counting_piles import Part, Piles, piles, strict
from auzolan.governance.counting_ties import Ties
from auzolan.governance.tally import Election, Figure, Tally, TallyRound, TieLaw

if TYPE_CHECKING:
    from auzolan.kernels.rankings import Rankings

DECIMALS_MAX = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one rule book says.

    decimals: how many places of a vote are kept, or None for exact fractions; droop: whether the quota is the next
    whole vote, or the next smallest part; earlier: whether ties are broken by earlier stages first; twice: whether a
    transfer value is cut off after multiplying and again after dividing; together: whether all who cannot win any more
    are excluded at once; spares: whether the last exclusion, which settles everything, is not carried out any more;
    waits: whether who has the quota goes on receiving votes until the own surplus is passed on, which is then done
    in any case.
    """

    decimals: int | None
    droop: bool = True
    earlier: bool = True
    twice: bool = False
    together: bool = False
    spares: bool = False
    waits: bool = False


def count(election: Election, rules: Rules, law: TieLaw, *, gives_up: str, fast: bool | None = None) -> Tally:
    """Fill the seats. gives_up: first or last, which of equals in the law's order is excluded.

    fast: count by hand or by the fast piles, whatever the number of ballots; the result is the same.
    """
    papers = strict(election)
    unit = 10**rules.decimals if rules.decimals is not None else 0
    held = piles(len(election.options), papers, unit, twice=rules.twice, fast=fast)
    total = sum(voters for _, voters in papers)
    ties = Ties(election.options, law, gives_up=gives_up, earlier=rules.earlier)
    return _Count(election, held, total, rules, ties).result()


def count_laid(laid: "Rankings", election: Election, rules: Rules, law: TieLaw, *, gives_up: str) -> Tally:
    """The same for ballots that are laid out in arrays already, for a million of them; those of the election are not
    looked at.

    Raises ValueError where the figures would not fit into 64 bits.
    """
    from auzolan.kernels.stv import FastPiles

    if rules.decimals is None:
        raise ValueError("exact fractions are counted by hand only")
    held = FastPiles(laid, 10**rules.decimals, twice=rules.twice)
    ties = Ties(election.options, law, gives_up=gives_up, earlier=rules.earlier)
    return _Count(election, held, laid.total, rules, ties).result()


class _Count:
    """One count, as far as it has come. Options are numbers here, in the order of the election."""

    def __init__(self, election: Election, held: Piles, voters: int, rules: Rules, ties: Ties) -> None:
        self.options, self.rules = election.options, rules
        self.seats = seats_of(election)
        self.unit = 10**rules.decimals if rules.decimals is not None else 0
        self.total = voters * (self.unit or 1)
        self.piles, self.ties = held, ties
        stands = frozenset(standing(election))
        self.hopeful = [at for at, option in enumerate(election.options) if option in stands]
        self.pending: list[int] = []
        self.elected: list[int] = []
        self.lost: Part = 0
        self.rounds: list[TallyRound] = []
        self.quota = self._quota()

    def _quota(self) -> Part:
        share = Fraction(self.total, self.seats + 1)
        if not self.unit:
            return Fraction(share // 1 + 1) if self.rules.droop else share
        return (share // self.unit + 1) * self.unit if self.rules.droop else share // 1 + 1

    @property
    def left(self) -> int:
        """How many seats are not filled yet."""
        return self.seats - len(self.elected)

    def result(self) -> Tally:
        """Stage by stage until every seat is filled."""
        self._elect("The first preferences are counted.", ())
        while self.left > 0 and (len(self.hopeful) > self.left or (self.rules.waits and self.pending)):
            if self.rules.together and (losers := self._hopeless()):
                self._excludes(losers)
            elif self.pending:
                self._passes_on()
            else:
                lowest = min(self.piles.votes(option) for option in self.hopeful)
                equal = [option for option in self.hopeful if self.piles.votes(option) == lowest]
                self._excludes([self.ties.given_up(equal, len(self.rounds) + 1)], spares=self.rules.spares)
        if self.left > 0 and self.hopeful:
            self._fills()
        return Tally(
            winners=tuple(self.options[option] for option in self.elected), rounds=tuple(self.rounds),
            ties=tuple(self.ties.found),
        )

    def _elect(self, says: str, gone: Sequence[int]) -> None:
        """Elect whoever has the quota now, and write the stage down."""
        reached = [option for option in self.hopeful if self.piles.votes(option) >= self.quota]
        # Who has more is elected first. Equals stand in the law's order; which of them goes first costs nobody a seat.
        reached.sort(key=lambda option: (-self.piles.votes(option), self.ties.place(option)))
        self.elected += reached
        self.pending += reached
        for option in reached:
            self.hopeful.remove(option)
            if not self.rules.waits:
                self.piles.closes(option)
        if reached:
            says = f"{says} {self._names(reached)} {'has' if len(reached) == 1 else 'have'} the quota: elected."
        self._write(says, gone, reached)

    def _passes_on(self) -> None:
        """Pass on the largest surplus."""
        most = max(self.piles.votes(option) for option in self.pending)
        equal = [option for option in self.pending if self.piles.votes(option) == most]
        option = self.ties.taken(equal, len(self.rounds) + 1)
        self.pending.remove(option)
        self.piles.closes(option)
        self.lost += self.piles.moves(option, most - self.quota)
        self._elect(f"What {self.options[option]} has above the quota is passed on.", ())

    def _excludes(self, options: Sequence[int], *, spares: bool = False) -> None:
        """Take options out, and pass on all they have."""
        for option in options:
            self.hopeful.remove(option)
            self.piles.closes(option)
        says = f"{self._names(options)} {'is' if len(options) == 1 else 'are'} excluded"
        if spares and len(self.hopeful) <= self.left:
            self._write(f"{says}: as many are left as there are seats.", options, ())
            return
        for option in options:
            self.lost += self.piles.moves(option, None)
        says = f"{says}, and the ballots passed on."
        if len(self.hopeful) > self.left or self.pending:
            self._elect(says, options)
        else:
            # All who are left are elected at once, with the quota or without it.
            self._write(says, options, ())

    def _hopeless(self) -> list[int]:
        """Those who could not overtake the next one above even with all below them and every surplus."""
        surplus = sum(self.piles.votes(option) - self.quota for option in self.pending)
        levels = sorted({self.piles.votes(option) for option in self.hopeful})
        below: list[int] = []
        hopeless: list[int] = []
        for level, above in pairwise(levels):
            below += [option for option in self.hopeful if self.piles.votes(option) == level]
            if len(self.hopeful) - len(below) < self.left:
                break
            if sum(self.piles.votes(option) for option in below) + surplus < above:
                hopeless = list(below)
        return sorted(hopeless)

    def _fills(self) -> None:
        """As many are left as there are seats: all are elected at once, said in the order of the election."""
        filled, self.hopeful = self.hopeful, []
        self.elected += filled
        one = len(filled) == 1
        self._write(f"{self._names(filled)} {'takes the seat that is' if one else 'take the seats that are'} left.",
                    (), filled)

    def _names(self, options: Sequence[int]) -> str:
        names = [self.options[option] for option in options]
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    def _votes(self, parts: Part) -> Fraction:
        return Fraction(parts) / (self.unit or 1)

    def _write(self, says: str, gone: Sequence[int], reached: Sequence[int]) -> None:
        """Write a stage down: what everybody holds at its end."""
        notes = {**dict.fromkeys(gone, "excluded"), **dict.fromkeys(reached, "elected")}
        here = sorted({*self.hopeful, *self.elected, *gone})
        held = {option: self.piles.votes(option) for option in here}
        self.ties.stages.append(held)
        cut = self.total - sum(held.values()) - self.lost
        self.rounds.append(TallyRound(
            says=says,
            figures=tuple(
                Figure(option=self.options[option], amount=self._votes(held[option]), note=notes.get(option, ""))
                for option in here
            ),
            measures={
                "quota": self._votes(self.quota), "not transferable": self._votes(self.lost),
                "cut off": self._votes(cut),
            },
        ))
