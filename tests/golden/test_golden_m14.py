"""Five debts of four parties: 1,500 of 2,100 is cleared, and nobody's net position moves; and a rule runs."""

import re
from collections import Counter
from pathlib import Path

import pytest
from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.flows.facts import FlowRecorded, PostingsMade
from auzolan.flows.requests import PayClaim, RecordFlow
from auzolan.kernels.set_off import Debt, certify, gather, set_off
from auzolan.members.decide import NameAgent
from auzolan.members.facts import AgentNamed
from auzolan.rules import clearing
from auzolan.rules.decide import RunRule, VoidRun
from auzolan.rules.facts import RunPublished, RunSettled
from auzolan.values.refusal import Refusal

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


NETWORK = """
["account.network"]
title = "Debts of the network"
branches = ["Assets:Network:{agent}", "Liabilities:Network:{agent}"]

["posting.told"]
title = "Two of the network told us of a debt"
action = "transferAllRights"
debit = "Assets:Network:{receiver}"
credit = "Liabilities:Network:{provider}"
claim = "raises"

["posting.told_paid"]
title = "Two of the network told us that it is paid"
action = "transfer"
debit = "Liabilities:Network:{receiver}"
credit = "Assets:Network:{provider}"
claim = "pays"
"""


def network(folder: Path) -> tuple[Golden, dict[str, str], dict[tuple[str, str], str]]:
    """The five debts of the example as B keeps them: house, letter -> id (B is us), debt -> claim."""
    house = Golden(folder, f"{preset('mondragon')}\n{RULE}\n{NETWORK}")
    who = {letter: agent(house, "organisation") for letter in "ACD"} | {"B": "us"}
    claims = {}
    for (debtor, creditor), amount in OWED.items():
        if creditor == "B":
            posting, leaves = "invoice", {"net": "Income:Sales"}
        elif debtor == "B":
            posting, leaves = "bill", {"net": "Expenses:Coffee"}
        else:
            posting, leaves = "told", {}
        parts = {} if posting == "told" else {"net": f"{amount}.00"}
        asked = RecordFlow(
            posting=posting, provider=who[creditor], receiver=who[debtor], parts=parts, unit="EUR", leaves=leaves,
            amount=f"{amount}.00" if posting == "told" else "", date="2026-03-01",
        )
        claims[debtor, creditor] = str(house.ask(asked).fact(FlowRecorded).claim)
    return house, who, claims


def test_what_is_cleared_is_booked_and_owed_no_more(tmp_path: Path) -> None:
    house, who, claims = network(tmp_path)
    run = house.run("rule.set_off", "2026")
    assert house.portions(run) == {
        claims["A", "B"]: 20_000, claims["B", "C"]: 50_000, claims["C", "A"]: 20_000, claims["C", "D"]: 30_000,
        claims["D", "B"]: 30_000,
    }
    house.wait(30)
    answer = house.settle(run)
    assert answer.fact(RunSettled).amount == "1500.00"
    left = {id: claim.open for id, claim in house.states["flows"].claims.items()}
    assert left == {claims["A", "B"]: 50_000, claims["C", "D"]: 10_000}
    a, c, d = (who[letter] for letter in "ACD")
    # The book of B, as the mechanics say: Payable:C 500 against Receivable:A 200 and Receivable:D 300.
    booked = {leg.account: leg.amount for leg in answer.fact(PostingsMade).postings}
    assert booked == {
        f"Liabilities:Payable:{c}": "500.00", f"Assets:Receivable:{a}": "-200.00", f"Assets:Receivable:{d}": "-300.00",
        f"Liabilities:Network:{a}": "200.00", f"Liabilities:Network:{d}": "300.00", f"Assets:Network:{c}": "-500.00",
    }
    assert house.of(f"Assets:Receivable:{a}") == "-500.00"
    assert house.of(f"Liabilities:Payable:{c}") == "0.00"
    assert house.of(f"Assets:Network:{c}") == "-100.00"
    house.verified()


def test_a_claim_that_was_paid_meanwhile_stops_the_settlement(tmp_path: Path) -> None:
    house, _, claims = network(tmp_path)
    run = house.run("rule.set_off", "2026")
    house.ask(PayClaim(claim=claims["D", "B"], amount="100.00", posting="receipt"))
    house.wait(30)
    with pytest.raises(Refusal, match="something was paid meanwhile"):
        house.settle(run)
    house.ask(VoidRun(run=run))
    again = house.run("rule.set_off", "2026")
    assert house.portions(again)[claims["D", "B"]] == 20_000
    house.wait(30)
    house.settle(again)
    house.verified()


def test_a_large_set_off_is_booked_in_entries_that_each_balance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clearing, "PIECES_PER_ENTRY", 1)
    house, _, claims = network(tmp_path)
    run = house.run("rule.set_off", "2026")
    house.wait(30)
    house.settle(run)
    made = [fact for fact in house.facts(PostingsMade) if fact.run == run]
    # C to A, C to D; then our 500 to C against A's 200 and D's 300, in the order of the claims.
    assert [len(fact.claims) for fact in made] == [1, 1, 2, 2]
    assert set(house.states["flows"].claims) == {claims["A", "B"], claims["C", "D"]}
    house.verified()


def test_a_debt_in_another_unit_than_the_books_is_not_booked_in_silence(tmp_path: Path) -> None:
    dollars = RULE.replace('unit = "EUR"', 'unit = "USD"')
    house = Golden(tmp_path, f"{preset('mondragon')}\n{dollars}")
    party = agent(house, "organisation")
    for posting, sides in (("invoice", {"receiver": party}), ("bill", {"provider": party})):
        leaf = {"net": "Income:Sales" if posting == "invoice" else "Expenses:Coffee"}
        house.ask(RecordFlow(posting=posting, parts={"net": "100.00"}, unit="USD", leaves=leaf, date="2026-03-01",
                             book_unit="EUR", rate="1.13", rate_source="a bank", **sides))
    run = house.run("rule.set_off", "2026")
    house.wait(30)
    with pytest.raises(Refusal, match="what the rate changed would go to nobody"):
        house.settle(run)


def test_a_ring_among_others_alone_is_owed_no_more_and_moves_nothing_of_ours(tmp_path: Path) -> None:
    told_only = NETWORK[: NETWORK.index('["posting.told_paid"]')]
    house = Golden(tmp_path, f"{preset('mondragon')}\n{RULE}\n{told_only}")
    one, other = agent(house, "organisation"), agent(house, "organisation")
    for provider, receiver in ((one, other), (other, one)):
        house.ask(RecordFlow(posting="told", provider=provider, receiver=receiver, amount="50.00", unit="EUR",
                             date="2026-03-01"))
    run = house.run("rule.set_off", "2026")
    house.wait(30)
    booked = house.settle(run).fact(PostingsMade)
    assert (booked.postings, [change.amount for change in booked.claims]) == ((), ["-50.00", "-50.00"])
    assert not house.states["flows"].claims
    house.verified()
