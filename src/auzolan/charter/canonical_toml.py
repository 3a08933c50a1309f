"""Writes an article as TOML in exactly one way, so that the same meaning always has the same text and digest."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

FIRST = ("title", "says")  # people read these first; all other fields follow by name
LINE_WIDTH = 100

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def print_article(id: str, fields: Mapping[str, Any]) -> str:
    """The article's text: its quoted header, its plain fields by name, then its tables. Ends with a line feed.

    Raises TypeError for a value that an article cannot hold (a time of day, a float).
    """
    lines: list[str] = []
    _table(lines, _key(id, quoted=True), fields, listed=False)
    return "\n".join(lines) + "\n"


def _table(lines: list[str], path: str, fields: Mapping[str, Any], *, listed: bool) -> None:
    if lines:
        lines.append("")
    lines.append(f"[[{path}]]" if listed else f"[{path}]")
    later: list[str] = []
    for name in sorted(fields, key=_order):
        if _is_table(fields[name]) or _is_tables(fields[name]):
            later.append(name)
        else:
            lines.append(f"{_key(name)} = {_value(fields[name])}")
    for name in later:
        inner, value = f"{path}.{_key(name)}", fields[name]
        if _is_table(value):
            _table(lines, inner, value, listed=False)
        else:
            for one in value:
                _table(lines, inner, one, listed=True)


def _order(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _key(name: str, *, quoted: bool = False) -> str:
    bare = bool(name) and name.isascii() and all(c.isalnum() or c in "_-" for c in name)
    return name if bare and not quoted else _text(name)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return print_number(value)
        case str():
            return _words(value)
        case datetime():
            raise TypeError("an article holds days, not times of day")
        case date():
            return value.isoformat()
        case Mapping():
            inside = ", ".join(f"{_key(name)} = {_inline(value[name])}" for name in sorted(value))
            return f"{{ {inside} }}" if inside else "{}"
        case list() | tuple():
            return _list(value)
    raise TypeError(f"an article cannot hold a {type(value).__name__}")


def _inline(value: Any) -> str:
    return _text(value) if isinstance(value, str) else _value(value)


def _list(values: Sequence[Any]) -> str:
    parts = [_inline(value) for value in values]
    short = f"[{', '.join(parts)}]"
    if len(short) <= LINE_WIDTH:
        return short
    return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"


def print_number(value: Decimal) -> str:
    """A number with a point, without exponents or needless zeros: 1.7, 2.0."""
    if not value.is_finite():
        raise TypeError(f"{value} is not a number that can be counted with")
    written = format(value, "f").rstrip("0") if "." in format(value, "f") else format(value, "f") + "."
    if written.endswith("."):
        written += "0"
    return "0.0" if not value else written


def _text(value: str) -> str:
    return '"' + "".join(_escaped(c) for c in value) + '"'


def _words(value: str) -> str:
    # Paragraphs stay paragraphs: members read this text.
    if "\n" not in value:
        return _text(value)
    return '"""\n' + "".join(c if c == "\n" else _escaped(c) for c in value) + '"""'


def _escaped(c: str) -> str:
    if c in _ESCAPES:
        return _ESCAPES[c]
    return f"\\u{ord(c):04X}" if ord(c) < 32 or ord(c) == 127 else c


def plain_value(value: Any) -> str:
    """A field's value as people read it: words without quotes, everything else as it is written."""
    return value if isinstance(value, str) else _value(value)
