"""Points for options, added up: what score, dots and quadratic voting share."""

from collections.abc import Callable, Mapping
from typing import Any

from auzolan.governance.counting_parameters import WHAT, seats_of, shaped, standing
from auzolan.governance.counting_places import filled, levels
from auzolan.governance.tally import SCORES, Election, Figure, Paper, Tally, TallyRound, TieLaw
from auzolan.values.refusal import Refusal

Fault = Callable[[Paper, tuple[str, ...], Mapping[str, Any]], str]


def checked(election: Election, parameters: Mapping[str, Any], method: str, fault: Fault) -> None:
    """See that every ballot gives points within the rules.

    Raises Refusal naming the ballot by its place, from 1.
    """
    shaped(election, SCORES, method)
    for place, paper in enumerate(election.papers, 1):
        if why := fault(paper, election.options, parameters):
            raise Refusal(what=WHAT, where=f"ballot {place}", why=why, next="Mend the ballot or the limit.")


def added(election: Election, law: TieLaw, says: str) -> Tally:
    """The sum of points decides."""
    options = standing(election)
    totals = {
        option: sum(paper.points.get(option, 0) * paper.voters for paper in election.papers) for option in options
    }
    ranking = levels(options, [totals[option] for option in options])
    winners, ties = filled(ranking, seats_of(election), law, round=1)
    figures = tuple(
        Figure(option=option, amount=totals[option], note="elected" if option in winners else "") for option in options
    )
    return Tally(winners=winners, ties=ties, ranking=ranking, rounds=(TallyRound(says=says, figures=figures),))
