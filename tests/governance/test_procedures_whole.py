"""Procedures whole: amendments before the ballot, the way out of a deadlock, hidden results."""

import pytest
from house_of_decisions import House, procedure
from msgspec.structs import replace

from auzolan.charter.facts import ArticleAdopted
from auzolan.governance.amending import AmendProposal
from auzolan.governance.facts import BallotCast
from auzolan.governance.wording import proposal_of, versions
from auzolan.values.refusal import Refusal

CLOSES = "2026-03-08T09:00:00Z"


AMENDING = procedure("ordinary", "discussion_days = 2\namendment_days = 3\n")
AMENDED_AT = "2026-03-04T09:00:00Z"


def amend(house: House, id: str, text: str, by: str = "anna", at: str = AMENDED_AT, **more: str) -> None:
    house.ask(AmendProposal(decision=id, title="Buy a used roaster", text=text, **more), by=by, at=at)


def test_the_proposer_takes_up_an_amendment_and_every_version_stays() -> None:
    house = House(AMENDING)
    id = house.propose()
    assert house.decision(id).opens_at == "2026-03-06T09:00:00Z"
    amend(house, id, "A used one is enough.", suggested_by="bilal")
    amend(house, id, "A used one is enough, with a warranty.", at="2026-03-06T08:59:59Z")
    near = house.around("anna")
    texts = [one.text for _, one in versions(house.decision(id), near)]
    assert texts == ["Because the first one is full.", "A used one is enough.", f"{texts[1][:-1]}, with a warranty."]
    assert proposal_of(house.decision(id), near).text == texts[-1]
    assert house.decision(id).title == house.tables["decisions"][id,]["title"] == "Buy a used roaster"


def test_a_plain_summary_is_one_sentence_and_changes_with_the_words() -> None:
    house = House(AMENDING)
    id = house.propose(summary=" A second roaster, bought used. ")
    near = house.around("anna")
    assert proposal_of(house.decision(id), near).summary == "A second roaster, bought used."
    amend(house, id, "A used one is enough.", summary="A used roaster.")
    assert [one.summary for _, one in versions(house.decision(id), near)][-1] == "A used roaster."
    for wrong in ("x" * 301, "One line.\nAnd another."):
        with pytest.raises(Refusal, match="one sentence of at most 300 letters"):
            house.propose(summary=wrong)
        with pytest.raises(Refusal, match="one sentence of at most 300 letters"):
            amend(house, id, "A used one is enough.", summary=wrong)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"by": "bilal"}, "Only who proposed it"), ({"at": "2026-03-02T09:00:00Z"}, "can be changed from"),
        ({"at": "2026-03-06T09:00:00Z"}, "can be changed from"), ({"suggested_by": "anna"}, "nobody else on its roll"),
    ],
)
def test_words_change_only_in_the_days_for_it_by_who_proposed_them(more: dict[str, str], words: str) -> None:
    house = House(AMENDING)
    id = house.propose()
    with pytest.raises(Refusal, match=words):
        amend(house, id, "Another text.", **more)


def test_without_days_for_it_nothing_is_amended() -> None:
    house = House(procedure("ordinary", "discussion_days = 2\n"))
    id = house.propose()
    with pytest.raises(Refusal, match="gives no days"):
        amend(house, id, "Another text.", at="2026-03-02T09:00:00Z")


def law(share: str, more: str = "") -> str:
    """The wording of an article that belongs to procedure.bylaws."""
    return procedure("kitchen", f'threshold = "{share}"\nprocedure = "procedure.bylaws"\n{more}')


def test_what_comes_into_force_is_the_version_that_was_voted_on() -> None:
    house = House(procedure("bylaws", "amendment_days = 3\n"))
    id = house.propose(effect="adopt_articles", articles=(law("2/3"),), procedure="procedure.bylaws")

    def reworded(text: str) -> None:
        request = AmendProposal(decision=id, title="Less", text="Less.", articles=(text,))
        house.ask(request, at="2026-03-02T09:00:00Z")

    with pytest.raises(Refusal, match="This field is not known"):
        reworded(law("3/4", "nonsense = 1\n"))
    with pytest.raises(Refusal, match="would be decided by Changing the charter"):
        reworded(law("3/4").replace('procedure = "procedure.bylaws"\n', ""))
    reworded(law("3/4"))
    house.at = "2026-03-04T09:00:00Z"
    house.answers(id, yes="anna bilal")
    facts = house.later("2026-03-11T09:00:00Z")
    (adopted,) = [one for one in facts if isinstance(one, ArticleAdopted)]
    assert 'threshold = "3/4"' in adopted.text


WAY = (
    procedure("bylaws", 'quorum = 4\nway_out = "procedure.those_present"\n')
    + procedure("those_present", 'discussion_days = 30\nthreshold = "2/3"\n')
)


