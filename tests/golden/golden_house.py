"""A golden organisation: one charter, one node on a SQLite file, one office, asked as people ask it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from auzolan.charter.around import Request
from auzolan.charter.decide import FoundOrganisation
from auzolan.contest.decide import ContestLine
from auzolan.engines.find import find
from auzolan.flows.balances import balances, trial_balance
from auzolan.flows.facts import PostingsMade
from auzolan.flows.requests import RecordContribution
from auzolan.members.decide import AdmitMember
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.office import Answer, Office
from auzolan.rules.decide import RunRule, SettleRun
from auzolan.rules.facts import RunPublished, RunSettled
from auzolan.rules.running import Computed, recompute
from auzolan.values.figure import Figure
from auzolan.values.instant import parse_instant
from auzolan.verify.check import Verdict
from auzolan.verify.verify import verify

ORG = "golden"
CHARTERS = Path(__file__).parent / "charters"


class Golden:
    """The organisation and what can be done with it; `at` moves on by itself."""

    def __init__(self, folder: Path, charter: str, *, at: str = "2026-01-05T09:00:00Z") -> None:
        self.at = parse_instant(at)
        self.node = Node(folder / "node", state=folder / "state", database_url="")
        self.node.make()
        request = FoundOrganisation(name="Golden", charter=charter, origin=f"localhost/{ORG}", exercise=True)
        found(self.node, ORG, request, at=self.at)

    @property
    def office(self) -> Office:
        return self.node.office(ORG)

    @property
    def states(self) -> Mapping[str, Any]:
        return self.office.now().states

    def on(self, day: str) -> None:
        """Go on to a day, at noon."""
        self.at = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)

    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)

    def ask(self, request: Request, *, by: str = "terminal") -> Answer:
        self.at += timedelta(seconds=1)
        return self.office.do(request, by=by, at=self.at)

    def admit(self, member: str, class_: str = "worker", *, joined: str = "2026-01-01", **brings: str) -> None:
        """Admit somebody, and record what they brought in, dated the day they joined or today."""
        self.ask(AdmitMember(member=member, class_=class_, joined=joined))
        for contribution, amount in brings.items():
            self.ask(RecordContribution(contribution=contribution, amount=amount, member=member))

    def run(self, rule: str, period: str) -> str:
        """Publish a run; gives its id."""
        return str(self.ask(RunRule(rule=rule, period=period)).fact(RunPublished).run)

    def settle(self, run: str) -> Answer:
        return self.ask(SettleRun(run=run))

    def shared(self, rule: str, period: str, *, contest_days: int = 0) -> str:
        """Publish a run, let its contest days pass, settle it, and see that every figure of it holds."""
        run = self.run(rule, period)
        self.wait(contest_days)
        answer = self.settle(run)
        assert answer.fact(RunSettled).held == ()
        assert all(entry.fact.run == run for entry in answer.entries if isinstance(entry.fact, PostingsMade))
        self.why_sums(run)
        return run

    def contest(self, run: str, to: str, by: str) -> None:
        self.ask(ContestLine(line=self.states["rules"].runs[run].seq, to=to, reason="My hours are missing."), by=by)

    def facts(self, kind: type[Any]) -> list[Any]:
        """Every fact of a kind, in the order of the journal."""
        facts = map(self.office.fact, range(self.office.now().seq))
        return [fact for fact in facts if isinstance(fact, kind)]

    def portions(self, run: str) -> dict[str, int]:
        """Account -> smallest parts, as the open table of portions has them."""
        return {str(row["to"]): int(row["amount"] or 0) for row in self.office.reader().rows("portions", {"run": run})}

    def why(self, run: str) -> Computed:
        """The run computed again as of its own position, with the figure of every portion."""
        entry = self.office.entry(self.states["rules"].runs[run].seq)
        return recompute(entry.fact, self.states, self.office.reader(entry.fact.position))

    def why_sums(self, run: str) -> None:
        """What is explained is what is paid, to the smallest part, and rests on entries of the journal."""
        computed = self.why(run)
        assert {one.to: one.amount for one in computed.portions} == self.portions(run)
        assert sum(one.amount for one in computed.portions) == computed.amount
        for one in computed.portions:
            assert one.figure.number == Fraction(one.amount, 10**computed.places), one.to
            assert one.figure.unit == computed.unit
            parts_sum(one.figure)
        self.same_on_duckdb(self.office.fact(self.states["rules"].runs[run].seq))

    def of(self, account: str, unit: str = "EUR") -> str:
        """What an account holds, credits positive as receivers read them."""
        held = balances(self.states["flows"], self.office.now().charter, account).get(account, {}).get(unit, "0.00")
        return held.removeprefix("-") if held.startswith("-") or not held.strip("0.") else f"-{held}"

    def verified(self) -> Verdict:
        """All four checks hold, with the checkpoint kept outside the database; and the books balance."""
        assert not trial_balance(self.states["flows"])
        copy = self.office.copy()
        with copy.database.reading():
            verdict = verify(copy, self.office.keeping.kept(ORG))
        assert verdict.holds, [check.message for check in verdict.checks]
        assert verdict.entries == self.office.now().seq
        for fact in self.facts(RunPublished):
            self.same_on_duckdb(fact)
        return verdict

    def same_on_duckdb(self, fact: RunPublished) -> None:
        """A run comes out the same in DuckDB: who gets how much, what proves it, and the digests."""
        tables = self.office.reader(fact.position)
        plain, again = (find()[name].recompute(fact, self.states, tables) for name in ("python", "duckdb"))
        assert (again.inputs, again.outputs) == (plain.inputs, plain.outputs) == (fact.inputs, fact.outputs)
        for one, other in zip(plain.portions, again.portions, strict=True):
            assert (one.to, one.amount, one.member, one.rank) == (other.to, other.amount, other.member, other.rank)
        assert again.marks == plain.marks


def parts_sum(figure: Figure) -> None:
    """A figure that says "both together" is the sum of its parts, all the way down."""
    if figure.label == "both together":
        assert figure.number == sum(part.number for part in figure.because)
    for part in figure.because:
        parts_sum(part)


def golden(folder: Path, name: str) -> Golden:
    """The organisation of one of the charters beside this file."""
    return Golden(folder, (CHARTERS / f"{name}.toml").read_text("utf-8"))
