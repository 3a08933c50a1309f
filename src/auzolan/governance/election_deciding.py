"""What is asked of an election: to call it, to name candidates, to answer, to support; and what the node owes it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auzolan.charter.around import Around, Draft, Request, Secret
from auzolan.charter.secret import seal
from auzolan.charter.state import newest
from auzolan.governance.ahead import Ahead
from auzolan.governance.countback import held, waiting
from auzolan.governance.election_ballot import cannot_open, cannot_vote, seats_free, too_few
from auzolan.governance.election_facts import (
    CandidateNamed,
    CandidateSupported,
    ElectionCalled,
    ElectionDropped,
    NominationAnswered,
    NominationsProlonged,
)
from auzolan.governance.election_judging import no
from auzolan.governance.state import State
from auzolan.governance.times import days_after
from auzolan.journal.entry import NODE
from auzolan.members.articles.body import Body
from auzolan.members.facts import MandateGranted
from auzolan.members.state import Grant

WORDS_MAX = 10_000
SOON_DAYS = 92  # a seat is up when its term is over within a quarter of a year from when naming ends
EVERY, DUE, VACANT = "every", "due", "vacant"
SEATS = (EVERY, DUE, VACANT)


class CallElection(Request, frozen=True, kw_only=True, tag="governance.call_election"):
    """Announce an election. days: how long candidates can be named; which: every seat, those that are due (where a
    share of the seats comes up each year) or only vacant ones; empty for what fits the body; seats: how many, 0 for all
    of those; up: members whose seats are up, instead of `which`."""

    title: str
    body: str
    procedure: str
    days: int
    text: str = ""
    which: str = ""
    seats: int = 0
    up: tuple[str, ...] = ()


class NameCandidate(Request, frozen=True, kw_only=True, tag="governance.name_candidate"):
    """Name somebody as a candidate, or oneself. statement, declares: one's own words, where one names oneself."""

    election: str
    member: str
    statement: str = ""
    declares: str = ""


class AnswerNomination(Request, frozen=True, kw_only=True, tag="governance.answer_nomination"):
    """Stand, or not; before the ballot one may do so again. declares: interests that others should know of."""

    election: str
    stands: bool
    statement: str = ""
    declares: str = ""


class SupportCandidate(Request, frozen=True, kw_only=True, tag="governance.support_candidate"):
    """Support that somebody is on the ballot, where the procedure asks for that."""

    election: str
    member: str


class DropElection(Request, frozen=True, kw_only=True, tag="governance.drop_election"):
    """Take an election back that one called, before its ballot is open."""

    election: str


def call_election(state: State, request: CallElection, around: Around) -> Sequence[Draft]:
    """The announcement, with the seats that are up as of now."""
    in_force = newest(around.states["charter"], request.procedure)
    if why := cannot_vote(request.body, request.procedure, around):
        raise no(request.body, why, "Name a body with seats, and a procedure of those who elect it.")
    if not 1 <= request.days <= 10_000:
        raise no("days", "Candidates can be named for some days.", "Say for how many.")
    body: Body = around.charter.value(request.body)
    until = days_after(around.at, request.days)
    which = request.which or (DUE if body.renews and _grants(body, around) else EVERY)
    if which not in SEATS:
        raise no("seats", f"{which[:40]!r} is not it.", f"Say one of: {', '.join(SEATS)}.")
    some = bool(request.up) or which != EVERY
    up = request.up or (_due(body, until, around) if which == DUE else ())
    left = [one.until for one in state.elections.vacancies.get(body.id, ()) if around.at[:10] < one.until]
    return [Draft(fact=ElectionCalled(
        election=around.draw().id("e", "election"), title=request.title.strip(), text=request.text, body=body.id,
        seats=request.seats or max(0, seats_free(body, up, some, around)), procedure=request.procedure,
        procedure_seq=in_force.seq if in_force else -1, days=request.days, until=until, up=up, some=some,
        last_day=max(left) if which == VACANT and left else "",
    ))]


def _grants(body: Body, around: Around) -> tuple[Grant, ...]:
    grants: tuple[Grant, ...] = around.states["members"].mandates.get(body.id, ())
    return grants


def _due(body: Body, until: str, around: Around) -> tuple[str, ...]:
    """Those whose term is over soon after naming ends."""
    soon = days_after(until, SOON_DAYS)[:10]
    return tuple(sorted(one.member for one in _grants(body, around) if one.until and one.until <= soon))


