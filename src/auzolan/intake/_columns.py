"""Reading a table from a CSV file: columns by name or by a mapping, all faults at once, nothing guessed."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auzolan.charter.nearest import nearest
from auzolan.values.finding import Finding

BYTES_MAX = 16 * 1024 * 1024  # a hundred thousand rows, many times over
COLUMNS_MAX = 500
FINDINGS_MAX = 100  # a file with more faults than this has one cause
LEFT_OUT = "-"
_SHOWN = 60
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its line in the file, and its cells by the names we know."""

    number: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """The cell, without spaces around it; empty when there is none."""
        return self.cells.get(name, "").strip()


def shortened(text: str) -> str:
    """The words that are wrong, as a finding shows them."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def read_lines(
    data: bytes, *, known: Sequence[str], required: Sequence[str], mapping: Mapping[str, str], where: str
) -> tuple[list[Line], list[Finding]]:
    """The rows of a CSV file and every fault in its shape.

    known: the names a column may have; required: those that must be there; mapping: column in the file -> known name,
    or "-" to leave it out. Commas, semicolons and tabs are told apart by the first line.
    """
    text, findings = _text(data, where)
    if findings:
        return [], findings
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = _rows(reader, where, findings)
    header = next(rows, None)
    if header is None:
        if not findings:
            findings.append(_finding(where, 1, "", "The file is empty", "Its first line names the columns.", "Add it."))
        return [], findings
    if len(header[1]) > COLUMNS_MAX:
        why = f"It names {len(header[1]):,} columns; {COLUMNS_MAX} are the most that are read."
        findings.append(_finding(where, 1, "", "The first line is too long", why, "Leave out what is not needed."))
        return [], findings
    names = _names(header[1], known, required, mapping, where, findings)
    lines = []
    for number, cells in rows:
        if len(cells) != len(names):
            why = f"It has {len(cells)} cells, the first line has {len(names)}."
            shown = delimiter.join(cells)
            findings.append(_finding(where, number, shown, "The row does not fit", why, "Correct the row."))
        else:
            lines.append(Line(number, {name: cell for name, cell in zip(names, cells, strict=True) if name}))
        if enough(findings):
            break
    return lines, findings


def enough(findings: Sequence[Finding]) -> bool:
    """Whether so many faults were found that nobody reads more of them."""
    return len(findings) > FINDINGS_MAX


def _text(data: bytes, where: str) -> tuple[str, list[Finding]]:
    if len(data) > BYTES_MAX:
        why = f"It has {len(data)} bytes; {BYTES_MAX} is the most."
        return "", [_finding(where, 0, "", "The file is too large", why, "Split it.")]
    try:
        text = data.decode("utf-8-sig")
        if found := _UNPRINTED.search(text):
            line = text.count("\n", 0, found.start()) + 1
            why = f"It holds the sign number {ord(found[0])}, which no text has; this is perhaps not a CSV file."
            return "", [_finding(where, line, "", "A sign does not print", why, "Take it out, or save the file anew.")]
        return text, []
    except UnicodeDecodeError as why:
        line = data.count(b"\n", 0, why.start) + 1
        shown = data[max(0, why.start - 20) : why.end + 20].decode("utf-8", "replace")
        said = "A letter is in another encoding."
        return "", [_finding(where, line, shown, "This is not UTF-8", said, "Save it as UTF-8.")]


def _rows(
    reader: Iterator[list[str]], where: str, findings: list[Finding]
) -> Iterator[tuple[int, list[str]]]:
    while True:
        number = getattr(reader, "line_num", 0) + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as why:
            said = f"{why}.".capitalize()
            findings.append(_finding(where, number, "", "The row cannot be read", said, "Correct it."))
            return
        if any(cell.strip() for cell in cells):
            yield number, cells


def _names(
    header: Sequence[str], known: Sequence[str], required: Sequence[str], mapping: Mapping[str, str], where: str,
    findings: list[Finding],
) -> list[str]:
    names: list[str] = []
    for column in (cell.strip() for cell in header):
        name = mapping.get(column, column if column in known else column.lower().replace(" ", "_"))
        if name == LEFT_OUT or not column:
            names.append("")
        elif name not in known:
            close = nearest(name, known)
            why = f"Nothing here is called so; the nearest is {close}."
            after = f'Map it with "{column}={close}", or leave it out with "{column}={LEFT_OUT}".'
            findings.append(_finding(where, 1, column, "This column is not known", why, after, field=column))
            names.append("")
        elif name in names:
            why = f"Another column is read as {name} already."
            what = "Two columns mean the same"
            findings.append(_finding(where, 1, column, what, why, "Leave one out.", field=column))
            names.append("")
        else:
            names.append(name)
    for column in mapping:
        if column not in {cell.strip() for cell in header}:
            why = f"The nearest is {nearest(column, [cell.strip() for cell in header])}."
            findings.append(_finding(where, 1, column, "The mapping names no column", why, "Correct it.", field=column))
    for name in required:
        if name not in names:
            why = f"Every row needs {name}."
            findings.append(_finding(where, 1, "", f"The column {name} is missing", why, "Add it, or map one to it."))
    return names


def _finding(where: str, line: int, excerpt: str, what: str, why: str, next: str, field: str = "") -> Finding:
    return Finding(what=what, why=why, next=next, where=where, line=line, excerpt=shortened(excerpt), field=field)
