"""Joining, leaving, trust and doors: who belongs and who may do what."""

import hashlib
import tomllib
from typing import Any

import pytest

from auzolan.charter.around import Around, Draft, Request
from auzolan.charter.article import article
from auzolan.charter.charter import charter_of
from auzolan.journal.entry import Entry, Fact
from auzolan.members.allowed import allowed
from auzolan.members.body import roll
from auzolan.members.decide import (
    HANDLERS,
    AdmitMember,
    AdmitMembers,
    BindSignin,
    EndMandate,
    GrantMandate,
    MoveMember,
    NameAgent,
    PartMember,
    UnbindSignin,
)
from auzolan.members.facts import MandateGranted, MemberAdmitted, MembersImported
from auzolan.members.mandate import last_day, may
from auzolan.members.state import EMPTY, State, evolve
from auzolan.members.tables import TABLES, rows
from auzolan.tables.table import Add
from auzolan.values.luck import Luck
from auzolan.values.refusal import Refusal

CHARTER = charter_of(tuple(article(id, fields) for id, fields in tomllib.loads("""
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
["class.eater"]
["class.affected"]
affected = true
["body.assembly"]
classes = ["class.worker", "class.eater"]
["body.council"]
classes = ["class.worker"]
seats = 2
elected_by = "body.assembly"
["mandate.terminal"]
terminal = true
records = ["members.*"]
["mandate.workers"]
holder = "class.worker"
records = ["flows.contribution_recorded"]
["mandate.council"]
holder = "body.council"
records = ["flows.period_closed"]
["mandate.treasurer"]
granted_by = "body.assembly"
records = ["flows.postings_made"]
up_to = "5000.00 EUR"
second_signature_above = "1000.00 EUR"
["mandate.keeper"]
granted_by = "body.assembly"
records = ["members.agent_named"]
term_months = 24
["mandate.founding"]
granted_by = "body.assembly"
records = ["members.*"]
until = 2026-06-30
""").items()))


class Minutes:
    """What happened to people, in order."""

    def __init__(self) -> None:
        self.state: State = EMPTY
        self.facts: list[Fact] = []
        self.secrets: dict[str, Any] = {}
        self.rows: dict[tuple[str, Any], Any] = {}
        self.at = "2026-03-01T09:00:00Z"

    def around(self, by: str, luck: Luck | None = None) -> Around:
        def asked(kind: str, amounts: Any) -> Refusal | None:
            return may(self.state, CHARTER, by, None, self.at, kind, amounts)

        return Around(
            at=self.at, by=by, charter=CHARTER, states={"members": self.state}, may=asked,
            fact=self.facts.__getitem__, seq=len(self.facts), luck=luck,
        )

    def ask(self, request: Request, by: str = "terminal") -> None:
        luck = Luck(seed=hashlib.sha256(str(len(self.facts)).encode()).digest())
        for draft in HANDLERS[type(request)](self.state, request, self.around(by, luck)):
            self.write(draft, by)

    def write(self, draft: Draft, by: str) -> None:
        entry = Entry(
            seq=len(self.facts), at=self.at, by=draft.by or by, charter=0, because=draft.because, fact=draft.fact
        )
        if refused := allowed(self.state, entry, self.around(by)):
            raise refused
        before, self.state = self.state, evolve(self.state, entry)
        self.facts.append(draft.fact)
        self.secrets |= {secret.commitment: secret for secret in draft.secrets}
        tables = {table.name: table for table in TABLES}
        for change in rows(entry, before, self.state, self.around(by)):
            table = tables[change.table]
            if isinstance(change, Add):
                row = dict(zip(table.names, change.values, strict=True))
                self.rows[(table.name, tuple(row[name] for name in table.key))] = row
            else:
                del self.rows[(table.name, change.key)]

    def may(self, by: str, kind: str, **amounts: int) -> Refusal | None:
        return may(self.state, CHARTER, by, None, self.at, kind, amounts)

    def roll(self, body: str, day: str = "2026-03-01") -> tuple[str, ...]:
        return roll(self.state, CHARTER, body, day)


@pytest.fixture
def minutes() -> Minutes:
    minutes = Minutes()
    for member, class_ in (("mane", "worker"), ("mbenat", "worker"), ("mcarmen", "eater")):
        minutes.ask(AdmitMember(member=member, class_=class_, joined="2026-01-15", person={"name": member[1:].title()}))
    return minutes


def test_a_member_belongs_from_the_day_of_joining_until_the_day_of_leaving(minutes: Minutes) -> None:
    assert minutes.roll("body.assembly", "2026-01-14") == ()
    assert minutes.roll("body.assembly", "2026-01-15") == ("mane", "mbenat", "mcarmen")
    minutes.ask(PartMember(member="mane", left="2026-02-01"))
    assert minutes.roll("body.assembly", "2026-01-31") == ("mane", "mbenat", "mcarmen")
    assert minutes.roll("body.assembly", "2026-02-01") == ("mbenat", "mcarmen")
    assert minutes.rows[("members", ("mane",))]["left"] == "2026-02-01"
    assert minutes.roll("class.worker") == ("mbenat",)


