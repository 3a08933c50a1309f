"""A vote that is held elsewhere: two people enter what came of it, nobody alone, and it binds like every other."""

from itertools import islice, permutations
from typing import Any

import pytest
from house_of_decisions import House, procedure

from auzolan.charter.around import Draft
from auzolan.governance.amending import AmendProposal
from auzolan.governance.decide import CastBallot, CloseDecision, WithdrawProposal
from auzolan.governance.external_deciding import ConfirmResult, PlaceVote, RecordResult
from auzolan.governance.external_facts import CountedPaper, ResultMissing, ResultPapers, ResultRecorded
from auzolan.governance.external_papers import merged, root
from auzolan.governance.facts import ProposedOption
from auzolan.journal.entry import NODE
from auzolan.values.refusal import Refusal

SCRUTINEER = """
["mandate.scrutineer"]
title = "Scrutineer"
records = ["governance.result_recorded"]
holder = "class.guest"
"""
GUESTS = '["class.guest"]\ntitle = "Guests"\n'
CHARTER = procedure("outside", 'ballot = "external"\ncooling_off_days = 3') + procedure(
    "order", 'method = "schulze"\nballot = "external"'
) + GUESTS + SCRUTINEER
ALL_COUNT = CHARTER.replace("class.guest\"\n", "class.worker\"\n")
ARCHIVE, OTHER = "a" * 64, "b" * 64
THERE = "https://vote.example.org/elections/AUC6FiYAFcUQKg/"
CLOSES, LATER, LAST = "2026-03-08T09:00:00Z", "2026-03-10T09:00:00Z", "2026-04-07T09:00:00Z"
VERIFIED = "I: all checks passed"


def papers(**votes: int) -> tuple[CountedPaper, ...]:
    return tuple(CountedPaper(voters=many, option=option) for option, many in votes.items())


@pytest.fixture
def house() -> House:
    return House(ALL_COUNT, members=8)


def record(
    house: House, id: str, found: tuple[CountedPaper, ...], by: str = "anna", at: str = LATER, **more: Any
) -> None:
    house.ask(RecordResult(decision=id, archive=ARCHIVE, papers=found, verified=VERIFIED, **more), by=by, at=at)


def confirm(
    house: House, id: str, found: tuple[CountedPaper, ...], by: str = "bilal", archive: str = ARCHIVE, at: str = ""
) -> list[Any]:
    request = ConfirmResult(decision=id, archive=archive, papers=found, verified=VERIFIED)
    return house.ask(request, by=by, at=at)


def test_what_two_people_found_is_counted_closes_the_decision_and_takes_effect(house: House) -> None:
    id = house.propose(procedure="procedure.outside")
    house.ask(PlaceVote(decision=id, address=THERE))
    assert house.standing(id).text == "It is voted on at vote.example.org, until 2026-03-08."
    record(house, id, papers(no=2, yes=4))
    assert house.decision(id).status == "open", "one person alone decides nothing"
    assert house.standing(id).text.startswith("One person entered the result; a second one confirms it until")
    facts = confirm(house, id, papers(yes=4, no=2))
    assert [type(one).__name__ for one in facts] == ["ResultConfirmed", "DecisionClosed"]
    assert {one.option: one.heads for one in facts[1].counts} == {"yes": 4, "no": 2, "abstain": 0}
    assert house.standing(id).text == (
        "It carried: 4 yes, 2 no; two of 8 did not answer. It takes effect on 2026-03-13."
    )
    assert house.later("2026-03-13T09:00:00Z")[-1].decision == id
    assert house.decision(id).effect_status == "done"


def test_an_order_of_several_is_counted_as_it_was_voted(house: House) -> None:
    asks = tuple(ProposedOption(option=one, title=one.upper()) for one in "abc")
    id = house.propose(procedure="procedure.order", asks=asks, effect="text_only")
    found = tuple(
        CountedPaper(voters=many, ranks=tuple((one,) for one in order))
        for order, many in (("abc", 2), ("bca", 3), ("cab", 1), ("", 1))
    )
    record(house, id, found)
    confirm(house, id, tuple(reversed(found)))
    decision = house.decision(id)
    assert decision.winners == ("b",) and decision.answered == 7
    rows = house.tables["external_papers"].values()
    assert sum(row["voters"] for row in rows) == 7 and {row["preference"] for row in rows} == {
        "a > b > c", "b > c > a", "c > a > b", None
    }


def test_the_same_papers_in_another_order_or_in_pieces_are_the_same_result() -> None:
    once = papers(yes=4, no=2)
    assert root(merged(once)) == root(merged((*papers(no=1), *papers(yes=4), *papers(no=1))))
    assert root(merged(once)) != root(merged(papers(yes=3, no=2)))


