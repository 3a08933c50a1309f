"""The open table of conduct and mediation: everybody sees that they have a part in something, and nobody else does."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.conduct.facts import CASES, MEDIATIONS
from auzolan.conduct.state import Case, State
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Table

CONDUCT = Table(
    name="conduct",
    means="Cases of conduct and mediations, one row for everybody who has a part in one. Everybody sees their own.",
    key=("case", "member"),
    person="member",
    columns=(
        Column(name="case", kind="text", means="the id of the case or mediation", seen_by="own"),
        Column(name="member", kind="text", means="who has a part in it", seen_by="own"),
        Column(name="part", kind="text", means="which part: concerned, notice, helper, between or mediator",
               seen_by="own"),
        Column(name="opened", kind="date", means="the day on which it began", seen_by="own"),
        Column(name="stage", kind="text", means="how far it has come", seen_by="own"),
        Column(name="since_day", kind="date", means="the day on which it came so far", seen_by="own"),
        Column(name="outcome", kind="text", means="what was decided, or empty", seen_by="own"),
    ),
)
TABLES = (CONDUCT,)


def rows(entry: Entry[Any], before: State, after: State, around: Around) -> Sequence[Change]:
    """The rows that one step ends and adds, for everybody who has a part."""
    fact, day = entry.fact, entry.at[:10]
    if isinstance(fact, MEDIATIONS):
        was, now = before.mediations.get(fact.case), after.mediations[fact.case]
        ended = [End("conduct", (fact.case, one)) for one in was.three] if was else []
        return [*ended, *(
            Add("conduct", (fact.case, member, part, now.opened, now.stage, day, ""))
            for member, part in zip(now.three, ("between", "between", "mediator"), strict=True)
        )]
    if isinstance(fact, CASES):
        old, new = before.cases.get(fact.case), after.cases[fact.case]
        ended = [End("conduct", (fact.case, member)) for member in parts(old)] if old else []
        return [*ended, *(
            Add("conduct", (fact.case, member, part, new.opened, new.stage, day, new.outcome))
            for member, part in parts(new).items()
        )]
    return []


def parts(case: Case) -> dict[str, str]:
    """Who has a part in a case, and which."""
    helps = {case.helper: "helper"} if case.helper else {}
    return {case.about: "concerned", case.by: "notice"} | helps


