"""Preparing mail for 10,000 members: a reminder and a digest each, every word and link of it.

There is no peer for this: beside it stands the standard library writing as many messages of the same size, with nothing
looked up. Ours: who is to get what, put into the outbox in one commit, then for each member what waits for them, the
signed link that answers it, the text, the message as bytes. Nothing is sent.
Run: python bench/mail.py [--members 10000] [--json]. Leaves with 1 when the limit is missed or a letter is missing.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path

from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.preset import preset
from auzolan.governance.decide import OpenProposal
from auzolan.members.decide import AdmitMember, AdmitMembers
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.office import Office
from auzolan.node.outbox import Outbox
from auzolan.values.instant import parse_instant

BATCH = 10_000
LIMIT_SECONDS = 30.0
OPENED, LATE = "2031-03-03T10:00:00Z", "2031-03-09T18:00:00Z"


def peopled(folder: Path, members: int) -> Node:
    """A node with an exercise of so many workers, each with an address, and an open decision."""
    os.environ["AUZOLAN_CLOCK"] = OPENED
    node = Node(folder / "ours", state=folder / "state", database_url="")
    node.make()
    found(node, "bench", FoundOrganisation(
        name="Bench", charter=preset("loomio"), origin="localhost/bench", preset="loomio", exercise=True,
    ))
    office = node.office("bench")
    for first in range(0, members, BATCH):
        size = min(BATCH, members - first)
        office.do(AdmitMembers(people=tuple(
            AdmitMember(class_="worker", person={"name": f"Member {first + n}", "email": f"m{first + n}@example.org"})
            for n in range(size)
        )))
        print(f"admitted {first + size} of {members}", file=sys.stderr, flush=True)
    proposer = min(office.now().states["members"].members)
    office.do(OpenProposal(title="Shall we?", text="All of us. " * 60), by=proposer)
    os.environ["AUZOLAN_CLOCK"] = LATE
    return node


def prepared(node: Node, office: Office) -> tuple[float, list[bytes]]:
    """Seconds, and every letter as a mail server would get it."""
    from auzolan.web.letters import Writer
    from auzolan.web.posting import doors_of, message_of, prepare
    from auzolan.web.settings import configure

    configure(node)
    org = office.now()
    outbox, now = Outbox(office.store.database, office.store.handle), int(parse_instant(LATE).timestamp())
    began = time.perf_counter()
    doors = doors_of(office, org)
    prepare(org, outbox, LATE, now, doors)
    writer, made = Writer(office, org, LATE), []
    while letters := outbox.take(now, 1_000):
        for letter in letters:
            message = message_of(writer, letter, doors)
            if message is not None:
                made.append(message.message().as_bytes())
    return time.perf_counter() - began, made


def bare(letters: list[bytes]) -> float:
    """Seconds for as many messages of the same bodies by the standard library, nothing looked up."""
    bodies = [one.decode().partition("\n\n")[2] for one in letters]
    began = time.perf_counter()
    for number, body in enumerate(bodies):
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = "News", "house@example.org", f"m{number}@example.org"
        message.set_content(body)
        message.as_bytes()
    return time.perf_counter() - began


def main() -> int:
    """Measure, tell, and leave with 1 where the limit is missed or anybody is left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        node = peopled(Path(name), said.members)
        ours, letters = prepared(node, node.office("bench"))
        node.close()
    theirs = bare(letters)
    whole = len(letters) == 2 * said.members
    found_ = {
        "members": said.members, "letters": len(letters), "ours_seconds": round(ours, 2),
        "bare_seconds": round(theirs, 2), "limit_seconds": LIMIT_SECONDS, "everybody": whole,
    }
    print(json.dumps(found_) if said.json else "\n".join(f"{key}: {value}" for key, value in found_.items()))
    return 0 if whole and ours <= LIMIT_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
