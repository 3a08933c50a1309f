"""auzolan found: an organisation begins with its charter."""

import argparse
import re
import sys
import unicodedata
from pathlib import Path

from auzolan.charter.charter import charter_of
from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.decide import read_charter as articles_of
from auzolan.charter.preset import preset, presets
from auzolan.cli import founding
from auzolan.cli.console import Console, Unreadable
from auzolan.cli.store_file import holds_store
from auzolan.cli.verbs.check import read_charter
from auzolan.members.decide import AdmitMember, AdmitMembers
from auzolan.members.facts import MemberAdmitted
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.values.refusal import Refusal

name = "found"
summary = "Found an organisation from a preset or from a charter of your own."
example = 'auzolan found mondragon --name "Harvest Hands"'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The charter, and what the organisation is called."""
    parser.add_argument("charter", metavar="PRESET|CHARTER.toml", help=f"one of {', '.join(presets())}, or a file")
    parser.add_argument("--name", default="", help="what it is called; public")
    parser.add_argument("--id", default="", help="short id of small letters, digits and dashes; made from the name")
    parser.add_argument("--host", default="localhost", help="the host in the origin line of its checkpoints")
    parser.add_argument("--exercise", action="store_true", help="for training: AUZOLAN_CLOCK may bend its clock")
    parser.add_argument("--ask", action="store_true", help="ask the five questions, also without a terminal")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the charter to edit it, and found nothing")


def short_id(name: str) -> str:
    """An id made from a name: "Harvest Hands" -> "harvest-hands"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return made if re.fullmatch(r"[a-z][a-z0-9-]+", made) else f"org-{made}".strip("-")


def run(said: argparse.Namespace, console: Console) -> int:
    """Found it: the founding, then the first version of every article, then those who found it."""
    is_preset = said.charter in presets()
    text = preset(said.charter) if is_preset else read_charter(Path(said.charter))
    title = said.name or (said.charter if is_preset else Path(said.charter).stem).replace("_", " ").capitalize()
    answers = {founding.NAME: title}
    if said.ask or (sys.stdin.isatty() and not said.json):
        answers |= _asked(text, title, console, named=bool(said.name))
        text = founding.answered(text, answers)
    if said.write is not None:
        return _written(said, console, text)
    title = answers[founding.NAME]
    id = said.id or short_id(title)
    node = Node(said.data)
    holds_store(node)
    node.make()
    console.node = node
    request = FoundOrganisation(
        name=title, charter=text, origin=f"{said.host}/{id}", preset=said.charter if is_preset else "",
        exercise=said.exercise,
    )
    answer = found(node, id, request, key=said.key)
    seqs, members = _admitted(said, console, id, answers, text)
    people = f" {len(members)} people founded it." if members else ""
    document = {"org": id, "entries": [*answer.seqs, *seqs]} | ({"members": members} if members else {})
    return console.answer(document, [
        f"{title} is founded as {id}, with {len(answer.entries) - 1} articles.{people}",
        "Next: auzolan admit, auzolan import, or auzolan serve to open its pages.",
    ])


def _asked(text: str, title: str, console: Console, *, named: bool) -> dict[str, str]:
    asked = founding.questions(text, title)
    if named:
        asked = tuple(one for one in asked if one.key != founding.NAME)
    return founding.ask(asked, console.tell, sys.stdin.readline)


def _written(said: argparse.Namespace, console: Console, text: str) -> int:
    if said.write.exists():
        raise Unreadable(f"{said.write} is there already; nothing was written.")
    said.write.write_text(text, "utf-8")
    told = f"Written: {said.write}. Edit it, then: auzolan check {said.write}, auzolan found {said.write}."
    return console.answer({"path": str(said.write)}, [told])


def _admitted(
    said: argparse.Namespace, console: Console, org: str, answers: dict[str, str], text: str
) -> tuple[list[int], list[str]]:
    """The entries that admit those who found it, and their ids. A charter may leave that to others: then it is told."""
    people = founding.names(answers)
    if not people:
        return [], []
    class_ = founding.class_of(charter_of(articles_of(text)))
    request = AdmitMembers(people=tuple(AdmitMember(class_=class_, person={"name": one}) for one in people))
    try:
        answer = console.node.office(org).do(request, key=f"{said.key}-people" if said.key else "")
    except Refusal as refusal:
        console.tell(f"{refusal.what}. {refusal.why} {refusal.next}")
        return [], []
    admitted = (entry.fact for entry in answer.entries)
    return answer.seqs, [fact.member for fact in admitted if isinstance(fact, MemberAdmitted)]
