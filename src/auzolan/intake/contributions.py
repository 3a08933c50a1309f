"""What members brought in, from a CSV file: hours, an index, produce; one thing a row, or one a column."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auzolan.charter.charter import Charter
from auzolan.charter.nearest import nearest
from auzolan.flows.articles.contribution import PLAIN, Contribution
from auzolan.flows.requests import RecordContribution, RecordContributions
from auzolan.intake._columns import Line, enough, read_lines, shortened
from auzolan.values.finding import Finding
from auzolan.values.instant import is_day
from auzolan.values.quantity import parse_amount

name = "contributions"
summary = "What members brought in, from a CSV file."
suffixes = (".csv",)

COLUMNS = ("member", "date", "contribution", "amount", "paid", "note")
TRUE, FALSE = ("yes", "true", "1", "paid"), ("no", "false", "0", "unpaid", "")


@dataclass(frozen=True, slots=True)
class _Reading:
    articles: Mapping[str, Contribution]  # by column name
    places: Mapping[str, int]
    members: Mapping[str, str]
    day: str
    where: str


def read(
    data: bytes, *, charter: Charter, members: Mapping[str, str], mapping: Mapping[str, str] | None = None,
    where: str = "contributions.csv", day: str = "",
) -> tuple[tuple[RecordContribution, ...], list[Finding]]:
    """Contributions to record, and every fault found; nothing is recorded by reading.

    members: what the file may call a member by (id, number, e-mail, name) -> id; mapping: column in the file -> a name
    of COLUMNS or the column of a contribution article, or "-"; day: for files without a date column, ISO.
    A file says one thing a row (columns contribution and amount), or one a column (named as the article's column).
    """
    articles = {article.column: article for article in charter.values("contribution")}
    units = charter.units
    reading = _Reading(
        articles, {
            column: article.places if article.unit == PLAIN else units[article.unit].places
            for column, article in articles.items()
        }, members, day, where,
    )
    known = (*COLUMNS, *articles)
    required = ("member",) if day else ("member", "date")
    lines, findings = read_lines(data, known=known, required=required, mapping=mapping or {}, where=where)
    rows: list[RecordContribution] = []
    for line in lines:
        read_here, faults = _row(line, reading)
        rows += read_here
        findings += faults
        if enough(findings):
            break
    return tuple(rows), findings


def request(data: bytes, rows: Sequence[RecordContribution], words: Mapping[str, str]) -> RecordContributions:
    """All of them in one append, under the digest of the file. words: such as the file's name, for the vault."""
    return RecordContributions(
        contributions=tuple(rows), source=hashlib.sha256(data).hexdigest(), words=dict(words)
    )


def _row(line: Line, reading: _Reading) -> tuple[list[RecordContribution], list[Finding]]:
    faults = []
    called = line.get("member")
    member = reading.members.get(called) or reading.members.get(called.lower(), "")
    if not member:
        why = "No member is known by this number, e-mail address or name."
        faults.append(_finding(line, reading, "member", called, "Who is this?", why, "Admit them first."))
    day = line.get("date") or reading.day
    if not is_day(day):
        why = "Days are written year, month, day."
        faults.append(_finding(line, reading, "date", day, "This is no day", why, "Write it as 2026-03-01."))
    paid = line.get("paid").lower()
    if paid not in (*TRUE, *FALSE):
        why = "It is neither yes nor no."
        faults.append(_finding(line, reading, "paid", paid, "Was it paid?", why, "Write yes or no."))
    said, more = _said(line, reading)
    words = {"note": line.get("note")} if line.get("note") else {}
    rows = [
        RecordContribution(
            contribution=article.id, amount=amount, member=member, date=day, paid=paid in TRUE, line=line.number,
            words=words,
        )
        for article, amount in said
    ]
    return ([] if faults else rows), [*faults, *more]


def _said(line: Line, reading: _Reading) -> tuple[list[tuple[Contribution, str]], list[Finding]]:
    said, faults = [], []
    columns = [(column, line.get(column)) for column in reading.articles if line.get(column)]
    if amount := line.get("amount"):
        column = line.get("contribution").removeprefix("contribution.")
        by_id = {article.id.removeprefix("contribution."): name for name, article in reading.articles.items()}
        column = by_id.get(column, column)
        if column in reading.articles:
            columns.append((column, amount))
        else:
            why = f"The charter has {', '.join(reading.articles) or 'no contribution'}."
            after = f"Write {nearest(column, reading.articles)}."
            faults.append(_finding(line, reading, "contribution", column, "This is not a contribution", why, after))
    for column, text in columns:
        try:
            parse_amount(text, reading.places[column])
        except ValueError as why:
            faults.append(_finding(line, reading, column, text, "This is not an amount", f"{why}.", "Correct it."))
        else:
            said.append((reading.articles[column], text))
    return said, faults



def _finding(line: Line, reading: _Reading, field: str, excerpt: str, what: str, why: str, next: str) -> Finding:
    return Finding(
        what=what, why=why, next=next, where=reading.where, line=line.number, field=field, excerpt=shortened(excerpt)
    )
