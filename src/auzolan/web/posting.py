"""Mail that goes out by itself: one reminder, one digest; what a mail server does not take is tried again.

`python -m auzolan.web.posting` sends what is due now and says how it went; the server does so every minute.
"""

import json
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.utils import translation

from auzolan.journal.fault import JournalFault
from auzolan.members.state import Mail as Wish
from auzolan.node.database import DRIVER_ERRORS
from auzolan.node.node import Node, moment
from auzolan.node.office import Office
from auzolan.node.outbox import Letter, Outbox
from auzolan.organisation import Organisation
from auzolan.values.instant import parse_instant, print_instant
from auzolan.values.refusal import Refusal
from auzolan.web import called
from auzolan.web.called import Door
from auzolan.web.letters import DIGEST, REMINDER, Writer
from auzolan.web.settings import configure, has_mail

EVERY_SECONDS = 60
BATCH = 200
HOUR = 6  # digests are made from this hour on (UTC)
EARLY_MAX = timedelta(days=3)
NOT_TAKEN = (OSError, SMTPException)
_told = logging.getLogger("auzolan.mail")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """How sending went. sent: letters taken by the mail server; waits: tried in vain, to be tried again."""

    sent: int = 0
    waits: int = 0
    why: str = ""


def post(office: Office) -> Posted:
    """Prepare what is due for one organisation, and send what waits to be sent."""
    org = office.now()
    if not org.seq:
        return Posted()
    at = moment(org)
    now, doors = int(parse_instant(at).timestamp()), doors_of(office, org)
    outbox = Outbox(office.store.database, office.store.handle)
    prepare(org, outbox, at, now, doors)
    done = send(outbox, Writer(office, org, at), doors, now)
    outbox.tidy(now)
    return done


def doors_of(office: Office, org: Organisation) -> dict[str, Door]:
    """The address of each member who has one; where they have several, the first by its text."""
    doors: dict[str, Door] = {}
    for _, door in sorted(called.book(office, org).doors.items()):
        doors.setdefault(door.member, door)
    return doors


def prepare(org: Organisation, outbox: Outbox, at: str, now: int, doors: dict[str, Door]) -> None:
    """Put every letter that is due into the outbox, once."""
    outbox.put([*_reminders(org, outbox, at, doors), *_digests(org, outbox, at, doors)], now)


def _reminders(org: Organisation, outbox: Outbox, at: str, doors: dict[str, Door]) -> Iterator[tuple[str, str, str]]:
    state, people = org.states["governance"], org.states["members"]
    for id in sorted(state.open):
        one = state.decisions[id]
        if not remind_from(one.opens_at, one.closes_at) <= at < one.closes_at:
            continue
        known = outbox.known(REMINDER, id)
        for member in sorted(one.roll):
            silent = member not in one.ballots and member not in known and member in doors
            if silent and people.mail.get(member, Wish()).reminders:
                yield REMINDER, id, member


def remind_from(opens: str, closes: str) -> str:
    """When those who have not answered are reminded: with a third of the time left, at most three days."""
    end = parse_instant(closes)
    return print_instant(end - min((end - parse_instant(opens)) / 3, EARLY_MAX))


def _digests(org: Organisation, outbox: Outbox, at: str, doors: dict[str, Door]) -> Iterator[tuple[str, str, str]]:
    people, day = org.states["members"], at[:10]
    labels = {"day": _label(at, "day"), "week": _label(at, "week")}
    known = {label: outbox.known(DIGEST, label) for label in labels.values()}
    for member in sorted(doors):
        one = people.members.get(member)
        label = labels.get(people.mail.get(member, Wish()).digest, "")
        if label and one is not None and one.belongs(day) and member not in known[label]:
            yield DIGEST, label, member


def _label(at: str, every: str) -> str:
    """The day, or the week, whose digest is the newest: it is made from six in the morning, the week's on Monday."""
    moment = parse_instant(at) - timedelta(hours=HOUR)
    year, week, _ = moment.isocalendar()
    return moment.date().isoformat() if every == "day" else f"{year}-W{week:02d}"


