"""A co-op that shares a surplus, as an exercise: six workers, a year of hours, one run, and a clock that can be set."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from web_place import ORG, Place, code_for

from auzolan.charter.decide import FoundOrganisation
from auzolan.flows.requests import RecordContribution, RecordFlow
from auzolan.members.decide import AdmitMember, GrantMandate
from auzolan.members.facts import MemberAdmitted
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.rules.decide import RunRule
from auzolan.rules.facts import RunPublished
from charters import preset_with

BEGAN = datetime(2026, 10, 1, 9, tzinfo=UTC)
WORKED = {"Ana": ("1700.00", "1.00"), "Bo": ("1650.00", "1.40"), "Cleo": ("1712.50", "1.20"), "Dee": ("820.25", "1.00"),
          "Eli": ("1500.00", "1.75"), "Fay": ("1604.75", "1.30")}
INDEX, HOURS = 'by = "hours * index"', 'by = "hours"'


@dataclass
class CoOp(Place):
    """Where it is, with the clock in hand. run: the run of 2026; patch: sets the clock; doors: browsers by name."""

    patch: pytest.MonkeyPatch = field(default_factory=pytest.MonkeyPatch)
    run: str = ""
    doors: dict[str, Any] = field(default_factory=dict)

    def browser(self, name: str = "") -> Any:
        """As in any place; whoever has signed in stays so, from an address that other tests do not use up."""
        from django.test import Client

        if name and name in self.doors:
            return self.doors[name]
        client = Client(REMOTE_ADDR=str(self.node.data))
        if name:
            address = f"{name.lower()}@example.org"
            client.post(self.at("sign-in"), {"email": address})
            client.post(self.at("sign-in/code"), {"code": code_for(address)})
            self.doors[name] = client
        return client

    def clock(self, moment: str) -> None:
        self.patch.setenv("AUZOLAN_CLOCK", moment)

    def surplus(self, year: str, amount: str) -> str:
        """Set aside and shared; gives the run."""
        day = f"{year}-12-31"
        for name, (hours, index) in WORKED.items():
            for kind, brought in (("hours", hours), ("index", index)):
                self.do(RecordContribution(contribution=kind, amount=brought, member=self.members[name], date=day))
        self.do(RecordFlow(posting="result", amount=amount, date=day, places={"year": year}))
        return self.do(RunRule(rule="rule.surplus", period=year)).fact(RunPublished).run

    def text(self) -> str:
        """The surplus rule as it is in force."""
        return self.office.now().charter.get("rule.surplus").text

    def proposal(self, **changed: str) -> dict[str, str]:
        """The form of a proposal to share by hours alone."""
        text = self.text().replace(INDEX, HOURS).replace("by hours times index", "by hours")
        return {
            "title": "By hours only",
            "why": "The index is in our pay already.",
            "text": text,
            "do": "open",
        } | changed

    def open(self, who: str = "Dee", **changed: str) -> str:
        """Propose it; gives the decision."""
        answer = self.browser(who).post(self.at("propose"), self.proposal(**changed))
        assert answer.status_code == 302, answer.content.decode()
        return str(answer.headers["Location"]).rpartition("/")[2]

    def cast(self, decision: str, **answers: str) -> None:
        for name, option in answers.items():
            form = {"do": "cast", "option": option, "reason": f"{name} thought about it"}
            answer = self.browser(name).post(self.at(f"decisions/{decision}"), form)
            assert answer.status_code == 302, answer.content.decode()

    def view(self, path: str, who: str = "Ana") -> Any:
        """A page as JSON."""
        answer = self.browser(who).get(self.at(f"{path}.json"))
        assert answer.status_code == 200, answer.content.decode()
        return json.loads(answer.content)


def co_op(folder: Path, patch: pytest.MonkeyPatch, more: str = "") -> CoOp:
    """more: articles beside those of the preset."""
    from django.conf import settings

    from auzolan.web.settings import configure

    node = Node(folder / "data", state=folder / "state", database_url="")
    node.make()
    request = FoundOrganisation(
        name="Errota", charter=preset_with("mondragon", more), origin=f"localhost/{ORG}", exercise=True,
        preset="mondragon",
    )
    patch.setenv("AUZOLAN_CLOCK", BEGAN.strftime("%Y-%m-%dT%H:%M:%SZ"))
    found(node, ORG, request)
    configure(node)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    made = CoOp(node, node.office(ORG), patch=patch)
    for name in WORKED:
        _admit(made, name)
    made.do(GrantMandate(mandate="mandate.bookkeeper", member=made.members["Bo"]))
    made.clock("2027-01-08T09:00:00Z")
    made.run = made.surplus("2026", "100000.00 EUR")
    return made


def _admit(made: CoOp, name: str) -> None:
    person = {"name": f"{name} Example", "known_as": name, "email": f"{name.lower()}@example.org"}
    answer = made.do(AdmitMember(class_="worker", person=person, joined="2026-10-01"))
    made.members[name] = answer.fact(MemberAdmitted).member