def test_somebody_who_left_may_join_again_but_not_before(minutes: Minutes) -> None:
    with pytest.raises(Refusal, match="a member already"):
        minutes.ask(AdmitMember(member="mane", class_="eater"))
    minutes.ask(PartMember(member="mane", left="2026-02-01"))
    with pytest.raises(Refusal, match="left on 2026-02-01"):
        minutes.ask(AdmitMember(member="mane", class_="eater", joined="2026-01-31"))
    minutes.ask(AdmitMember(member="mane", class_="eater", joined="2026-03-01"))
    assert minutes.rows[("members", ("mane",))]["class"] == "eater"


def test_names_and_addresses_are_sealed_under_their_owner(minutes: Minutes) -> None:
    minutes.ask(AdmitMember(member="mdani", class_="worker", person={"name": "Dani", "email": "dani@example.org"}))
    written = repr(minutes.facts)
    assert "Dani" not in written
    assert "example.org" not in written
    assert {secret.owner for secret in minutes.secrets.values()} == {"mane", "mbenat", "mcarmen", "mdani"}
    assert list(minutes.state.signins.values()) == ["mdani"]


def test_a_new_member_gets_an_id_that_nobody_can_guess(minutes: Minutes) -> None:
    minutes.ask(AdmitMember(class_="worker"))
    fact = minutes.facts[-1]
    assert isinstance(fact, MemberAdmitted)
    assert len(fact.member) == 17
    assert fact.joined == "2026-03-01"


def test_a_list_is_admitted_whole_or_refused(minutes: Minutes) -> None:
    minutes.ask(AdmitMembers(people=(AdmitMember(class_="worker"), AdmitMember(class_="eater"))))
    assert len(minutes.state.members) == 5
    with pytest.raises(Refusal, match="The list is empty"):
        minutes.ask(AdmitMembers(people=()))
    with pytest.raises(Refusal, match="no class of that name"):
        minutes.ask(AdmitMembers(people=(AdmitMember(class_="wroker"),)))


def test_the_same_list_twice_admits_nobody_twice(minutes: Minutes) -> None:
    listed = AdmitMembers(people=(AdmitMember(class_="worker"),), source="ab" * 32)
    minutes.ask(listed)
    minutes.ask(listed)
    assert len(minutes.state.members) == 4
    with pytest.raises(Refusal, match="imported the same file"):
        minutes.write(Draft(fact=MembersImported(source="ab" * 32, count=1)), "terminal")


def test_moving_to_another_class_keeps_the_day_of_joining(minutes: Minutes) -> None:
    minutes.ask(MoveMember(member="mcarmen", class_="worker"))
    assert minutes.roll("class.worker") == ("mane", "mbenat", "mcarmen")
    assert minutes.state.members["mcarmen"].joined == "2026-01-15"


def test_a_body_with_seats_is_those_who_hold_them(minutes: Minutes) -> None:
    assert minutes.roll("body.council") == ()
    minutes.ask(GrantMandate(mandate="body.council", member="mane", until="2026-12-31"))
    minutes.ask(GrantMandate(mandate="body.council", member="mbenat", until="2026-12-31"))
    assert minutes.roll("body.council") == ("mane", "mbenat")
    with pytest.raises(Refusal, match="All 2 seats are taken"):
        minutes.ask(GrantMandate(mandate="body.council", member="mcarmen"))
    with pytest.raises(Refusal, match="has no seats"):
        minutes.ask(GrantMandate(mandate="body.assembly", member="mcarmen"))
    with pytest.raises(Refusal, match="no body of that name"):
        minutes.roll("body.senate")


def test_trust_is_held_over_until_a_successor_is_in(minutes: Minutes) -> None:
    minutes.ask(GrantMandate(mandate="mandate.treasurer", member="mane", until="2026-03-31"))
    minutes.at = "2026-04-15T09:00:00Z"
    assert minutes.may("mane", "flows.postings_made", EUR=100) is None
    minutes.ask(GrantMandate(mandate="mandate.treasurer", member="mbenat"))
    assert minutes.may("mane", "flows.postings_made", EUR=100) is not None
    assert minutes.may("mbenat", "flows.postings_made", EUR=100) is None


def test_trust_lasts_for_the_term_of_its_article(minutes: Minutes) -> None:
    minutes.ask(GrantMandate(mandate="mandate.keeper", member="mane"))
    assert minutes.state.mandates["mandate.keeper"][0].until == "2028-02-29"
    with pytest.raises(Refusal, match="until 2028-02-29"):
        minutes.ask(GrantMandate(mandate="mandate.keeper", member="mane", until="2028-03-01"))
    with pytest.raises(Refusal, match="24 months"):
        minutes.write(Draft(fact=MandateGranted(mandate="mandate.keeper", member="mane")), "terminal")
    assert last_day("2026-01-31", 1) == "2026-02-28"
    assert last_day("2026-03-15", 24) == "2028-03-14"