def send(outbox: Outbox, writer: Writer, doors: dict[str, Door], now: int) -> Posted:
    """Send what waits, some at a time over one connection; after a server that does not answer, stop and say so."""
    sent = 0
    while letters := outbox.take(now, BATCH):
        ready = [(one, message) for one in letters if (message := message_of(writer, one, doors)) is not None]
        there = {id(one) for one, _ in ready}
        outbox.drop([one for one in letters if id(one) not in there])
        if not ready:
            continue
        connection = get_connection()
        try:
            connection.open()
        except NOT_TAKEN as why:
            outbox.failed([one for one, _ in ready], now)
            return _stopped(outbox, sent, why)
        taken, broke = _over(connection, ready, outbox, now)
        sent += taken
        if broke is not None:
            return _stopped(outbox, sent, broke)
    return Posted(sent=sent, waits=outbox.stuck()[0])


def _over(connection: Any, ready: Sequence[tuple[Letter, Any]], outbox: Outbox, now: int) -> tuple[int, Any]:
    """Send letters over an open connection; gives how many were taken, and why it broke, if it did."""
    done: list[Letter] = []
    try:
        for number, (letter, message) in enumerate(ready):
            try:
                connection.send_messages([message])
            except (SMTPRecipientsRefused, ValueError):
                # An address that cannot be; it is tried again, for the person may correct it meanwhile.
                outbox.failed([letter], now)
            except NOT_TAKEN as why:
                outbox.failed([letter], now)
                outbox.back([one for one, _ in ready[number + 1 :]], now)
                return len(done), why
            else:
                done.append(letter)
        return len(done), None
    finally:
        outbox.sent(done, now)
        _quit(connection)


def _quit(connection: Any) -> None:
    try:
        connection.close()
    except NOT_TAKEN as why:
        _told.info("the mail server hung up: %s", why)


def _stopped(outbox: Outbox, sent: int, why: Exception) -> Posted:
    waits = outbox.stuck()[0]
    # Never an address: the log is read by others than those who may read names.
    _told.error("%s mails wait: the mail server does not take them (%s). Check AUZOLAN_SMTP_URL; they are tried again.",
                waits, type(why).__name__)
    return Posted(sent=sent, waits=waits, why=type(why).__name__)


def message_of(writer: Writer, letter: Letter, doors: dict[str, Door]) -> EmailMessage | None:
    """One letter as a mail server gets it, or None where there is nothing to say any more, or nobody to say it to."""
    door = doors.get(letter.member)
    mail = writer.write(letter, door) if door is not None else None
    if door is None or mail is None:
        return None
    return EmailMessage(
        subject=" ".join(mail.subject.split()), body=mail.body, to=[door.address],
        headers={"List-Unsubscribe": f"<{mail.quiet}>", "Auto-Submitted": "auto-generated"},
    )


def post_all(node: Node) -> Posted:
    """Send for every organisation of a node; what one cannot do does not keep the others from it."""
    sent = waits = 0
    why = ""
    for id in node.organisations():
        try:
            with translation.override("en"):
                done = post(node.office(id))
        except (Refusal, JournalFault, *DRIVER_ERRORS) as stopped:
            _told.warning("%s: no mail was sent: %s", id, stopped)
            continue
        sent, waits, why = sent + done.sent, waits + done.waits, done.why or why
    return Posted(sent=sent, waits=waits, why=why)


def keep_posting(node: Node, every: float = EVERY_SECONDS) -> threading.Event:
    """Send again and again in the background, where there is a mail server; set the answer to stop."""
    stop = threading.Event()

    def work() -> None:
        while not stop.wait(every):
            try:
                post_all(node)
            except (Refusal, *DRIVER_ERRORS) as why:
                _told.warning("no mail was sent: %s", why)

    if has_mail():
        threading.Thread(target=work, name="posting", daemon=True).start()
    return stop


def main() -> None:
    """Send what is due now, and say how it went as JSON: letters sent, letters that wait, and why, if they do."""
    node = Node(Path(os.environ.get("AUZOLAN_DATA", "auzolan-data")))
    node.make()
    configure(node)
    done = post_all(node) if has_mail() else Posted()
    node.close()
    print(json.dumps({"sent": done.sent, "waits": done.waits, "why": done.why}))


if __name__ == "__main__":
    main()
