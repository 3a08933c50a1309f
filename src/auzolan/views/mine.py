"""Mine: everything an organisation holds about one person, for that person."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from auzolan.flows.units import places_of
from auzolan.organisation import Organisation
from auzolan.policy.policy import Published, Viewer, columns
from auzolan.rules.state import ENDED
from auzolan.tables.table import Cell, Table
from auzolan.values.quantity import print_amount

CAPITAL = re.compile(r"Equity:Capital:(?P<member>[^:]+)(?::(?P<year>[0-9]{4}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What a run gave: to which account, how much, and whether it waits for the answer to a contest."""

    run: str
    title: str
    period: str
    to: str
    amount: str
    unit: str
    status: str
    held: bool
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Member capital of one year."""

    year: str
    amount: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What was brought in. waits: somebody else has yet to confirm it."""

    entry: int
    date: str
    title: str
    amount: str
    unit: str
    paid: bool
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """An answer to a proposal. entry: where it is written."""

    decision: str
    title: str
    option: str
    status: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MyContest:
    """An objection of mine."""

    contest: str
    line: int
    status: str
    due: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """An address that opens my door."""

    address: str
    commitment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """One member's own page. left: when they left, or empty; totals: what they brought in, by kind; owns: all of it."""

    member: str
    name: str
    class_: str
    joined: str
    left: str
    trusted: tuple[tuple[str, str], ...]
    portions: tuple[Portion, ...]
    capital: tuple[Layer, ...]
    owns: tuple[tuple[str, str], ...]
    brought: tuple[Brought, ...]
    totals: tuple[tuple[str, str, str], ...]
    ballots: tuple[Ballot, ...]
    contests: tuple[MyContest, ...]
    doors: tuple[Door, ...]


