"""The one judge of objections: any member may contest any line; only the receiver holds it back."""

from datetime import date, timedelta
from typing import Any

from auzolan.charter.around import Around
from auzolan.contest.facts import CORRECTED, STANDS, WITHDRAWN, ContestAnswered, LineContested
from auzolan.contest.holding import not_held
from auzolan.contest.state import OPEN, State
from auzolan.flows.facts import PostingsMade
from auzolan.journal.entry import NODE, Entry
from auzolan.rules.facts import PortionsPublished
from auzolan.values.refusal import Refusal

ANSWER_DAYS = 14  # where the charter names no other time
COMMITMENT_LENGTH = 64


def allowed(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """Whether this entry about an objection may follow."""
    match entry.fact:
        case LineContested() as fact:
            return _contested(state, entry, fact, around)
        case ContestAnswered() as fact:
            return _answered(state, entry, fact, around)
    return _no("", "This is not about an objection.", "Ask for something this area knows.")


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The contest was not written", where=where, why=why, next=next)


def last_day(around: Around) -> str:
    """The last day on which an objection of this moment is to be answered, by the article in force."""
    found = around.charter.of_kind("contest")
    days = around.charter.value(found[0].id).answer_days if found else ANSWER_DAYS
    return (date.fromisoformat(around.at[:10]) + timedelta(days=days)).isoformat()


def _for_another(entry: Entry[Any], kind: str, around: Around) -> Refusal | None:
    """Whoever speaks for somebody else has their paper in hand, and a mandate to write it down."""
    if entry.for_ in (None, entry.by):
        return None
    if not entry.evidence:
        why = "Speaking for somebody else needs the paper behind it."
        return _no(str(entry.for_), why, "Give the paper, or let them do it themselves.")
    return around.may(kind, {})


def _contested(state: State, entry: Entry[Any], fact: LineContested, around: Around) -> Refusal | None:
    if refused := _for_another(entry, "contest.line_contested", around):
        return refused
    who = entry.for_ or entry.by
    people = around.states["members"]
    member = people.members.get(who)
    if (member is None or not member.belongs(entry.at[:10])) and who not in people.agents:
        return _no(who, "Only members, and those outside who are affected, can contest a line.", "Sign in as a member.")
    if not 0 <= fact.line < around.seq:
        return _no(f"entry {fact.line}", "There is no such entry.", "Name the entry of the line.")
    if fact.contest in state.contests:
        return _no(fact.contest, "This contest is written already.", "Look at its answer.")
    if fact.due != last_day(around):
        return _no(fact.due, f"An answer is due by {last_day(around)}.", "Write it so.")
    if len(fact.vault) != COMMITMENT_LENGTH:
        return _no(fact.contest, "An objection needs a reason.", "Say in a sentence what is wrong.")
    line = around.fact(fact.line)
    if isinstance(line, LineContested | ContestAnswered):
        why = "An objection is answered, and an answer is carried on to those who decide."
        return _no(f"entry {fact.line}", why, "Look at its page for how.")
    if fact.to:
        return _portion(fact, line, who, around)
    if fact.holds or fact.run:
        return _no(f"entry {fact.line}", "Only a portion of a run can be held back.", "Contest the portion.")
    if fact.posting >= 0 and not (isinstance(line, PostingsMade) and fact.posting < len(line.postings)):
        return _no(f"entry {fact.line}", "The entry has no such posting.", "Name a posting that it has.")
    return None


def _portion(fact: LineContested, line: object, who: str, around: Around) -> Refusal | None:
    if not isinstance(line, PortionsPublished) or line.run != fact.run:
        return _no(f"entry {fact.line}", "The entry holds no portions of that run.", "Name the entry of the portions.")
    found = next((part for part in line.portions if part.to == fact.to), None)
    if found is None:
        return _no(fact.to, "The run has no portion for that account.", "`auzolan runs` shows its portions.")
    run = around.states["rules"].runs[fact.run]
    why = not_held(run, fact.to, found.member, who, around)
    if fact.holds == bool(why):
        return _no(fact.to, why or "It holds the portion back: it is theirs, or of a body that the rule names.",
                   "Contest it without holding it." if why else "Contest it so that it is held.")
    return None


def _answered(state: State, entry: Entry[Any], fact: ContestAnswered, around: Around) -> Refusal | None:
    contest = state.contests.get(fact.contest)
    if contest is not None and entry.by == NODE and around.decided(fact, entry.because):
        return None
    if contest is None or contest.status != OPEN:
        return _no(fact.contest, "There is no such open contest.", "See the list of contests.")
    if refused := _for_another(entry, "contest.contest_answered", around):
        return refused
    who = entry.for_ or entry.by
    if fact.outcome == WITHDRAWN:
        if who != contest.by:
            return _no(fact.contest, "Only the one who contested can take it back.", "Answer it instead.")
        return None
    if fact.outcome not in (STANDS, CORRECTED):
        return _no(fact.contest, f"An answer is `{STANDS}` or `{CORRECTED}`.", "Say which.")
    if contest.by in (entry.by, who):
        return _no(fact.contest, "Nobody answers their own objection.", "Take it back, or wait for the answer.")
    return around.may("contest.contest_answered", {})
