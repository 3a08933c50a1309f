"""A treasurer's everyday books, from the preset's charter to balances: what is owed, paid, taken back, corrected."""

from pathlib import Path

import pytest
from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.flows.facts import FlowRecorded, PostingsMade, PriceQuoted
from auzolan.flows.requests import CorrectEntry, OpenBooks, OpeningBalance, PayClaim, RecordFlow
from auzolan.members.decide import AdmitMember, AdmitMembers, NameAgent
from auzolan.members.facts import AgentNamed
from auzolan.values.refusal import Refusal

SALES, PURCHASES = "Income:Sales", "Expenses:Coffee"


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    return Golden(tmp_path, preset("mondragon"))


def agent(house: Golden, name: str) -> str:
    return str(house.ask(NameAgent(nature="organisation", words={"name": name})).fact(AgentNamed).agent)


def open_claims(house: Golden) -> list[tuple[str, str, int]]:
    rows = house.office.reader().rows("claims")
    return [(str(row["debtor"]), str(row["creditor"]), int(row["open"] or 0)) for row in rows]


def under(house: Golden, root: str) -> dict[str, str]:
    """What the accounts under a root hold, credits positive; opened accounts have numbers for names."""
    names = {str(row["account"]) for row in house.office.reader().rows("postings")}
    return {name: held for name in sorted(names) if name.startswith(root) and (held := house.of(name)).strip("-0.")}


def invoiced(house: Golden, customer: str) -> str:
    answer = house.ask(RecordFlow(
        posting="invoice", receiver=customer, amount="1210.00 EUR", parts={"net": "1000.00", "vat": "210.00"},
        leaves={"net": SALES}, date="2026-03-01", due="2026-03-31",
    ))
    return str(answer.fact(FlowRecorded).claim)


def test_an_invoice_is_paid_in_two_parts_and_a_credit_note_is_owed_back(house: Golden) -> None:
    customer = agent(house, "The Corner Shop")
    claim = invoiced(house, customer)
    assert list(under(house, "Income:").values()) == ["1000.00"]
    assert house.of("Liabilities:Tax") == "210.00"
    tax = next(fact for fact in house.facts(FlowRecorded) if fact.part == "vat")
    assert (tax.receiver, tax.amount) == ("the tax office", "210.00")
    house.ask(PayClaim(claim=claim, amount="700.00"))
    assert open_claims(house) == [(customer, "us", 51_000)]
    house.ask(PayClaim(claim=claim, amount="510.00"))
    assert open_claims(house) == []
    house.ask(RecordFlow(
        posting="credit_note", provider="us", receiver=customer, claim=claim, unit="EUR", leaves={"net": SALES},
        parts={"net": "100.00", "vat": "21.00"},
    ))
    assert open_claims(house) == [("us", customer, 12_100)]
    assert house.of(f"Assets:Receivable:{customer}") == "121.00"
    assert house.of("Liabilities:Tax") == "189.00"
    assert house.of("Assets:Bank") == "-1210.00"
    house.verified()


def test_nothing_beyond_what_is_open_can_be_paid(house: Golden) -> None:
    claim = invoiced(house, agent(house, "The Corner Shop"))
    house.ask(PayClaim(claim=claim, amount="700.00"))
    with pytest.raises(Refusal, match=r"Only 510\.00 EUR is open"):
        house.ask(PayClaim(claim=claim, amount="510.01"))


def test_a_bill_in_dollars_is_booked_at_the_rate_of_its_day_and_the_change_is_a_loss(house: Golden) -> None:
    grower = agent(house, "A grower co-op")
    answer = house.ask(RecordFlow(
        posting="bill", provider=grower, receiver="us", parts={"net": "565.00 USD"}, leaves={"net": PURCHASES},
        book_unit="EUR", rate="1.13", rate_source="European Central Bank", date="2026-03-01",
    ))
    claim = str(answer.fact(FlowRecorded).claim)
    (purchases,) = under(house, "Expenses:")
    assert house.of(purchases) == "-500.00"
    assert house.of(f"Liabilities:Payable:{grower}", "USD") == "565.00"
    house.ask(PayClaim(claim=claim, rate="1.10", rate_source="European Central Bank", date="2026-04-01"))
    assert house.of("Assets:Bank") == "513.64"
    assert under(house, "Expenses:") == {purchases: "-500.00", "Expenses:Exchange": "-13.64"}
    assert house.of(f"Liabilities:Payable:{grower}", "USD") == "0.00"
    assert [(one.rate, one.source) for one in house.facts(PriceQuoted)] == [
        ("1.13", "European Central Bank"), ("1.1", "European Central Bank"),
    ]
    assert open_claims(house) == []
    house.verified()


def test_the_books_open_with_capital_layers_and_the_days_on_which_members_joined(house: Golden) -> None:
    house.ask(AdmitMembers(people=(
        AdmitMember(member="mane", class_="worker", joined="2019-05-01"),
        AdmitMember(member="mbenat", class_="worker", joined="2024-01-15"),
    )))
    layers = {
        "Equity:Capital:mane:2023": "-4000.00", "Equity:Capital:mane:2024": "-1500.00",
        "Equity:Capital:mbenat:2024": "-900.00", "Equity:Collective:Legal": "-12000.00", "Assets:Bank": "20000.00",
    }
    house.ask(OpenBooks(
        date="2025-12-31", against="Equity:Opening",
        balances=tuple(OpeningBalance(account=name, amount=held, unit="EUR") for name, held in layers.items()),
    ))
    for account, held in layers.items():
        assert house.of(account) == held.removeprefix("-") if held[0] == "-" else f"-{held}"
    assert house.of("Equity:Opening") == "1600.00"
    joined = {row["member"]: row["joined"] for row in house.office.reader().rows("members")}
    assert joined == {"mane": "2019-05-01", "mbenat": "2024-01-15"}
    house.verified()


def test_a_wrong_entry_is_undone_by_its_reversal_and_a_new_one_which_both_name_it(house: Golden) -> None:
    wrong = house.ask(RecordFlow(posting="opening", amount="500.00 EUR", date="2026-02-01")).entries
    seq = next(entry.seq for entry in wrong if isinstance(entry.fact, PostingsMade))
    answer = house.ask(CorrectEntry(entry=seq, legs=(("Assets:Bank", "50.00 EUR"), ("Equity:Opening", "-50.00 EUR"))))
    undone, right = (entry for entry in answer.entries if isinstance(entry.fact, PostingsMade))
    assert (undone.fact.mends, undone.because) == (seq, seq)
    assert (right.fact.instead, right.because) == (seq, undone.seq)
    assert [(leg.account, leg.amount) for leg in undone.fact.postings] == [
        ("Assets:Bank", "-500.00"), ("Equity:Opening", "500.00"),
    ]
    assert house.of("Assets:Bank") == "-50.00"
    assert house.of("Equity:Opening") == "50.00"
    assert len(house.office.reader().rows("postings", {"account": "Assets:Bank"})) == 3
    with pytest.raises(Refusal):
        house.ask(CorrectEntry(entry=seq))
    house.verified()