class Own:
    """Reads what is one member's own. tables: the open tables; words: commitment -> what the vault keeps."""

    def __init__(self, tables: Any, org: Organisation, member: str, words: Callable[[str], dict[str, Any]]) -> None:
        self.tables = tables
        self.org = org
        self.member = member
        self.words = words
        self.person = org.states["members"].members[member]

    def page(self, name: str, day: str) -> Mine:
        """The whole page. day: today."""
        class_ = self.org.charter.get(self.person.class_)
        brought = self.brought()
        return Mine(
            member=self.member,
            name=name,
            class_=class_.name if class_ else self.person.class_,
            joined=self.person.joined,
            left=self.person.left,
            trusted=self._trusted(day),
            portions=self.portions(),
            capital=self.capital(),
            owns=self._owns(),
            brought=brought,
            totals=self._totals(brought),
            ballots=self.ballots(),
            contests=self.contests(),
            doors=self.doors(),
        )

    def _text(self, amount: int, unit: str) -> str:
        return print_amount(amount, places_of(self.org.states["flows"], self.org.charter, unit))

    def _title(self, id: str) -> str:
        article = self.org.charter.get(id)
        return article.name if article else id

    def _trusted(self, day: str) -> tuple[tuple[str, str], ...]:
        held = self.org.states["members"].mandates
        return tuple(
            (self._title(id), grant.until)
            for id, grants in sorted(held.items())
            for grant in grants
            if grant.member == self.member and (not grant.until or day <= grant.until)
        )

    def portions(self) -> tuple[Portion, ...]:
        """What every run gave, newest first."""
        runs, found = self.org.states["rules"].runs, []
        for row in self.tables.rows("portions", {"member": self.member}, newest_first=True):
            run = runs[str(row["run"])]
            held = run.status not in ENDED and (
                str(row["to"]) in (self.org.states["contest"].held(str(row["run"])) | frozenset(run.held))
            )
            found.append(
                Portion(
                    run=str(row["run"]),
                    title=self._title(run.rule),
                    period=run.period,
                    to=str(row["to"]),
                    amount=self._text(int(row["amount"]), str(row["unit"])),
                    unit=str(row["unit"]),
                    status=run.status,
                    held=held,
                    entry=int(row["since"]),
                )
            )
        return tuple(found)

    def capital(self) -> tuple[Layer, ...]:
        """Capital by year: what the organisation holds for them, as a positive figure."""
        layers = []
        for (account, unit), amount in sorted(self.org.states["flows"].balances.items()):
            found = CAPITAL.fullmatch(account)
            if found and found["member"] == self.member and amount:
                layers.append(Layer(year=found["year"] or "", amount=self._text(-amount, unit), unit=unit))
        return tuple(layers)

    def _owns(self) -> tuple[tuple[str, str], ...]:
        """(amount, unit) of all capital layers together."""
        sums: dict[str, int] = {}
        for (account, unit), amount in self.org.states["flows"].balances.items():
            found = CAPITAL.fullmatch(account)
            if found and found["member"] == self.member:
                sums[unit] = sums.get(unit, 0) - amount
        return tuple((self._text(amount, unit), unit) for unit, amount in sorted(sums.items()) if amount)

    def brought(self) -> tuple[Brought, ...]:
        """What they brought in, newest first; what waits to be confirmed first of all."""
        found = []
        for table, waits in (("contributions_waiting", True), ("contributions", False)):
            for row in self.tables.rows(table, {"member": self.member}, newest_first=True):
                title = self._title(str(row["contribution"]))
                found.append(
                    Brought(
                        entry=int(row["entry"]),
                        date=str(row["date"]),
                        title=title,
                        unit=str(row["unit"]),
                        amount=self._contributed(str(row["contribution"]), int(row["amount"]), str(row["unit"])),
                        paid=bool(row["paid"]),
                        waits=waits,
                    )
                )
        return tuple(found)

    def _contributed(self, contribution: str, amount: int, unit: str) -> str:
        article = self.org.charter.get(contribution)
        if unit in self.org.charter.units or article is None:
            return self._text(amount, unit)
        return print_amount(amount, self.org.charter.value(contribution).places)

    def _totals(self, brought: tuple[Brought, ...]) -> tuple[tuple[str, str, str], ...]:
        places = {unit.code: unit.places for unit in self.org.charter.units.values() if unit.dimension != "money"}
        sums: dict[tuple[str, str], int] = {}
        for one in brought:
            if one.unit in places and not one.waits:
                key = (one.title, one.unit)
                sums[key] = sums.get(key, 0) + int(one.amount.replace(".", ""))
        return tuple((title, print_amount(parts, places[unit]), unit) for (title, unit), parts in sorted(sums.items()))

    def ballots(self) -> tuple[Ballot, ...]:
        """Their answers: the live ones of open decisions, and those of closed ones."""
        state = self.org.states["governance"]
        found = {
            id: Ballot(
                decision=id,
                title=one.title,
                option=one.ballots[self.member].option,
                status=one.status,
                entry=one.ballots[self.member].seq,
            )
            for id, one in state.decisions.items()
            if self.member in one.ballots
        }
        for row in self.tables.rows("ballots", {"member": self.member}):
            one = state.decisions[str(row["decision"])]
            found.setdefault(
                str(row["decision"]),
                Ballot(
                    decision=str(row["decision"]),
                    title=one.title,
                    option=str(row["option"]),
                    status=one.status,
                    entry=int(row["entry"]),
                ),
            )
        return tuple(sorted(found.values(), key=lambda one: -one.entry))

    def contests(self) -> tuple[MyContest, ...]:
        """Their objections, newest first."""
        mine = [(id, one) for id, one in self.org.states["contest"].contests.items() if one.by == self.member]
        return tuple(
            MyContest(contest=id, line=one.line, status=one.status, due=one.due, entry=one.seq)
            for id, one in sorted(mine, key=lambda pair: -pair[1].seq)
        )

    def doors(self) -> tuple[Door, ...]:
        """The addresses that open their door."""
        bound = [
            commitment for commitment, member in self.org.states["members"].signins.items() if member == self.member
        ]
        return tuple(Door(address=str(self.words(one).get("email", one[:12])), commitment=one) for one in sorted(bound))

    def rows(self, viewer: Viewer, said: Published) -> dict[str, list[dict[str, Cell]]]:
        """Every row of every open table that is about them, in the columns that they may see."""
        found = {}
        for name in self.tables.names():
            table: Table = self.tables.table(name)
            if table.person:
                about = self.tables.rows(name, {table.person: self.member})
                found[name] = [columns(viewer, table, row, said) | {"since": row["since"]} for row in about]
        return found