def name_candidate(state: State, request: NameCandidate, around: Around) -> Sequence[Draft]:
    """The name; whether they may stand is judged."""
    own = request.member == around.by
    secrets = _said(request.statement, request.declares, around) if own else ()
    if not own and (request.statement or request.declares):
        raise no(request.member, "Only candidates speak about themselves.", "Leave it to them.")
    fact = CandidateNamed(election=request.election, member=request.member, vault=_vault(secrets))
    return [Draft(fact=fact, secrets=secrets, because=_called(state, request.election))]


def answer_nomination(state: State, request: AnswerNomination, around: Around) -> Sequence[Draft]:
    """The answer; what they say goes to the vault under their own key. Who says nothing new keeps what they said."""
    secrets = _said(request.statement, request.declares, around) if request.stands else ()
    known = state.elections.elections.get(request.election)
    before = known.candidates.get(around.by) if known else None
    kept = before.vault if before is not None and request.stands and not secrets else ""
    fact = NominationAnswered(election=request.election, stands=request.stands, vault=_vault(secrets) or kept)
    return [Draft(fact=fact, secrets=secrets, because=_called(state, request.election))]


def support_candidate(state: State, request: SupportCandidate, around: Around) -> Sequence[Draft]:
    """The support; whether it may be given is judged."""
    fact = CandidateSupported(election=request.election, member=request.member)
    return [Draft(fact=fact, because=_called(state, request.election))]


def drop_election(state: State, request: DropElection, around: Around) -> Sequence[Draft]:
    """The end before it began; whether it may be is judged."""
    return [Draft(fact=ElectionDropped(election=request.election), because=_called(state, request.election))]


def _called(state: State, id: str) -> int | None:
    known = state.elections.elections.get(id)
    return known.called if known else None


def _said(statement: str, declares: str, around: Around) -> tuple[Secret, ...]:
    words = {"statement": statement.strip(), "declares": declares.strip()}
    if sum(map(len, words.values())) > WORDS_MAX:
        raise no("statement", f"Both together have at most {WORDS_MAX} letters.", "Say it shorter.")
    said = {name: text for name, text in words.items() if text}
    return (seal(around.draw(), "statement", said, owner=around.by),) if said else ()


def _vault(secrets: tuple[Secret, ...]) -> str:
    return secrets[0].commitment if secrets else ""


def owed(state: State, around: Around) -> bool:
    """Whether the node owes anything to an election at this moment."""
    ends = state.elections.ends
    return bool(ends and ends[0].at <= around.at) or any(
        waiting(state, body, around) is not None for body in state.elections.vacancies
    )


def run_elections(ahead: Ahead, opens: Callable[[State, str, Around], Sequence[Draft]]) -> None:
    """Open the ballots whose candidates are named, and fill by countback what fell vacant.

    opens: the entries that open the ballot of an election.
    """
    while ahead.state.elections.ends and ahead.state.elections.ends[0].at <= ahead.around.at:
        _ends(ahead, ahead.state.elections.ends[0].election, opens)
    for body in sorted(ahead.state.elections.vacancies):
        while (one := waiting(ahead.state, body, ahead.around)) is not None:
            fact = held(ahead.state, body, one, ahead.around)
            counted = ahead.around.seq
            ahead.take(Draft(fact=fact, because=one.seq, by=NODE))
            if fact.winner:
                grant = MandateGranted(mandate=body, member=fact.winner, until=fact.until)
                ahead.take(Draft(fact=grant, because=counted, by=NODE))


def _ends(ahead: Ahead, id: str, opens: Callable[[State, str, Around], Sequence[Draft]]) -> None:
    """Naming is over: prolonged once where too few stand, else the ballot, or the reason why there is none."""
    state, around = ahead.state, ahead.around
    election = state.elections.elections[id]
    if too_few(state, election, around) and not election.prolonged:
        until = days_after(around.at, election.days)
        ahead.take(Draft(fact=NominationsProlonged(election=id, until=until), because=election.called, by=NODE))
    elif why := cannot_open(state, id, around):
        ahead.take(Draft(fact=ElectionDropped(election=id, why=why), because=election.called, by=NODE))
    else:
        first = around.seq
        for number, draft in enumerate(opens(state, id, around)):
            because = election.called if not number else first
            ahead.take(Draft(fact=draft.fact, because=because, by=NODE, secrets=draft.secrets))


ELECTION_HANDLERS: Mapping[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    CallElection: call_election,
    NameCandidate: name_candidate,
    AnswerNomination: answer_nomination,
    SupportCandidate: support_candidate,
    DropElection: drop_election,
}
