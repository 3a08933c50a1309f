"""Objections: which there are, in how many days they were answered, and one with what it is about and its outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from auzolan.charter.around import Around
from auzolan.contest.allowed import last_day
from auzolan.contest.escalating import again_until, overdue, said
from auzolan.contest.facts import ContestAnswered
from auzolan.contest.state import OPEN, Contest
from auzolan.governance.state import OPEN as DECIDING
from auzolan.journal.entry import Fact
from auzolan.organisation import Organisation
from auzolan.rules.facts import PortionsPublished
from auzolan.tables.table import Cell

ANSWER, CARRY_ON, WITHDRAW = "answer", "carry_on", "withdraw"
DECIDED = "being decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class InList:
    """An objection in the register. days: it took, or takes so far; late: whether longer than it should; decision: by
    which it is carried on, or empty."""

    contest: str
    by: str
    line: int
    what: str
    status: str
    opened: str
    due: str
    answered: str
    days: int
    late: bool
    holds: bool
    decision: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """open, closed: newest first; per_hundred: objections of the last year for each hundred members, rounded down, -1
    without members; in_time: how many of those that were answered were so in time; answered: how many were; days: in
    how many days an answer is owed; carried_on: by which procedure it goes on, or empty; pays: who pays, in words."""

    open: tuple[InList, ...]
    closed: tuple[InList, ...]
    last_year: int
    per_hundred: int
    in_time: int
    answered: int
    days: int
    carried_on: str
    pays: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestPage:
    """One objection. to: the account of a portion, or empty; run: its run; vault, answer: commitments to the words;
    until: the last day on which it can be carried on, or empty; may: what the viewer can do now."""

    one: InList
    to: str
    posting: int
    run: str
    vault: str
    answer: str
    answered_entry: int
    until: str
    may: frozenset[str]


def register(org: Organisation, around: Around) -> Register:
    """Every objection, with how quickly they are answered."""
    every = [in_list(org, id, one, around) for id, one in org.states["contest"].contests.items()]
    newest = sorted(every, key=lambda one: -one.entry)
    year_ago = f"{int(around.at[:4]) - 1}{around.at[4:10]}"
    lately = sum(one.opened > year_ago for one in every)
    members = sum(one.belongs(around.at[:10]) for one in org.states["members"].members.values())
    done = [one for one in every if one.status not in (OPEN, DECIDED)]
    agreed = said(around)
    return Register(
        open=tuple(one for one in newest if one.status in (OPEN, DECIDED)),
        closed=tuple(one for one in newest if one.status not in (OPEN, DECIDED)), last_year=lately,
        per_hundred=100 * lately // members if members else -1, in_time=sum(not one.late for one in done),
        answered=len(done), days=(date.fromisoformat(last_day(around)) - date.fromisoformat(around.at[:10])).days,
        carried_on=agreed.carried_on if agreed else "", pays=agreed.pays if agreed else "",
    )


def in_list(org: Organisation, id: str, one: Contest, around: Around) -> InList:
    """One objection as the register has it."""
    decision = org.states["governance"].decisions.get(one.decision)
    status = DECIDED if decision is not None and decision.status == DECIDING else one.status
    ended = one.answered or around.at[:10]
    return InList(
        contest=id, by=one.by, line=one.line, what=kind_of(around.fact(one.line)), status=status,
        opened=one.opened, due=one.due,
        answered=one.answered, days=(date.fromisoformat(ended) - date.fromisoformat(one.opened)).days,
        late=ended > one.due, holds=one.holds and one.status == OPEN, decision=one.decision, entry=one.seq,
    )


def kind_of(fact: Fact) -> str:
    """What sort of line it is about."""
    if isinstance(fact, PortionsPublished):
        return "portion"
    return str(type(fact).__struct_config__.tag).rpartition(".")[0]


def contest_page(
    org: Organisation, id: str, around: Around, rows: Mapping[str, Cell], member: str
) -> ContestPage:
    """One objection. rows: its row in the open table. Raises KeyError when there is none."""
    one: Contest = org.states["contest"].contests[id]
    agreed = said(around)
    until = again_until(one, agreed) if agreed else ""
    answer = str(rows.get("answer") or "")
    entry = next((seq for seq in range(one.seq + 1, org.seq) if answer and _answers(around.fact(seq), id)), -1)
    return ContestPage(
        one=in_list(org, id, one, around), to=one.to, posting=one.posting, run=one.run,
        vault=str(rows.get("vault") or ""), answer=answer, answered_entry=entry, until=until,
        may=_may(one, until, around, member),
    )


def _answers(fact: Fact, id: str) -> bool:
    return isinstance(fact, ContestAnswered) and fact.contest == id


def _may(one: Contest, until: str, around: Around, member: str) -> frozenset[str]:
    """What the viewer can do; the judge decides again when they do it."""
    day = around.at[:10]
    can = {
        ANSWER: bool(member) and one.status == OPEN and one.by != member
        and around.may("contest.contest_answered", {}) is None,
        CARRY_ON: member == one.by and (overdue(one, day) or bool(until and day <= until)) and said(around) is not None,
        WITHDRAW: member == one.by and one.status == OPEN,
    }
    return frozenset(what for what, whether in can.items() if whether)
