"""What was bid in a bidding round, as rows that only the bidder and whoever a mandate trusts may read."""

from auzolan.governance.decision import Decision
from auzolan.tables.table import Add, Change, Column, Table

ROUND_BIDS = Table(
    name="round_bids",
    means="What each member bid in a bidding round, once it is closed. Everybody reads the sum in the decision.",
    columns=(
        Column(name="decision", kind="text", means="the decision's id", seen_by="members"),
        Column(name="member", kind="text", means="who bid", seen_by="members"),
        Column(name="option", kind="text", means="for what; empty where they bid for nothing", seen_by="members"),
        Column(name="amount", kind="amount", unit="@unit", means="how much", seen_by="mandate"),
        Column(name="unit", kind="text", means="what the amount is in", seen_by="members"),
        Column(name="entry", kind="whole", means="the entry that cast it", seen_by="members"),
    ),
    key=("decision", "member", "option"),
    person="member",
    foreign=(("decision", "decisions"), ("member", "members")),
)


def bid_rows(id: str, decision: Decision, unit: str) -> list[Change]:
    """The rows of a round that closes now. decision: as it was before; a blank bid is a row without an option."""
    return [
        Add("round_bids", (id, member, option, amount, unit, ballot.seq))
        for member, ballot in sorted(decision.ballots.items())
        for option, amount in ([(one.option, one.points) for one in ballot.points] or [("", 0)])
    ]
