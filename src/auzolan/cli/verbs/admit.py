"""auzolan admit: somebody becomes a member, or somebody outside gets a number."""

import argparse

from auzolan.cli.console import Console, Unreadable
from auzolan.members.decide import AdmitMember, NameAgent
from auzolan.members.facts import AgentNamed, MemberAdmitted

name = "admit"
summary = "Admit a member under a class article, or with --agent name somebody outside. Names go to the vault."
example = (
    'auzolan admit --class worker --name "Ane" --email ane@example.org\n'
    '         auzolan admit --agent organisation --name "Green Beans Ltd"'
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Class, day, and what the person says about themselves."""
    parser.add_argument("--class", dest="class_", default="", help="the class, such as worker")
    parser.add_argument("--agent", choices=("person", "organisation", "ecosystem"),
                        help="somebody outside, such as a customer or a supplier")
    parser.add_argument("--name", default="", help="name, for the vault")
    parser.add_argument("--email", default="", help="e-mail address, for the vault; opens the member's door")
    parser.add_argument("--joined", default="", metavar="DATE", help="first day of belonging (default today)")


def run(said: argparse.Namespace, console: Console) -> int:
    """Admit and print the new number."""
    person = {key: word for key, word in (("name", said.name), ("email", said.email)) if word}
    if said.agent:
        answer = console.do(NameAgent(nature=said.agent, class_=said.class_, words=person))
        agent = answer.fact(AgentNamed).agent
        return console.answer({"agent": agent, "entries": answer.seqs}, [f"Named as {agent}."])
    if not said.class_:
        raise Unreadable("Say the class of the new member with --class, or --agent for somebody outside.")
    answer = console.do(AdmitMember(class_=said.class_, joined=said.joined, person=person))
    member = answer.fact(MemberAdmitted).member
    return console.answer({"member": member, "entries": answer.seqs}, [f"Admitted as {member}."])
