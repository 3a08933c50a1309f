"""Ballots, closings and articles that no member agreed to: each is refused, or named by `verify`."""

from pathlib import Path
from typing import Any

import pytest
from attack_core_house import Mill
from msgspec.structs import replace

from auzolan.charter.facts import ArticleAdopted, ArticleRetired
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.governance.decide import VetoDecision
from auzolan.governance.facts import (
    BallotCast,
    DecisionClosed,
    DecisionVetoed,
    EffectDone,
    EffectStopped,
    ProposalWithdrawn,
)
from auzolan.rules.facts import RunApproved
from auzolan.values.refusal import Refusal

PAPER, REASON = "ab" * 32, "cd" * 32
EXTRA = '["mandate.extra"]\ntitle = "Extra"\nholder = "class.worker"\nrecords = ["rules.*"]\n'
GREEDY = EXTRA.replace("rules.*", "flows.*")


@pytest.fixture
def mill(tmp_path: Path) -> Mill:
    return Mill(tmp_path / "mill").begin()


def adopted(decision: str = "", text: str = EXTRA, version: int = 1) -> ArticleAdopted:
    article = load(text, Kinds.find())[0][0]
    return ArticleAdopted(article=article.id, version=version, text=article.text, decision=decision)


def carried(mill: Mill, option: str = "yes") -> tuple[str, int]:
    """A decision about an article that cools off now: its id, and the entry that closed it."""
    decision = mill.propose(effect="adopt_articles", articles=(EXTRA,))
    mill.answer(decision, option, "ane", "bea", "cai")
    mill.wait(8)
    mill.later()
    return decision, mill.states["governance"].decisions[decision].closed


@pytest.mark.parametrize(
    ("option", "said", "words"),
    [
        ("yes", {"by": "eve"}, "is not on it"),
        ("yes", {"by": "node", "for_": "bea", "evidence": PAPER}, "Only a member"),
        ("yes", {"by": "terminal"}, "Only a member"),
        ("yes", {"by": "ane", "for_": "bea"}, "without the paper"),
        ("yes", {"by": "ane", "for_": "bea", "evidence": PAPER}, "does not hold it"),
        ("maybe", {"by": "bea"}, "is no answer"),
        ("yes", {"by": "bea", "because": 0}, "a ballot's cause"),
    ],
)
def test_a_forged_ballot_is_named(mill: Mill, option: str, said: dict[str, Any], words: str) -> None:
    decision = mill.propose()
    mill.wait(2)
    mill.named(BallotCast(decision=decision, option=option), words, **said)


def test_a_ballot_counts_between_opening_and_close_only(mill: Mill) -> None:
    decision = mill.propose()
    ballot = BallotCast(decision=decision, option="yes")
    mill.copied(mill.folder.with_name("early")).named(ballot, "Ballots are taken from", by="dan")
    mill.wait(9)
    mill.copied(mill.folder.with_name("late")).named(ballot, "Ballots were taken until", by="dan")
    mill.later()
    mill.copied(mill.folder.with_name("closed")).named(ballot, "The decision is not carried", by="dan")
    mill.named(replace(ballot, decision="d0"), "no such decision", by="dan")


def test_a_second_answer_takes_the_place_of_the_first(mill: Mill) -> None:
    decision = mill.propose()
    mill.wait(2)
    for _ in range(9):
        mill.answer(decision, "yes", "dan")
    mill.answer(decision, "no", "ane", "bea")
    mill.wait(9)
    mill.later()
    closed = mill.closed(decision)
    assert not closed.carried and [(one.option, one.heads) for one in closed.counts][:2] == [("yes", 1), ("no", 2)]
    assert mill.verdict().holds


def test_a_closing_says_what_the_ballots_say_and_not_before_its_time(mill: Mill) -> None:
    decision = mill.propose()
    opened = mill.states["governance"].decisions[decision].opened
    forged = DecisionClosed(
        decision=decision, carried=True, counts=(), quorum_reached=True, rounds=PAPER, effect="text_only"
    )
    mill.copied(mill.folder.with_name("early")).named(forged, "It is open until", by="node", because=opened)
    mill.copied(mill.folder.with_name("withdrawn")).named(
        ProposalWithdrawn(decision=decision), "Only who proposed it", by="cai"
    )
    mill.wait(9)
    mill.named(forged, "do not add up", by="node", because=opened)


