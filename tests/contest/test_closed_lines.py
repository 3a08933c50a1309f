"""Nobody contests what is closed to them, and an objection is answered, not objected to."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auzolan.conduct.facts import NoticeGiven
from auzolan.contest.decide import ContestLine
from auzolan.contest.facts import LineContested
from auzolan.values.refusal import Refusal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "conduct"))
from conduct_place import conducting, noticed

from command_line import Terminal

REASON = "This is not how it was."


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    made = conducting(tmp_path, monkeypatch)
    yield made
    made.node.close()


def entry_of(place: Any, kind: type[Any]) -> int:
    return next(seq for seq in range(place.office.now().seq) if isinstance(place.office.fact(seq), kind))


def contests(place: Any) -> int:
    return len(place.office.now().states["contest"].contests)


def test_a_line_that_is_closed_to_somebody_is_not_contested_by_page_or_command(
    place: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noticed(place, by="Cleo", about="Dee")
    seq = entry_of(place, NoticeGiven)
    form = {"do": "contest", "reason": REASON}
    answer = place.browser("Fay").post(place.at(f"entry/{seq}"), form)
    assert answer.status_code == 422
    assert "This line is closed to you" in answer.content.decode()
    assert REASON in answer.content.decode(), "what was typed is kept"
    terminal = Terminal(tmp_path, monkeypatch)
    monkeypatch.setenv("AUZOLAN_STATE", str(tmp_path / "state"))
    refused = terminal.refused("contest", str(seq), "--reason", REASON, "--as", place.members["Fay"])
    assert refused["why"] == "This line is closed to you."
    assert contests(place) == 0
    assert place.browser("Dee").post(place.at(f"entry/{seq}"), form).status_code == 302, "it is about Dee"
    assert contests(place) == 1


def test_an_objection_and_an_answer_are_not_contested(place: Any) -> None:
    dee = place.members["Dee"]
    place.do(ContestLine(line=3, reason=REASON), by=dee)
    seq = entry_of(place, LineContested)
    with pytest.raises(Refusal, match="An objection is answered"):
        place.do(ContestLine(line=seq, reason=REASON), by=place.members["Eli"])
    page = place.browser("Eli").get(place.at(f"entry/{seq}")).content.decode()
    assert 'id="contest"' not in page, "and no form asks for it"
    assert place.browser("Eli").post(place.at(f"entry/{seq}"), {"do": "contest", "reason": REASON}).status_code == 422
    assert contests(place) == 1
