"""A node with two organisations whose words are canaries, and everybody who might come to its door."""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
from web_place import code_for

from auzolan.charter.around import Request
from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.preset import preset
from auzolan.conduct.decide import GiveNotice
from auzolan.conduct.facts import NoticeGiven
from auzolan.contest.decide import ContestLine
from auzolan.contest.facts import LineContested
from auzolan.deliberation.decide import MakeStatement, OpenTalk, VoteStatement
from auzolan.deliberation.draft_deciding import KeepDraft
from auzolan.deliberation.draft_facts import DraftKept
from auzolan.deliberation.facts import StatementMade, TalkOpened
from auzolan.flows.requests import RecordContribution, RecordEntry, RecordFlow
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.election_deciding import CallElection, NameCandidate
from auzolan.governance.election_facts import ElectionCalled
from auzolan.governance.facts import Detail, ProposalOpened
from auzolan.governance.meeting_deciding import CallMeeting, CloseMeeting
from auzolan.governance.meeting_facts import MeetingCalled
from auzolan.members.decide import AdmitMember, GrantMandate, NameAgent, PartMember
from auzolan.members.facts import AgentNamed, MemberAdmitted
from auzolan.metrics.decide import PublishMetric
from auzolan.metrics.surveying import AnswerSurvey
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.office import Answer, Office
from auzolan.rules.decide import RunRule
from auzolan.rules.facts import PortionsPublished, RunPublished
from charters import with_more

BEGAN, NOW = "2026-10-01T09:00:00Z", "2027-01-08T09:00:00Z"
FORMS = ("", ".json", ".csv")
SURVEY = """
["survey.voice"]
asks = "class.worker"
period = "month"
[["survey.voice".questions]]
name = "heard"
asks = "Is what you say heard?"
lowest = 0
highest = 99
"""
CONDUCT = """
["conduct.steps"]
title = "When somebody breaks what was agreed"
decides = "body.social_council"
hears_appeal = "body.assembly"
hear_days = 7
improve_days = 30
appeal_days = 14
answer_days = 14
"""
ADDED = SURVEY + CONDUCT
PEOPLE = ("Ana", "Bo", "Cleo", "Dee", "Fay")
_senders = iter(range(10**6))


@dataclass
class House:
    """One organisation with its members by name. parts: a real value for every part of an address."""

    node: Node
    id: str
    members: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)
    doors: dict[str, Any] = field(default_factory=dict)
    contest: int = 0

    @property
    def office(self) -> Office:
        return self.node.office(self.id)

    def do(self, request: Request, **more: Any) -> Answer:
        return self.office.do(request, **more)

    def address(self, name: str) -> str:
        return f"{name.lower()}@{self.id}.example"

    def admit(self, name: str) -> None:
        person = {"name": f"{name} Hiddenname{self.id}", "known_as": name, "email": self.address(name)}
        asked = AdmitMember(class_="worker", person=person, joined="2026-10-01")
        self.members[name] = self.do(asked).fact(MemberAdmitted).member

    def browser(self, name: str = "", **more: Any) -> Any:
        """A browser from an address of its own; signed in when a member is named."""
        from django.test import Client

        if name in self.doors and not more:
            return self.doors[name]
        client = Client(REMOTE_ADDR=f"sender {next(_senders)}", **more)
        if name:
            client.post(self.at("sign-in"), {"email": self.address(name)})
            answer = client.post(self.at("sign-in/code"), {"code": code_for(self.address(name))})
            assert answer.status_code == 302, answer.content.decode()
            self.doors.setdefault(name, client)
        return client

    def at(self, path: str = "") -> str:
        return f"/o/{self.id}/{path}"


def built(node: Node, org: str, charter: str) -> House:
    """Founded, with members, a run, a contest, a proposal with a reason, words in the books, somebody who left."""
    found(node, org, FoundOrganisation(name=f"The {org}", charter=charter, origin=f"localhost/{org}", exercise=True))
    made = House(node, org)
    for name in PEOPLE:
        made.admit(name)
    made.do(GrantMandate(mandate="mandate.bookkeeper", member=made.members["Bo"]))
    return made


