"""A meeting as its judges see it: who speaks for whom, which quorum counts, and what is never counted twice."""

import pytest
from house_of_decisions import House, procedure

from auzolan.charter.around import Draft
from auzolan.governance.decide import CastBallot
from auzolan.governance.facts import BallotCast
from auzolan.governance.meeting_deciding import (
    CallMeeting,
    CloseMeeting,
    ConfirmHands,
    CountHands,
    GiveProxy,
    NotePresence,
    OpenMeeting,
    SetAgenda,
    SignMinutes,
)
from auzolan.governance.meeting_facts import Hands, HandsConfirmed
from auzolan.governance.meeting_state import Meeting
from auzolan.values.refusal import Refusal

FIELDS = """vote_days = 30
notice_days = 7
quorum = "3/5"
second_quorum = "1/5"
second_call_minutes = 60
proxies_max = 2
hands = true
delegation_depth = 1"""
FIRST, SECOND = "2026-03-15T18:00:00Z", "2026-03-15T19:00:00Z"


class Hall(House):
    """Ten members, one proposal, and a meeting that is called to decide it."""

    def __init__(self) -> None:
        super().__init__(procedure("hall", FIELDS), members=10)
        self.decision_id = self.propose(procedure="procedure.hall")
        made = self.ask(CallMeeting(
            title="Assembly", place="The hall", procedure="procedure.hall", first_at=FIRST, chair="anna",
            secretary="bilal", decisions=(self.decision_id,),
        ))
        self.meeting = made[0].meeting

    @property
    def now(self) -> Meeting:
        meeting: Meeting = self.decisions.meetings.meetings[self.meeting]
        return meeting

    def come(self, names: str, at: str = FIRST) -> None:
        self.ask(NotePresence(meeting=self.meeting, came=tuple(names.split())), by="bilal", at=at)

    def call(self, at: str = FIRST) -> None:
        self.ask(OpenMeeting(meeting=self.meeting), at=at)

    def proxy(self, giver: str, to: str) -> None:
        self.ask(GiveProxy(meeting=self.meeting, to=to), by=giver)

    def count(self, yes: int, no: int = 0, by: str = "bilal") -> None:
        self.ask(CountHands(meeting=self.meeting, decision=self.decision_id, counts=told(yes, no)), by=by)

    def confirm(self, yes: int, no: int = 0, by: str = "anna") -> list[object]:
        return self.ask(ConfirmHands(meeting=self.meeting, decision=self.decision_id, counts=told(yes, no)), by=by)


def told(yes: int, no: int) -> tuple[Hands, ...]:
    return tuple(Hands(option=name, hands=number) for name, number in (("yes", yes), ("no", no), ("abstain", 0)))


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_a_proxy_casts_a_ballot_for_whoever_they_represent_and_their_hand_then_counts_no_more(hall: Hall) -> None:
    hall.proxy("gari", "anna")
    hall.come("anna bilal carmen dario edurne")
    hall.call()
    ballot = CastBallot(decision=hall.decision_id, option="no")
    hall.ask(ballot, by="anna", for_="gari", evidence="e" * 64)
    with pytest.raises(Refusal, match="6 hands, and 5 can be raised"):
        hall.count(6)
    hall.count(3, 2)
    hall.confirm(3, 2)
    assert [one.heads for one in hall.decision(hall.decision_id).counts] == [3, 3, 0]


def test_only_a_proxy_who_is_there_casts_for_another(hall: Hall) -> None:
    hall.proxy("gari", "hana")
    hall.come("anna bilal carmen dario edurne fatou")
    hall.call()
    assert hall.now.represented == frozenset()


def test_whoever_is_there_counts_for_the_quorum_whether_or_not_they_raise_a_hand(hall: Hall) -> None:
    hall.come("anna bilal carmen dario edurne fatou")
    hall.call()
    hall.count(3, 1)
    hall.confirm(3, 1)
    decided = hall.decision(hall.decision_id)
    assert decided.quorum_reached and decided.status == "carried"


def test_ballots_are_counted_by_the_quorum_of_the_second_call_where_a_meeting_was_held_at_it(hall: Hall) -> None:
    hall.come("anna bilal")
    hall.call()
    hall.call(SECOND)
    assert (hall.now.status, hall.now.call) == ("held", 2)
    hall.answers(hall.decision_id, yes="anna bilal")
    hall.later("2026-04-01T09:00:00Z")
    decided = hall.decision(hall.decision_id)
    assert decided.quorum_reached and decided.status == "carried", "two of ten are a fifth"


def test_without_such_a_meeting_the_first_quorum_counts(hall: Hall) -> None:
    hall.answers(hall.decision_id, yes="anna bilal")
    hall.later("2026-04-01T09:00:00Z")
    assert not hall.decision(hall.decision_id).quorum_reached


