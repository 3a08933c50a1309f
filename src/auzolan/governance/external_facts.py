"""What is known of a vote that was held elsewhere: where it is, what came out of it, and that two people checked it."""

import msgspec

from auzolan.governance.proposed import Points
from auzolan.journal.entry import Fact, Whole

RESULT_DAYS = 30  # from the end of voting: trustees decrypt together, and one of them is always away


class CountedPaper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What some voters said alike, and how many they are; one without an answer takes part and prefers nothing."""

    voters: Whole
    option: str = ""
    ranks: tuple[tuple[str, ...], ...] = ()
    points: tuple[Points, ...] = ()


class VotePlaced(Fact, frozen=True, kw_only=True, tag="governance.vote_placed.1"):
    """Members learn where a vote is held. address: https; fingerprint: of the election as its server shows it, 43
    letters of base 64, or empty: with it no other election's result can be entered."""

    decision: str
    address: str
    fingerprint: str = ""


class ResultPapers(Fact, frozen=True, kw_only=True, tag="governance.result_papers.1"):
    """What a vote elsewhere came to, as one person entered it: a part of the papers, in canonical order. part: from 0;
    part 0 stands instead of everything that was entered before."""

    decision: str
    part: Whole
    papers: tuple[CountedPaper, ...]


class ResultRecorded(Fact, frozen=True, kw_only=True, tag="governance.result_recorded.1"):
    """The result is whole and waits for a second person. count: ballots; root: of the tree over the papers (RFC 6962),
    in hex; archive: SHA-256 of the election's archive, in hex; fingerprint: of the election in it; vault: commitment
    to the words on how it was verified."""

    decision: str
    count: Whole
    root: str
    archive: str
    fingerprint: str
    vault: str


class ResultConfirmed(Fact, frozen=True, kw_only=True, tag="governance.result_confirmed.1"):
    """A second person verified the archive and found the same papers in it. The decision is closed with them.

    root, archive: as they were recorded; vault: commitment to the words on how it was verified.
    """

    decision: str
    root: str
    archive: str
    vault: str


class ResultMissing(Fact, frozen=True, kw_only=True, tag="governance.result_missing.1"):
    """No result that two people had checked was there on the last day. Nothing was counted."""

    decision: str


EXTERNAL_FACTS = (VotePlaced, ResultPapers, ResultRecorded, ResultConfirmed, ResultMissing)
