"""In a real browser, on a phone and by keyboard alone: a participatory budget, from the first idea to the payment."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.charter.decide import DoWhatIsDue
from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordEntry
from auzolan.members.decide import GrantMandate

pytestmark = pytest.mark.browser

NORTH, SOUTH = ["Ane", "Benat", "Carmen", "Dario", "Hana"], ["Edurne", "Fatou", "Gari"]
OFFICER, KEEPER = "Olatz", "Kofi"
CALLED = moment("2031-03-03T10:00")
CHECKING = CALLED + timedelta(days=14, minutes=1)
BALLOT = CALLED + timedelta(days=21, minutes=2)
OVER = BALLOT + timedelta(days=14, minutes=1)
POT = "Equity:ParticipatoryBudget:2031"


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    made = Walk(tmp_path, "town")
    people = dict.fromkeys([*NORTH, *SOUTH], "resident") | {OFFICER: "officer", KEEPER: "officer"}
    made.begin("The Town", preset("public_agency"), people, CALLED)
    made.ask(
        GrantMandate(mandate="mandate.checks", member=made.people[OFFICER]),
        GrantMandate(mandate="mandate.bookkeeper", member=made.people[KEEPER]),
        RecordEntry(legs=(("Assets:Bank", "8000.00 EUR"), ("Income:Grants", "-8000.00 EUR")), date="2031-03-01"),
        RecordEntry(legs=(("Equity:Result", "8000.00 EUR"), (POT, "-8000.00 EUR")), date="2031-03-01"),
        at=CALLED,
    )
    made.serve(CALLED)
    yield made
    made.stop()


def due(walk: Walk, at: Any) -> None:
    """The node wakes by itself every minute; the walk does not wait for it."""
    walk.ask(DoWhatIsDue(), at=at, by="node")
    walk.serve(at)


def called(hand: Hand) -> str:
    hand.go("budgets")
    hand.type("#title", "The town's budget of 2031")
    hand.type("#amount", "8000.00 EUR")
    hand.reach("#source")
    hand.page.locator("#source").select_option(POT)  # its label begins like every other account's
    hand.choose("#branch", "Equity:Projects")
    hand.choose("#procedure", "The residents' budget")
    hand.type("#days", "14")
    hand.type("#check_days", "7")
    said = hand.press("#text ~ p button, form .acts .btn")
    assert "It is announced." in said and "ideas until 17 March 2031" in said.replace("\n", " "), said
    return str(hand.page.url.partition(f"/o/{hand.walk.org}/")[2])


def hands_in(hand: Hand, budget: str, title: str, words: str) -> None:
    hand.go(budget)
    hand.type("#title", title)
    hand.type("#words", words)
    assert "Your idea is handed in." in hand.press('button[name="do"][value="hand_in"]')


def checks(hand: Hand, budget: str, title: str, cost: str, reason: str = "") -> str:
    hand.go(budget)
    hand.open(f"Check “{title}”")
    form = f'li:has(b:text-is("{title}")) form'
    hand.page.locator(f'{form} input[name="cost"]').evaluate("one => one.setAttribute('data-cost', '')")
    hand.type("[data-cost]", cost)
    if reason:
        hand.page.locator(f'{form} textarea[name="reason"]').evaluate("one => one.setAttribute('data-why', '')")
        hand.type("[data-why]", reason)
    hand.page.locator(f'{form} button[value="check"]').evaluate("one => one.setAttribute('data-go', '')")
    return hand.press("[data-go]")


def test_a_participatory_budget_from_the_idea_to_the_payment(browser: Any, walk: Walk) -> None:
    axe, pictures = axe_script(), Path(__file__).resolve().parents[2] / "test-artefacts"
    with Hand(browser, walk, OFFICER) as olatz:
        budget = called(olatz)
        looked(olatz, axe, "budget-1-called", pictures)

    # Ideas: with scripts and without, one of them taken back.
    for who, scripts, title, words in (
        ("Ane", True, "A square in the north", "With trees."), ("Benat", False, "A fountain", "On the square."),
        ("Edurne", False, "A path in the south", "To the school."), ("Gari", True, "A statue", "Of nobody."),
    ):
        with Hand(browser, walk, who, scripts=scripts) as hand:
            hands_in(hand, budget, title, words)
            if title == "A statue":
                assert "Your idea is taken back." in hand.press('button[name="do"][value="take_back"]')

    # What they cost, said by whoever has the mandate; a cost that is none is refused, and the rest stays.
    walk.serve(CHECKING)
    with Hand(browser, walk, OFFICER) as olatz:
        assert "more than nothing" in checks(olatz, budget, "A fountain", "0.00")
        for title, cost in (("A square in the north", "4000.00"), ("A fountain", "4000.00"),
                            ("A path in the south", "3000.00")):
            assert "The check is written." in checks(olatz, budget, title, cost)
        looked(olatz, axe, "budget-2-checked", pictures)
    with Hand(browser, walk, "Ane", scripts=False) as ane:
        assert "ideas are being checked" in ane.go(budget)
        assert ane.page.locator('button[value="hand_in"]').count() == 0

    # The ballot is there by itself.
    due(walk, BALLOT)
    with Hand(browser, walk, "Dario") as dario:
        dario.go(budget)
        dario.press('a.btn[href*="/decisions/"]')
        decision = dario.page.url.rpartition("/")[2]
        looked(dario, axe, "budget-3-ballot", pictures)
    likes = dict.fromkeys(NORTH, ("a-square-in-the-north", "a-fountain")) | {"Hana": ("a-square-in-the-north",)}
    likes |= dict.fromkeys(SOUTH, ("a-path-in-the-south",))
    for number, (who, wanted) in enumerate(likes.items()):
        with Hand(browser, walk, who, scripts=bool(number % 2)) as hand:
            hand.go(f"decisions/{decision}")
            for one in wanted:
                hand.tick(f'input[name="o-{one}"]')
            assert "Your answer is written" in hand.press('button[name="do"][value="cast"]')

    # Eight voters with 1,000.00 each: the square and the path; greedy would have given the south nothing.
    due(walk, OVER)
    with Hand(browser, walk, "Edurne", scripts=False) as edurne:
        said = edurne.go(budget)
        assert "7000.00 EUR given to projects" in said
        assert "Equal shares (decided by it)" in said and "8 of 8" in said and "5 of 8" in said
        counted = edurne.page.inner_text("#represented")
        assert counted.count("A square in the north") == 2 and counted.count("A path in the south") == 1
    with Hand(browser, walk, "Edurne") as edurne:
        edurne.go(budget)
        looked(edurne, axe, "budget-4-decided", pictures)

    # It is paid from the project's own account, never more than it has, and told to be done.
    account = "Equity:Projects:a-path-in-the-south"
    walk.ask(RecordEntry(legs=((account, "2800.00 EUR"), ("Assets:Bank", "-2800.00 EUR")), date="2031-04-10"),
             at=OVER + timedelta(days=3), by=KEEPER)
    walk.serve(OVER + timedelta(days=4))
    with Hand(browser, walk, "Edurne") as edurne:
        said = edurne.go(budget)
        assert "2800.00 EUR paid" in said and "200.00" in said
        edurne.open("Report on “A path in the south”")
        form = 'li:has(b:text-is("A path in the south")) form'
        edurne.page.locator(f'{form} textarea').evaluate("one => one.setAttribute('data-words', '')")
        edurne.type("[data-words]", "The children walk on it.")
        edurne.page.locator(f'{form} input[name="done"]').evaluate("one => one.setAttribute('data-done', '')")
        edurne.tick("[data-done]")
        edurne.page.locator(f'{form} button').evaluate("one => one.setAttribute('data-go', '')")
        said = edurne.press("[data-go]")
        assert "The report is written." in said and "The children walk on it." in said
        looked(edurne, axe, "budget-5-done", pictures)
    assert walk.holds()
