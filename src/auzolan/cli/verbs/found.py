"""auzolan found: an organisation begins with its charter."""

import argparse
import re
import sys
import unicodedata
from pathlib import Path

from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.preset import preset, presets
from auzolan.cli.console import Console
from auzolan.cli.store_file import holds_store
from auzolan.cli.verbs.check import read_charter
from auzolan.node.founding import found
from auzolan.node.node import Node

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


def short_id(name: str) -> str:
    """An id made from a name: "Harvest Hands" -> "harvest-hands"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return made if re.fullmatch(r"[a-z][a-z0-9-]+", made) else f"org-{made}".strip("-")


def _asked(question: str, default: str) -> str:
    said = input(f"{question} [{default}]: ").strip()
    return said or default


def run(said: argparse.Namespace, console: Console) -> int:
    """Found it: the founding, then the first version of every article."""
    is_preset = said.charter in presets()
    text = preset(said.charter) if is_preset else read_charter(Path(said.charter))
    title = said.name or (said.charter if is_preset else Path(said.charter).stem).replace("_", " ").capitalize()
    if sys.stdin.isatty() and not said.json and not said.name:
        title = _asked("What is the organisation called?", title)
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
    return console.answer(
        {"org": id, "entries": answer.seqs},
        [f"{title} is founded as {id}, with {len(answer.entries) - 1} articles.", "Next: auzolan admit, auzolan import,"
         " or auzolan serve to open its pages."],
    )
