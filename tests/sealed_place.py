"""An exercise with a sealed procedure on a real node: members with short names, and votes that go into the box."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from auzolan.charter.decide import FoundOrganisation
from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.members.decide import AdmitMember
from auzolan.members.facts import MemberAdmitted
from auzolan.node.box_casting import Cast, cast_into_box
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.office import Office
from auzolan.node.waking import wake
from auzolan.values.instant import parse_instant

ORG = "roasters"
LIVELY = 'benefits = "class.worker"\nbears_cost = "class.worker"\ndecides = "body.assembly"\nreview = 2028-01-31\n'
CHARTER = f"""
["purpose"]
says = "To roast coffee and share what it brings."
["class.worker"]
title = "Workers"
["body.assembly"]
title = "Assembly"
classes = ["class.worker"]
["procedure.charter"]
title = "Changing the charter"
body = "body.assembly"
method = "majority"
threshold = "2/3"
vote_days = 14
cooling_off_days = 7
deadlock = "A third call decides."
{LIVELY}
["mandate.terminal"]
title = "The machine's keyboard"
records = ["members.*"]
terminal = true
["procedure.sealed"]
title = "In a sealed box"
body = "body.assembly"
method = "majority"
ballot = "sealed"
vote_days = 7
{LIVELY}
["procedure.choice"]
title = "Among several, sealed"
body = "body.assembly"
method = "schulze"
ballot = "sealed"
vote_days = 7
{LIVELY}
"""
BEGAN = datetime(2026, 3, 1, 9, tzinfo=UTC)


@dataclass
class Sealed:
    """The office, the members by a short name such as p07, and the clock in hand."""

    node: Node
    office: Office
    members: dict[str, str] = field(default_factory=dict)
    at: datetime = BEGAN

    def propose(self, procedure: str = "procedure.sealed", **fields: Any) -> str:
        request = OpenProposal(title="Move the workshop", text="To the harbour.", procedure=procedure, **fields)
        answer = self.office.do(request, by=self.members["p00"], at=self.at)
        return str(answer.fact(ProposalOpened).decision)

    def vote(self, decision: str, who: str, option: str = "yes", **more: Any) -> Cast:
        return cast_into_box(self.office, decision, by=self.members[who], option=option, at=self.at, **more)

    def closes(self, decision: str) -> Any:
        """Wait until ballots are no longer taken, and wake the node."""
        self.at = parse_instant(self.office.now().states["governance"].decisions[decision].closes_at)
        return wake(self.office, at=self.at)

    def decision(self, id: str) -> Any:
        return self.office.now().states["governance"].decisions[id]


def sealed(folder: Path, members: int = 8, url: str = "", more: str = "") -> Sealed:
    node = Node(folder / "data", state=folder / "state", database_url=url)
    node.make()
    request = FoundOrganisation(name="Roasters", charter=CHARTER + more, origin=f"localhost/{ORG}", exercise=True)
    found(node, ORG, request, at=BEGAN - timedelta(days=1))
    office = node.office(ORG)
    made = Sealed(node, office)
    for number in range(members):
        person = {"name": f"Person {number}", "known_as": f"p{number:02d}", "email": f"p{number:02d}@example.org"}
        admitted = office.do(AdmitMember(class_="class.worker", person=person, joined="2026-01-01"), at=BEGAN)
        made.members[f"p{number:02d}"] = admitted.fact(MemberAdmitted).member
    return made
