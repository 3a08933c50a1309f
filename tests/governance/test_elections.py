"""Candidates are named, answer, and are on the ballot that opens by itself; who served long enough makes room."""

import pytest
from house_of_decisions import procedure
from house_of_elections import Electing

from auzolan.governance.decide import CastBallot, OpenProposal, WithdrawProposal
from auzolan.governance.election_deciding import (
    AnswerNomination,
    CallElection,
    DropElection,
    NameCandidate,
    SupportCandidate,
)
from auzolan.governance.election_facts import CandidateNamed, ElectionDropped, NominationsProlonged
from auzolan.governance.facts import Detail, ProposalOpened, ProposedOption
from auzolan.journal.entry import NODE
from auzolan.values.refusal import Refusal

PAPERS = ("anna: bilal carmen", "dario: bilal carmen", "edurne: carmen bilal", "fatou: carmen dario", "gari: dario")


def opening(it: Electing, decision: str) -> ProposalOpened:
    fact = it.entries[it.decision(decision).opened].fact
    assert isinstance(fact, ProposalOpened)
    return fact


def test_the_ballot_opens_by_itself_with_exactly_those_who_stand() -> None:
    it = Electing()
    id = it.call()
    it.stand(id, "bilal")
    it.named(id, "carmen", by="anna")
    it.named(id, "dario", by="anna", stands=False)
    it.ask(NameCandidate(election=id, member="edurne"), by="anna")  # never answers
    it.stand(id, "fatou")
    it.ask(AnswerNomination(election=id, stands=False), by="fatou")
    assert {name: one.status for name, one in it.election(id).candidates.items()} == {
        "bilal": "stands", "carmen": "stands", "dario": "declined", "edurne": "asked", "fatou": "withdrawn",
    }
    decision = it.opened(id)
    fact = opening(it, decision)
    assert [one.option for one in fact.asks] == ["bilal", "carmen"]
    assert (fact.seats, it.decision(decision).proposer) == (2, "anna")
    assert it.tables["elections"][(id,)]["decision"] == decision


def test_those_elected_sit_for_the_term_and_the_ballot_is_counted_like_any_other() -> None:
    it = Electing()
    it.elected(*PAPERS)
    assert it.seats() == {"bilal": "2028-03-14", "carmen": "2028-03-14"}


def test_what_a_candidate_says_is_in_the_vault_under_their_own_key() -> None:
    it = Electing()
    id = it.call()
    it.ask(NameCandidate(election=id, member="bilal", statement="I bake.", declares="My sister sells us flour."),
           by="bilal")
    (secret,) = it.secrets
    assert (secret.owner, b"flour" in secret.value) == ("bilal", True)
    assert it.election(id).candidates["bilal"].vault == secret.commitment
    it.ask(AnswerNomination(election=id, stands=True, statement="I bake and count."), by="bilal")
    assert it.election(id).candidates["bilal"].vault == it.secrets[-1].commitment != secret.commitment
    with pytest.raises(Refusal, match="Only candidates speak about themselves"):
        it.ask(NameCandidate(election=id, member="carmen", statement="She is great."), by="anna")


def test_when_too_few_stand_naming_goes_on_once_and_then_there_is_no_ballot_with_one() -> None:
    it = Electing()
    id = it.call(days=7)
    it.stand(id, "bilal")
    (longer,) = it.later(it.election(id).until)
    assert longer == NominationsProlonged(election=id, until="2026-03-15T09:00:00Z")
    (dropped,) = it.later("2026-03-15T09:00:00Z")
    assert isinstance(dropped, ElectionDropped) and dropped.why.startswith("Only one stands")
    assert it.later("2026-03-16T09:00:00Z") == []


def test_after_a_longer_time_fewer_candidates_than_seats_are_voted_on() -> None:
    it = Electing("seats = 3\nterm_months = 24")
    id = it.call()
    it.stand(id, "bilal", "carmen")
    it.later(it.election(id).until)
    fact = opening(it, it.opened(id))
    assert (fact.seats, len(fact.asks)) == (2, 2)


def test_who_leaves_before_the_ballot_is_not_on_it() -> None:
    it = Electing()
    id = it.call()
    it.stand(id, "bilal", "carmen", "dario")
    it.parts("carmen")
    assert [one.option for one in opening(it, it.opened(id)).asks] == ["bilal", "dario"]


