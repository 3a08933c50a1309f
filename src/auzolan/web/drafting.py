"""A form that is kept as a draft, gone on with, and put away when it was proposed."""

import hashlib
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext

from auzolan.deliberation.draft_deciding import EndDraft, KeepDraft
from auzolan.deliberation.draft_state import KEPT
from auzolan.governance.facts import Detail
from auzolan.journal.entry import encode
from auzolan.views.drafts import DraftPage, draft_page
from auzolan.web.asked import Asked
from auzolan.web.page import Go

KEEP = "keep"
DRAFT = "draft"  # the field of a form, and the word in an address, that names the draft


def page_of(asked: Asked, draft: str) -> DraftPage | None:
    """A draft as whoever looks may read it, or None."""
    return draft_page(asked.org, draft, asked.member, asked.at[:10], asked.office.vault.opened)


def keep(asked: Asked, form: str, fields: Mapping[str, str]) -> Go:
    """Keep what stands in the form. Raises Refusal; what was typed stays."""
    draft = str(asked.typed.get(DRAFT, ""))
    known = asked.org.states["deliberation"].drafts.get(draft)
    details = tuple(Detail(name=name, value=value) for name, value in fields.items() if value.strip())
    request = KeepDraft(form=form, fields=details, draft=draft, shown=known is not None and known.shown)
    asked.do(request, key=_key(asked, hashlib.sha256(encode(request)).hexdigest()[:20]))
    said = gettext("It is kept. Members read it as it is now.") if known is not None and known.shown else gettext(
        "It is kept, and read by nobody else."
    )
    return Go(to=asked.url("drafts"), said=said)


def begun(asked: Asked, names: Iterable[str] = ()) -> dict[str, str]:
    """The fields of the draft that the address names; empty where there is none that may be read.

    names: of the fields that the form has; empty for all. Another's words begin a draft of one's own.
    """
    view = page_of(asked, str(asked.chosen.get(DRAFT, "")))
    if view is None:
        return {}
    known = set(names)
    fields = {name: value for name, value in view.fields.items() if not known or name in known}
    return fields | {DRAFT: view.one.draft if view.one.mine else ""}


def proposed(asked: Asked, decision: str) -> None:
    """Put the draft away from which something was proposed. What was proposed stands, whatever becomes of its draft."""
    draft = str(asked.typed.get(DRAFT, ""))
    known = asked.org.states["deliberation"].drafts.get(draft)
    if known is None or known.by != asked.member or known.status != KEPT:
        return
    asked.do(EndDraft(draft=draft, decision=decision), key=_key(asked, "proposed"))


def _key(asked: Asked, what: str) -> str:
    """A key of its own for each thing that one form is sent for: what was kept can still be proposed."""
    key = str(asked.typed.get("key", ""))[:60]
    return f"{key}-{what}" if key else ""