def lived(made: House) -> House:
    """A year of it."""
    org, ids = made.id, made.members
    for number, name in enumerate(PEOPLE):
        for kind, amount in (("hours", f"{1501 + 13 * number**2}.00"), ("index", "1.00")):
            made.do(RecordContribution(contribution=kind, amount=amount, member=ids[name], date="2026-12-31"))
    made.do(RecordFlow(posting="result", amount="100003.37 EUR", date="2026-12-31", places={"year": "2026"}))
    made.do(RecordEntry(
        legs=(("Assets:Bank", "-77.31 EUR"), ("Expenses:Rent", "77.31 EUR")), date="2026-12-01",
        words={"payee": f"Hiddenpayee{org}", "narration": f"Hiddennarration{org}"},
    ), by=ids["Bo"])
    answer = made.do(RunRule(rule="rule.surplus", period="2026"))
    run = answer.fact(RunPublished).run
    line = next(one for one in answer.entries if isinstance(one.fact, PortionsPublished))
    mine = next(one for one in line.fact.portions if ids["Cleo"] in one.to)
    contested = made.do(
        ContestLine(line=line.seq, to=mine.to, reason=f"Hiddencontest{org}", should_be="more"), by=ids["Cleo"]
    )
    decision = made.do(
        OpenProposal(title=f"Hiddentitle{org}", text=f"Hiddentext{org}", effect="text_only"), by=ids["Dee"]
    ).fact(ProposalOpened).decision
    made.do(CastBallot(decision=decision, option="yes", reason=f"Hiddenreason{org}"), by=ids["Cleo"])
    buyer = made.do(NameAgent(nature="person", words={"name": f"Hiddenbuyer{org}"})).fact(AgentNamed).agent
    made.do(RecordFlow(
        posting="invoice", parts={"net": "124.17 EUR"}, leaves={"net": "Income:Sales"}, receiver=buyer,
        date="2026-12-30",
    ))
    made.do(AnswerSurvey(survey="survey.voice", answers={"heard": 73}), by=ids["Cleo"])
    made.do(PublishMetric(metric="metric.care", period="2026-12"), by="node")
    made.do(PartMember(member=ids["Fay"], left="2027-01-01"))
    made.contest = next(one.seq for one in contested.entries if isinstance(one.fact, LineContested))
    made.parts = {
        "seq": line.seq, "decision": decision, "run": run, "to": mine.to, "account": "Expenses:Rent", "way": "gave",
        "article": "rule.surplus", "claim": next(iter(made.office.now().states["flows"].claims)),
        "metric": "metric.care", "survey": "survey.voice", "period": "2026-12", "meeting": met(made),
        "election": called(made), "contest": next(iter(made.office.now().states["contest"].contests)),
        "case": noticed(made), "talk": talked(made), "token": "cut-off",
        "draft": kept(made),
        "budget": next(iter(made.office.now().states["governance"].budgets.budgets), "bnone"),
    }
    return made


def called(made: House) -> str:
    """An election with a candidate who says something about themselves."""
    ids = made.members
    election = str(made.do(CallElection(
        title=f"Hiddenelection{made.id}", body="body.social_council", procedure="procedure.election", days=14,
    ), by=ids["Ana"]).fact(ElectionCalled).election)
    made.do(NameCandidate(election=election, member=ids["Cleo"], statement=f"Hiddenwords{made.id}"), by=ids["Cleo"])
    return election


