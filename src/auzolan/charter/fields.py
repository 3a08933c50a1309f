"""Checks every field of an article against what its kind declares, and helps kinds to say what is wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from auzolan.charter.kinds import Field
from auzolan.charter.nearest import nearest
from auzolan.values.finding import Finding
from auzolan.values.quantity import DIGITS_MAX, parse_amount, parse_share

if TYPE_CHECKING:
    from auzolan.charter.article import Article
    from auzolan.charter.charter import Charter

EXCERPT_MAX = 80
NOT_THERE = "This article is not in the charter"

_FORMS = {
    "text": "words in double quotes",
    "texts": 'a list such as ["one", "two"]',
    "article": 'the id of an article such as "body.assembly"',
    "articles": 'a list of ids such as ["class.worker"]',
    "whole": "a whole number, 0 or more",
    "number": "a number such as 1.7",
    "share": 'a share such as "45%" or "2/3"',
    "amount": 'an amount with its unit such as "5000.00 EUR"',
    "truth": "true or false",
    "date": "a day such as 2027-01-01, without quotes",
    "table": "a table of its own",
    "tables": 'a list of tables, each under a header in double brackets',
    "any": "a value",
}


def fault(article: "Article", field: str, what: str, why: str, next: str, excerpt: object = "") -> Finding:
    """One finding about a field of an article."""
    return Finding(
        where=article.id, field=field, what=what, why=why, next=next, excerpt=str(excerpt)[:EXCERPT_MAX]
    )


def is_share(value: object) -> bool:
    """Whether a value reads as an exact share."""
    try:
        parse_share(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return True


def _is_amount(value: object) -> bool:
    if not isinstance(value, str) or value.count(" ") != 1:
        return False
    figure, _, code = value.partition(" ")
    try:
        parse_amount(figure, DIGITS_MAX)
    except ValueError:
        return False
    return bool(code)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


_TESTS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "texts": _texts,
    "article": lambda value: isinstance(value, str),
    "articles": _texts,
    "whole": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    "number": lambda value: isinstance(value, int | Decimal) and not isinstance(value, bool),
    "share": is_share,
    "amount": _is_amount,
    "truth": lambda value: isinstance(value, bool),
    "date": lambda value: isinstance(value, date) and not isinstance(value, datetime),
    "table": lambda value: isinstance(value, Mapping),
    "tables": lambda value: isinstance(value, list) and all(isinstance(one, Mapping) for one in value),
    "any": lambda value: True,
}


def sound_fields(
    article: "Article", fields: Mapping[str, Any], declared: Sequence[Field], charter: "Charter",
    findings: list[Finding], at: str = "", closed: bool = True,
) -> dict[str, Any]:
    """The fields that hold what they should; every other one becomes a finding.

    declared: the fields of the kind (or of an inner table); at: where the table stands, for the finding; closed:
    whether a field that is not declared is a fault (a rule's own fields are its kind's business).
    """
    known = {field.name: field for field in declared}
    sound: dict[str, Any] = {}
    for name, value in fields.items():
        field = known.get(name)
        if field is None:
            if closed:
                findings.append(_unknown(article, at + name, name, known))
            else:
                sound[name] = value
            continue
        faults = list(_faults(article, field, value, charter, at))
        findings += faults
        if not faults:
            sound[name] = value
    findings += (_missing(article, field, at) for field in declared if field.required and field.name not in fields)
    return sound


def _unknown(article: "Article", at: str, name: str, known: Mapping[str, Field]) -> Finding:
    why = f"An article of kind {article.kind!r} has no field of that name here."
    next = f"The nearest known field is {nearest(name, known)!r}."
    return fault(article, at, "This field is not known", why, next, name)


def _missing(article: "Article", field: Field, at: str) -> Finding:
    why = f"It says {field.means}, and that must be said."
    return fault(article, at + field.name, f"The field {field.name} is missing", why, f"Write {form_of(field)}.")


def form_of(field: Field) -> str:
    """How a field is written, in words."""
    if field.form:
        return field.form
    if field.choices:
        return "one of " + ", ".join(f'"{choice}"' for choice in field.choices)
    return _FORMS[field.type]


def _faults(article: "Article", field: Field, value: Any, charter: "Charter", at: str) -> Iterator[Finding]:
    if not _TESTS[field.type](value) or (field.choices and value not in field.choices):
        what, why = f"The field {field.name} holds something else", f"It says {field.means}."
        yield fault(article, at + field.name, what, why, f"Write {form_of(field)}.", value)
        return
    if field.type == "article":
        yield from _reference(article, field, value, charter, at)
    elif field.type == "articles":
        for one in value:
            yield from _reference(article, field, one, charter, at)
    elif field.inner:
        inside: list[Finding] = []
        rows = [value] if field.type == "table" else value
        for number, row in enumerate(rows, 1):
            place = f"{at}{field.name}." if field.type == "table" else f"{at}{field.name}[{number}]."
            sound_fields(article, row, field.inner, charter, inside, place)
        yield from inside


def _reference(article: "Article", field: Field, id: str, charter: "Charter", at: str) -> Iterator[Finding]:
    if id in charter and (not field.of or id.partition(".")[0] in field.of):
        return
    known = [other for other in charter.articles if not field.of or other.partition(".")[0] in field.of]
    kinds = " or ".join(field.of) or "any kind"
    next = f"The nearest there is: {nearest(id, known)!r}." if known else f"Write an article of kind {kinds} first."
    what, why = NOT_THERE, f"It says {field.means}: an article of kind {kinds}."
    yield fault(article, at + field.name, what, why, next, id)
