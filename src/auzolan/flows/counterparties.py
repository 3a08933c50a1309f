"""Who received how much from whom, net of what went back: what credit can rest on without two cheating together."""

from collections.abc import Sequence

from immutables import Map

from auzolan.flows.facts import Posting
from auzolan.tables.table import Add, Change, Column, End, Table

# (branch, unit, one, other) -> what `one` received from `other` less what went back; `one` is the first by its bytes.
Nets = Map[tuple[str, str, str, str], int]
_CREDITS = ("Liabilities:", "Equity:")  # where a receipt is a credit

COUNTERPARTIES = Table(
    name="counterparties",
    means="What a member received in all from each other member on accounts of one branch, net of what went back.",
    columns=(
        Column(name="member", kind="text", means="who received", seen_by="members"),
        Column(name="counterparty", kind="text", means="from whom", seen_by="members"),
        Column(name="branch", kind="text", means="the accounts, such as Liabilities:Credit", seen_by="members"),
        Column(name="net_received", kind="amount", unit="@unit", means="more received than given back",
               seen_by="members"),
        Column(name="unit", kind="text", means="what the amount is in", seen_by="members"),
    ),
    key=("member", "counterparty", "branch", "unit"),
    person="member",
    foreign=(("member", "members"),),
)


def netted(nets: Nets, postings: Sequence[Posting]) -> Nets:
    """The nets after an entry, where it moves something from one holder to another within one branch of accounts."""
    if len(postings) != 2:
        return nets
    first, second = postings
    branch, _, one = first.account.rpartition(":")
    other_branch, _, other = second.account.rpartition(":")
    if branch != other_branch or ":" not in branch or one == other or first.unit != second.unit:
        return nets
    received = int(first.amount.replace(".", "", 1))
    if branch.startswith(_CREDITS):
        received = -received
    if one > other:
        one, other, received = other, one, -received
    key = (branch, first.unit, one, other)
    left = nets.get(key, 0) + received
    return nets.set(key, left) if left else nets.delete(key)


def net_rows(before: Nets, after: Nets, postings: Sequence[Posting], members: Map[str, object]) -> list[Change]:
    """The rows of the two holders after an entry; accounts that are no member's have none."""
    if before is after:
        return []
    branch = postings[0].account.rpartition(":")[0]
    unit = postings[0].unit
    one, other = sorted(leg.account.rpartition(":")[2] for leg in postings)
    if one not in members or other not in members:
        return []
    was, left = before.get((branch, unit, one, other), 0), after.get((branch, unit, one, other), 0)
    changes: list[Change] = []
    for member, counterparty, old, new in ((one, other, was, left), (other, one, -was, -left)):
        if old > 0:
            changes.append(End("counterparties", (member, counterparty, branch, unit)))
        if new > 0:
            changes.append(Add("counterparties", (member, counterparty, branch, new, unit)))
    return changes
