"""Mutual credit: the formula of the limit, shown and not paid. Settling within the limits is another kind's work."""

from pathlib import Path

from golden_house import Golden, golden

from auzolan.flows.facts import PostingsMade
from auzolan.flows.requests import RecordEntry
from auzolan.rules.facts import RunSettled


def pay(house: Golden, giver: str, taker: str, amount: str) -> None:
    legs = ((f"Liabilities:Credit:{giver}", f"{amount} EUR"), (f"Liabilities:Credit:{taker}", f"-{amount} EUR"))
    house.ask(RecordEntry(legs=legs))


def test_each_receipt_raises_the_limit_up_to_the_hard_one(tmp_path: Path) -> None:
    house = golden(tmp_path, "m13_credit")
    for member in ("mana", "mbek", "mcai"):
        house.admit(member)
    pay(house, "mbek", "mana", "120.00")
    first = house.run("rule.limit", "2026")
    assert house.portions(first) == {"mana": 12_000, "mbek": 0, "mcai": 0}
    pay(house, "mcai", "mana", "250.00")
    pay(house, "mana", "mbek", "40.00")
    settled = house.settle(first).fact(RunSettled)
    second = house.run("rule.limit", "2026-01")
    assert house.portions(second) == {"mana": 30_000, "mbek": 4_000, "mcai": 0}
    (bounded,) = house.why(second).portion("mana").figure.because
    assert bounded.note == "lowered to the cap 300 EUR"
    assert (settled.count, [fact.run for fact in house.facts(PostingsMade) if fact.run]) == (0, [])
    house.verified()
