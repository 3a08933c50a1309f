"""How figures, days and addresses are written on a page."""

from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format, get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from auzolan.values.instant import parse_instant
from auzolan.web import labels

register = template.Library()

MINUS = "\N{MINUS SIGN}"


@register.filter
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


@register.filter
def whole(amount: Any) -> str:
    """The same without what stands behind the dot, for labels in a picture; the table under it has every digit."""
    return money(str(amount).partition(".")[0])


@register.filter
def signed(amount: Any) -> SafeString:
    """A figure of which a negative one is also said in words, for who hears the page."""
    written = money(amount)
    if not written.startswith(MINUS):
        return format_html('<span class="num">{}</span>', written)
    hidden = format_html('<span class="visually-hidden">{} </span>', pgettext("before a negative amount", "minus"))
    return format_html('<span class="num">{}<span aria-hidden="true">{}</span>{}</span>', hidden, MINUS, written[1:])


@register.filter
def day(text: Any) -> str:
    """A day of the journal as people write it: "2026-10-01" -> "1 October 2026"."""
    try:
        return str(date_format(date.fromisoformat(str(text)[:10]), "j F Y"))
    except ValueError:
        return str(text)


@register.filter
def moment(text: Any) -> str:
    """A moment of the journal: "2026-10-01T14:02:00Z" -> "1 October 2026, 14:02 UTC"."""
    try:
        when: datetime = parse_instant(str(text))
    except ValueError:
        return str(text)
    return _("%(day)s, %(time)s UTC") % {"day": date_format(when, "j F Y"), "time": when.strftime("%H:%M")}


@register.filter
def period(text: Any) -> str:
    """A period as people say it: "2026-10" -> "October 2026"; years, quarters and spans stay as they are written."""
    said = str(text)
    if len(said) == 7 and said[4] == "-" and said[5] != "Q":
        return str(date_format(date.fromisoformat(f"{said}-01"), "F Y"))
    if "-Q" in said:
        return _("quarter %(quarter)s of %(year)s") % {"quarter": said[-1], "year": said[:4]}
    return said


@register.simple_tag(takes_context=True)
def to(context: Any, page: str, **parts: Any) -> str:
    """The address of one of this organisation's pages: {% to "entry" seq=12 %}."""
    return str(reverse(page, kwargs={"org": context["asked"].id, **parts}))


@register.simple_tag(takes_context=True)
def entry(context: Any, seq: Any) -> SafeString:
    """A link to an entry of the journal, where its proof is and where it can be contested."""
    address = reverse("entry", kwargs={"org": context["asked"].id, "seq": int(seq)})
    return format_html('<a href="{}">{}</a>', address, _("entry %(seq)s") % {"seq": money(seq)})


@register.simple_tag(takes_context=True)
def form_key(context: Any) -> SafeString:
    """The key of a form: sending the same form twice does it once."""
    return format_html('<input type="hidden" name="key" value="{}">', context["asked"].form_key())


@register.filter
def kind(name: Any) -> Any:
    """What a kind of receiver is called on every page."""
    return labels.kind(str(name))


@register.filter
def status(name: Any) -> Any:
    """What a status is called on every page."""
    return labels.status(str(name))
