"""In a real browser, on a phone and by keyboard alone: a general meeting of 43, from the notice to signed minutes."""

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.charter.preset import preset

pytestmark = pytest.mark.browser

PEOPLE = (
    "Ane Benat Carmen Dario Edurne Fatou Gari Hana Iker June Kofi Lide Maia Nahia Oier Pilar Quim Rosa Saioa Tariq "
    "Unax Vera Wanda Xabi Yolanda Zuriñe Alaitz Bilal Chiara Djeneba Eneko Fermin Garazi Haizea Ibai Joseba Karmele "
    "Leire Mikel Nerea Olatz Peru Uxue"
)
NAMES = PEOPLE.split()
CHAIR, SECRETARY, HOLDER = "Ane", "Benat", "Carmen"  # who speaks for two, as many as anybody may
NOTICE, FIRST = moment("2031-03-03T10:00"), moment("2031-03-20T18:00")
SECOND = FIRST + timedelta(minutes=30)
AT_FIRST = [*NAMES[:15], "Olatz"]
CAME_LATER = NAMES[15:40]
PAPER = b"Until the fever is over, Carmen speaks for me. Peru"


def charter() -> str:
    """The Mondragon charter, where the assembly in the room decides how surplus and losses are shared."""
    said = preset("mondragon")
    for rule in ("surplus", "loss"):
        before, _, after = said.partition(f'["rule.{rule}"]')
        said = f'{before}["rule.{rule}"]{after.replace("procedure.ordinary", "procedure.assembly", 1)}'
    return said


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    assert len(set(NAMES)) == 43
    made = Walk(tmp_path, "forge")
    made.begin("The Forge", charter(), dict.fromkeys(NAMES, "worker"), NOTICE)
    made.serve(NOTICE)
    yield made
    made.stop()


def proposed(hand: Hand, article: str, title: str, old: str, new: str) -> str:
    """Propose a change of one article; gives the decision."""
    hand.go(f"propose?article={article}")
    text = hand.page.input_value("#text")
    assert old in text
    hand.type("#title", title)
    hand.type("#text", text.replace(old, new))
    hand.press('button[name="do"][value="open"]')
    assert "/decisions/" in hand.page.url
    return str(hand.page.url.rpartition("/")[2])


def called(hand: Hand, decisions: list[str]) -> str:
    """Give notice, and say what it decides; gives the address of the meeting."""
    hand.go("meetings")
    hand.type("#title", "General assembly of the spring")
    hand.type("#place", "The long hall")
    hand.choose("#procedure", "In the general assembly (10 days' notice)")
    hand.fill("#day", "2031-03-20", "03202031", "20032031")
    hand.fill("#hour", "18:00", "0600PM", "1800")
    hand.choose("#chair", CHAIR)
    hand.choose("#secretary", SECRETARY)
    said = hand.press("#secretary ~ p button, form.card button.btn, section.card form .acts .btn")
    assert "first call 20 March 2031" in said.replace("\n", " "), said
    for one in decisions:
        hand.tick(f'input[name="decision"][value="{one}"]')
    assert "The agenda stands." in hand.press('button[name="do"][value="agenda"]')
    return str(hand.page.url.partition(f"/o/{hand.walk.org}/")[2].partition("?")[0])


def gives(hand: Hand, meeting: str, to: str) -> str:
    hand.go(meeting)
    hand.open("You cannot come?")
    hand.choose("#to", to)
    return hand.press('button[name="do"][value="proxy"]')


def on_paper(hand: Hand, meeting: str, giver: str, to: str, picture: Path) -> str:
    hand.go(meeting)
    hand.open("Enter a proxy given on paper")
    hand.choose("#giver", giver)
    hand.choose("#holder", to)
    hand.reach("#paper")
    hand.page.set_input_files("#paper", picture)  # the window in which one picks a file is the browser's own
    return hand.press('button[name="do"][value="paper"]')


