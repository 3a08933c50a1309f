"""The sealed boxes of one organisation: papers locked away until the close, with the key outside the database."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from auzolan.governance.sealed_box import Box, paper_bytes
from auzolan.governance.sealed_facts import Paper
from auzolan.node.database import Database
from auzolan.node.keeping import Keeping
from auzolan.values.refusal import Refusal

NONCE, SLOT = 12, 16
BLOCK = 256  # papers are padded to whole blocks that hold the longest answer there can be
_paper = msgspec.json.Decoder(Paper)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How far a box is filled: how many have voted, and whether one member has."""

    voted: int
    mine: bool


class BallotBox:
    """Papers and who voted, in two tables that share nothing, both sorted by what says nothing about time.

    Each box has its own key in AUZOLAN_STATE; whoever has the database or a copy of it reads no paper.
    """

    def __init__(self, database: Database, handle: int, org: str, keeping: Keeping) -> None:
        self.database = database
        self.handle = handle
        self.org = org
        self.keeping = keeping

    def told(self, decision: str, member: str = "") -> Told:
        """How many have voted, and whether this member has."""
        where, values = "org = ? AND decision = ?", (self.handle, decision)
        found = self.database.one(f"SELECT COUNT(*) FROM box_voted WHERE {where}", values)
        mine = self.database.one(f"SELECT 1 FROM box_voted WHERE {where} AND member = ?", (*values, member))
        return Told(voted=int(found[0]) if found else 0, mine=mine is not None)

    def seen(self, decision: str, member: str) -> tuple[int, bool]:
        """How many have voted, and whether this member has, as views ask for it."""
        told = self.told(decision, member)
        return told.voted, told.mine

    def put(self, decision: str, member: str, paper: Paper, room: int) -> None:
        """Lock a paper away and note that the member has voted; the caller holds the write lock. Raises Refusal.

        room: bytes of the longest answer there can be.
        """
        if self.told(decision, member).mine:
            raise _no(decision, "You have voted; what is in the box stays as it is.", "Wait for the close.")
        key = self.keeping.box_key(self.org, decision, make=True)
        if key is None:
            raise RuntimeError("a key that was just made is not there")
        slot = hmac.digest(key, paper.tracker.encode(), hashlib.sha256)[:SLOT]
        if self.database.one("SELECT 1 FROM box_papers WHERE org = ? AND slot = ?", (self.handle, slot)):
            raise _no(decision, "A paper with this tracker lies in the box already.", "Cast it again with a new one.")
        nonce = secrets.token_bytes(NONCE)
        locked = nonce + AESGCM(key).encrypt(nonce, _padded(paper_bytes(paper), room), decision.encode())
        self.database.execute("INSERT INTO box_papers (org, slot, decision, sealed) VALUES (?, ?, ?, ?)",
                              (self.handle, slot, decision, locked))
        self.database.execute("INSERT INTO box_voted (org, decision, member) VALUES (?, ?, ?)",
                              (self.handle, decision, member))

    def open(self, decision: str) -> Box:
        """Everything that is in a box; `lost` where its key or a paper is not here, or not what was locked away."""
        rows = self.database.all(
            "SELECT sealed FROM box_papers WHERE org = ? AND decision = ? ORDER BY slot", (self.handle, decision)
        )
        people = self.database.all(
            "SELECT member FROM box_voted WHERE org = ? AND decision = ? ORDER BY member", (self.handle, decision)
        )
        voted = tuple(str(row[0]) for row in people)
        key = self.keeping.box_key(self.org, decision)
        if key is None:
            return Box(voted=voted, lost=bool(rows or voted))
        try:
            papers = tuple(_unlocked(key, bytes(row[0]), decision) for row in rows)
        except (InvalidTag, msgspec.DecodeError, ValueError):
            return Box(voted=voted, lost=True)
        return Box(voted=voted, papers=papers, lost=len(papers) != len(voted))

    def empty(self, decision: str) -> None:
        """Forget the rows of a box that was opened; the caller holds the write lock."""
        self.database.delete_for_good()
        for table in ("box_papers", "box_voted"):
            self.database.execute(f"DELETE FROM {table} WHERE org = ? AND decision = ?", (self.handle, decision))

    def destroy(self, decision: str) -> None:
        """Destroy the key of a box that was opened, and what the database still keeps of its rows.

        Done after the commit: what is gone from the journal's side must not be needed any more.
        """
        self.keeping.erase_box(self.org, decision)
        self.database.forget_deleted(("box_papers", "box_voted"))

    def left_over(self, open_: frozenset[str]) -> tuple[str, ...]:
        """Boxes whose keys are still here though they were opened. open_: the decisions that are open now."""
        return tuple(one for one in self.keeping.boxes(self.org) if one not in open_)


def _padded(written: bytes, room: int) -> bytes:
    size = -(-max(room, len(written) + 1) // BLOCK) * BLOCK
    return written + b"\n" + b" " * (size - len(written) - 1)


def _unlocked(key: bytes, locked: bytes, decision: str) -> Paper:
    return _paper.decode(AESGCM(key).decrypt(locked[:NONCE], locked[NONCE:], decision.encode()).rstrip())


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="Your vote was not put into the box", where=where, why=why, next=next)
