"""A small house for tests: a founded charter, members, and minutes of what was proposed, answered and decided."""

import hashlib
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from auzolan.charter import allowed as charter_allowed
from auzolan.charter import decide as charter_decide
from auzolan.charter import state as charter_state
from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.state import charter as charter_of
from auzolan.flows import allowed as flows_allowed
from auzolan.flows import state as flows_state
from auzolan.governance import allowed as governance_allowed
from auzolan.governance import decide as governance_decide
from auzolan.governance import state as governance_state
from auzolan.governance import tables as governance_tables
from auzolan.governance.conditions import Condition, condition
from auzolan.governance.decide import CastBallot, CloseDecision, OpenProposal
from auzolan.governance.following import brought
from auzolan.governance.state import Decision
from auzolan.journal.entry import NODE, Codec, Entry, checked_bytes
from auzolan.members import allowed as members_allowed
from auzolan.members import state as members_state
from auzolan.members.facts import MemberAdmitted, MemberParted
from auzolan.members.mandate import may
from auzolan.rules import allowed as rules_allowed
from auzolan.rules import state as rules_state
from auzolan.tables.table import Add
from auzolan.values.luck import Luck

OPENED = "2026-03-01T09:00:00Z"
LIVELY = 'benefits = "class.worker"\nbears_cost = "class.worker"\ndecides = "body.assembly"\nreview = 2028-01-31\n'
WHOLE = f"""
["purpose"]
says = "To roast coffee and share what it brings."
["class.worker"]
title = "Workers"
["body.assembly"]
title = "Assembly"
classes = ["class.worker"]
["mandate.desk"]
title = "Desk"
records = ["governance.ballot_cast"]
holder = "class.worker"
["procedure.charter"]
title = "Changing the charter"
body = "body.assembly"
method = "majority"
threshold = "2/3"
vote_days = 14
cooling_off_days = 7
deadlock = "A third call decides."
{LIVELY}
"""
NAMES = "anna bilal carmen dario edurne fatou gari hana iker june kofi lide maia nahia oier pilar"


def procedure(name: str, fields: str) -> str:
    """A procedure in TOML. fields: TOML lines; body, days and who bears the cost are usual."""
    usual = "" if "method" in fields else 'method = "majority"\n'
    days = "" if "vote_days" in fields else "vote_days = 7\n"
    return f'["procedure.{name}"]\nbody = "body.assembly"\n{usual}{days}{fields}\n{LIVELY}'


def rule_of_kept(share: str, name: str = "mandate.buyer", more: str = "") -> str:
    """The wording of an article that can be changed."""
    return f'["{name}"]\ntitle = "Buyer"\nrecords = ["flows.*"]\nup_to = "{share}"\nholder = "class.worker"\n{more}'


