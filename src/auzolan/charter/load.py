"""Reading a charter: TOML that members wrote becomes articles, and everything that is wrong is told at once."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from auzolan.charter.article import ID, ID_LENGTH_MAX, Article, article
from auzolan.charter.kinds import Kinds
from auzolan.charter.nearest import nearest
from auzolan.charter.toml_bounds import too_much
from auzolan.values.finding import Finding

BYTES_MAX = 1_000_000
DEPTH_MAX = 16  # nested brackets: far more than steps within steps need, far less than a parser's stack
DIGITS_MAX = 30
EXCERPT_MAX = 80

_HEADER = re.compile(r"^[ \t]*\[{1,2}[^\[\]\n]*\]{1,2}[ \t]*(?:#.*)?$", re.MULTILINE)
_LINE = re.compile(r"at line (\d+)")
_BRACKETS = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]')


def load(text: str | bytes, kinds: Kinds, *, where: str = "charter") -> tuple[tuple[Article, ...], list[Finding]]:
    """Read the articles in one text. Gives those that could be read and one finding for each fault of writing.

    text: TOML, bounded in size and depth before it is parsed; where: what to call it in findings. What the fields
    say is not looked at here: that is `check`.
    """
    written, findings = _bounded(text, where)
    if findings:
        return (), findings
    found: dict[str, dict[str, Any]] = {}
    for part, first_line in _parts(written, findings, where):
        _gather(part, found, kinds, findings, where, first_line)
    articles = []
    for id, fields in found.items():
        faults = list(_faults(id, fields, fields, ""))
        findings += faults
        if not faults:
            articles.append(article(id, fields))
    return tuple(articles), findings


def _bounded(text: str | bytes, where: str) -> tuple[str, list[Finding]]:
    if len(text) > BYTES_MAX:
        why = f"It has {len(text)} characters; {BYTES_MAX} is the most that is read."
        return "", [Finding(where=where, what="The charter is too long", why=why, next="Split it or shorten it.")]
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            line = fault.object[: fault.start].count(b"\n") + 1
            why = f"Line {line} holds bytes that are not UTF-8."
            return "", [_finding(where, "The charter cannot be read", why, "Save the file as UTF-8.", line)]
    text = text.replace("\r\n", "\n")
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEPTH_MAX:
            line = text.count("\n", 0, found.start()) + 1
            why = f"Line {line} opens more than {DEPTH_MAX} brackets within each other."
            return "", [_finding(where, "The charter cannot be read", why, "Nest less.", line)]
    line, why = too_much(text)
    if why:
        return "", [_finding(where, "The charter cannot be read", why, "Nest less, or split it.", line)]
    return text, []


def _finding(where: str, what: str, why: str, next: str, line: int = 0, excerpt: str = "") -> Finding:
    return Finding(where=where, what=what, why=why, next=next, line=line, excerpt=excerpt.strip()[:EXCERPT_MAX])


def _parts(text: str, findings: list[Finding], where: str) -> Iterator[tuple[dict[str, Any], int]]:
    """The whole text if it is sound TOML; else each article by itself, so that every fault is told."""
    try:
        yield tomllib.loads(text, parse_float=_number), 1
        return
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as why:
        whole = why
    starts = _article_starts(text)
    before = len(findings)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        first_line = text.count("\n", 0, start) + 1
        try:
            yield tomllib.loads(text[start:end], parse_float=_number), first_line
        except (tomllib.TOMLDecodeError, ValueError, RecursionError) as why:
            findings.append(_syntax(text, why, _id_of(text[start:end]) or where, first_line))
    if len(findings) == before:
        findings.append(_syntax(text, whole, where, 1))


def _article_starts(text: str) -> list[int]:
    """Where each article begins: a header that does not go on with the article before it."""
    starts, current = [], ""
    for header in _HEADER.finditer(text):
        inside = header[0].strip().lstrip("[").partition("]")[0].strip()
        quoted = inside[1:].partition('"')[0] if inside.startswith('"') else inside
        if current and (quoted == current or quoted.startswith(f"{current}.")):
            continue
        current = quoted
        starts.append(header.start())
    return [0, *starts] if starts and text[: starts[0]].strip() else starts or [0]


def _id_of(part: str) -> str:
    header = _HEADER.search(part)
    inside = header[0].strip().strip("[]").strip().strip('"') if header else ""
    return inside if ID.fullmatch(inside) else ""


def _syntax(text: str, why: Exception, where: str, first_line: int) -> Finding:
    said = _LINE.search(str(why))
    line = first_line + int(said[1]) - 1 if said else first_line
    lines = text.split("\n")
    excerpt = lines[line - 1] if line <= len(lines) else ""
    reason = str(why).partition(" (at ")[0]
    return _finding(
        where, "This is not TOML", f"{reason}.",
        'Write fields as name = value, words in double quotes, and headers as ["rule.price"].', line, excerpt,
    )


def _number(written: str) -> Decimal:
    number = Decimal(written)
    if number.is_finite() and ("e" in written or "E" in written):
        raise ValueError(f"{written[:40]} is written with an exponent; write all its digits")
    return number


def _gather(
    part: Mapping[str, Any], found: dict[str, dict[str, Any]], kinds: Kinds, findings: list[Finding], where: str,
    line: int,
) -> None:
    for key, value in part.items():
        if not isinstance(value, Mapping):
            findings.append(_outside(key, kinds, where, line, value))
        elif "." in key or not _holds_articles(value) or key not in kinds:
            _keep(key, value, found, kinds, findings, line)
        else:
            for id, fields in _nested(key, value):
                findings.append(_unquoted(id, fields))
                _keep(id, fields, found, kinds, [], line)


def _keep(
    id: str, fields: Mapping[str, Any], found: dict[str, dict[str, Any]], kinds: Kinds, findings: list[Finding],
    line: int,
) -> None:
    kind = id.partition(".")[0]
    if len(id) > ID_LENGTH_MAX or not ID.fullmatch(id):
        why = "An id is a kind, then names of letters, digits and _, joined by points."
        after = 'Write it as in ["rule.surplus"].'
        findings.append(_finding(id[:EXCERPT_MAX], "This is not an article's id", why, after))
    elif kind not in kinds:
        close = nearest(kind, kinds.names)
        why = f"There is no kind of article called {kind!r}."
        findings.append(_finding(id, "This kind of article is not known", why, f"The nearest is {close!r}."))
    elif id in found and found[id].keys() & fields.keys():
        why = "An id stands for one article; here it is written twice."
        findings.append(_finding(id, "The article is written twice", why, "Keep one of them.", line))
    else:
        found.setdefault(id, {}).update(fields)


def _holds_articles(value: Mapping[str, Any]) -> bool:
    return bool(value) and all(isinstance(inner, Mapping) for inner in value.values())


def _nested(prefix: str, value: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The articles that unquoted headers have put into each other: rule -> price -> coffee."""
    for key, inner in value.items():
        if _holds_articles(inner):
            yield from _nested(f"{prefix}.{key}", inner)
        else:
            yield f"{prefix}.{key}", inner


