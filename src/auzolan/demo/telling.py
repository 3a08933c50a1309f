"""Telling the demo to the office: the same requests that people make, dated as they would have been made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from importlib.resources import files

from auzolan.charter.around import Request
from auzolan.charter.decide import FoundOrganisation
from auzolan.demo import figures
from auzolan.demo.people import BUYERS, NAME, ORG, PEOPLE, SUPPLIERS, WORKERS, Person
from auzolan.flows.facts import FlowRecorded, PostingsMade
from auzolan.flows.requests import PayClaim, RecordContribution, RecordFlow
from auzolan.members.decide import AdmitMember, GrantMandate, NameAgent
from auzolan.members.facts import AgentNamed, MemberAdmitted
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.office import Answer, Office
from auzolan.values.quantity import print_amount


def cents(amount: int) -> str:
    """Cents as written."""
    return f"{print_amount(amount, 2)} EUR"


@dataclass
class Story:
    """The demo on its way into the journal. ids: key in the demo -> id in the journal."""

    node: Node
    progress: Callable[[str], None]
    today: date
    ids: dict[str, str] = field(default_factory=dict)
    queue: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    asked: int = 0

    @property
    def first(self) -> date:
        """The first day of the eighteen months."""
        return figures.first_month(self.today)

    def day(self, number: int, day: int) -> date:
        """A day of one of the months, by its number from 0."""
        return dict(figures.months(self.first))[number].replace(day=day)

    def ago(self, days: int) -> date:
        """A day not long ago."""
        return self.today - timedelta(days=days)

    @property
    def office(self) -> Office:
        """The office of the demo's organisation."""
        return self.node.office(ORG)

    def ask(self, request: Request, at: datetime, by: str = "terminal", via: str | None = None) -> Answer:
        """One request, at its moment; the same demo asks with the same keys."""
        self.asked += 1
        return self.office.do(request, by=by, via=via, at=at, key=f"demo-{self.asked}")

    def at(self, day: date, action: Callable[[datetime], None], hour: int = 10, minute: int = 0) -> None:
        """Put something on the calendar."""
        moment = datetime.combine(day, time(hour, minute), UTC)
        self.queue.append((moment, len(self.queue), action))

    def tell(self) -> None:
        """Everything on the calendar, in the order of time; what is put on it meanwhile finds its place."""
        done = 0
        while self.queue:
            self.queue.sort(key=lambda one: one[:2])
            moment, _, action = self.queue.pop(0)
            action(moment)
            done += 1
            if done % 200 == 0:
                self.progress(f"  {moment:%B %Y}: {self.office.now().seq} entries")

    # --- the beginning

    def begin(self) -> None:
        """Found the co-op, admit its members, name those outside, trust two people."""
        start = datetime.combine(self.first, time(7), UTC)
        names = ("charter.toml", "prices.toml", "measures.toml")
        texts = (files("auzolan.demo").joinpath(name).read_text("utf-8") for name in names)
        charter = "\n".join(texts)
        request = FoundOrganisation(name=NAME, charter=charter, origin=f"localhost/{ORG}", exercise=True)
        found(self.node, ORG, request, key="demo-0", at=start)
        for person in PEOPLE:
            if person.joined:
                self.at(self.day(person.joined, 1), partial(self._admit, person), hour=8)
            else:
                self._admit(person, start)
        for key, name in (*BUYERS, *SUPPLIERS, ("walk-in", "Own shop, across the counter"), ("tax", "Tax office")):
            answer = self.ask(NameAgent(nature="organisation", words={"name": name}), start)
            self.ids[key] = answer.fact(AgentNamed).agent
        for mandate, who in (("mandate.bookkeeper", "carmen"), ("mandate.personnel", "fatou")):
            self.ask(GrantMandate(mandate=mandate, member=self.ids[who]), start)
        self.ask(RecordFlow(posting="opening", amount="18500.00 EUR", date=self.first.isoformat()), start)

    def _admit(self, person: Person, at: datetime) -> None:
        words = {"name": person.name, "email": person.email, "known_as": person.name}
        answer = self.ask(AdmitMember(class_=person.class_, joined=at.date().isoformat(), person=words), at)
        self.ids[person.key] = answer.fact(MemberAdmitted).member
        if person.index:
            self.ask(RecordContribution(
                contribution="index", amount=person.index, member=self.ids[person.key], date=at.date().isoformat(),
            ), at)

    # --- eighteen months

    def months(self) -> None:
        """Flows, hours and pay of every month."""
        for happening in figures.happenings(self.first):
            self.at(happening.day, partial(self._happens, happening))
        by_key = {one.key: one for one in WORKERS}
        for number, month in figures.months(self.first):
            end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
            for key in figures.workers_in(number):
                self.at(end, partial(self._worked, by_key[key], number), hour=17)
            if number % 3 == 2:
                self.at(end, self._pay_tax, hour=19)

    def _happens(self, one: figures.Happening, at: datetime) -> None:
        selling = one.posting.startswith("sale")
        other = self.ids[one.other]
        answer = self.ask(
            RecordFlow(
                posting=one.posting,
                date=at.date().isoformat(),
                parts={name: cents(part) for name, part in one.parts.items()},
                amount="" if one.parts else cents(one.amount),
                provider="us" if selling else other,
                receiver=other if selling else "us",
            ),
            at,
        )
        claim = answer.fact(FlowRecorded).claim or self._claim(answer)
        due = at.date() + timedelta(days=one.pays_after)
        if claim and one.pays_after and due < self.today:
            self.at(due, partial(self._paid, claim, selling), hour=12)

    def _claim(self, answer: Answer) -> str:
        made = answer.fact(PostingsMade)
        return made.claims[0].claim if made.claims else ""

    def _paid(self, claim: str, selling: bool, at: datetime) -> None:
        posting = "posting.receipt" if selling else "posting.payment"
        self.ask(PayClaim(claim=claim, posting=posting, date=at.date().isoformat()), at)

    def _worked(self, person: Person, number: int, at: datetime) -> None:
        day, who = at.date().isoformat(), self.ids[person.key]
        worked = figures.hours(person.key, person.hours, number)
        free = figures.unpaid(person.key, number)
        for amount, paid in ((worked, True), (free, False)):
            self.ask(RecordContribution(
                contribution="hours", amount=print_amount(amount, 2), member=who, date=day, paid=paid,
            ), at)
        wage = figures.pay(int(person.index.replace(".", "")), worked)
        self.ask(RecordFlow(posting="pay", amount=cents(wage), date=day, receiver=who), at)

    def _pay_tax(self, at: datetime) -> None:
        owed = -self.office.now().states["flows"].balances.get(("Liabilities:Tax", "EUR"), 0)
        if owed > 0:
            self.ask(RecordFlow(
                posting="tax_paid", amount=cents(owed), date=at.date().isoformat(), receiver=self.ids["tax"],
            ), at)
