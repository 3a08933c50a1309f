"""The bids of a tender, from a CSV file: one bid a row, one column for each value that it says."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auzolan.intake._columns import LEFT_OUT, Line, enough, read_lines, shortened
from auzolan.rules.bids import OpenBids, OpenTenders
from auzolan.rules.bids_facts import BIDS_PER_ENTRY, VALUES_PER_BID, Bid, BidsOpened, BidValue
from auzolan.values.finding import Finding
from auzolan.values.instant import is_day
from auzolan.values.quantity import parse_share, print_fraction

name = "bids"
summary = "The bids of a tender from a CSV file, once they are opened."
suffixes = (".csv",)

COLUMNS = ("bid", "bidder", "tender", "opened")
_TENDER = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NUMBER = re.compile(r"[a-zA-Z0-9_]{1,40}")
_VALUE = re.compile(r"([a-z][a-z0-9_]{0,39})(?: (\S{1,20}))?")


@dataclass(frozen=True, slots=True)
class _Reading:
    values: Sequence[str]  # the columns that are values, as we call them: "price EUR", "quality"
    bidders: Mapping[str, str]
    tender: str
    where: str
    seen: dict[tuple[str, str], int] = field(default_factory=dict)  # (tender, bid) -> its line
    days: dict[str, tuple[str, int]] = field(default_factory=dict)  # tender -> (the day, its first line)


def read(
    data: bytes, *, units: Sequence[str], bidders: Mapping[str, str], mapping: Mapping[str, str] | None = None,
    where: str = "bids.csv", tender: str = "",
) -> tuple[tuple[OpenBids, ...], Mapping[tuple[str, str], int], list[Finding]]:
    """The tenders of a file, (tender, bid) -> the line it stands on, and every fault; nothing is recorded by reading.

    units: the charter's codes; bidders: what the file may call a bidder by -> id; mapping: column in the file -> a name
    of COLUMNS, a value with its unit ("price EUR"), or "-"; tender: for files without a column that names it, else the
    file's own name. A cell that is empty says nothing.
    """
    mapping = mapping or {}
    values = [one for one in _headings(data, mapping) if _is_value(one, units)]
    known = (*COLUMNS, *values)
    lines, findings = read_lines(data, known=known, required=("bid",), mapping=mapping, where=where)
    if not findings and len(values) > VALUES_PER_BID:
        why = f"A bid says at most {VALUES_PER_BID} values, and these are {len(values)}."
        findings.append(Finding(what="There are too many columns", why=why, next='Leave some out with "-".',
                                where=where, line=1))
    reading = _Reading(values, bidders, tender or _from_name(where), where)
    tenders: dict[str, list[Bid]] = {}
    for line in lines if not findings else ():
        said = line.get("tender") or reading.tender
        faults = [*_faults(line, said, reading)]
        here, wrong = _values(line, reading)
        findings += (*faults, *wrong)
        if not faults and not wrong:
            bidder = bidders.get(line.get("bidder"), "")
            tenders.setdefault(said, []).append(Bid(bid=line.get("bid"), bidder=bidder, values=here))
        if enough(findings):
            break
    findings += [] if findings else _sizes(tenders, bool(lines), where)
    asked = (OpenBids(tender=one, bids=tuple(bids), opened=reading.days[one][0]) for one, bids in tenders.items())
    return tuple(asked), reading.seen, findings


def request(tenders: Sequence[OpenBids]) -> OpenTenders:
    """All of them in one append: all or nothing."""
    return OpenTenders(tenders=tuple(tenders))


def differences(
    asked: OpenBids, known: BidsOpened, lines: Mapping[tuple[str, str], int], where: str
) -> list[Finding]:
    """What a file says otherwise than the bids that were opened before, bid by bid; none when it says the same."""
    before = {one.bid.removeprefix(f"{known.tender}-"): one for one in known.bids}
    now = {one.bid: one for one in asked.bids}
    found = []
    if asked.opened and asked.opened != known.opened:
        found.append(("opened", 0, f"It was {known.opened}, and is {asked.opened} here.", asked.opened))
    for bid in dict.fromkeys((*before, *now)):
        then, here = (_said(one) if one else None for one in (before.get(bid), now.get(bid)))
        if then != here:
            why = f"It said {then}, and here it says {here}." if then and here else (
                "It is not in this file." if then else "It was not among the bids that were opened.")
            found.append(("bid", lines.get((asked.tender, bid), 0), why, bid))
    return [
        Finding(what="This is not what was opened", why=why, next="If it was misread, take it in with --correct.",
                where=where, line=line, field=field, excerpt=shortened(excerpt))
        for field, line, why, excerpt in found
    ]


def _said(bid: Bid) -> str:
    """What a bid says, in the order of its values' names, so that the order of columns does not matter."""
    values = sorted(f"{one.name} {one.value} {one.unit}".strip() for one in bid.values)
    return ", ".join([*([f"bidder {bid.bidder}"] if bid.bidder else []), *values]) or "nothing"