def test_whoever_entered_it_does_not_confirm_it_and_a_stranger_does_not_either(house: House) -> None:
    id = house.propose(procedure="procedure.outside")
    record(house, id, papers(yes=4))
    with pytest.raises(Refusal, match="does not confirm it"):
        confirm(house, id, papers(yes=4), by="anna")
    with pytest.raises(Refusal):
        confirm(house, id, papers(yes=4), by="stranger")
    assert house.decision(id).status == "open"


def test_another_file_or_other_papers_are_not_what_was_entered(house: House) -> None:
    id = house.propose(procedure="procedure.outside")
    record(house, id, papers(yes=4, no=2))
    with pytest.raises(Refusal, match="another file"):
        confirm(house, id, papers(yes=4, no=2), archive=OTHER)
    with pytest.raises(Refusal, match="did not find the same papers"):
        confirm(house, id, papers(yes=3, no=3))
    record(house, id, papers(yes=3, no=3), by="carmen")
    assert {row["option"]: row["voters"] for row in house.tables["external_papers"].values()} == {"yes": 3, "no": 3}
    confirm(house, id, papers(yes=3, no=3), by="anna")
    assert house.decision(id).status == "not carried"


def test_only_whoever_has_the_mandate_enters_it_first() -> None:
    house = House(CHARTER, members=8)
    id = house.propose(procedure="procedure.outside")
    for request in (
        PlaceVote(decision=id, address=THERE),
        RecordResult(decision=id, archive=ARCHIVE, papers=papers(yes=4), verified=VERIFIED),
    ):
        with pytest.raises(Refusal, match="Scrutineer may record it"):
            house.ask(request, at=LATER if isinstance(request, RecordResult) else "")


def test_before_the_close_there_is_no_result_and_after_the_last_day_no_outcome(house: House) -> None:
    id = house.propose(procedure="procedure.outside")
    with pytest.raises(Refusal, match="It is voted until 2026-03-08"):
        record(house, id, papers(yes=4), at="2026-03-05T09:00:00Z")
    with pytest.raises(Refusal, match="waited for until 2026-04-07"):
        house.close(id, "2026-03-09T09:00:00Z")
    assert house.later("2026-03-20T09:00:00Z") == [], "the clock alone does not close it"
    facts = house.later(LAST)
    assert [type(one) for one in facts] == [ResultMissing]
    assert house.later("2026-04-08T09:00:00Z") == [], "and it ends once"
    assert house.decision(id).status == "lost" and id not in house.decisions.open
    assert "No result of the vote elsewhere that two people had checked" in house.standing(id).text
    with pytest.raises(Refusal, match="waits for its result"):
        record(house, id, papers(yes=4), at="2026-04-08T09:00:00Z")


def test_a_result_that_nobody_confirmed_ends_without_an_outcome_too(house: House) -> None:
    id = house.propose(procedure="procedure.outside")
    record(house, id, papers(yes=8))
    assert [type(one) for one in house.later(LAST)] == [ResultMissing]
    assert house.decision(id).status == "lost"


def test_nothing_is_cast_amended_or_taken_back_here_once_it_is_voted_there(house: House) -> None:
    id = house.propose(procedure="procedure.outside")
    house.ask(PlaceVote(decision=id, address=THERE))
    with pytest.raises(Refusal, match="voted on elsewhere"):
        house.ask(CastBallot(decision=id, option="yes"))
    with pytest.raises(Refusal, match="Votes can have been cast"):
        house.ask(WithdrawProposal(decision=id))
    with pytest.raises(Refusal, match="divided between two places"):
        house.ask(PlaceVote(decision=id, address="https://elsewhere.example.org/"))
    with pytest.raises(Refusal):
        house.ask(AmendProposal(decision=id, title="Another", text="words"))
    with pytest.raises(Refusal):
        house.ask(CloseDecision(decision=id), at="2026-03-05T09:00:00Z")


@pytest.mark.parametrize(
    "address", ["http://vote.example.org/", "https://", "javascript:alert(1)", "https://a:b@vote.example.org/", "https://[",
                "https://vote.example.org/" + "a" * 500, "https://vote.example.org/\u202e", "vote.example.org", ""],
)
def test_an_address_is_one_that_a_browser_opens_safely(house: House, address: str) -> None:
    id = house.propose(procedure="procedure.outside")
    with pytest.raises(Refusal, match="was not written"):
        house.ask(PlaceVote(decision=id, address=address))


