"""Do the fields of a procedure fit votes that nobody here sees by name? What would tell, or needs names, is refused."""

from collections.abc import Iterator
from importlib import import_module

from auzolan.charter.article import Article
from auzolan.charter.fields import fault
from auzolan.governance.procedure_reading import EXTERNAL, SEALED, Procedure
from auzolan.values.finding import Finding

WHAT = {SEALED: "This does not go with a sealed box", EXTERNAL: "This does not go with a vote held elsewhere"}
WHY = {
    SEALED: {
        "hidden": "A sealed box hides already how it stands.",
        "early_close": "A close before the time tells that the rest cannot change the result.",
        "swing_days": "Nobody looks into the box, so that nobody sees the outcome turn.",
        "hands": "Everybody in the room sees the hands.",
        "delegation_depth": "Whoever lets another answer cannot see how.",
        "chambers": "A paper would have to say for which chamber it is, and so hide fewer.",
        "weight": "A weight on a paper would tell whose it is.",
    },
    EXTERNAL: {
        "hidden": "Nobody here sees how it stands before the result is entered.",
        "early_close": "Nobody here knows when everybody has voted.",
        "swing_days": "Nobody here sees the outcome turn.",
        "hands": "Hands are raised here, and votes cast there.",
        "delegation_depth": "Nobody here knows who voted, and who lets another vote.",
        "chambers": "Its result is one count, and does not say which chamber said what.",
        "weight": "Its result is counted by heads.",
    },
}


def apart_findings(article: Article, said: Procedure) -> Iterator[Finding]:
    """What does not fit a sealed box or a vote elsewhere; nothing where ballots are open."""
    if said.ballot not in WHAT:
        return
    for field, why in WHY[said.ballot].items():
        if getattr(said, field):
            yield fault(article, field, WHAT[said.ballot], why, 'Leave it out, or write ballot = "open".')
    method = import_module("auzolan.governance.methods").find().get(said.method)
    if method is not None and method.reasoned:
        why = f"{method.title} lives from reasons that others hear and can meet."
        yield fault(article, "ballot", "Nobody could answer an objection", why, "Use another method.")
    if method is not None and method.few:
        why = "Nobody could pay what they bid if nobody knew whose bid it was."
        yield fault(article, "ballot", WHAT[said.ballot], why, 'Write ballot = "open".')
