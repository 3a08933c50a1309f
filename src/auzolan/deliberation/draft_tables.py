"""The open table of drafts: each sees their own rows, and nobody another's."""

from typing import Any

from auzolan.deliberation.draft_facts import DRAFT_FACTS
from auzolan.deliberation.draft_state import Drafts
from auzolan.journal.entry import Entry
from auzolan.tables.table import Add, Change, Column, End, Table

DRAFTS = Table(
    name="drafts",
    means="What members write, to be proposed later. Each sees their own; what members may read stands on a page.",
    key=("draft",),
    person="by",
    columns=(
        Column(name="draft", kind="text", means="the id of the draft", seen_by="own"),
        Column(name="by", kind="text", means="who writes it", seen_by="own"),
        Column(name="status", kind="text", means="kept, proposed or put away", seen_by="own"),
        Column(name="shown", kind="truth", means="whether members may read it", seen_by="own"),
        Column(name="decision", kind="text", means="what was proposed from it, or empty", seen_by="own"),
        Column(name="vault", kind="text", means="commitment to its words", seen_by="own"),
    ),
)


def draft_rows(entry: Entry[Any], before: Drafts, after: Drafts) -> list[Change]:
    """The rows that one entry about a draft adds and ends."""
    if not isinstance(entry.fact, DRAFT_FACTS):
        return []
    id = entry.fact.draft
    one = after[id]
    row = Add("drafts", (id, one.by, one.status, one.shown, one.decision, one.vault))
    return [End("drafts", (id,)), row] if id in before else [row]
