"""In a real browser, on a phone and by keyboard alone: growers contest what a price says they got, and it is mended."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordEntry
from auzolan.members.decide import GrantMandate

pytestmark = pytest.mark.browser

PEOPLE = {"Ane": "worker_owner", "Benat": "worker_owner", "Hill Growers": "farmer_coop"}
KEEPER, GROWERS = "Ane", "Hill Growers"
BEGAN = moment("2031-03-03T10:00")
ANSWERS = BEGAN + timedelta(days=2)
PERIOD = "euro?period=2031-02"
PICTURES = Path(__file__).resolve().parents[2] / "test-artefacts"


def leg(account: str, amount: str) -> tuple[str, str]:
    return account, f"{amount} USD"


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    """February: 1,000.00 from shops; 600.00 written as paid for coffee, of which 100.00 went to the lorry."""
    made = Walk(tmp_path, "pound")
    made.begin("The Pound", preset("equal_exchange"), PEOPLE, BEGAN)
    made.ask(
        GrantMandate(mandate="mandate.bookkeeper", member=made.people[KEEPER]),
        RecordEntry(legs=(leg("Assets:Bank", "1000.00"), leg("Income:Sales:Shops", "-1000.00")), date="2031-02-15"),
        RecordEntry(
            legs=(leg("Expenses:Purchases:Coffee", "600.00"), leg("Assets:Bank", "-600.00")), date="2031-02-15",
        ), at=BEGAN,
    )
    made.serve(BEGAN)
    yield made
    made.stop()


def contests(hand: Hand, axe: str) -> tuple[str, str]:
    """From the part of the price to the line of the books, and the objection; gives the line and the objection."""
    said = hand.go(PERIOD)
    assert "600.00" in said
    looked(hand, axe, "price-1-a-euro", PICTURES)
    said = hand.press('a[href*="/euro/paid?"][href*="part=0"]')
    assert "1 line of the books" in said and "600.00" in said
    hand.press('tbody a[href*="/entry/"]')
    line = hand.page.url
    hand.choose("#line", "Expenses:Purchases:Coffee")
    hand.type("#reason", "Of this, 100.00 went to the lorry. We got 500.00.")
    hand.type("#should_be", "500.00 USD")
    said = hand.press('button[name="do"][value="contest"]')
    assert "Your contest is written. An answer is owed." in said
    assert "Nothing is held back by it" in said
    assert "An answer is owed until 17 March 2031" in said
    looked(hand, axe, "price-2-contested", PICTURES)
    return line, hand.page.url


def answers(hand: Hand, contest: str, axe: str) -> None:
    """The bookkeeper finds it at home, and answers in time."""
    hand.go("")
    hand.press(f'a[href$="/entry/{contest.rpartition("/")[2]}"]')
    assert "We got 500.00." in hand.read()
    hand.pick("outcome", "corrected")
    hand.type("#answer", "They are right.")
    assert "The answer is written." in hand.press('button[name="do"][value="answer"]')
    looked(hand, axe, "price-3-answered", PICTURES)


def test_growers_contest_a_part_of_a_price_and_the_figure_is_mended(browser: Any, walk: Walk) -> None:
    axe = axe_script()
    with Hand(browser, walk, GROWERS) as growers:
        line, contest = contests(growers, axe)
    number = line.rpartition("/")[2]

    walk.serve(ANSWERS)
    with Hand(browser, walk, KEEPER) as ane:
        answers(ane, contest, axe)
        ane.go("record")
        ane.type("#entry", number)
        ane.type("#why", "Of it, 100.00 was freight")
        assert "The entry was reversed; both stay readable." in ane.press('button[name="do"][value="correct"]')
    walk.stop()
    walk.ask(
        RecordEntry(
            legs=(leg("Expenses:Purchases:Coffee", "500.00"), leg("Expenses:Freight", "100.00"),
                  leg("Assets:Bank", "-600.00")), date="2031-02-15",
        ), at=ANSWERS,
    )

    # The growers read the new figure, and on the line that it was wrong; without scripts as well.
    walk.serve(ANSWERS)
    with Hand(browser, walk, GROWERS, scripts=False) as growers:
        said = growers.go(PERIOD)
        assert "500.00" in said and "600.00" not in said
        growers.press('a[href*="/euro/paid?"][href*="part=0"]')
        assert "500.00" in growers.read()
        said = growers.go(f"entry/{number}")
        assert "600.00" in said and "It was reversed by" in said, "what was wrong stays readable"
        assert "Contested" in said and "corrected" in said
        growers.go(contest.partition("/o/pound/")[2])
        assert "They are right." in growers.press('section.lead a[href*="/contests/"]')
    with Hand(browser, walk, GROWERS) as growers:
        growers.go(PERIOD)
        looked(growers, axe, "price-4-mended", PICTURES)
    walk.stop()
    assert walk.holds()
