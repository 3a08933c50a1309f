"""A meeting as a TOML file: which meeting, and what is to be done about it."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auzolan.charter.around import Request
from auzolan.charter.nearest import nearest
from auzolan.cli.console import Unreadable
from auzolan.cli.toml_bounds import bounded_toml
from auzolan.cli.verbs.check import read_charter
from auzolan.governance.meeting_deciding import (
    CallMeeting,
    CloseMeeting,
    ConfirmHands,
    CountHands,
    GiveProxy,
    NotePresence,
    OpenMeeting,
    SetAgenda,
    SignMinutes,
)
from auzolan.governance.meeting_facts import Hands
from auzolan.values.instant import print_instant

PAPER_MAX = 50_000_000
# In the order in which a meeting goes; each table says what is asked, and every one can name who asks with `by`.
STEPS: dict[str, dict[str, type]] = {
    "notice": {"title": str, "place": str, "procedure": str, "first_call": str, "chair": str, "secretary": str,
               "agenda": list},
    "agenda": {"decisions": list},
    "proxy": {"from": str, "to": str, "paper": str},
    "presence": {"came": list, "left": list},
    "call": {"number": int, "chair": str, "secretary": str},
    "hands": {"decision": str, "counts": dict},
    "confirm": {"decision": str, "counts": dict},
    "close": {"remarks": str},
    "sign": {"minutes": str},
}
FORMS = {
    str: "words in double quotes", list: "a list of ids in double quotes", int: "a whole number",
    dict: "a number for each answer, such as {yes = 37, no = 4, abstain = 2}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do. name: its table; by: the member who does it, empty for whoever gives the command."""

    name: str
    said: dict[str, Any]
    by: str = ""


def read(path: Path) -> tuple[str, list[Step]]:
    """(the id of the meeting, empty for a new one; the steps in the order of a meeting). Raises Unreadable."""
    try:
        said = tomllib.loads(bounded_toml(read_charter(path), path.name))
    except tomllib.TOMLDecodeError as why:
        raise Unreadable(f"{path.name} is not TOML: {why}.") from why
    meeting = said.pop("meeting", "")
    if not isinstance(meeting, str):
        raise Unreadable(f'{path.name}: meeting should be an id in double quotes, such as meeting = "g7f3k2".')
    for name in said:
        if name not in STEPS:
            raise Unreadable(f"{path.name}: {name} is not known. The nearest is {nearest(name, tuple(STEPS))}.")
    steps = [_step(path, name, one) for name in STEPS for one in _tables(path, name, said.get(name, []))]
    if not steps:
        raise Unreadable(f"{path.name} says nothing to do: write a table such as [notice], [presence] or [[hands]].")
    if bool(meeting) == any(step.name == "notice" for step in steps):
        raise Unreadable(f'{path.name} names a meeting with meeting = "...", or calls one with [notice]: one of both.')
    return meeting, steps


def _tables(path: Path, name: str, said: Any) -> list[dict[str, Any]]:
    tables = [said] if isinstance(said, dict) else said
    if isinstance(tables, list) and all(isinstance(one, dict) for one in tables):
        return tables
    raise Unreadable(f"{path.name}: {name} should be a table, under a header in brackets.")


def _step(path: Path, name: str, said: dict[str, Any]) -> Step:
    fields = {**STEPS[name], "by": str}
    for field, value in said.items():
        if field not in fields:
            close = nearest(field, tuple(fields))
            raise Unreadable(f"{path.name}: {name}.{field[:60]} is not known. The nearest is {close}.")
        if field == "first_call" and isinstance(value, datetime):
            if value.tzinfo is None:
                raise Unreadable(f"{path.name}: {name}.{field} should end with Z or an offset such as +02:00.")
            said = {**said, field: print_instant(value.astimezone(UTC))}
        elif not _fits(fields[field], value):
            raise Unreadable(f"{path.name}: {name}.{field} should be {FORMS[fields[field]]}.")
    return Step(name=name, said={key: value for key, value in said.items() if key != "by"}, by=said.get("by", ""))


def _fits(kind: type, value: Any) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if kind is dict:
        return isinstance(value, dict) and all(_whole(one) for one in value.values())
    return _whole(value) if kind is int else isinstance(value, kind)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def request(step: Step, meeting: str, folder: Path) -> Request:
    """The step as the office takes it. folder: where a paper's file is looked for. Raises Unreadable."""
    said = step.said
    match step.name:
        case "notice":
            return CallMeeting(
                title=said.get("title", ""), place=said.get("place", ""), procedure=said.get("procedure", ""),
                first_at=said.get("first_call", ""), chair=said.get("chair", ""),
                secretary=said.get("secretary", ""), decisions=tuple(said.get("agenda", ())),
            )
        case "agenda":
            return SetAgenda(meeting=meeting, decisions=tuple(said.get("decisions", ())))
        case "proxy":
            paper = _paper(folder, said["paper"]) if said.get("paper") else ""
            return GiveProxy(meeting=meeting, to=said.get("to", ""), giver=said.get("from", ""), paper=paper)
        case "presence":
            return NotePresence(meeting=meeting, came=tuple(said.get("came", ())), left=tuple(said.get("left", ())))
        case "call":
            return OpenMeeting(
                meeting=meeting, chair=said.get("chair", ""), secretary=said.get("secretary", ""),
                call=said.get("number", 0),
            )
        case "hands" | "confirm":
            asks = CountHands if step.name == "hands" else ConfirmHands
            counts = tuple(Hands(option=option, hands=number) for option, number in said.get("counts", {}).items())
            return asks(meeting=meeting, decision=said.get("decision", ""), counts=counts)
        case "close":
            return CloseMeeting(meeting=meeting, remarks=said.get("remarks", ""))
    return SignMinutes(meeting=meeting, digest=said.get("minutes", ""))


def _paper(folder: Path, name: str) -> str:
    """SHA-256 of a scanned paper: the entry names it, and the file itself stays with those who keep it."""
    path = folder / name
    try:
        if path.stat().st_size > PAPER_MAX:
            raise Unreadable(f"{name} is larger than {PAPER_MAX} bytes; give a smaller scan.")
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as why:
        raise Unreadable(f"{name} cannot be read: {why.strerror}. Put the scan beside the file.") from why
