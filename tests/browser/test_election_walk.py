"""In a real browser, on a phone and by keyboard alone: an election by transferable votes, from call to seats."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.charter.preset import preset

pytestmark = pytest.mark.browser

NAMES = ["Ane", "Benat", "Carmen", "Dario", "Edurne", "Fatou", "Gari", "Hana", "Iker"]
CALLED = moment("2031-03-03T10:00")
BALLOT = CALLED + timedelta(days=10, minutes=1)
OVER = BALLOT + timedelta(days=14, minutes=1)
# Who ranks whom, best first. Three seats, nine voters: the quota is three.
PAPERS = {
    "Ane": "Carmen Dario", "Benat": "Carmen Edurne", "Carmen": "Carmen", "Dario": "Dario Edurne",
    "Edurne": "Edurne Dario", "Fatou": "Carmen Edurne", "Gari": "Gari Edurne", "Hana": "Dario Gari", "Iker": "Edurne",
}


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    made = Walk(tmp_path, "forge")
    made.begin("The Forge", preset("mondragon"), dict.fromkeys(NAMES, "worker"), CALLED)
    made.serve(CALLED)
    yield made
    made.stop()


def called(hand: Hand) -> str:
    """Announce it; gives its address."""
    hand.go("elections")
    hand.type("#title", "The social council")
    hand.choose("#call", "The social council: Electing")
    hand.type("#days", "10")
    hand.type("#text", "Three of us look at everything from the side of those who work.")
    said = hand.press("#text ~ p button, form .acts .btn")
    assert "candidates until 13 March 2031" in said.replace("\n", " "), said
    return str(hand.page.url.partition(f"/o/{hand.walk.org}/")[2])


def ranks(hand: Hand, decision: str, order: list[str]) -> str:
    hand.go(f"decisions/{decision}")
    for place, who in enumerate(order, 1):
        hand.type(f'input[name="o-{hand.walk.people[who]}"]', str(place))
    return hand.press('button[name="do"][value="cast"]')


def test_an_election_by_transferable_votes_from_the_call_to_the_seats(browser: Any, walk: Walk) -> None:
    axe, pictures = axe_script(), Path(__file__).resolve().parents[2] / "test-artefacts"
    with Hand(browser, walk, "Ane") as ane:
        ane.go("elections")
        looked(ane, axe, "election-1-list", pictures)
        election = called(ane)
        ane.choose("#member", "Dario")
        assert "They are named, and asked whether they stand." in ane.press('button[name="do"][value="name"]')
        looked(ane, axe, "election-2-called", pictures)

    # Who stands: with words of their own, asked by somebody else, and one who thinks better of it.
    for who, scripts in (("Carmen", True), ("Edurne", False), ("Gari", True), ("Hana", True)):
        with Hand(browser, walk, who, scripts=scripts) as hand:
            hand.go(election)
            hand.type("#statement", f"{who} would read the books with you.")
            assert "You stand." in hand.press('button[name="do"][value="stand"]')
            if who == "Hana":
                assert "no longer does" in hand.press('button[name="do"][value="decline"]')
    with Hand(browser, walk, "Dario", scripts=False) as dario:
        assert "You were named: say whether you stand for The social council" in dario.go("")
        dario.go(election)
        looked_said = dario.read()
        assert "You are asked to stand" in looked_said
        dario.type("#declares", "My cousin sells us steel.")
        dario.press('button[name="do"][value="stand"]')
        assert "My cousin sells us steel." in dario.read()

    # Nobody opens the ballot: when the days are over it is there.
    wakes(walk, BALLOT)
    with Hand(browser, walk, "Fatou") as fatou:
        said = fatou.go(election)
        assert "being voted on" in said
        fatou.press('a.btn[href*="/decisions/"]')
        decision = fatou.page.url.rpartition("/")[2]
        assert "Hana" not in "".join(fatou.page.locator("form.ballot").all_inner_texts())
        looked(fatou, axe, "election-3-ballot", pictures)
    for number, (who, order) in enumerate(PAPERS.items()):
        with Hand(browser, walk, who, scripts=bool(number % 2)) as hand:
            assert "Your answer is written" in ranks(hand, decision, order.split())

    wakes(walk, OVER)
    with Hand(browser, walk, "Iker") as iker:
        said = iker.go(f"decisions/{decision}")
        assert "Counted again just now from the ballots: every round is as it was" in said
        assert "quota" in said.lower() and "Round 1" in said
        looked(iker, axe, "election-4-counted", pictures)
        said = iker.go("elections")
        for who in ("Carmen", "Dario", "Edurne"):
            assert who in said
        assert "Gari" not in said
        looked(iker, axe, "election-5-seats", pictures)
    assert walk.holds()


def wakes(walk: Walk, at: Any) -> None:
    """The node wakes by itself every minute; the walk does not wait for it."""
    from auzolan.charter.decide import DoWhatIsDue

    walk.ask(DoWhatIsDue(), at=at, by="node")
    walk.serve(at)
