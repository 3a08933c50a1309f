"""The open tables of bids: who offers what in a tender, and each value that a bid says."""

from auzolan.tables.table import Column, Table

BIDS = Table(
    name="bids",
    means="What was offered in a tender, from the day the bids were opened.",
    key=("bid",),
    columns=(
        Column(name="bid", kind="text", means="the bid's number", seen_by="members"),
        Column(name="tender", kind="text", means="what it is a bid for", seen_by="members"),
        Column(name="bidder", kind="text", means="who offers it, by number", seen_by="members", optional=True),
        Column(name="opened", kind="date", means="the day the bids were opened", seen_by="members"),
        Column(name="entry", kind="whole", means="the entry of the journal", seen_by="members"),
    ),
)

BID_VALUES = Table(
    name="bid_values",
    means="Every value that a bid says: a price, a quality, hours, tonnes; exact decimals as text.",
    key=("bid", "name"),
    foreign=(("bid", "bids"),),
    columns=(
        Column(name="bid", kind="text", means="the bid", seen_by="members"),
        Column(name="name", kind="text", means="what is said, such as price", seen_by="members"),
        Column(name="value", kind="text", means="the value, as an exact decimal", seen_by="members"),
        Column(name="unit", kind="text", means="its unit; empty for a plain number", seen_by="members", optional=True),
    ),
)

TABLES = (BIDS, BID_VALUES)
