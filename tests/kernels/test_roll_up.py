"""Who keeps what of each euro: exact in fractions, equal at any size, rounds included, and no answer where none is."""

from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.kernels import roll_up as kernel
from auzolan.kernels.roll_up import ClosedLoop, Flows, kept, pass_through, pass_through_plain, summed
from auzolan.kernels.roll_up_certain import certain

PARTS = 10**12


def flows(rows: list[tuple[int, int, int]], nodes: int, whole: list[int] | None = None) -> Flows:
    """Payments as (payer, payee, amount); everybody has in hand the larger of what comes in and what goes out."""
    payer, payee, amount = (np.array([row[at] for row in rows], dtype=np.int64) for at in range(3))
    least = np.maximum(summed(payer, amount, nodes), summed(payee, amount, nodes))
    return Flows(payer=payer, payee=payee, amount=amount, whole=least if whole is None else np.array(whole))


def luck_of_the_chain(seed: int, nodes: int, many: int) -> tuple[Flows, list[int]]:
    """A chain with rounds, in which everybody keeps a part between nothing and a third; a tenth of it are ends."""
    luck = np.random.default_rng(seed)
    payer, payee = luck.integers(0, nodes, many), luck.integers(0, nodes, many)
    amount = luck.integers(1, 100_000, many)
    paid = summed(payer, amount, nodes)
    whole = paid + paid * luck.integers(1, 50, nodes) // 100 + 1
    start = np.where(luck.random(nodes) < 0.1, luck.integers(1, 1_000, nodes), 0)
    start[0] = 7
    return Flows(payer=payer, payee=payee, amount=amount, whole=whole), start.tolist()


def test_a_chain_without_rounds_keeps_at_each_tier_what_is_not_paid_on() -> None:
    # a buyer 0 pays a shop 10.00, the shop an importer 6.00, the importer growers 4.50
    chain = flows([(0, 1, 1000), (1, 2, 600), (2, 3, 450)], 4)
    assert kept(chain, [1000, 0, 0, 0]) == [0, 4 * PARTS // 10, 15 * PARTS // 100, 45 * PARTS // 100]
    assert pass_through_plain(chain, [1, 0, 0, 0]) == [1, 1, Fraction(3, 5), Fraction(9, 20)]


def test_a_round_pays_what_comes_back_to_it_on_again() -> None:
    # 1 pays half of all it has to 2, and 2 pays half of all it has back to 1
    chain = Flows(payer=np.array([0, 1, 2]), payee=np.array([1, 2, 1]), amount=np.array([5, 1, 1]),
                  whole=np.array([5, 2, 2]))
    assert pass_through_plain(chain, [1, 0, 0]) == [1, Fraction(4, 3), Fraction(2, 3)]
    assert kept(chain, [5, 0, 0]) == [0, 666_666_666_667, 333_333_333_333]
    assert np.abs(pass_through(chain, [1, 0, 0]) - [1, 4 / 3, 2 / 3]).max() < 1e-15


def test_what_somebody_pays_themselves_comes_round_again() -> None:
    chain = flows([(0, 1, 100), (1, 1, 100), (1, 2, 50)], 3)
    assert pass_through_plain(chain, [1, 0, 0]) == [1, 2, Fraction(1, 2)]
    assert pass_through(chain, [1, 0, 0]).tolist() == [1, 2, 0.5]
    assert kept(chain, [100, 0, 0]) == [0, PARTS // 2, PARTS // 2]


@pytest.mark.parametrize(
    ("rows", "nodes", "around"),
    [
        ([(0, 0, 5)], 1, (0, 0)),
        ([(0, 1, 5), (2, 3, 4), (3, 4, 4), (4, 2, 4)], 5, (2, 3, 4, 2)),
        ([(3, 1, 2), (1, 2, 2), (2, 1, 1), (2, 3, 1), (3, 3, 9)], 4, (3, 3)),
        ([(0, 1, 7), (1, 2, 7), (2, 1, 7)], 3, (1, 2, 1)),
    ],
)
def test_a_round_that_keeps_everything_has_no_answer_and_is_named(
    rows: list[tuple[int, int, int]], nodes: int, around: tuple[int, ...]
) -> None:
    paid = [max(1, sum(amount for payer, _, amount in rows if payer == node)) for node in range(nodes)]
    chain = flows(rows, nodes, whole=paid)
    for ask in (lambda: kept(chain, [1] + [0] * (nodes - 1)), lambda: pass_through(chain, [1.0] * nodes),
                lambda: pass_through_plain(chain, [1] * nodes)):
        with pytest.raises(ClosedLoop) as said:
            ask()
        assert set(said.value.nodes) <= set(around) | {1, 2, 3}
        assert said.value.nodes[0] == said.value.nodes[-1]
        pays = {(payer, payee) for payer, payee, _ in rows}
        assert all(pair in pays for pair in zip(said.value.nodes, said.value.nodes[1:], strict=False))


def test_a_round_that_leaks_one_part_in_a_billion_still_has_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    part = 10**9
    chain = Flows(payer=np.array([0, 1, 2]), payee=np.array([1, 2, 1]), amount=np.array([1, part, part - 1]),
                  whole=np.array([1, part, part]))
    assert kept(chain, [1, 0, 0]) == [0, 0, PARTS]
    assert pass_through(chain, [1, 0, 0])[1] == pytest.approx(part, rel=1e-6)
    monkeypatch.setattr(kernel, "SMALL", 0)  # floats alone lose nine digits here; what is made certain does not
    assert kept(chain, [1, 0, 0]) == [0, 0, PARTS]


def test_floats_meet_the_fractions_on_chains_with_rounds() -> None:
    for seed in range(12):
        chain, start = luck_of_the_chain(seed, 30, 90)
        exact = pass_through_plain(chain, start)
        found = pass_through(chain, start)
        assert max(abs(Fraction(float(one)) - right) / (1 + right) for one, right in zip(found, exact, strict=True)) < (
            Fraction(1, 10**13)
        )
        assert nx.number_strongly_connected_components(
            nx.DiGraph(zip(chain.payer.tolist(), chain.payee.tolist(), strict=True))
        ) < 30


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 14), st.integers(1, 40))
def test_the_way_for_large_chains_gives_the_shares_of_the_fractions(seed: int, nodes: int, many: int) -> None:
    chain, start = luck_of_the_chain(seed, nodes, many)
    right = kept(chain, start)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "SMALL", 0)
        assert kept(chain, start) == right
    assert sum(right) == PARTS