def test_who_leaves_is_trusted_with_nothing_more(minutes: Minutes) -> None:
    minutes.ask(GrantMandate(mandate="mandate.treasurer", member="mane"))
    minutes.ask(PartMember(member="mane"))
    assert minutes.state.mandates == EMPTY.mandates
    assert minutes.may("mane", "flows.postings_made", EUR=100) is not None
    assert minutes.may("mane", "flows.contribution_recorded") is not None


def test_a_mandate_reaches_as_far_as_it_says(minutes: Minutes) -> None:
    minutes.ask(GrantMandate(mandate="mandate.treasurer", member="mane"))
    assert minutes.may("mane", "flows.postings_made", EUR=100_000) is None
    assert "second signature" in str(minutes.may("mane", "flows.postings_made", EUR=100_001))
    assert minutes.may("mane", "flows.postings_made.waiting", EUR=500_000) is None
    assert "limit in EUR" in str(minutes.may("mane", "flows.postings_made.waiting", EUR=500_001))
    assert "only amounts in EUR" in str(minutes.may("mane", "flows.postings_made", USD=1))
    assert minutes.may("mane", "flows.postings_made", h=10**9) is None
    assert minutes.may("mane", "flows.period_closed") is not None


def test_a_mandate_held_by_a_class_or_body_is_held_by_all_in_it(minutes: Minutes) -> None:
    assert minutes.may("mane", "flows.contribution_recorded") is None
    assert minutes.may("mcarmen", "flows.contribution_recorded") is not None
    assert minutes.may("mane", "flows.period_closed") is not None
    minutes.ask(GrantMandate(mandate="body.council", member="mane"))
    assert minutes.may("mane", "flows.period_closed") is None


def test_a_mandate_ends_on_the_day_its_article_says(minutes: Minutes) -> None:
    minutes.ask(GrantMandate(mandate="mandate.founding", member="mane"))
    minutes.at = "2026-06-30T23:00:00Z"
    assert minutes.may("mane", "members.member_admitted") is None
    minutes.at = "2026-07-01T00:00:00Z"
    assert minutes.may("mane", "members.member_admitted") is not None


def test_the_terminal_does_what_its_mandate_names_and_nothing_else(minutes: Minutes) -> None:
    assert minutes.may("terminal", "members.member_admitted") is None
    assert "the terminal does not hold it" in str(minutes.may("terminal", "flows.postings_made", EUR=1))


def test_the_node_trusts_nobody_without_a_decision(minutes: Minutes) -> None:
    with pytest.raises(Refusal, match="No carried decision that is due does just this"):
        minutes.write(Draft(fact=MandateGranted(mandate="mandate.treasurer", member="mane"), by="node"), "node")


def test_nobody_admits_without_a_mandate(minutes: Minutes) -> None:
    with pytest.raises(Refusal, match="does not hold it"):
        minutes.ask(AdmitMember(class_="worker"), by="mane")


def test_everybody_may_leave_and_keeps_their_own_door(minutes: Minutes) -> None:
    minutes.ask(BindSignin(member="mane", words={"email": "ane@example.org"}), by="mane")
    (commitment,) = minutes.state.signins
    with pytest.raises(Refusal, match="not bound to them"):
        minutes.ask(UnbindSignin(member="mbenat", commitment=commitment), by="mbenat")
    with pytest.raises(Refusal, match="does not hold it"):
        minutes.ask(UnbindSignin(member="mane", commitment=commitment), by="mbenat")
    minutes.ask(UnbindSignin(member="mane", commitment=commitment), by="mane")
    assert not minutes.state.signins
    minutes.ask(PartMember(member="mane"), by="mane")
    assert minutes.roll("class.worker", "2026-03-02") == ("mbenat",)


def test_a_mandate_that_nobody_holds_is_not_ended(minutes: Minutes) -> None:
    with pytest.raises(Refusal, match="do not hold it"):
        minutes.ask(EndMandate(mandate="mandate.treasurer", member="mane"))


def test_people_outside_are_named_and_not_admitted(minutes: Minutes) -> None:
    with pytest.raises(Refusal, match="for people outside"):
        minutes.ask(AdmitMember(class_="affected"))
    with pytest.raises(Refusal, match="for people outside"):
        minutes.ask(MoveMember(member="mane", class_="affected"))


def test_a_river_can_be_named_and_its_words_are_sealed(minutes: Minutes) -> None:
    minutes.ask(NameAgent(agent="ariver", nature="ecosystem", class_="affected", words={"name": "Urumea"}))
    assert minutes.rows[("agents", ("ariver",))]["class"] == "affected"
    assert "Urumea" not in repr(minutes.facts)
    with pytest.raises(Refusal, match="This id is taken"):
        minutes.ask(NameAgent(agent="mane", nature="person"))
    with pytest.raises(Refusal, match="neither person"):
        minutes.ask(NameAgent(nature="robot"))


def test_every_column_says_who_may_see_it() -> None:
    seen = {column.seen_by for table in TABLES for column in table.columns if column.name == "vault"}
    assert seen == {"mandate"}
