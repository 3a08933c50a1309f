"""The register: every decision, how it came about, who sees to it, whether it was done; and how well deciding goes."""

from dataclasses import dataclass
from datetime import date, timedelta

from auzolan.charter.around import Around
from auzolan.charter.load import read_text
from auzolan.governance.decision import Decision
from auzolan.governance.election_state import NAMING
from auzolan.governance.register_state import Task
from auzolan.governance.state import CARRIED, DONE, OPEN, WITHDRAWN
from auzolan.governance.wording import proposal_of
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables
from auzolan.views.pitfalls import WEEKS, Indicator, Past, indicators
from auzolan.views.talk_pitfalls import Objection, Sought, talk_indicators

NAME, CARRY = "name", "carry"
GRACE = 90  # days after which a carried decision without a day of its own counts as not carried out
SEEKING = ("consent", "consensus")
CHECKED = 20  # decisions whose rolls are compared again


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """One decision in the register. answered: -1 while it is open; took_effect: waiting, done, stopped, vetoed or
    empty; owner, due, done: who sees to it, by when, and when it was done; late: whether that day is over; bound: what
    a delegate is bound to, or empty; itself: whether what was decided happened by itself; may: what the viewer can do.
    """

    decision: str
    title: str
    procedure: str
    method: str
    opened: str
    status: str
    eligible: int
    answered: int
    effect: str
    took_effect: str
    owner: str
    due: str
    done: str
    note: str
    late: bool
    review: str
    bound: str
    entry: int
    itself: bool
    may: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """entries: newest first; figures: how well deciding goes."""

    entries: tuple[Entered, ...]
    figures: tuple[Indicator, ...]


def register_page(org: Organisation, around: Around, tables: Tables, member: str) -> RegisterPage:
    """Every decision that was ever put. member: who looks."""
    state = org.states["governance"]
    oldest = sorted(state.decisions.items(), key=lambda one: one[1].opened)
    mandated = frozenset(
        asked for asked, fact in ((NAME, "governance.owner_named"), (CARRY, "governance.carried_out"))
        if member and around.may(fact, {}) is None
    )
    entries = tuple(entered(org, id, one, around, member, mandated) for id, one in reversed(oldest))
    by_id = {one.decision: one for one in entries}
    past = [_past(one, by_id[id]) for id, one in oldest if one.status != WITHDRAWN]
    day = around.at[:10]
    today = date.fromisoformat(day)
    ballots = [one for one in state.elections.elections.values() if one.status != NAMING and one.decision]
    year_ago = (today - timedelta(days=365)).isoformat()
    since = (today - timedelta(weeks=WEEKS)).isoformat()
    members = sum(one.belongs(day) for one in org.states["members"].members.values())
    figures = indicators(
        past, today=day, since=since, year_ago=year_ago, members=members,
        rolls=[_changed(id, one, tables) for id, one in oldest[-CHECKED:]], delegated=_delegated(org, day),
        candidates=sum(len(one.candidates) for one in ballots), seats=sum(one.seats for one in ballots),
    )
    talked = talk_indicators(
        said=_said(org, past, year_ago), sought=_sought(oldest, year_ago), members=members, today=day, since=since,
        objections=[
            Objection(opened=one.opened, due=one.due, answered=one.answered)
            for one in org.states["contest"].contests.values()
        ], runs=sum(since <= run.at[:10] <= day for run in org.states["rules"].runs.values()), year_ago=year_ago,
    )
    return RegisterPage(entries=entries, figures=figures + talked)


def _said(org: Organisation, past: list[Past], year_ago: str) -> list[str]:
    """Who said each statement of a talk, commented on a proposal, and proposed each thing, in the last year."""
    remarks = (one for of in org.states["deliberation"].comments.values() for one in of.values())
    talks = [talk for talk in org.states["deliberation"].talks.values() if talk.opened[:10] >= year_ago]
    return [
        *(said.by for talk in talks for said in talk.statements.values()),
        *(one.by for one in remarks if one.at[:10] >= year_ago),
        *(one.proposer for one in past if one.day >= year_ago),
    ]


def _sought(oldest: list[tuple[str, Decision]], year_ago: str) -> list[Sought]:
    """The closed decisions of a year that sought the consent of all."""
    return [
        Sought(carried=one.status == CARRIED, rounds=len(one.versions)) for _, one in oldest
        if one.method in SEEKING and one.status not in (OPEN, WITHDRAWN) and one.proposed_at[:10] >= year_ago
    ]


def _delegated(org: Organisation, day: str) -> list[tuple[str, str]]:
    """Who lets whom answer today: each pair once, however many procedures it is for."""
    people = org.states["members"].members
    return [
        (giver, to) for giver, given in org.states["governance"].delegations.items()
        for to in sorted({one.to for one in given if not one.until or one.until >= day})
        if people[giver].belongs(day) and people[to].belongs(day)
    ]


def entered(
    org: Organisation, id: str, one: Decision, around: Around, member: str, mandated: frozenset[str] = frozenset()
) -> Entered:
    """One decision as the register has it. mandated: what the viewer may do by a mandate, whoever sees to it."""
    state = org.states["governance"]
    task = state.register.tasks.get(id, Task())
    proposal, day = proposal_of(one, around), around.at[:10]
    reviews = [str(said["review"]) for text in proposal.articles if (said := read_text(text.text).fields).get("review")]
    open_task = one.status == CARRIED and not task.done and (bool(task.owner) or not _did_itself(one))
    may = set(mandated) if open_task else set()
    if open_task and member and (member in (one.proposer, task.owner) or not task.owner):
        may.add(NAME)
    if open_task and member and member == task.owner:
        may.add(CARRY)
    bound = state.register.bound.get(id, ("", ""))
    review = min(reviews, default="") if one.status == CARRIED else ""
    return Entered(
        decision=id, title=one.title, procedure=one.procedure, method=one.method, opened=one.proposed_at[:10],
        status=one.status, eligible=one.voters, answered=-1 if one.status == OPEN else one.answered, effect=one.effect,
        took_effect=one.effect_status, owner=task.owner, due=task.due, done=task.done, note=task.vault,
        late=open_task and _late(one, task, day), review=review, bound=bound[1], entry=one.opened,
        itself=_did_itself(one),
        may=frozenset(may),
    )


def _did_itself(one: Decision) -> bool:
    return one.effect != "text_only" and one.effect_status == DONE


def _late(one: Decision, task: Task, day: str) -> bool:
    """Whether it should have been carried out by now. What does itself is done with its effect."""
    if _did_itself(one) and not task.owner:
        return False
    if task.due:
        return day > task.due
    since = date.fromisoformat(one.closed_at[:10]) if one.closed_at else date.fromisoformat(day)
    return date.fromisoformat(day) > since + timedelta(days=GRACE)


def _past(one: Decision, told: Entered) -> Past:
    return Past(
        day=told.opened, proposer=one.proposer, eligible=one.voters, answered=max(0, told.answered),
        closed=one.status not in (OPEN, WITHDRAWN), quorum=one.quorum_reached, late=one.extended,
        carried=one.status == CARRIED, overdue=told.late,
    )


def _changed(id: str, one: Decision, tables: Tables) -> bool:
    """Whether a roll is not as it was frozen; who is on it is known apart from the table while the decision is open."""
    rows = tables.rows("rolls", {"decision": id})
    if len(rows) != one.voters:
        return True
    return bool(one.roll) and {row["member"]: row["weight"] for row in rows} != dict(one.roll)
