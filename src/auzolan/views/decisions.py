"""Decisions: what waits for one's answer, what was decided, and one decision with everything that belongs to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.diff import ArticleDiff, plain_words
from auzolan.charter.load import read_text
from auzolan.governance import methods
from auzolan.governance.closing import proposal_of, terms
from auzolan.governance.conditions import Condition, condition
from auzolan.governance.facts import OptionCounted, ProposalOpened
from auzolan.governance.hiding import hides
from auzolan.governance.sealed_facts import ELIGIBLE_FEW
from auzolan.governance.several import written
from auzolan.governance.state import CARRIED, OPEN, VETOED, WAITING, Decision
from auzolan.governance.terms import Terms
from auzolan.governance.times import days_after
from auzolan.members.body import roll
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.tables.table import Cell
from auzolan.views.bidding import bidders, bids, told
from auzolan.views.choosing import Choosing
from auzolan.views.proposing import changes

WORDS_A_MINUTE = 180  # slower than a novel: an article is read to be understood
BLANK = "-"  # a ballot that takes part and prefers nothing
CAST, SUPPORT, WITHDRAW, CLOSE, VETO = "cast", "support", "withdraw", "close", "veto"
Row = Mapping[str, Cell]
Seen = Callable[[Row, str], Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class InQueue:
    """A decision in the queue. minutes: how long its words take to read."""

    decision: str
    title: str
    closes_at: str
    minutes: int
    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision in the register. review: the earliest day on which what it adopted is looked at again, or empty."""

    decision: str
    title: str
    status: str
    effect_status: str
    opened: str
    closes_at: str
    closed_at: str
    text: str
    review: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """mine: what waits for the viewer, by deadline; open: all that can still be answered; register: newest first."""

    mine: tuple[InQueue, ...]
    open: tuple[InQueue, ...]
    register: tuple[Decided, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A ballot, open by name. weight: what it counts for; vault: commitment to the reason."""

    member: str
    option: str
    weight: int
    entry: int
    criterion: str
    vault: str
    cast_by: str
    preference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """When an adopted text is looked at again."""

    article: str
    name: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """One decision. condition: how it stands; may: what the viewer can do now; mine: their answer, or empty;
    choosing: where it chooses among several;
    takes_effect: the moment, for an open one if it closes on its last day and carries; reviews: of what it words anew;
    rules: those that can be previewed; counts: when closed; silent: who has not answered; hidden: whether that is
    told with the close only; sealed: whether it is answered into a sealed box; boxed: whether the viewer's paper lies
    in it; voted: whose did, once it was opened; few: whether so few could vote that a box hides little; way_out: the
    procedure that it stands in for; override: how its veto can be put aside; external: whether it is voted elsewhere.
    """

    decision: str
    title: str
    text: str
    summary: str
    proposer: str
    status: str
    entry: int
    opens_at: str
    closes_at: str
    closed_at: str
    closed: int
    procedure: str
    procedure_name: str
    procedure_words: str
    method: str
    options: tuple[str, ...]
    reasoned: tuple[str, ...]
    criteria: tuple[tuple[str, str], ...]
    everybody_counts: bool
    condition: Condition
    may: frozenset[str]
    on_roll: bool
    mine: str
    ballots: tuple[Cast, ...]
    silent: tuple[str, ...]
    counts: tuple[OptionCounted, ...]
    changes: tuple[ArticleDiff, ...]
    articles: tuple[Article, ...]
    rules: tuple[str, ...]
    reviews: tuple[Review, ...]
    effect: str
    run: str
    effect_status: str
    stopped_why: str
    takes_effect: str
    cooling_off_days: int
    replaces: str
    choosing: Choosing | None = None
    hidden: bool = False
    sealed: bool = False
    boxed: bool = False
    voted: tuple[str, ...] = ()
    few: bool = False
    way_out: str = ""
    override: str = ""
    overridden: bool = False
    external: bool = False


def _read(proposal: ProposalOpened) -> tuple[Article, ...]:
    return tuple(read_text(one.text) for one in proposal.articles)


def minutes(proposal: ProposalOpened, charter: Charter) -> int:
    """How long a proposal takes to read: its own words and the articles in plain words; at least one minute."""
    said = [proposal.title, proposal.summary, proposal.text, *(plain_words(one, charter) for one in _read(proposal))]
    count = sum(len(text.split()) for text in said)
    return max(1, -(-count // WORDS_A_MINUTE))


def queue(org: Organisation, around: Around, member: str) -> Queue:
    """What is asked and what was decided. around: of this moment; member: who looks, or empty."""
    state = org.states["governance"]
    asked = []
    for id in state.open:
        decision = state.decisions[id]
        if around.at < decision.ends_at:
            asked.append(InQueue(
                decision=id, title=decision.title, closes_at=decision.closes_at,
                minutes=minutes(proposal_of(decision, around), org.charter), condition=condition(state, id, around),
            ))
    asked.sort(key=lambda one: (one.closes_at, one.decision))
    mine = tuple(
        one for one in asked
        if member in state.decisions[one.decision].roll and member not in state.decisions[one.decision].ballots
        and not around.boxed(one.decision, member)[1] and around.at < one.closes_at
    )
    newest = sorted(state.decisions.items(), key=lambda one: -one[1].opened)
    return Queue(mine=mine, open=tuple(asked), register=tuple(_decided(id, one, org, around) for id, one in newest))


def _decided(id: str, one: Decision, org: Organisation, around: Around) -> Decided:
    days = [review.day for review in _reviews(_read(proposal_of(one, around)))] if one.status == CARRIED else []
    return Decided(
        decision=id, title=one.title, status=one.status, effect_status=one.effect_status, opened=one.proposed_at[:10],
        closes_at=one.closes_at, closed_at=one.closed_at, text=condition(org.states["governance"], id, around).text,
        review=min(days, default=""), entry=one.opened,
    )


def _reviews(articles: tuple[Article, ...]) -> tuple[Review, ...]:
    dated = [(one, str(one.fields["review"])) for one in articles if one.fields.get("review")]
    return tuple(Review(article=one.id, name=one.name, day=day) for one, day in dated)


def decision_page(
    org: Organisation, id: str, around: Around, tables: Tables, member: str, seen: Seen
) -> DecisionPage:
    """One decision. seen: a row and its table -> the cells that the viewer may see. Raises KeyError."""
    state = org.states["governance"]
    decision = state.decisions[id]
    proposal, asked = proposal_of(decision, around), terms(state, decision, around)
    articles, method = _read(proposal), methods.find()[asked.method]
    procedure = org.charter.get(decision.procedure)
    ballots = _own(decision, member) if hides(decision) else _bids(id, tables, seen) if told(decision) else tuple(
        cast for row in tables.rows("ballots", {"decision": id}) if (cast := _cast(seen(row, "ballots")))
    )
    now = condition(state, id, around)
    on_roll = [str(row["member"]) for row in tables.rows("rolls", {"decision": id})]
    boxed, rows = decision.sealed and around.boxed(id, member)[1], tables.rows("sealed_voters", {"decision": id})
    voted = tuple(str(row["member"]) for row in rows if "member" in seen(row, "ballots"))
    answered = {one.member for one in ballots} | {*voted, *bidders(id, tables)}
    return DecisionPage(
        decision=id, title=decision.title, text=proposal.text, summary=proposal.summary, proposer=decision.proposer,
        status=decision.status, entry=decision.opened, opens_at=decision.opens_at, closes_at=decision.closes_at,
        closed_at=decision.closed_at, closed=decision.closed, procedure=decision.procedure,
        procedure_name=procedure.name if procedure else decision.procedure,
        procedure_words=plain_words(procedure, org.charter) if procedure else "", method=method.name,
        options=decision.options, reasoned=method.reasoned, criteria=tuple(method.criteria.items()),
        everybody_counts=asked.quorum_base == "eligible" or isinstance(asked.quorum, int), condition=now,
        may=_may(org, decision, asked, now, around, member) - ({CAST} if boxed else set()), on_roll=member in on_roll,
        mine=next((one.option or one.preference or BLANK for one in ballots if one.member == member), ""),
        ballots=ballots,
        silent=() if hides(decision) or decision.external else tuple(one for one in on_roll if one not in answered),
        counts=decision.counts,
        changes=_changes(org, decision, proposal, articles), articles=articles,
        rules=tuple(one.id for one in articles if one.kind == "rule"), reviews=_reviews(articles),
        effect=decision.effect, run=decision.run, effect_status=decision.effect_status,
        stopped_why=decision.stopped_why,
        takes_effect=decision.effect_from or days_after(decision.closes_at, asked.cooling_off_days),
        cooling_off_days=asked.cooling_off_days, replaces=decision.replaces, hidden=hides(decision),
        sealed=decision.sealed, boxed=boxed, voted=voted, few=decision.sealed and decision.voters < ELIGIBLE_FEW,
        way_out=decision.way_out, override=asked.override if decision.effect_status == VETOED else "",
        overridden=decision.overridden, external=decision.external,
    )


def _changes(
    org: Organisation, decision: Decision, proposal: ProposalOpened, articles: tuple[Article, ...]
) -> tuple[ArticleDiff, ...]:
    # Once it has taken effect, or failed, what it would change is told against the text that the voters had.
    waits = decision.status == OPEN or decision.effect_status == WAITING
    return changes(articles, proposal.retires, org, before=-1 if waits else decision.opened)


def _own(decision: Decision, member: str) -> tuple[Cast, ...]:
    """The viewer's own ballot, which is all that anybody sees of a hidden vote before its close."""
    one = decision.ballots.get(member)
    return () if one is None else (Cast(
        member=member, option=one.option, weight=decision.roll[member], entry=one.seq, criterion=one.criterion,
        vault=one.vault, cast_by=one.by, preference=written(one),
    ),)


def _bids(id: str, tables: Tables, seen: Seen) -> tuple[Cast, ...]:
    """What was bid, as far as the viewer may read it."""
    return tuple(
        Cast(member=member, option="", weight=1, entry=entry, criterion="", vault="", cast_by="", preference=bid)
        for member, (bid, entry) in bids(id, tables, seen).items()
    )


def _cast(row: Row) -> Cast | None:
    if "member" not in row or "option" not in row:
        return None
    return Cast(
        member=str(row["member"]), option=str(row["option"]), weight=int(row.get("weight") or 0),
        entry=int(row.get("entry") or 0), criterion=str(row.get("criterion") or ""), vault=str(row.get("vault") or ""),
        cast_by=str(row.get("cast_by") or ""), preference=str(row.get("preference") or ""),
    )


def _may(
    org: Organisation, decision: Decision, asked: Terms, now: Condition, around: Around, member: str
) -> frozenset[str]:
    """What the viewer can do; the judge decides again when they do it."""
    if not member:
        return frozenset()
    is_open, over = decision.status == OPEN, around.at >= decision.closes_at
    running, voter = is_open and not over, member in decision.roll
    missing = decision.support - len(decision.supporters)
    mine, supports = member == decision.proposer, member in decision.supporters
    can = {
        CAST: running and voter and not decision.external and missing <= 0 and around.at >= decision.opens_at,
        SUPPORT: running and voter and missing > 0 and not mine and not supports,
        WITHDRAW: is_open and mine and not decision.ballots
        and not (decision.apart and around.at >= decision.opens_at),
        CLOSE: is_open and not decision.external and (voter or mine) and (over or (asked.early_close and now.settled)),
        VETO: decision.effect_status == WAITING and bool(asked.veto)
        and member in roll(org.states["members"], org.charter, asked.veto, around.at),
    }
    return frozenset(what for what, whether in can.items() if whether)
