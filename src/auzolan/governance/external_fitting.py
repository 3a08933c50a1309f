"""Do the fields of a procedure fit a vote that is held elsewhere? Only what can be counted without names does."""

from collections.abc import Iterator
from importlib import import_module

from auzolan.charter.article import Article
from auzolan.charter.fields import fault
from auzolan.governance.procedure_reading import EXTERNAL, Procedure
from auzolan.values.finding import Finding


def external_findings(article: Article, said: Procedure) -> Iterator[Finding]:
    """What does not fit a vote elsewhere; nothing where votes are cast here."""
    if said.ballot != EXTERNAL:
        return
    what = "This does not go with a vote held elsewhere"
    asked = (
        ("hidden", said.hidden, "Nobody here sees how it stands before the result is entered."),
        ("early_close", said.early_close, "Nobody here knows when everybody has voted."),
        ("swing_days", bool(said.swing_days), "Nobody here sees the outcome turn."),
        ("hands", said.hands, "Hands are raised here, and votes cast there."),
        ("delegation_depth", bool(said.delegation_depth), "Nobody here knows who voted, and who lets another vote."),
        ("chambers", bool(said.chambers), "Its result is one count, and does not say which chamber said what."),
        ("weight", bool(said.weight), "Its result is counted by heads."),
    )
    for field, there, why in asked:
        if there:
            yield fault(article, field, what, why, 'Leave it out, or write ballot = "open".')
    method = import_module("auzolan.governance.methods").find().get(said.method)
    if method is not None and method.reasoned:
        why = f"{method.title} lives from reasons that others hear and can meet."
        yield fault(article, "ballot", "Nobody could answer an objection", why, "Use another method.")
    if method is not None and method.few:
        why = "Nobody could pay what they bid if nobody knew whose bid it was."
        yield fault(article, "ballot", what, why, 'Write ballot = "open".')
