"""A treasurer's days: invoices, payments in parts, credit notes, other currencies, joining."""

import pytest
from house_of_books import CHARTER, House

from auzolan.flows.facts import FlowRecorded, PostingsMade, PriceQuoted
from auzolan.flows.requests import PayClaim, RecordFlow
from auzolan.members.decide import AdmitMember, NameAgent
from auzolan.values.refusal import Refusal

CUSTOMER, SUPPLIER, ANE = "acustomer", "asupplier", "mane"


@pytest.fixture
def house() -> House:
    house = House(CHARTER)
    house.ask(NameAgent(agent=CUSTOMER, nature="organisation", words={"name": "The Corner Shop"}))
    house.ask(NameAgent(agent=SUPPLIER, nature="organisation"))
    house.ask(AdmitMember(member=ANE, class_="worker", joined="2026-01-01", person={"name": "Ane"}))
    return house


def invoice(house: House) -> str:
    house.ask(RecordFlow(
        posting="sale", receiver=CUSTOMER, amount="1210.00 EUR", parts={"net": "1000.00", "vat": "210.00"},
        date="2026-03-01", due="2026-03-31", words={"payee": "The Corner Shop"},
    ))
    return str(next(iter(house.books.claims)))


def test_an_invoice_is_shown_with_its_tax_and_what_is_owed(house: House) -> None:
    invoice(house)
    assert house.balances() == {
        f"Assets:Receivable:{CUSTOMER}": {"EUR": "1210.00"},
        "Income:Sales": {"EUR": "-1000.00"},
        "Liabilities:VAT": {"EUR": "-210.00"},
    }
    tax = next(row for row in house.table("flows") if row["part"] == "vat")
    assert (tax["receiver"], tax["amount"], tax["unit"]) == ("tax office", 21_000, "EUR")
    owed = house.table("claims")[0]
    assert (owed["debtor"], owed["creditor"], owed["open"], owed["due"]) == (CUSTOMER, "us", 121_000, "2026-03-31")


def test_an_invoice_is_paid_in_two_parts_and_the_claim_shows_what_is_left(house: House) -> None:
    claim = invoice(house)
    house.ask(PayClaim(claim=claim, amount="700.00"))
    assert house.table("claims")[0]["open"] == 51_000
    house.ask(PayClaim(claim=claim))
    assert house.table("claims") == []
    assert claim not in house.books.claims
    assert house.of("Assets:Bank") == "1210.00"
    assert house.of(f"Assets:Receivable:{CUSTOMER}") == "0.00"


def test_nobody_pays_more_than_is_open(house: House) -> None:
    claim = invoice(house)
    with pytest.raises(Refusal, match=r"Only 1210\.00 EUR is open"):
        house.ask(PayClaim(claim=claim, amount="1210.01"))
    assert house.table("claims")[0]["open"] == 121_000


def test_a_credit_note_after_payment_is_owed_back_to_the_customer(house: House) -> None:
    claim = invoice(house)
    house.ask(PayClaim(claim=claim, amount="700.00"))
    house.ask(PayClaim(claim=claim, amount="510.00"))
    house.ask(RecordFlow(
        posting="credit_note", receiver=CUSTOMER, claim=claim, parts={"net": "100.00", "vat": "21.00"}, unit="EUR",
    ))
    owed = [row for row in house.table("claims") if row["open"]]
    assert [(row["debtor"], row["creditor"], row["open"]) for row in owed] == [("us", CUSTOMER, 12_100)]
    assert house.of(f"Assets:Receivable:{CUSTOMER}") == "-121.00"
    assert house.of("Liabilities:VAT") == "-189.00"
    assert house.of("Income:Sales") == "-900.00"
    assert house.adds_up()


def test_a_credit_note_before_payment_lowers_what_is_owed(house: House) -> None:
    claim = invoice(house)
    house.ask(RecordFlow(posting="credit_note", receiver=CUSTOMER, claim=claim, parts={"net": "100.00"}, unit="EUR"))
    assert house.books.claims[claim].open == 111_000


