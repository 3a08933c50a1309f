"""Members from a CSV file: one row a person, with class and day of joining; names and addresses go to the vault."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from auzolan.charter.nearest import nearest
from auzolan.intake._columns import Line, enough, read_lines, shortened
from auzolan.members.decide import AdmitMember, AdmitMembers
from auzolan.values.finding import Finding

name = "members"
summary = "Members from a CSV file, one row a person."
suffixes = (".csv",)

FACTS = ("class", "joined")
# Everything else about a person is sealed. `number` is what the old list called them by.
WORDS = ("name", "email", "number", "known_as", "address", "phone", "place", "born", "story", "note")
COLUMNS = (*FACTS, *WORDS)


def read(
    data: bytes, *, classes: Sequence[str], mapping: Mapping[str, str] | None = None, where: str = "members.csv",
    default_class: str = "", today: str = "",
) -> tuple[tuple[AdmitMember, ...], list[Finding]]:
    """People to admit, and every fault found; nothing is admitted by reading.

    classes: ids of the charter's classes; mapping: column in the file -> name of COLUMNS, or "-"; default_class: for
    files without a class column; today: the latest day of joining that is believed, ISO, or empty for any.
    """
    required = () if default_class else ("class",)
    lines, findings = read_lines(data, known=COLUMNS, required=required, mapping=mapping or {}, where=where)
    seen: dict[str, int] = {}
    people = []
    for line in lines:
        faults = _faults(line, classes, default_class, today, seen, where)
        findings += faults
        if not faults:
            words = {column: line.get(column) for column in WORDS if line.get(column)}
            class_ = line.get("class") or default_class
            people.append(AdmitMember(class_=_id(class_), joined=line.get("joined"), person=words))
        if enough(findings):
            break
    return tuple(people), findings


def request(people: Sequence[AdmitMember], data: bytes = b"") -> AdmitMembers:
    """All of them in one append, under the digest of the file, so that the same file twice admits nobody twice."""
    return AdmitMembers(people=tuple(people), source=hashlib.sha256(data).hexdigest() if data else "")


def _id(class_: str) -> str:
    return class_ if class_.startswith("class.") else f"class.{class_}"


def _faults(
    line: Line, classes: Sequence[str], default_class: str, today: str, seen: dict[str, int], where: str
) -> list[Finding]:
    faults = []
    class_, joined, email = line.get("class") or default_class, line.get("joined"), line.get("email").lower()
    if _id(class_) not in classes:
        short = [one.removeprefix("class.") for one in classes]
        why = f"The charter has {', '.join(short) or 'no class'}."
        after = f"Write {nearest(class_, short)}."
        faults.append(_finding(line, where, "class", class_, "This class is not known", why, after))
    if joined and (why := _day_fault(joined, today)):
        faults.append(_finding(line, where, "joined", joined, "This is no day of joining", why, "Write 2026-03-01."))
    if email and "@" not in email:
        why = "An address has an @ in it."
        faults.append(_finding(line, where, "email", email, "This is no e-mail address", why, "Correct it."))
    for key in (email, f"number {line.get('number')}" if line.get("number") else ""):
        if key and key in seen:
            why = f"Line {seen[key]} has it too."
            faults.append(_finding(line, where, "", key, "Two people share this", why, "Keep it with one of them."))
        elif key:
            seen[key] = line.number
    return faults


def _day_fault(text: str, today: str) -> str:
    try:
        if date.fromisoformat(text).isoformat() != text:
            return "Days are written year, month, day."
    except ValueError:
        return "Days are written year, month, day."
    return "It lies in the future." if today and text > today else ""


def _finding(line: Line, where: str, field: str, excerpt: str, what: str, why: str, next: str) -> Finding:
    return Finding(
        what=what, why=why, next=next, where=where, line=line.number, field=field, excerpt=shortened(excerpt)
    )
