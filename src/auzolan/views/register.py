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

NAME, CARRY = "name", "carry"
GRACE = 90  # days after which a carried decision without a day of its own counts as not carried out
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
    return RegisterPage(entries=entries, figures=indicators(
        past, today=day, since=(today - timedelta(weeks=WEEKS)).isoformat(),
        year_ago=(today - timedelta(days=365)).isoformat(),
        members=sum(one.belongs(day) for one in org.states["members"].members.values()),
        rolls=[_changed(id, one, tables) for id, one in oldest[-CHECKED:]], delegated=_delegated(org, day),
        candidates=sum(len(one.candidates) for one in ballots), seats=sum(one.seats for one in ballots),
    ))


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