def test_thirty_decimals_from_floats_are_those_of_the_fractions() -> None:
    chain, start = luck_of_the_chain(3, 40, 120)
    passing = pass_through_plain(chain, [Fraction(one, sum(start)) for one in start])
    exact = [
        through * (Fraction(int(whole - paid), int(whole)) if whole else 1)
        for through, whole, paid in zip(passing, chain.whole, chain.paid, strict=True)
    ]
    assert certain(chain, start, 30) == [round(share * 10**30) for share in exact]
    assert sum(exact) == 1


def test_exact_ties_stay_ties_at_any_size() -> None:
    # 300 growers alike, under a trader who pays out more than came in: thirds of parts for everyone, no float's whim
    rows = [(0, 1, 900), *((1, 2 + grower, 7) for grower in range(300))]
    chain = flows(rows, 302)
    assert chain.whole[1] == 2_100
    shares = kept(chain, [900] + [0] * 301, order=list(range(302, 0, -1)))
    assert shares[2:] == [3_333_333_333] * 200 + [3_333_333_334] * 100
    assert sum(shares) == PARTS


def test_closed_books_are_exact_without_solving_anything() -> None:
    luck = np.random.default_rng(4)
    payer, payee = luck.integers(0, 500, 4_000), luck.integers(0, 500, 4_000)
    amount = luck.integers(1, 10**6, 4_000)
    gap = summed(payer, amount, 500) - summed(payee, amount, 500)
    short = np.flatnonzero(gap > 0)
    chain = Flows(
        payer=np.concatenate([payer, np.full(len(short), 500)]), payee=np.concatenate([payee, short]),
        amount=np.concatenate([amount, gap[short]]),
        whole=np.append(np.maximum(summed(payer, amount, 500), summed(payee, amount, 500)), gap[short].sum()),
    )
    total = int(gap[short].sum())
    shares = kept(chain, [0] * 500 + [total])
    assert sum(shares) == PARTS
    assert all(abs(Fraction(share, PARTS) - Fraction(int(keep), total)) < Fraction(1, PARTS)
               for share, keep in zip(shares, chain.whole - chain.paid, strict=True))
    solved = pass_through(chain, [0] * 500 + [1])
    assert np.abs(solved - chain.whole / total).max() < 1e-12


def test_a_large_chain_misses_its_equation_by_less_than_1e_15() -> None:
    chain, start = luck_of_the_chain(1, 20_000, 100_000)
    known = np.array(start) / sum(start)
    through = pass_through(chain, known)
    share = chain.amount / chain.whole[chain.payer]
    back = known + np.bincount(chain.payee, weights=share * through[chain.payer], minlength=len(known))
    assert np.abs(back - through).max() <= 1e-15
    assert through.sum() > 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"amount": np.array([0])}, "above nothing"),
        ({"payee": np.array([9])}, "none of the 2"),
        ({"payee": np.array([1, 1])}, "equally many"),
        ({"whole": np.array([4, 5])}, "more than it has in hand"),
        ({"amount": np.array([2**62])}, "62 bits"),
    ],
)
def test_what_is_no_chain_is_refused_in_a_sentence(change: dict[str, object], says: str) -> None:
    parts = {"payer": np.array([0]), "payee": np.array([1]), "amount": np.array([5]), "whole": np.array([5, 5])}
    with pytest.raises(ValueError, match=says):
        Flows(**(parts | change))  # type: ignore[arg-type]


def test_a_chain_that_nobody_pays_into_is_refused() -> None:
    with pytest.raises(ValueError, match="somebody pays"):
        kept(flows([(0, 1, 5)], 2), [0, 0])


def test_sums_of_many_large_amounts_are_exact() -> None:
    amounts = np.random.default_rng(2).integers(2**52, 2**53, 1_000)
    assert summed(np.zeros(1_000, np.int64), amounts, 1).tolist() == [sum(amounts.tolist())]
