"""What templates know beside Django's own: figures, days, addresses, the key of a form."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from auzolan.web import labels, written

register = template.Library()

for _filter in (
    written.money,
    written.whole,
    written.signed,
    written.day,
    written.moment,
    written.period,
    labels.kind,
    labels.status,
):
    register.filter(_filter.__name__, _filter)


@register.simple_tag(takes_context=True)
def to(context: Any, page: str, **parts: Any) -> str:
    """The address of one of this organisation's pages: {% to "entry" seq=12 %}."""
    return str(reverse(page, kwargs={"org": context["asked"].id, **parts}))


@register.simple_tag(takes_context=True)
def entry(context: Any, seq: Any) -> SafeString:
    """A link to an entry of the journal, where its proof is and where it can be contested."""
    address = reverse("entry", kwargs={"org": context["asked"].id, "seq": int(seq)})
    return format_html('<a href="{}">{}</a>', address, _("entry %(seq)s") % {"seq": written.money(seq)})


@register.simple_tag(takes_context=True)
def form_key(context: Any) -> SafeString:
    """The key of a form: sending the same form twice does it once."""
    return format_html('<input type="hidden" name="key" value="{}">', context["asked"].form_key())