def bill(house: House) -> str:
    house.ask(RecordFlow(
        posting="bill", provider=SUPPLIER, amount="565.00 USD", book_unit="EUR", rate="1.13",
        rate_source="European Central Bank", date="2026-03-01",
    ))
    return str(next(iter(house.books.claims)))


def test_a_bill_in_dollars_is_booked_at_the_named_rate_of_its_day(house: House) -> None:
    bill(house)
    assert house.of("Expenses:Purchases") == "500.00"
    assert house.of(f"Liabilities:Payable:{SUPPLIER}", "USD") == "-565.00"
    quote = house.last(PriceQuoted)
    assert (quote.unit, quote.quoted_in, quote.rate, quote.source) == ("EUR", "USD", "1.13", "European Central Bank")
    assert house.adds_up()


def test_the_changed_rate_is_booked_as_a_loss_by_name(house: House) -> None:
    claim = bill(house)
    house.ask(PayClaim(claim=claim, rate="1.10", rate_source="European Central Bank", date="2026-04-01"))
    assert house.balances() == {
        "Assets:Bank": {"EUR": "-513.64"},
        "Expenses:Exchange": {"EUR": "13.64"},
        "Expenses:Purchases": {"EUR": "500.00"},
    }
    assert house.books.balances[("Equity:Conversions", "EUR")] == 0
    assert house.books.balances[("Equity:Conversions", "USD")] == 0
    assert house.adds_up()


def test_a_bill_in_dollars_paid_in_parts_leaves_no_cent_behind(house: House) -> None:
    claim = bill(house)
    for amount in ("188.33", "188.33", "188.34"):
        house.ask(PayClaim(claim=claim, amount=amount, rate="1.17", rate_source="European Central Bank"))
    assert house.of(f"Liabilities:Payable:{SUPPLIER}", "USD") == "0.00"
    assert house.books.balances[("Equity:Conversions", "EUR")] == 0
    assert house.of("Assets:Bank") == "-482.91"
    assert house.of("Income:Exchange") == "-17.09"


def test_nothing_is_converted_in_silence(house: House) -> None:
    with pytest.raises(Refusal, match="nothing is converted in silence"):
        house.ask(RecordFlow(posting="bill", provider=SUPPLIER, amount="565.00 USD", book_unit="EUR"))
    with pytest.raises(Refusal, match="where the rate comes from"):
        house.ask(RecordFlow(posting="bill", provider=SUPPLIER, amount="565.00 USD", book_unit="EUR", rate="1.13"))


def test_a_member_joins_with_a_share_of_which_a_quarter_is_kept_in_common(house: House) -> None:
    house.ask(RecordFlow(
        posting="join", provider=ANE, amount="12000.00 EUR", parts={"capital": "9000.00", "reserve": "3000.00"},
        date="2026-03-01",
    ))
    assert house.balances() == {
        "Assets:Bank": {"EUR": "12000.00"},
        f"Equity:Capital:{ANE}:2026": {"EUR": "-9000.00"},
        "Equity:Collective:Legal": {"EUR": "-3000.00"},
    }


def test_parts_that_do_not_sum_to_the_whole_are_refused(house: House) -> None:
    with pytest.raises(Refusal, match="do not sum to the whole"):
        parts = {"capital": "9000", "reserve": "1"}
        house.ask(RecordFlow(posting="join", provider=ANE, amount="12000 EUR", parts=parts))
    with pytest.raises(Refusal, match="must be given"):
        house.ask(RecordFlow(posting="join", provider=ANE, parts={"capital": "9000.00 EUR"}))


def test_words_about_people_are_sealed_and_stay_out_of_the_entries(house: House) -> None:
    invoice(house)
    assert not any(b"Corner" in repr(entry).encode() for entry in house.entries)
    flow = next(entry.fact for entry in house.entries if isinstance(entry.fact, FlowRecorded))
    assert b"The Corner Shop" in house.secrets[flow.vault].value


def test_an_entry_names_the_flow_it_comes_from(house: House) -> None:
    invoice(house)
    made = house.entries[-1]
    assert isinstance(made.fact, PostingsMade)
    assert made.because is not None
    assert house.entries[made.because].fact.flow == made.fact.flow