def came(hand: Hand, meeting: str, names: list[str]) -> str:
    hand.go(meeting)
    hand.open("Note who came or left")
    for name in names:
        hand.tick(f'input[name="came"][value="{hand.walk.people[name]}"]')
    return hand.press('button[name="do"][value="presence"]')


def counts(hand: Hand, meeting: str, do: str, decision: str, yes: int, no: int, abstain: int) -> str:
    """Enter hands: those counted first, or as the second person."""
    hand.go(meeting)
    form = f'form:has(button[value="{do}"]):has(input[name="decision"][value="{decision}"])'
    for option, number in (("yes", yes), ("no", no), ("abstain", abstain)):
        hand.type(f'{form} input[name="hands {option}"]', str(number))
    return hand.press(f'{form} button[value="{do}"]')


@pytest.fixture
def pictures() -> Path:
    return Path(__file__).resolve().parents[2] / "test-artefacts"


def test_a_meeting_of_43_with_proxies_two_calls_hands_counted_by_two_and_signed_minutes(
    browser: Any, walk: Walk, pictures: Path, tmp_path: Path
) -> None:
    axe = axe_script()
    picture = tmp_path / "proxy.jpg"
    picture.write_bytes(PAPER)

    # The notice, and what will be decided.
    with Hand(browser, walk, CHAIR) as ane:
        surplus = proposed(ane, "rule.surplus", "Share the surplus by hours only", "hours * index", "hours")
        loss = proposed(ane, "rule.loss", "The group bears less of a loss", 'take = "40%"', 'take = "30%"')
        ane.go("meetings")
        looked(ane, axe, "assembly-1-list", pictures)
        meeting = called(ane, [surplus, loss])
        looked(ane, axe, "assembly-2-called", pictures)

    # Proxies: on the phone without scripts, on paper, and not one more than the cap.
    with Hand(browser, walk, "Uxue", scripts=False) as uxue:
        assert f"{HOLDER} speaks for Uxue" in gives(uxue, meeting, HOLDER)
    with Hand(browser, walk, SECRETARY) as benat:
        assert f"{HOLDER} speaks for Peru" in on_paper(benat, meeting, "Peru", HOLDER, picture)
    with Hand(browser, walk, "Olatz") as olatz:
        said = gives(olatz, meeting, HOLDER)
        assert "One person holds at most 2 proxies, and Carmen holds 2." in said, said
        assert olatz.page.evaluate("document.querySelector('#to').closest('details').open"), "the form is at hand"
        looked(olatz, axe, "assembly-3-beyond-the-cap", pictures)

    # The first call: 16 of 43 are there and 2 represented, and 22 are needed.
    walk.serve(FIRST)
    with Hand(browser, walk, SECRETARY) as benat:
        assert "18 of 43 are there or represented; the next call needs 22." in came(benat, meeting, AT_FIRST)
        looked(benat, axe, "assembly-4-before-the-first-call", pictures)
    with Hand(browser, walk, CHAIR) as ane:
        ane.go(meeting)
        said = ane.press('button[name="do"][value="call"]')
        assert "16 there, 2 represented, 22 needed" in said and "missed" in said
        looked(ane, axe, "assembly-5-missed", pictures)

    # The second, half an hour later: 41 and 2.
    walk.serve(SECOND)
    with Hand(browser, walk, SECRETARY, scripts=False) as benat:
        assert "43 of 43 are there or represented; the next call needs 5." in came(benat, meeting, CAME_LATER)
    with Hand(browser, walk, CHAIR) as ane:
        ane.go(meeting)
        assert "41 there, 2 represented, 5 needed" in ane.press('button[name="do"][value="call"]')

    # 37, 4 and 2 hands: entered by one, and by another who first counted something else.
    with Hand(browser, walk, SECRETARY) as benat:
        assert "44 hands, and 43 can be raised" in counts(benat, meeting, "count", surplus, 38, 4, 2)
        assert "A second person confirms them." in counts(benat, meeting, "count", surplus, 37, 4, 2)
        looked(benat, axe, "assembly-6-counted", pictures)
    with Hand(browser, walk, "Dario") as dario:
        assert "did not count the same" in counts(dario, meeting, "confirm", surplus, 36, 5, 2)
        looked(dario, axe, "assembly-7-counted-otherwise", pictures)
        assert "it is decided" in counts(dario, meeting, "confirm", surplus, 37, 4, 2)
        assert "37 yes, 4 no, 2 abstained" in dario.read()

    # The second item: somebody answers on the phone in the room, and whoever did raises no hand.
    with Hand(browser, walk, "Edurne", scripts=False) as edurne:
        edurne.go(f"decisions/{loss}")
        edurne.tick('input[name="option"][value="yes"]')
        edurne.page.keyboard.press("ArrowDown")  # a group of answers has one tab stop; arrows choose in it
        edurne.press('button[name="do"][value="cast"]')
        assert "Your answer: no" in edurne.read()
    with Hand(browser, walk, SECRETARY) as benat:
        assert "43 hands, and 42 can be raised" in counts(benat, meeting, "count", loss, 31, 10, 2)
        counts(benat, meeting, "count", loss, 30, 10, 2)
    with Hand(browser, walk, "Dario", scripts=False) as dario:
        said = counts(dario, meeting, "confirm", loss, 30, 10, 2)
        assert "30 yes, 10 no, 2 abstained" in said and "30 yes, 11 no, 2 abstained" in said

    # The minutes: drafted from the facts, read, signed by both.
    with Hand(browser, walk, SECRETARY) as benat:
        benat.go(meeting)
        benat.type("#remarks", "The soup was good.")
        assert "The meeting has ended." in benat.press('button[name="do"][value="close"]')
        looked(benat, axe, "assembly-8-ended", pictures)
    signs(browser, walk, meeting, CHAIR, scripts=True)
    signs(browser, walk, meeting, SECRETARY, scripts=False)
    with Hand(browser, walk, "Fatou") as fatou:
        said = fatou.go(f"{meeting}/minutes")
        for wanted in (
            "16 there, 2 represented, 22 needed", "41 there, 2 represented, 5 needed", "Carmen spoke for Peru",
            "Carmen spoke for Uxue", "Hands: 37 yes, 4 no, 2 abstained", "The soup was good.", "Ane", "Benat",
        ):
            assert wanted in said, (wanted, said)
        looked(fatou, axe, "assembly-9-minutes", pictures)
        with fatou.page.expect_download() as kept:
            fatou.reach('a[href$="/minutes/text"]')
            fatou.page.keyboard.press("Enter")
        text = Path(kept.value.path()).read_bytes()
        assert b"- Hands: 37 yes, 4 no, 2 abstain" in text and b"soup" not in text
        assert hashlib.sha256(text).hexdigest() in fatou.page.content(), "what is signed is the file, byte for byte"

        with fatou.page.expect_download() as kept:
            fatou.reach('a[href$="/minutes/document"]')
            fatou.page.keyboard.press("Enter")
        document = tmp_path / "minutes.html"
        document.write_bytes(Path(kept.value.path()).read_bytes())

        # What it did, and whether all of that holds.
        fatou.go("charter/rule.surplus")
        assert re.search(r"by\s+hours\b(?!\s*\*)", fatou.read()), "the carried text is in force"
        fatou.go("verify")
        assert re.search("hold", fatou.press("main form button"))
        looked(fatou, axe, "assembly-10-verify", pictures)
        # The document stands by itself, wherever it was kept.
        fatou.page.goto(document.as_uri())
        said = fatou.read()
        assert "Hands: 37 yes, 4 no, 2 abstained" in said and "not yet" not in said
        looked(fatou, axe, "assembly-11-document", pictures)
    assert walk.holds()


def signs(browser: Any, walk: Walk, meeting: str, who: str, *, scripts: bool) -> None:
    with Hand(browser, walk, who, scripts=scripts) as hand:
        hand.go(meeting)
        hand.press('a[href$="/minutes"]')
        hand.go(meeting)
        assert "You signed the minutes." in hand.press('button[name="do"][value="sign"]')
