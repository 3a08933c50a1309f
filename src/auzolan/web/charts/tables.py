"""A table as a page wants it: every cell knows its column, so that a phone can say which figure is which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, and whether it holds figures, which stand right-aligned."""

    label: str
    num: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one place: the text as it is read, an address behind it, a note, columns it spans."""

    text: str
    url: str = ""
    note: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table; the first cell names it. mark: "mine", "total", "warn" or nothing. depth: how far in."""

    cells: Sequence[Cell]
    mark: str = ""
    depth: int = 0

    @property
    def depth_class(self) -> str:
        """The class that sets the line in, as an account tree does; five steps at most."""
        return f"d{min(self.depth, 5)}" if self.depth else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A caption, columns and rows, for `parts/table.html`.

    wide: scrolls within its own frame on a phone, for dense books; otherwise its lines become stacked cards there.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    wide: bool = False
    key: str = "table"

    def __post_init__(self) -> None:
        for row in self.rows:
            if (spanned := sum(cell.span for cell in row.cells)) != len(self.columns):
                raise ValueError(
                    f"a row of {self.caption!r} fills {spanned} columns of {len(self.columns)}: "
                    f"it begins with {row.cells[0].text if row.cells else 'nothing'!r}"
                )

    @property
    def lines(self) -> Iterable[tuple[Row, Sequence[tuple[Cell, Column]]]]:
        """Each row with its cells, each cell with the column it begins in."""
        for row in self.rows:
            pairs: list[tuple[Cell, Column]] = []
            at = 0
            for cell in row.cells:
                pairs.append((cell, self.columns[at]))
                at += cell.span
            yield row, pairs
