"""Somebody outside who is affected objects on paper; whoever is trusted to writes it down, and nobody makes one up."""

import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from auzolan.members.decide import GrantMandate, NameAgent
from auzolan.members.facts import AgentNamed
from auzolan.verify.verify import verify

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
from deciding_place import co_op

from command_line import Terminal

DESK = """
["mandate.desk"]
title = "The desk"
granted_by = "body.assembly"
records = ["contest.line_contested"]
reads = ["names"]
"""
REASON, PAPER = "The smoke comes into our kitchen.", "sheet 4, blue folder"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    made = co_op(tmp_path, monkeypatch, DESK)
    made.do(GrantMandate(mandate="mandate.desk", member=made.members["Bo"]))
    yield made
    made.node.close()


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


def neighbour(place: Any) -> str:
    return str(place.do(NameAgent(nature="person", words={"name": "Maite next door"})).fact(AgentNamed).agent)


def contests(place: Any) -> list[Any]:
    return list(place.office.now().states["contest"].contests.values())


def test_the_desk_writes_down_what_a_neighbour_gave_on_paper(place: Any) -> None:
    outside = neighbour(place)
    assert "Maite next door" in said(place.browser("Bo").get(place.at("entry/3")))
    assert "somebody outside" not in said(place.browser("Dee").get(place.at("entry/3"))), "not offered to everybody"
    form = {"do": "contest", "reason": REASON, "for": outside, "paper": PAPER}
    assert place.browser("Bo").post(place.at("entry/3"), form).status_code == 302
    (one,) = contests(place)
    assert (one.by, one.line, one.holds) == (outside, 3, False)
    entry = place.office.entry(one.seq)
    assert (entry.by, entry.for_) == (place.members["Bo"], outside)
    assert place.office.vault.open(entry.evidence) == {"paper": PAPER}
    journal = b"".join(written for _seq, written, _leaf in place.office.store.entries(0, place.office.now().seq))
    assert REASON.encode() not in journal
    assert PAPER.encode() not in journal
    assert verify(place.office.copy()).holds


@pytest.mark.parametrize(("who", "paper", "why"), [
    ("Bo", "", "the paper behind it"), ("Dee", PAPER, "mandate"),
])
def test_without_paper_or_mandate_nobody_objects_for_another(place: Any, who: str, paper: str, why: str) -> None:
    form = {"do": "contest", "reason": REASON, "for": neighbour(place), "paper": paper}
    refused = place.browser(who).post(place.at("entry/3"), form)
    assert refused.status_code == 422
    assert why in said(refused), said(refused)[:600]
    assert REASON in refused.content.decode(), "what was typed is kept"
    assert contests(place) == []


def test_the_same_from_a_terminal(place: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside, terminal = neighbour(place), Terminal(tmp_path, monkeypatch)
    monkeypatch.setenv("AUZOLAN_STATE", str(tmp_path / "state"))
    terminal.ask("contest", "3", "--reason", REASON, "--for", outside, "--paper", PAPER, "--as", place.members["Bo"])
    assert [one.by for one in contests(place)] == [outside]
