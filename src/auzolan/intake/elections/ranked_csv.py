"""CSV with one ranking a row: the first choice in the first column, the second in the next, and so on.

A first row of column titles (rank1, first choice, 1 ...) is passed over. Marks for what was left empty or filled in
twice are no options. Files of Scottish councils, which begin with two numbers and end with the names, are known too.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from auzolan.governance.tally import RANKING, Election, Paper
from auzolan.intake.elections._bounds import CANDIDATES_MAX, Bad, bytes_read
from auzolan.intake.elections._council_csv import council, is_council
from auzolan.values.finding import Finding

name = "ranked_csv"
ENDINGS = (".csv",)
_COLUMNS_MAX = 10_000
_CELL_MAX = 1_000
_TITLE = re.compile(r"(rank|choice|preference|vote|place)?[\s_-]*\d{1,3}|\d{1,3}(st|nd|rd|th)[\s_-]*(rank|choice|"
                    r"preference)|(first|second|third|fourth|fifth)[\s_-]*(rank|choice|preference)?", re.IGNORECASE)
_EMPTY = frozenset({"", "undervote", "overvote", "skipped", "blank", "uwi", "write-in", "undeclared write-ins"})


def read(content: bytes, name: str) -> tuple[Election, Mapping[str, Any], list[Finding]]:
    """The election that a file holds: options as they are written. content: the file; name: as it is called.

    An option that a ballot names again counts at its first place. Gives the election, the marks that were no options
    ("skipped": how often each), and findings with their lines; where there is a finding the election is empty.
    """
    try:
        text = bytes_read(content)
        return *(council(text) if is_council(text) else _read(text)), []
    except Bad as bad:
        return Election(options=(), papers=()), {}, [bad.finding(name)]


def _read(text: str) -> tuple[Election, Mapping[str, Any]]:
    if "\0" in text:
        raise Bad(text[:text.index("\0")].count("\n") + 1, "", "There is a zero byte in it.", "Save it as text.")
    rows: Counter[tuple[str, ...]] = Counter()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if reader.line_num == 1 and row and all(_TITLE.fullmatch(cell.strip()) for cell in row if cell.strip()):
                continue
            if len(row) > _COLUMNS_MAX or any(len(cell) > _CELL_MAX for cell in row):
                raise Bad(reader.line_num, str(row[0]), "The row is too long for a ballot.", "One ranking a row.")
            if row:
                rows[tuple(row)] += 1
    except csv.Error as fault:
        raise Bad(reader.line_num, "", f"The row is no CSV: {fault}.", "Put cells with quotes in quotes.") from None
    return _election(rows)


def _election(rows: Counter[tuple[str, ...]]) -> tuple[Election, Mapping[str, Any]]:
    options: dict[str, None] = {}
    found: Counter[tuple[str, ...]] = Counter()
    skipped: Counter[str] = Counter()
    for row, many in rows.items():
        ranking: dict[str, None] = {}
        for cell in row:
            option = " ".join(cell.split())
            if option.lower() in _EMPTY:
                skipped[option] += many
            else:
                ranking[option] = None
        options.update(ranking)
        found[tuple(ranking)] += many
    if not options:
        raise Bad(1, "", "There is no ranking in it.", "Write one ranking a row, the first choice first.")
    if len(options) > CANDIDATES_MAX:
        raise Bad(1, "", f"It names more than {CANDIDATES_MAX} options.", "One ranking a row.")
    papers = tuple(
        Paper(ranks=tuple((option,) for option in ranking), voters=many) for ranking, many in found.items()
    )
    return Election(options=tuple(sorted(options)), papers=papers, shape=RANKING), {
        "skipped": {mark: many for mark, many in sorted(skipped.items()) if mark}
    }
