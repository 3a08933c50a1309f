"""Dots: everybody has so many dots and lays them on options, several on one if they like; the most dots win."""

from collections.abc import Mapping
from typing import Any

from auzolan.governance.counting_parameters import whole
from auzolan.governance.counting_points import added, checked
from auzolan.governance.tally import SCORES, Election, Paper, Tally, TieLaw

name = "dot"
title = "Dots"
summary = "Everybody lays so many dots on the options; the most dots win."
SHAPE = SCORES
PARAMETERS = {
    "dots": "how many dots everybody has; 5 where nothing is said",
    "most": "how many of them can lie on one option; all where nothing is said",
}


def fault(paper: Paper, options: tuple[str, ...], parameters: Mapping[str, Any]) -> str:
    """What is wrong with a ballot, in a sentence, or nothing."""
    dots = whole(parameters, "dots", 5, 1, 1_000_000)
    most = whole(parameters, "most", dots, 1, dots)
    over = next((option for option, points in paper.points.items() if not 0 <= points <= most), "")
    if over:
        return f"{over[:40]!r} has dots outside 0 to {most}."
    laid = sum(paper.points.values())
    return f"{laid} dots are laid; everybody has {dots}." if laid > dots else ""


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Count the dots."""
    checked(election, parameters, name, fault)
    return added(election, law, "The dots of all ballots are counted.")
