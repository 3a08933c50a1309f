"""Answer an objection: carried, it is right and is to be corrected; not carried, the line stands as it is."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.contest.escalating import again_until, asked, overdue, said
from auzolan.contest.facts import CORRECTED, ContestAnswered
from auzolan.contest.state import Contest
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.journal.entry import NODE, Entry, Fact
from auzolan.values.finding import Finding
from auzolan.values.refusal import Refusal

name = "answer_contest"
summary = "The objection is right: its line is to be corrected."
FIELDS = (Field(name="contest", type="text", required=True, means="the id of the objection"),)
ASKS = ()  # it is carried on from its own page, or by itself


def procedure(proposal: ProposalOpened, around: Around) -> str:
    """The one that the article on objections names."""
    agreed = said(around)
    return agreed.carried_on if agreed else ""


def _contest(proposal: ProposalOpened, around: Around) -> Contest | None:
    contest: Contest | None = around.states["contest"].contests.get(details(proposal).get("contest", ""))
    return contest


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """It was not answered in time, or not long ago and not to satisfaction; and nobody decides about it already."""
    contest, agreed = _contest(proposal, around), said(around)
    if contest is None or agreed is None:
        why = "The charter says nothing about objections." if contest else "There is no such objection."
        return [_finding(proposal, why)]
    day, until = around.at[:10], again_until(contest, agreed)
    if overdue(contest, day) or (until and day <= until):
        return []
    why = "It is decided about already." if contest.decision else (
        f"An answer is owed by {contest.due}." if contest.status == "open" else "It can be carried on no longer."
    )
    return [_finding(proposal, why)]


def opens(proposal: ProposalOpened, entry: Entry[Any], around: Around) -> Refusal | None:
    """What speaks against an opening by the node, or by whoever objects: None, or the refusal."""
    contest, agreed = _contest(proposal, around), said(around)
    id = details(proposal).get("contest", "")
    if contest is None or agreed is None:
        return None  # its check says why
    if (proposal.title, proposal.text) != asked(contest):
        return _no(id, "These are not its words.", "Carry it on from its page.")
    if entry.by == NODE and overdue(contest, entry.at[:10]) and entry.because == contest.seq:
        return None
    if entry.by == contest.by and entry.for_ in (None, entry.by):
        return None
    return _no(id, "Only who objects carries it on, or the node when no answer came.", "Leave it to them.")


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The answer."""
    return (ContestAnswered(contest=details(proposal)["contest"], outcome=CORRECTED),)


def _finding(proposal: ProposalOpened, why: str) -> Finding:
    return Finding(
        where=proposal.title, field="contest", what="This objection is not put to the vote", why=why,
        next="Look at the list of objections.", excerpt=details(proposal).get("contest", "")[:80],
    )


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The proposal was not opened", where=where, why=why, next=next)
