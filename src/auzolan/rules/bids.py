"""Recording the bids of a tender: read from a file, judged, and drawn into the open tables."""

import csv
import re
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from auzolan.charter.around import Around, Draft, Request
from auzolan.rules.bids_facts import BIDS_PER_ENTRY, VALUES_PER_BID, Bid, BidsOpened, BidValue
from auzolan.tables.table import Add, Change, End
from auzolan.values.finding import Finding
from auzolan.values.instant import is_day
from auzolan.values.quantity import parse_share, print_fraction
from auzolan.values.refusal import Refusal

_TENDER = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NUMBER = re.compile(r"[a-zA-Z0-9_]{1,40}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class OpenBids(Request, frozen=True, kw_only=True, tag="rules.open_bids"):
    """Record every bid of a tender, once they are all opened. opened: the day, default today; mends: the entry whose
    bids these replace. A bid's number is given the tender's in front."""

    tender: str
    bids: tuple[Bid, ...]
    opened: str = ""
    mends: int | None = None


class OpenTenders(Request, frozen=True, kw_only=True, tag="rules.open_tenders"):
    """Record the bids of several tenders at once, such as those of one file: all of them or none."""

    tenders: tuple[OpenBids, ...]


def read_bids(text: str, units: Sequence[str], *, where: str = "bids") -> tuple[tuple[Bid, ...], list[Finding]]:
    """Read a file with one bid a line: the columns `bid`, `bidder`, and one for each value, "price EUR" or "quality".

    units: the charter's codes. Gives the bids that can be read and everything that is wrong.
    """
    lines = csv.DictReader(StringIO(text))
    heads = [head or "" for head in lines.fieldnames or ()]
    findings = _heads(heads, units, where)
    bids = []
    for number, line in enumerate(lines, 2):
        values, wrong = _values(line, f"{where} line {number}")
        findings += wrong
        bids.append(Bid(bid=(line.get("bid") or "").strip(), bidder=(line.get("bidder") or "").strip(), values=values))
    return tuple(bids), findings


def _heads(heads: Sequence[str], units: Sequence[str], where: str) -> list[Finding]:
    found = []
    if "bid" not in heads:
        found.append(_finding(where, "bid", "The column bid is missing", "Each bid has a number.", "Add it."))
    for head in heads:
        name, _, unit = head.strip().partition(" ")
        if not _NAME.fullmatch(name) or (unit and unit not in units):
            why = "A column is a name in small letters, and then a unit of the charter or nothing."
            found.append(_finding(where, head, "This column cannot be read", why, 'Write "price EUR" or "quality".'))
    return found


def _values(line: Mapping[str, Any], where: str) -> tuple[tuple[BidValue, ...], list[Finding]]:
    values, findings = [], []
    for head, cell in line.items():
        if head in ("bid", "bidder") or not isinstance(head, str) or not str(cell or "").strip():
            continue
        name, _, unit = head.strip().partition(" ")
        try:
            value = print_fraction(parse_share(str(cell)))
        except ValueError as why:
            findings.append(_finding(where, name, "This is no number", f"{why}.", "Write it as 1210.00."))
            continue
        values.append(BidValue(name=name, value=value, unit=unit))
    return tuple(values), findings


def _finding(where: str, field: str, what: str, why: str, next: str) -> Finding:
    return Finding(where=where, field=field, what=what, why=why, next=next, excerpt="")


def open_bids(state: Any, asked: OpenBids, around: Around) -> Sequence[Draft]:
    """All bids of a tender in one entry; their numbers carry the tender's."""
    bids = tuple(
        Bid(bid=f"{asked.tender}-{one.bid}", bidder=one.bidder, values=one.values) for one in asked.bids
    )
    fact = BidsOpened(tender=asked.tender, opened=asked.opened or around.at[:10], bids=bids, mends=asked.mends)
    return [Draft(fact=fact, because=asked.mends)]


def open_tenders(state: Any, asked: OpenTenders, around: Around) -> Sequence[Draft]:
    """The bids of each tender in an entry of its own."""
    return [draft for one in asked.tenders for draft in open_bids(state, one, around)]


def allowed_bids(tenders: Mapping[str, int], fact: BidsOpened, around: Around) -> Refusal | None:
    """Whether these bids may be recorded. tenders: tender -> the entry with its bids."""
    if refused := around.may("rules.bids_opened", {}):
        return refused
    if not _TENDER.fullmatch(fact.tender):
        return _no(fact.tender, "A tender's name is small letters, digits and _.", "Choose another name.")
    if not is_day(fact.opened):
        return _no(fact.opened, "It is not a date.", "Write it as 2026-03-01.")
    known = tenders.get(fact.tender)
    if fact.mends != known:
        why = "Its bids were opened already." if known is not None else "There is nothing to mend."
        after = f"To replace what was misread, name entry {known}." if known is not None else "Leave it out."
        return _no(fact.tender, why, after)
    if not 0 < len(fact.bids) <= BIDS_PER_ENTRY or len({one.bid for one in fact.bids}) < len(fact.bids):
        why = f"A tender has 1 to {BIDS_PER_ENTRY} bids, each number once."
        return _no(fact.tender, why, "Look at the file.")
    return next((refused for one in fact.bids if (refused := _bid(one, fact.tender, around))), None)


def _bid(one: Bid, tender: str, around: Around) -> Refusal | None:
    head, _, number = one.bid.partition("-")
    if head != tender or not _NUMBER.fullmatch(number):
        return _no(one.bid, "A bid's number is letters, digits and _, with its tender's in front.", "Write it so.")
    people = around.states["members"]
    if one.bidder and one.bidder not in people.agents and one.bidder not in people.members:
        return _no(one.bid, f"Nobody is known as {one.bidder}.", "Name the bidder first: `auzolan members`.")
    names = [value.name for value in one.values]
    if len(names) > VALUES_PER_BID or len(set(names)) < len(names):
        return _no(one.bid, f"A bid says at most {VALUES_PER_BID} values, each once.", "Look at the file.")
    for value in one.values:
        if not _NAME.fullmatch(value.name) or (value.unit and value.unit not in around.charter.units):
            return _no(one.bid, f"{value.name} {value.unit}".strip() + " is no value with a unit of the charter.",
                       "Use a unit that the charter has.")
        try:
            written = print_fraction(parse_share(value.value)) == value.value
        except ValueError:
            written = False
        if not written or "/" in value.value:
            return _no(one.bid, f"{value.value!r} is no plain decimal.", "Write it without trailing zeros.")
    return None


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The bids were not recorded", where=where[:80], why=why, next=next)


def bid_rows(seq: int, fact: BidsOpened, around: Around) -> Sequence[Change]:
    """The rows of the bids and of what each says; those of an entry that is mended end."""
    changes: list[Change] = []
    earlier = around.fact(fact.mends) if fact.mends is not None else None
    if isinstance(earlier, BidsOpened):
        changes += [End("bids", (one.bid,)) for one in earlier.bids]
        changes += [End("bid_values", (one.bid, value.name)) for one in earlier.bids for value in one.values]
    for one in fact.bids:
        changes.append(Add("bids", (one.bid, fact.tender, one.bidder or None, fact.opened, seq)))
        changes += [Add("bid_values", (one.bid, value.name, value.value, value.unit or None)) for value in one.values]
    return changes