def test_supporters_are_those_that_the_procedure_asks_for() -> None:
    it = Electing(more=procedure("backed", 'method = "scottish_stv"\nsupport = 2'))
    id = it.call(procedure="procedure.backed")
    it.stand(id, "bilal", "carmen", "dario")
    for member in ("bilal", "carmen"):
        for by in ("anna", "edurne"):
            it.ask(SupportCandidate(election=id, member=member), by=by)
    it.ask(SupportCandidate(election=id, member="dario"), by="anna")
    with pytest.raises(Refusal, match="support them already"):
        it.ask(SupportCandidate(election=id, member="dario"), by="anna")
    fact = opening(it, it.opened(id))
    assert ([one.option for one in fact.asks], fact.support) == (["bilal", "carmen"], 0)
    it.ask(CastBallot(decision=it.election(id).decision, ranks=(("bilal",),)), by="anna")


@pytest.mark.parametrize(("who", "asked", "why"), [
    ("node", lambda id: NameCandidate(election=id, member="bilal"), "From the terminal"),
    ("anna", lambda id: NameCandidate(election=id, member="mallory"), "mallory is no member today"),
    ("anna", lambda id: NameCandidate(election="enone", member="bilal"), "no such election"),
    ("carmen", lambda id: NameCandidate(election=id, member="dario"), "named already"),
    ("anna", lambda id: AnswerNomination(election=id, stands=True), "anna was not named"),
    ("anna", lambda id: SupportCandidate(election=id, member="dario"), "asks for no supporters"),
    ("bilal", lambda id: DropElection(election=id), "Only who called it"),
    ("anna", lambda id: CallElection(title="Again", body="body.council", procedure="procedure.election", days=3),
     "is not over yet"),
    ("anna", lambda id: CallElection(title="X", body="body.assembly", procedure="procedure.election", days=3),
     "no body body.assembly with seats"),
    ("anna", lambda id: CallElection(title="X", body="body.council", procedure="procedure.ordinary", days=3),
     "nobody is chosen among several"),
])
def test_what_may_not_be_is_refused_in_a_sentence(who: str, asked: object, why: str) -> None:
    it = Electing()
    id = it.call()
    it.stand(id, "dario")
    with pytest.raises(Refusal, match=why):
        it.ask(asked(id), by=who if who != "node" else NODE)  # type: ignore[operator]


def test_after_the_days_nobody_is_named_and_nobody_goes_before_the_count() -> None:
    it = Electing()
    id = it.call()
    it.stand(id, "bilal", "carmen")
    it.opened(id)
    with pytest.raises(Refusal, match="could be named until"):
        it.ask(NameCandidate(election=id, member="dario"), by="dario")
    with pytest.raises(Refusal, match="could be named until"):
        it.ask(AnswerNomination(election=id, stands=False), by="bilal")


def test_nobody_but_the_node_opens_the_ballot_of_an_election() -> None:
    it = Electing()
    id = it.call()
    it.stand(id, "bilal", "carmen")
    with pytest.raises(Refusal, match="opened by itself"):
        it.ask(OpenProposal(
            title="The council", text="", effect="elect", procedure="procedure.election", seats=2,
            asks=(ProposedOption(option="bilal"), ProposedOption(option="carmen")),
            details=(Detail(name="body", value="body.council"), Detail(name="election", value=id)),
        ))


def test_who_called_it_takes_the_ballot_back_before_anybody_answered() -> None:
    it = Electing()
    id = it.call()
    it.stand(id, "bilal", "carmen")
    decision = it.opened(id)
    it.ask(WithdrawProposal(decision=decision), by="anna")
    assert it.decision(decision).status == "withdrawn"
    it.call()  # another can be called


def test_a_second_election_and_a_proposal_opened_in_one_append_draw_different_lots() -> None:
    it = Electing()
    id = it.call()
    it.stand(id, "bilal", "carmen")
    it.ask(OpenProposal(
        title="By hand", text="", effect="elect", procedure="procedure.election", seats=2,
        asks=(ProposedOption(option="dario"), ProposedOption(option="edurne")),
        details=(Detail(name="body", value="body.council"),),
    ), at=it.election(id).until)
    lots = [one.lot for one in (entry.fact for entry in it.entries) if isinstance(one, ProposalOpened)]
    drawn = [secret.r for secret in it.secrets]
    assert len(set(lots)) == len(set(drawn)) == 2


