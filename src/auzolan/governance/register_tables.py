"""The open tables of what became of decisions: who sees to them, what was done, what delegates are bound to."""

from typing import Any

from auzolan.governance.register_facts import DelegateBound
from auzolan.governance.register_state import Register
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Table

TASKS = Table(
    name="tasks",
    means="Who sees to it that a decision is carried out, and when it was.",
    columns=(
        Column(name="decision", kind="text", means="the decision", seen_by="members"),
        Column(name="owner", kind="text", means="who sees to it", seen_by="members", optional=True),
        Column(name="due", kind="date", means="by when", seen_by="members", optional=True),
        Column(name="done", kind="date", means="the day on which it was said to be done", seen_by="members",
               optional=True),
        Column(name="by", kind="text", means="who said so", seen_by="members", optional=True),
        Column(name="vault", kind="text", means="commitment to a word about it", seen_by="members", optional=True),
        Column(name="entry", kind="whole", means="the newest entry about it", seen_by="members"),
    ),
    key=("decision",),
    foreign=(("decision", "decisions"),),
)
INSTRUCTIONS = Table(
    name="instructions",
    means="What delegates are bound to answer elsewhere; the question is the title of the decision.",
    columns=(
        Column(name="decision", kind="text", means="the decision that binds them", seen_by="members"),
        Column(name="mandate", kind="text", means="by which seat or mandate they are sent", seen_by="members"),
        Column(name="member", kind="text", means="the delegate", seen_by="members"),
        Column(name="answer", kind="text", means="what they are to answer", seen_by="members"),
        Column(name="entry", kind="whole", means="the entry that says so", seen_by="members"),
    ),
    key=("decision",),
    person="member",
    foreign=(("decision", "decisions"), ("member", "members")),
)
REGISTER_TABLES = (TASKS, INSTRUCTIONS)


def register_rows(entry: Entry[Any], before: Register, after: Register) -> list[Change]:
    """What one entry about what became of a decision changes in the open tables."""
    fact = entry.fact
    if isinstance(fact, DelegateBound):
        return [Add("instructions", (fact.decision, fact.mandate, fact.member, fact.answer, entry.seq))]
    one = after.tasks[fact.decision]
    ended: list[Change] = [End("tasks", (fact.decision,))] if fact.decision in before.tasks else []
    row = (
        fact.decision, one.owner or None, one.due or None, one.done or None, one.by or None, one.vault or None, one.seq,
    )
    return [*ended, Add("tasks", row)]
