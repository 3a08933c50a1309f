"""Minutes of decisions: who may answer until when, and what closing does."""

from typing import get_args

import msgspec
import pytest
from house_of_decisions import OPENED, House, procedure
from immutables import Map

from auzolan.charter.around import Draft
from auzolan.governance.closing import outcome
from auzolan.governance.decide import CastBallot, CloseDecision, OpenProposal, WithdrawProposal
from auzolan.governance.facts import BallotCast, DecisionClosed, EffectDone, ProposalOpened
from auzolan.governance.paper_facts import PaperKeyed
from auzolan.governance.state import State
from auzolan.values.refusal import Refusal

ORDINARY = procedure("ordinary", 'quorum = "1/2"')
CLOSES = "2026-03-08T09:00:00Z"
LATER = "2026-03-08T09:00:01Z"


@pytest.fixture
def house():
    return House(ORDINARY)


def refused(call, *words):
    with pytest.raises(Refusal) as caught:
        call()
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_a_tie_leaves_everything_as_it_was(house):
    id = house.propose()
    house.answers(id, yes="anna bilal", no="carmen dario")
    (closed,) = house.later(CLOSES)
    assert (closed.carried, closed.effect_from, closed.adopts) == (False, "", ())
    assert house.decision(id).status == "not carried"
    assert house.standing(id).text == (
        "It did not carry: 2 yes, 2 no; one of 5 did not answer. Everything stays as it was."
    )


def test_the_node_closes_a_decision_with_the_first_append_after_its_time(house):
    id = house.propose()
    house.answers(id, yes="anna bilal carmen")
    assert house.later("2026-03-08T08:59:59Z") == []
    closed, done = house.later(CLOSES)
    assert isinstance(closed, DecisionClosed) and closed.carried and closed.effect_from == CLOSES
    assert done == EffectDone(decision=id)
    assert [entry.by for entry in house.entries[-2:]] == ["node", "node"]
    assert house.entries[-2].because == house.decision(id).opened
    assert house.entries[-1].because == house.decision(id).closed
    assert house.later(LATER) == []


def test_asking_to_close_after_the_time_is_answered_by_what_the_node_owes(house):
    id = house.propose()
    closed = house.close(id, LATER)
    assert [type(fact) for fact in closed] == [DecisionClosed]
    refused(lambda: house.close(id, "2026-03-09T09:00:00Z"), "It is not carried since")


def test_without_enough_answers_the_quorum_is_missed(house):
    id = house.propose()
    house.answers(id, yes="anna bilal")
    (closed,) = house.later(CLOSES)
    assert (closed.carried, closed.quorum_reached) == (False, False)
    assert "because the quorum was not reached: 2 yes, 0 no" in house.standing(id).text


def test_a_late_ballot_is_refused(house):
    id = house.propose()
    house.cast(id, "anna", "yes", at="2026-03-08T08:59:59Z")
    entries = len(house.entries)
    refused(lambda: house.cast(id, "bilal", "yes", at=CLOSES), "was not cast", "not carried")
    assert len(house.entries) == entries


def test_a_late_ballot_is_refused_when_it_is_read_too(house):
    id = house.propose()
    house.at = CLOSES
    refused(lambda: house.write([Draft(fact=BallotCast(decision=id, option="yes"))], by="anna"), "until 2026-03-08T09")


def test_who_is_not_on_the_roll_does_not_vote(house):
    id = house.propose()
    refused(lambda: house.cast(id, "fatou", "yes"), "fatou is not on it")


def test_the_roll_stays_as_it_was_when_members_come_and_go(house):
    id = house.propose()
    house.part("edurne")
    house.cast(id, "edurne", "no")
    assert house.decision(id).voters == 5
    other = house.propose("Another one")
    assert house.decision(other).voters == 4


def test_the_last_ballot_counts_and_the_others_are_superseded(house):
    id = house.propose()
    house.answers(id, yes="anna bilal carmen")
    house.answers(id, no="carmen")
    decision = house.decision(id)
    assert (decision.answered, decision.superseded) == (3, 1)
    assert house.tables["ballots"][id, "carmen"]["option"] == "no"
    (closed, _) = house.later(CLOSES)
    assert [(one.option, one.heads) for one in closed.counts] == [("yes", 2), ("no", 1), ("abstain", 0)]


