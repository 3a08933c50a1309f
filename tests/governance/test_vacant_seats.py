"""A seat that falls vacant: counted again from the ballots of its election, or filled by another; recall, holdover."""

import pytest
from house_of_elections import Electing, Kept

from auzolan.charter.around import Draft
from auzolan.governance.countback import recount
from auzolan.governance.decide import CastBallot, OpenProposal, SupportProposal
from auzolan.governance.election_deciding import AnswerNomination
from auzolan.governance.election_facts import CountbackHeld
from auzolan.governance.facts import Detail, EffectDone
from auzolan.journal.entry import NODE
from auzolan.members.body import roll
from auzolan.members.facts import MandateEnded, MandateGranted
from auzolan.values.refusal import Refusal

COUNTBACK = 'seats = 2\nterm_months = 24\nvacancies = "countback"'
# bilal 3, carmen 3 (a quota is 3 of 8), dario 2: those who put bilal first put edurne second.
PAPERS = (
    "anna: bilal edurne", "bilal: bilal edurne", "carmen: bilal edurne", "dario: carmen", "edurne: carmen",
    "fatou: carmen", "gari: dario", "hana: dario",
)
UNTIL = "2028-03-14"


def vacated(it: Electing, name: str, at: str = "2026-05-01T09:00:00Z") -> list[object]:
    it.at = at
    it.resigns(name)
    return it.later(at)


def test_the_seat_goes_to_whom_the_same_ballots_elect_without_who_left_it() -> None:
    it = Electing(COUNTBACK)
    decision = it.elected(*PAPERS)
    assert set(it.seats()) == {"bilal", "carmen"}
    held, granted = vacated(it, "bilal")
    assert isinstance(held, CountbackHeld)
    assert (held.vacated, held.gone, held.winner, held.until) == ("bilal", ("bilal",), "edurne", UNTIL)
    assert granted == MandateGranted(mandate="body.council", member="edurne", until=UNTIL)
    assert it.seats() == {"carmen": UNTIL, "edurne": UNTIL}
    again = recount(it.decisions, decision, it.around("anna"), Kept(it), held.gone, frozenset(("carmen",)))
    assert again.tally is not None and (again.winner, again.tally.digest) == ("edurne", held.rounds)
    assert it.later("2026-05-02T09:00:00Z") == []


def test_who_was_second_in_a_countback_has_the_next_seat_and_is_asked_no_more_when_they_said_no() -> None:
    it = Electing(COUNTBACK)
    decision = it.elected(*PAPERS)
    vacated(it, "bilal")
    held, granted = vacated(it, "carmen", "2026-06-01T09:00:00Z")
    assert (held.gone, granted.member) == (("bilal", "carmen"), "dario")
    other = Electing(COUNTBACK)
    decision = other.elected(*PAPERS)
    other.ask(AnswerNomination(election=other.decisions.elections.of[decision], stands=False), by="edurne")
    held, granted = vacated(other, "bilal")
    assert (held.gone, granted.member) == (("bilal", "edurne"), "dario")


def test_who_sits_keeps_the_seat_even_where_the_count_would_not_elect_them() -> None:
    it = Electing(COUNTBACK, members=12)
    # Counted again without bilal, edurne has 5, which is a quota of 12, and dario 4, before carmen with 3, who sits.
    decision = it.elected(
        *(f"{name}: bilal edurne" for name in it.names[:5]), *(f"{name}: bilal dario" for name in it.names[5:7]),
        *(f"{name}: carmen" for name in it.names[7:10]), *(f"{name}: dario" for name in it.names[10:]),
    )
    assert set(it.seats()) == {"bilal", "carmen"}
    held, granted = vacated(it, "bilal")
    again = recount(it.decisions, decision, it.around("anna"), Kept(it), held.gone, frozenset(("carmen",)))
    assert again.tally is not None and again.tally.winners == ("edurne", "dario")
    assert granted.member == "edurne" and set(it.seats()) == {"carmen", "edurne"}


def test_who_left_the_organisation_makes_room_and_cannot_be_chosen() -> None:
    it = Electing(COUNTBACK)
    it.elected(*PAPERS)
    it.at = "2026-05-01T09:00:00Z"
    it.parts("edurne")
    it.parts("bilal")
    held, granted = it.later("2026-05-01T10:00:00Z")
    assert (held.gone, granted.member) == (("bilal", "edurne"), "dario")


def test_when_nobody_is_left_a_by_election_is_for_the_rest_of_the_term() -> None:
    it = Electing(COUNTBACK)
    it.elected("anna: bilal carmen", "bilal: bilal", "carmen: carmen")
    (held,) = vacated(it, "bilal")
    assert (held.winner, held.rounds) == ("", "")
    id = it.call(which="vacant")
    assert (it.election(id).seats, it.election(id).up, it.election(id).last_day) == (1, (), UNTIL)
    it.stand(id, "dario", "edurne")
    it.voted(it.opened(id), "anna: dario", "bilal: dario")
    assert it.seats() == {"carmen": UNTIL, "dario": UNTIL}
    assert "body.council" not in it.decisions.elections.vacancies


def test_without_a_countback_the_seat_stays_vacant_until_another_election() -> None:
    it = Electing()
    it.elected(*PAPERS)
    assert vacated(it, "bilal") == []
    assert [one.member for one in it.decisions.elections.vacancies["body.council"]] == ["bilal"]
    with pytest.raises(Refusal, match="has 2 seats, and 1 can be filled now"):
        it.call(which="vacant", seats=2)


def test_a_term_that_runs_out_is_no_vacancy() -> None:
    it = Electing(COUNTBACK)
    it.elected(*PAPERS)
    assert vacated(it, "bilal", "2028-03-14T09:00:00Z") == []