def talked(made: House) -> str:
    """A talk in which two said something, and one of them answered."""
    ids = made.members
    talk = made.do(OpenTalk(
        title=f"Hiddentalk{made.id}", question=f"Hiddenquestion{made.id}", body="class.worker", closes="2027-03-01",
    ), by=ids["Ana"]).fact(TalkOpened).talk
    for name in ("Ana", "Cleo"):
        said = MakeStatement(talk=talk, text=f"Hiddenstatement{name}{made.id}")
        statement = made.do(said, by=ids[name]).fact(StatementMade).statement
        made.do(VoteStatement(talk=talk, statement=statement, vote="disagree"), by=ids["Cleo"])
    return str(talk)


def kept(made: House) -> str:
    """A draft that its author lets members read."""
    fields = (Detail(name="title", value=f"Hiddendraft{made.id}"), Detail(name="why", value=f"Hiddenwhy{made.id}"))
    asked = KeepDraft(form="change", fields=fields, shown=True)
    return str(made.do(asked, by=made.members["Cleo"]).fact(DraftKept).draft)


def noticed(made: House) -> str:
    """A notice of one member about another, which a third decides about."""
    ids = made.members
    made.do(GrantMandate(mandate="body.social_council", member=ids["Bo"]))
    asked = GiveNotice(about=ids["Dee"], words=f"Hiddennotice{made.id}")
    return str(made.do(asked, by=ids["Cleo"]).fact(NoticeGiven).case)


def met(made: House) -> str:
    """A meeting that was called and called off, so that it has minutes."""
    ids = made.members
    meeting = made.do(CallMeeting(
        title=f"Hiddenmeeting{made.id}", place="The mill", procedure="procedure.ordinary", first_at=NOW,
        chair=ids["Ana"], secretary=ids["Dee"],
    ), by=ids["Ana"]).fact(MeetingCalled).meeting
    made.do(CloseMeeting(meeting=meeting, remarks=f"Hiddenremarks{made.id}"), by=ids["Dee"])
    return str(meeting)


def houses(folder: Path, patch: pytest.MonkeyPatch, database_url: str = "", **charters: str) -> dict[str, House]:
    """Both organisations of a node that is served."""
    from django.conf import settings

    from auzolan.web.settings import configure

    node = Node(folder / "data", state=folder / "state", database_url=database_url)
    node.make()
    patch.setenv("AUZOLAN_CLOCK", BEGAN)
    texts = charters or dict.fromkeys(("sunrise", "moonrise"), preset("mondragon"))
    made = {org: built(node, org, with_more(text, ADDED)) for org, text in texts.items()}
    configure(node)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    patch.setenv("AUZOLAN_CLOCK", NOW)
    for one in made.values():
        lived(one)
    return made


def closed(made: dict[str, House]) -> None:
    from django.core import mail

    mail.outbox = []
    next(iter(made.values())).node.close()


def path_of(house: House, page: Any, **changed: Any) -> str:
    """The address of a page with real things in it. A page with a new part needs a value for it in `lived`."""
    from django.urls import reverse

    names = re.findall(r"<(?:\w+:)?(\w+)>", page.path)
    missing = [one for one in names if one not in house.parts]
    assert not missing, f"the page {page.name!r} has parts that no test fills in: {missing}"
    chosen = {name: house.parts[name] for name in names} | {k: v for k, v in changed.items() if k in names}
    return str(reverse(page.name, kwargs={"org": house.id, **chosen}))


def addresses(house: House, **changed: Any) -> list[str]:
    """Every page of the router in each of its forms, with real things in it."""
    from auzolan.web.page import found as pages

    made = []
    for page in pages():
        path = path_of(house, page, **changed)
        made += [path, (path if page.path else f"{path}{page.name}") + ".json"]
        if page.csv:
            made.append((path if page.path else f"{path}{page.name}") + ".csv")
    return [f"{one}?period=2026" if "/behind/" in one else one for one in made]


def stored(house: House) -> str:
    """Everything that the store holds of an organisation, but codes that wait."""
    database = house.office.store.database
    tables = [one[0] for one in database.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return repr([(one, database.all(f'SELECT * FROM "{one}"')) for one in tables if one != "sign_in_codes"])


