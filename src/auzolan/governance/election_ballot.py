"""From the candidates to the ballot: who is on it when naming ends, whether it can be opened, and with which words."""

from typing import Any

from msgspec.structs import replace

from auzolan.charter.around import Around
from auzolan.governance import effects, methods
from auzolan.governance.choices import no
from auzolan.governance.effects.elect import NOBODY
from auzolan.governance.election_facts import ElectionCalled
from auzolan.governance.election_state import NAMING, Election
from auzolan.governance.facts import Detail, ProposalOpened, ProposedOption
from auzolan.governance.rotation import cannot_sit
from auzolan.governance.state import ELECT, State
from auzolan.journal.entry import NODE, Entry
from auzolan.members.articles.body import Body
from auzolan.members.body import roll
from auzolan.values.refusal import Refusal

LEAST = 2  # from two on there is something to choose from


def election_of(fact: ProposalOpened) -> str:
    """The election whose ballot a proposal is, or empty."""
    return next((one.value for one in fact.details if one.name == "election"), "") if fact.effect == ELECT else ""


def asked_support(procedure: str, around: Around) -> int:
    """How many others must support a candidate before they are on the ballot."""
    article = around.charter.get(procedure)
    support: int = around.charter.value(procedure).support if article and article.kind == "procedure" else 0
    return support


def ready(state: State, election: Election, around: Around) -> tuple[str, ...]:
    """Who is on the ballot if it is opened now: who stands, with enough supporters, and may sit; in the order in which
    they were named."""
    support = asked_support(election.procedure, around)
    return tuple(
        one for one in election.standing
        if len(election.candidates[one].supporters) >= support and not cannot_sit(state, one, election.body, around)
    )


def seats_free(body: Body, up: tuple[str, ...], some: bool, around: Around) -> int:
    """How many seats there are to fill: those that are up, and those that nobody has."""
    held = {grant.member for grant in around.states["members"].mandates.get(body.id, ())}
    return body.seats - len(held - set(up)) if some else body.seats


def cannot_vote(body: str, procedure: str, around: Around) -> str:
    """Why nobody can be elected to a body by a procedure, in a sentence, or empty."""
    article, by = around.charter.get(body), around.charter.get(procedure)
    if article is None or article.kind != "body" or not around.charter.value(body).seats:
        return f"The charter has no body {body[:80]} with seats."
    if by is None or by.kind != "procedure":
        return f"The charter has no procedure {procedure[:80]}."
    said, elects = around.charter.value(procedure), around.charter.value(body).elected_by
    method = methods.find().get(said.method)
    if method is None or not method.shape or method.prices:
        return f"By {said.name} nobody is chosen among several."
    if said.chambers or said.body != elects:
        return f"{article.name} is elected by {elects}, and by {said.name} others decide."
    if said.weight:
        return f"By {said.name} ballots weigh by a formula, and that is worked out when somebody proposes."
    if not roll(around.states["members"], around.charter, said.body, around.at):
        return f"Nobody is in {said.body} today."
    return ""


def cannot_open(state: State, id: str, around: Around) -> str:
    """Why an election whose days are over cannot be opened, in a sentence, or empty."""
    election = state.elections.elections[id]
    if why := cannot_vote(election.body, election.procedure, around):
        return why
    on_it = ready(state, election, around)
    if len(on_it) < LEAST:
        many = "Nobody stands" if not on_it else "Only one stands"
        return f"{many}, and there is nothing to choose from."
    findings = effects.find()[ELECT].check(words(state, id, around), around)
    return f"{findings[0].what}: {findings[0].why}" if findings else ""


def too_few(state: State, election: Election, around: Around) -> bool:
    """Whether fewer are ready than there are seats, or than there must be to choose from."""
    return len(ready(state, election, around)) < max(LEAST, election.seats)


def words(state: State, id: str, around: Around) -> ProposalOpened:
    """The ballot as it is put to those who elect; what the procedure fixes is left open here."""
    election = state.elections.elections[id]
    called = around.fact(election.called)
    on_it = ready(state, election, around)
    up = (Detail(name="up", value=" ".join(election.up) or NOBODY),) if election.some else ()
    last = (Detail(name="last_day", value=election.last_day),) if election.last_day else ()
    return ProposalOpened(
        decision="", title=election.title, text=called.text if isinstance(called, ElectionCalled) else "",
        effect=ELECT, procedure=election.procedure, procedure_seq=0, method="", options=(), opens_at="", closes_at="",
        voters=0, asks=tuple(ProposedOption(option=one) for one in on_it), seats=min(election.seats, len(on_it)),
        details=(Detail(name="body", value=election.body), *up, *last, Detail(name="election", value=id)),
    )


def ballot_fault(state: State, fact: ProposalOpened, entry: Entry[Any], around: Around) -> Refusal | None:
    """What speaks against the opening of an election's ballot: None, or the refusal."""
    id = election_of(fact)
    election = state.elections.elections.get(id)
    if election is None or election.status != NAMING:
        return no("election", "No election of that name waits for its ballot.", "Propose it without naming one.")
    if entry.by != NODE or entry.because != election.called or entry.at < election.until:
        why = f"Its ballot is opened by itself when candidates can no longer be named, on {election.until}."
        return no("election", why, "Wait until then.")
    if why := cannot_open(state, id, around):
        return no("election", why, "Call an election anew.")
    if too_few(state, election, around) and not election.prolonged:
        return no("election", "Too few stand, and candidates can be named for longer.", "Wait until then.")
    due = words(state, id, around)
    said = replace(
        due, decision=fact.decision, procedure_seq=fact.procedure_seq, method=fact.method, options=fact.options,
        opens_at=fact.opens_at, closes_at=fact.closes_at, voters=fact.voters, roll=fact.roll, lot=fact.lot,
        hidden=fact.hidden, sealed=fact.sealed, external=fact.external,
    )
    return None if said == fact else no("election", "These are not its candidates or its words.", "Open it again.")
