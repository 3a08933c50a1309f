"""Corrections, second signatures, closed periods, signed balances: what keeps the books honest."""

import pytest
from house_of_books import CHARTER, House, charter_from
from msgspec.structs import replace

from auzolan.charter.around import Draft
from auzolan.flows.accounts import tree
from auzolan.flows.facts import ClaimChange, Posting, PostingsMade, PostingsSettled
from auzolan.flows.requests import (
    AssertBalance,
    ClosePeriod,
    CorrectEntry,
    OpenAccount,
    OpenBooks,
    OpeningBalance,
    PayClaim,
    RecordEntry,
    RecordFlow,
    SettlePending,
    SignBalance,
    VoidPending,
)
from auzolan.journal.entry import Entry, Fact
from auzolan.members.decide import AdmitMember, GrantMandate, NameAgent
from auzolan.values.refusal import Refusal


@pytest.fixture
def house() -> House:
    house = House(CHARTER)
    for member in ("mane", "mbenat", "mcarmen"):
        house.ask(AdmitMember(member=member, class_="worker", joined="2026-01-01"))
    house.ask(GrantMandate(mandate="mandate.bookkeeper", member="mane"))
    house.ask(GrantMandate(mandate="mandate.bookkeeper", member="mbenat"))
    house.ask(GrantMandate(mandate="mandate.auditor", member="mcarmen"))
    house.ask(NameAgent(agent="acustomer", nature="person"))
    return house


def sell(house: House, amount: str, by: str = "", date: str = "") -> int:
    legs = (("Assets:Bank", f"{amount} EUR"), ("Income:Sales", f"-{amount} EUR"))
    return house.ask(RecordEntry(legs=legs, date=date), by)[-1]


def test_a_wrong_entry_is_undone_and_replaced_and_both_say_so(house: House) -> None:
    wrong = sell(house, "210.00")
    undone, right = house.ask(CorrectEntry(
        entry=wrong, legs=(("Assets:Bank", "120.00 EUR"), ("Income:Sales", "-120.00 EUR"))
    ))
    assert house.of("Assets:Bank") == "120.00"
    assert house.entries[undone].fact.mends == wrong
    assert house.entries[right].fact.instead == wrong
    assert dict(house.books.reversed) == {wrong: undone}
    with pytest.raises(Refusal, match="undid it already"):
        house.ask(CorrectEntry(entry=wrong))


def test_a_reversal_that_changes_an_amount_is_refused(house: House) -> None:
    wrong = sell(house, "210.00")
    legs = (
        Posting(account="Assets:Bank", amount="-200.00", unit="EUR"),
        Posting(account="Income:Sales", amount="200.00", unit="EUR"),
    )
    with pytest.raises(Refusal, match="same legs with the other sign"):
        house.fact(0, PostingsMade(date="2026-03-01", postings=legs, mends=wrong))


def test_undoing_a_payment_opens_the_claim_again(house: House) -> None:
    house.ask(RecordFlow(posting="sale", receiver="acustomer", parts={"net": "100.00 EUR"}))
    claim = next(iter(house.books.claims))
    paid = house.ask(PayClaim(claim=claim))[-1]
    assert not house.books.claims
    house.ask(CorrectEntry(entry=paid))
    assert house.books.claims[claim].open == 10_000
    assert house.of("Assets:Receivable:acustomer") == "100.00"
    assert [row["open"] for row in house.table("claims")] == [10_000]


def test_a_large_entry_waits_for_a_second_signature(house: House) -> None:
    entry = sell(house, "1000.01", by="mane")
    assert house.entries[entry].fact.status == "pending"
    assert house.of("Assets:Bank") == "0.00"
    assert house.books.reserved[("Assets:Bank", "EUR")] == 100_001
    with pytest.raises(Refusal, match="second signature"):
        house.ask(SettlePending(entry=entry), by="mane")
    house.ask(SettlePending(entry=entry), by="mbenat")
    assert house.of("Assets:Bank") == "1000.01"
    assert house.books.reserved[("Assets:Bank", "EUR")] == 0
    assert {row["status"] for row in house.table("postings")} == {"posted"}


def test_an_entry_of_exactly_the_limit_needs_one_signature(house: House) -> None:
    entry = sell(house, "1000.00", by="mane")
    assert house.entries[entry].fact.status == "posted"


def test_nobody_posts_a_large_entry_past_the_second_signature(house: House) -> None:
    legs = (
        Posting(account="Assets:Bank", amount="1000.01", unit="EUR"),
        Posting(account="Income:Sales", amount="-1000.01", unit="EUR"),
    )
    house.by = "mane"
    with pytest.raises(Refusal, match="second signature"):
        house.fact(0, PostingsMade(date="2026-03-01", postings=legs))


def test_nobody_reaches_beyond_their_mandate(house: House) -> None:
    with pytest.raises(Refusal, match="limit in EUR"):
        sell(house, "5000.01", by="mane")
    with pytest.raises(Refusal, match="does not hold it"):
        sell(house, "1.00", by="mcarmen")
    with pytest.raises(Refusal, match="only amounts in EUR"):
        house.ask(RecordEntry(legs=(("Assets:Bank", "1 USD"), ("Income:Sales", "-1 USD"))), by="mane")


