"""Five debts of four parties: 1,500 of 2,100 is cleared, and nobody's net position moves; and a rule runs."""

import re
from collections import Counter
from pathlib import Path

from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.flows.facts import FlowRecorded
from auzolan.flows.requests import RecordFlow
from auzolan.kernels.set_off import Debt, certify, gather, set_off
from auzolan.members.decide import NameAgent
from auzolan.members.facts import AgentNamed
from auzolan.rules.decide import RunRule
from auzolan.rules.facts import RunPublished

OWED = {("A", "B"): 700, ("B", "C"): 500, ("C", "A"): 200, ("C", "D"): 400, ("D", "B"): 300}


def positions(owed: dict[tuple[str, str], int]) -> Counter[str]:
    net: Counter[str] = Counter()
    for (debtor, creditor), amount in owed.items():
        net[debtor] -= amount
        net[creditor] += amount
    return net


def test_the_rings_are_cleared_and_the_rest_stays_owed() -> None:
    result = set_off(gather(Debt(debtor=one, creditor=other, amount=amount) for (one, other), amount in OWED.items()))
    cleared = {(debt.debtor, debt.creditor): amount for debt, amount in result.edges()}
    assert cleared == {("A", "B"): 200, ("B", "C"): 500, ("C", "A"): 200, ("C", "D"): 300, ("D", "B"): 300}
    assert result.total == 1500
    left = {pair: amount - cleared[pair] for pair, amount in OWED.items()}
    assert {pair: amount for pair, amount in left.items() if amount} == {("A", "B"): 500, ("C", "D"): 100}
    assert positions(left) == positions(OWED)
    assert certify(result.debts, result.cleared, result.proof) == []


PAGE = (Path(__file__).parents[2] / "docs/guides/rules/clear.md").read_text("utf-8")
RULE = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1].replace(
    "members where set_off = 1", "agents where nature = 'organisation'"
)


def agent(house: Golden, nature: str) -> str:
    return str(house.ask(NameAgent(nature=nature, words={"name": nature})).fact(AgentNamed).agent)


def owed(house: Golden, party: str) -> tuple[str, str]:
    """An invoice of 300.00 to somebody and a bill of 120.00 from them: the claims."""
    sold = house.ask(RecordFlow(
        posting="invoice", receiver=party, parts={"net": "300.00"}, unit="EUR", leaves={"net": "Income:Sales"},
        date="2026-03-01", due="2026-03-31",
    ))
    bought = house.ask(RecordFlow(
        posting="bill", provider=party, parts={"net": "120.00"}, unit="EUR", leaves={"net": "Expenses:Coffee"},
        date="2026-03-02",
    ))
    return str(sold.fact(FlowRecorded).claim), str(bought.fact(FlowRecorded).claim)


def test_a_run_clears_the_claims_of_those_who_consented_and_replays(tmp_path: Path) -> None:
    house = Golden(tmp_path, f"{preset('mondragon')}\n{RULE}")
    sold, bought = owed(house, agent(house, "organisation"))
    owed(house, agent(house, "person"))
    run = house.ask(RunRule(rule="rule.set_off", period="2026")).fact(RunPublished).run
    assert house.portions(run) == {sold: 12_000, bought: 12_000}
    assert {one.figure.all_entries() != () for one in house.why(run).portions} == {True}
    house.verified()
