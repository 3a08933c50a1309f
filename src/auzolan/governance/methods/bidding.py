"""Sealed bidding round: everybody says what they can give, and it is enough when the bids reach what is needed."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from auzolan.governance.counting_budget import plain
from auzolan.governance.counting_parameters import shaped, standing
from auzolan.governance.tally import SCORES, Election, Figure, Paper, Tally, TallyRound, TieLaw

name = "bidding"
title = "Sealed bidding round"
summary = "Everybody says what they can give; it carries when the bids together reach what is needed."
SHAPE = SCORES
PRICES = True
FEW = True  # a bid is told to whoever made it and to those trusted to read it; everybody reads the sum
LEAST = 1  # one thing to bid for is enough
PARAMETERS: Mapping[str, str] = {}
REACHED, SHORT = "reached", "too little"


def fault(paper: Paper, options: tuple[str, ...], parameters: Mapping[str, Any]) -> str:
    """A bid is some amount of money, or nothing at all; the shape sees to that."""
    return ""


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Add the bids up, and say by how many percent they are short.

    The amounts of an election are in smallest parts of its unit; figures and measures are in whole units.
    """
    shaped(election, SCORES, name)
    rounds = tuple(_round(election, option) for option in standing(election))
    short = next((round.says for round in rounds if round.figures[0].note == SHORT), "")
    winners = () if short else tuple(standing(election))
    return Tally(winners=winners, rounds=rounds, why=short)


def _round(election: Election, option: str) -> TallyRound:
    whole = 10**election.places
    bids = Fraction(sum(paper.points.get(option, 0) * paper.voters for paper in election.papers), whole)
    needed = Fraction(election.costs.get(option, 0), whole)
    missing = max(Fraction(0), needed - bids)
    says = f"The bids for {option} come to {plain(bids)}; {plain(needed)} is needed"
    if not missing:
        says += ": it is reached."
    elif bids:
        says += f", so that {plain(missing)} is missing. Everybody is asked for {plain(more(bids, missing))} % more."
    else:
        says += ", and nobody bid anything."
    measures = {"bids": bids, "needed": needed, "missing": missing}
    if missing and bids:
        measures["percent more"] = missing * 100 / bids
    figure = Figure(option=option, amount=bids, note=SHORT if missing else REACHED)
    return TallyRound(says=says, figures=(figure,), measures=measures)


def more(bids: Fraction, missing: Fraction) -> Fraction:
    """By how many percent every bid must rise, rounded up to the hundredth so that it is enough."""
    return Fraction(-(-missing * 10_000 // bids), 100)
