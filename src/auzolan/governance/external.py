"""The judge of votes that are held elsewhere: two people enter and verify what came of them, and nobody alone."""

import re
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from auzolan.charter.around import Around
from auzolan.governance.answers import COMMITMENT_LENGTH, answer_fault
from auzolan.governance.decision import OPEN, Decision
from auzolan.governance.external_facts import (
    CountedPaper,
    ResultConfirmed,
    ResultMissing,
    ResultPapers,
    ResultRecorded,
    VotePlaced,
)
from auzolan.governance.external_papers import ballots, merged, root, said
from auzolan.governance.facts import BallotCast
from auzolan.governance.state import State
from auzolan.journal.entry import NODE, TERMINAL, Entry
from auzolan.values.refusal import Refusal

MANDATE = "governance.result_recorded"
ADDRESS_MAX = 500
DIGEST = re.compile(r"[0-9a-f]{64}")
FINGERPRINT = re.compile(r"[A-Za-z0-9+/]{43}")
PLACE, RESULT = "Where it is voted was not written", "The result was not entered"


def awaits_result(decision: Decision) -> bool:
    """Whether a decision cannot be counted before two people have entered what was voted elsewhere."""
    return decision.external and decision.status == OPEN and decision.elsewhere.confirmed < 0


def external_fault(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """The judge of entries about a vote elsewhere: None, or the refusal."""
    fact = entry.fact
    decision = state.decisions.get(fact.decision)
    if decision is None or not awaits_result(decision) or not decision.whole:
        why = "No open decision of that id is voted on elsewhere and waits for its result."
        return _no(RESULT, fact.decision, why, "Look at the list of decisions for its id.")
    if isinstance(fact, ResultMissing):
        return _missing(decision, fact, entry)
    if refused := _themselves(fact.decision, entry, around):
        return refused
    match fact:
        case VotePlaced():
            return around.may(MANDATE, {}) or _placed(decision, fact, entry)
        case ResultPapers():
            return around.may(MANDATE, {}) or _in_time(decision, entry) or _papers(state, decision, fact, around)
        case ResultRecorded():
            return around.may(MANDATE, {}) or _in_time(decision, entry) or _recorded(decision, fact)
        case ResultConfirmed():
            return _in_time(decision, entry) or _confirmed(decision, fact, entry, around)
    return None


def _missing(decision: Decision, fact: ResultMissing, entry: Entry[Any]) -> Refusal | None:
    if entry.by == NODE and entry.because == decision.opened and entry.at >= decision.ends_at:
        return None
    why = f"Its result comes from where it was voted, and is waited for until {decision.ends_at}."
    return _no("The decision was not closed", fact.decision, why, "Let two people enter the result.")


def _themselves(id: str, entry: Entry[Any], around: Around) -> Refusal | None:
    if entry.for_ not in (None, entry.by):
        return _no(RESULT, id, "Nobody answers for a result in another's name.", "Enter it in your own.")
    if entry.by == TERMINAL or (entry.via == TERMINAL and not around.exercise):
        why = "From the terminal anybody with the machine in hand could be both of the two people."
        return _no(RESULT, id, why, "Sign in and do it on the page of the decision.")
    return None


def _placed(decision: Decision, fact: VotePlaced, entry: Entry[Any]) -> Refusal | None:
    if decision.elsewhere.address and entry.at >= decision.opens_at:
        why = "Members vote there already, and would be divided between two places."
        return _no(PLACE, fact.address[:80], why, "Propose a correction, and let it be voted once more.")
    if entry.at >= decision.closes_at:
        return _no(PLACE, fact.decision, f"It was voted until {decision.closes_at}.", "Enter the result.")
    if address_fault(fact.address):
        return _no(PLACE, fact.address[:80], address_fault(fact.address), "Copy it from the election's own page.")
    if fact.fingerprint and not FINGERPRINT.fullmatch(fact.fingerprint):
        why = "A fingerprint has 43 letters, as the election's page shows it."
        return _no(PLACE, fact.fingerprint[:60], why, "Copy it from there, or leave it out.")
    return None


def address_fault(address: str) -> str:
    """What is wrong with the address of an election, in a sentence, or nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "It is no address."
    plain = address.isprintable() and " " not in address and len(address) <= ADDRESS_MAX
    if parts.scheme != "https" or not parts.hostname or not plain or parts.username or parts.password:
        return f"It is an address that begins with https:// and has at most {ADDRESS_MAX} letters, without a password."
    return ""


def _in_time(decision: Decision, entry: Entry[Any]) -> Refusal | None:
    if entry.at < decision.closes_at:
        return _no(RESULT, decision.title, f"It is voted until {decision.closes_at}.", "Enter it when that is over.")
    return None


def _papers(state: State, decision: Decision, fact: ResultPapers, around: Around) -> Refusal | None:
    at = decision.elsewhere
    if fact.part and (fact.part != at.parts or at.recorded >= 0):
        return _no(RESULT, fact.decision, "Its parts do not follow each other.", "Enter it again.")
    before = at.papers if fact.part else ()
    # What stands before was judged with its own entry; only its last paper can be out of order with these.
    rising = all(said(one) < said(after) for one, after in pairwise((*before[-1:], *fact.papers)))
    many = ballots(before) + ballots(fact.papers)
    if not rising or not all(one.voters > 0 for one in fact.papers) or (fact.part and not fact.papers):
        return _no(RESULT, fact.decision, "Equal papers stand together once, in their order.", "Enter it again.")
    if many > decision.voters:
        why = f"These are {many} ballots, and {decision.voters} could vote."
        return _no(RESULT, fact.decision, why, "Look whether it is the archive of this vote.")
    for one in fact.papers:
        if refused := answer_fault(state, decision, as_ballot(fact.decision, one), around):
            return refused
    return None


def as_ballot(decision: str, paper: CountedPaper) -> BallotCast:
    """A paper as the answer that it is."""
    return BallotCast(decision=decision, option=paper.option, ranks=paper.ranks, points=paper.points)


def _recorded(decision: Decision, fact: ResultRecorded) -> Refusal | None:
    at = decision.elsewhere
    if not at.parts or at.recorded >= 0 or fact.count != ballots(at.papers) or fact.root != root(at.papers):
        return _no(RESULT, fact.decision, "It does not add up to the papers before it.", "Enter it again.")
    if not DIGEST.fullmatch(fact.archive):
        return _no(RESULT, fact.decision, "The archive's SHA-256 is not one.", "Give the archive.")
    if at.fingerprint and fact.fingerprint != at.fingerprint:
        why = f"Members were told of the election {at.fingerprint}, and this is the result of another one."
        return _no(RESULT, fact.fingerprint[:60] or fact.decision, why, "Give the archive of that election.")
    if fact.fingerprint and not FINGERPRINT.fullmatch(fact.fingerprint):
        return _no(RESULT, fact.fingerprint[:60], "A fingerprint has 43 letters.", "Give the archive.")
    return _verified(fact.decision, fact.vault)


def _confirmed(decision: Decision, fact: ResultConfirmed, entry: Entry[Any], around: Around) -> Refusal | None:
    at = decision.elsewhere
    if at.recorded < 0:
        return _no(RESULT, fact.decision, "No result waits for a second person.", "Enter it first.")
    if entry.by == at.recorder:
        why = "Whoever entered the result does not confirm it."
        return _no(RESULT, fact.decision, why, "Let another person verify the archive and enter it.")
    if entry.by not in decision.roll and (refused := around.may(MANDATE, {})):
        return refused
    if entry.because != at.recorded:
        return _no(RESULT, fact.decision, "It does not name what it confirms.", "Enter it again.")
    if fact.archive != at.archive:
        why = "It is another file: the SHA-256 is not that of the archive that was entered first."
        return _no(RESULT, fact.decision, why, "Download the archive again; whoever was wrong enters it again.")
    if fact.root != at.root:
        why = "The two did not find the same papers in it."
        return _no(RESULT, fact.decision, why, "Read it again; whoever was wrong enters it again.")
    return _verified(fact.decision, fact.vault)


def _verified(id: str, vault: str) -> Refusal | None:
    if len(vault) == COMMITMENT_LENGTH:
        return None
    why = "It does not say how the archive was verified."
    return _no(RESULT, id, why, "Run belenios-tool election verify, and say what it said.")


def proven(papers: tuple[CountedPaper, ...]) -> tuple[tuple[CountedPaper, ...], str]:
    """The papers in their one order, and the root over them."""
    ordered = merged(papers)
    return ordered, root(ordered)


def _no(what: str, where: str, why: str, next: str) -> Refusal:
    return Refusal(what=what, where=where, why=why, next=next)
