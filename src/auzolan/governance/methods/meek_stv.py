"""Meek STV: several seats; whoever is elected keeps just the part of each vote that the quota needs."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from auzolan.governance.counting_meek import Shares, grouped
from auzolan.governance.counting_parameters import choice, seats_of, shaped, standing, whole
from auzolan.governance.counting_ties import FIRST, LAST, Ties
from auzolan.governance.tally import RANKING, Election, Figure, Tally, TallyRound, TieLaw

name = "meek_stv"
title = "Single transferable vote after Meek"
summary = "Fills several seats in proportion: who is elected keeps just what the quota needs of each vote."
SHAPE = RANKING
PARAMETERS = {
    "rules": "reference (what is kept is rounded up) or parametric (what is kept and what goes on are both cut off)",
    "equal": "what equal ranks mean: shared (all their orders at once) or split (the same part for each, and the rest "
    "of it to the next rank)",
    "decimals": "how many places of a vote are kept, from 4 to 9",
    "omega": "a round ends when all surpluses together are below one part in ten to this power",
    "gives_up": "which of equals is excluded: the first or the last in the tie law's order",
}


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw, fast: bool | None = None) -> Tally:
    """Count round by round: in each someone is elected or excluded. fast: by hand or not; the result is the same."""
    shaped(election, SHAPE, name)
    unit = 10 ** whole(parameters, "decimals", 9, 4, 9)
    omega = unit // 10 ** whole(parameters, "omega", 6, 1, 9) or 1
    papers = grouped(election)
    shares = Shares(
        len(election.options), papers, unit, up=choice(parameters, "rules", ("reference", "parametric")) == "reference",
        split=choice(parameters, "equal", ("shared", "split")) == "split", fast=fast,
    )
    ties = Ties(election.options, law, gives_up=choice(parameters, "gives_up", (FIRST, LAST)), earlier=False)
    total = unit * sum(voters for _, voters in papers)
    return _Count(election, shares, ties, unit=unit, omega=omega, total=total).result()


class _Count:
    """One count, as far as it has come. Options are numbers, in the order of the election."""

    def __init__(self, election: Election, shares: Shares, ties: Ties, *, unit: int, omega: int, total: int) -> None:
        self.options, self.shares, self.ties = election.options, shares, ties
        self.unit, self.omega, self.total = unit, omega, total
        self.seats = seats_of(election)
        stands = frozenset(standing(election))
        self.hopeful = [at for at, option in enumerate(election.options) if option in stands]
        self.keeps = [unit if option in stands else 0 for option in election.options]
        self.elected: list[int] = []
        self.rounds: list[TallyRound] = []
        self.votes: list[int] = []
        self.quota = self.surplus = 0

    @property
    def left(self) -> int:
        """How many seats are not filled yet."""
        return self.seats - len(self.elected)

    def result(self) -> Tally:
        """Round by round until every seat is filled."""
        while self.left > 0 and len(self.hopeful) > self.left:
            reached = self._settles()
            for option in reached:
                self.hopeful.remove(option)
            self.elected += reached
            if reached:
                self._write(f"{self._names(reached)} {'has' if len(reached) == 1 else 'have'} the quota: elected.",
                            (), reached)
            else:
                self._excludes()
        if self.left > 0 and self.hopeful:
            self._fills()
        return Tally(
            winners=tuple(self.options[option] for option in self.elected), rounds=tuple(self.rounds),
            ties=tuple(self.ties.found),
        )

    def _settles(self) -> list[int]:
        """Share the ballots out again and again until somebody reaches the quota or hardly any surplus is left."""
        before = self.total
        while True:
            self._counts()
            reached = [option for option in self.hopeful if self.votes[option] >= self.quota]
            above = sum(self.votes[option] - self.quota for option in [*self.elected, *reached])
            self.surplus = max(0, above)
            if reached or self.surplus < self.omega or self.surplus >= before:
                return reached
            before = self.surplus
            for option in self.elected:
                wanted = -(-self.keeps[option] * self.quota // self.unit)
                self.keeps[option] = min(self.unit, -(-wanted * self.unit // self.votes[option]))

    def _counts(self) -> None:
        """Share the ballots out, and set the quota by the votes that still count."""
        self.votes = self.shares.votes(self.keeps)
        self.quota = sum(self.votes) // (self.seats + 1) + 1

    def _excludes(self) -> None:
        """Exclude the last. Those whom the surplus that is left could bring as low are equal to it."""
        lowest = min(self.votes[option] for option in self.hopeful)
        equal = [option for option in self.hopeful if self.votes[option] <= lowest + self.surplus]
        option = self.ties.given_up(equal, len(self.rounds) + 1)
        self.hopeful.remove(option)
        self._write(f"Nobody else reaches the quota. {self.options[option]} is excluded.", (option,), ())
        self.keeps[option] = 0

    def _fills(self) -> None:
        """As many are left as there are seats."""
        if not self.rounds or any(figure.note == "excluded" for figure in self.rounds[-1].figures):
            self._counts()
        filled, self.hopeful = self.hopeful, []
        self.elected += filled
        seats = "takes the seat that is" if len(filled) == 1 else "take the seats that are"
        self._write(f"{self._names(filled)} {seats} left.", (), filled)

    def _names(self, options: Sequence[int]) -> str:
        names = [self.options[option] for option in options]
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    def _write(self, says: str, gone: Sequence[int], reached: Sequence[int]) -> None:
        """Write a round down: what everybody holds at its end, and what the elected keep of each vote."""
        notes = {**dict.fromkeys(gone, "excluded"), **dict.fromkeys(reached, "elected")}
        here = sorted({*self.hopeful, *self.elected, *gone})
        figures = tuple(
            Figure(option=self.options[option], amount=Fraction(self.votes[option], self.unit),
                   note=notes.get(option, ""))
            for option in here
        )
        held = sum(self.votes[option] for option in here)
        kept = {
            f"{self.options[option]} keeps": Fraction(self.keeps[option], self.unit) for option in sorted(self.elected)
        }
        self.rounds.append(TallyRound(says=says, figures=figures, measures={
            "quota": Fraction(self.quota, self.unit), "surplus": Fraction(self.surplus, self.unit),
            "not transferable": Fraction(self.total - held, self.unit), **kept,
        }))
