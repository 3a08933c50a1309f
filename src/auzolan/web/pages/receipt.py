"""The receipt of a sealed vote, looked up: is the paper among those that came out of the box, and as it was cast?"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.governance.sealed_box import sealed_now
from auzolan.governance.sealed_facts import BoxPapers, Paper
from auzolan.journal.note import NoteRefused
from auzolan.node import signing
from auzolan.node.receipt import looked_up, read
from auzolan.values.refusal import Refusal
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import Page, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """A receipt. found: empty where none was given yet, else found, changed or missing; entry: of the paper, or -1;
    waiting: whether the box is not open yet."""

    decision: str
    waiting: bool
    found: str = ""
    tracker: str = ""
    entry: int = -1


def _shown(asked: Asked, view: LookedUp) -> Shown:
    title = asked.org.states["governance"].decisions[view.decision].title
    return Shown(
        view=view, template="pages/receipt.html", title=_("Find my vote"), more={"of": title},
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("decision", decision=view.decision), title),
                ("", _("Find my vote"))),
    )


def _known(asked: Asked, decision: str) -> Any:
    known = asked.org.states["governance"].decisions.get(decision)
    if known is None or not known.sealed:
        raise NotSeen(decision)
    return known


def get(asked: Asked, decision: str) -> Shown:
    """The form."""
    known = _known(asked, decision)
    return _shown(asked, LookedUp(decision=decision, waiting=sealed_now(known)))


def post(asked: Asked, decision: str) -> Shown:
    """Look a receipt up. Nothing is written, and the receipt is not kept."""
    known = _known(asked, decision)
    note = str(asked.typed.get("receipt", "")).replace("\r\n", "\n").strip("\n") + "\n"
    seed = asked.office.keeping.signing_seed(asked.id)
    if seed is None:
        raise _no(gettext("This node has no key of the organisation to check it with."))
    try:
        receipt = read(note.encode(), signing.signer(asked.org, seed).verifier)
    except NoteRefused as why:
        raise _no(gettext("It is not a receipt that this organisation signed: %(why)s.") % {"why": why}) from None
    if receipt.decision != decision:
        raise _no(gettext("It is the receipt of another decision."))
    if sealed_now(known):
        raise _no(gettext("The box is still sealed; nobody looks into it before the close."))
    papers, entries = _papers(asked, decision)
    found = looked_up(receipt, papers)
    return _shown(asked, LookedUp(
        decision=decision, waiting=False, found=found, tracker=receipt.tracker, entry=entries.get(receipt.tracker, -1)
    ))


def _papers(asked: Asked, decision: str) -> tuple[dict[str, Paper], dict[str, int]]:
    """tracker -> paper, and tracker -> its entry, as they stand in the journal."""
    seqs = sorted({int(row["entry"] or 0) for row in asked.reader.rows("sealed_papers", {"decision": decision})})
    facts = [(seq, fact) for seq in seqs if isinstance(fact := asked.office.fact(seq), BoxPapers)]
    papers = {one.tracker: one for _seq, fact in facts for one in fact.papers}
    return papers, {one.tracker: seq for seq, fact in facts for one in fact.papers}


def _no(why: str) -> Refusal:
    return Refusal(
        what=gettext("The receipt was not looked up"), why=why,
        next=gettext("Paste the whole receipt, from its first line to its last."),
    )


PAGES = (
    Page(name="receipt", path="decisions/<str:decision>/receipt", seen_by="members", get=get, post=post,
         under="decisions"),
)
