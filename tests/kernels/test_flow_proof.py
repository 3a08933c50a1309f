"""What checks a kept result in plain whole numbers: one arc changed is named, and it agrees with the fast check."""

import random
from collections.abc import Sequence

import numpy as np
import pytest

from auzolan.kernels.assignment import Pair, assign
from auzolan.kernels.assignment import gather as gather_pairs
from auzolan.kernels.flow_proof import Arc, Borders, Stand, faults
from auzolan.kernels.set_off import Debt, SetOff, certify, gather, set_off
from auzolan.kernels.set_off_proof import NOT_CUT


def net(luck: random.Random, parties: int, debts: int) -> SetOff:
    rows = []
    while len(rows) < debts:
        one, other = luck.randrange(parties), luck.randrange(parties)
        if one != other:
            rows.append(Debt(debtor=f"p{one}", creditor=f"p{other}", amount=luck.randrange(1, 50),
                             due=luck.choice(("", "2026-03-01", "2026-04-01"))))
    return set_off(gather(rows))


def arcs_of(result: SetOff, cleared: Sequence[int]) -> list[Arc]:
    names, debts = result.debts.parties, result.debts
    rows = zip(debts.debtor.tolist(), debts.creditor.tolist(), debts.amount.tolist(), cleared, strict=True)
    return [
        Arc(tail=names[one], head=names[other], room=amount, worth=1, moved=moved, said=f"debt {number}")
        for number, (one, other, amount, moved) in enumerate(rows)
    ]