def test_a_voided_entry_never_counts_and_cannot_be_undone_again(house: House) -> None:
    entry = sell(house, "2000.00", by="mane")
    house.ask(VoidPending(entry=entry), by="mane")
    assert house.of("Assets:Bank") == "0.00"
    assert [row["status"] for row in house.table("postings")] == ["void", "void"]
    with pytest.raises(Refusal, match="undid it already"):
        house.ask(CorrectEntry(entry=entry))
    with pytest.raises(Refusal, match="not pending"):
        house.fact(0, PostingsSettled(of=entry, status="posted", date="2026-03-01"))


def test_two_waiting_reversals_of_one_entry_do_not_both_count(house: House) -> None:
    wrong = sell(house, "2000.00")
    first = house.ask(CorrectEntry(entry=wrong), by="mane")[0]
    second = house.ask(CorrectEntry(entry=wrong), by="mbenat")[0]
    house.ask(SettlePending(entry=first), by="mbenat")
    with pytest.raises(Refusal, match="was undone already"):
        house.ask(SettlePending(entry=second), by="mane")
    assert house.of("Assets:Bank") == "0.00"


def test_a_late_flow_counts_in_the_open_period_and_keeps_its_own_day(house: House) -> None:
    house.ask(ClosePeriod(period="2026-02"))
    entry = sell(house, "10.00", date="2026-02-14")
    row = next(row for row in house.table("postings") if row["entry"] == entry)
    assert (row["date"], row["own_date"]) == ("2026-03-01", "2026-02-14")
    with pytest.raises(Refusal, match="closed until 2026-02-28"):
        house.fact(0, PostingsMade(date="2026-02-14", postings=house.entries[entry].fact.postings))


def test_a_period_is_closed_once_and_after_it_has_ended(house: House) -> None:
    house.ask(ClosePeriod(period="2025"))
    with pytest.raises(Refusal, match="closed until 2025-12-31"):
        house.ask(ClosePeriod(period="2025-Q4"))
    with pytest.raises(Refusal, match="has not ended"):
        house.ask(ClosePeriod(period="2026-03"))


def test_a_balance_is_signed_by_two_people_and_only_when_the_books_agree(house: House) -> None:
    sell(house, "310.00")
    with pytest.raises(Refusal, match=r"say 310\.00 EUR, not 300\.00"):
        house.ask(AssertBalance(account="Assets:Bank", amount="300.00 EUR"), by="mane")
    entry = house.ask(AssertBalance(account="Assets:Bank", amount="310.00 EUR"), by="mane")[0]
    with pytest.raises(Refusal, match="your own"):
        house.ask(SignBalance(entry=entry), by="mane")
    house.ask(SignBalance(entry=entry), by="mcarmen")
    assert entry not in house.books.unsigned


def test_books_begin_with_their_balances_and_capital_layers(house: House) -> None:
    held = (
        OpeningBalance(account="Assets:Bank", amount="20000.00", unit="EUR"),
        OpeningBalance(account="Equity:Capital:mane:2024", amount="-9000.00", unit="EUR"),
        OpeningBalance(account="Equity:Capital:mane:2025", amount="-1000.50", unit="EUR"),
    )
    with pytest.raises(Refusal, match=r"differ by 9999\.50 EUR"):
        house.ask(OpenBooks(date="2025-12-31", balances=held))
    house.ask(OpenBooks(date="2025-12-31", balances=held, against="Equity:Opening"))
    assert house.balances("Equity") == {
        "Equity:Capital:mane:2024": {"EUR": "-9000.00"},
        "Equity:Capital:mane:2025": {"EUR": "-1000.50"},
        "Equity:Opening": {"EUR": "-9999.50"},
    }


def test_an_account_opened_under_a_branch_hides_its_name(house: House) -> None:
    entry = house.ask(OpenAccount(name="Assets:Bank:Jane's till"))[0]
    account = house.entries[entry].fact.account
    assert account.startswith("Assets:Bank:a")
    assert "Jane" not in account
    house.ask(RecordEntry(legs=((account, "5 EUR"), ("Income:Sales", "-5 EUR"))))
    assert house.of(account) == "5.00"
    with pytest.raises(Refusal, match="lets accounts be opened"):
        house.ask(OpenAccount(name="Expenses:Travel"))


@pytest.mark.parametrize(
    ("account", "amount", "other", "why"),
    [
        ("Assets:Cash", "1.00", "-1.00", "no such account"),
        ("Equity:Capital:mstranger:2026", "1.00", "-1.00", "no such account"),
        ("Equity:Capital:mane:26", "1.00", "-1.00", "no such account"),
        ("Assets:Bank", "1.0", "-1.0", "exactly 2 decimals"),
        ("Assets:Bank", "01.00", "-01.00", "exactly 2 decimals"),
        ("Assets:Bank", "0.00", "-0.00", "exactly 2 decimals"),
        ("Assets:Bank", "1.00", "-1.01", "must be equal"),
    ],
)
def test_an_entry_that_does_not_hold_is_refused(
    house: House, account: str, amount: str, other: str, why: str
) -> None:
    legs = (
        Posting(account=account, amount=amount, unit="EUR"), Posting(account="Income:Sales", amount=other, unit="EUR"),
    )
    with pytest.raises(Refusal, match=why):
        house.fact(0, PostingsMade(date="2026-03-01", postings=legs))


