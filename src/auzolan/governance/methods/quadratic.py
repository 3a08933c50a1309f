"""Quadratic voting: votes are paid from a budget of credits; so many votes for one option cost their square."""

from collections.abc import Mapping
from typing import Any

from auzolan.governance.counting_parameters import whole
from auzolan.governance.counting_points import added, checked
from auzolan.governance.tally import SCORES, Election, Paper, Tally, TieLaw

name = "quadratic"
title = "Quadratic voting"
summary = "Everybody has the same credits; 1 vote for an option costs 1, 2 votes 4, 3 votes 9; the most votes win."
SHAPE = SCORES
PARAMETERS = {"credits": "how many credits everybody has; 100 where nothing is said"}


def fault(paper: Paper, options: tuple[str, ...], parameters: Mapping[str, Any]) -> str:
    """What is wrong with a ballot, in a sentence, or nothing."""
    credits = whole(parameters, "credits", 100, 1, 10**12)
    below = next((option for option, votes in paper.points.items() if votes < 0), "")
    if below:
        return f"{below[:40]!r} has votes below zero."
    cost = sum(votes * votes for votes in paper.points.values())
    return f"Its votes cost {cost} credits; everybody has {credits}." if cost > credits else ""


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Add the votes up: the square was paid by each, what counts is the votes themselves."""
    checked(election, parameters, name, fault)
    return added(election, law, "The votes that were paid for with credits are added up.")
