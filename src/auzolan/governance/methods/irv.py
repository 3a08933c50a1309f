"""Instant run-off: one seat; the option with the fewest votes is taken out until two are left."""

from collections.abc import Mapping
from typing import Any

from auzolan.governance.counting_parameters import WHAT, choice, seats_of, shaped, standing
from auzolan.governance.counting_piles import Piles, piles, strict
from auzolan.governance.counting_ties import FIRST, LAST, Ties
from auzolan.governance.tally import RANKING, Election, Figure, Tally, TallyRound, TieLaw
from auzolan.values.refusal import Refusal

name = "irv"
title = "Instant run-off"
summary = "Fills one seat: the last option is taken out, its ballots go to their next choice, until two are left."
SHAPE = RANKING
PARAMETERS = {
    "until": "two: go on until two are left, so that everybody sees the last two side by side; majority: stop as soon "
    "as one has more than half of the ballots that still count",
    "gives_up": "which of equals is taken out when no earlier round tells: first or last in the tie law's order",
}


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Take out the last option, round by round; the winner is ahead in the last one."""
    shaped(election, SHAPE, name)
    if seats_of(election) != 1:
        raise Refusal(
            what=WHAT, where="seats", why="An instant run-off fills one seat.",
            next="Set seats to 1, or count several seats by scottish_stv or meek_stv.",
        )
    early = choice(parameters, "until", ("two", "majority")) == "majority"
    ties = Ties(election.options, law, gives_up=choice(parameters, "gives_up", (FIRST, LAST)), earlier=True)
    return _counted(election, piles(len(election.options), strict(election), 1), ties, early)


def _counted(election: Election, held: Piles, ties: Ties, early: bool) -> Tally:
    stands = frozenset(standing(election))
    left = [at for at, option in enumerate(election.options) if option in stands]
    rounds: list[TallyRound] = []
    out: list[int] = []
    says = "The first preferences are counted."
    lost = 0
    while True:
        votes = {option: int(held.votes(option)) for option in left}
        ties.stages.append(votes)
        done = len(left) <= 2 or (early and 2 * max(votes.values()) > sum(votes.values()))
        best = [option for option in left if votes[option] == max(votes.values())]
        winner = ties.taken(best, len(rounds) + 1) if done else -1
        if done:
            says = f"{says} {election.options[winner]} is ahead: elected."
        notes = {**dict.fromkeys(out[-1:], "excluded"), winner: "elected"}
        rounds.append(_round(says, election.options, {**dict.fromkeys(out[-1:], 0), **votes}, notes, lost))
        if done:
            break
        lowest = [option for option in left if votes[option] == min(votes.values())]
        option = ties.given_up(lowest, len(rounds) + 1)
        left.remove(option)
        out.append(option)
        held.closes(option)
        lost += int(held.moves(option, None))
        says = f"{election.options[option]} is excluded, and the ballots passed on."
    order = [winner, *sorted((one for one in left if one != winner), key=lambda one: -votes[one]), *reversed(out)]
    return Tally(
        winners=(election.options[winner],), rounds=tuple(rounds), ties=tuple(ties.found),
        ranking=tuple((election.options[option],) for option in order),
    )


def _round(
    says: str, options: tuple[str, ...], votes: Mapping[int, int], notes: Mapping[int, str], lost: int
) -> TallyRound:
    figures = tuple(
        Figure(option=options[option], amount=votes[option], note=notes.get(option, "")) for option in sorted(votes)
    )
    return TallyRound(says=says, figures=figures, measures={"not transferable": lost})