@pytest.mark.parametrize("wrong", [
    {"winner": "dario", "gone": ("bilal", "edurne")}, {"winner": "carmen"}, {"winner": "gari"}, {"until": "2029-01-01"},
    {"vacated": "carmen"}, {"rounds": ""}, {"decision": "dnone"},
])
def test_another_countback_than_that_of_the_vacancy_is_refused(wrong: dict[str, object]) -> None:
    it = Electing(COUNTBACK)
    decision = it.elected(*PAPERS)
    it.at = "2026-05-01T09:00:00Z"
    it.resigns("bilal")
    right = {"decision": decision, "vacated": "bilal", "gone": ("bilal",), "winner": "edurne", "until": UNTIL,
             "rounds": "0" * 64}
    with pytest.raises(Refusal, match="vacant seat was not filled"):
        it.write([Draft(fact=CountbackHeld(body="body.council", **{**right, **wrong}), by=NODE,
                        because=len(it.entries) - 1)])


def test_nobody_gets_a_seat_by_a_countback_that_elected_somebody_else() -> None:
    it = Electing(COUNTBACK)
    decision = it.elected(*PAPERS)
    it.at = "2026-05-01T09:00:00Z"
    it.resigns("bilal")
    held = CountbackHeld(body="body.council", decision=decision, vacated="bilal", gone=("bilal",), winner="edurne",
                         until=UNTIL, rounds="0" * 64)
    it.write([Draft(fact=held, by=NODE, because=len(it.entries) - 1)])
    counted = len(it.entries) - 1
    for member, until in (("dario", UNTIL), ("edurne", "2028-01-01")):
        with pytest.raises(Refusal, match="No carried decision"):
            it.write([Draft(fact=MandateGranted(mandate="body.council", member=member, until=until), by=NODE,
                            because=counted)])
    it.write([Draft(fact=MandateGranted(mandate="body.council", member="edurne", until=UNTIL), by=NODE,
                    because=counted)])
    with pytest.raises(Refusal, match="No carried decision"):
        it.write([Draft(fact=MandateGranted(mandate="body.council", member="edurne", until=UNTIL), by=NODE,
                        because=counted)])


# --- recall


def recalled(it: Electing, *supporters: str) -> str:
    id = it.propose(
        "Recall bilal", effect="end_mandate",
        details=(Detail(name="mandate", value="body.council"), Detail(name="member", value="bilal")),
    )
    for name in supporters:
        it.ask(SupportProposal(decision=id), by=name)
    return id


def test_a_recall_is_put_to_those_who_elect_when_the_share_supports_it_and_the_seat_is_filled_by_countback() -> None:
    it = Electing(COUNTBACK + '\nrecall_support = "1/4"')
    it.elected(*PAPERS)
    it.at = "2026-05-01T09:00:00Z"
    id = recalled(it, "carmen")
    assert it.decision(id).support == 2
    with pytest.raises(Refusal, match="1 more must support it"):
        it.ask(CastBallot(decision=id, option="yes"), by="anna")
    it.ask(SupportProposal(decision=id), by="dario")
    it.answers(id, yes="anna carmen dario edurne fatou")
    facts = it.later(it.decision(id).closes_at)
    assert [type(one) for one in facts][1:] == [MandateEnded, EffectDone, CountbackHeld, MandateGranted]
    assert set(it.seats()) == {"carmen", "edurne"}


def test_without_a_share_in_the_article_a_recall_is_a_proposal_like_any_other() -> None:
    it = Electing()
    it.elected(*PAPERS)
    it.at = "2026-05-01T09:00:00Z"
    assert it.decision(recalled(it)).support == 0


def test_those_who_do_not_elect_do_not_recall() -> None:
    from house_of_decisions import procedure

    inside = procedure("inside", "").replace('body = "body.assembly"', 'body = "body.council"')
    it = Electing(COUNTBACK + '\nrecall_support = "1/4"', more=inside)
    it.elected(*PAPERS)
    it.at = "2026-05-01T09:00:00Z"
    with pytest.raises(Refusal, match=r"elected by body\.assembly, and by .* body\.council decides"):
        it.ask(OpenProposal(
            title="Recall", text="", effect="end_mandate", procedure="procedure.inside",
            details=(Detail(name="mandate", value="body.council"), Detail(name="member", value="bilal")),
        ), by="carmen")


# --- holdover


def sits(it: Electing, day: str) -> set[str]:
    return set(roll(it.states["members"], it.around("anna").charter, "body.council", day))


@pytest.mark.parametrize(("said", "day", "there"), [
    ("", "2029-01-01", {"bilal", "carmen"}),
    ("holdover_days = 30", UNTIL, {"bilal", "carmen"}),
    ("holdover_days = 30", "2028-04-13", {"bilal", "carmen"}),
    ("holdover_days = 30", "2028-04-14", set()),
    ("holdover_days = 0", "2028-03-15", set()),
])
def test_whose_term_is_over_stays_as_long_as_the_article_says(said: str, day: str, there: set[str]) -> None:
    it = Electing(f"seats = 2\nterm_months = 24\n{said}")
    it.elected(*PAPERS)
    assert sits(it, day) == there


def test_only_as_many_are_held_over_as_there_are_free_seats() -> None:
    it = Electing("seats = 2\nterm_months = 24\nholdover_days = 60")
    it.elected(*PAPERS)
    it.at = "2028-03-20T09:00:00Z"
    it.grants("dario", "2030-03-19")
    assert len(sits(it, "2028-03-20")) == 2 and "dario" in sits(it, "2028-03-20")
