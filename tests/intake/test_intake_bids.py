"""Bids from CSV files: values with their units by column, every fault told at once with its line."""

from hypothesis import example, given
from hypothesis import strategies as st

from auzolan.intake import bids
from auzolan.rules.bids_facts import Bid, BidsOpened, BidValue

UNITS = ("EUR", "t")
PEOPLE = {"Mill & Sons": "gmill", "m1": "m1"}
FILE = b"bid,bidder,price EUR,quality,carbon t\nA,Mill & Sons,100.00,70,1.5\nB,,120,90,\n"


def read(data: bytes, **more: object) -> tuple[list[str], list[tuple[int, str, str]]]:
    tenders, _, findings = bids.read(data, units=UNITS, bidders=PEOPLE, where="kitchen.csv", **more)  # type: ignore[arg-type]
    return [one.tender for one in tenders], [(one.line, one.field, one.what) for one in findings]


def test_each_row_is_a_bid_and_each_other_column_a_value_with_its_unit() -> None:
    (one,), lines, findings = bids.read(FILE, units=UNITS, bidders=PEOPLE, where="kitchen.csv")
    assert findings == []
    assert (one.tender, one.opened) == ("kitchen", "")
    assert one.bids == (
        Bid(bid="A", bidder="gmill", values=(
            BidValue(name="price", value="100", unit="EUR"), BidValue(name="quality", value="70"),
            BidValue(name="carbon", value="1.5", unit="t"),
        )),
        Bid(bid="B", values=(BidValue(name="price", value="120", unit="EUR"), BidValue(name="quality", value="90"))),
    )
    assert lines == {("kitchen", "A"): 2, ("kitchen", "B"): 3}


def test_columns_of_another_language_are_mapped_and_left_out() -> None:
    file = "Angebot;Preis;Eröffnet;Notiz\nA;100,5;2026-03-01;ja\n".replace(",", ".").encode()
    mapping = {"Angebot": "bid", "Preis": "price EUR", "Eröffnet": "opened", "Notiz": "-"}
    (one,), _, findings = bids.read(file, units=UNITS, bidders={}, mapping=mapping, where="boiler.csv")
    assert findings == []
    assert (one.tender, one.opened, one.bids[0].values[0].value) == ("boiler", "2026-03-01", "100.5")


def test_several_tenders_stand_in_one_file() -> None:
    file = b"tender,bid,price EUR\nkitchen,A,1\nboiler,A,2\nkitchen,B,3\n"
    tenders, _, findings = bids.read(file, units=UNITS, bidders={}, where="all.csv")
    assert findings == []
    assert {one.tender: [bid.bid for bid in one.bids] for one in tenders} == {"kitchen": ["A", "B"], "boiler": ["A"]}
    assert bids.request(tenders).tenders == tenders


def test_every_fault_names_its_line_and_column() -> None:
    file = (
        b"bid,bidder,opened,price EUR\n-,,2026-03-01,1\nA,Nobody,2026-03-01,many\nA,,2026-03-01,1/3\nB,,tomorrow,2\n"
    )
    assert read(file) == ([], [
        (2, "bid", "This is no number of a bid"), (3, "bidder", "Who is this?"),
        (3, "price EUR", "This is no number"), (4, "bid", "Two bids have one number"),
        (4, "price EUR", "This is no decimal"), (5, "opened", "This is no day"),
        (5, "opened", "Two days for one tender"),
    ])


def test_a_column_with_a_unit_that_the_charter_lacks_is_named() -> None:
    assert read(b"bid,price GBP\nA,1\n") == ([], [(1, "price GBP", "This column is not known")])


def test_one_value_in_two_units_is_refused() -> None:
    assert read(b"bid,price EUR,price t\nA,1,2\n")[1] == [(2, "price", "A value is said twice")]


def test_a_file_without_bids_and_a_tender_without_a_name_are_said() -> None:
    assert read(b"bid,price EUR\n")[1] == [(0, "", "The file has no bids")]
    tenders, _, findings = bids.read(b"bid\nA\n", units=UNITS, bidders={}, where="2026.csv")
    assert (tenders, [one.field for one in findings]) == ((), ["tender"])


def test_what_was_opened_before_is_held_against_the_file_bid_by_bid() -> None:
    known = BidsOpened(tender="kitchen", opened="2026-03-01", bids=(
        Bid(bid="kitchen-A", bidder="gmill", values=(
            BidValue(name="quality", value="70"), BidValue(name="price", value="100", unit="EUR"),
            BidValue(name="carbon", value="1.5", unit="t"),
        )),
        Bid(bid="kitchen-C", values=()),
    ))
    (one,), lines, _ = bids.read(FILE, units=UNITS, bidders=PEOPLE, where="kitchen.csv")
    found = bids.differences(one, known, lines, "kitchen.csv")
    assert [(each.line, each.excerpt, each.why) for each in found] == [
        (0, "C", "It is not in this file."), (3, "B", "It was not among the bids that were opened."),
    ]
    changed = FILE.replace(b"100.00", b"99")
    (one,), lines, _ = bids.read(changed, units=UNITS, bidders=PEOPLE, where="kitchen.csv")
    assert "price 100 EUR" in bids.differences(one, known, lines, "kitchen.csv")[0].why


@example(b"\r\x00")
@given(st.one_of(st.binary(max_size=200), st.text("bid,;\t\n\"price EUR0123456789./%-", max_size=200).map(str.encode)))
def test_whatever_the_bytes_are_they_are_read_or_found_at_fault(data: bytes) -> None:
    tenders, _, findings = bids.read(data, units=UNITS, bidders=PEOPLE, where="kitchen.csv")
    assert tenders or findings
    assert all(one.what and one.why and one.next for one in findings)