# --- rotation


def test_after_the_most_terms_in_a_row_somebody_is_refused_when_named_and_when_the_ballot_opens() -> None:
    it = Electing("seats = 2\nterm_months = 12\nterms_max = 2")
    it.elected(*PAPERS)
    it.at = "2027-02-20T09:00:00Z"
    it.elected(*PAPERS)
    it.at = "2028-02-20T09:00:00Z"
    id = it.call()
    for who in ("bilal", "anna"):
        with pytest.raises(Refusal, match=r"bilal has served 2 terms in a row in Council, and body\.council allows 2"):
            it.ask(NameCandidate(election=id, member="bilal"), by=who)
    with pytest.raises(Refusal, match="This member cannot be elected: carmen has served 2 terms in a row"):
        it.ask(OpenProposal(
            title="By hand", text="", effect="elect", procedure="procedure.election", seats=2,
            asks=(ProposedOption(option="carmen"), ProposedOption(option="edurne")),
            details=(Detail(name="body", value="body.council"),),
        ))


def test_who_reached_the_most_terms_between_being_named_and_the_opening_is_not_on_the_ballot() -> None:
    it = Electing("seats = 2\nterm_months = 12\nterms_max = 1")
    id = it.call()
    it.stand(id, "bilal", "carmen", "dario")
    it.grants("dario", "2027-02-28")
    assert [one.option for one in opening(it, it.opened(id)).asks] == ["bilal", "carmen"]


def test_a_break_that_is_long_enough_begins_the_count_anew() -> None:
    it = Electing("seats = 2\nterm_months = 12\nterms_max = 1\ncooling_months = 12")
    it.elected(*PAPERS)  # until 2027-03-14
    it.at = "2027-03-01T09:00:00Z"
    it.elected("anna: edurne fatou", "bilal: edurne fatou", "carmen: fatou edurne")
    it.at = "2028-02-01T09:00:00Z"
    id = it.call()
    with pytest.raises(Refusal, match="bilal has served one term"):
        it.stand(id, "bilal")
    it.ask(DropElection(election=id))
    it.at = "2028-04-01T09:00:00Z"
    it.stand(it.call(), "bilal")


def test_less_than_half_a_term_is_no_term() -> None:
    it = Electing("seats = 2\nterm_months = 12\nterms_max = 1")
    it.grants("bilal", "2026-08-01")
    it.grants("carmen", "2026-12-01")
    it.at = "2026-07-15T09:00:00Z"
    id = it.call()
    it.stand(id, "bilal")
    with pytest.raises(Refusal, match="carmen has served one term"):
        it.stand(id, "carmen")


def test_a_share_of_the_seats_comes_up_each_year() -> None:
    it = Electing('seats = 4\nterm_months = 24\nrenews = "1/2"')
    it.elected("anna: bilal carmen dario edurne", "bilal: carmen bilal edurne dario", "carmen: bilal carmen dario",
               "fatou: carmen bilal edurne", "gari: dario edurne")
    until = it.seats()
    assert sorted(until.values()) == ["2027-03-14", "2027-03-14", "2028-03-14", "2028-03-14"]
    first = {name for name, last in until.items() if last == "2027-03-14"}
    it.at = "2027-02-20T09:00:00Z"
    with pytest.raises(Refusal, match="2 of its 4 seats come up each year, and these are 4"):
        it.call(which="every")
    id = it.call()
    assert (set(it.election(id).up), it.election(id).seats) == (first, 2)
    staying = next(name for name in until if name not in first)
    with pytest.raises(Refusal, match="that is not up"):
        it.stand(id, staying)
    it.stand(id, "fatou", "gari")
    it.voted(it.opened(id), "anna: fatou gari", "bilal: gari fatou")
    assert set(it.seats()) == (set(until) - first) | {"fatou", "gari"}
    assert it.seats()["gari"] == "2029-03-05"


def test_naming_oneself_is_written_as_one_entry_by_oneself() -> None:
    it = Electing()
    id = it.call()
    it.stand(id, "bilal")
    assert it.entries[-1].fact == CandidateNamed(election=id, member="bilal")
