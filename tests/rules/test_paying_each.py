"""A settlement whose portions come from accounts of their own posts just what stands: forged entries are refused."""

from types import SimpleNamespace
from typing import Any

import pytest
from immutables import Map

from auzolan.flows.facts import Posting, PostingsMade
from auzolan.rules.correcting import portions_of
from auzolan.rules.facts import PortionsPublished, RunSettled, Share
from auzolan.rules.paying import judge_payment, judge_settlement
from auzolan.rules.state import Paying, Run, State
from auzolan.rules.state import evolve as fold

SHARES = (
    Share(to="Liabilities:Pay:a", amount="10.00", source="Expenses:Pay:a"),
    Share(to="Liabilities:Pay:b", amount="20.00", source="Expenses:Pay:b"),
    Share(to="Liabilities:Pay:c", amount="0.00", source="Expenses:Pay:c"),
)
SETTLED = RunSettled(run="r1", count=2, amount="30.00")
ONE = (("Expenses:Pay:a", "10.00"), ("Liabilities:Pay:a", "-10.00"))
TWO = (("Expenses:Pay:b", "20.00"), ("Liabilities:Pay:b", "-20.00"))


def run(source: str = "") -> Run:
    return Run(
        rule="rule.pay", version=1, article=0, period="2026-01", position=3, amount="30.00", unit="EUR", source=source,
        count=3, number=1, seq=4, at="2026-02-01T00:00:00Z", outputs="",
    )


def around(shares: tuple[Share, ...] = SHARES) -> Any:
    facts = {5: PortionsPublished(run="r1", portions=shares), 6: SETTLED}
    units = {"EUR": SimpleNamespace(places=2)}
    return SimpleNamespace(charter=SimpleNamespace(units=units), fact=facts.__getitem__)


def judged(*legs: tuple[str, str], last: str = "", count: int = 2) -> str:
    postings = tuple(Posting(account=account, amount=amount, unit="EUR") for account, amount in legs)
    fact = PostingsMade(date="2026-02-01", postings=postings, run="r1")
    state = State(runs=Map({"r1": run()}), paying=Paying(run="r1", count=count, last=last))
    entry: Any = SimpleNamespace(because=6, fact=fact)
    refused = judge_payment(state, fact, entry, around())
    return refused.why if refused else ""


def test_each_portion_comes_from_its_own_account() -> None:
    assert judged(*ONE, *TWO) == ""
    assert judged(*TWO, last="Liabilities:Pay:a", count=1) == ""


@pytest.mark.parametrize(
    "legs",
    [
        (("Expenses:Pay:b", "10.00"), ("Liabilities:Pay:a", "-10.00")),
        (("Expenses:Pay:a", "9.00"), ("Liabilities:Pay:a", "-10.00")),
        (("Expenses:Pay:a", "11.00"), ("Liabilities:Pay:a", "-11.00")),
        (("Expenses:Pay:a", "10.00"), ("Liabilities:Pay:z", "-10.00")),
        (*TWO, *ONE),
        (*ONE, *ONE),
        (*ONE, ("Expenses:Pay:b", "20.00")),
        (ONE[0],),
        (*ONE, *TWO, ("Expenses:Pay:c", "0.00"), ("Liabilities:Pay:c", "0.00")),
        (("Expenses:Pay:a", "30.00"), ONE[1], TWO[1]),
    ],
)
def test_an_entry_that_posts_anything_else_is_refused(legs: tuple[tuple[str, str], ...]) -> None:
    assert judged(*legs) != ""


def test_how_much_is_settled_is_counted_from_the_portions() -> None:
    assert judge_settlement(run(), SETTLED, around()) is None
    assert judge_settlement(run(), RunSettled(run="r1", count=1, amount="10.00"), around()) is not None
    held = RunSettled(run="r1", count=1, amount="10.00", held=("Liabilities:Pay:b",))
    assert judge_settlement(run(), held, around()) is None


def test_a_run_that_pays_nothing_settles_nothing() -> None:
    scored = around((Share(to="k-a", amount="60.00", rank=1), Share(to="k-b", amount="50.00", rank=2)))
    assert portions_of(run(), scored) == {}
    assert judge_settlement(run(), RunSettled(run="r1", count=0, amount="0.00"), scored) is None
    assert judge_settlement(run(), RunSettled(run="r1", count=2, amount="110.00"), scored) is not None


@pytest.mark.parametrize(
    ("source", "legs", "left"), [("", (*ONE, *TWO, *TWO), None), ("", (*ONE, *TWO), 1), ("Equity:S", (*ONE, TWO[1]), 1)]
)
def test_a_settlement_is_done_when_every_portion_is_posted(
    source: str, legs: tuple[tuple[str, str], ...], left: int | None
) -> None:
    postings = tuple(Posting(account=account, amount=amount, unit="EUR") for account, amount in legs)
    state = State(runs=Map({"r1": run(source)}), paying=Paying(run="r1", count=3))
    entry: Any = SimpleNamespace(fact=PostingsMade(date="2026-02-01", postings=postings, run="r1"))
    paying = fold(state, entry).paying
    assert (paying.count if paying else None) == left
