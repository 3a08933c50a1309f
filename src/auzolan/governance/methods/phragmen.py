"""Phragmén: each seat is a load that those who approve carry together; the next goes where loads stay smallest."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from auzolan.governance.counting_committee import approvals, by_loads
from auzolan.governance.counting_parameters import seats_of, shaped
from auzolan.governance.tally import APPROVALS, Election, Tally, TallyRound, Tie, TieLaw

name = "phragmen"
title = "Phragmén, one seat after the other"
summary = "Fills several seats by approvals, in proportion: each seat is a load shared by those who approve."
SHAPE = APPROVALS
PARAMETERS: dict[str, str] = {}


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Fill the seats one after the other."""
    shaped(election, SHAPE, name)
    papers = approvals(election)
    winners: list[str] = []
    rounds: list[TallyRound] = []
    ties: list[Tie] = []
    by_loads(election, papers, [Fraction(0)] * len(papers), winners, seats_of(election), law, rounds, ties)
    return Tally(winners=tuple(winners), rounds=tuple(rounds), ties=tuple(ties))
