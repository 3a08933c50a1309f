"""A way to count is changed: the meaning is raised, later decisions count the new way, and old ones verify for ever."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "golden"))

from golden_house import Golden

from auzolan.charter import meaning
from auzolan.charter.decide import DoWhatIsDue, RaiseMeaning
from auzolan.charter.preset import preset
from auzolan.governance import methods
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import DecisionClosed, ProposalOpened
from auzolan.journal.entry import TERMINAL, Entry
from auzolan.organisation import around
from auzolan.values.refusal import Refusal
from auzolan.views.recount import recounted

ANEW = '''
"""Majority as it would be counted from meaning 2 on: at least five in six say yes."""

from msgspec.structs import replace

from auzolan.governance.methods.majority import *
from auzolan.governance.methods import majority as before

MEANING = 2
name, title, summary, OPTIONS = before.name, before.title, before.summary, before.OPTIONS


def count(ballots, roll, terms):
    from dataclasses import replace
    from fractions import Fraction

    return before.count(ballots, roll, replace(terms, threshold=Fraction(5, 6), strict=False))
'''


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    house = Golden(tmp_path, preset("mondragon"))
    for number in range(5):
        house.admit(f"m{number}")
    return house


@pytest.fixture
def upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Puts a newer way to count beside the old one, as an upgrade of the software does."""
    def upgrade() -> None:
        folder = tmp_path / "newer"
        folder.mkdir()
        (folder / "majority_anew.py").write_text(ANEW, "utf-8")
        monkeypatch.setattr(methods, "__path__", [*methods.__path__, str(folder)])
        monkeypatch.setattr(meaning, "NEWEST", 2)

    yield upgrade
    sys.modules.pop("auzolan.governance.methods.majority_anew", None)


def decided(house: Golden, title: str) -> str:
    """Three of five say yes."""
    asked = OpenProposal(title=title, text="Shall we?", procedure="procedure.ordinary")
    decision = str(house.ask(asked, by="m0").fact(ProposalOpened).decision)
    for number in range(5):
        house.ask(CastBallot(decision=decision, option="yes" if number < 3 else "no"), by=f"m{number}")
    house.wait(15)
    house.ask(DoWhatIsDue(), by="node")
    return decision


def carried(house: Golden, decision: str) -> bool:
    return next(bool(fact.carried) for fact in house.facts(DecisionClosed) if fact.decision == decision)


def counted_again(house: Golden, decision: str) -> bool:
    org = house.office.now()
    probe: Entry[Any] = Entry(seq=org.seq, at=org.at, by=TERMINAL, charter=org.charter_seq, fact=None)
    known = org.states["governance"].decisions[decision]
    tables = house.office.reader(known.closed)
    return recounted(org, decision, around(org, probe, house.office.fact), tables).equal


def test_old_decisions_verify_as_they_were_counted_and_new_ones_as_they_are_now(house: Golden, upgraded: Any) -> None:
    before = decided(house, "Before")
    assert carried(house, before)
    upgraded()
    assert counted_again(house, before)
    meanwhile = decided(house, "Upgraded, and not raised yet")
    assert carried(house, meanwhile), "the old way counts until the meaning is raised"
    house.ask(RaiseMeaning(meaning=2))
    after = decided(house, "After")
    assert not carried(house, after), "three of five are fewer than five in six"
    assert all(counted_again(house, one) for one in (before, meanwhile, after))
    house.verified()


def test_the_way_it_was_counted_before_is_what_keeps_it_true(
    house: Golden, upgraded: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check would fail if the old way were not kept."""
    before = decided(house, "Before")
    upgraded()
    newest = methods.find()
    monkeypatch.setattr(methods, "find", lambda meaning=None: newest)
    assert not counted_again(house, before)


def test_a_meaning_that_the_software_does_not_know_is_refused(house: Golden) -> None:
    with pytest.raises(Refusal, match="knows meanings up to 1"):
        house.ask(RaiseMeaning(meaning=2))