class House:
    """Charter, members, rules and decisions together, as the organisation puts them together, without the rest."""

    rooms: dict[str, tuple[Any, Any]] = {
        "charter": (charter_state, charter_allowed), "members": (members_state, members_allowed),
        "governance": (governance_state, governance_allowed), "rules": (rules_state, rules_allowed),
        "flows": (flows_state, flows_allowed),
    }

    def __init__(self, more: str = "", members: int = 5, *, exercise: bool = False) -> None:
        self.at, self.by, self.via = OPENED, "terminal", ""
        self.exercise = exercise
        self.states: dict[str, Any] = {name: state.EMPTY for name, (state, _) in self.rooms.items()}
        self.entries: list[Entry[Any]] = []
        self.secrets: list[Any] = []
        self.tables: dict[str, dict[Any, Any]] = {table.name: {} for table in governance_tables.TABLES}
        self.keys = {table.name: table for table in governance_tables.TABLES}
        founding = charter_decide.FoundOrganisation(
            name="Roasters", charter=WHOLE + more, origin="localhost/roasters", exercise=exercise
        )
        self.write(charter_decide.HANDLERS[type(founding)](self.states["charter"], founding, self.around("terminal")))
        self.names = [*NAMES.split(), *(f"m{number}" for number in range(16, members))][:members]
        for name in self.names:
            self.admit(name)

    def admit(self, name: str, class_: str = "class.worker") -> None:
        admitted = MemberAdmitted(member=name, class_=class_, joined="2026-01-01")
        self.write([Draft(fact=admitted)], trusted=True)

    @property
    def decisions(self) -> Any:
        return self.states["governance"]

    def decision(self, id: str) -> Decision:
        decision: Decision = self.decisions.decisions[id]
        return decision

    def around(self, by: str, luck: Luck | None = None) -> Around:
        charter = charter_of(self.states["charter"])

        def asked(kind: str, amounts: Any) -> Any:
            return may(self.states["members"], charter, by, None, self.at, kind, amounts)

        return Around(
            at=self.at, by=by, via=self.via or None, exercise=self.exercise, charter=charter, states=dict(self.states),
            may=asked, fact=lambda seq: self.entries[seq].fact, seq=len(self.entries), luck=luck,
            brings=brought, revealed=self.revealed,
        )

    def revealed(self, commitment: str) -> str:
        return next((secret.r.hex() for secret in self.secrets if secret.commitment == commitment), "")

    def write(
        self, drafts: Sequence[Draft], by: str = "", for_: str = "", evidence: str = "", trusted: bool = False
    ) -> None:
        first = len(self.entries)
        for draft in drafts:
            because = draft.because if draft.because_draft is None else first + draft.because_draft
            named = draft.by or by or self.by
            entry: Entry[Any] = Entry(
                seq=len(self.entries), at=self.at, by=named, via=(self.via or None) if named != NODE else None,
                charter=0, because=because, fact=draft.fact, for_=draft.for_ or for_ or None,
                evidence=draft.evidence or evidence or None,
            )
            self.read(entry, trusted)
            self.secrets += draft.secrets

    def read(self, entry: Entry[Any], trusted: bool = False) -> None:
        """Judge and fold one entry, as reading a journal does."""
        area = str(type(entry.fact).__struct_config__.tag).partition(".")[0].replace("organisation", "charter")
        state, allowed = self.rooms[area]
        near = self.around(entry.by)
        if not trusted and (refused := allowed.allowed(self.states[area], entry, near)):
            raise refused
        assert Codec([type(entry.fact)]).decode(checked_bytes(entry)) == entry
        before = self.states[area]
        self.states[area] = state.evolve(before, entry)
        if isinstance(entry.fact, governance_state.LISTENS):
            self.states["governance"] = governance_state.evolve(self.states["governance"], entry)
        self.entries.append(entry)
        if area == "governance":
            self.draw(governance_tables.rows(entry, before, self.states[area], near))

    def draw(self, changes: Sequence[Any]) -> None:
        for change in changes:
            table = self.keys[change.table]
            if isinstance(change, Add):
                row = dict(zip(table.names, change.values, strict=True))
                key = tuple(row[name] for name in table.key)
                assert key not in self.tables[change.table], f"{key} holds already"
                self.tables[change.table][key] = row
            else:
                del self.tables[change.table][change.key]

    def ask(self, request: Request, by: str = "anna", at: str = "", **more: str) -> list[Any]:
        """Answer a request after doing what is due; raises its refusal, and then nothing has happened."""
        at_before, kept = self.at, (dict(self.states), list(self.entries), {k: dict(v) for k, v in self.tables.items()})
        self.at = at or self.at
        first = len(self.entries)
        luck = Luck(seed=hashlib.sha256(f"{first} {self.at}".encode()).digest())
        try:
            self.write(governance_decide.due(self.decisions, self.around(by, luck)), by)
            handler = governance_decide.HANDLERS[type(request)]
            near = replace(self.around(by, luck), for_=more.get("for_"))
            self.write(handler(self.decisions, request, near), by, **more)
        except Exception:
            self.at = at_before
            self.states, self.entries, self.tables = kept
            raise
        return [entry.fact for entry in self.entries[first:]]

    def propose(self, title: str = "Buy a second roaster", by: str = "anna", at: str = "", **fields: Any) -> str:
        """Open a proposal; its id. Without more it is a text."""
        fact = self.ask(OpenProposal(title=title, text="Because the first one is full.", **fields), by=by, at=at)
        return str(next(one.decision for one in fact if type(one).__name__ == "ProposalOpened"))

    def cast(self, id: str, by: str, option: str, at: str = "", reason: str = "", criterion: str = "") -> None:
        self.ask(CastBallot(decision=id, option=option, reason=reason, criterion=criterion), by=by, at=at)

    def answers(self, id: str, **options: str) -> None:
        """answers(id, yes="anna bilal", no="carmen")"""
        for option, names in options.items():
            for name in names.split():
                self.cast(id, name, option)

    def close(self, id: str, at: str, by: str = "anna") -> list[Any]:
        return self.ask(CloseDecision(decision=id), by=by, at=at)

    def later(self, at: str) -> list[Any]:
        """The first append at that moment, for whatever reason: only what the node owes is written."""
        self.at = at
        first = len(self.entries)
        self.write(governance_decide.due(self.decisions, self.around("gari")), "gari")
        return [entry.fact for entry in self.entries[first:]]

    def standing(self, id: str) -> Condition:
        return condition(self.decisions, id, self.around("anna"))

    def part(self, name: str) -> None:
        self.write([Draft(fact=MemberParted(member=name, left=self.at[:10]))], by=name)
