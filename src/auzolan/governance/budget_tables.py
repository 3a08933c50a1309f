"""The open tables of participatory budgets: which were called, and every idea with what became of it."""

from typing import Any

from auzolan.governance.budget_state import Budgets
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Row, Table

BUDGETS = Table(
    name="budgets",
    means="Every participatory budget, and what became of it.",
    columns=(
        Column(name="budget", kind="text", means="the budget's id", seen_by="members"),
        Column(name="title", kind="text", means="what it is called", seen_by="members"),
        Column(name="amount", kind="text", means="how much there is, canonical", seen_by="members"),
        Column(name="unit", kind="text", means="in which money", seen_by="members"),
        Column(name="source", kind="text", means="the account that holds it", seen_by="members"),
        Column(name="procedure", kind="text", means="the article by which it is voted on", seen_by="members"),
        Column(name="caller", kind="text", means="the member who called it", seen_by="members"),
        Column(name="called", kind="date", means="the day it was called", seen_by="members"),
        Column(name="ideas_until", kind="text", means="the moment until which ideas come in (UTC)", seen_by="members"),
        Column(name="checked_by", kind="text", means="the moment until which they are checked (UTC)",
               seen_by="members"),
        Column(name="status", kind="text", means="ideas, ballot (there is or was a vote) or dropped",
               seen_by="members"),
        Column(name="decision", kind="text", means="the decision by which it is voted on, once the ballot is open",
               seen_by="members", optional=True),
        Column(name="entry", kind="whole", means="the entry that called it", seen_by="members"),
    ),
    key=("budget",),
    day="called",
    foreign=(("caller", "members"), ("decision", "decisions")),
)
IDEAS = Table(
    name="ideas",
    means="Every idea of a participatory budget. Rows that no longer hold show what they said before.",
    columns=(
        Column(name="budget", kind="text", means="the budget's id", seen_by="members"),
        Column(name="idea", kind="text", means="its short name", seen_by="members"),
        Column(name="title", kind="text", means="what it is, in one line", seen_by="members"),
        Column(name="member", kind="text", means="who handed it in", seen_by="members"),
        Column(name="status", kind="text", means="waiting, kept, set aside or taken back", seen_by="members"),
        Column(name="cost", kind="text", means="what it costs, canonical, once it is checked", seen_by="members",
               optional=True),
        Column(name="account", kind="text", means="where its money is reserved once it was chosen", seen_by="members"),
        Column(name="done", kind="truth", means="whether it is finished", seen_by="members"),
        Column(name="vault", kind="text", means="commitment to what it says about itself", seen_by="members",
               optional=True),
        Column(name="entry", kind="whole", means="the entry that handed it in", seen_by="members"),
    ),
    key=("budget", "idea"),
    person="member",
    foreign=(("budget", "budgets"), ("member", "members")),
)
BUDGET_TABLES = (BUDGETS, IDEAS)


def budget_rows(entry: Entry[Any], before: Budgets, after: Budgets) -> list[Change]:
    """What one entry about a budget changes in the open tables."""
    id = entry.fact.budget
    return [*_budget(id, before, after), *_ideas(id, before, after)]


def voted_rows(decision: str, before: Budgets, after: Budgets) -> list[Change]:
    """What the opening of a ballot changes in the budget that it belongs to."""
    return _budget(after.of[decision], before, after) if decision in after.of else []


def _budget(id: str, before: Budgets, after: Budgets) -> list[Change]:
    was, one = before.budgets.get(id), after.budgets[id]
    if was is not None and was.status == one.status:
        return []
    row: Row = (
        id, one.title, one.amount, one.unit, one.source, one.procedure, one.caller, one.called_at[:10], one.until,
        one.checked_by, one.status, one.decision or None, one.called,
    )
    ended: list[Change] = [] if was is None else [End("budgets", (id,))]
    return [*ended, Add("budgets", row)]


def _ideas(id: str, before: Budgets, after: Budgets) -> list[Change]:
    was = before.budgets[id].ideas if id in before.budgets else {}
    changes: list[Change] = []
    for name, one in sorted(after.budgets[id].ideas.items()):
        known = was.get(name)
        if known is one:
            continue
        if known is not None:
            changes.append(End("ideas", (id, name)))
        changes.append(Add("ideas", (
            id, name, one.title, one.by, one.status, one.cost or None, f"{after.budgets[id].branch}:{name}", one.done,
            one.vault or None, one.seq,
        )))
    return changes
