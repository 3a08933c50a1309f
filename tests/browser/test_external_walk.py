"""In a real browser, on a phone, by keyboard: comments, a vote that is held elsewhere, and paper read by two."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.members.decide import GrantMandate
from belenios_election import OUTSIDE, hold, needs_belenios, question
from charters import preset_with

pytestmark = pytest.mark.browser

PEOPLE = ("Ane", "Benat", "Carmen", "Dani", "Eneko", "Fermin")
OPENED = moment("2031-03-03T10:00")
TALKED, AFTER = OPENED + timedelta(days=1), OPENED + timedelta(days=7, minutes=1)
THERE = "https://vote.example.org/elections/abc/"
VOTES = [[[1, 0, 0]], [[1, 0, 0]], [[0, 1, 0]], [[1, 0, 0]]]
VERIFIED = "belenios-tool election verify: all checks passed"
PICTURES = Path(__file__).resolve().parents[2] / "test-artefacts"


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    made = Walk(tmp_path, "forge")
    made.begin("The Forge", preset_with("mondragon", OUTSIDE), dict.fromkeys(PEOPLE, "worker"), OPENED)
    yield made
    made.stop()


def granted(walk: Walk, mandate: str, *names: str) -> None:
    walk.ask(*(GrantMandate(mandate=mandate, member=walk.people[name]) for name in names), at=OPENED)


def gives(hand: Hand, decision: str, archive: Path, do: str) -> str:
    """Choose the file, say how it was verified, and enter it."""
    hand.go(f"decisions/{decision}/external")
    hand.reach("#archive")
    hand.page.set_input_files("#archive", archive)
    hand.type("#verified", VERIFIED)
    return hand.press(f'button[name="do"][value="{do}"]')


@needs_belenios
def test_a_vote_elsewhere_from_its_comments_to_its_outcome(browser: Any, walk: Walk, tmp_path: Path) -> None:
    axe = axe_script()
    archive = hold(tmp_path / "election", [question("Move to the harbour", ("yes", "no", "abstain"))], VOTES)
    granted(walk, "mandate.scrutineer", "Ane")
    asked = OpenProposal(title="Move to the harbour", text="The lease ends.", procedure="procedure.outside")
    decision = walk.ask(asked, at=OPENED, by="Ane").fact(ProposalOpened).decision

    walk.serve(TALKED)
    with Hand(browser, walk, "Carmen") as carmen:
        carmen.go(f"decisions/{decision}")
        carmen.open("Say something about it")
        carmen.choose("#stance", "Against it")
        carmen.type("#why", "It is an hour by bus for half of us")
        assert "It is an hour by bus for half of us" in carmen.press('#comments button[value="comment"]')
        looked(carmen, axe, "external-1-comment", PICTURES)
    with Hand(browser, walk, "Ane", scripts=False) as ane:
        said = ane.go(f"decisions/{decision}/external")
        assert "exactly one answer" in said
        ane.type("#address", THERE)
        assert "Everybody on the roll now sees where it is" in ane.press('button[value="place"]')
    with Hand(browser, walk, "Dani") as dani:
        said = dani.go(f"decisions/{decision}")
        assert "It is voted on at vote.example.org" in said and "Who answered what" not in said
        looked(dani, axe, "external-2-where", PICTURES)

    walk.stop()
    walk.serve(AFTER)
    with Hand(browser, walk, "Ane") as ane:
        assert "It is entered. Now a second person is needed." in gives(ane, decision, archive, "enter")
        looked(ane, axe, "external-3-entered", PICTURES)
    with Hand(browser, walk, "Benat", scripts=False) as benat:
        assert "The result is confirmed and counted." in gives(benat, decision, archive, "confirm")
        assert "It carried: 3 yes, 1 no; two of 6 did not answer." in benat.read()
    with Hand(browser, walk, "Carmen") as carmen:
        assert "Two people verified the result" in carmen.go(f"decisions/{decision}/external")
        looked(carmen, axe, "external-4-result", PICTURES)
        carmen.go(f"decisions/{decision}")
        looked(carmen, axe, "external-5-outcome", PICTURES)
    walk.stop()
    assert walk.holds()


def test_a_ballot_on_paper_is_read_by_two(browser: Any, walk: Walk) -> None:
    axe = axe_script()
    granted(walk, "mandate.papers", "Dani", "Eneko")
    asked = OpenProposal(title="Buy a press", text="A used one.", procedure="procedure.ordinary")
    decision = walk.ask(asked, at=OPENED, by="Ane").fact(ProposalOpened).decision
    walk.serve(TALKED)

    def reads(hand: Hand) -> str:
        hand.go(f"decisions/{decision}/paper")
        hand.choose("#member", "Fermin")
        hand.pick("option", "yes")
        hand.type("#paper", "sheet 12, blue folder")
        return hand.press("form.ballot .acts button")

    with Hand(browser, walk, "Dani") as dani:
        assert "counts when a second person has read the same" in reads(dani)
        looked(dani, axe, "paper-1-first", PICTURES)
    with Hand(browser, walk, "Eneko", scripts=False) as eneko:
        assert "Read 1 paper that another entered: Buy a press" in eneko.go("")
        assert "A second person is needed" in eneko.go(f"decisions/{decision}/paper")
        assert "It is cast. Keep the paper." in reads(eneko)
        assert "on paper, brought in by Eneko" in eneko.go(f"decisions/{decision}")
    walk.stop()
    assert walk.holds()
