"""Sign-in codes: sent by mail, kept only as a keyed hash, good once, for a quarter of an hour and five tries."""

import hashlib
import hmac
import secrets
import threading
import time
from collections import deque
from dataclasses import dataclass

from auzolan.node.office import Office
from auzolan.organisation import Organisation
from auzolan.web import called
from auzolan.web.addresses import same

DIGITS = 8
SECONDS = 15 * 60
TRIES = 5
LIVE_MAX = 5  # codes of one address that are good at the same time
ASKED_MAX = 60  # codes that one sender may ask for in that time
UNKNOWN = "?"

_asked: dict[str, deque[float]] = {}
_guard = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A code on its way. id: what the browser keeps; code: what the mail says; to: the address, empty for nobody."""

    id: str
    code: str
    to: str


def ask(office: Office, org: Organisation, address: str, sender: str) -> Sent | None:
    """Make a code for whoever an address belongs to; None when too many were asked for.

    An unknown address gets a code as well, which opens nothing and is sent to nobody: whether somebody is known here
    cannot be told from the answer. sender: where the request came from.
    """
    if not _few(sender):
        return None
    plain = same(address)
    known = called.book(office, org).doors.get(plain)
    member = known.member if known else UNKNOWN + _hidden(office, "address", plain)[:32]
    whose = f"{member} {known.commitment if known else ''}"
    now = int(time.time())
    id, code = secrets.token_hex(16), f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    database = office.store.database
    with database.writing(office.handle):
        database.execute("DELETE FROM sign_in_codes WHERE until < ?", (now,))
        # By address, not by member: else the limit would tell which addresses are one person's.
        live = database.one(
            "SELECT COUNT(*) FROM sign_in_codes WHERE org = ? AND member = ?", (office.handle, whose)
        )
        if live is not None and live[0] >= LIVE_MAX:
            return None
        database.execute(
            "INSERT INTO sign_in_codes (id, org, member, code, until, tries) VALUES (?, ?, ?, ?, ?, 0)",
            (id, office.handle, whose, _hidden(office, id, code), now + SECONDS),
        )
    return Sent(id=id, code=code, to=known.address if known else "")


def check(office: Office, id: str, code: str) -> tuple[str, str] | None:
    """(member, commitment of the door) when the code is right; then it is used up. None otherwise, for any reason."""
    database = office.store.database
    with database.writing(office.handle):
        row = database.one(
            "SELECT member, code FROM sign_in_codes WHERE id = ? AND org = ? AND until >= ? AND tries < ?",
            (id, office.handle, int(time.time()), TRIES),
        )
        database.execute("UPDATE sign_in_codes SET tries = tries + 1 WHERE id = ?", (id,))
        given = _hidden(office, id, "".join(sign for sign in code if sign.isdecimal())[:DIGITS])
        right = hmac.compare_digest(given, str(row[1]) if row else "")
        if not row or not right or str(row[0]).startswith(UNKNOWN):
            return None
        database.execute("DELETE FROM sign_in_codes WHERE id = ?", (id,))
    member, _, door = str(row[0]).partition(" ")
    return member, door


def _hidden(office: Office, about: str, word: str) -> str:
    return hmac.digest(office.keeping.secret(), f"sign-in {office.org} {about} {word}".encode(), hashlib.sha256).hex()


def _few(sender: str) -> bool:
    now = time.monotonic()
    with _guard:
        for known in [known for known, times in _asked.items() if times and times[-1] < now - SECONDS]:
            del _asked[known]
        times = _asked.setdefault(sender, deque())
        while times and times[0] < now - SECONDS:
            times.popleft()
        times.append(now)
        return len(times) <= ASKED_MAX
