"""Saying who sees to a decision, and that it was done."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.secret import seal
from auzolan.governance.register_facts import CarriedOut, OwnerNamed
from auzolan.values.refusal import Refusal

NOTE_MAX = 2_000


class NameOwner(Request, frozen=True, kw_only=True, tag="governance.name_owner"):
    """Say who sees to it that a decision is carried out. member: oneself by default; due: by when, or empty."""

    decision: str
    member: str = ""
    due: str = ""


class SayCarriedOut(Request, frozen=True, kw_only=True, tag="governance.say_carried_out"):
    """Say that what was decided was done. note: a word about it, kept in the vault."""

    decision: str
    note: str = ""


def name_owner(state: Any, request: NameOwner, around: Around) -> Sequence[Draft]:
    """The owner; whether they may be named is judged."""
    return [Draft(fact=OwnerNamed(decision=request.decision, member=request.member or around.by, due=request.due))]


def say_carried_out(state: Any, request: SayCarriedOut, around: Around) -> Sequence[Draft]:
    """That it was done; the words go to the vault under the key of whoever says so."""
    note = request.note.strip()
    if len(note) > NOTE_MAX:
        raise Refusal(
            what="The register was not changed", where="note", why=f"A word has at most {NOTE_MAX} letters.",
            next="Say it shorter.",
        )
    secrets = (seal(around.draw(), "carried_out", {"note": note}, owner=around.by),) if note else ()
    vault = secrets[0].commitment if secrets else ""
    return [Draft(fact=CarriedOut(decision=request.decision, vault=vault), secrets=secrets)]


REGISTER_HANDLERS: Mapping[type[Request], Callable[[Any, Any, Around], Sequence[Draft]]] = {
    NameOwner: name_owner,
    SayCarriedOut: say_carried_out,
}
