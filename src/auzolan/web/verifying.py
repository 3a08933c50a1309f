"""Verifying in the background: its progress stands in a small file, so that the page can be left and come back to."""

import json
import os
import threading
import time
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from auzolan.node.keeping import write_whole
from auzolan.node.node import Node
from auzolan.node.office import Office
from auzolan.values.instant import print_instant
from auzolan.verify.verify import verify
from auzolan.views.verify_page import BROKEN, DONE, RUNNING, Checked, Verification

AT_ONCE = 5_000  # up to so many entries, the page waits for the answer
SILENT_SECONDS = 120  # a run that has said nothing for so long was ended from outside
_starting = threading.Lock()


def last(node: Node, org: str) -> Verification:
    """The newest verification of an organisation on this node."""
    path = _path(node, org)
    if not path.exists():
        return Verification()
    said = json.loads(path.read_text(encoding="utf-8"))
    found = Verification(**said | {"checks": tuple(Checked(**one) for one in said["checks"])})
    if found.status == RUNNING and time.time() - path.stat().st_mtime > SILENT_SECONDS:
        return replace(found, status=BROKEN, why="It was interrupted before its end.")
    return found


def start(node: Node, office: Office, *, wait: bool | None = None) -> None:
    """Verify everything; does nothing while another runs. wait: until it is done (default: if it is short)."""
    size = office.store.size()
    with _starting:
        if last(node, office.org).status == RUNNING:
            return
        begun = Verification(status=RUNNING, began=print_instant(datetime.now(UTC)), of=size)
        _note(node, office.org, begun)
    work = threading.Thread(target=_verify, args=(node, office, begun), name=f"verify {office.org}", daemon=True)
    work.start()
    if size <= AT_ONCE if wait is None else wait:
        work.join()


def _verify(node: Node, office: Office, begun: Verification) -> None:
    began = time.monotonic()

    def progress(seq: int) -> None:
        _note(node, office.org, replace(begun, done=seq))

    try:
        kept = office.keeping.kept(office.org)
        with office.reading():
            verdict = verify(office.copy(), kept, progress)
        ended = replace(
            begun,
            status=DONE,
            done=verdict.entries,
            of=verdict.entries,
            holds=verdict.holds,
            root=verdict.root,
            checks=tuple(
                Checked(name=one.name, holds=one.holds, message=one.message, entry=one.entry) for one in verdict.checks
            ),
        )
    except Exception as why:
        _note(node, office.org, replace(begun, status=BROKEN, why=f"It could not be finished: {why}"))
        raise
    finally:
        node.close()
    _note(node, office.org, replace(ended, took=round(time.monotonic() - began)))


def _path(node: Node, org: str) -> Path:
    return node.data / "verify" / f"{org}.json"


def _note(node: Node, org: str, said: Verification) -> None:
    path = _path(node, org)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(asdict(said), ensure_ascii=False).encode())
    os.utime(path)
