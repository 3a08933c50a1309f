"""auzolan admit: somebody becomes a member."""

import argparse

from auzolan.cli.console import Console
from auzolan.members.decide import AdmitMember
from auzolan.members.facts import MemberAdmitted

name = "admit"
summary = "Admit a member under a class article. Name and e-mail go to the vault, never into an entry."
example = 'auzolan admit --class worker --name "Ane" --email ane@example.org'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Class, day, and what the person says about themselves."""
    parser.add_argument("--class", dest="class_", required=True, help="the class, such as worker")
    parser.add_argument("--name", default="", help="name, for the vault")
    parser.add_argument("--email", default="", help="e-mail address, for the vault; opens the member's door")
    parser.add_argument("--joined", default="", metavar="DATE", help="first day of belonging (default today)")


def run(said: argparse.Namespace, console: Console) -> int:
    """Admit and print the new number."""
    person = {key: word for key, word in (("name", said.name), ("email", said.email)) if word}
    answer = console.do(AdmitMember(class_=said.class_, joined=said.joined, person=person))
    member = answer.fact(MemberAdmitted).member
    return console.answer({"member": member, "entries": answer.seqs}, [f"Admitted as {member}."])
