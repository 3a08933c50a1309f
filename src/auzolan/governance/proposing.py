"""Putting something to the members: the proposal with all that the procedure in force fixes, and the roll frozen."""

from collections.abc import Sequence

from msgspec.structs import replace

from auzolan.charter.around import Around, Draft, Request, Secret
from auzolan.charter.state import newest
from auzolan.governance import effects, methods
from auzolan.governance.budget_ballot import words as budget_words
from auzolan.governance.choices import no
from auzolan.governance.effects import Effect
from auzolan.governance.election_ballot import words
from auzolan.governance.facts import INLINE_VOTERS_MAX, Detail, ProposalOpened, ProposedOption
from auzolan.governance.opening import needed_support, procedure_article, rolls, taken_way_out, voters
from auzolan.governance.question import drawn
from auzolan.governance.several import LOT
from auzolan.governance.state import State
from auzolan.governance.terms import EXTERNAL_BALLOT, SEALED_BALLOT, Terms, terms_of
from auzolan.governance.times import days_after
from auzolan.governance.way_out import too_many_asked
from auzolan.governance.weighing import Weighed, weigh, weighted
from auzolan.governance.written import articles_of
from auzolan.values.refusal import Refusal

ORDINARY = "procedure.ordinary"


class OpenProposal(Request, frozen=True, kw_only=True, tag="governance.open_proposal"):
    """Put something to the members.

    articles: texts in TOML, each with one or more articles; retires: ids of articles to end; run: the run to approve;
    procedure: empty for the one that what it changes belongs to; replaces: the decision that this one corrects;
    asks: what there is to choose from, where the procedure's method chooses among several; seats: how many at most;
    budget: what they may cost together, in unit; details: particulars of the effect; summary: the whole of it in one
    plain sentence.
    """

    title: str
    text: str
    effect: str = "text_only"
    articles: tuple[str, ...] = ()
    retires: tuple[str, ...] = ()
    run: str = ""
    procedure: str = ""
    replaces: str = ""
    asks: tuple[ProposedOption, ...] = ()
    seats: int = 0
    budget: str = ""
    unit: str = ""
    details: tuple[Detail, ...] = ()
    summary: str = ""


def open_proposal(state: State, request: OpenProposal, around: Around, name: str = "decision") -> Sequence[Draft]:
    """The opening, with the roll frozen as of now. name: unique within the append, where several are opened."""
    decision = around.draw().id("d", name)
    fact = _worded(decision, request)
    effect = effects.find().get(request.effect)
    if effect is None:
        raise no("effect", f"There is no effect called {request.effect}.", f"Name one of: {', '.join(effects.find())}.")
    fact, hidden = _particulars(fact, effect, around)
    fact = _placed(fact, request.procedure or effect.procedure(fact, around) or _usual(around), around)
    fact = replace(fact, way_out=taken_way_out(state, fact, around))
    terms = _terms(fact.procedure, around)
    everybody, weighed_at = weighted(terms, voters(terms, around), around)
    fact = replace(fact, weighed=weighed_at, roll=everybody if len(everybody) <= INLINE_VOTERS_MAX else ())
    if refused := too_many_asked(around.charter.articles[fact.procedure], everybody):
        raise refused
    if fact.asks and terms.tie == LOT:
        lot = drawn(decision, around.draw(), name)
        fact, hidden = replace(fact, lot=lot.commitment), (*hidden, lot)
    parts = (Draft(fact=part, because_draft=0) for part in rolls(decision, everybody))
    return [Draft(fact=fact, secrets=hidden), *parts]


def prepare_opening(state: State, request: OpenProposal, around: Around) -> Weighed | None:
    """The weights of the roll, before the write lock, where the procedure has a formula for them."""
    effect = effects.find().get(request.effect)
    if effect is None or not any(one.fields.get("weight") for one in around.charter.of_kind("procedure")):
        return None
    fact = _worded("", request)
    terms = _terms(request.procedure or effect.procedure(fact, around) or _usual(around), around)
    return weigh(terms, [one.member for one in voters(terms, around)], around) if terms.weight else None


def _usual(around: Around) -> str:
    return ORDINARY if ORDINARY in around.charter else "procedure.charter"


def _particulars(fact: ProposalOpened, effect: Effect, around: Around) -> tuple[ProposalOpened, tuple[Secret, ...]]:
    """The particulars as they may stand in the journal, and the words about people that may not."""
    if effect.prepare is None:
        return fact, ()
    said, hidden = effect.prepare({one.name: one.value for one in fact.details}, around)
    return replace(fact, details=tuple(Detail(name=name, value=value) for name, value in said.items())), hidden


def _worded(decision: str, request: OpenProposal) -> ProposalOpened:
    """The proposal's own words, each article in its one canonical spelling."""
    return ProposalOpened(
        decision=decision, title=request.title.strip(), text=request.text, summary=request.summary.strip(),
        effect=request.effect, articles=articles_of(request.articles), retires=request.retires, run=request.run,
        replaces=request.replaces, asks=request.asks, seats=request.seats, budget=request.budget, unit=request.unit,
        details=request.details,
        procedure="", procedure_seq=0, method="", options=(), opens_at="", closes_at="", voters=0,
    )


def _terms(procedure: str, around: Around) -> Terms:
    article = procedure_article(procedure, around)
    if isinstance(article, Refusal):
        raise article
    return terms_of(article)


def _placed(fact: ProposalOpened, procedure: str, around: Around) -> ProposalOpened:
    """The proposal with all that the procedure in force fixes: options, times, roll."""
    terms = _terms(procedure, around)
    in_force = newest(around.states["charter"], procedure)
    method = methods.find().get(terms.method)
    opens = days_after(around.at, terms.discussion_days + terms.amendment_days)
    everybody = voters(terms, around)
    return replace(
        fact,
        procedure=procedure,
        procedure_seq=-1 if in_force is None else in_force.seq,
        method=terms.method,
        options=() if method is None else method.options or tuple(one.option for one in fact.asks),
        opens_at=opens,
        closes_at=days_after(opens, terms.vote_days),
        voters=len(everybody),
        support=needed_support(fact, terms, around),
        hidden=terms.hidden,
        sealed=terms.ballot == SEALED_BALLOT,
        external=terms.ballot == EXTERNAL_BALLOT,
    )


def open_ballot(state: State, election: str, around: Around) -> Sequence[Draft]:
    """The ballot of an election whose candidates are named, as the node opens it."""
    due = words(state, election, around)
    return open_proposal(state, OpenProposal(
        title=due.title, text=due.text, effect=due.effect, procedure=due.procedure, asks=due.asks, seats=due.seats,
        details=due.details,
    ), around, f"ballot {election}")


def open_budget(state: State, budget: str, around: Around) -> Sequence[Draft]:
    """The ballot of a participatory budget whose ideas are checked, as the node opens it."""
    due = budget_words(state, budget, around)
    return open_proposal(state, OpenProposal(
        title=due.title, text=due.text, effect=due.effect, procedure=due.procedure, asks=due.asks, budget=due.budget,
        unit=due.unit, details=due.details,
    ), around, f"ballot {budget}")
