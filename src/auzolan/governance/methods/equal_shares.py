"""Equal shares: everybody decides about the same part of a budget, and pays only for what they support."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from auzolan.governance import counting_budget as budgets
from auzolan.governance.counting_budget import Case, case
from auzolan.governance.counting_comparing import COMPARISONS, compared
from auzolan.governance.counting_completion import ADD1, ADD1U, NONE, ended, greedy
from auzolan.governance.counting_parameters import WHAT, choice
from auzolan.governance.counting_shares import Counter
from auzolan.governance.counting_shares_told import filled, given, opened, rounds_of, verdict
from auzolan.governance.tally import APPROVALS, Election, Tally, TallyRound, Tie, TieLaw
from auzolan.values.refusal import Refusal

name = "equal_shares"
title = "Equal shares"
summary = "Funds options out of a budget so that every group of voters decides about its share of the money."
SHAPE = APPROVALS
PRICES = True
PARAMETERS = {
    **budgets.PARAMETERS,
    "completion": "what becomes of money left over: none; add1 (everybody's share is raised step by step as long as "
    "the budget suffices); add1u (then the rest goes to what has most utility for its cost)",
    "step": "by how much add1 raises everybody's share, in units of money",
    "start": "exact: add1 begins with the budget by the number of voters; whole: with that rounded down to whole steps",
    "until": "fits: add1 ends when nothing else fits into the budget; overspends: it ends only when one more step "
    "would spend too much",
    "compare": "the result is held against the greedy one, which is taken where it is better: none (never); utility "
    "(more utility in all); voters (more voters get more utility from it than the other way round); excluded (fewer "
    "voters get nothing)",
    "fast": "auto, true or false: by the kernel or in fractions throughout, with the same result",
}


def shape(parameters: Mapping[str, Any]) -> str:
    """What a ballot says: points where utility is points, an order where it is borda or places, else approvals."""
    return budgets.shape(parameters)


def tally(election: Election, parameters: Mapping[str, Any], law: TieLaw) -> Tally:
    """Fund what costs its supporters least for its utility, round by round, each paying out of the same share."""
    held = case(election, parameters, law)
    completion = choice(parameters, "completion", (NONE, ADD1, ADD1U))
    against = choice(parameters, "compare", COMPARISONS)
    step = _step(parameters)
    start, until = choice(parameters, "start", ("exact", "whole")), choice(parameters, "until", ("fits", "overspends"))
    fast = {"auto": None, "true": True, "false": False}[
        choice({"fast": str(parameters.get("fast", "auto")).lower()}, "fast", ("auto", "true", "false"))
    ]
    if not election.voters:
        return Tally(winners=(), rounds=(TallyRound(says="Nobody voted, so nothing is funded."),))
    free = _free(held)
    open_case = held.without(free)
    result = ended(
        open_case, Counter(open_case, fast), budget=held.budget, voters=election.voters, raises=completion != NONE,
        step=step, whole=start == "whole" and completion != NONE, greedily=until == "overspends",
    )
    rounds, ties = rounds_of(open_case, result.trail, result.endowment)
    rounds = [opened(held, result, election.voters), *(given(held, one) for one in free), *rounds]
    ties = [Tie(round=tie.round + 1 + len(free), options=tie.options, chosen=tie.chosen, law=tie.law) for tie in ties]
    winners = [*(held.options[one] for one in free), *(open_case.options[one] for one in result.trail.winners)]
    if completion == ADD1U:
        rest = held.budget - open_case.spent(result.trail.winners)
        taken = greedy(open_case, rest, open_case.left(result.trail.winners), per_cost=True, skip=True)
        more, level = filled(open_case, taken, rest, len(rounds))
        rounds, ties = [*rounds, *more], [*ties, *level]
        winners += [open_case.options[one.option] for one in taken if one.fits]
    if against != COMPARISONS[0]:
        outcome = compared(held, winners, against)
        rounds.append(verdict(outcome))
        winners = list(outcome.winners)
    return Tally(winners=tuple(winners), rounds=tuple(rounds), ties=tuple(ties))


def _free(held: Case) -> list[int]:
    """What costs nothing and is supported, one of each group of alternatives."""
    found: list[int] = []
    for one in sorted((one for one in held.left(()) if not held.costs[one]), key=held.place.__getitem__):
        if one in held.left(found):
            found.append(one)
    return found


def _step(parameters: Mapping[str, Any]) -> Fraction:
    try:
        step = Fraction(str(parameters.get("step", 1)))
    except (ValueError, ZeroDivisionError):
        step = Fraction(0)
    if not 0 < step <= budgets.NUMBER_MAX:
        raise Refusal(
            what=WHAT, where="parameter step", why="It is no amount of money above 0.",
            next="Say by how much everybody's share is raised, such as 1.",
        )
    return step

