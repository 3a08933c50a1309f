"""A small house for tests: a charter written in TOML, members and books, and minutes of what happened."""

import hashlib
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.article import article
from auzolan.charter.charter import Charter, charter_of
from auzolan.flows import allowed as flows_allowed
from auzolan.flows import decide as flows_decide
from auzolan.flows import state as flows_state
from auzolan.flows import tables as flows_tables
from auzolan.flows.balances import balances, trial_balance
from auzolan.journal.entry import Entry, Fact, checked_bytes
from auzolan.members import allowed as members_allowed
from auzolan.members import decide as members_decide
from auzolan.members import facts as members_facts
from auzolan.members import state as members_state
from auzolan.members import tables as members_tables
from auzolan.members.mandate import may
from auzolan.tables.table import Add, End
from auzolan.values.luck import Luck

MEMBERS = (members_state, members_allowed, members_decide, members_tables)
FLOWS = (flows_state, flows_allowed, flows_decide, flows_tables)


def charter_from(toml: str) -> Charter:
    """A charter of articles as they are written, unchecked."""
    return charter_of(tuple(article(id, fields) for id, fields in tomllib.loads(toml, parse_float=Decimal).items()))


class House:
    """Members and flows together, as the organisation puts them together, without the rest."""

    def __init__(self, toml: str, at: str = "2026-03-01T09:00:00Z") -> None:
        self.charter = charter_from(toml)
        self.at = at
        self.by = "terminal"
        self.states: dict[str, Any] = {"members": members_state.EMPTY, "flows": flows_state.EMPTY}
        self.entries: list[Entry[Any]] = []
        self.tables: dict[str, dict[Any, Any]] = {}
        self.secrets: dict[str, Any] = {}
        self.keys = {table.name: table for room in (members_tables, flows_tables) for table in room.TABLES}

    @property
    def books(self) -> Any:
        return self.states["flows"]

    def around(self, by: str, luck: Luck | None = None) -> Around:
        def asked(kind: str, amounts: Any) -> Any:
            return may(self.states["members"], self.charter, by, None, self.at, kind, amounts)

        return Around(
            at=self.at, by=by, charter=self.charter, states=dict(self.states), may=asked,
            fact=lambda seq: self.entries[seq].fact, seq=len(self.entries), luck=luck,
        )

    def ask(self, request: Request, by: str = "", at: str = "") -> list[int]:
        """Answer a request; raises its refusal. Gives the numbers of the entries."""
        self.at = at or self.at
        by = by or self.by
        luck = Luck(seed=hashlib.sha256(f"{len(self.entries)} {self.at}".encode()).digest())
        name = str(type(request).__struct_config__.tag).partition(".")[0]
        decide = dict(zip(("members", "flows"), (MEMBERS, FLOWS), strict=True))[name][2]
        before = (dict(self.states), list(self.entries))
        try:
            return self.write(decide.HANDLERS[type(request)](self.states[name], request, self.around(by, luck)), by)
        except Exception:
            self.states, self.entries = before
            raise

    def write(self, drafts: Sequence[Draft], by: str = "") -> list[int]:
        first = len(self.entries)
        for draft in drafts:
            self.read(draft, by or self.by, first)
        return list(range(first, len(self.entries)))

    def read(self, draft: Draft, by: str, first: int) -> None:
        because = draft.because if draft.because_draft is None else first + draft.because_draft
        entry = Entry(
            seq=len(self.entries), at=self.at, by=draft.by or by, charter=0, because=because, fact=draft.fact
        )
        checked_bytes(entry)
        room, judge, _, tables = MEMBERS if type(draft.fact) in members_facts.FACTS else FLOWS
        name = "members" if room is members_state else "flows"
        near = self.around(entry.by)
        if refused := judge.allowed(self.states[name], entry, near):
            raise refused
        before, after = self.states[name], room.evolve(self.states[name], entry)
        self.states[name] = after
        self.entries.append(entry)
        for secret in draft.secrets:
            self.secrets[secret.commitment] = secret
        for change in tables.rows(entry, before, after, near):
            self.draw(change)

    def draw(self, change: Add | End) -> None:
        table = self.keys[change.table]
        rows = self.tables.setdefault(change.table, {})
        if isinstance(change, End):
            del rows[change.key]
            return
        row = dict(zip(table.names, change.values, strict=True))
        key = tuple(row[name] for name in table.key)
        if key in rows:
            raise AssertionError(f"{change.table} has two rows with the key {key}")
        rows[key] = row

    def fact(self, seq: int, fact: Fact) -> None:
        """Write one fact as it is, past the handlers: what a dishonest writer would try."""
        self.write([Draft(fact=fact)])

    def table(self, name: str) -> list[dict[str, Any]]:
        return list(self.tables.get(name, {}).values())

    def balances(self, prefix: str = "") -> dict[str, dict[str, str]]:
        return balances(self.books, self.charter, prefix)

    def of(self, account: str, unit: str = "EUR") -> str:
        return self.balances().get(account, {}).get(unit, "0.00")

    def adds_up(self) -> bool:
        return not trial_balance(self.books)

    def last(self, kind: type[Fact]) -> Any:
        return next(entry.fact for entry in reversed(self.entries) if isinstance(entry.fact, kind))


