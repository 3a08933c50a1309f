"""One decision as it stands: what was asked of whom, by which procedure, and how far it has come."""

import msgspec
from immutables import Map

from auzolan.governance.ballot import Ballot
from auzolan.governance.external_facts import RESULT_DAYS, CountedPaper
from auzolan.governance.facts import OptionCounted
from auzolan.governance.meeting_facts import Hands
from auzolan.governance.proposed import Points
from auzolan.governance.times import days_after

OPEN, WITHDRAWN, CARRIED, NOT_CARRIED = "open", "withdrawn", "carried", "not carried"
LOST = "lost"
WAITING, DONE, STOPPED, VETOED = "waiting", "done", "stopped", "vetoed"
RECORDS_BIDS = "record_bids"  # the effect that needs once more what was answered


class Keyed(msgspec.Struct, frozen=True, kw_only=True):
    """What one person read on a member's paper, and which entry says so; the answer as in a ballot."""

    by: str
    seq: int
    option: str = ""
    criterion: str = ""
    ranks: tuple[tuple[str, ...], ...] = ()
    points: tuple[Points, ...] = ()


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the vote on a decision that is voted on elsewhere.

    address, fingerprint: of the election there; papers: what one person entered, of `parts` entries; recorded: the
    entry that says they are whole, or -1, by `recorder`, with their root and the archive's SHA-256 in hex; confirmed:
    the entry of the second person, or -1.
    """

    address: str = ""
    fingerprint: str = ""
    papers: tuple[CountedPaper, ...] = ()
    parts: int = 0
    recorded: int = -1
    recorder: str = ""
    root: str = ""
    archive: str = ""
    confirmed: int = -1


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision as it stands.

    opened, proposed_at: its ProposalOpened, where the text is; procedure_seq: the entry that adopted the version of the
    procedure; voters: size of the roll; support: how many supporters it needs; roll, ballots: only while open,
    afterwards the open tables have them; answered: members whose answer counts; superseded: answers that were changed;
    closed: seq of the closing entry or -1; effect_status: empty, waiting, done, stopped or vetoed; stopped_why: the
    sentence; lot: the commitment that orders equal options; winners: what was chosen among several, in order;
    chambers: member -> the body for which they are on the roll, where several decide; extended: whether voting was kept
    open after a late turn; call: 2 where a meeting held at its second call decides it; hands, taking_part: raised hands
    and how many took part, where a meeting decided by a show of hands; versions: the entries that amended its
    words; hidden: whether nobody sees how it stands before the close; way_out: the procedure that it stands in for;
    overridden: whether a veto of it was put aside; sealed: whether papers lie in a sealed box; box_voted, box_open: who
    voted, and whether everything in it is written; then `ballots` and `roll` go by tracker instead of by member;
    external: whether it is voted on elsewhere, with what is known of that in `elsewhere`; keyed:
    member -> the answer on paper that one person wrote down and no second one yet.
    """

    proposer: str
    title: str
    effect: str
    procedure: str
    procedure_seq: int
    method: str
    options: tuple[str, ...]
    opened: int
    proposed_at: str
    opens_at: str
    closes_at: str
    voters: int
    support: int = 0
    supporters: frozenset[str] = frozenset()
    articles: tuple[str, ...] = ()
    run: str = ""
    replaces: str = ""
    roll: Map[str, int] = Map()
    ballots: Map[str, Ballot] = Map()
    answered: int = 0
    superseded: int = 0
    status: str = OPEN
    closed: int = -1
    closed_at: str = ""
    counts: tuple[OptionCounted, ...] = ()
    quorum_reached: bool = False
    effect_from: str = ""
    effect_status: str = ""
    stopped_why: str = ""
    lot: str = ""
    winners: tuple[str, ...] = ()
    chambers: Map[str, str] = Map()
    extended: bool = False
    call: int = 0
    hands: tuple[Hands, ...] = ()
    taking_part: int = 0
    versions: tuple[int, ...] = ()
    hidden: bool = False
    way_out: str = ""
    overridden: bool = False
    sealed: bool = False
    box_voted: tuple[str, ...] = ()
    box_open: bool = False
    external: bool = False
    elsewhere: Elsewhere = Elsewhere()
    keyed: Map[str, Keyed] = Map()

    @property
    def apart(self) -> bool:
        """Whether no answer to it stands in the journal by name: it goes into a sealed box, or is given elsewhere."""
        return self.sealed or self.external

    @property
    def ends_at(self) -> str:
        """When the node ends it: with the close, or on the last day for a result from elsewhere."""
        return days_after(self.closes_at, RESULT_DAYS) if self.external else self.closes_at

    @property
    def whole(self) -> bool:
        """Whether the roll is complete, so that members can answer."""
        return len(self.roll) == self.voters
