"""Forty words that people said or are called by, wherever one can: none of them is in the bytes of the journal."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conduct_place import HEARD, OVER, STEPS, UNTIL, conducting, does

from auzolan.conduct.decide import (
    AgreeImprovement,
    AnswerAppeal,
    AskMediation,
    BeHeard,
    DecideConduct,
    GiveNotice,
    NoteMediation,
    RaiseAppeal,
)
from auzolan.conduct.facts import MediationAsked, NoticeGiven
from auzolan.contest.decide import AnswerContest, ContestLine
from auzolan.contest.facts import LineContested
from auzolan.deliberation.decide import MakeStatement, OpenTalk, WithdrawStatement
from auzolan.deliberation.facts import StatementMade, TalkOpened
from auzolan.flows.requests import RecordFlow
from auzolan.governance.decide import CastBallot, CloseDecision, OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.register_deciding import NameOwner, SayCarriedOut
from auzolan.members.decide import AdmitMember, BindSignin, GrantMandate, NameAgent, PartMember
from auzolan.members.facts import MemberAdmitted
from auzolan.verify.verify import verify

MODERATOR = """
["mandate.moderator"]
title = "Moderator of talks"
granted_by = "body.assembly"
records = ["deliberation.statement_withdrawn", "deliberation.talk_closed"]
"""
CANARIES = tuple(f"canary{number:02d}whistles" for number in range(40))


class Cage:
    """Gives out each canary once."""

    def __init__(self) -> None:
        self.left = list(reversed(CANARIES))

    def __call__(self) -> str:
        return self.left.pop()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    made = conducting(tmp_path, monkeypatch, STEPS + MODERATOR)
    made.do(GrantMandate(mandate="mandate.moderator", member=made.members["Bo"]))
    made.do(GrantMandate(mandate="mandate.bookkeeper", member=made.members["Bo"]))
    yield made
    made.node.close()


def people(place: Any, say: Cage) -> None:
    for _ in range(2):
        person = {"name": say(), "known_as": say(), "email": f"{say()}@example.org", "address": say()}
        gone = place.do(AdmitMember(class_="worker", person=person)).fact(MemberAdmitted).member
    place.do(BindSignin(member=gone, words={"email": f"{say()}@example.org"}))
    place.do(PartMember(member=gone, words=say()))
    place.do(NameAgent(nature="person", words={"name": say(), "place": say(), "story": say()}))
    place.do(RecordFlow(posting="result", amount="10.00 EUR", date="2027-02-01", places={"year": "2027"},
                        words={"payee": say(), "narration": say()}))


def talks(place: Any, say: Cage) -> None:
    talk = does(place, "Ana", OpenTalk(body="body.assembly", closes="2027-02-20", title=say(), question=say()))
    talk = talk.fact(TalkOpened).talk
    for who in ("Ana", "Cleo", "Dee"):
        said = does(place, who, MakeStatement(talk=talk, text=say())).fact(StatementMade).statement
    does(place, "Bo", WithdrawStatement(talk=talk, statement=said, reason=say()))


def decides(place: Any, say: Cage) -> None:
    asked = OpenProposal(title="Mend the oven", text="It smokes.", procedure="procedure.ordinary")
    decision = does(place, "Bo", asked).fact(ProposalOpened).decision
    for who in ("Ana", "Bo", "Cleo", "Dee"):
        does(place, who, CastBallot(decision=decision, option="yes", reason=say()))
    place.clock("2027-02-12T09:00:00Z")
    does(place, "Bo", CloseDecision(decision=decision))
    does(place, "Bo", NameOwner(decision=decision, member=place.members["Eli"]))
    does(place, "Eli", SayCarriedOut(decision=decision, note=say()))


def contests(place: Any, say: Cage) -> None:
    for outcome in ("stands", "corrected"):
        contest = does(place, "Cleo", ContestLine(line=3, reason=say(), should_be=say())).fact(LineContested).contest
        does(place, "Bo", AnswerContest(contest=contest, outcome=outcome, reason=say()))


def behaves(place: Any, say: Cage) -> None:
    case = does(place, "Cleo", GiveNotice(about=place.members["Dee"], words=say())).fact(NoticeGiven).case
    place.clock(HEARD.replace("2027-02-03", "2027-02-13"))
    does(place, "Dee", BeHeard(case=case, words=say()))
    until = UNTIL.replace("2027-03-10", "2027-03-20")
    does(place, "Ana", AgreeImprovement(case=case, until=until, helper=place.members["Eli"], words=say()))
    place.clock(OVER.replace("2027-03-11", "2027-03-21"))
    does(place, "Ana", DecideConduct(case=case, outcome="warned", words=say()))
    does(place, "Dee", RaiseAppeal(case=case, words=say()))
    does(place, "Fay", AnswerAppeal(case=case, answer="stands", words=say()))
    asked = AskMediation(other=place.members["Fay"], mediator=place.members["Eli"], words=say())
    other = does(place, "Dee", asked).fact(MediationAsked).case
    does(place, "Eli", NoteMediation(case=other, words=say()))


def test_a_search_of_the_journal_for_forty_canaries_finds_none(place: Any) -> None:
    say = Cage()
    for part in (people, talks, decides, contests, behaves):
        part(place, say)
    assert say.left == [], "every one of the forty was said"
    store = place.office.store
    journal = b"".join(written for _seq, written, _leaf in store.entries(0, place.office.now().seq))
    raw = b"".join(one.read_bytes() for one in place.node.data.rglob("*") if one.is_file())
    assert [one for one in CANARIES if one.encode() in journal] == []
    assert [one for one in CANARIES if one.encode() in raw] == [], "nor in any file of the store"
    sealed = set(re.findall(r"\b[0-9a-f]{64}\b", journal.decode()))
    kept = json.dumps(list(place.office.vault.opened(sealed).values()))
    assert [one for one in CANARIES if one not in kept] == [], "they are all in the vault"
    assert verify(place.office.copy()).holds
