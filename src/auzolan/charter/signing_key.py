"""May the key that signs the head of the journal be changed? Only when both keys, or a decision, say so."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.facts import SigningKeyChanged
from auzolan.charter.state import State
from auzolan.journal.entry import Entry
from auzolan.journal.note import NoteRefused, VerifierKey, open_note, parse_vkey
from auzolan.values.refusal import Refusal

DECISION_CLOSED = "governance.decision_closed."


def key_statement(origin: str, key: str) -> str:
    """The text that both keys sign: that this key signs under this origin line from now on."""
    return f"auzolan signing key\n{origin}\n{key}\n"


def judge_key(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """None when the change is signed by the new key, and by the old one or a carried decision."""
    fact: SigningKeyChanged = entry.fact
    try:
        new = parse_vkey(fact.key)
        old = [parse_vkey(state.key)] if state.key else []
        opened = open_note(fact.note.encode(), [new, *old])
    except NoteRefused as fault:
        return _no(f"{fault}.".capitalize())
    signed: set[VerifierKey] = {one for one in opened.signed_by if isinstance(one, VerifierKey)}
    if opened.text != key_statement(fact.origin, fact.key) or new not in signed:
        return _no("The new key did not sign exactly this change.")
    if new.name != fact.origin:
        return _no("The new key does not carry the origin line.")
    if old and old[0] in signed:
        return None
    closed = None if entry.because is None else around.fact(entry.because)
    decided = closed is not None and str(closed.__struct_config__.tag).startswith(DECISION_CLOSED)
    if not decided or not getattr(closed, "carried", False):
        return _no("The old key did not sign it, and no carried decision is named as its cause.")
    return _decided(closed, fact.key, entry, around)


def _decided(closed: Any, key: str, entry: Entry[Any], around: Around) -> Refusal | None:
    """Whether the carried decision is about this key: its text shows the key, so that members saw what they changed."""
    known = getattr(around.states.get("governance"), "decisions", {}).get(closed.decision)
    if known is None:
        return None
    if entry.at < closed.effect_from:
        return _no(f"The decision takes effect from {closed.effect_from}.")
    if known.effect_status == "vetoed":
        return _no("The decision was vetoed.")
    if key not in getattr(around.fact((known.opened, *known.versions)[-1]), "text", ""):
        return _no("The decision it names is not about this key: its text does not show it.")
    return None


def _no(why: str) -> Refusal:
    return Refusal(
        what="The signing key was not changed", where="key", why=why,
        next="Sign the change with the old key and the new one, or decide it first.",
    )