def test_a_meeting_that_misses_both_calls_decides_nothing_and_leaves_its_agenda_to_another(hall: Hall) -> None:
    hall.come("anna")
    hall.call()
    hall.call(SECOND)
    assert hall.now.status == "missed"
    with pytest.raises(Refusal, match="is missed"):
        hall.count(1)
    hall.ask(CloseMeeting(meeting=hall.meeting), by="bilal")
    later = hall.ask(CallMeeting(
        title="Again", place="The hall", procedure="procedure.hall", first_at="2026-03-25T18:00:00Z", chair="anna",
        secretary="bilal", decisions=(hall.decision_id,),
    ))
    assert hall.decisions.meetings.on_agenda[hall.decision_id] == later[0].meeting


def test_a_decision_is_on_the_agenda_of_one_meeting_at_a_time(hall: Hall) -> None:
    with pytest.raises(Refusal, match="agenda of another meeting"):
        hall.ask(CallMeeting(
            title="Again", place="The hall", procedure="procedure.hall", first_at=FIRST, chair="anna",
            secretary="bilal", decisions=(hall.decision_id,),
        ))


def test_where_hands_decide_a_delegation_counts_for_nothing(hall: Hall) -> None:
    from auzolan.governance.decide import GiveDelegation

    hall.ask(GiveDelegation(to="june", until="2026-12-31"), by="anna")
    hall.cast(hall.decision_id, "june", "no")
    hall.come("anna bilal carmen dario edurne fatou")
    hall.call()
    hall.count(6)
    hall.confirm(6)
    assert [one.heads for one in hall.decision(hall.decision_id).counts] == [6, 1, 0]


def test_between_the_confirmed_hands_and_the_closing_nobody_slips_in_a_ballot(hall: Hall) -> None:
    hall.come("anna bilal carmen dario edurne fatou")
    hall.call()
    hall.count(6)
    forged = HandsConfirmed(meeting=hall.meeting, decision=hall.decision_id, counts=told(6, 0), taking_part=6)
    hall.write([Draft(fact=forged)], by="anna")
    with pytest.raises(Refusal, match="Ballots were taken"):
        hall.write([Draft(fact=BallotCast(decision=hall.decision_id, option="no"))], by="carmen")


def test_more_are_not_said_to_take_part_than_do(hall: Hall) -> None:
    hall.come("anna bilal carmen dario edurne fatou")
    hall.call()
    hall.count(6)
    forged = HandsConfirmed(meeting=hall.meeting, decision=hall.decision_id, counts=told(6, 0), taking_part=9)
    with pytest.raises(Refusal, match="another"):
        hall.write([Draft(fact=forged)], by="anna")


def test_outside_an_exercise_the_terminal_neither_counts_nor_signs(hall: Hall) -> None:
    hall.come("anna bilal carmen dario edurne fatou")
    hall.call()
    hall.via = "terminal"
    with pytest.raises(Refusal, match="machine in hand"):
        hall.count(6)
    hall.ask(CloseMeeting(meeting=hall.meeting), by="bilal")
    with pytest.raises(Refusal, match="machine in hand"):
        hall.ask(SignMinutes(meeting=hall.meeting), by="anna")


def test_hands_are_only_counted_where_the_procedure_says_so() -> None:
    house = House(procedure("quiet", "notice_days = 0\nvote_days = 30"))
    decision = house.propose(procedure="procedure.quiet")
    meeting = house.ask(CallMeeting(
        title="Assembly", place="The hall", procedure="procedure.quiet", first_at=FIRST, chair="anna",
        secretary="bilal",
    ))[0].meeting
    house.ask(SetAgenda(meeting=meeting, decisions=(decision,)))
    house.ask(NotePresence(meeting=meeting, came=("anna", "bilal")), at=FIRST)
    house.ask(OpenMeeting(meeting=meeting))
    with pytest.raises(Refusal, match="nobody votes by a show of hands"):
        house.ask(CountHands(meeting=meeting, decision=decision, counts=told(2, 0)))


@pytest.mark.parametrize(("fields", "wrong"), [
    ('method = "consent"\nhands = true', "asks for reasons"), ('method = "schulze"\nhands = true', "among several"),
    ("notice_days = 400", "a year before"), ("second_call_minutes = 20000", "waits for the second"),
])
def test_a_procedure_whose_meetings_cannot_work_is_not_founded(fields: str, wrong: str) -> None:
    with pytest.raises(Refusal) as refused:
        House(procedure("odd", fields))
    said = str(refused.value) + str(getattr(refused.value, "findings", ""))
    assert wrong in said
