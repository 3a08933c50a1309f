"""The files that Scottish councils publish: candidates and seats, ballots with how many gave them, then the names."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auzolan.governance.tally import RANKING, Election, Paper
from auzolan.intake.elections._bounds import CANDIDATES_MAX, Bad, whole

_FIRST = re.compile(r"\s*\d{1,7}\s*,\s*\d{1,7}\s*,?\s*\r?\n\s*\d+\s*,")
_NAMED = re.compile(r'^\s*"?Candidate \d+"?\s*,', re.MULTILINE)
Row = tuple[int, list[str]]


def is_council(text: str) -> bool:
    """Whether it begins with two numbers and names its candidates further down."""
    return bool(_FIRST.match(text)) and bool(_NAMED.search(text))


def council(text: str) -> tuple[Election, Mapping[str, Any]]:
    """The election, with its title and the parties by candidate.

    Raises Bad with the line.
    """
    rows = list(_rows(text))
    line, first = rows[0]
    many = whole(first[0], line, "the number of candidates", 1, min(CANDIDATES_MAX, len(rows)))
    seats = whole(first[1], line, "the number of seats", 1, CANDIDATES_MAX)
    names = [(at, cells) for at, cells in rows[1:] if cells[0].startswith("Candidate ") and len(cells) > 1]
    if len(names) != many or len({cells[1] for _, cells in names}) != many:
        raise Bad(line, str(many), f"{many} candidates are said, {len(names)} lines name one.", "Name each once.")
    ballots = [(at, cells) for at, cells in rows[1:] if cells[0].isdigit()]
    options = tuple(cells[1] for _, cells in names)
    election = Election(
        options=options, papers=tuple(_paper(at, cells, options) for at, cells in ballots), shape=RANKING, seats=seats
    )
    title = next((cells[0] for _, cells in rows[1 + len(ballots) + many:]), "")
    return election, {"title": title, "parties": {cells[1]: cells[2] for _, cells in names if len(cells) > 2}}


def _rows(text: str) -> Iterator[Row]:
    """Rows that say something, with their lines and without empty cells at their end."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield reader.line_num, cells
    except csv.Error as fault:
        raise Bad(reader.line_num, "", f"The row is no CSV: {fault}.", "Put cells with quotes in quotes.") from None


def _paper(line: int, cells: Sequence[str], options: tuple[str, ...]) -> Paper:
    voters = whole(cells[0], line, "how many voters gave a ballot", 0, 10**12)
    ranking = [whole(cell, line, "a candidate's number", 1, len(options)) for cell in cells[1:]]
    if len(set(ranking)) != len(ranking):
        raise Bad(line, ",".join(cells)[:80], "A candidate stands twice on one ballot.", "Leave the second one out.")
    return Paper(ranks=tuple((options[one - 1],) for one in ranking), voters=voters)
