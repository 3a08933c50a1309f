"""A general assembly of 43: the first call misses its quorum, the second holds, and 37 / 4 / 2 hands decide."""

from pathlib import Path

import pytest
from golden_house import Golden

from auzolan.charter.facts import ArticleAdopted
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import DecisionClosed, EffectDone, ProposalOpened
from auzolan.governance.meeting_deciding import (
    CallMeeting,
    CloseMeeting,
    ConfirmHands,
    CountHands,
    GiveProxy,
    NotePresence,
    OpenMeeting,
    SignMinutes,
)
from auzolan.governance.meeting_facts import Hands, MeetingCalled, MeetingClosed, MeetingOpened
from auzolan.values.instant import parse_instant
from auzolan.values.refusal import Refusal
from auzolan.views.recount import recounted

WORDS = """
["purpose"]
says = "To bake bread for the valley."
["class.worker"]
title = "Workers"
["body.assembly"]
title = "General assembly"
classes = ["class.worker"]
["mandate.terminal"]
title = "Terminal"
records = ["members.*"]
terminal = true
["procedure.charter"]
title = "Changing the charter"
body = "body.assembly"
method = "majority"
quorum = "1/2"
second_quorum = "1/5"
threshold = "2/3"
vote_days = 30
notice_days = 10
second_call_minutes = 30
proxies_max = 1
hands = true
deadlock = "A third call decides."
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
"""
BUYER = """
["mandate.buyer"]
title = "Buyer"
records = ["flows.*"]
up_to = "{most} EUR"
holder = "class.worker"
["unit.EUR"]
title = "Euro"
dimension = "money"
places = 2
"""
EVERYBODY = [f"m{number:03}" for number in range(1, 101)]
CAME = EVERYBODY[:42]


def told(**counts: int) -> tuple[Hands, ...]:
    return tuple(Hands(option=option, hands=number) for option, number in counts.items())


@pytest.fixture
def bakery(tmp_path: Path) -> Golden:
    made = Golden(tmp_path, WORDS, at="2026-03-02T09:00:00Z")
    for member in EVERYBODY:
        made.admit(member)
    return made


def test_an_assembly_decides_at_its_second_call_by_a_show_of_hands(bakery: Golden) -> None:
    words = BUYER.format(most="500.00")
    proposed = bakery.ask(
        OpenProposal(title="A buyer up to 500", text="So that flour is there.", effect="adopt_articles",
                     articles=(words,)), by="m001",
    )
    decision = proposed.fact(ProposalOpened).decision
    called = bakery.ask(
        CallMeeting(title="Spring assembly", place="The bakery", procedure="procedure.charter",
                    first_at="2026-03-20T17:00:00Z", chair="m001", secretary="m002", decisions=(decision,)), by="m001",
    ).fact(MeetingCalled)
    meeting = called.meeting
    assert called.second_at == "2026-03-20T17:30:00Z"
    bakery.ask(GiveProxy(meeting=meeting, to="m003"), by="m099")
    bakery.at = parse_instant("2026-03-20T16:55:00Z")
    bakery.ask(NotePresence(meeting=meeting, came=tuple(CAME[:40])), by="m002")
    bakery.at = parse_instant("2026-03-20T17:00:00Z")
    first = bakery.ask(OpenMeeting(meeting=meeting), by="m001").fact(MeetingOpened)
    assert (first.present, first.represented, first.needed, first.held) == (40, 1, 50, False)
    with pytest.raises(Refusal, match="17:30:00"):
        bakery.ask(OpenMeeting(meeting=meeting), by="m001")
    bakery.at = parse_instant("2026-03-20T17:30:00Z")
    bakery.ask(NotePresence(meeting=meeting, came=tuple(CAME)), by="m002")
    second = bakery.ask(OpenMeeting(meeting=meeting), by="m001").fact(MeetingOpened)
    assert (second.present, second.represented, second.needed, second.held) == (42, 1, 20, True)

    hands = told(yes=37, no=4, abstain=2)
    bakery.ask(CountHands(meeting=meeting, decision=decision, counts=hands), by="m002")
    answer = bakery.ask(ConfirmHands(meeting=meeting, decision=decision, counts=hands), by="m010")
    closed = answer.fact(DecisionClosed)
    assert closed.carried and closed.quorum_reached
    assert [(one.option, one.heads) for one in closed.counts] == [("yes", 37), ("no", 4), ("abstain", 2)]
    assert answer.fact(EffectDone).decision == decision
    assert {one.article for one in bakery.facts(ArticleAdopted)} >= {"mandate.buyer", "unit.EUR"}
    assert bakery.office.now().charter.value("mandate.buyer").up_to == "500.00 EUR"

    ended = bakery.ask(CloseMeeting(meeting=meeting, remarks="Bread was eaten."), by="m002").fact(MeetingClosed)
    assert "Call 1, 2026-03-20T17:00:01Z: 40 present and 1 represented, 50 needed: missed." in ended.minutes
    assert "42 present and 1 represented, 20 needed: held." in ended.minutes
    assert "- m003 for m099" in ended.minutes
    assert "- Hands: 37 yes, 4 no, 2 abstain" in ended.minutes
    assert "It carried" in ended.minutes and "Bread" not in ended.minutes
    bakery.ask(SignMinutes(meeting=meeting), by="m001")
    bakery.ask(SignMinutes(meeting=meeting), by="m002")
    assert bakery.states["governance"].meetings.meetings[meeting].status == "signed"
    bakery.verified()


