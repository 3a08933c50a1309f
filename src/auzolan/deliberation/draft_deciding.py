"""Keeping what one is writing, letting members read it or not, and putting it away."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.secret import seal
from auzolan.deliberation.draft_facts import DraftEnded, DraftKept
from auzolan.deliberation.draft_judging import no, standing_fault
from auzolan.deliberation.state import State
from auzolan.deliberation.wording import fault
from auzolan.governance.facts import Detail
from auzolan.journal.entry import encode

TITLE, TITLE_LENGTH_MAX = "title", 200
FIELDS_MAX, BYTES_MAX = 300, 60_000
CHANGE, MOTION = "change", "motion"
FORMS = (CHANGE, MOTION)  # which form it was written in, and is gone on with
_NAME = re.compile(r"[a-z][a-z0-9._-]{0,99}")


class KeepDraft(Request, frozen=True, kw_only=True, tag="deliberation.keep_draft"):
    """Keep what one is writing. form: change (of articles) or motion; fields: what stands in it, by the names of the
    form, the title among them; draft: the one it goes on with, or empty; shown: whether members may read it."""

    form: str
    fields: tuple[Detail, ...]
    draft: str = ""
    shown: bool = False


class ShowDraft(Request, frozen=True, kw_only=True, tag="deliberation.show_draft"):
    """Let members read one's draft, or nobody any more."""

    draft: str
    shown: bool


class EndDraft(Request, frozen=True, kw_only=True, tag="deliberation.end_draft"):
    """Put one's draft away. decision: what was proposed from it, or empty."""

    draft: str
    decision: str = ""


def _keep(state: State, request: KeepDraft, around: Around) -> Sequence[Draft]:
    if request.draft and (refused := standing_fault(state.drafts.get(request.draft), request.draft, around.by)):
        raise refused
    fields = {one.name: one.value for one in request.fields if one.value.strip()}
    _checked(request, fields)
    luck = around.draw()
    secret = seal(luck, "draft", {"form": request.form, "fields": fields}, owner=around.by)
    fact = DraftKept(draft=request.draft or luck.id("w", "draft"), vault=secret.commitment, shown=request.shown)
    return [Draft(fact=fact, because=_before(state, request.draft), secrets=(secret,))]


def _show(state: State, request: ShowDraft, around: Around) -> Sequence[Draft]:
    if refused := standing_fault(state.drafts.get(request.draft), request.draft, around.by):
        raise refused
    one = state.drafts[request.draft]
    if one.shown == request.shown:
        why = "Members may read it already." if one.shown else "Nobody but you reads it."
        raise no(request.draft, why, "Leave it so.")
    fact = DraftKept(draft=request.draft, vault=one.vault, shown=request.shown)
    return [Draft(fact=fact, because=one.seq)]


def _end(state: State, request: EndDraft, around: Around) -> Sequence[Draft]:
    fact = DraftEnded(draft=request.draft, decision=request.decision)
    return [Draft(fact=fact, because=_before(state, request.draft))]


def _before(state: State, draft: str) -> int | None:
    return state.drafts[draft].seq if draft in state.drafts else None


def _checked(request: KeepDraft, fields: Mapping[str, str]) -> None:
    """Whether it can be kept, and be read by others without showing other words than it has."""
    if request.form not in FORMS:
        raise no(request.form[:20], "It was written in no form that is known here.", "Use the page to propose.")
    title = fields.get(TITLE, "")
    if not title.strip():
        raise no(TITLE, "A draft needs a title, by which you find it again.", "Say in a few words what it is about.")
    why, after = fault(title.strip(), TITLE_LENGTH_MAX)
    for name, value in fields.items():
        if not _NAME.fullmatch(name):
            raise no(name[:60], "No form has a field of that name.", "Use the page to propose.")
        if not why and name != TITLE:
            why, after = fault(value, BYTES_MAX, lines=True)
        if why:
            raise no(name, why, after)
    if len(fields) > FIELDS_MAX or len(encode(fields)) > BYTES_MAX:
        raise no("words", f"It is longer than {BYTES_MAX} bytes.", "Make several of it.")


DRAFT_HANDLERS: dict[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    KeepDraft: _keep,
    ShowDraft: _show,
    EndDraft: _end,
}
