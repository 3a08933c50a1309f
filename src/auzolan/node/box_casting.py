"""Putting a paper into a sealed box: judged like every answer, locked away, answered with a signed receipt."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auzolan.charter.around import Around
from auzolan.governance.ballot_judging import ballot_fault
from auzolan.governance.facts import Points
from auzolan.governance.sealed import TRACKER, as_ballot
from auzolan.governance.sealed_box import paper_bytes, sealed_now
from auzolan.governance.sealed_facts import Paper
from auzolan.governance.state import State
from auzolan.journal.entry import Entry
from auzolan.node import signing
from auzolan.node.office import Office
from auzolan.node.receipt import Receipt, signed
from auzolan.organisation import around
from auzolan.values.refusal import Refusal

FIELDS = 160  # bytes of a paper beside its options: names of fields, tracker, brackets
AROUND_OPTION = 48  # bytes that go with each option: quotes, and points of up to 16 digits with their names


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A paper that lies in the box. receipt: the signed note for whoever cast it; made_here: whether the tracker was
    made by the node, because no browser sent one."""

    paper: Paper
    receipt: bytes
    made_here: bool


def cast_into_box(
    office: Office, decision: str, *, by: str, tracker: str = "", option: str = "",
    ranks: tuple[tuple[str, ...], ...] = (), points: tuple[Points, ...] = (), via: str | None = None,
    at: datetime | None = None,
) -> Cast:
    """Put one member's paper into the box of a decision. Raises Refusal; then nothing lies in it.

    tracker: 32 hex digits from the voter's own browser; empty lets the node draw them, and it says so.
    """
    made_here = not tracker
    paper = Paper(
        tracker=tracker or secrets.token_hex(16), option=option, ranks=ranks,
        points=tuple(one for one in points if one.points),
    )
    with office.locked() as (org, moment):
        asked: Entry[Any] = Entry(
            seq=org.seq, at=moment(at), by=by, via=via, charter=org.charter_seq, fact=as_ballot(decision, paper)
        )
        near = around(org, asked, office.fact)
        state: State = org.states["governance"]
        if refused := _fault(state, decision, paper, asked, near):
            raise refused
        box = office.ballot_box
        box.put(decision, by, paper, _room(state, decision))
        seed = office.keeping.signing_seed(office.org)
        if seed is None:
            raise _no(decision, "This node holds no key to sign a receipt with.",
                      "Start the node with the AUZOLAN_STATE folder that belongs to it.")
        receipt = signed(Receipt.of(signing.signer(org, seed).name, decision, paper), signing.signer(org, seed))
    return Cast(paper=paper, receipt=receipt, made_here=made_here)


def _fault(state: State, id: str, paper: Paper, asked: Entry[Any], near: Around) -> Refusal | None:
    decision = state.decisions.get(id)
    if decision is None or not sealed_now(decision):
        return _no(id, "No such decision takes papers into a sealed box now.", "Look at the list of decisions.")
    if not TRACKER.fullmatch(paper.tracker):
        return _no(id, "A tracker is 32 digits from 0 to f.", "Leave it out; the node then makes one.")
    return ballot_fault(state, asked.fact, asked, near)


def _room(state: State, decision: str) -> int:
    """The bytes of the longest answer there can be, so that no paper tells by its length what is on it."""
    return FIELDS + sum(len(paper_bytes(Paper(tracker="", option=one))) + AROUND_OPTION
                        for one in state.decisions[decision].options)


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="Your vote was not put into the box", where=where, why=why, next=next)