def test_no_article_comes_into_force_without_its_own_decision(mill: Mill) -> None:
    _, other = mill.decided()
    for name, fact, because, words in (
        ("none", adopted(), None, "No decision is named"),
        ("founding", adopted(), 0, "No decision is named"),
        ("other", adopted("d0"), other, "did not carry it"),
        ("ended", ArticleRetired(article="rule.gift", version=1, decision="d0"), other, "did not carry it"),
    ):
        mill.copied(mill.folder.with_name(name)).named(fact, words, by="node", because=because)
    right = mill.closed(next(iter(mill.states["governance"].decisions))).decision
    mill.named(adopted(right), "about another text", by="node", because=other)


def test_an_article_waits_for_its_time_and_comes_once_and_by_the_node(mill: Mill) -> None:
    decision, closed = carried(mill)
    said = {"by": "node", "because": closed}
    mill.copied(mill.folder.with_name("early")).named(adopted(decision), "takes effect from", **said)
    vetoed = mill.copied(mill.folder.with_name("vetoed"))
    vetoed.ask(VetoDecision(decision=decision, reason="It would let everybody settle."), by="dan")
    vetoed.wait(9)
    vetoed.named(adopted(decision), "was vetoed", **said)
    mill.wait(9)
    mill.copied(mill.folder.with_name("other")).named(adopted(decision, GREEDY), "about another text", **said)
    mill.copied(mill.folder.with_name("member")).named(
        adopted(decision), "nobody in its place", by="cai", because=closed
    )
    mill.later()
    assert "mandate.extra" in mill.office.now().charter
    mill.named(adopted(decision, version=2), "already had its effect", **said)


def test_what_did_not_carry_has_no_effect_later(mill: Mill) -> None:
    decision, closed = carried(mill, "no")
    mill.wait(9)
    mill.named(adopted(decision), "did not carry it", by="node", because=closed)


def test_effects_and_vetoes_are_not_made_up(mill: Mill) -> None:
    decision, closed = carried(mill)
    veto = DecisionVetoed(decision=decision, vault=REASON)
    mill.copied(mill.folder.with_name("stranger")).named(veto, "you are not in it", by="eve")
    mill.wait(9)
    mill.copied(mill.folder.with_name("veto")).named(veto, "has not taken effect yet", by="ane")
    said = {"by": "node", "because": closed}
    mill.copied(mill.folder.with_name("done")).named(EffectDone(decision=decision), "has not been done", **said)
    mill.named(EffectStopped(decision=decision, why="It rains."), "can be done", **said)


def test_a_run_is_approved_by_the_decision_about_it_alone(mill: Mill) -> None:
    mill.post("Assets:Cash", "Equity:Common", "40.00 EUR")
    run, _ = mill.run("rule.gift")
    decision, closed = mill.decided()
    for name, fact, said, words in (
        ("nothing", RunApproved(run=run, decision="d0"), {"by": "node"}, "no such decision"),
        ("person", RunApproved(run=run, decision=decision), {"by": "ane", "because": closed}, "not by a person"),
    ):
        mill.copied(mill.folder.with_name(name)).named(fact, words, **said)
    mill.named(RunApproved(run=run, decision=decision), "takes effect now", by="node", because=closed)


def test_a_decision_carries_through_when_nobody_forges(mill: Mill) -> None:
    mill.post("Assets:Cash", "Equity:Common", "40.00 EUR")
    run, _ = mill.run("rule.gift")
    mill.decided(effect="approve_run", run=run)
    assert mill.states["rules"].runs[run].approved and mill.verdict().holds


def test_a_machine_and_a_stranger_open_nothing(mill: Mill) -> None:
    for by in ("terminal", "node", "eve"):
        with pytest.raises(Refusal):
            mill.propose(by=by)
