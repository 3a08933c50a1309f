"""Who is represented: what equal shares and greedy would fund by the same ballots, and how many get something by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from auzolan.charter.around import Around
from auzolan.governance import methods, several
from auzolan.governance.closing import put_terms
from auzolan.governance.delegation import represented, through
from auzolan.governance.facts import DecisionClosed
from auzolan.governance.recounting import ballots_of, delegations_of, roll_of
from auzolan.governance.tally import Election, Paper, TieLaw
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables

WAYS = ("equal_shares", "greedy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to divide the money by the same ballots. winners: options; spent: smallest parts; voters: how many voted
    for something; some, none: how many of them get at least one option that they support, and none; half: how many
    have at least half of an equal share of the money spent on what they support; used: whether it is the one by
    which it was decided."""

    method: str
    title: str
    winners: tuple[str, ...]
    spent: int
    voters: int
    some: int
    none: int
    half: int
    used: bool


def ways(org: Organisation, id: str, around: Around, tables: Tables) -> tuple[Way, ...]:
    """Both ways beside each other for a closed decision about projects. tables: as of the closing entry.

    Raises KeyError when it was not closed.
    """
    state = org.states["governance"]
    decision = state.decisions[id]
    closed = around.fact(decision.closed)
    if not isinstance(closed, DecisionClosed):
        raise KeyError(f"decision {id} was not closed")
    asked = put_terms(state, id, around, closed.lot)
    question, method = asked.question, methods.find()[asked.method]
    if question is None or method.name not in WAYS:
        return ()
    roll, own = roll_of(id, tables), ballots_of(id, around, tables)
    found = through(own, roll, delegations_of(tables), decision.procedure, decision.closed_at[:10], asked.trust)
    election = several.election(method.takes(asked.parameters), represented(own, found), roll, question)
    law = TieLaw(order=question.order, name=question.law)
    return tuple(_way(name, election, asked.parameters, law, name == method.name) for name in WAYS)


def _way(name: str, election: Election, parameters: Mapping[str, object], law: TieLaw, used: bool) -> Way:
    method = methods.find()[name]
    said = {key: value for key, value in parameters.items() if key in method.parameters}
    if method.tally is None:
        raise KeyError(f"{name} chooses nothing")
    tally = method.tally(election, said, law)
    winners = set(tally.winners)
    backers = {one: sum(paper.voters for paper in election.papers if one in _supports(paper)) for one in winners}
    share = Fraction(election.budget, election.voters) if election.voters else Fraction(0)
    voters = some = half = 0
    for paper in election.papers:
        mine = _supports(paper)
        if not mine:
            continue
        voters += paper.voters
        got = mine & winners
        some += paper.voters if got else 0
        money = sum((Fraction(election.costs[one], backers[one]) for one in got), Fraction(0))
        half += paper.voters if 2 * money >= share else 0
    return Way(
        method=name, title=method.title, winners=tally.winners, spent=sum(election.costs[one] for one in winners),
        voters=voters, some=some, none=voters - some, half=half, used=used,
    )


def _supports(paper: Paper) -> set[str]:
    """What a ballot says yes to: everything it names, or gives points."""
    return {one for group in paper.ranks for one in group} | {one for one, points in paper.points.items() if points}
