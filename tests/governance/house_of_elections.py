"""A house with a council that is elected: what tests of elections share."""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from house_of_decisions import House, procedure

from auzolan.charter.around import Around, Draft
from auzolan.governance.decide import CastBallot, due
from auzolan.governance.election_deciding import AnswerNomination, CallElection, NameCandidate
from auzolan.governance.election_facts import ElectionCalled
from auzolan.journal.entry import NODE
from auzolan.members.decide import EndMandate, PartMember, end, part
from auzolan.members.facts import MandateGranted
from auzolan.values.luck import Luck

VOTING = procedure("election", 'method = "scottish_stv"\nvote_days = 7\n')
COUNCIL = '["body.council"]\ntitle = "Council"\nclasses = ["class.worker"]\nelected_by = "body.assembly"\n'


class Kept:
    """The open tables of a house, as far as countbacks read them."""

    def __init__(self, house: House) -> None:
        self._house = house

    def rows(self, name: str, where: Mapping[str, Any] | None = None, **more: Any) -> list[dict[str, Any]]:
        asked = where or {}
        return [row for row in self._house.tables[name].values() if all(row[key] == asked[key] for key in asked)]


class Electing(House):
    """With an assembly of members and a council; day by day."""

    def __init__(self, council: str = "seats = 2\nterm_months = 24", members: int = 8, more: str = "") -> None:
        super().__init__(VOTING + procedure("ordinary", "") + COUNCIL + council + "\n" + more, members, exercise=True)

    def around(self, by: str, luck: Luck | None = None) -> Around:
        return msgspec.structs.replace(super().around(by, luck), tables=lambda at: Kept(self))

    def call(self, days: int = 7, by: str = "anna", procedure: str = "procedure.election", **more: Any) -> str:
        asked = CallElection(title="The council", body="body.council", procedure=procedure, days=days, **more)
        return str(next(one.election for one in self.ask(asked, by=by) if isinstance(one, ElectionCalled)))

    def election(self, id: str) -> Any:
        return self.decisions.elections.elections[id]

    def stand(self, id: str, *names: str) -> None:
        for name in names:
            self.ask(NameCandidate(election=id, member=name), by=name)

    def named(self, id: str, member: str, by: str, stands: bool = True) -> None:
        self.ask(NameCandidate(election=id, member=member), by=by)
        self.ask(AnswerNomination(election=id, stands=stands), by=member)

    def opened(self, id: str) -> str:
        """The ballot, when the days for naming are over."""
        self.later(self.election(id).until)
        decision = self.election(id).decision
        assert decision, self.election(id)
        return str(decision)

    def voted(self, decision: str, *papers: str) -> list[Any]:
        """Ballots such as "anna: bilal carmen", then the close."""
        for paper in papers:
            who, _, order = paper.partition(": ")
            self.ask(CastBallot(decision=decision, ranks=tuple((one,) for one in order.split())), by=who)
        return self.later(self.decision(decision).closes_at)

    def elected(self, *papers: str, **more: Any) -> str:
        """A whole election of everybody who is on a paper; gives the decision."""
        id = self.call(**more)
        self.stand(id, *dict.fromkeys(name for paper in papers for name in paper.partition(": ")[2].split()))
        decision = self.opened(id)
        self.voted(decision, *papers)
        return decision

    def seats(self) -> dict[str, str]:
        """Who holds a grant of a seat, and until when."""
        return {one.member: one.until for one in self.states["members"].mandates.get("body.council", ())}

    def resigns(self, name: str) -> None:
        asked = EndMandate(mandate="body.council", member=name)
        self.write(end(self.states["members"], asked, self.around(name)), name)

    def parts(self, name: str) -> None:
        self.write(part(self.states["members"], PartMember(member=name), self.around(name)), name)

    def later(self, at: str) -> list[Any]:
        self.at = at
        first = len(self.entries)
        luck = Luck(seed=hashlib.sha256(f"later {first}".encode()).digest())
        self.write(due(self.decisions, self.around("gari", luck)), "gari")
        return [entry.fact for entry in self.entries[first:]]

    def grants(self, name: str, until: str) -> None:
        granted = MandateGranted(mandate="body.council", member=name, until=until)
        self.write([Draft(fact=granted, by=NODE)], trusted=True)
