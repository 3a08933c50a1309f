"""Flows as people write them in TOML."""

from house_of_books import CHARTER, House

from auzolan.flows.flow_file import read
from auzolan.flows.requests import PayClaim, QuoteRate, RecordEntry, RecordFlow
from auzolan.members.decide import NameAgent


def test_a_file_is_one_flow_as_people_write_it() -> None:
    asked, findings = read("""
        posting = "sale"
        date = 2026-03-01
        receiver = "acustomer"
        amount = "1210.00 EUR"
        parts = {net = 1000.00, vat = 210}
        words = {payee = "The Corner Shop"}
    """)
    assert findings == []
    assert asked == (RecordFlow(
        posting="sale", date="2026-03-01", receiver="acustomer", amount="1210.00 EUR",
        parts={"net": "1000.00", "vat": "210"}, words={"payee": "The Corner Shop"},
    ),)
    house = House(CHARTER)
    house.ask(NameAgent(agent="acustomer", nature="person"))
    house.ask(asked[0])
    assert house.of("Liabilities:VAT") == "-210.00"


def test_a_file_may_hold_many_of_each_kind() -> None:
    asked, findings = read("""
        [[pay]]
        claim = "c1"
        [[entry]]
        legs = [["Assets:Bank", "1 EUR"], ["Income:Sales", "-1 EUR"]]
        [[rate]]
        unit = "EUR"
        quoted_in = "USD"
        rate = 1.130
        source = "European Central Bank"
    """)
    assert findings == []
    assert [type(one) for one in asked] == [QuoteRate, RecordEntry, PayClaim]
    assert isinstance(asked[0], QuoteRate)
    assert asked[0].rate == "1.130"


def test_every_fault_of_a_flow_is_told_at_once() -> None:
    asked, findings = read('[[flow]]\nreciever = "a"\n[[pay]]\namount = "1 EUR"\n[[entry]]\nlegs = 3\n')
    assert asked == ()
    assert [(one.field, one.what) for one in findings] == [
        ("reciever", "This word is not known"), ("posting", "This is missing"), ("entry", "The entry cannot be read"),
        ("claim", "This is missing"),
    ]
    assert findings[0].why == "The nearest is receiver."


def test_what_is_not_toml_or_empty_is_a_finding() -> None:
    assert read("posting = ")[1][0].what == "This is not TOML"
    assert read("[[flow]\n")[1][0].what == "This is not TOML"
    assert read("")[1][0].what == "The file is empty"
    assert read("a = " + "[" * 5000)[1][0].what == "This is not TOML"
