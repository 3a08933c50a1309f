"""Writes the dictionary of the open tables into the manual, from their definitions: `python tools/manual_tables.py`."""

import sys
from pathlib import Path

from auzolan import areas
from auzolan.tables.table import Column, Table

PAGE = Path(__file__).parent.parent / "docs" / "guides" / "tables.md"
HEAD = """# The open tables

What rules read, pages list and exports hold: one definition each. `auzolan table NAME` prints one as it is
now, `--at SEQ` as it was after an entry. `auzolan export csv OUT` writes the rows that hold now, `auzolan
export parquet OUT` every row there ever was; both with a `datapackage.json` that other programs understand.
Rows are never changed: in Parquet each says from which entry (`since`) until which (`until`) it holds, and
amounts are whole numbers of the unit's smallest part. Who may see a column is its class: public where the
organisation published it, members, whoever a mandate lets read it, or its own person.

"""


def described(table: Table) -> str:
    """One table: what it is, how rows are named, and every column."""
    lines = [f"## {table.name}", "", table.means, ""]
    lines.append(f"A row is named by {', '.join(f'`{one}`' for one in table.key)}.")
    if table.day:
        lines[-1] += f" A period takes the rows whose `{table.day}` lies in it."
    for column, other in table.foreign:
        lines[-1] += f" `{column}` names a row of [{other}](#{other})."
    lines += ["", "| column | kind | unit | who sees it | means |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(_line(column) for column in table.columns), ""])


def _line(column: Column) -> str:
    unit = f"as `{column.unit[1:]}` says" if column.unit.startswith("@") else column.unit
    kind = f"{column.kind}, or nothing" if column.optional else column.kind
    return f"| `{column.name}` | {kind} | {unit} | {column.seen_by} | {column.means.replace('|', '/')} |"


def page() -> str:
    """The whole page."""
    return HEAD + "\n".join(described(table) for table in sorted(areas.tables(), key=lambda one: one.name))


def main() -> int:
    """Write it."""
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