def _headings(data: bytes, mapping: Mapping[str, str]) -> list[str]:
    """The columns of the first line by the names the mapping gives them; what is wrong with it is found later."""
    first = data[: 64 * 1024].decode("utf-8-sig", "replace").split("\n", 1)[0]
    try:
        row = next(csv.reader(io.StringIO(first.rstrip("\r")), delimiter=max(",;\t", key=first.count)), [])
    except csv.Error:
        return []  # the reading of the whole file says what is wrong, with its line
    return [name for cell in row if (name := mapping.get(cell.strip(), cell.strip())) != LEFT_OUT]


def _is_value(name: str, units: Sequence[str]) -> bool:
    found = _VALUE.fullmatch(name)
    return found is not None and name not in COLUMNS and (found[2] is None or found[2] in units)


def _from_name(where: str) -> str:
    """A file kitchen.csv holds the bids of the tender "kitchen", unless a column says otherwise."""
    return where.rpartition("/")[2].partition(".")[0].lower().replace("-", "_").replace(" ", "_")


def _faults(line: Line, tender: str, reading: _Reading) -> Iterator[Finding]:
    bid, bidder, opened = line.get("bid"), line.get("bidder"), line.get("opened")
    if not _TENDER.fullmatch(tender):
        why = "A tender's name is small letters, digits and _, and begins with a letter."
        yield _finding(line, reading, "tender", tender, "This is no name of a tender", why,
                       "Write it in a column tender, or as the name of the file.")
    if not _NUMBER.fullmatch(bid):
        why = "A bid's number is letters, digits and _, at most 40 of them."
        yield _finding(line, reading, "bid", bid, "This is no number of a bid", why, "Write A1, or 17.")
    elif first := reading.seen.get((tender, bid)):
        why = f"Line {first} has it too."
        yield _finding(line, reading, "bid", bid, "Two bids have one number", why, "Give each bid its own.")
    reading.seen.setdefault((tender, bid), line.number)
    if bidder and bidder not in reading.bidders:
        why = "Nobody is known by this number or name."
        yield _finding(line, reading, "bidder", bidder, "Who is this?", why, "Name them first, or leave it empty.")
    if opened and not is_day(opened):
        why = "Days are written year, month, day."
        yield _finding(line, reading, "opened", opened, "This is no day", why, "Write it as 2026-03-01.")
    day, at = reading.days.setdefault(tender, (opened, line.number))
    if opened != day:
        why = f"Line {at} says {day or 'nothing'}. All bids of a tender are opened on one day."
        yield _finding(line, reading, "opened", opened, "Two days for one tender", why, "Correct one of them.")


def _values(line: Line, reading: _Reading) -> tuple[tuple[BidValue, ...], list[Finding]]:
    said, faults = [], []
    for column in reading.values:
        cell = line.get(column)
        if not cell:
            continue
        value, _, unit = column.partition(" ")
        try:
            number = parse_share(cell)
        except ValueError as why:
            faults.append(_finding(line, reading, column, cell, "This is no number", f"{why}.", "Write it as 1210.00."))
            continue
        written = print_fraction(number)
        if "/" in written:
            why_not = "A bid says decimals that end, and this one never does."
            faults.append(_finding(line, reading, column, cell, "This is no decimal", why_not, "Write it as 0.33."))
        else:
            said.append(BidValue(name=value, value=written, unit=unit))
    names = [one.name for one in said]
    for twice in sorted({one for one in names if names.count(one) > 1}):
        why_not = f"Two columns are called {twice}, in different units."
        faults.append(_finding(line, reading, twice, twice, "A value is said twice", why_not, "Leave one column out."))
    return tuple(said), faults


def _sizes(tenders: Mapping[str, Sequence[Bid]], lines: bool, where: str) -> list[Finding]:
    if not lines:
        why = "Its first line names the columns, each other line is a bid."
        return [Finding(what="The file has no bids", why=why, next="Add the bids that were opened.", where=where)]
    return [
        Finding(what="A tender has too many bids", why=f"{one} has {len(bids)}; {BIDS_PER_ENTRY} are the most.",
                next="Open it in lots, each with its own name.", where=where)
        for one, bids in tenders.items() if len(bids) > BIDS_PER_ENTRY
    ]



def _finding(line: Line, reading: _Reading, field: str, excerpt: str, what: str, why: str, next: str) -> Finding:
    return Finding(
        what=what, why=why, next=next, where=reading.where, line=line.number, field=field, excerpt=shortened(excerpt)
    )
