"""May this have happened to an election? Judged by its body, its procedure, its days and who is asked."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.state import newest
from auzolan.governance.countback import countback_fault
from auzolan.governance.election_ballot import (
    asked_support,
    cannot_open,
    cannot_vote,
    seats_free,
    too_few,
)
from auzolan.governance.election_facts import (
    CandidateNamed,
    CandidateSupported,
    CountbackHeld,
    ElectionCalled,
    ElectionDropped,
    NominationAnswered,
    NominationsProlonged,
)
from auzolan.governance.election_state import BALLOT, NAMING, Election
from auzolan.governance.rotation import cannot_sit, yearly
from auzolan.governance.several import OPTIONS_MAX
from auzolan.governance.state import OPEN, State
from auzolan.governance.times import days_after
from auzolan.journal.entry import NODE, TERMINAL, Entry
from auzolan.members.articles.body import Body
from auzolan.members.body import roll
from auzolan.members.mandate import last_day
from auzolan.values.instant import is_day
from auzolan.values.refusal import Refusal

WHAT = "Nothing was noted of the election"
TITLE_MAX, TEXT_MAX, DAYS_MAX = 200, 10_000, 365
COMMITMENT_LENGTH = 64


def no(where: str, why: str, next: str) -> Refusal:
    """A refusal about an election."""
    return Refusal(what=WHAT, where=where, why=why, next=next)


def election_fault(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """The one judge of entries about elections: None, or the refusal."""
    fact = entry.fact
    if isinstance(fact, CountbackHeld):
        return countback_fault(state, fact, entry, around)
    if isinstance(fact, ElectionCalled):
        return _called(state, fact, entry, around)
    election = state.elections.elections.get(fact.election)
    if election is None:
        return no(fact.election, "There is no such election.", "Look at the list of elections for its id.")
    match fact:
        case CandidateNamed():
            return _in_person(entry, around) or _named(state, election, fact, entry, around)
        case NominationAnswered():
            return _in_person(entry, around) or _answered(state, election, fact, entry, around)
        case CandidateSupported():
            return _in_person(entry, around) or _supported(election, fact, entry, around)
        case NominationsProlonged():
            return _prolonged(state, election, fact, entry, around)
        case ElectionDropped():
            return _dropped(state, election, fact, entry, around)
    return None


def _called(state: State, fact: ElectionCalled, entry: Entry[Any], around: Around) -> Refusal | None:
    if not fact.election or fact.election in state.elections.elections:
        return no(fact.election, "An election of that id was called before.", "Call it once more.")
    if not fact.title.strip() or len(fact.title) > TITLE_MAX or "\n" in fact.title:
        return no("title", f"It is one line of at most {TITLE_MAX} letters.", "Say in a few words who is elected.")
    if len(fact.text) > TEXT_MAX:
        return no("text", f"It has at most {TEXT_MAX} letters.", "Say it shorter.")
    if why := cannot_vote(fact.body, fact.procedure, around):
        return no(fact.body, why, "Name a body with seats, and a procedure of those who elect it.")
    in_force = newest(around.states["charter"], fact.procedure)
    if in_force is None or in_force.seq != fact.procedure_seq:
        return no(fact.procedure, "It names another version of the procedure.", "Call it again.")
    if not 1 <= fact.days <= DAYS_MAX or fact.until != days_after(entry.at, fact.days):
        why = f"Candidates can be named for 1 to {DAYS_MAX} whole days from now on."
        return no("days", why, "Say for how many days.")
    running = next(
        (one for one in state.elections.elections.values() if one.body == fact.body and _runs(state, one)), None
    )
    if running is not None:
        return no(fact.body, f"{running.title} is not over yet.", "Wait for its outcome, or let it be taken back.")
    return _seats(fact, around) or _caller(fact, entry, around)


def _runs(state: State, one: Election) -> bool:
    return one.status == NAMING or (one.status == BALLOT and state.decisions[one.decision].status == OPEN)


def _seats(fact: ElectionCalled, around: Around) -> Refusal | None:
    body: Body = around.charter.value(fact.body)
    grants = {grant.member: grant for grant in around.states["members"].mandates.get(body.id, ())}
    if (fact.up and not fact.some) or len(set(fact.up)) != len(fact.up) or not set(fact.up) <= grants.keys():
        return no("up", "Only seats that somebody has are up, each once.", "Name members who sit in it.")
    up = fact.up if fact.some else tuple(grants)
    early = [one for one in up if not grants[one].until or around.at[:10] < grants[one].until]
    if body.renews is not None and len(early) > yearly(body):
        why = f"By {body.id}, {yearly(body)} of its {body.seats} seats come up each year, and these are {len(early)}."
        return no("up", why, "Name those whose term is over first.")
    free = seats_free(body, fact.up, fact.some, around)
    if not 1 <= fact.seats <= free:
        why = f"{body.name} has {body.seats} seats, and {free} can be filled now."
        return no("seats", why, f"Fill 1 to {free}." if free else "Say whose seats are up, or wait for a vacancy.")
    if fact.last_day and not (fact.some and _fits(fact.last_day, body, around.at)):
        why = "A shorter term is for seats that are filled beside others, and ends before a whole one would."
        return no("last day", why, "Leave it out, or give an earlier day such as 2027-12-31.")
    return None


def _fits(day: str, body: Body, at: str) -> bool:
    return is_day(day) and at[:10] < day and (not body.term_months or day <= last_day(at, body.term_months))


def _caller(fact: ElectionCalled, entry: Entry[Any], around: Around) -> Refusal | None:
    if entry.by in (NODE, TERMINAL):
        return no(fact.title, "Only a member calls an election.", "Sign in, or say with --as who calls it.")
    if entry.for_ not in (None, entry.by):
        return no(fact.title, "Nobody calls an election in another's name.", "Call it in your own.")
    if entry.by in roll(around.states["members"], around.charter, around.charter.value(fact.procedure).propose,
                        around.at):
        return None
    return around.may("governance.election_called", {})


def _in_person(entry: Entry[Any], around: Around) -> Refusal | None:
    if not around.in_person(entry):
        why = "From the terminal anybody with the machine in hand could do this in everybody's name."
        return no("terminal", why, "Sign in and do it on the page of the election.")
    if entry.for_ not in (None, entry.by):
        return no("election", "Nobody does this in another's name.", "Let them do it themselves.")
    return None


def _open(election: Election, entry: Entry[Any]) -> Refusal | None:
    if election.status == NAMING and entry.at < election.until:
        return None
    return no(election.title, f"Candidates could be named until {election.until}.", "Read what came of it.")


def _elects(election: Election, entry: Entry[Any], around: Around) -> Refusal | None:
    by = around.charter.get(election.procedure)
    body = around.charter.value(by.id).body if by is not None else ""
    if body and entry.by in roll(around.states["members"], around.charter, body, around.at):
        return None
    return no(election.title, "Those who elect name and support candidates.", "Ask somebody who is in that body.")


def _named(
    state: State, election: Election, fact: CandidateNamed, entry: Entry[Any], around: Around
) -> Refusal | None:
    if refused := _open(election, entry):
        return refused
    if fact.member in election.candidates:
        return no(fact.member, "They are named already.", "Let them say whether they stand.")
    if len(election.candidates) >= OPTIONS_MAX:
        return no(election.title, f"{OPTIONS_MAX} is the most that fits on a ballot.", "Support somebody who is named.")
    if fact.vault and (fact.member != entry.by or len(fact.vault) != COMMITMENT_LENGTH):
        return no(fact.member, "Only candidates speak about themselves.", "Leave it to them.")
    if fact.member != entry.by and (refused := _elects(election, entry, around)):
        return refused
    return _may_stand(state, election, fact.member, around)


def _may_stand(state: State, election: Election, member: str, around: Around) -> Refusal | None:
    if why := cannot_sit(state, member, election.body, around):
        return no(member, why, "Name somebody else.")
    seats = state.elections.seats.get(election.body)
    if election.some and seats is not None and member in seats and member not in election.up:
        until = seats[member].until
        return no(member, f"{member} has a seat{f' until {until}' if until else ''} that is not up.",
                  "Name somebody else.")
    return None


def _answered(
    state: State, election: Election, fact: NominationAnswered, entry: Entry[Any], around: Around
) -> Refusal | None:
    if entry.by not in election.candidates:
        return no(election.title, f"{entry.by} was not named.", "Name yourself, while candidates can be named.")
    if fact.vault and (not fact.stands or len(fact.vault) != COMMITMENT_LENGTH):
        return no(election.title, "Only who stands says something about themselves.", "Leave it out.")
    if election.status == BALLOT and not fact.stands and state.decisions[election.decision].status != OPEN:
        return None  # from now on they are not asked when a seat falls vacant
    if refused := _open(election, entry):
        return refused
    return _may_stand(state, election, entry.by, around) if fact.stands else None


def _supported(
    election: Election, fact: CandidateSupported, entry: Entry[Any], around: Around
) -> Refusal | None:
    if refused := _open(election, entry) or _elects(election, entry, around):
        return refused
    known = election.candidates.get(fact.member)
    if known is None:
        return no(fact.member, "They are not named.", "Name them first.")
    if not asked_support(election.procedure, around):
        return no(fact.member, "The procedure asks for no supporters.", "Vote for them when the ballot is open.")
    if entry.by == fact.member or entry.by in known.supporters:
        return no(fact.member, "You support them already.", "Ask others to.")
    return None


def _prolonged(
    state: State, election: Election, fact: NominationsProlonged, entry: Entry[Any], around: Around
) -> Refusal | None:
    due = election.status == NAMING and not election.prolonged and entry.at >= election.until
    right = entry.by == NODE and entry.because == election.called and fact.until == days_after(entry.at, election.days)
    if due and right and too_few(state, election, around):
        return None
    return no(election.title, "Only when too few stand, candidates can be named for longer, once.", "Leave it.")


def _dropped(
    state: State, election: Election, fact: ElectionDropped, entry: Entry[Any], around: Around
) -> Refusal | None:
    if election.status != NAMING:
        return no(election.title, "Its ballot is open, or it was taken back.", "Read what came of it.")
    if entry.by != NODE:
        mine = entry.by == election.caller and not fact.why and entry.for_ in (None, entry.by)
        return None if mine else no(election.title, "Only who called it takes it back.", "Ask them.")
    waits = too_few(state, election, around) and not election.prolonged
    if entry.at < election.until or entry.because != election.called or waits:
        return no(election.title, f"Candidates can be named until {election.until}.", "Wait until then.")
    why = cannot_open(state, fact.election, around)
    return None if why and why == fact.why else no(election.title, "Its ballot can be opened.", "Open it.")
