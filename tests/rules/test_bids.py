"""Bids are read from a file, recorded once under a mandate, and only replaced by name."""

from types import SimpleNamespace
from typing import Any

import pytest

from auzolan.rules.bids import allowed_bids, bid_rows, read_bids
from auzolan.rules.bids_facts import Bid, BidsOpened, BidValue
from auzolan.tables.table import Add, End
from auzolan.values.refusal import Refusal

FILE = "bid,bidder,price EUR,quality\nA,aone,100.50,70\nB,,120,\n"


def around(*, may: Refusal | None = None, earlier: Any = None) -> Any:
    people = SimpleNamespace(agents={"aone": 1}, members={})
    return SimpleNamespace(
        may=lambda kind, amounts: may, states={"members": people}, charter=SimpleNamespace(units={"EUR": 1}),
        fact=lambda seq: earlier,
    )


def opened(*bids: Bid, tender: str = "kitchen", day: str = "2026-03-01", mends: int | None = None) -> BidsOpened:
    return BidsOpened(tender=tender, opened=day, bids=bids or (bid(),), mends=mends)


def bid(id: str = "kitchen-A", *values: BidValue, bidder: str = "") -> Bid:
    return Bid(bid=id, bidder=bidder, values=values or (BidValue(name="price", value="100.5", unit="EUR"),))


def test_a_file_has_one_bid_a_line_and_what_is_empty_is_not_said() -> None:
    bids, findings = read_bids(FILE, ("EUR",))
    assert findings == []
    assert [(one.bid, one.bidder) for one in bids] == [("A", "aone"), ("B", "")]
    assert [(said.name, said.value, said.unit) for said in bids[0].values] == [
        ("price", "100.5", "EUR"), ("quality", "70", "")
    ]
    assert [said.name for said in bids[1].values] == ["price"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("price EUR\n1\n", "bid"), ("bid,price USD\nA,1\n", "price USD"), ("bid,Price\nA,1\n", "Price"),
        ("bid,price EUR\nA,one\n", "price"),
    ],
)
def test_what_cannot_be_read_in_a_file_is_said(text: str, field: str) -> None:
    assert [one.field for one in read_bids(text, ("EUR",))[1]] == [field]


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        (opened(tender="Kitchen"), "small letters"),
        (opened(day="1.3.2026"), "not a date"),
        (opened(mends=7), "nothing to mend"),
        (opened(bid(), bid()), "each number once"),
        (opened(bid("garden-A")), "tender's in front"),
        (opened(bid(bidder="astranger")), "Nobody is known"),
        (opened(bid("kitchen-A", BidValue(name="price", value="1", unit="USD"))), "no value with a unit"),
        (opened(bid("kitchen-A", BidValue(name="price", value="1.50", unit="EUR"))), "no plain decimal"),
        (opened(bid("kitchen-A", BidValue(name="price", value="1/3", unit="EUR"))), "no plain decimal"),
        (opened(bid("kitchen-A", BidValue(name="q", value="1"), BidValue(name="q", value="2"))), "each once"),
    ],
)
def test_bids_that_say_something_else_are_refused(fact: BidsOpened, why: str) -> None:
    refused = allowed_bids({}, fact, around())
    assert refused is not None
    assert why in refused.why


def test_bids_need_a_mandate_and_are_opened_once() -> None:
    no = Refusal(what="", why="No mandate.", next="")
    assert allowed_bids({}, opened(), around()) is None
    assert allowed_bids({}, opened(), around(may=no)) is no
    assert allowed_bids({"kitchen": 4}, opened(), around()) is not None
    assert allowed_bids({"kitchen": 4}, opened(mends=4), around()) is None
    assert allowed_bids({"kitchen": 4}, opened(mends=3), around()) is not None


def test_what_is_replaced_has_no_row_any_more() -> None:
    changes = bid_rows(9, opened(bid("kitchen-B"), mends=4), around(earlier=opened()))
    assert changes[:2] == [End("bids", ("kitchen-A",)), End("bid_values", ("kitchen-A", "price"))]
    assert changes[2:] == [
        Add("bids", ("kitchen-B", "kitchen", None, "2026-03-01", 9)),
        Add("bid_values", ("kitchen-B", "price", "100.5", "EUR")),
    ]
