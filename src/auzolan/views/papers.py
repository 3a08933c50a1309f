"""Ballots on paper: for whom somebody may write down an answer in an open decision."""

from collections.abc import Sequence
from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.governance import methods
from auzolan.governance.meeting_state import speaks_for
from auzolan.governance.state import OPEN
from auzolan.organisation import Organisation

BALLOT = "governance.ballot_cast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """title: of the decision; people: for whom; proxies: whether it is only those who gave a proxy; seconds: whose
    paper another person has read and this viewer has not; firsts: whose the viewer has read and nobody else;
    reasoned, criteria: of its method, as on the page of the decision."""

    decision: str
    title: str
    people: tuple[str, ...]
    proxies: bool
    seconds: tuple[str, ...] = ()
    firsts: tuple[str, ...] = ()
    reasoned: tuple[str, ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()


def papers(org: Organisation, id: str, around: Around, member: str) -> Papers:
    """For whom the viewer may answer now, nobody who answered in person. Raises KeyError when there is no decision."""
    state = org.states["governance"]
    decision = state.decisions[id]
    open_ = decision.status == OPEN and not decision.apart and decision.opens_at <= around.at < decision.closes_at
    trusted = around.may(BALLOT, {}) is None
    # Whoever answered in person is not overruled by a paper.
    free: Sequence[str] = [
        one for one in decision.roll
        if one != member and (one not in decision.ballots or decision.ballots[one].paper)
    ] if open_ and member else []
    given = tuple(one for one in free if speaks_for(state.meetings, id, one, member))
    known = methods.find().get(decision.method)
    read = {one: keyed.by for one, keyed in sorted(decision.keyed.items()) if one in free} if trusted else {}
    return Papers(
        decision=id, title=decision.title, people=tuple(sorted(free)) if trusted else given, proxies=not trusted,
        seconds=tuple(one for one, by in read.items() if by != member),
        firsts=tuple(one for one, by in read.items() if by == member),
        reasoned=known.reasoned if known else (), criteria=tuple(known.criteria.items()) if known else (),
    )
