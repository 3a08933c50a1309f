"""Whoever holds the node's own key forges entries of the books; `verify` names each in a sentence."""

from pathlib import Path
from typing import Any

import pytest
from attack_core_house import Mill

from auzolan.flows.facts import (
    PENDING,
    POSTED,
    BalanceAsserted,
    BalanceSigned,
    ClaimChange,
    ContributionRecorded,
    Posting,
    PostingsMade,
    PostingsSettled,
)
from auzolan.flows.requests import ClosePeriod, RecordContribution
from auzolan.members.decide import GrantMandate, PartMember
from auzolan.values.refusal import Refusal


@pytest.fixture
def mill(tmp_path: Path) -> Mill:
    return Mill(tmp_path / "mill").begin()


def leg(account: str, amount: str, unit: str = "EUR", **more: Any) -> Posting:
    return Posting(account=account, amount=amount, unit=unit, **more)


def flour(amount: str, **more: Any) -> PostingsMade:
    """Flour bought for cash."""
    legs = (leg("Expenses:Flour", amount), leg("Assets:Cash", f"-{amount}"))
    return PostingsMade(**({"date": "2026-03-02", "postings": legs} | more))


@pytest.mark.parametrize(
    ("fact", "said", "words"),
    [
        (flour("1.00"), {"by": "cai"}, "does not hold it"),
        (flour("1.00"), {"by": "eve"}, "does not hold it"),
        (flour("150.00"), {"by": "ane"}, "needs a second signature"),
        (flour("1500.00", status=PENDING), {"by": "ane"}, "as far as its limit"),
        (flour("1.00"), {"by": "node"}, "The node itself records only"),
        (flour("1.00", run="r1"), {"because": 1}, "No settlement of this run"),
        (flour("1.00"), {"because": 999}, "does not come before it"),
        (flour("1.00"), {"charter": 3}, "is the newest in force"),
        (flour("1.00"), {"at": "2026-02-01T09:00:00Z"}, "before the entry before it"),
        (flour("1.00"), {"at": "2026-03-02T99:00:00Z and later"}, "is no moment"),
        (flour("1.00"), {"via": "telepathy"}, "there is no such way"),
        (flour("1.00"), {"for_": "dan"}, "without the paper behind it"),
        (flour("1.00", status="void"), {}, "posted or pending"),
        (flour("1.00", date="2026-02-30"), {}, "not a date"),
        (flour("1.00", postings=(leg("Expenses:Flour", "1.00"), leg("Assets:Cash", "-2.00"))), {}, "differ by -100"),
        (flour("1.00", postings=(leg("Expenses:Flour", "1.00", "XAU"), leg("Assets:Cash", "-1.00", "XAU"))), {},
         "no unit of that name"),
        (flour("1.00", postings=(leg("Assets:Pocket", "1.00"), leg("Assets:Cash", "-1.00"))), {}, "no such account"),
        (flour("1.00", claims=(ClaimChange(claim="c", debtor="us", creditor="eve", amount="9.00", unit="EUR"),)), {},
         "Nobody of the id eve"),
    ],
)
def test_a_forged_entry_of_the_books_is_named(mill: Mill, fact: Any, said: dict[str, Any], words: str) -> None:
    mill.named(fact, words, **said)


def test_an_entry_that_the_charter_allows_is_not_named(mill: Mill) -> None:
    mill.forge(flour("99.00"), by="ane")
    assert mill.verdict().holds


@pytest.mark.parametrize(
    "legs",
    [
        (leg("Expenses:Flour", "0.01"), leg("Equity:Conversions", "9999.99", added=True)),
        (leg("Expenses:Flour", "0.01", "h"), leg("Equity:Conversions", "-0.01", "h", added=True),
         leg("Equity:Conversions", "10000.00", added=True)),
    ],
)
def test_a_limit_is_not_evaded_by_legs_that_only_balance(mill: Mill, legs: tuple[Posting, ...]) -> None:
    mill.named(flour("1.00", postings=(*legs, leg("Assets:Cash", "-10000.00"))), "as far as its limit", by="ane")


def test_nobody_is_their_own_second_signature(mill: Mill) -> None:
    waits = mill.forge(flour("150.00", status=PENDING), by="ane")
    settled = PostingsSettled(of=waits, status=POSTED, date="2026-03-02")
    other = mill.copied(mill.folder.with_name("other"))
    other.forge(settled, by="bea")
    assert other.verdict().holds
    mill.named(settled, "needs a second signature", by="ane")


def test_nobody_signs_a_balance_twice(mill: Mill) -> None:
    said = BalanceAsserted(account="Assets:Cash", amount="400.00", unit="EUR", date="2026-03-02")
    mill.named(BalanceSigned(of=mill.forge(said)), "first signature is your own")


def test_a_mandate_that_ended_or_whose_holder_left_records_nothing(mill: Mill) -> None:
    mill.ask(GrantMandate(mandate="mandate.past", member="cai"))
    mill.ask(PartMember(member="bea"))
    for member in ("cai", "bea"):
        mill.copied(mill.folder.with_name(member)).named(flour("1.00"), "does not hold it", by=member)


def test_who_has_left_records_no_more_contributions_of_their_own(mill: Mill) -> None:
    mill.ask(PartMember(member="cai"))
    with pytest.raises(Refusal, match="does not hold it"):
        mill.ask(RecordContribution(contribution="hours", amount="900.00", date="2025-06-02"), by="cai")
    fact = ContributionRecorded(
        member="cai", contribution="contribution.hours", amount="900.00", unit="h", date="2025-06-02"
    )
    mill.named(fact, "does not hold it", by="cai")


def test_a_closed_period_takes_nothing_and_what_was_undone_is_undone_once(mill: Mill) -> None:
    wrong = mill.post("Expenses:Flour", "Assets:Cash", "5.00 EUR")
    undone = flour("1.00", mends=wrong, postings=(leg("Expenses:Flour", "-5.00"), leg("Assets:Cash", "5.00")))
    owing = ClaimChange(claim="c", debtor="us", creditor="ane", amount="9.00", unit="EUR")
    mill.copied(mill.folder.with_name("owing")).named(
        flour("1.00", mends=wrong, postings=undone.postings, claims=(owing,)), "just what was owed"
    )
    mill.forge(undone)
    mill.copied(mill.folder.with_name("twice")).named(undone, "undid it already")
    mill.ask(ClosePeriod(period="2026-02"))
    mill.named(flour("1.00", date="2026-02-03"), "The books are closed")