def change(house: House, by: str = "procedure.bylaws", **more: str) -> str:
    return house.propose(effect="adopt_articles", articles=(law("2/3"),), procedure=by, **more)


def test_the_way_out_is_closed_while_the_quorum_can_be_met() -> None:
    house = House(WAY)
    with pytest.raises(Refusal, match=r"is decided by procedure\.bylaws"):
        change(house, "procedure.those_present")


def test_after_two_calls_without_quorum_the_way_out_is_open_and_named() -> None:
    house = House(WAY)
    for number, closes in enumerate(("2026-03-08T09:00:00Z", "2026-03-15T09:00:00Z")):
        id = change(house)
        house.answers(id, yes="anna")
        house.later(closes)
        assert house.decisions.inquorate["procedure.bylaws"] == number + 1
    id = change(house, "procedure.those_present")
    assert house.decision(id).way_out == "procedure.bylaws"
    assert house.decision(id).opens_at == "2026-04-14T09:00:00Z", "a month of notice"
    house.at = "2026-04-14T09:00:00Z"
    house.answers(id, yes="anna")
    assert any(isinstance(one, ArticleAdopted) for one in house.later("2026-04-21T09:00:00Z"))


def test_a_reached_quorum_begins_the_count_of_missed_ones_anew() -> None:
    house = House(WAY)
    id = change(house)
    house.later("2026-03-08T09:00:00Z")
    id = house.propose(procedure="procedure.bylaws")
    house.answers(id, yes="anna bilal carmen dario")
    house.later("2026-03-15T09:00:00Z")
    assert house.decisions.inquorate["procedure.bylaws"] == 0
    with pytest.raises(Refusal, match=r"is decided by procedure\.bylaws"):
        change(house, "procedure.those_present")


def test_with_fewer_members_than_the_quorum_asks_for_the_way_out_is_open_at_once() -> None:
    house = House(WAY, members=3)
    with pytest.raises(Refusal, match=r"asks for 4 to take part, and the roll has 3.*those_present"):
        change(house)
    assert house.decision(change(house, "procedure.those_present")).way_out == "procedure.bylaws"


def test_who_takes_the_way_out_cannot_keep_silent_about_it() -> None:
    house = House(WAY, members=3)
    id = change(house, "procedure.those_present")
    entry = house.entries[house.decision(id).opened]
    silent = replace(entry, seq=len(house.entries), fact=replace(entry.fact, decision="dother", way_out=""))
    with pytest.raises(Refusal, match="takes the way out of a procedure says so"):
        house.read(silent)


def test_a_quorum_larger_than_the_roll_is_refused_unless_the_second_call_can_meet_its_own() -> None:
    with pytest.raises(Refusal, match="it could never carry"):
        House(procedure("ordinary", "quorum = 9\n")).propose()
    assert House(procedure("ordinary", "quorum = 9\nsecond_quorum = 2\n")).propose()


HIDDEN = procedure("ordinary", "hidden = true\nquorum = 2\n")


def test_before_the_close_only_how_many_have_voted_is_told() -> None:
    house = House(HIDDEN)
    id = house.propose()
    house.answers(id, yes="anna bilal carmen")
    now = house.standing(id)
    assert now.text == "3 of 5 have voted. How it stands is told when it closes."
    assert (now.met, now.settled, now.missing, now.quorum_missing) == (False, False, "", 0)
    assert house.tables["ballots"] == {} and house.tables["outcomes"] == {}
    house.answers(id, no="carmen")
    house.later(CLOSES)
    told = {key[1]: row["option"] for key, row in house.tables["ballots"].items()}
    assert told == {"anna": "yes", "bilal": "yes", "carmen": "no"}
    assert "2 yes" in house.standing(id).text


def test_a_hidden_ballot_carries_what_keeps_its_hash_from_being_guessed() -> None:
    house = House(HIDDEN)
    id = house.propose()
    house.answers(id, yes="anna bilal")
    blinds = [one.fact.blind for one in house.entries if isinstance(one.fact, BallotCast)]
    assert all(len(one) == 64 for one in blinds) and len(set(blinds)) == 2
    entry = house.entries[-1]
    for wrong in ("", "x" * 64, "0" * 63):
        with pytest.raises(Refusal, match="32 random bytes"):
            house.read(replace(entry, seq=len(house.entries), fact=replace(entry.fact, blind=wrong)))
    plain = House(procedure("ordinary", ""))
    plain.answers(plain.propose(), yes="anna")
    assert plain.entries[-1].fact.blind == ""


def test_a_hidden_vote_cannot_be_opened_as_an_open_one() -> None:
    house = House(HIDDEN)
    id = house.propose()
    entry = house.entries[house.decision(id).opened]
    shown = replace(entry, seq=len(house.entries), fact=replace(entry.fact, decision="dother", hidden=False))
    with pytest.raises(Refusal, match="what is seen before the close"):
        house.read(shown)

