"""A small co-operative with something to steal, and an operator who holds its database and its signing key."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from auzolan.charter.around import Request
from auzolan.charter.decide import FoundOrganisation
from auzolan.flows.requests import RecordContribution, RecordEntry
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import DecisionClosed, ProposalOpened
from auzolan.journal.entry import Entry, encode
from auzolan.journal.merkle import leaf_hash
from auzolan.members.decide import AdmitMember, GrantMandate
from auzolan.node import schema, signing
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.office import Answer, Office
from auzolan.organisation import Organisation, Written, advance, around
from auzolan.rules.decide import RunRule
from auzolan.rules.facts import RunPublished
from auzolan.values.instant import parse_instant, print_instant
from auzolan.verify.check import Check, Verdict
from auzolan.verify.verify import verify

ORG = "mill"
START = "2026-03-01T09:00:00Z"
CHARTER = (Path(__file__).parent / "attack_core_charter.toml").read_text("utf-8")
MEMBERS = ("ane", "bea", "cai", "dan")
JOURNAL = ("entries", "appends", "checkpoints")


class Mill:
    """The co-operative on a node of its own; `at` moves on by itself, for it is an exercise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.at = parse_instant(START)
        self.node = Node(folder / "data", state=folder / "state", database_url="")

    def begin(self) -> "Mill":
        """Found it, admit four members, give two of them a mandate, and earn something to share."""
        self.node.make()
        request = FoundOrganisation(name="Mill", charter=CHARTER, origin=f"localhost/{ORG}", exercise=True)
        found(self.node, ORG, request, at=self.at)
        for member in MEMBERS:
            self.ask(AdmitMember(class_="worker", member=member, joined="2025-01-01"))
            self.ask(RecordContribution(contribution="hours", amount="10.00", member=member, date="2025-06-01"))
        self.ask(GrantMandate(mandate="mandate.treasurer", member="ane", until="2027-02-28"))
        self.ask(GrantMandate(mandate="mandate.treasurer", member="bea", until="2027-02-28"))
        self.post("Assets:Cash", "Equity:Surplus:2025", "400.00 EUR")
        return self

    def begin_beside(self, org: str) -> None:
        """Found another organisation on the same node."""
        request = FoundOrganisation(name="Beside", charter=CHARTER, origin=f"localhost/{org}", exercise=True)
        found(self.node, org, request, at=self.at)

    def copied(self, folder: Path) -> "Mill":
        """The same, in a folder of its own."""
        self.node.close()
        shutil.copytree(self.folder, folder)
        other = Mill(folder)
        other.at = self.at
        return other

    @property
    def office(self) -> Office:
        return self.node.office(ORG)

    @property
    def states(self) -> Any:
        return self.office.now().states

    def ask(self, request: Request, by: str = "terminal", **more: Any) -> Answer:
        self.at += timedelta(seconds=1)
        return self.office.do(request, by=by, at=self.at, **more)

    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)

    def on(self, day: str) -> None:
        self.at = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)

    def post(self, debit: str, credit: str, amount: str, by: str = "terminal", **more: Any) -> int:
        """An entry of two legs; its number."""
        return self.ask(RecordEntry(legs=((debit, amount), (credit, f"-{amount}")), **more), by=by).seqs[-1]

    def run(self, rule: str = "rule.surplus", period: str = "2025") -> tuple[str, int]:
        """Publish a run: its id and its entry."""
        answer = self.ask(RunRule(rule=rule, period=period))
        return str(answer.fact(RunPublished).run), answer.seqs[0]

    def propose(self, by: str = "ane", **fields: Any) -> str:
        request = OpenProposal(title="A matter", text="Because it matters.", **fields)
        return str(self.ask(request, by=by).fact(ProposalOpened).decision)

    def answer(self, decision: str, option: str, *members: str) -> None:
        for member in members:
            self.ask(CastBallot(decision=decision, option=option), by=member)

    def decided(self, option: str = "yes", days: int = 8, **fields: Any) -> tuple[str, int]:
        """Propose, let three answer, and let the time pass: the decision's id and the entry that closed it."""
        decision = self.propose(**fields)
        self.wait(1)
        self.answer(decision, option, "ane", "bea", "cai")
        self.wait(days)
        self.later()
        return decision, self.states["governance"].decisions[decision].closed

    def later(self) -> None:
        """Write something else: what is due comes first."""
        self.post("Expenses:Flour", "Assets:Cash", "1.00 EUR")

    @property
    def today(self) -> str:
        return print_instant(self.at)[:10]

    # --- what an operator can do

    def entry(self, fact: Any, **said: Any) -> Entry[Any]:
        """The next entry, as the operator likes it."""
        org = self.office.now()
        fields: dict[str, Any] = {
            "seq": org.seq, "at": print_instant(max(self.at, parse_instant(org.at))), "by": "terminal",
            "charter": org.charter_seq, "key": f"forged {org.seq}", "asked": "00" * 32, "fact": fact,
        }
        return Entry(**(fields | said))

    def forge(self, fact: Any, *behind: Any, **said: Any) -> int:
        """Write an append past every judge, with the rows it would make, and sign it with the node's own key.

        behind: more facts of the same append, each because of the first.
        """
        office = self.office
        before = now = office.now()
        done: list[Written] = []
        for number, one in enumerate((fact, *behind)):
            more = said if not number else said | {"key": None, "asked": None, "because": before.seq}
            entry = self.entry(one, **({"seq": now.seq} | more))
            written = encode(entry)
            now, changes = self._advanced(now, entry, leaf_hash(written))
            done.append(Written(entry=entry, written=written, leaf=leaf_hash(written), changes=changes))
        store = office.store
        with store.database.writing(office.handle):
            store.append(done, dict(before.counts))
            store.note_append(done[0].entry, done[-1].entry.seq)
            note = signing.sign(now, office.keeping.signing_seed(ORG) or b"")
            store.note_checkpoint(now.seq, note)
        office.keeping.keep(ORG, now.seq, note, signing.size_of)
        office._now = now
        return before.seq

    def _advanced(self, now: Organisation, entry: Entry[Any], leaf: bytes) -> tuple[Organisation, Any]:
        try:
            return advance(now, entry, around(now, entry, self.office.fact), leaf)
        except (LookupError, ValueError, TypeError, AttributeError):  # an entry that makes no sense makes no rows
            return msgspec.structs.replace(now, seq=now.seq + 1, frontier=now.frontier.append(leaf)), ()

    def sql(self, *statements: str, locked: bool = False) -> None:
        """Statements of somebody with the database in hand, who takes the triggers away and puts them back."""
        database = self.office.store.database
        if not locked:
            for table in JOURNAL:
                database.execute(f"DROP TRIGGER {table}_no_update")
                database.execute(f"DROP TRIGGER {table}_no_delete")
        for statement in statements:
            database.execute(statement)
        if not locked:
            for trigger in schema.triggers(postgres=False):
                database.execute(trigger)

    # --- what verify says

    def verdict(self, kept: bool = True) -> Verdict:
        copy = self.office.copy()
        with copy.database.reading():
            return verify(copy, self.office.keeping.kept(ORG) if kept else None)

    def within(self) -> bool:
        """Whether everything holds, seen from inside a transaction that is open."""
        return verify(self.office.copy(), self.office.keeping.kept(ORG)).holds

    def wrong(self, kept: bool = True) -> Check:
        """What verify names; a verdict that holds fails the test."""
        verdict = self.verdict(kept)
        assert not verdict.holds, "verify noticed nothing"
        return next(one for one in verdict.checks if not one.holds and "not reached" not in one.message)

    def named(self, fact: Any, words: str, **said: Any) -> None:
        """Forge an entry, and see that verify names just this one, in words that say what is wrong."""
        seq = self.forge(fact, **said)
        wrong = self.wrong()
        assert wrong.entry == seq, wrong
        assert words in wrong.message, wrong.message

    def closed(self, decision: str) -> DecisionClosed:
        fact = self.office.fact(self.states["governance"].decisions[decision].closed)
        assert isinstance(fact, DecisionClosed)
        return fact