def test_ballots_from_the_terminal_are_refused_outside_an_exercise(house):
    id = house.propose()
    house.via = "terminal"
    refused(lambda: house.cast(id, "anna", "yes"), "anybody with the machine in hand")
    exercise = House(ORDINARY, exercise=True)
    id = exercise.propose()
    exercise.via = "terminal"
    exercise.cast(id, "anna", "yes")
    assert exercise.entries[-1].via == "terminal"
    refused(lambda: exercise.cast(id, "terminal", "yes"), "Only a member casts a ballot")


def reads(house, id, by, option="yes", **more):
    """Somebody enters what stands on bilal's paper."""
    ballot = CastBallot(decision=id, option=option, **more)
    return house.ask(ballot, by=by, for_="bilal", evidence="ab" * 32)


def test_a_ballot_on_paper_needs_the_paper_and_never_replaces_ones_own(house):
    id = house.propose()
    refused(lambda: house.ask(CastBallot(decision=id, option="yes"), by="anna", for_="bilal"), "needs the paper")
    reads(house, id, "anna")
    assert (id, "bilal") not in house.tables["ballots"], "one person alone could write down anything"
    assert house.decision(id).answered == 0
    reads(house, id, "carmen")
    assert house.tables["ballots"][id, "bilal"]["cast_by"] == "carmen"
    assert house.decision(id).answered == 1 and not house.decision(id).keyed
    house.cast(id, "bilal", "no")
    refused(lambda: reads(house, id, "anna"), "bilal has answered in person")


def test_the_same_person_twice_is_one_reading(house):
    id = house.propose()
    reads(house, id, "anna")
    (keyed,) = reads(house, id, "anna")
    assert isinstance(keyed, PaperKeyed) and house.decision(id).answered == 0
    near = [Draft(fact=BallotCast(decision=id, option="yes"))]
    refused(lambda: house.write(near, by="anna", for_="bilal", evidence="ab" * 32), "two people have read it")


def test_two_who_read_differently_cast_nothing_until_two_read_the_same(house):
    id = house.propose()
    reads(house, id, "anna", "yes")
    (keyed,) = reads(house, id, "carmen", "no")
    assert isinstance(keyed, PaperKeyed) and house.decision(id).keyed["bilal"].by == "carmen"
    near = [Draft(fact=BallotCast(decision=id, option="yes"))]
    refused(lambda: house.write(near, by="anna", for_="bilal", evidence="ab" * 32), "did not read the same")
    reads(house, id, "anna", "no")
    assert house.tables["ballots"][id, "bilal"]["option"] == "no"


def test_what_only_one_read_does_not_count_at_the_close(house):
    id = house.propose()
    house.answers(id, yes="anna", no="carmen dario")
    reads(house, id, "anna", "yes")
    (closed, *_) = house.later(CLOSES)
    assert {one.option: one.heads for one in closed.counts} == {"yes": 1, "no": 2, "abstain": 0}
    assert "two of 5 did not answer; one on paper was read by one person only" in house.standing(id).text


def test_nobody_reads_their_own_paper_or_one_for_whoever_answered(house):
    id = house.propose()
    keyed = PaperKeyed(decision=id, option="yes")
    refused(lambda: house.write([Draft(fact=keyed)], by="bilal"), "Your own answer needs no paper")
    house.cast(id, "bilal", "no")
    refused(lambda: reads(house, id, "anna"), "bilal has answered in person")
    refused(lambda: house.write([Draft(fact=keyed)], by="anna", for_="carmen", evidence=""), "needs the paper")
    refused(lambda: reads(house, "dnone", "anna"), "no such decision")


def test_who_holds_no_mandate_casts_no_paper_ballot():
    house = House(ORDINARY)
    id = house.propose()
    house.part("anna")
    house.at = "2026-03-02T09:00:00Z"
    paper = CastBallot(decision=id, option="yes")
    refused(lambda: house.ask(paper, by="anna", for_="bilal", evidence="ab" * 32), "mandate")


def test_an_unknown_answer_is_refused(house):
    id = house.propose()
    refused(lambda: house.cast(id, "anna", "maybe"), "'maybe' is no answer", "yes, no, abstain")
    refused(lambda: house.cast(id, "anna", "yes", criterion="people"), "Only an objection rests on a criterion")
    refused(lambda: house.cast("d0", "anna", "yes"), "There is no such decision")


