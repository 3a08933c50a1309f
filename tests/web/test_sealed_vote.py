"""A sealed vote as members meet it: the paper, the receipt once, nothing seen before the close, found after it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from deciding_place import CoOp, co_op

from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.node.exporting import Wanted, write
from auzolan.node.waking import wake

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
review = 2028-01-31
"""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[CoOp, str]]:
    coop = co_op(tmp_path, monkeypatch, SEALED)
    request = OpenProposal(title="Move the workshop", text="To the harbour.", procedure="procedure.sealed")
    yield coop, coop.do(request, by=coop.members["Ana"]).fact(ProposalOpened).decision
    coop.node.close()


def page(coop: CoOp, who: str, path: str) -> str:
    answer = coop.browser(who).get(coop.at(path))
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def votes(coop: CoOp, decision: str, who: str, option: str, **more: str) -> Any:
    return coop.browser(who).post(coop.at(f"decisions/{decision}"), {"do": "cast", "option": option, **more})


def receipt(answer: Any) -> str:
    found = re.search(r'<textarea id="receipt"[^>]*>(.*?)</textarea>', answer.content.decode(), re.DOTALL)
    assert found is not None, answer.content.decode()
    return found.group(1).replace("&#x27;", "'")


def test_the_receipt_is_shown_once_and_the_paper_is_found_after_the_close(asked: tuple[CoOp, str]) -> None:
    coop, decision = asked
    first = votes(coop, decision, "Bo", "yes", tracker="12" * 16)
    assert first.status_code == 200 and "12" * 16 in first.content.decode()
    assert "this node made one" not in first.content.decode()
    second = votes(coop, decision, "Cleo", "no")
    assert "this node made one" in second.content.decode(), "without scripts it says so"
    mine = receipt(second)
    early = coop.browser("Cleo").post(coop.at(f"decisions/{decision}/receipt"), {"receipt": mine})
    assert early.status_code == 422 and "nobody looks into it before the close" in early.content.decode()
    coop.clock("2027-01-16T09:00:00Z")
    wake(coop.office)
    found = coop.browser("Cleo").post(coop.at(f"decisions/{decision}/receipt"), {"receipt": mine})
    assert "just as you cast it, and was counted" in found.content.decode()
    after = page(coop, "Dee", f"decisions/{decision}")
    assert "12" * 16 in after and "2 papers, each under its tracker" in after
    assert re.search(r"<h2>Who voted</h2><p>Bo Example, Cleo Example|<h2>Who voted</h2><p>Bo, Cleo", after), after


def test_before_the_close_only_how_many_voted_is_told_and_ones_own_vote_waits_no_more(asked: tuple[CoOp, str]) -> None:
    coop, decision = asked
    assert decision in page(coop, "Bo", "")
    votes(coop, decision, "Bo", "no")
    votes(coop, decision, "Ana", "no")
    for who in ("Dee", "Bo"):
        text = page(coop, who, f"decisions/{decision}")
        assert "2 of 6 have voted. How it stands is told when it closes." in text
        assert "Still to answer" not in text and "Who voted" not in text
    assert "Your vote lies in the box" in page(coop, "Bo", f"decisions/{decision}")
    view = coop.view(f"decisions/{decision}", "Bo")
    assert (view["boxed"], view["ballots"], "cast" in view["may"]) == (True, [], False)
    assert not coop.view("decisions", "Bo")["mine"] and coop.view("decisions", "Dee")["mine"]


@pytest.mark.parametrize(("typed", "why"), [
    ({"option": ""}, "is no answer"), ({"option": "yes", "tracker": "zz"}, "32 digits from 0 to f"),
])
def test_a_paper_that_cannot_be_taken_is_refused_and_what_was_typed_stays(
    asked: tuple[CoOp, str], typed: dict[str, str], why: str
) -> None:
    coop, decision = asked
    answer = coop.browser("Bo").post(coop.at(f"decisions/{decision}"), {"do": "cast", **typed})
    assert answer.status_code == 422 and why in answer.content.decode()
    assert coop.office.ballot_box.told(decision).voted == 0


def test_a_second_vote_is_refused(asked: tuple[CoOp, str]) -> None:
    coop, decision = asked
    votes(coop, decision, "Bo", "yes")
    again = votes(coop, decision, "Bo", "no")
    assert again.status_code == 422 and "You have voted" in again.content.decode()


def test_a_tracker_that_another_browser_made_too_is_refused_and_what_was_typed_stays(
    asked: tuple[CoOp, str]
) -> None:
    coop, decision = asked
    votes(coop, decision, "Bo", "yes", tracker="12" * 16)
    again = votes(coop, decision, "Cleo", "no", tracker="12" * 16)
    text = again.content.decode()
    assert again.status_code == 422 and 'value="no" required checked' in text, text
    assert coop.office.ballot_box.told(decision).voted == 1, "and whose the other is, is not told"
    assert "Bo" not in text.partition("<main")[2].partition("<form")[0]


@pytest.mark.parametrize("text", ["", "nonsense", "— localhost/errota AAAA"])
def test_what_is_no_receipt_is_refused_in_a_sentence(asked: tuple[CoOp, str], text: str) -> None:
    coop, decision = asked
    answer = coop.browser("Bo").post(coop.at(f"decisions/{decision}/receipt"), {"receipt": text})
    assert answer.status_code == 422 and "not a receipt that this organisation signed" in answer.content.decode()


def test_a_receipt_of_a_paper_that_was_kept_back_says_so(asked: tuple[CoOp, str]) -> None:
    coop, decision = asked
    mine = receipt(votes(coop, decision, "Bo", "yes"))
    votes(coop, decision, "Cleo", "yes")
    box = coop.office.ballot_box
    box.database.execute("DELETE FROM box_voted WHERE member = ?", (coop.members["Bo"],))
    found = box.open(decision)
    assert found.lost, "a dishonest hand has to take paper and name, or the box is not opened at all"
    keep = next(one for one in found.papers if one.tracker not in mine)
    box.database.execute("DELETE FROM box_papers")
    box.database.execute("DELETE FROM box_voted")
    box.put(decision, coop.members["Cleo"], keep, 400)
    coop.clock("2027-01-16T09:00:00Z")
    wake(coop.office)
    answer = coop.browser("Bo").post(coop.at(f"decisions/{decision}/receipt"), {"receipt": mine})
    assert "No paper with your tracker came out of the box" in answer.content.decode()


def test_a_bundle_leaves_the_house_while_a_box_is_sealed_and_tells_nothing_of_it(
    asked: tuple[CoOp, str], tmp_path: Path
) -> None:
    coop, decision = asked
    votes(coop, decision, "Bo", "yes", tracker="34" * 16)
    assert write(coop.office, "bundle", tmp_path / "out.zip", Wanted()) > 0
    import zipfile

    with zipfile.ZipFile(tmp_path / "out.zip") as bundle:
        assert not any(("34" * 16).encode() in bundle.read(name) for name in bundle.namelist())
