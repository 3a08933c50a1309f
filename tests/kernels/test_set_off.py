"""Set-off clears the most there can be, oldest debt first, and proves it; networkx is the peer."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.kernels import set_off as kernel
from auzolan.kernels.set_off import Debt, Debts, SetOff, certify, gather, set_off
from auzolan.values.refusal import Refusal

M14 = (("A", "B", 700), ("B", "C", 500), ("C", "A", 200), ("C", "D", 400), ("D", "B", 300))
NETWORKS = ("hourglass.problem", "mtcs-micro.csv", "small.problem", "triangle.problem")


def owed(*rows: tuple[str, str, int] | tuple[str, str, int, str]) -> list[Debt]:
    return [Debt(debtor=row[0], creditor=row[1], amount=row[2], due=row[3] if len(row) > 3 else "") for row in rows]


def cleared(*rows: tuple[str, str, int] | tuple[str, str, int, str]) -> dict[tuple[str, str, str], int]:
    result = set_off(gather(owed(*rows)))
    return {(debt.debtor, debt.creditor, debt.due): amount for debt, amount in result.edges()}


@st.composite
def nets(draw: st.DrawFn) -> list[Debt]:
    """Small nets with many ties: few parties, few amounts, few days."""
    parties = st.sampled_from("ABCDEFGé"[: draw(st.integers(2, 8))])
    pairs = st.tuples(parties, parties).filter(lambda pair: pair[0] != pair[1])
    row = st.tuples(pairs, st.integers(0, 6), st.sampled_from(("", "2026-01-01", "2026-02-01")))
    return [Debt(debtor=a, creditor=b, amount=n, due=due) for (a, b), n, due in draw(st.lists(row, max_size=24))]


def by_peer(debts: Debts) -> tuple[int, list[int]]:
    """The most by networkx, and what the tie law says by weights that no sum of later ones can reach."""
    base, many = int(debts.amount.sum()) + 1, len(debts.amount)
    graph = nx.MultiDiGraph()
    rows = zip(debts.debtor.tolist(), debts.creditor.tolist(), debts.amount.tolist(), strict=True)
    for place, (debtor, creditor, amount) in enumerate(rows):
        worth = base ** (many + 1) + base ** (many - place)
        graph.add_edge(debtor, creditor, key=place, capacity=amount, weight=-worth)
    _, flows = nx.network_simplex(graph) if many else (0, {})
    found = [0] * many
    for outgoing in flows.values():
        for keyed in outgoing.values():
            for place, amount in keyed.items():
                found[place] = amount
    return sum(found), found


def test_the_example_of_the_mechanics_clears_1500_of_2100() -> None:
    assert list(cleared(*M14).values()) == [200, 500, 200, 300, 300]
    assert set_off(gather(owed(*M14))).total == 1500


@pytest.mark.parametrize("name", NETWORKS)
def test_published_networks_reach_their_optimum(data_dir: Path, name: str) -> None:
    folder = data_dir / "set-off"
    expected = json.loads((folder / "expected.json").read_text())[name]
    text = (folder / name).read_text()
    if name.endswith(".csv"):
        rows = [(row["debtor"], row["creditor"], int(row["amount"])) for row in csv.DictReader(text.splitlines())]
    else:
        rows = [(one, other, int(amount)) for one, other, amount in (line.split() for line in text.splitlines())]
    debts = gather(owed(*rows))
    result = set_off(debts)
    assert (int(debts.amount.sum()), result.total) == (expected["total"], expected["max_cleared"])
    assert int(debts.amount.sum()) - result.total == expected["min_remaining"]
    left = dict.fromkeys(debts.parties, 0)
    for debt, amount in result.edges():
        left[debt.debtor] += debt.amount - amount
        left[debt.creditor] -= debt.amount - amount
    assert left == expected["net_position_debtor_positive"]


def test_of_two_rings_the_one_with_the_oldest_debt_is_cleared() -> None:
    rings = (("A", "B", 5), ("B", "C", 5, "2026-02-01"), ("C", "A", 5, "2026-02-01"),
             ("B", "D", 5, "2026-03-01"), ("D", "A", 5, "2026-01-01"))
    found = cleared(*rings)
    assert found[("D", "A", "2026-01-01")] == found[("B", "D", "2026-03-01")] == 5
    assert found[("B", "C", "2026-02-01")] == found[("C", "A", "2026-02-01")] == 0


def test_a_debt_without_a_day_comes_last_and_names_go_by_their_bytes() -> None:
    assert cleared(("A", "B", 5), ("B", "A", 7), ("B", "A", 7, "2030-01-01"))[("B", "A", "")] == 0
    found = cleared(("x", "é", 1), ("é", "x", 1), ("x", "z", 1), ("z", "x", 1), ("a", "x", 1), ("x", "a", 1))
    assert set(found.values()) == {1}
    through = cleared(("x", "y", 1), ("y", "é", 1), ("é", "x", 1), ("y", "z", 1), ("z", "x", 1))
    assert (through[("y", "z", "")], through[("y", "é", "")]) == (1, 0)


def test_more_in_all_comes_before_oldest_first() -> None:
    rings = (("A", "B", 1), ("B", "A", 1, "2020-01-01"), ("B", "C", 1, "2026-01-01"), ("C", "A", 1, "2026-01-01"))
    found = cleared(*rings)
    assert found[("B", "A", "2020-01-01")] == 0
    assert sum(found.values()) == 3


def test_rows_of_the_same_debt_are_summed() -> None:
    debts = gather(owed(("A", "B", 1), ("A", "B", 2), ("A", "B", 4, "2026-01-01"), ("B", "A", 9)))
    assert [(debt.due, debt.amount, amount) for debt, amount in set_off(debts).edges()] == [
        ("2026-01-01", 4, 4), ("", 3, 3), ("", 9, 7),
    ]


@given(nets())
def test_the_total_and_every_edge_are_those_of_the_peer(rows: list[Debt]) -> None:
    debts = gather(rows)
    result = set_off(debts)
    assert (result.total, result.cleared.tolist()) == by_peer(debts)


@given(nets(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(rows: list[Debt], luck: st.DataObject) -> None:
    first = set_off(gather(rows)).edges()
    luck.shuffle(rows)
    assert set_off(gather(rows)).edges() == first


def large(firms: int, many: int, seed: int, highest: int) -> Debts:
    luck = np.random.default_rng(seed)
    debtor, creditor = luck.integers(0, firms, many), luck.integers(0, firms, many)
    apart = debtor != creditor
    amount = luck.integers(0, highest, many)
    return Debts(
        parties=tuple(f"{firm:04d}" for firm in range(firms)), debtor=debtor[apart], creditor=creditor[apart],
        amount=amount[apart], due=("",) * int(apart.sum()),
    )


@pytest.mark.parametrize("highest", [2, 4, 10_000_000])
@pytest.mark.parametrize("seed", range(3))
def test_the_compiled_way_says_the_same_as_the_readable_one(
    monkeypatch: pytest.MonkeyPatch, seed: int, highest: int
) -> None:
    debts = large(120, 700, seed, highest)
    plain = set_off(debts)
    monkeypatch.setattr(kernel, "SMALL", 0)
    assert set_off(debts).cleared.tolist() == plain.cleared.tolist()


@settings(max_examples=30)
@given(nets())
def test_a_proof_is_refused_when_one_edge_is_changed(rows: list[Debt]) -> None:
    result = set_off(gather(rows))
    assert certify(result.debts, result.cleared, result.proof) == []
    for place in range(len(result.cleared)):
        for change in (1, -1):
            other = result.cleared.copy()
            other[place] += change
            assert certify(result.debts, other, result.proof) != []


@settings(max_examples=60)
@given(nets(), st.integers(0, 10_000))
def test_no_proof_at_all_makes_another_result_hold(rows: list[Debt], seed: int) -> None:
    """Whatever else can be cleared, by a ring more or less, fails the proof: of the most, or of the tie law."""
    result = set_off(gather(rows))
    debts, other = result.debts, result.cleared.copy()
    order = np.random.default_rng(seed).permutation(len(other))
    turned = set_off(Debts(
        parties=debts.parties, debtor=debts.debtor[order], creditor=debts.creditor[order], amount=debts.amount[order],
        due=debts.due,
    ))
    other[order] = turned.cleared  # as much in all, by another law
    assert turned.total == result.total
    assert (certify(debts, other, result.proof) == []) == (other.tolist() == result.cleared.tolist())


def test_clearing_less_than_the_most_is_refused() -> None:
    result = set_off(gather(owed(*M14)))
    assert "no more can be cleared" in certify(result.debts, [0] * 5, result.proof)[0]
    low = replace(result.proof, levels=result.proof.levels * 0)
    assert certify(result.debts, result.cleared, low) != []
    assert certify(result.debts, result.cleared[:4], result.proof) == ["there are not as many amounts as debts"]


def test_debts_to_oneself_and_below_zero_are_refused_in_a_sentence() -> None:
    with pytest.raises(Refusal, match="Nobody owes to themselves"):
        gather(owed(("A", "A", 1)))
    with pytest.raises(Refusal, match="not below zero"):
        gather(owed(("A", "B", -1)))


def test_amounts_that_do_not_fit_64_bits_are_refused_and_the_largest_that_do_are_exact() -> None:
    most = 2**62 - 1
    with pytest.raises(Refusal, match="more than is counted exactly"):
        gather(owed(("A", "B", most), ("B", "A", 1)))
    result: SetOff = set_off(gather(owed(("A", "B", most - 2**40), ("B", "A", 2**40))))
    assert result.cleared.tolist() == [2**40, 2**40]
    half = most // 2
    assert set_off(gather(owed(("A", "B", half), ("B", "A", half)))).total == 2 * half


def test_nothing_owed_is_nothing_cleared() -> None:
    assert set_off(gather([])).edges() == []
    assert set_off(gather(owed(("A", "B", 0)))).total == 0


def test_a_long_chain_that_is_no_ring_is_left_as_it_is() -> None:
    links = 20_000
    chain = np.arange(links, -1, -1)
    debts = Debts(
        parties=tuple(f"{one:05d}" for one in range(links + 1)), debtor=chain[:-1], creditor=chain[1:],
        amount=np.full(links, 5), due=("",) * links,
    )
    result = set_off(debts)
    assert (result.total, int(result.proof.levels.max())) == (0, links)
