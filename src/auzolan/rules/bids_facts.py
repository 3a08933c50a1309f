"""What can have happened to bids: those of one tender were opened, and read into the journal."""

import msgspec

from auzolan.journal.entry import Fact, Whole

BIDS_PER_ENTRY = 500
VALUES_PER_BID = 40


class BidValue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One value that a bid says. value: an exact decimal as canonical text; unit: a code, or empty for a number."""

    name: str
    value: str
    unit: str = ""


class Bid(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One bid. bid: its number, that of its tender in front ("kitchen-a"); bidder: who offers it, by number."""

    bid: str
    values: tuple[BidValue, ...]
    bidder: str = ""


class BidsOpened(Fact, frozen=True, kw_only=True, tag="rules.bids_opened.1"):
    """All the bids of a tender were opened on one day. mends: the entry whose bids these replace, as it was misread."""

    tender: str
    opened: str
    bids: tuple[Bid, ...]
    mends: Whole | None = None
