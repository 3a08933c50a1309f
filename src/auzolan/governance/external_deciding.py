"""Entering a vote that was held elsewhere: where it is, what came of it, and the second person who closes it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request, Secret
from auzolan.charter.secret import seal
from auzolan.governance.closing import confirmed
from auzolan.governance.decision import Decision
from auzolan.governance.external import RESULT, awaits_result, external_fault, proven
from auzolan.governance.external_facts import CountedPaper, ResultConfirmed, ResultPapers, ResultRecorded, VotePlaced
from auzolan.governance.external_papers import ballots, parts
from auzolan.governance.state import State
from auzolan.values.refusal import Refusal

WORDS_MAX = 2_000


class PlaceVote(Request, frozen=True, kw_only=True, tag="governance.place_vote"):
    """Say where a decision is voted on. address: of the election's page; fingerprint: as it stands there, or empty."""

    decision: str
    address: str
    fingerprint: str = ""


class RecordResult(Request, frozen=True, kw_only=True, tag="governance.record_result"):
    """Enter what a vote elsewhere came to, as the first of two people. archive: SHA-256 of its archive in hex;
    fingerprint: of the election in it; papers: in any order; verified: how the archive was checked, in words."""

    decision: str
    archive: str
    papers: tuple[CountedPaper, ...]
    verified: str
    fingerprint: str = ""


class ConfirmResult(Request, frozen=True, kw_only=True, tag="governance.confirm_result"):
    """Enter the same as the second person; the decision is closed with it. Fields as for the first."""

    decision: str
    archive: str
    papers: tuple[CountedPaper, ...]
    verified: str


def place_vote(state: State, request: PlaceVote, around: Around) -> Sequence[Draft]:
    """The address; whether it may be written is judged."""
    because = _waiting(state, request.decision).opened
    fact = VotePlaced(
        decision=request.decision, address=request.address.strip(), fingerprint=request.fingerprint.strip()
    )
    return [Draft(fact=fact, because=because)]


def record_result(state: State, request: RecordResult, around: Around) -> Sequence[Draft]:
    """The papers and what they come to; they wait for the second person."""
    opened = _waiting(state, request.decision).opened
    papers, root = proven(request.papers)
    secret = _verified(request.verified, around)
    found = [
        Draft(fact=ResultPapers(decision=request.decision, part=number, papers=part), because=opened)
        for number, part in enumerate(parts(papers))
    ]
    fact = ResultRecorded(
        decision=request.decision, count=ballots(papers), root=root, archive=request.archive,
        fingerprint=request.fingerprint, vault=secret.commitment,
    )
    return [*found, Draft(fact=fact, because=opened, secrets=(secret,))]


def confirm_result(state: State, request: ConfirmResult, around: Around) -> Sequence[Draft]:
    """The same papers out of the same archive, the closing of the decision, and what follows from it."""
    at = _waiting(state, request.decision).elsewhere
    _papers, root = proven(request.papers)
    secret = _verified(request.verified, around)
    fact = ResultConfirmed(
        decision=request.decision, root=root, archive=request.archive, vault=secret.commitment
    )
    because = at.recorded if at.recorded >= 0 else None
    yes = Draft(fact=fact, because=because, by=around.by, secrets=(secret,))
    return confirmed(state, yes, around, request.decision, external_fault)


def _waiting(state: State, id: str) -> Decision:
    decision = state.decisions.get(id)
    if decision is None or not awaits_result(decision):
        raise Refusal(
            what=RESULT, where=id, why="No open decision of that id is voted on elsewhere and waits for its result.",
            next="Look at the list of decisions for its id.",
        )
    return decision


def _verified(words: str, around: Around) -> Secret:
    said = words.strip()
    if not said or len(said) > WORDS_MAX:
        raise Refusal(
            what=RESULT, where="verified", why=f"How the archive was verified is said in 1 to {WORDS_MAX} letters.",
            next="Run belenios-tool election verify, and say what it said.",
        )
    return seal(around.draw(), "verified", {"verified": said})


EXTERNAL_HANDLERS: Mapping[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    PlaceVote: place_vote,
    RecordResult: record_result,
    ConfirmResult: confirm_result,
}
