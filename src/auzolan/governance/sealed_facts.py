"""What comes out of a sealed box at the close: who voted, and the papers, with nothing that says whose is whose."""

import msgspec

from auzolan.governance.proposed import Points
from auzolan.journal.entry import Fact, Whole

ELIGIBLE_LEAST = 5  # with fewer, whoever knows some answers knows the rest
ELIGIBLE_FEW = 10  # below it the page warns


class Paper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One answer out of the box. tracker: 32 hex digits by which whoever cast it finds it again."""

    tracker: str
    option: str = ""
    ranks: tuple[tuple[str, ...], ...] = ()
    points: tuple[Points, ...] = ()


class BoxVoters(Fact, frozen=True, kw_only=True, tag="governance.box_voters.1"):
    """Who put a paper into the box, a part of the list in the order of their numbers."""

    decision: str
    voted: tuple[str, ...]


class BoxPapers(Fact, frozen=True, kw_only=True, tag="governance.box_papers.1"):
    """What was in the box, a part of the papers in the order of their trackers."""

    decision: str
    papers: tuple[Paper, ...]


class BoxOpened(Fact, frozen=True, kw_only=True, tag="governance.box_opened.1"):
    """The box is empty: every paper and everybody who voted is written. count: how many papers; root: the root of the
    tree over them (RFC 6962), in the order of their trackers, in hex."""

    decision: str
    count: Whole
    root: str


class BoxLost(Fact, frozen=True, kw_only=True, tag="governance.box_lost.1"):
    """The box could not be opened when its time came: its key or its papers are not here any more. Nothing was counted.

    voted: how many had voted.
    """

    decision: str
    voted: Whole


SEALED_FACTS = (BoxVoters, BoxPapers, BoxOpened, BoxLost)