def row_of(result: SetOff) -> list[Stand]:
    proof = result.proof
    return [
        Stand(node=result.debts.parties[party], level=int(proof.levels[party]), cut=-1 if cut == NOT_CUT else cut)
        for party, cut in zip(proof.order.tolist(), proof.cut.tolist(), strict=True)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_one_debt_changed_is_named_wherever_it_is(seed: int) -> None:
    luck = random.Random(seed)
    result = net(luck, luck.randrange(3, 9), luck.randrange(4, 25))
    kept = result.cleared.tolist()
    assert faults(arcs_of(result, kept), row_of(result)) == []
    for number, amount in enumerate(kept):
        for wrong in {amount - 1, amount + 1, 0, int(result.debts.amount[number])} - {amount}:
            said = faults(arcs_of(result, [*kept[:number], wrong, *kept[number + 1 :]]), row_of(result))
            assert said and f"debt {number}: {wrong}" in " ".join(said), (number, wrong, said)


@pytest.mark.parametrize("seed", range(12))
def test_it_agrees_with_the_fast_check_on_anything_that_balances(seed: int) -> None:
    luck = random.Random(seed)
    result = net(luck, 5, 20)
    kept = result.cleared.tolist()
    # Another way to clear: everything in another order of the debts, so mostly not the oldest first.
    mixed = luck.sample(result.edges(), len(kept))
    other = set_off(gather(
        Debt(debtor=debt.debtor, creditor=debt.creditor, amount=debt.amount, due=f"2026-01-{number + 1:02d}")
        for number, (debt, _) in enumerate(mixed)
    ))
    moved = {(debt.debtor, debt.creditor, mixed[int(debt.due[-2:]) - 1][0].due): amount
             for debt, amount in other.edges()}
    again = [moved[debt.debtor, debt.creditor, debt.due] for debt, _ in result.edges()]
    assert sum(again) == sum(kept)
    slow, fast = faults(arcs_of(result, again), row_of(result)), certify(result.debts, again, result.proof)
    assert bool(slow) == bool(fast) == (again != kept)


@pytest.mark.parametrize("seed", range(12))
def test_levels_and_borders_are_asked_as_the_fast_check_asks_them(seed: int) -> None:
    luck = random.Random(seed)
    result = net(luck, 6, 18)
    kept, row = result.cleared.tolist(), row_of(result)
    parties = {name: number for number, name in enumerate(result.debts.parties)}
    for _ in range(60):
        other = list(row)
        at = luck.randrange(len(row))
        if luck.random() < 0.5:
            other[at] = Stand(node=row[at].node, level=row[at].level + luck.choice((-1, 1)), cut=row[at].cut)
        else:
            other[at] = Stand(node=row[at].node, level=row[at].level, cut=luck.randrange(-1, len(kept)))
        if luck.random() < 0.3:
            luck.shuffle(other)
        proof = type(result.proof)(
            levels=np.array([next(one.level for one in other if one.node == name) for name in parties]),
            order=np.array([parties[str(one.node)] for one in other]),
            cut=np.array([NOT_CUT if one.cut < 0 else one.cut for one in other]),
        )
        assert bool(faults(arcs_of(result, kept), other)) == bool(certify(result.debts, kept, proof))


def test_a_ring_that_is_cleared_less_is_named_by_the_levels() -> None:
    result = set_off(gather(
        Debt(debtor=one, creditor=other, amount=amount) for one, other, amount in
        (("A", "B", 700), ("B", "C", 500), ("C", "A", 200), ("C", "D", 400), ("D", "B", 300))
    ))
    kept = result.cleared.tolist()
    less = [amount - 1 if number < 3 else amount for number, amount in enumerate(kept)]
    said = faults(arcs_of(result, less), row_of(result), lambda parts: f"{parts}.00")
    assert said and all("by the levels of the proof it is" in one for one in said)
    assert faults(arcs_of(result, [0] * 5), row_of(result)) != []


def test_whoever_is_named_twice_or_not_at_all_proves_nothing() -> None:
    result = set_off(gather([Debt(debtor="A", creditor="B", amount=5), Debt(debtor="B", creditor="A", amount=5)]))
    row = row_of(result)
    for other in (row[:1], [*row, row[0]], []):
        assert faults(arcs_of(result, result.cleared.tolist()), other) == ["the proof does not name everybody once"]


def test_a_matching_is_checked_as_the_flow_that_it_is() -> None:
    each, room = {"a": 1, "b": 1, "c": 2}, {"x": 2, "y": 1}
    scores = {("a", "x"): 5, ("a", "y"): 4, ("b", "x"): 5, ("b", "y"): 1, ("c", "x"): 4, ("c", "y"): 3}
    found = assign(gather_pairs((Pair(row=r, place=p, score=s) for (r, p), s in scores.items()), each, room))
    pairs, proof = found.pairs, found.proof
    nodes = [*pairs.rows, *pairs.places, "hub"]

    def arcs(made: Sequence[int]) -> list[Arc]:
        named = pairs.named()
        held = {one: sum(m for pair, m in zip(named, made, strict=True) if one in pair) for one in nodes}
        return [
            *(Arc(tail=r, head=p, room=1, worth=scores[r, p], moved=m, said=f"{r} at {p}")
              for (r, p), m in zip(named, made, strict=True)),
            *(Arc(tail=p, head="hub", room=room[p], worth=0, moved=held[p], said=f"how many are at {p}")
              for p in pairs.places),
            *(Arc(tail="hub", head=r, room=each[r], worth=0, moved=held[r], said=f"how many {r} takes")
              for r in pairs.rows),
        ]

    row = [Stand(node=nodes[node], level=int(proof.levels[node]), cut=-1 if cut == NOT_CUT else cut)
           for node, cut in zip(proof.order.tolist(), proof.cut.tolist(), strict=True)]
    made = found.made.tolist()
    assert faults(arcs(made), row) == []
    for number in range(len(made)):
        other = [1 - one if at == number else one for at, one in enumerate(made)]
        said = " ".join(faults(arcs(other), row))
        assert any(name in said for name in pairs.named()[number]), (number, said)


def test_the_oldest_border_between_two_places_is_found() -> None:
    luck = random.Random(7)
    for _ in range(30):
        cuts = [luck.choice((-1, luck.randrange(50))) for _ in range(luck.randrange(1, 20))]
        borders = Borders(cuts)
        for low in range(len(cuts)):
            for high in range(low, len(cuts)):
                between = [cut for cut in cuts[low + 1 : high + 1] if cut >= 0]
                assert borders.between(low, high) == min(between, default=None)
