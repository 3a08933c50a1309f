"""An organisation with limits: one node on a SQLite file, asked as people ask it, woken as the server wakes it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from auzolan.charter.around import Request
from auzolan.charter.decide import DoWhatIsDue, FoundOrganisation
from auzolan.flows.requests import RecordContribution, RecordEntry
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.members.decide import AdmitMember
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.office import Answer, Office
from auzolan.node.verifying import verify_office
from auzolan.values.instant import parse_instant
from auzolan.verify.check import Verdict

ORG = "limits"
LIVELY = 'benefits = "class.worker"\nbears_cost = "class.worker"\ndecides = "body.assembly"\nreview = 2028-01-31\n'
CHARTER = f"""
["unit.EUR"]
places = 2
dimension = "money"
["unit.h"]
places = 2
dimension = "time"
["class.worker"]
joins = "body.assembly"
leaves = "body.assembly"
["body.assembly"]
title = "Assembly"
classes = ["class.worker"]
["procedure.charter"]
body = "body.assembly"
propose = "class.worker"
method = "majority"
threshold = "2/3"
quorum = "1/2"
vote_days = 7
deadlock = "A third call decides with those who take part."
{LIVELY}
["mandate.terminal"]
terminal = true
records = ["flows.*", "members.*", "rules.*", "metrics.*"]
["account.credit"]
branch = "Liabilities:Credit:{{member}}"
["account.money"]
branches = ["Assets:Bank", "Expenses:Travel", "Income:Sales"]
["contribution.hours"]
unit = "h"
["contribution.stewarding"]
unit = "h"
["contribution.index"]
unit = "1"
places = 2
aggregate = "latest"
["contribution.credit_limit"]
unit = "EUR"
aggregate = "latest"
default = "300"
"""


def limit(name: str, fields: str, breach: str = "refuse") -> str:
    """A limit in TOML. fields: TOML lines."""
    return f'["limit.{name}"]\nbreach = "{breach}"\n{fields}\n{LIVELY}'


class House:
    """The organisation; `at` moves on by itself."""

    def __init__(self, folder: Path, *limits: str, at: str = "2026-01-05T09:00:00Z") -> None:
        self.at = parse_instant(at)
        self.node = Node(folder / "node", state=folder / "state", database_url="")
        self.node.make()
        charter = "\n".join((CHARTER, *limits))
        found(self.node, ORG, FoundOrganisation(
            name="Limits", charter=charter, origin=f"localhost/{ORG}", exercise=True,
        ), at=self.at)

    @property
    def office(self) -> Office:
        return self.node.office(ORG)

    @property
    def states(self) -> Any:
        return self.office.now().states

    def ask(self, request: Request, *, by: str = "terminal", key: str = "") -> Answer:
        self.at += timedelta(seconds=1)
        return self.office.do(request, by=by, at=self.at, key=key)

    def on(self, day: str) -> None:
        """Go on to a day, at noon."""
        self.at = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)

    def admit(self, *members: str) -> None:
        for member in members:
            self.ask(AdmitMember(member=member, class_="worker", joined="2026-01-01"))

    def brings(self, member: str, contribution: str, amount: str, date: str = "") -> Answer:
        return self.ask(RecordContribution(contribution=contribution, amount=amount, member=member, date=date))

    def pays(self, giver: str, receiver: str, amount: str) -> Answer:
        """Mutual credit from one member to another."""
        return self.entry((f"Liabilities:Credit:{giver}", amount), (f"Liabilities:Credit:{receiver}", f"-{amount}"))

    def entry(self, *legs: tuple[str, str], unit: str = "EUR") -> Answer:
        return self.ask(RecordEntry(legs=tuple((account, f"{amount} {unit}") for account, amount in legs)))

    def wake(self) -> tuple[Any, ...]:
        """What the node does by itself now: the facts."""
        return tuple(entry.fact for entry in self.ask(DoWhatIsDue(), by="node").entries)

    def adopt(self, *articles: str, retires: tuple[str, ...] = (), by: tuple[str, ...]) -> None:
        """Members propose articles, answer yes, and the node does what they decided."""
        effect = {"articles": articles, "retires": retires}
        opened = self.ask(OpenProposal(title="A limit", text="So be it.", effect="adopt_articles", **effect), by=by[0])
        for member in by:
            self.ask(CastBallot(decision=opened.entries[0].fact.decision, option="yes"), by=member)
        self.at += timedelta(days=8)
        self.wake()

    def verified(self) -> Verdict:
        """All four checks hold over the whole journal."""
        verdict = verify_office(self.office).verdict
        assert verdict.holds, [check.message for check in verdict.checks]
        return verdict
