"""A corrected run that pays something twice, takes back what stays, or spends another account is named by `verify`."""

from decimal import Decimal
from pathlib import Path

import attack_core_house
import pytest
from attack_core_house import Mill
from msgspec.structs import replace

from auzolan.flows.facts import Posting, PostingsMade
from auzolan.flows.requests import RecordContribution
from auzolan.rules.decide import RunRule, SettleRun
from auzolan.rules.facts import CorrectionOrdered, PortionsPublished, RunPublished, RunSettled


@pytest.fixture
def mill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mill:
    """Its surplus of 400.00 was shared by equal hours; then cai's missing hours came to light."""
    says = 'source = "Equity:Surplus:{year}"\ncorrections_from = "Equity:Common"'
    charter = attack_core_house.CHARTER.replace('source = "Equity:Surplus:{year}"', says, 1)
    monkeypatch.setattr(attack_core_house, "CHARTER", charter)
    mill = Mill(tmp_path / "mill").begin()
    run, _ = mill.run()
    mill.wait(15)
    mill.ask(SettleRun(run=run))
    mill.ask(RecordContribution(contribution="hours", amount="10.00", member="cai", date="2025-06-01"))
    return mill


def run_of(mill: Mill) -> str:
    return next(iter(mill.states["rules"].runs))


def honest(mill: Mill, name: str = "honest") -> tuple[list[object], list[object]]:
    """What the office would publish, and what it would post, done in a copy."""
    other = mill.copied(mill.folder.with_name(name))
    published = other.ask(RunRule(rule="rule.surplus", period="2025", mends=run_of(other)))
    run = published.fact(RunPublished).run
    other.wait(15)
    settled = other.ask(SettleRun(run=run))
    assert other.verdict().holds
    return [one.fact for one in published.entries], [one.fact for one in settled.entries]


def test_a_corrected_run_with_other_portions_or_another_digest_is_named(mill: Mill) -> None:
    (run, portions), _ = honest(mill)
    assert isinstance(run, RunPublished) and isinstance(portions, PortionsPublished)
    silent = mill.copied(mill.folder.with_name("silent"))
    silent.forge(replace(run, mends=""), portions)
    assert "already run for 2025" in silent.wrong().message
    whole = tuple(replace(one, amount="100.00") for one in portions.portions)
    mill.forge(run, replace(portions, portions=whole))
    assert "not those that the rule gives" in mill.wrong().message


def test_a_settlement_that_pays_the_whole_again_is_named(mill: Mill) -> None:
    (run, portions), (settled, posted) = honest(mill)
    assert isinstance(portions, PortionsPublished) and isinstance(settled, RunSettled)
    assert isinstance(posted, PostingsMade)
    mill.forge(run, portions)
    mill.wait(15)
    twice = mill.copied(mill.folder.with_name("twice"))
    twice.forge(replace(settled, count=4, amount="400.00"))
    assert "does not post what stands" in twice.wrong().message
    other = mill.copied(mill.folder.with_name("other"))
    legs = tuple(
        replace(leg, account="Equity:Common") if leg.account.startswith("Equity:Surplus") else leg
        for leg in posted.postings
    )
    other.forge(settled, replace(posted, postings=legs))
    assert "is not paid from the account" in other.wrong().message
    more = mill.copied(mill.folder.with_name("more"))
    more.forge(settled, replace(posted, postings=_doubled(posted.postings)))
    assert "another amount" in more.wrong().message


def _doubled(legs: tuple[Posting, ...]) -> tuple[Posting, ...]:
    return tuple(replace(leg, amount=str(2 * Decimal(leg.amount))) for leg in legs)


def test_nobody_says_in_the_name_of_the_members_that_a_run_is_to_be_corrected(mill: Mill) -> None:
    order = CorrectionOrdered(run=run_of(mill), decision="d0", paid_from="Equity:Common")
    for name, said in (("person", {"by": "ane"}), ("node", {"by": "node"})):
        mill.copied(mill.folder.with_name(name)).named(order, "Only a carried decision", **said)
