"""The digests of a run: what it read and what it gave, so that any SQL shell can tell whether two runs are equal.

docs/formats/run.md is the format.
"""

import hashlib
from collections.abc import Iterable, Mapping

from auzolan.tables.table import Cell


def _bucketed(lines: Iterable[tuple[str, str]]) -> str:
    """lines: (what decides the bucket, the line without its LF)."""
    buckets: dict[str, list[bytes]] = {}
    for decides, line in lines:
        bucket = hashlib.sha256(decides.encode()).hexdigest()[:4]
        buckets.setdefault(bucket, []).append(line.encode() + b"\n")
    whole = hashlib.sha256()
    for bucket in sorted(buckets):
        digest = hashlib.sha256(b"".join(sorted(buckets[bucket]))).hexdigest()
        whole.update(digest.encode() + b"\n")
    return whole.hexdigest()


def outputs(portions: Iterable[tuple[str, str, str]]) -> str:
    """The digest of a run's portions: (to, amount as printed, unit)."""
    return _bucketed((to, f"{to}\t{amount}\t{unit}") for to, amount, unit in portions)


def table_digest(rows: Iterable[tuple[Cell, ...]]) -> str:
    """The digest of one table's rows, columns in the dictionary's order; a missing cell is the empty text."""
    return _bucketed((line, line) for line in map(_line, rows))


def _line(row: tuple[Cell, ...]) -> str:
    return "\t".join("" if cell is None else str(int(cell) if isinstance(cell, bool) else cell) for cell in row)


def inputs(tables: Mapping[str, str]) -> str:
    """The digest over the digests of every table that was read, by name."""
    spelt = "".join(f"{name}\t{tables[name]}\n" for name in sorted(tables))
    return hashlib.sha256(spelt.encode()).hexdigest()
