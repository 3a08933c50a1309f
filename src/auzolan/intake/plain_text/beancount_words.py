"""The words of Beancount's language: accounts, units, numbers that may be computed, strings, tags."""

import re
from decimal import Context, Decimal, DivisionByZero, InvalidOperation

from auzolan.intake.plain_text.booking import EXACT
from auzolan.intake.plain_text.faults import Fault

ROOTS = ("Assets", "Liabilities", "Equity", "Income", "Expenses")
# Quotients need not end; Beancount cuts them at 28 digits and so do we.
QUOTIENTS = Context(prec=28, traps=[InvalidOperation, DivisionByZero])
UNIT = r"/?[A-Z](?:[A-Z0-9'._-]*[A-Z0-9])?"
DATE = r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}"
STRING = r'"((?:[^"\\]|\\.)*)"'
ACCOUNT = re.compile(r"[^\W\d_a-z][\w-]*(?::[^\W_a-z][\w-]*)+").fullmatch
HEADER = re.compile(
    rf"({DATE})\s++(txn|[*!&#?%PSTCURM])\s*+(?:{STRING}\s*+)?(?:\|?\s*+{STRING}\s*+)?((?:[#^][\w./-]++\s*+)*+)(?:;.*)?",
    re.DOTALL,
).fullmatch
METADATA = re.compile(r"([a-z][A-Za-z0-9_-]+):(?:\s+(.*))?$", re.DOTALL).fullmatch
_PLAIN = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?").fullmatch
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?").fullmatch
_PARTS = re.compile(r"\s*([0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+|[-+*/()])")
# What goes to the end without a closing quote has an empty group; so no text is looked at twice.
_QUOTES = re.compile(r'"(?:[^"\\]|\\.)*+("?)|;[^\n]*', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NESTED_MAX = 20
_LETTERS_MAX = 60


def number(text: str) -> Decimal:
    """A number, or a computation such as (100 / 3). Raises Fault."""
    if _PLAIN(text) and len(text) <= _LETTERS_MAX // 2:
        return Decimal(text)
    if _GROUPED(text) and len(text) <= _LETTERS_MAX // 2:
        return Decimal(text.replace(",", ""))
    parts, end = [], 0
    while found := _PARTS.match(text, end):
        parts.append(found[1])
        end = found.end()
    if text[end:].strip() or not parts or len(text) > _LETTERS_MAX:
        raise _no_number(text)
    value, rest = _sum(parts, 0)
    if rest:
        raise _no_number(text)
    return value


def _no_number(text: str) -> Fault:
    return Fault("A number cannot be read", f"{text[:40]!r} is no number and no computation with + - * / ( ).",
                 "Write a number such as 1,200.50.")


def _sum(parts: list[str], depth: int) -> tuple[Decimal, list[str]]:
    value, parts = _product(parts, depth)
    while parts and parts[0] in "+-":
        sign, (other, rest) = parts[0], _product(parts[1:], depth)
        value = EXACT.add(value, other) if sign == "+" else EXACT.subtract(value, other)
        parts = rest
    return value, parts


def _product(parts: list[str], depth: int) -> tuple[Decimal, list[str]]:
    value, parts = _factor(parts, depth)
    while parts and parts[0] in "*/":
        sign, (other, rest) = parts[0], _factor(parts[1:], depth)
        if sign == "/" and not other:
            raise Fault("A number cannot be computed", "It divides by zero.", "Correct the computation.")
        value = EXACT.multiply(value, other) if sign == "*" else QUOTIENTS.divide(value, other)
        parts = rest
    return value, parts


def _factor(parts: list[str], depth: int) -> tuple[Decimal, list[str]]:
    if not parts or depth > _NESTED_MAX:
        raise _no_number("".join(parts) or "a computation that ends too early")
    first, rest = parts[0], parts[1:]
    if first in "+-":
        value, rest = _factor(rest, depth + 1)
        return (value.copy_negate() if first == "-" else value), rest
    if first == "(":
        value, rest = _sum(rest, depth + 1)
        if not rest or rest[0] != ")":
            raise _no_number("a bracket that is not closed")
        return value, rest[1:]
    if first in "*/)":
        raise _no_number(first)
    return Decimal(first.replace(",", "")), rest


def unquoted(text: str | None) -> str:
    """The words of a string."""
    return _ESCAPED.sub(lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text) if text else ""


def string_is_open(lines: list[str]) -> bool:
    """Whether a string that begins on these lines ends on none of them."""
    if len(lines) == 1 and "\\" not in lines[0] and lines[0].count('"') % 2 == 0:
        return False  # an open string has no comment after it, so all of its line's quotes count
    return any(found[0][0] == '"' and not found[1] for found in _QUOTES.finditer("\n".join(lines)))


def without_comment(text: str) -> tuple[str, str]:
    """(the text before a semicolon that is in no string, the words behind it)."""
    if ";" not in text:
        return text, ""
    for found in _QUOTES.finditer(text):
        if found[0][0] == ";":
            return text[:found.start()].rstrip(), found[0].lstrip("; ").rstrip()
    return text, ""
