"""In a real browser, on a phone and by keyboard alone: from a notice to an appeal that others answer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.members.decide import GrantMandate
from charters import preset_with

pytestmark = pytest.mark.browser

STEPS = """
["conduct.steps"]
title = "When somebody breaks what was agreed"
decides = "body.social_council"
hears_appeal = "body.assembly"
hear_days = 7
improve_days = 30
appeal_days = 14
answer_days = 21
before_parting = true
"""
PEOPLE = ("Ane", "Benat", "Carmen", "Dani", "Eneko", "Fermin")
COUNCIL, GIVES, SHE, HELPS, HEARS = "Ane", "Carmen", "Dani", "Eneko", "Fermin"
BEGAN, NOTICED, HEARD = moment("2031-03-01T10:00"), moment("2031-03-03T10:00"), moment("2031-03-05T10:00")
OVER, APPEALS, ANSWERS = moment("2031-04-05T10:00"), moment("2031-04-08T10:00"), moment("2031-04-15T10:00")
PICTURES = Path(__file__).resolve().parents[2] / "test-artefacts"


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    """Six workers, two of them on the council that decides."""
    made = Walk(tmp_path, "forge")
    made.begin("The Forge", preset_with("mondragon", STEPS), dict.fromkeys(PEOPLE, "worker"), BEGAN)
    made.ask(*(GrantMandate(mandate="body.social_council", member=made.people[who]) for who in (COUNCIL, "Benat")),
             at=BEGAN)
    yield made
    made.stop()


def opens(hand: Hand) -> str:
    """From the list of decisions to one's own case."""
    hand.go("decisions")
    hand.press('a.btn[href$="/conduct"]')
    return hand.press('#own a[href*="/conduct/"]')


def test_from_the_notice_to_the_answer_of_others(browser: Any, walk: Walk) -> None:
    axe = axe_script()
    walk.serve(NOTICED)
    with Hand(browser, walk, GIVES) as carmen:
        assert "nobody is parted with by one step" in carmen.go("conduct")
        looked(carmen, axe, "conduct-1-page", PICTURES)
        carmen.choose("#about", SHE)
        carmen.type("#notice-words", "She shouts at newcomers in the mill.")
        said = carmen.press('button[name="do"][value="notice"]')
        assert "She shouts at newcomers" in said
        looked(carmen, axe, "conduct-2-notice", PICTURES)

    walk.serve(HEARD)
    with Hand(browser, walk, SHE, scripts=False) as dani:  # this leg without any script
        assert "She shouts at newcomers" in opens(dani)
        dani.type("#words", "I was tired, and it was loud.")
        assert "I was tired" in dani.press('button[name="do"][value="hear"]')
    with Hand(browser, walk, COUNCIL) as ane:
        opens(ane)
        looked(ane, axe, "conduct-3-to-improve", PICTURES)
        ane.choose("#helper", HELPS)
        ane.type("#improve-words", "Each week a talk, and a quieter shift.")
        said = ane.press('button[name="do"][value="improve"]')
        assert "The time to improve begins." in ane.page.inner_text("body") and HELPS in said

    walk.serve(OVER)
    with Hand(browser, walk, COUNCIL) as ane:
        opens(ane)
        looked(ane, axe, "conduct-4-to-decide", PICTURES)
        ane.pick("outcome", "warned")
        ane.type("#decide-words", "It became less, and did not end.")
        assert "a warning" in ane.press('button[name="do"][value="decide"]').lower()

    walk.serve(APPEALS)
    with Hand(browser, walk, SHE) as dani:
        assert "people of the assembly who did not decide" in opens(dani).lower()
        looked(dani, axe, "conduct-5-to-appeal", PICTURES)
        dani.type("#appeal-words", "The talks never took place.")
        dani.press('button[name="do"][value="appeal"]')
        assert "Your appeal goes to people who did not decide." in dani.page.inner_text("body")

    walk.serve(ANSWERS)
    with Hand(browser, walk, "Benat") as benat:
        assert "The talks never took place." in opens(benat)
        assert not benat.page.locator("#answer").count(), "he sat with those who decided"
    with Hand(browser, walk, HEARS) as fermin:
        opens(fermin)
        looked(fermin, axe, "conduct-6-to-answer", PICTURES)
        fermin.pick("answer", "changed")
        fermin.type("#answer-words", "Without talks there was no help.")
        assert "It is set aside" in fermin.press('button[name="do"][value="answer"]')
    with Hand(browser, walk, SHE) as dani:
        assert "Without talks there was no help." in opens(dani)
        looked(dani, axe, "conduct-7-answered", PICTURES)
        assert "Dani" not in dani.go("conduct").split("How many")[1]
    assert walk.holds()