def test_a_vote_by_phone_and_the_hands_in_the_room_count_together_and_can_be_counted_again(bakery: Golden) -> None:
    request = OpenProposal(title="A text", text="We bake on Mondays.", procedure="procedure.charter")
    proposed = bakery.ask(request, by="m001")
    decision = proposed.fact(ProposalOpened).decision
    meeting = bakery.ask(
        CallMeeting(title="Spring assembly", place="The bakery", procedure="procedure.charter",
                    first_at="2026-03-20T17:00:00Z", chair="m001", secretary="m002", decisions=(decision,)), by="m001",
    ).fact(MeetingCalled).meeting
    for member in ("m001", "m090"):  # one who will be there, one who will not
        bakery.ask(CastBallot(decision=decision, option="no"), by=member)
    bakery.at = parse_instant("2026-03-20T17:00:00Z")
    bakery.ask(NotePresence(meeting=meeting, came=tuple(EVERYBODY[:60])), by="m002")
    bakery.ask(OpenMeeting(meeting=meeting), by="m001")
    with pytest.raises(Refusal, match="60 hands, and 59 can be raised"):
        bakery.ask(CountHands(meeting=meeting, decision=decision, counts=told(yes=60, no=0, abstain=0)), by="m002")
    hands = told(yes=59, no=0, abstain=0)
    bakery.ask(CountHands(meeting=meeting, decision=decision, counts=hands), by="m002")
    answer = bakery.ask(ConfirmHands(meeting=meeting, decision=decision, counts=hands), by="m001")
    closed = answer.fact(DecisionClosed)
    assert [one.heads for one in closed.counts] == [59, 2, 0]
    at = next(entry.seq for entry in answer.entries if isinstance(entry.fact, DecisionClosed))
    again = _recounted(bakery, decision, at)
    assert again.equal and [one.heads for one in again.outcome.counts] == [59, 2, 0]
    bakery.verified()


def _recounted(house: Golden, decision: str, closed: int):  # type: ignore[no-untyped-def]
    from auzolan.journal.entry import NODE, Entry
    from auzolan.organisation import around

    org = house.office.now()
    probe = Entry(seq=org.seq, at=org.at, by=NODE, charter=org.charter_seq, fact=None)
    return recounted(org, decision, around(org, probe, house.office.fact), house.office.reader(closed - 1))
