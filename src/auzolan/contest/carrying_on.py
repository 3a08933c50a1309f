"""The entries by which an objection is put to those who decide."""

from collections.abc import Sequence

from msgspec.structs import replace

from auzolan.charter.around import Around, Draft
from auzolan.contest.escalating import CONTEST, EFFECT, asked, said
from auzolan.contest.state import State
from auzolan.governance.facts import Detail
from auzolan.governance.proposing import OpenProposal, open_proposal
from auzolan.journal.entry import NODE


def opened(state: State, id: str, around: Around, *, by_node: bool) -> Sequence[Draft]:
    """Open the proposal. Raises Refusal where it cannot be put to them."""
    agreed = said(around)
    if agreed is None:
        return ()
    contest = state.contests[id]
    title, text = asked(contest)
    request = OpenProposal(
        title=title, text=text, effect=EFFECT, procedure=agreed.carried_on, details=(Detail(name=CONTEST, value=id),),
    )
    drafts = open_proposal(around.states["governance"], request, around, f"contest {id}")
    if not by_node:
        return drafts
    first = replace(drafts[0], by=NODE, because=contest.seq)
    return [first, *(replace(one, by=NODE) for one in drafts[1:])]
