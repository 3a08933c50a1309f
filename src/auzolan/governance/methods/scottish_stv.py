"""Scottish STV: several seats, each won with a quota of votes; what is above it goes on to the next preference."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from auzolan.governance.counting_parameters import choice, shaped, whole
from auzolan.governance.counting_stv import DECIMALS_MAX, Rules, count
from auzolan.governance.counting_ties import FIRST, LAST
from auzolan.governance.tally import RANKING, Election, Tally, TieLaw

name = "scottish_stv"
title = "Single transferable vote"
summary = "Fills several seats in proportion: who has a quota is elected, and votes above it go on to the next choice."
SHAPE = RANKING
PARAMETERS = {
    "rules": "scottish (the order of 2007), wigm (the reference rule with a quota in parts of a vote) or minneapolis",
    "decimals": 'how many places of a transfer value are kept, from 0 to 9, or "exact" for fractions',
    "gives_up": "which of equals is excluded when no earlier round tells: the first or the last in the tie law's order",
}
_RULES = {
    "scottish": Rules(decimals=5),
    "wigm": Rules(decimals=4, droop=False, earlier=False, twice=True),
    "minneapolis": Rules(decimals=4, earlier=False, twice=True, together=True, spares=True, waits=True),
}


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Count stage by stage: elect by quota, pass on the largest surplus, or else exclude the last one."""
    shaped(election, SHAPE, name)
    said = choice(parameters, "rules", tuple(_RULES))
    book = _RULES[said]
    decimals = None if parameters.get("decimals") == "exact" else whole(
        parameters, "decimals", book.decimals or 0, 0, DECIMALS_MAX
    )
    gives_up = choice(parameters, "gives_up", (FIRST, LAST))
    return count(election, replace(book, decimals=decimals), law, gives_up=gives_up)
