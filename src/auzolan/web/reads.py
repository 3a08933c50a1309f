"""Who read whose name: written down each day, and shown to the person."""

import json
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_noted: set[tuple[str, str, str, str, str]] = set()
_guard = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """On that day somebody with a mandate saw a person's name on a page."""

    day: str
    by: str
    page: str


def _path(data: Path, org: str, person: str) -> Path:
    if not _ID.fullmatch(person) or not _ID.fullmatch(org):
        raise ValueError(f"{person!r} is not an id")
    return data / "reads" / org / f"{person}.jsonl"


def note(data: Path, org: str, *, by: str, of: Iterable[str], page: str, at: str) -> None:
    """Write down that `by` saw the names of `of`, once a day and page."""
    day = at[:10]
    for person in sorted(of):
        with _guard:
            place = (str(data), org, person, by, f"{day} {page}")
            if place in _noted:
                continue
            path = _path(data, org, person)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"day": day, "by": by, "page": page}) + "\n")
            _noted.add(place)


def of(data: Path, org: str, person: str) -> tuple[Read, ...]:
    """Who saw a person's name, newest first, each once a day and page."""
    path = _path(data, org, person)
    if not path.exists():
        return ()
    lines = dict.fromkeys(path.read_text(encoding="utf-8").splitlines())
    return tuple(Read(**json.loads(line)) for line in reversed(lines) if line)
