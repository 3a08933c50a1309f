"""Rankings counted beside pref_voting and votekit: never other winners, unless a tie is declared."""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import assume, given, settings
from peers_size import many
from pref_voting.iterative_methods import instant_runoff
from pref_voting.margin_based_methods import beat_path
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.proportional_methods import stv_meek, stv_scottish
from votekit import RankBallot, RankProfile
from votekit.elections import STV

from auzolan.governance.counting_stv import Rules, count
from auzolan.governance.methods import irv, meek_stv, schulze, scottish_stv
from auzolan.governance.tally import Election, Tally
from ranked_elections import in_order, rankings

MANY = settings(max_examples=many(1_000), deadline=None)
# votekit elects one at a time, and whoever has the quota goes on receiving votes; it cuts nothing off.
AS_VOTEKIT = Rules(decimals=None, earlier=False, waits=True)


def profile(election: Election) -> ProfileWithTies:
    """The election as pref_voting takes it, without empty ballots."""
    number = {option: at for at, option in enumerate(election.options)}
    papers = [paper for paper in election.papers if paper.ranks]
    assume(papers)
    found = ProfileWithTies(
        [{number[option]: place for place, group in enumerate(paper.ranks, 1) for option in group} for paper in papers],
        rcounts=[paper.voters for paper in papers], candidates=list(number.values()),
    )
    found.use_extended_strict_preference()
    return found


def options_of(election: Election, numbers: Iterable[int]) -> set[str]:
    return {election.options[int(number)] for number in numbers}


@given(rankings(equal=True))
@MANY
def test_schulze_has_the_winners_of_pref_voting(election: Election) -> None:
    theirs = profile(election)
    margins = schulze.tally(election, {"strength": "margins"}, in_order(election))
    assert set(margins.ranking[0]) == options_of(election, beat_path(theirs))
    winning = schulze.tally(election, {}, in_order(election))
    strength = beat_path(theirs, strength_function=theirs.support)
    assert set(winning.ranking[0]) == options_of(election, strength)


@given(rankings())
@MANY
def test_instant_run_off_has_the_winner_of_pref_voting(election: Election) -> None:
    tally = irv.tally(Election(**{**_fields(election), "seats": 1}), {}, in_order(election))
    assume(not tally.ties)
    theirs = instant_runoff(profile(election))
    # Theirs takes out all who share the last place at once, so ours may say a tie where theirs needs none.
    assert options_of(election, theirs) == set(tally.winners)


def _fields(election: Election) -> dict[str, object]:
    return {name: getattr(election, name) for name in ("options", "papers", "shape", "seats")}


def on_the_edge(tally: Tally) -> bool:
    """Whether a fraction stands so near to a quota or to another that floats cannot tell them apart."""
    for round in tally.rounds:
        amounts = sorted({*(figure.amount for figure in round.figures), round.measures["quota"]})
        if any(later - before < 1e-6 for before, later in pairwise(amounts)):
            return True
        if any(figure.amount == round.measures["quota"] and "elected" not in figure.note for figure in round.figures):
            return True
    return False


@given(rankings(ballots=20))
@MANY
def test_transfers_elect_whom_votekit_elects(election: Election) -> None:
    tally = count(election, AS_VOTEKIT, in_order(election), gives_up="first")
    papers = [paper for paper in election.papers if paper.ranks]
    assume(papers and not tally.ties)
    theirs = STV(
        RankProfile(
            ballots=[
                RankBallot(ranking=[frozenset(group) for group in paper.ranks], weight=paper.voters)
                for paper in papers
            ],
            candidates=list(election.options), max_ranking_length=len(election.options),
        ),
        n_seats=election.seats, simultaneous=False, tiebreak="random", rng_seed=1,
    )
    elected = {option for group in theirs.get_elected() for option in group}
    assert elected == set(tally.winners) or on_the_edge(tally)


@given(rankings(ballots=20))
@MANY
def test_scottish_transfers_elect_whom_pref_voting_elects(election: Election) -> None:
    tally = scottish_stv.tally(election, {}, in_order(election))
    assume(all(tie.law == "by an earlier round" for tie in tally.ties))
    theirs = stv_scottish(profile(election), num_seats=election.seats)
    assert options_of(election, theirs) == set(tally.winners)


@given(rankings(ballots=12))
@settings(max_examples=many(1_000), deadline=None)
def test_keep_factors_elect_whom_pref_voting_elects(election: Election) -> None:
    tally = meek_stv.tally(election, {}, in_order(election))
    assume(not tally.ties)
    # Equal ranks are left out: pref_voting shares a ballot among them in its own way.
    theirs = stv_meek(profile(election), num_seats=election.seats)
    assert options_of(election, theirs) == set(tally.winners) or on_the_edge(tally)
