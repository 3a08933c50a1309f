"""A flow as people write it in a small TOML file, read into what is asked of the books."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from msgspec.structs import fields

from auzolan.charter.around import Request
from auzolan.charter.nearest import nearest
from auzolan.charter.toml_bounds import too_much
from auzolan.flows.requests import OpenBooks, PayClaim, QuoteRate, RecordEntry, RecordFlow
from auzolan.values.finding import Finding

BYTES_MAX = 1_000_000
UNKNOWN_TOLD = 20  # nobody corrects more of them at once
# The table a flow stands in says what it is; a file without tables is one flow.
TABLES: Mapping[str, type[Request]] = {
    "flow": RecordFlow, "pay": PayClaim, "entry": RecordEntry, "opening": OpenBooks, "rate": QuoteRate,
}


def read(text: str, *, where: str = "flow.toml") -> tuple[tuple[Request, ...], list[Finding]]:
    """The requests of a file in the order of its kinds (rate, opening, flow, entry, pay), and every fault in it.

    A file holds one flow, or lists of tables: [[flow]], [[pay]], [[entry]], [[opening]], [[rate]].
    """
    if len(text) > BYTES_MAX:
        return (), [_finding(where, "", "The file is too large", f"{BYTES_MAX} letters are the most.", "Split it.")]
    _line, heavy = too_much(text)
    if heavy:
        return (), [_finding(where, "", "The file cannot be read", heavy, "Nest less, or split it.")]
    try:
        said = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as why:  # also a number with thousands of digits
        return (), [_finding(where, "", "This is not TOML", f"{why}.", "Correct the line.")]
    if not set(said) <= set(TABLES):
        return _all([("flow", said)], where)
    listed = []
    for table in ("rate", "opening", "flow", "entry", "pay"):
        found = said.get(table, [])
        listed += [(table, one) for one in (found if isinstance(found, list) else [found])]
    return _all(listed, where)


def _all(listed: list[tuple[str, Any]], where: str) -> tuple[tuple[Request, ...], list[Finding]]:
    asked: list[Request] = []
    findings: list[Finding] = []
    for table, one in listed:
        kind = TABLES[table]
        unknown = [name for name in one if name not in kind.__struct_fields__] if isinstance(one, dict) else []
        for name in unknown[:UNKNOWN_TOLD]:
            close = nearest(name, kind.__struct_fields__)
            findings.append(_finding(where, name, "This word is not known", f"The nearest is {close}.", "Correct it."))
        missing = _missing(kind, one) if isinstance(one, dict) else []
        findings += [
            _finding(where, name, "This is missing", f"Every {table} names {name}.", "Add it.") for name in missing
        ]
        if unknown or missing:
            continue
        try:
            asked.append(msgspec.convert(_plain(one), kind))
        except msgspec.ValidationError as why:
            findings.append(_finding(where, table, f"The {table} cannot be read", f"{why}.", "Correct it."))
    if not listed:
        findings.append(_finding(where, "", "The file is empty", "It names no flow.", 'Begin with posting = "...".'))
    return tuple(asked), findings


def _missing(kind: type[Request], one: Mapping[str, Any]) -> list[str]:
    return [field.name for field in fields(kind) if field.required and field.name not in one]


def _plain(value: Any) -> Any:
    """Days and numbers as text, so that 12.50 keeps its decimals and nothing passes through a float."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool):
        return value
    return str(value) if isinstance(value, int | Decimal | date) else value


def _finding(where: str, field: str, what: str, why: str, next: str) -> Finding:
    return Finding(what=what, why=why, next=next, where=where, field=field)
