"""A place to talk: three workers, a club outside their assembly, somebody who may take statements out, a clock."""

import sys
from pathlib import Path
from typing import Any

import pytest

from auzolan.deliberation.decide import MakeStatement, OpenTalk, VoteStatement
from auzolan.deliberation.facts import StatementMade, TalkOpened
from auzolan.deliberation.state import Talk
from auzolan.members.decide import AdmitMember, GrantMandate
from auzolan.members.facts import MemberAdmitted
from charters import preset_with

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
from web_place import Place, founded

BODY, BEGAN, LAST = "body.assembly", "2026-10-01T09:00:00Z", "2026-10-31"
MODERATOR = """
["mandate.talks"]
title = "Moderator of talks"
granted_by = "body.assembly"
records = ["deliberation.statement_withdrawn", "deliberation.talk_closed"]
"""
SAID = (
    "We should roast on four days a week", "The shop should open on Saturdays", "Everybody should learn the books",
    "We should buy the second roaster", "Growers should be paid before we are", "Meetings should end by eight",
    "The van should be electric", "We should lend to the new co-op",
)


class Talks(Place):
    """A place with talks."""

    def state(self, talk: str) -> Talk:
        return self.office.now().states["deliberation"].talks[talk]

    def ask(self, who: str, request: Any, **more: Any) -> Any:
        return self.do(request, by=self.members[who], **more)

    def opens(self, who: str = "Ana", body: str = BODY, **more: str) -> str:
        asked = OpenTalk(**{"body": body, "closes": LAST, "title": "How we work", "question": "What first?"} | more)
        return str(self.ask(who, asked).fact(TalkOpened).talk)

    def says(self, talk: str, who: str, text: str) -> str:
        return str(self.ask(who, MakeStatement(talk=talk, text=text)).fact(StatementMade).statement)

    def votes(self, talk: str, who: str, statement: str, vote: str = "agree") -> Any:
        return self.ask(who, VoteStatement(talk=talk, statement=statement, vote=vote))


def talking(folder: Path, patch: pytest.MonkeyPatch) -> Talks:
    """Made, at nine in the morning of the first of October 2026. Cleo may take statements out."""
    patch.setenv("AUZOLAN_CLOCK", "2026-09-01T09:00:00Z")
    made = founded(folder, preset_with("equal_exchange", MODERATOR), exercise=True)
    place = Talks(made.node, made.office, made.members)
    place.admit("Dee", "buying_club", email="dee@example.org")
    place.do(GrantMandate(mandate="mandate.talks", member=place.members["Cleo"]))
    patch.setenv("AUZOLAN_CLOCK", BEGAN)
    return place


def crowd(place: Talks, many: int) -> list[str]:
    """So many more workers; their names."""
    names = [f"W{number}" for number in range(many)]
    for name in names:
        person = {"name": name, "email": f"{name.lower()}@example.org"}
        answer = place.do(AdmitMember(class_="worker_owner", person=person, joined="2026-09-01"))
        place.members[name] = answer.fact(MemberAdmitted).member
    return names


def camps(place: Talks, talk: str, names: list[str], statements: list[str]) -> None:
    """Half of them hold the first half of the statements but one, the others reject it; all hold the last."""
    for number, name in enumerate(names):
        for at, statement in enumerate(statements):
            near = (number < len(names) // 2) == (at < len(statements) // 2)
            vote = "agree" if at == len(statements) - 1 or near else "disagree"
            place.votes(talk, name, statement, vote)