def test_a_reason_goes_to_the_vault_under_the_members_own_key(house):
    id = house.propose()
    house.cast(id, "anna", "no", reason="We cannot heat the second hall.")
    (secret,) = house.secrets
    assert secret.owner == "anna" and secret.value == b'{"reason":"We cannot heat the second hall."}'
    assert house.entries[-1].fact.vault == secret.commitment
    assert b"heat" not in msgspec.json.encode(house.entries[-1])


def test_a_proposal_is_withdrawn_until_the_first_ballot(house):
    id = house.propose()
    refused(lambda: house.ask(WithdrawProposal(decision=id), by="bilal"), "Only who proposed it")
    house.ask(WithdrawProposal(decision=id))
    assert house.decision(id).status == "withdrawn"
    refused(lambda: house.cast(id, "anna", "yes"), "withdrawn")
    assert house.later(LATER) == []


def test_from_the_terminal_nobody_takes_back_what_a_member_proposed():
    real, exercise = House(ORDINARY), House(ORDINARY, exercise=True)
    id, other = real.propose(), exercise.propose()
    real.via = exercise.via = "terminal"
    refused(lambda: real.ask(WithdrawProposal(decision=id)), "From the terminal nobody takes back")
    exercise.ask(WithdrawProposal(decision=other))
    assert (real.decision(id).status, exercise.decision(other).status) == ("open", "withdrawn")


def test_a_withdrawal_after_the_first_ballot_is_refused(house):
    id = house.propose()
    house.cast(id, "carmen", "no")
    refused(lambda: house.ask(WithdrawProposal(decision=id)), "Somebody has answered already")


def test_nobody_closes_early_unless_the_procedure_says_so_and_it_is_settled(house):
    id = house.propose()
    house.answers(id, yes="anna bilal carmen dario edurne")
    refused(lambda: house.close(id, OPENED), "It is open until 2026-03-08")
    early = House(procedure("ordinary", "early_close = true"))
    id = early.propose()
    early.answers(id, yes="anna bilal")
    refused(lambda: early.close(id, OPENED), "can still change the result")
    early.answers(id, yes="carmen")
    refused(lambda: early.close(id, OPENED, by="gari"), "on its roll or proposed it")
    closed, done = early.close(id, "2026-03-01T10:00:00Z")
    assert closed.carried and done == EffectDone(decision=id)
    assert early.entries[-2].by == "anna" and early.entries[-1].by == "node"


def test_no_one_can_write_another_outcome_than_the_ballots_give(house):
    id = house.propose()
    house.answers(id, yes="anna", no="bilal carmen")
    house.at = CLOSES
    true = outcome(house.decisions, id, house.around("node"))
    because = house.decision(id).opened
    for false in (
        msgspec.structs.replace(true, carried=True, effect_from=CLOSES),
        msgspec.structs.replace(true, counts=true.counts[::-1]),
        msgspec.structs.replace(true, rounds="0" * 64),
        msgspec.structs.replace(true, effect_from=CLOSES),
    ):
        refused(lambda fact=false: house.write([Draft(fact=fact, because=because, by="node")]), "do not add up")
    house.write([Draft(fact=true, because=because, by="node")])


def test_discussion_comes_before_ballots():
    house = House(procedure("ordinary", "discussion_days = 3"))
    id = house.propose()
    refused(lambda: house.cast(id, "anna", "yes"), "Ballots are taken from 2026-03-04T09:00:00Z")
    assert house.standing(id).text == "It is talked about until 2026-03-04; ballots are taken from then on."
    house.cast(id, "anna", "yes", at="2026-03-04T09:00:00Z")
    assert house.decision(id).closes_at == "2026-03-11T09:00:00Z"


def test_a_second_call_has_its_own_quorum():
    house = House(procedure("ordinary", 'quorum = "4/5"\nsecond_quorum = "1/5"'))
    first = house.propose()
    house.answers(first, yes="anna bilal")
    house.later(CLOSES)
    second = house.propose(replaces=first)
    house.answers(second, yes="anna bilal")
    assert house.standing(second).quorum_needed == 1
    closed, _ = house.later("2026-03-15T09:00:00Z")
    assert closed.carried
    another = house.propose("Something else", replaces=first)
    assert house.standing(another).quorum_needed == 4


