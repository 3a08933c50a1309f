"""A ballot given on paper is written down on a page, by whoever is trusted with it, with the paper behind it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from deciding_place import CoOp, co_op

from auzolan.governance.facts import BallotCast
from auzolan.governance.paper_facts import PaperKeyed
from auzolan.members.decide import GrantMandate
from auzolan.verify.verify import verify

PAPERS = """
["mandate.papers"]
title = "Keeper of paper ballots"
granted_by = "body.assembly"
records = ["governance.ballot_cast"]
term_months = 12
"""


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    made = co_op(tmp_path, monkeypatch, PAPERS)
    for name in ("Ana", "Cleo"):
        made.do(GrantMandate(mandate="mandate.papers", member=made.members[name]))
    yield made
    made.node.close()


def put(coop: CoOp, decision: str, who: str, **form: str) -> Any:
    return coop.browser(who).post(coop.at(f"decisions/{decision}/paper"), form)


def test_two_keepers_read_a_paper_and_it_stays_out_of_the_journal(coop: CoOp, texts) -> None:
    decision = coop.open()
    path = coop.at(f"decisions/{decision}")
    assert f"{path}/paper" in coop.browser("Ana").get(path).content.decode()
    assert f"{path}/paper" not in coop.browser("Bo").get(path).content.decode()
    answer = put(coop, decision, "Ana", member=coop.members["Eli"], option="yes", paper="sheet 12, blue folder")
    assert answer.status_code == 302
    assert isinstance(coop.office.entry(coop.office.now().seq - 1).fact, PaperKeyed)
    assert "counts when a second person has read the same" in texts(coop.browser("Ana").get(f"{path}/paper"))
    assert "they wait for another person who may: Eli" in texts(coop.browser("Ana").get(f"{path}/paper"))
    assert "A second person is needed" in texts(coop.browser("Cleo").get(f"{path}/paper"))
    assert "Read 1 paper that another entered: By hours only" in texts(coop.browser("Cleo").get(coop.at()))
    assert "Read 1 paper" not in texts(coop.browser("Ana").get(coop.at()))
    answer = put(coop, decision, "Cleo", member=coop.members["Eli"], option="yes", paper="sheet 12, blue folder")
    assert answer.status_code == 302
    seq = coop.office.now().seq - 1
    entry = coop.office.entry(seq)
    assert isinstance(entry.fact, BallotCast)
    assert (entry.by, entry.for_) == (coop.members["Cleo"], coop.members["Eli"])
    assert coop.office.vault.opened([entry.evidence])[entry.evidence] == {"paper": "sheet 12, blue folder"}
    assert b"blue folder" not in next(iter(coop.office.store.entries(seq, seq + 1)))[1]
    assert "on paper, brought in by Cleo" in texts(coop.browser("Bo").get(path))
    assert verify(coop.office.copy()).holds


def test_who_reads_it_otherwise_is_told_and_nothing_is_cast(coop: CoOp, texts) -> None:
    decision = coop.open()
    put(coop, decision, "Ana", member=coop.members["Eli"], option="yes", paper="sheet 12")
    put(coop, decision, "Cleo", member=coop.members["Eli"], option="no", paper="sheet 12")
    assert "Ana read something else on it" in texts(coop.browser("Cleo").get(coop.at(f"decisions/{decision}/paper")))
    assert coop.office.now().states["governance"].decisions[decision].answered == 0
    put(coop, decision, "Ana", member=coop.members["Eli"], option="no", paper="sheet 12")
    assert coop.office.now().states["governance"].decisions[decision].answered == 1


def test_whoever_answers_in_person_has_the_last_word(coop: CoOp, texts) -> None:
    decision = coop.open()
    coop.cast(decision, Eli="no")
    page = coop.browser("Ana").get(coop.at(f"decisions/{decision}/paper"))
    assert coop.members["Eli"] not in page.content.decode()
    refused = put(coop, decision, "Ana", member=coop.members["Eli"], option="yes", paper="sheet 12")
    assert refused.status_code == 422
    assert "has answered in person" in texts(refused)


def test_nobody_else_writes_one_and_no_paper_no_ballot(coop: CoOp, texts) -> None:
    decision = coop.open()
    before = coop.office.now().seq
    assert "There is nobody for whom you can answer" in texts(
        coop.browser("Bo").get(coop.at(f"decisions/{decision}/paper")))
    assert put(coop, decision, "Bo", member=coop.members["Eli"], option="yes", paper="sheet 12").status_code == 422
    for form in ({"member": "", "paper": "sheet"}, {"member": coop.members["Eli"], "paper": " "}):
        refused = put(coop, decision, "Ana", option="yes", **form)
        assert refused.status_code == 422
        assert 'value="yes" required checked' in refused.content.decode(), "what was typed is kept"
    assert put(coop, "dnone", "Ana", member="m", paper="s").status_code == 404
    assert coop.office.now().seq == before
