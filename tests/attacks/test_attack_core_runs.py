"""A run that was published, cut short or paid out otherwise than the rule says is named by `verify`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attack_core_house import MEMBERS, Mill
from msgspec.structs import replace

from auzolan.contest.decide import ContestLine
from auzolan.flows.facts import Posting, PostingsMade
from auzolan.rules.decide import SettleRun
from auzolan.rules.facts import PortionsPublished, RunPublished, RunSettled, RunVoided, Share
from auzolan.values.refusal import Refusal

Shares = tuple[Share, ...]


@pytest.fixture
def mill(tmp_path: Path) -> Mill:
    return Mill(tmp_path / "mill").begin()


def honest(mill: Mill) -> tuple[RunPublished, PortionsPublished]:
    """The run as the office would publish it now, computed in a copy."""
    other = mill.copied(mill.folder.with_name("honest"))
    _, seq = other.run()
    run, portions = other.office.fact(seq), other.office.fact(seq + 1)
    assert isinstance(run, RunPublished) and isinstance(portions, PortionsPublished)
    return run, portions


def all_of_it(shares: Shares) -> Shares:
    return shares


def to_ane(shares: Shares) -> Shares:
    return (replace(shares[0], amount="150.00"), replace(shares[1], amount="50.00"), *shares[2:])


@pytest.mark.parametrize(
    ("change", "shares", "words"),
    [
        ({"outputs": "00" * 32}, all_of_it, "gives another result"),
        ({"inputs": "00" * 32}, all_of_it, "gives another result"),
        ({"source": "Equity:Common"}, all_of_it, "gives another result"),
        ({"count": 2, "amount": "200.00"}, lambda shares: shares[:2], "gives another result"),
        ({"unit": "h"}, all_of_it, "gives another result"),
        ({"unit": "XAU"}, all_of_it, "makes no sense"),
        ({"amount": "a lot"}, all_of_it, "makes no sense"),
        ({"position": -1}, all_of_it, "is none that it can have read last"),
        ({"position": 20}, all_of_it, "was written on in entry"),
        ({"number": 2}, all_of_it, "Another run was published"),
        ({"version": 2}, all_of_it, "Version 1 is the one"),
        ({"period": "some day"}, all_of_it, "not a period"),
        ({"rule": "rule.none"}, all_of_it, "no such rule"),
    ],
)
def test_a_forged_run_is_named(
    mill: Mill, change: dict[str, Any], shares: Callable[[Shares], Shares], words: str
) -> None:
    run, portions = honest(mill)
    seq = mill.forge(replace(run, **change), replace(portions, portions=shares(portions.portions)))
    wrong = mill.wrong()
    assert wrong.entry == seq and words in wrong.message, wrong


@pytest.mark.parametrize(
    "shares", [to_ane, lambda shares: (replace(shares[0], member="dan"), *shares[1:]), lambda shares: shares[::-1]]
)
def test_portions_that_the_rule_does_not_give_are_named(mill: Mill, shares: Callable[[Shares], Shares]) -> None:
    run, portions = honest(mill)
    seq = mill.forge(run, replace(portions, portions=shares(portions.portions)))
    assert mill.wrong().entry == seq + 1


def test_what_the_office_would_write_is_not_named(mill: Mill) -> None:
    mill.forge(*honest(mill))
    assert mill.verdict().holds


def test_a_run_left_half_published_or_a_settlement_never_posted_is_named(mill: Mill) -> None:
    run, portions = honest(mill)
    half = mill.copied(mill.folder.with_name("half"))
    half.forge(run)
    assert "a run was left half done" in half.wrong().message
    mill.forge(run, portions)
    mill.wait(15)
    mill.forge(RunSettled(run=run.run, count=4, amount="400.00"))
    assert "a settlement was left half done" in mill.wrong().message


def test_only_who_may_publishes_settles_or_takes_back_a_run(mill: Mill) -> None:
    run, portions = honest(mill)
    for by in ("cai", "node"):
        other = mill.copied(mill.folder.with_name(f"{by}-publishes"))
        other.named(run, "record", by=by)
    mill.forge(run, portions)
    mill.wait(15)
    for by in ("cai", "node"):
        for fact in (RunSettled(run=run.run, count=4, amount="400.00"), RunVoided(run=run.run)):
            mill.copied(mill.folder.with_name(f"{by}-{type(fact).__name__}")).named(fact, "record", by=by)


def paid(mill: Mill, run: str, shares: dict[str, str], *, count: int = 4, amount: str = "400.00", **said: Any) -> int:
    """Settle a run past every judge, with these amounts. said: fields of RunSettled."""
    legs = [Posting(account="Equity:Surplus:2025", amount=amount, unit="EUR")]
    legs += [Posting(account=f"Liabilities:Bonus:{one}", amount=f"-{part}", unit="EUR") for one, part in shares.items()]
    made = PostingsMade(date=mill.today, postings=tuple(legs), run=run)
    return mill.forge(RunSettled(run=run, count=count, amount=amount, **said), made)


FAIR = dict.fromkeys(MEMBERS, "100.00")


def test_a_settlement_pays_each_portion_once_after_the_contest_days(mill: Mill) -> None:
    run, _ = mill.run()
    early = mill.copied(mill.folder.with_name("early"))
    paid(early, run, FAIR)
    assert "It can be contested until 2026-03-15" in early.wrong().message
    mill.wait(15)
    for name, shares, words in (
        ("altered", FAIR | {"ane": "190.00", "dan": "10.00"}, "another amount than its portion"),
        ("left out", {"ane": "100.00", "bea": "100.00"}, "Debits and credits differ"),
        ("stranger", {"ane": "100.00", "bea": "100.00", "cai": "100.00", "eve": "100.00"}, "no such account"),
    ):
        other = mill.copied(mill.folder.with_name(name))
        paid(other, run, shares)
        assert words in other.wrong().message, other.wrong()
    paid(mill, run, FAIR)
    assert mill.verdict().holds
    with pytest.raises(Refusal, match="no such run that waits"):
        mill.ask(SettleRun(run=run))
    paid(mill, run, FAIR)
    assert "no such run that waits" in mill.wrong().message


def test_a_contested_portion_is_not_paid(mill: Mill) -> None:
    run, seq = mill.run()
    mill.ask(ContestLine(line=seq, to="Liabilities:Bonus:bea", reason="My hours are missing."), by="bea")
    mill.wait(15)
    without = {one: "100.00" for one in MEMBERS if one != "bea"}
    held = ("Liabilities:Bonus:bea",)
    for name, shares, more, words in (
        ("ignored", FAIR, {}, "contested by those who are to receive them"),
        ("paid", FAIR, {"held": held}, "does not post what stands"),
        ("swapped", without | {"bea": "100.00"}, {"held": held, "count": 3, "amount": "300.00"}, "differ by"),
    ):
        other = mill.copied(mill.folder.with_name(name))
        paid(other, run, shares, **more)
        assert words in other.wrong().message, other.wrong()
    paid(mill, run, without, count=3, amount="300.00", held=held)
    assert mill.verdict().holds


def test_the_same_surplus_is_not_shared_twice(mill: Mill) -> None:
    run, _ = honest(mill)
    mill.run()
    with pytest.raises(Refusal, match="already run"):
        mill.run()
    now = mill.office.now().seq - 1
    mill.named(replace(run, number=2, run="r2", position=now), "already run for 2025")
