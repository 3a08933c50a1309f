"""Mutual credit that two cannot cheat: receipts count from several counterparties only, net of what went back."""

from pathlib import Path

import pytest
from golden_house import CHARTERS, Golden

from auzolan.engines.find import find
from auzolan.flows.facts import PostingsMade
from auzolan.flows.requests import CorrectEntry, RecordEntry

BY = (
    "case when count(counterparties.member) >= 3 then sum(counterparties.net_received) * 1 EUR else 0 EUR end"
)


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    charter = (CHARTERS / "m13_credit.toml").read_text("utf-8")
    assert charter.count('by = "received"') == 1
    made = Golden(tmp_path, charter.replace('by = "received"', f'by = "{BY}"'))
    for member in ("mana", "mbek", "mcai", "mdov"):
        made.admit(member)
    return made


def pay(house: Golden, giver: str, taker: str, amount: str) -> int:
    legs = ((f"Liabilities:Credit:{giver}", f"{amount} EUR"), (f"Liabilities:Credit:{taker}", f"-{amount} EUR"))
    return house.ask(RecordEntry(legs=legs)).seqs[-1]


def nets(house: Golden) -> dict[tuple[str, str], int]:
    rows = house.office.reader().rows("counterparties")
    return {(str(row["member"]), str(row["counterparty"])): int(row["net_received"] or 0) for row in rows}


def test_two_who_pay_each_other_back_and_forth_raise_no_limit(house: Golden) -> None:
    for _ in range(4):
        pay(house, "mbek", "mana", "250.00")
        pay(house, "mana", "mbek", "250.00")
    assert nets(house) == {}
    pay(house, "mbek", "mana", "90.00")
    assert nets(house) == {("mana", "mbek"): 9_000}
    assert house.portions(house.run("rule.limit", "2026")) == {"mana": 0, "mbek": 0, "mcai": 0, "mdov": 0}
    house.verified()


def test_receipts_from_three_count_net_of_what_went_back_up_to_the_hard_limit(house: Golden) -> None:
    for giver in ("mbek", "mcai", "mdov"):
        pay(house, giver, "mana", "60.00")
    pay(house, "mana", "mcai", "20.00")
    assert nets(house) == {("mana", "mbek"): 6_000, ("mana", "mcai"): 4_000, ("mana", "mdov"): 6_000}
    run = house.run("rule.limit", "2026")
    assert house.portions(run) == {"mana": 16_000, "mbek": 0, "mcai": 0, "mdov": 0}
    entries = house.why(run).portion("mana").figure.all_entries()
    assert {type(house.office.fact(seq)) for seq in entries} == {PostingsMade}
    house.settle(run)
    pay(house, "mbek", "mana", "250.00")
    assert house.portions(house.run("rule.limit", "2026-01"))["mana"] == 30_000
    house.verified()


def test_one_who_gives_more_back_than_came_stands_on_the_other_side(house: Golden) -> None:
    pay(house, "mbek", "mana", "60.00")
    pay(house, "mana", "mbek", "100.00")
    assert nets(house) == {("mbek", "mana"): 4_000}
    house.verified()


def test_what_was_reversed_never_came(house: Golden) -> None:
    wrong = pay(house, "mbek", "mana", "60.00")
    house.ask(CorrectEntry(entry=wrong))
    assert nets(house) == {}
    house.verified()


def test_both_engines_count_alike(house: Golden) -> None:
    for giver, amount in (("mbek", "61.01"), ("mcai", "0.07"), ("mdov", "33.33")):
        pay(house, giver, "mana", amount)
    run = house.run("rule.limit", "2026")
    assert house.portions(run)["mana"] == 9_441
    fact = house.office.fact(house.states["rules"].runs[run].seq)
    for name in ("python", "duckdb"):
        again = find()[name].recompute(fact, house.states, house.office.reader(fact.position))
        assert (again.outputs, again.inputs) == (fact.outputs, fact.inputs), name