def test_a_claim_changes_only_between_its_own_parties(house: House) -> None:
    house.ask(RecordFlow(posting="sale", receiver="acustomer", parts={"net": "100.00 EUR"}))
    claim = next(iter(house.books.claims))
    legs = (
        Posting(account="Assets:Bank", amount="1.00", unit="EUR"),
        Posting(account="Income:Sales", amount="-1.00", unit="EUR"),
    )
    change = ClaimChange(claim=claim, debtor="mane", creditor="us", amount="-1.00", unit="EUR")
    with pytest.raises(Refusal, match="between others"):
        house.fact(0, PostingsMade(date="2026-03-01", postings=legs, claims=(change,)))
    too_much = ClaimChange(claim=claim, debtor="acustomer", creditor="us", amount="-100.01", unit="EUR")
    with pytest.raises(Refusal, match="More would be paid than is open"):
        house.fact(0, PostingsMade(date="2026-03-01", postings=legs, claims=(too_much,)))
    unknown = ClaimChange(claim="cnone", debtor="acustomer", creditor="us", amount="-1.00", unit="EUR")
    with pytest.raises(Refusal, match="Nothing is open under it"):
        house.fact(0, PostingsMade(date="2026-03-01", postings=legs, claims=(unknown,)))


def test_the_node_posts_nothing_by_itself(house: House) -> None:
    house.by = "node"
    with pytest.raises(Refusal, match="decision or a published run"):
        sell(house, "1.00")


def test_a_name_under_a_free_branch_opens_its_account_along_the_way(house: House) -> None:
    first = house.ask(RecordEntry(legs=(("Assets:Bank:Triodos", "5 EUR"), ("Income:Sales", "-5 EUR"))))
    assert len(first) == 2
    (account,) = house.books.accounts
    assert house.of(account) == "5.00"
    with pytest.raises(Refusal, match="no such account"):
        house.ask(RecordEntry(legs=(("Assets:Gold", "5 EUR"), ("Income:Sales", "-5 EUR"))))


def test_an_account_that_a_posting_writes_out_needs_no_opening() -> None:
    house = House(CHARTER.replace('"Income:Sales", ', '"Income:*", '))
    house.ask(NameAgent(agent="acustomer", nature="person"))
    house.ask(RecordFlow(posting="sale", receiver="acustomer", parts={"net": "100.00 EUR"}))
    assert house.of("Income:Sales") == "-100.00"
    assert not house.books.accounts


def test_only_the_entries_of_a_settled_run_need_no_mandate(house: House) -> None:
    class RunSettled(Fact, frozen=True, tag="rules.run_settled.1"):
        """Stands in for the fact of the area above, which judges the entry too."""

    class DecisionClosed(Fact, frozen=True, tag="governance.decision_closed.1"):
        """Stands in for the fact of the area above."""

    entry = sell(house, "2000.00", by="mane")
    for fact in (RunSettled(), DecisionClosed()):
        house.entries.append(Entry(seq=len(house.entries), at=house.at, by="node", charter=0, fact=fact))
    settled, decided = len(house.entries) - 2, len(house.entries) - 1
    made = replace(house.entries[entry].fact, status="posted", claims=())
    with pytest.raises(Refusal, match="does not hold it"):
        house.write([Draft(fact=replace(made, run="r1"), because=decided)], "mcarmen")
    with pytest.raises(Refusal, match="does not hold it"):
        house.write([Draft(fact=made, because=settled)], "mcarmen")
    house.write([Draft(fact=replace(made, run="r1"), because=settled)], "mcarmen")
    with pytest.raises(Refusal, match="published run"):
        house.write(
            [Draft(fact=PostingsSettled(of=entry, status="posted", date="2026-03-01"), because=decided)], "node"
        )


def test_an_account_is_kept_in_the_units_of_its_article(house: House) -> None:
    house.ask(RecordEntry(legs=(("Assets:Dollars", "1 USD"), ("Income:Sales", "-1 USD"))))
    with pytest.raises(Refusal, match="kept in USD, not in EUR"):
        house.ask(RecordEntry(legs=(("Assets:Dollars", "1 EUR"), ("Income:Sales", "-1 EUR"))))


def test_an_account_written_out_in_full_is_itself_and_nobody_of_that_name() -> None:
    charter = charter_from("""
["account.funds"]
branch = "Liabilities:CommunityFund:{member}"

["account.lisbon"]
branch = "Liabilities:CommunityFund:Lisbon"
""")
    assert tree(charter).people_in("Liabilities:CommunityFund:Lisbon") == ()
    assert tree(charter).people_in("Liabilities:CommunityFund:mane") == ("mane",)