def test_a_decision_that_had_its_quorum_gets_no_second_call():
    house = House(procedure("ordinary", 'quorum = "4/5"\nsecond_quorum = "1/5"'))
    first = house.propose()
    house.answers(first, no="anna bilal carmen dario")
    house.later(CLOSES)
    assert house.standing(house.propose(replaces=first)).quorum_needed == 4


def test_a_large_roll_is_frozen_in_parts_and_complete():
    house = House(ORDINARY, members=2300)
    id = house.propose()
    opened = house.entries[house.decision(id).opened].fact
    assert (opened.voters, opened.roll) == (2300, ())
    assert [len(entry.fact.voters) for entry in house.entries[-3:]] == [1000, 1000, 300]
    assert house.decision(id).whole and len(house.tables["rolls"]) == 2300
    house.cast(id, "m2200", "yes")
    (closed,) = house.later(CLOSES)
    assert not closed.carried


def test_a_roll_is_only_that_of_the_body():
    house = House(ORDINARY, members=300)
    id = house.propose()
    fact = house.entries[-1].fact
    refused(lambda: house.write([Draft(fact=fact)], by="anna"), "frozen when the decision is opened")
    opened = house.entries[house.decision(id).opened].fact
    for false in (
        msgspec.structs.replace(opened, decision="d2", voters=299),
        msgspec.structs.replace(opened, decision="d2", closes_at="2026-03-02T09:00:00Z"),
        msgspec.structs.replace(opened, decision="d2", options=("yes",)),
        msgspec.structs.replace(opened, decision="d2", procedure_seq=3),
        opened,
    ):
        refused(lambda fact=false: house.write([Draft(fact=fact)], by="anna"), "was not opened")


def test_nobody_swaps_a_name_on_a_small_roll(house):
    opened = house.entries[house.decision(house.propose()).opened].fact
    gari = msgspec.structs.replace(opened.roll[0], member="gari")
    heavy = msgspec.structs.replace(opened.roll[0], weight=9)
    for one in (gari, heavy):
        false = msgspec.structs.replace(opened, decision="d2", roll=(one, *opened.roll[1:]))
        refused(lambda fact=false: house.write([Draft(fact=fact)], by="anna"), "The roll is not that of the body")


def test_only_those_whom_the_procedure_names_propose():
    house = House(ORDINARY)
    refused(lambda: house.propose(by="gari"), "Assembly may propose", "you are not in it")
    refused(lambda: house.propose(by="terminal"), "Only a member can propose")
    refused(lambda: house.propose(procedure="procedure.none"), "no procedure of that name", "procedure.ordinary")


def test_titles_and_texts_have_bounds(house):
    refused(lambda: house.propose(""), "A title is one line")
    refused(lambda: house.propose("a\nb"), "A title is one line")
    long = OpenProposal(title="Long", text="x" * 50_001)
    refused(lambda: house.ask(long), "50000 is the most")
    refused(lambda: house.ask(OpenProposal(title="Empty", text=" ")), "has no text")
    refused(lambda: house.propose(effect="magic"), "no effect called magic", "text_only")
    refused(lambda: house.propose(replaces="d0"), "There is no decision d0")


def test_the_largest_proposal_fits_into_an_entry(house):
    house = House(ORDINARY, members=250)
    house.ask(OpenProposal(title="Long", text="ñ" * 24_000))
    assert isinstance(house.entries[-1].fact, ProposalOpened) and len(house.entries[-1].fact.roll) == 250


def test_a_state_can_be_written_and_read_back(house):
    house.answers(house.propose(), yes="anna", no="bilal")
    house.propose("Another one")
    written = msgspec.msgpack.encode(house.decisions, enc_hook=lambda value: list(value.items()))

    def again(kind, value):
        key, inner = get_args(kind)
        return Map(msgspec.convert(value, list[tuple[key, inner]], dec_hook=again))

    assert msgspec.msgpack.decode(written, type=State, dec_hook=again) == house.decisions


def test_unknown_decisions_are_not_closed(house):
    refused(lambda: house.ask(CloseDecision(decision="d0")), "There is no such decision")
