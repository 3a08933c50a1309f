"""In a real browser, on a phone, by keyboard alone, without scripts: consent with an objection that is integrated."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.charter.preset import preset

pytestmark = pytest.mark.browser

NAMES = ["Ana", "Bo", "Cleo", "Dee"]
FIRST = moment("2031-03-03T10:00")
SECOND = FIRST + timedelta(days=7, minutes=1)
OBJECTION = "In winter we do not have that much."
MENDED = "Prices went up, and winter is thought of."


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    made = Walk(tmp_path, "loom")
    made.begin("The Loom", preset("loomio"), dict.fromkeys(NAMES, "worker"), FIRST)
    made.serve(FIRST)
    yield made
    made.stop()


def reworded(hand: Hand, before: str, after: str) -> None:
    """Change one thing in the text of the article, as it stands in the form, and leave the rest."""
    text = hand.page.input_value("#text")
    assert text.count(before) == 1, text
    hand.type("#text", text.replace(before, after))


def answers(hand: Hand, decision: str, option: str, reason: str = "", ground: str = "") -> str:
    hand.go(f"decisions/{decision}")
    hand.pick("option", option)
    if ground:
        hand.choose("#criterion", ground)
    if reason:
        hand.type("#reason", reason)
    return hand.press('button[name="do"][value="cast"]')


def proposes(hand: Hand) -> str:
    """Look at what it would change, then put it to everybody; gives the decision."""
    hand.press('button[name="do"][value="look"]')
    hand.press('button[name="do"][value="open"]')
    return str(hand.page.url.rpartition("/")[2])


def test_consent_with_an_objection_that_is_integrated(browser: Any, walk: Walk) -> None:
    axe, pictures = axe_script(), Path(__file__).resolve().parents[2] / "test-artefacts"
    with Hand(browser, walk, "Ana", scripts=False) as ana:
        ana.go("propose?article=rule.pay")
        ana.type("#title", "Pay 50 an hour")
        ana.type("#why", "Prices went up.")
        reworded(ana, "45.00 NZD/h", "50.00 NZD/h")
        first = proposes(ana)
        assert "Nobody in The assembly may have a reasoned objection" in ana.read()
    for who in ("Ana", "Bo"):
        with Hand(browser, walk, who) as hand:
            assert "Your answer is written" in answers(hand, first, "consent")
    with Hand(browser, walk, "Cleo", scripts=False) as cleo:
        said = answers(cleo, first, "object", OBJECTION)
        assert "An objection says what it rests on" in said
        assert OBJECTION in cleo.page.input_value("#reason"), "nothing typed is lost"
        cleo.choose("#criterion", "we cannot carry it out")
        cleo.press('button[name="do"][value="cast"]')
        assert "objects" in cleo.read() and OBJECTION in cleo.read()
    with Hand(browser, walk, "Dee") as dee:
        dee.go(f"decisions/{first}")
        looked(dee, axe, "consent-1-objection", pictures)

    walk.serve(SECOND)
    with Hand(browser, walk, "Ana", scripts=False) as ana:
        ana.go(f"decisions/{first}")
        said = ana.press('button[name="do"][value="close"]')
        assert "It did not carry" in said
        said = ana.press(f'a[href$="?replaces={first}"]')
        assert ana.page.input_value("#title") == "Pay 50 an hour", "nobody writes it anew"
        ana.type("#title", "Pay 47 an hour")
        ana.type("#why", MENDED)
        reworded(ana, "50.00 NZD/h", "47.00 NZD/h")
        second = proposes(ana)
    with Hand(browser, walk, "Cleo") as cleo:
        said = cleo.go(f"decisions/{second}")
        assert "Round 2: what changed" in said and OBJECTION in said
        assert [one for one in cleo.page.locator("#round ins").all_inner_texts() if "47" in one]
        assert [one for one in cleo.page.locator("#round del").all_inner_texts() if "50" in one]
        looked(cleo, axe, "consent-2-mended", pictures)
    for who, option, scripts in (
        ("Ana", "consent", True), ("Bo", "consent", False), ("Cleo", "consent", False), ("Dee", "stand_aside", True),
    ):
        with Hand(browser, walk, who, scripts=scripts) as hand:
            assert "Your answer is written" in answers(hand, second, option)
    with Hand(browser, walk, "Bo", scripts=False) as bo:
        bo.go(f"decisions/{second}")
        said = bo.press('button[name="do"][value="close"]')
        assert "It carried" in said and "in force since 10 March 2031" in said
    with Hand(browser, walk, "Dee") as dee:  # axe is a script itself
        dee.go(f"decisions/{second}")
        looked(dee, axe, "consent-3-in-force", pictures)
        said = dee.go("charter/rule.pay")
        assert "47.00 NZD/h" in dee.page.content() and "Pay 47 an hour" in said
        looked(dee, axe, "consent-4-article", pictures)
    assert walk.holds()