def test_with_its_fingerprint_no_other_elections_result_is_entered(house: House) -> None:
    id = house.propose(procedure="procedure.outside")
    mine, theirs = "+K8jiG/v7pym8xyAOU5kKXhQ5eQ+flyQZeN6mCNBpQ8", "9VljN/Frj9RZqqtvXWlJQN/avyPR/G5L6A3pLltLaw4"
    with pytest.raises(Refusal, match="43 letters"):
        house.ask(PlaceVote(decision=id, address=THERE, fingerprint="K8ji"))
    house.ask(PlaceVote(decision=id, address=THERE, fingerprint=mine))
    with pytest.raises(Refusal, match="result of another one"):
        record(house, id, papers(yes=4), fingerprint=theirs)
    record(house, id, papers(yes=4), fingerprint=mine)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (papers(yes=9), "9 ballots, and 8 could vote"),
        (papers(perhaps=2), "is no answer"), (papers(no=9, yes=-3), "stand together once"),
        ((CountedPaper(voters=1, ranks=(("yes",),)),), "is no answer"),
    ],
)
def test_more_ballots_than_voters_and_answers_that_were_not_put_are_refused(
    house: House, found: tuple[CountedPaper, ...], why: str
) -> None:
    id = house.propose(procedure="procedure.outside")
    with pytest.raises(Refusal, match=why):
        record(house, id, found)
    assert not house.decision(id).elsewhere.papers


def test_it_is_said_how_it_was_verified(house: House) -> None:
    id = house.propose(procedure="procedure.outside")
    for words in ("", " \n ", "a" * 2_001):
        with pytest.raises(Refusal, match="How the archive was verified"):
            house.ask(RecordResult(decision=id, archive=ARCHIVE, papers=papers(yes=1), verified=words), at=LATER)
    record(house, id, papers(yes=1))
    assert any(VERIFIED.encode() in secret.value and secret.owner == "books" for secret in house.secrets)


def test_whoever_holds_the_pen_writes_no_result_that_does_not_add_up(house: House) -> None:
    id = house.propose(procedure="procedure.outside")
    house.at, opened = LATER, house.decision(id).opened

    def writes(*facts: Any, by: str = "anna") -> None:
        house.write([Draft(fact=fact, because=opened, by=by) for fact in facts])

    one, two = merged(papers(yes=4, no=2))
    rooted = ResultRecorded(
        decision=id, count=6, root=root((one, two)), archive=ARCHIVE, fingerprint="", vault="c" * 64
    )
    for wrong in (
        ResultPapers(decision=id, part=0, papers=(two, one)),
        ResultPapers(decision=id, part=1, papers=(one, two)),
        ResultPapers(decision=id, part=0, papers=(one, one)),
        rooted,
        ResultMissing(decision=id),
    ):
        with pytest.raises(Refusal):
            writes(wrong, by=NODE if isinstance(wrong, ResultMissing) else "anna")
    writes(ResultPapers(decision=id, part=0, papers=(one,)))
    with pytest.raises(Refusal, match="does not add up"):
        writes(rooted)
    writes(ResultPapers(decision=id, part=1, papers=(two,)), rooted)
    with pytest.raises(Refusal, match="do not follow each other"):
        writes(ResultPapers(decision=id, part=2, papers=(two,)))


def test_hundreds_of_orders_are_written_in_parts_that_fit_into_entries() -> None:
    house = House(ALL_COUNT, members=900)
    asks = tuple(ProposedOption(option=f"option_{number}", title=f"Plan {number}") for number in range(8))
    id = house.propose(procedure="procedure.order", asks=asks, effect="text_only")
    names = [one.option for one in asks]
    found = tuple(
        CountedPaper(voters=1, ranks=tuple((one,) for one in order)) for order in islice(permutations(names), 800)
    )
    record(house, id, found)
    assert house.decision(id).elsewhere.parts > 1
    facts = confirm(house, id, found)
    assert facts[1].winners and house.decision(id).answered == 800


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ("hidden = true", "Nobody here sees how it stands"), ("early_close = true", "when everybody has voted"),
        ("swing_days = 2\nextension_days = 2", "the outcome turn"), ("hands = true", "Hands are raised here"),
        ("delegation_depth = 1", "who lets another vote"), ('weight = "1"', "counted by heads"),
        ('method = "consent"', "Nobody could answer an objection"),
        ('method = "bidding"\nhidden = true', "pay what they bid"),
    ],
)
def test_a_procedure_says_only_what_goes_with_a_vote_elsewhere(fields: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        House(procedure("outside", f'ballot = "external"\n{fields}'))
    said = " ".join(str(one) for one in getattr(refused.value, "findings", ())) or str(refused.value)
    assert why in said, said
