"""Score: everybody gives each option points; the most points win."""

from collections.abc import Mapping
from typing import Any

from auzolan.governance.counting_parameters import whole
from auzolan.governance.counting_points import added, checked
from auzolan.governance.tally import SCORES, Election, Paper, Tally, TieLaw

name = "score"
title = "Score"
summary = "Everybody gives each option points; the most points win."
SHAPE = SCORES
PARAMETERS = {"most": "the most points that one ballot can give one option; 10 where nothing is said"}


def fault(paper: Paper, options: tuple[str, ...], parameters: Mapping[str, Any]) -> str:
    """What is wrong with a ballot, in a sentence, or nothing."""
    most = whole(parameters, "most", 10, 1, 1_000_000)
    over = next((option for option, points in paper.points.items() if not 0 <= points <= most), "")
    return f"{over[:40]!r} has points outside 0 to {most}." if over else ""


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Add the points up. An option without points on a ballot has none from it."""
    checked(election, parameters, name, fault)
    return added(election, law, "The points of all ballots are added up.")
