"""A vote that hides how it stands: every page, file and verb is asked, and none tells who answered what."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from auzolan.governance.decide import CastBallot, CloseDecision, OpenProposal
from auzolan.governance.facts import BallotCast, ProposalOpened
from auzolan.journal.entry import encode
from auzolan.journal.merkle import leaf_hash
from auzolan.members.decide import GrantMandate
from auzolan.node.exporting import Wanted, write
from auzolan.node.exporting_member import write_member
from auzolan.values.refusal import Refusal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
from deciding_place import CoOp, co_op

HIDDEN = """
["procedure.hidden"]
title = "Hidden until the close"
body = "body.assembly"
method = "majority"
vote_days = 7
hidden = true
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
"""
SECRET = "Because of the very special reason."
TELLS = re.compile(r"\b(more yes|decides?\b.*\byes|quorum reached|It is decided:|as it stands it)", re.IGNORECASE)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[CoOp, str, int]]:
    coop = co_op(tmp_path, monkeypatch, HIDDEN)
    request = OpenProposal(title="Move the workshop", text="To the harbour.", procedure="procedure.hidden")
    decision = coop.do(request, by=coop.members["Ana"]).fact(ProposalOpened).decision
    entry = 0
    for who, option in (("Ana", "yes"), ("Bo", "no"), ("Cleo", "no")):
        answer = coop.do(CastBallot(decision=decision, option=option, reason=SECRET), by=coop.members[who])
        entry = answer.entries[-1].seq if who == "Bo" else entry
    yield coop, decision, entry
    from django.core import mail

    mail.outbox = []
    coop.node.close()


def read(answer: Any) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_no_page_tells_anybody_what_others_answered(asked: tuple[CoOp, str, int]) -> None:
    coop, decision, entry = asked
    paths = [
        "", "decisions", "decisions.json", "decisions.csv", f"decisions/{decision}", f"decisions/{decision}.json",
        f"decisions/{decision}.csv", f"entries/{entry}", f"entry/{entry}", f"entry/{entry}.json", f"entry/{entry}.csv",
        f"entry/{entry + 1}", f"entry/{entry + 1}.json", "meetings", "meetings.json", "mine", "mine.json", "home.json",
    ]
    looked = 0
    coop.do(GrantMandate(mandate="mandate.bookkeeper", member=coop.members["Eli"]))
    for who in ("Dee", "Ana", "Eli", ""):  # a member, who proposed and voted, a holder of a mandate, a stranger
        for path in paths:
            answer = coop.browser(who).get(coop.at(path))
            if answer.status_code != 200:
                continue
            looked += 1
            text = read(answer)
            assert not TELLS.search(re.sub(r"<[^>]+>", " ", text)), (who, path)
            assert '"option": "no"' not in text and '\\"option\\":\\"no\\"' not in text, (who, path)
            if who != "Ana":
                assert SECRET not in text, (who, path)
    assert looked > 30
    page = read(coop.browser("Dee").get(coop.at(f"decisions/{decision}")))
    assert "3 of 6 have voted" in page and "Still to answer" not in page


def test_one_sees_ones_own_answer(asked: tuple[CoOp, str, int]) -> None:
    coop, decision, entry = asked
    page = read(coop.browser("Bo").get(coop.at(f"decisions/{decision}")))
    assert re.search(r"Your answer: \w+", page), re.findall(r"<h2>[^<]*</h2>", page)
    assert SECRET in page
    assert "&quot;option&quot;:&quot;no&quot;" in read(coop.browser("Bo").get(coop.at(f"entry/{entry}")))


def test_trying_out_answers_does_not_find_the_entry_by_its_hash(asked: tuple[CoOp, str, int]) -> None:
    coop, decision, entry = asked
    known = json.loads(read(coop.browser("Dee").get(coop.at(f"entry/{entry}.json"))))
    assert known["written"] == ""
    ballot = coop.office.entry(entry)
    for option in ("yes", "no", "abstain"):
        guess = replace(ballot, fact=BallotCast(decision=decision, option=option, vault=ballot.fact.vault))
        assert leaf_hash(encode(guess)).hex() != known["leaf"]
    assert known["leaf"] == leaf_hash(encode(ballot)).hex()


def test_no_table_holds_a_row_and_no_bundle_leaves_the_house_before_the_close(
    asked: tuple[CoOp, str, int], tmp_path: Path
) -> None:
    coop, decision, _ = asked
    assert coop.office.reader().rows("ballots", {"decision": decision}) == []
    with pytest.raises(Refusal, match="hidden until"):
        write(coop.office, "bundle", tmp_path / "out.zip", Wanted())
    assert not (tmp_path / "out.zip").exists()
    write(coop.office, "csv", tmp_path / "csv", Wanted())
    assert decision not in (tmp_path / "csv" / "ballots.csv").read_text()
    write_member(coop.office, coop.members["Dee"], tmp_path / "dee")
    assert '"option":"no"' not in (tmp_path / "dee" / "entries.jsonl").read_text()


def test_with_the_close_everything_comes_out_and_is_counted_again(asked: tuple[CoOp, str, int], tmp_path: Path) -> None:
    coop, decision, entry = asked
    coop.clock("2027-01-16T09:00:00Z")
    coop.do(CloseDecision(decision=decision), by=coop.members["Ana"])
    page = read(coop.browser("Dee").get(coop.at(f"decisions/{decision}")))
    assert "It did not carry: 1 yes, 2 no" in page and SECRET in page
    assert "&quot;option&quot;:&quot;no&quot;" in read(coop.browser("Dee").get(coop.at(f"entry/{entry}")))
    rows = {str(row["member"]): row["option"] for row in coop.office.reader().rows("ballots", {"decision": decision})}
    assert rows[coop.members["Bo"]] == "no" and len(rows) == 3
    assert write(coop.office, "bundle", tmp_path / "out.zip", Wanted()) > 0
