"""Equal shares for a committee: everybody gets the same part of the seats, to spend on those they approve of."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from auzolan.governance.counting_committee import NOBODY, Approvals, approvals, best, by_loads, shown
from auzolan.governance.counting_parameters import choice, seats_of, shaped, standing
from auzolan.governance.tally import APPROVALS, Election, Tally, TallyRound, Tie, TieLaw

name = "equal_shares_committee"
title = "Equal shares for a committee"
summary = "Fills several seats by approvals: everybody has an equal part of the seats to spend on whom they approve."
SHAPE = APPROVALS
PARAMETERS = {
    "completion": "how seats are filled that nobody can pay for any more: phragmen (voters go on earning at the same "
    "pace), approvals (most approved first) or none",
}


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Elect whom approvers can pay for, cheapest for each of them first; then complete."""
    shaped(election, SHAPE, name)
    completion = choice(parameters, "completion", ("phragmen", "approvals", "none"))
    papers, seats = approvals(election), seats_of(election)
    winners: list[str] = []
    rounds: list[TallyRound] = []
    ties: list[Tie] = []
    voters = election.voters
    purses = [Fraction(seats, voters) for _ in papers]
    while len(winners) < seats and _pays(election, papers, purses, winners, law, rounds, ties):
        pass
    if completion == "phragmen":
        # Who has something left is so much ahead: it is a load below nothing.
        by_loads(election, papers, [-purse for purse in purses], winners, seats, law, rounds, ties)
    elif completion == "approvals":
        _by_approvals(election, papers, winners, seats, law, rounds, ties)
    return Tally(winners=tuple(winners), rounds=tuple(rounds), ties=tuple(ties))


def _pays(
    election: Election, papers: Approvals, purses: list[Fraction], winners: list[str], law: TieLaw,
    rounds: list[TallyRound], ties: list[Tie],
) -> bool:
    """Elect the one that costs each approver least at most; false where none can be paid for."""
    found: dict[str, Fraction] = {}
    for option in standing(election):
        if option not in winners:
            here = [(purse, many) for (approved, many), purse in zip(papers, purses, strict=True) if option in approved]
            if sum(purse * many for purse, many in here) >= 1:
                found[option] = _each(sorted(here))
    if not found:
        return False
    least = min(found.values())
    winner = best([option for option in found if found[option] == least], law, len(rounds) + 1, ties)
    for at, (approved, _) in enumerate(papers):
        if winner in approved:
            purses[at] -= min(purses[at], least)
    winners.append(winner)
    left = sum((purse * many for purse, (_, many) in zip(purses, papers, strict=True)), Fraction(0))
    rounds.append(shown(
        f"{winner} is elected: it costs each who approves the least.", election.options, found, winner,
        {"at most each": least, "left to spend": left},
    ))
    return True


def _each(purses: Sequence[tuple[Fraction, int]]) -> Fraction:
    """What each pays at most for a seat, which costs 1, when who has less gives all; purses from the smallest."""
    missing, voters = Fraction(1), sum(many for _, many in purses)
    for purse, many in purses:
        if purse * voters >= missing:
            break
        missing -= purse * many
        voters -= many
    return missing / voters


def _by_approvals(
    election: Election, papers: Approvals, winners: list[str], seats: int, law: TieLaw, rounds: list[TallyRound],
    ties: list[Tie],
) -> None:
    while len(winners) < seats:
        found = {
            option: approved for option in standing(election) if option not in winners
            and (approved := sum(many for names, many in papers if option in names))
        }
        if not found:
            rounds.append(TallyRound(says=NOBODY))
            return
        most = max(found.values())
        winner = best([option for option in found if found[option] == most], law, len(rounds) + 1, ties)
        winners.append(winner)
        rounds.append(shown(f"{winner} is elected: most approve of it.", election.options, found, winner, {}))