CHARTER = """
["unit.EUR"]
places = 2
dimension = "money"
["unit.USD"]
places = 2
dimension = "money"
["unit.h"]
places = 2
dimension = "time"
["class.worker"]
["class.friend"]
["class.affected"]
affected = true
["body.assembly"]
classes = ["class.worker"]
["body.council"]
classes = ["class.worker"]
seats = 2
elected_by = "body.assembly"
["mandate.terminal"]
terminal = true
records = ["members.*", "flows.*"]
["mandate.bookkeeper"]
granted_by = "body.assembly"
records = ["flows.*"]
up_to = "5000.00 EUR"
second_signature_above = "1000.00 EUR"
["mandate.auditor"]
granted_by = "body.assembly"
records = ["flows.balance_signed", "flows.contribution_confirmed"]
["account.books"]
branches = [
  "Assets:Bank", "Assets:Bank:*", "Assets:Receivable:{receiver}", "Liabilities:Payable:{provider}", "Liabilities:VAT",
  "Equity:Opening", "Equity:Capital:{member}:{year}", "Equity:Collective:Legal", "Income:Sales", "Income:Exchange",
  "Expenses:Purchases", "Expenses:Exchange",
]
["account.dollars"]
branch = "Assets:Dollars"
unit = ["USD"]
["contribution.hours"]
unit = "h"
who = "class.worker"
confirms = "mandate.auditor"
["contribution.index"]
unit = "1"
places = 1
aggregate = "latest"
["posting.sale"]
action = "deliverService"
debit = "Assets:Receivable:{receiver}"
parts = [{name = "net", credit = "Income:Sales"}, {name = "vat", credit = "Liabilities:VAT", receiver = "tax office"}]
claim = "raises"
["posting.receipt"]
action = "transfer"
debit = "Assets:Bank"
credit = "Assets:Receivable:{provider}"
claim = "pays"
gain = "Income:Exchange"
loss = "Expenses:Exchange"
["posting.credit_note"]
action = "lower"
credit = "Assets:Receivable:{receiver}"
parts = [{name = "net", debit = "Income:Sales"}, {name = "vat", debit = "Liabilities:VAT"}]
claim = "reduces"
["posting.bill"]
action = "transfer"
debit = "Expenses:Purchases"
credit = "Liabilities:Payable:{provider}"
claim = "raises"
["posting.payment"]
action = "transfer"
debit = "Liabilities:Payable:{receiver}"
credit = "Assets:Bank"
claim = "pays"
gain = "Income:Exchange"
loss = "Expenses:Exchange"
["posting.join"]
action = "transfer"
debit = "Assets:Bank"
parts = [
  {name = "capital", credit = "Equity:Capital:{member}:{year}", required = true},
  {name = "reserve", credit = "Equity:Collective:Legal", required = true},
]
"""

OPEN_BOOKS = """
["mandate.terminal"]
terminal = true
records = ["members.*", "flows.*"]
["account.any"]
any = true
"""
