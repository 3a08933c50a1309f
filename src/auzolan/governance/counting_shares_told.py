"""A count by equal shares in words and figures, round by round."""

from collections.abc import Sequence
from fractions import Fraction

from auzolan.governance.counting_budget import Case, plain, rounded
from auzolan.governance.counting_comparing import Compared
from auzolan.governance.counting_completion import Ended, Taken
from auzolan.governance.counting_shares import Trail
from auzolan.governance.tally import Figure, TallyRound, Tie


def opened(held: Case, result: Ended, voters: int) -> TallyRound:
    """What everybody's share is."""
    says = f"{plain(held.budget)} by {voters:,} voters: everybody decides about {plain(result.begun)}."
    if result.endowment != result.begun:
        says += f" So that less is left over, everybody's share is raised to {plain(result.endowment)}."
    return TallyRound(
        says=says, measures={"budget": held.budget, "voters": voters, "share": result.begun, "raised": result.endowment}
    )


def given(held: Case, option: int) -> TallyRound:
    """What costs nothing is funded before anything else."""
    return TallyRound(
        says=f"{held.options[option]} costs nothing and is supported: funded.",
        figures=(Figure(option=held.options[option], amount=held.worth(option), note="funded"),),
        measures={"left": held.budget},
    )


def rounds_of(held: Case, trail: Trail, endowment: Fraction) -> tuple[list[TallyRound], list[Tie]]:
    """Every round of a count: what a unit of money bought of each option, and who was funded."""
    rounds: list[TallyRound] = []
    ties: list[Tie] = []
    left = held.budget
    for number, step in enumerate(trail.steps(), 1):
        cost, option = held.costs[step.winner], held.options[step.winner]
        left -= cost
        says = (f"{option} is funded for {plain(cost)}: it has {held.heads(step.winner):,} supporters, "
                f"and none of them pays more than {plain(step.most)}.")
        if step.out:
            says += f" No longer within reach of their supporters: {_named(held, step.out)}."
        amounts = {**dict.fromkeys(step.out, Fraction(0)), **step.worth}
        notes = {**dict.fromkeys(step.out, "out of reach"), step.winner: "funded"}
        rounds.append(TallyRound(
            says=says,
            figures=tuple(
                Figure(option=held.options[one], amount=amounts[one], note=notes.get(one, ""))
                for one in sorted(amounts)
            ),
            measures={"left": left, "pays_most": step.most, "supporters": held.heads(step.winner)},
        ))
        if len(step.tied) > 1:
            ties.append(Tie(
                round=number, options=tuple(held.options[one] for one in sorted(step.tied)), chosen=(option,),
                law=held.law,
            ))
    return rounds, ties


def filled(held: Case, taken: Sequence[Taken], left: int, before: int) -> tuple[list[TallyRound], list[Tie]]:
    """What was funded with the rest, greedily. before: how many rounds there were."""
    rounds: list[TallyRound] = []
    ties: list[Tie] = []
    for one in taken:
        if not one.fits:
            continue
        left -= held.costs[one.option]
        rounds.append(TallyRound(
            says=f"With what is left, {held.options[one.option]} is funded for {plain(held.costs[one.option])}: it has "
            f"most support for its cost. {plain(left)} is left.",
            figures=(Figure(option=held.options[one.option], amount=rounded(one.worth), note="funded"),),
            measures={"left": left},
        ))
        if len(one.tied) > 1:
            ties.append(Tie(
                round=before + len(rounds), options=tuple(held.options[each] for each in sorted(one.tied)),
                chosen=(held.options[one.option],), law=held.law,
            ))
    return rounds, ties


def verdict(outcome: Compared) -> TallyRound:
    """How the result compares with the greedy one."""
    which = "the greedy one is better and is taken" if outcome.greedy else "it stands"
    return TallyRound(
        says=f"Held against the greedy result by {outcome.by}: {plain(outcome.ours)} here, {plain(outcome.theirs)} "
        f"there; {which}.",
        measures={"equal_shares": outcome.ours, "greedy": outcome.theirs},
    )


def _named(held: Case, options: Sequence[int]) -> str:
    return ", ".join(held.options[one] for one in options)