def _unquoted(id: str, fields: Mapping[str, Any]) -> Finding:
    lists = [name for name, value in fields.items() if isinstance(value, list)]
    form = f'[["{id}".{lists[0]}]]' if lists and len(fields) == 1 else f'["{id}"]'
    why = "Without quotes TOML reads the points as tables within tables, not as one name."
    return _finding(id, "The article's id is not quoted", why, f"Write {form}.", 0, f"[{id}]")


def _outside(key: str, kinds: Kinds, where: str, line: int, value: object) -> Finding:
    if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        why, after = f"[[{key}]] makes a list, and an article is one table.", f'Write ["{key}"] with single brackets.'
    else:
        why, after = "Everything in a charter belongs to an article.", "Move it under an article's header."
    return _finding(where, f"{key} stands outside any article", why, after, line)


def _faults(id: str, value: Any, fields: Mapping[str, Any], at: str) -> Iterator[Finding]:
    """What TOML can say and an article cannot: times of day, numbers that are none, whole numbers without end."""
    match value:
        case Mapping():
            for name, inner in value.items():
                yield from _faults(id, inner, fields, f"{at}.{name}" if at else name)
        case list():
            for inner in value:
                yield from _faults(id, inner, fields, at)
        case datetime() | time():
            yield _value(id, at, "An article holds days, not times of day.", "Write a day such as 2027-01-01.", value)
        case Decimal() if not value.is_finite() or len(value.as_tuple().digits) > DIGITS_MAX:
            yield _value(id, at, "Nobody can count with this number.", "Write a number such as 1.7.", value)
        case bool() | date():
            return
        case int() if abs(value) >= 10**DIGITS_MAX:
            yield _value(id, at, f"It has more than {DIGITS_MAX} digits.", "Write a smaller number.", value)


def _value(id: str, at: str, why: str, next: str, value: object) -> Finding:
    what = "The value cannot stand in an article"
    return Finding(where=id, field=at, what=what, why=why, next=next, excerpt=str(value)[:EXCERPT_MAX])


@lru_cache(maxsize=4096)
def read_text(text: str) -> Article:
    """The article of a canonical text, as an entry holds it. Raises ValueError unless written just as we write it."""
    try:
        fields = tomllib.loads(text, parse_float=_number)
    except (tomllib.TOMLDecodeError, RecursionError) as why:
        raise ValueError(f"the text is not TOML: {why}") from why
    if len(fields) != 1:
        raise ValueError("the text is not exactly one article")
    ((id, inside),) = fields.items()
    if not ID.fullmatch(id) or not isinstance(inside, Mapping):
        raise ValueError(f"{id[:EXCERPT_MAX]!r} is not the id of an article")
    if any(_faults(id, inside, inside, "")):
        raise ValueError("the text holds a value that an article cannot hold")
    read = article(id, inside)
    if read.text != text:
        raise ValueError("the text is not written in its one canonical way")
    return read
