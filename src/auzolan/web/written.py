"""How figures, days and periods are written for the reader's language."""

import re
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format, get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from auzolan.values.instant import parse_instant

MINUS = "\N{MINUS SIGN}"


# Controls of terminals, and signs that turn the rest of a line around: what is read would not be what is written.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def readable(text: str) -> str:
    """A text with a sign of replacement for whatever would ring, hide or turn around what people read."""
    return _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def money(amount: Any) -> str:
    """An exact decimal grouped for the reader's language, digit for digit: "41380.20" -> "41,380.20"."""
    text = str(amount)
    negative, digits = text.startswith("-"), text.lstrip("-")
    whole, dot, part = digits.partition(".")
    if not whole.isdecimal() or (dot and not part.isdecimal()):
        return text
    mark = str(get_format("THOUSAND_SEPARATOR")) or "\N{NARROW NO-BREAK SPACE}"
    groups = [whole[max(end - 3, 0) : end] for end in range(len(whole), 0, -3)]
    written = mark.join(reversed(groups)) + (str(get_format("DECIMAL_SEPARATOR")) + part if dot else "")
    return f"{MINUS}{written}" if negative else written


def whole(amount: Any) -> str:
    """The same without what stands behind the dot, for labels in a picture; the table under it has every digit."""
    return money(str(amount).partition(".")[0])


def signed(amount: Any) -> SafeString:
    """A figure of which a negative one is also said in words, for who hears the page."""
    written = money(amount)
    if not written.startswith(MINUS):
        return format_html('<span class="num">{}</span>', written)
    hidden = format_html('<span class="visually-hidden">{} </span>', pgettext("before a negative amount", "minus"))
    return format_html('<span class="num">{}<span aria-hidden="true">{}</span>{}</span>', hidden, MINUS, written[1:])


def day(text: Any) -> str:
    """A day of the journal as people write it: "2026-10-01" -> "1 October 2026"."""
    try:
        return str(date_format(date.fromisoformat(str(text)[:10]), "j F Y"))
    except ValueError:
        return str(text)


def moment(text: Any) -> str:
    """A moment of the journal: "2026-10-01T14:02:00Z" -> "1 October 2026, 14:02 UTC"."""
    try:
        when: datetime = parse_instant(str(text))
    except ValueError:
        return str(text)
    return str(_("%(day)s, %(time)s UTC") % {"day": date_format(when, "j F Y"), "time": when.strftime("%H:%M")})


def period(text: Any) -> str:
    """A period as people say it: "2026-10" -> "October 2026", "2026-Q1" -> "quarter 1 of 2026"; a year stays a year."""
    said = str(text)
    if ".." in said:
        first, _dots, last = said.partition("..")
        return str(_("%(first)s to %(last)s") % {"first": day(first), "last": day(last)})
    if len(said) == 7 and said[4] == "-" and said[5] != "Q":
        return str(date_format(date.fromisoformat(f"{said}-01"), "F Y"))
    if "-Q" in said:
        return str(_("quarter %(quarter)s of %(year)s") % {"quarter": said[-1], "year": said[:4]})
    return said
