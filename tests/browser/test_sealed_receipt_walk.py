"""In a real browser, on a phone and by keyboard alone: a sealed vote, hidden before the close and found after it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.charter.decide import DoWhatIsDue
from auzolan.charter.preset import preset
from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import ProposalOpened

pytestmark = pytest.mark.browser

SEALED = """
["procedure.sealed"]
title = "In a sealed box"
body = "body.assembly"
method = "majority"
vote_days = 7
ballot = "sealed"
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2038-01-31
"""
ANSWERS = {"Ane": "yes", "Benat": "no", "Carmen": "yes", "Dani": "yes", "Eneko": "no", "Fermin": "yes"}
SILENT = ("Garazi", "Haizea", "Iker", "Jone")  # ten in all: in a smaller box answers can be guessed
OPENED = moment("2031-03-03T10:00")
VOTES, AFTER = OPENED + timedelta(days=1), OPENED + timedelta(days=7, minutes=1)
PICTURES = Path(__file__).resolve().parents[2] / "test-artefacts"


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    made = Walk(tmp_path, "forge")
    made.begin("The Forge", preset("mondragon") + SEALED, dict.fromkeys([*ANSWERS, *SILENT], "worker"), OPENED)
    yield made
    made.stop()


def votes(hand: Hand, decision: str, option: str) -> tuple[str, str]:
    """Put a paper into the box; gives the tracker and the receipt, which are shown this once."""
    hand.go(f"decisions/{decision}")
    hand.pick("option", option)
    said = hand.press('button[name="do"][value="cast"]')
    assert "Your vote lies in the box" in said
    return hand.page.inner_text("code.tracker"), hand.page.input_value("#receipt")


def looks_up(hand: Hand, decision: str, receipt: str) -> str:
    hand.go(f"decisions/{decision}/receipt")
    hand.type("#receipt", receipt)
    return hand.press("section form .acts .btn")


def test_a_sealed_vote_is_found_by_its_receipt_after_the_close(browser: Any, walk: Walk) -> None:
    axe, receipts, trackers = axe_script(), {}, {}
    asked = OpenProposal(title="Move to the harbour", text="The lease ends.", procedure="procedure.sealed")
    decision = walk.ask(asked, at=OPENED, by=walk.people["Ane"]).fact(ProposalOpened).decision

    # Six vote; one of them without scripts, for whom the node makes the tracker and says so.
    walk.serve(VOTES)
    for name, option in ANSWERS.items():
        with Hand(browser, walk, name, scripts=name != "Benat") as hand:
            trackers[name], receipts[name] = votes(hand, decision, option)
            made_here = "this node made one" in hand.read()
            assert made_here == (name == "Benat")
            if name == "Ane":
                looked(hand, axe, "sealed-1-receipt", PICTURES)
    assert len(set(trackers.values())) == len(ANSWERS)

    # Before the close nobody sees how it stands: not on the page, not in its data, not by a receipt.
    with Hand(browser, walk, "Ane") as ane:
        said = ane.go(f"decisions/{decision}")
        assert "6 of 10 have voted. How it stands is told when it closes." in said
        assert not any(tracker in ane.page.content() for tracker in trackers.values())
        looked(ane, axe, "sealed-2-before-the-close", PICTURES)
        for form in ("json", "csv"):
            answer = ane.page.request.get(walk.at(f"decisions/{decision}.{form}")).text()
            assert not any(tracker in answer for tracker in trackers.values())
        assert "nobody looks into it before the close" in looks_up(ane, decision, receipts["Ane"])

    # After it everybody finds their paper, counted as they cast it; a receipt that was made up is none.
    walk.stop()
    walk.ask(DoWhatIsDue(), at=AFTER, by="node")
    walk.serve(AFTER)
    with Hand(browser, walk, "Benat", scripts=False) as benat:
        said = benat.go(f"decisions/{decision}")
        assert all(tracker in said for tracker in trackers.values())
        assert "6 papers, each under its tracker" in said
        assert "It carried: 4 yes, 2 no; four of 10 did not answer." in said
        assert "just as you cast it, and was counted" in looks_up(benat, decision, receipts["Benat"])
    with Hand(browser, walk, "Ane") as ane:
        assert "just as you cast it, and was counted" in looks_up(ane, decision, receipts["Ane"])
        looked(ane, axe, "sealed-3-found", PICTURES)
        made_up = receipts["Ane"].replace(trackers["Ane"], "0" * 32)
        assert "It is not a receipt that this organisation signed" in looks_up(ane, decision, made_up)
        ane.go(f"decisions/{decision}")
        looked(ane, axe, "sealed-4-outcome", PICTURES)
    walk.stop()
    assert walk.holds()
