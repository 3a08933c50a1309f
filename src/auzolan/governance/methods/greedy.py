"""Greedy: options that cost something, out of a budget, the one with most utility for its cost first."""

from collections.abc import Mapping, Sequence
from typing import Any

from auzolan.governance import counting_budget as budgets
from auzolan.governance.counting_budget import Case, case, plain, rounded
from auzolan.governance.counting_completion import Taken, greedy
from auzolan.governance.counting_parameters import choice, flag
from auzolan.governance.tally import APPROVALS, Election, Figure, Tally, TallyRound, Tie, TieLaw

name = "greedy"
title = "Greedy"
summary = "Funds options out of a budget: the one with most support for its cost first, then the next that fits."
SHAPE = APPROVALS
PRICES = True
PARAMETERS = {
    **budgets.PARAMETERS,
    "skip": "true: go on with what still fits when one does not; false: stop there",
    "per": "cost: by utility for each unit of cost; option: by utility, whatever it costs",
}


def shape(parameters: Mapping[str, Any]) -> str:
    """What a ballot says: points where utility is points, an order where it is borda or places, else approvals."""
    return budgets.shape(parameters)


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Take the option with most utility for its cost, again and again, as long as the budget suffices."""
    held = case(election, parameters, law)
    per_cost = choice(parameters, "per", ("cost", "option")) == "cost"
    skip = flag(parameters, "skip", True)
    free = [] if not per_cost else [one for one in held.left(()) if not held.costs[one]]
    free = [one for at, one in enumerate(sorted(free, key=held.place.__getitem__)) if _alone(held, free[:at], one)]
    taken = greedy(held, held.budget, held.left(free), per_cost=per_cost, skip=skip)
    rounds = [_given(held, one) for one in free] + _told(held, taken)
    winners = [*free, *(one.option for one in taken if one.fits)]
    return Tally(
        winners=tuple(held.options[one] for one in winners), rounds=tuple(rounds),
        ties=tuple(_ties(held, taken, len(free))),
    )


def _alone(held: Case, before: Sequence[int], option: int) -> bool:
    return held.rivals[option] == -1 or held.rivals[option] not in {held.rivals[one] for one in before}


def _given(held: Case, option: int) -> TallyRound:
    return TallyRound(
        says=f"{held.options[option]} costs nothing and is supported: funded.",
        figures=(Figure(option=held.options[option], amount=held.worth(option), note="funded"),),
        measures={"left": held.budget},
    )


def _told(held: Case, taken: Sequence[Taken]) -> list[TallyRound]:
    left, rounds = held.budget, []
    for number, one in enumerate(taken):
        cost, option = held.costs[one.option], held.options[one.option]
        if one.fits:
            left -= cost
            says = f"{option} has most support for its cost: funded for {plain(cost)}, {plain(left)} is left."
        else:
            says = f"{option} comes next and costs {plain(cost)}; {plain(left)} is left, so it is not funded."
        rest = sorted(taken[number:], key=lambda each: each.option)
        figures = tuple(
            Figure(option=held.options[each.option], amount=rounded(each.worth), note=_note(one, each)) for each in rest
        )
        rounds.append(TallyRound(says=says, figures=figures, measures={"left": left}))
    return rounds


def _note(now: Taken, each: Taken) -> str:
    if each is not now:
        return ""
    return "funded" if now.fits else "too dear"


def _ties(held: Case, taken: Sequence[Taken], before: int) -> list[Tie]:
    return [
        Tie(
            round=before + number, options=tuple(held.options[each] for each in sorted(one.tied)),
            chosen=(held.options[one.option],), law=held.law,
        )
        for number, one in enumerate(taken, 1) if len(one.tied) > 1
    ]
