"""Mine: what is mine, why, who read about me, and everything to take along."""

from base64 import b64encode
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.journal.merkle import HashTree, inclusion_proof
from auzolan.members.decide import BindSignin, UnbindSignin
from auzolan.values.refusal import Refusal
from auzolan.views.mine import Mine, Own
from auzolan.views.withheld import withheld
from auzolan.web import reads
from auzolan.web.addresses import is_address
from auzolan.web.answering import dump
from auzolan.web.asked import Asked
from auzolan.web.house import served
from auzolan.web.page import File, Go, Page, Shown

BROUGHT_SHOWN = 6


def _own(asked: Asked) -> Own:
    return Own(asked.reader, asked.org, asked.member, asked.words)


def _view(asked: Asked) -> Mine:
    return _own(asked).page(asked.called.member(asked.member), asked.at[:10])


def get(asked: Asked) -> Shown:
    """The viewer's own page."""
    view = asked.kept("mine", lambda: _view(asked), asked.at[:10])
    seen = reads.of(served().data, asked.id, asked.member)
    return Shown(
        view=view,
        template="pages/mine.html",
        title=_("Mine"),
        rows=[
            {
                "run": one.run,
                "rule": one.title,
                "period": one.period,
                "amount": one.amount,
                "unit": one.unit,
                "status": one.status,
                "entry": one.entry,
            }
            for one in view.portions
        ],
        more={
            "brought": view.brought[:BROUGHT_SHOWN],
            "more_brought": max(len(view.brought) - BROUGHT_SHOWN, 0),
            "portions": [
                {"one": one, "why": _why(asked, one), "account": asked.called.account(one.to)} for one in view.portions
            ],
            "ballots": [{"one": one, "url": asked.url_if("decision", decision=one.decision)} for one in view.ballots],
            "reads": [{"day": one.day, "by": asked.called.anyone(one.by), "page": one.page} for one in seen],
        },
    )


def _why(asked: Asked, one: Any) -> str:
    """The page that says why a portion is as it is; the entry that published it where there is no such page."""
    return (
        asked.url_if("why", run=one.run, to=one.to)
        or asked.url_if("run", run=one.run)
        or asked.url_if("entry", seq=one.entry)
    )


def post(asked: Asked) -> Go:
    """Bind another address, or let one go."""
    if asked.typed.get("do") == "bind":
        address = asked.typed.get("email", "").strip()
        if not is_address(address):
            raise Refusal(
                what=gettext("No address was added"),
                why=gettext("This is not an e-mail address."),
                next=gettext("Write it as ana@example.org."),
            )
        asked.do(BindSignin(member=asked.member, words={"email": address}))
        return Go(to=asked.url("mine") + "#doors", said=gettext("The address opens your door from now on."))
    asked.do(UnbindSignin(member=asked.member, commitment=asked.typed.get("door", "")))
    return Go(
        to=asked.url("mine") + "#doors",
        said=gettext("The address no longer opens your door, nor does any session it opened."),
    )


def _words(asked: Asked, own: Own) -> dict[str, Any]:
    """Name and addresses, and all that was written under one's own key: reasons, statements, comments, drafts."""
    about = (own.person.vault, *(one.commitment for one in own.doors()))
    return {one: asked.words(one) for one in about} | asked.office.vault.written_by(asked.member)


def take(asked: Asked) -> File:
    """Everything about the viewer: their words, their rows, the entries that name them with proofs, the checkpoint."""
    own = _own(asked)
    written, leaves = [], []
    mark = asked.member.encode()
    for seq, entry, leaf in asked.office.store.entries(0, asked.org.seq):
        leaves.append(leaf)
        if mark in entry:
            # What the entry says of others who are not for this person to read about stays closed; the proof holds.
            closed = withheld(asked.office.store, seq, asked.viewer, asked.published)
            written.append((seq, "" if closed else entry.decode()))
    tree = HashTree(leaves)
    note = asked.office.store.checkpoint(asked.org.seq) or b""
    everything = {
        "organisation": asked.org.states["charter"].founding.name,
        "at": asked.at,
        "page": _view(asked),
        "words": _words(asked, own),
        "rows": own.rows(asked.viewer, asked.published),
        "reads": [
            {"day": one.day, "by": one.by, "page": one.page} for one in reads.of(served().data, asked.id, asked.member)
        ],
        "checkpoint": note.decode(),
        "key": asked.org.states["charter"].key,
        "entries": [
            {
                "seq": seq,
                "bytes": said,
                "leaf": leaves[seq].hex(),
                "proof": [b64encode(one).decode() for one in inclusion_proof(tree, seq, len(leaves))],
            }
            for seq, said in written
        ],
    }
    return File(name=f"{asked.id}-{asked.member[:7]}.json", kind="application/json", content=dump(everything))


PAGES = (
    Page(name="mine", path="mine", seen_by="own", get=get, post=post, csv=True),
    Page(name="mine_take", path="mine/everything", seen_by="own", get=take, under="mine"),
)
