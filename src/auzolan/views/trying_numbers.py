"""The numbers in a rule's article: where each stands, what unit it has, and the article with other ones."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from auzolan.charter.article import Article, article
from auzolan.formula.lexer import WORDS
from auzolan.values.quantity import print_fraction

NUMBERS_MAX = 40  # a rule with more of them is not read by moving sliders
TYPED_MAX = 30
# How the organisation decides about the rule, and since when: not what somebody gets by it.
_ABOUT = frozenset((
    "benefits", "bears_cost", "decides", "review", "procedure", "contest_days", "learned_from", "as_of", "says",
    "title", "does", "name", "unit", "bid", "account", "days", "ties", "rounds", "scale", "excess", "kind",
))
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ACCOUNT = re.compile(r"[A-Za-z0-9_}]:")
_WORD = re.compile(
    r"'(?:[^']|'')*'|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Za-z_][\w.]*"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>%| ?[A-Za-z_]\w*(?:/[A-Za-z_]\w*)?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of an article. name: of its place ("steps.1.take.0"); text: as the article writes it, without its
    unit; unit: "%", a code such as "EUR/h", or empty; where: what stands around it; whole: only whole ones fit.

    path: the field it is in, by names and places in lists; start, end: where in the field's words, or 0, 0.
    """

    name: str
    text: str
    unit: str
    where: str
    whole: bool
    path: tuple[str | int, ...]
    start: int
    end: int

    @property
    def value(self) -> Fraction:
        """The number itself: 45 where the article says 45%."""
        return Fraction(self.text)

    @property
    def field(self) -> str:
        """The field's name as findings say it: steps[1].take, counted from 1."""
        said = ""
        for part in self.path:
            said += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if said else part
        return said


def numbers_of(rule: Article) -> tuple[Number, ...]:
    """Every number of an article that bears on what somebody gets, in the order in which it is read."""
    found = [one for path, value in _fields(rule.fields, ()) for one in _in(path, value)]
    return tuple(found[:NUMBERS_MAX])


def _fields(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _ABOUT:
                yield from _fields(inner, (*path, name))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _fields(inner, (*path, place))
    else:
        yield path, value


def _in(path: tuple[str | int, ...], value: Any) -> Iterator[Number]:
    name = ".".join(str(one + 1) if isinstance(one, int) else one for one in path)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield Number(name=f"{name}.0", text=str(value), unit="", where="", whole=isinstance(value, int), path=path,
                     start=0, end=0)
    elif isinstance(value, str) and not _ACCOUNT.search(value):
        matches = [one for one in _WORD.finditer(value) if one["number"]]
        for place, one in enumerate(matches):
            unit = (one["unit"] or "").strip()
            yield Number(
                name=f"{name}.{place}", text=one["number"], unit="" if unit.lower() in WORDS else unit, where=value,
                whole=False, path=path, start=one.start("number"), end=one.end("number"),
            )


def plain(text: str, whole: bool = False) -> str:
    """What somebody typed, as an article writes numbers: "1,5" is 1.5. Empty when it is no number."""
    said = text.strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
    if len(said) > TYPED_MAX or not _PLAIN.fullmatch(said) or (whole and "." in said):
        return ""
    return said


def with_numbers(rule: Article, numbers: Sequence[Number], values: Mapping[str, str]) -> Article:
    """The article with other numbers. values: name of a number -> what `plain` gave; the others stay."""
    fields: Any = _copied({"title": rule.title, "says": rule.says, **rule.fields})
    for name in ("title", "says"):
        if not fields[name]:
            del fields[name]
    # From the end of each field to its beginning, so that the places in front stay where they are.
    for one in sorted(numbers, key=lambda one: -one.start):
        if one.name not in values or values[one.name] == one.text:
            continue
        holder = fields
        for part in one.path[:-1]:
            holder = holder[part]
        last, new = one.path[-1], values[one.name]
        if one.end:
            holder[last] = holder[last][: one.start] + new + holder[last][one.end :]
        else:
            holder[last] = int(new) if one.whole else Decimal(new)
    return article(rule.id, fields)


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copied(inner) for name, inner in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list | tuple) else value


def moved(one: Number, by: int) -> str:
    """A number one percent higher or lower (by: 1 or -1); a whole one by one, and never below zero."""
    value = one.value + by if one.whole else one.value * (100 + by) / 100
    return print_fraction(max(value, Fraction(0)))
