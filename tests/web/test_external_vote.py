"""A vote held on Belenios as members meet it: where it is, the voters' list, and two people with the real archive."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from deciding_place import CoOp, co_op
from post_place import mail_server, posted

from auzolan.cli.recorded import counted_again
from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.members.decide import GrantMandate
from auzolan.node.waking import wake
from auzolan.verify.verify import verify
from auzolan.web import reads
from belenios_election import OUTSIDE, hold, needs_belenios, question

VOTES = [[[1, 0, 0]], [[1, 0, 0]], [[0, 1, 0]], [[1, 0, 0]], [[0, 0, 1]]]
THERE = "https://vote.example.org/elections/abc/"
VERIFIED = "belenios-tool election verify: I: all checks passed, <b>all</b>"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    asked = question("Move the workshop", ("yes", "no", "abstain"))
    return hold(tmp_path_factory.mktemp("election"), [asked], VOTES).read_bytes()


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[CoOp, str]]:
    coop = co_op(tmp_path, monkeypatch, OUTSIDE)
    coop.do(GrantMandate(mandate="mandate.scrutineer", member=coop.members["Bo"]))
    request = OpenProposal(title="Move the workshop", text="To the harbour.", procedure="procedure.outside")
    yield coop, coop.do(request, by=coop.members["Ana"]).fact(ProposalOpened).decision
    coop.node.close()


def page(coop: CoOp, who: str, path: str) -> str:
    answer = coop.browser(who).get(coop.at(path))
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def over(coop: CoOp, decision: str) -> None:
    coop.clock(coop.office.now().states["governance"].decisions[decision].closes_at)


def gives(coop: CoOp, decision: str, who: str, do: str, data: bytes, **more: str) -> Any:
    file = io.BytesIO(data)
    file.name = "abc.bel"
    typed = {"do": do, "archive": file, "verified": VERIFIED, **more}
    return coop.browser(who).post(coop.at(f"decisions/{decision}/external"), typed)


@needs_belenios
def test_two_people_with_the_archive_close_the_decision(asked: tuple[CoOp, str], archive: bytes) -> None:
    coop, decision = asked
    over(coop, decision)
    assert "its result is waited for" in page(coop, "Dee", f"decisions/{decision}")
    looked = gives(coop, decision, "Dee", "look", archive)
    assert looked.status_code == 200 and "5 voted" in looked.content.decode()
    assert gives(coop, decision, "Bo", "enter", archive).status_code == 302
    waits = page(coop, "Cleo", f"decisions/{decision}/external")
    assert "entered a result. It counts once a second person has verified it" in waits
    assert "&lt;b&gt;all&lt;/b&gt;" in waits, "what was typed is text"
    again = gives(coop, decision, "Bo", "confirm", archive)
    assert again.status_code == 422 and "does not confirm it" in again.content.decode()
    other = gives(coop, decision, "Cleo", "confirm", archive + b"\0" * 512)
    assert other.status_code == 422 and "another file" in other.content.decode()
    assert VERIFIED.partition("<")[0] in other.content.decode(), "what was typed is kept"
    done = gives(coop, decision, "Cleo", "confirm", archive)
    assert done.status_code == 302, done.content.decode()
    known = coop.office.now().states["governance"].decisions[decision]
    assert known.status == "carried" and known.answered == 5
    assert {one.option: one.heads for one in known.counts} == {"yes": 3, "no": 1, "abstain": 1}
    after = page(coop, "Dee", f"decisions/{decision}")
    assert "It carried: 3 yes, 1 no, 1 abstain; one of 6 did not answer" in after
    assert "Who answered what" not in after and "Did not answer:" not in after
    assert "Two people verified the result" in page(coop, "Dee", f"decisions/{decision}/external")


@needs_belenios
def test_it_is_counted_again_from_the_journal_which_verifies(asked: tuple[CoOp, str], archive: bytes) -> None:
    coop, decision = asked
    over(coop, decision)
    gives(coop, decision, "Bo", "enter", archive)
    gives(coop, decision, "Ana", "confirm", archive)
    document, _words = counted_again(coop.office, decision)
    assert document["equal"] is True, document
    assert verify(coop.office.copy()).holds
    bytes_ = b"".join(bytes(coop.office.store.entry(seq)) for seq in range(coop.office.now().seq))
    assert b"all checks passed" not in bytes_ and b"result_confirmed" in bytes_


def test_everybody_sees_where_it_is_and_only_who_has_the_mandate_writes_it(asked: tuple[CoOp, str]) -> None:
    coop, decision = asked
    typed = {"do": "place", "address": THERE, "fingerprint": ""}
    refused = coop.browser("Cleo").post(coop.at(f"decisions/{decision}/external"), typed)
    assert refused.status_code == 422 and "Scrutineer may record it" in refused.content.decode()
    wrong = coop.browser("Bo").post(coop.at(f"decisions/{decision}/external"), typed | {"address": "javascript:x"})
    assert wrong.status_code == 422 and 'value="javascript:x"' in wrong.content.decode()
    coop.browser("Bo").post(coop.at(f"decisions/{decision}/external"), typed)
    assert f'href="{THERE}"' in page(coop, "Dee", f"decisions/{decision}/external")
    assert "It is voted on at vote.example.org" in page(coop, "Dee", f"decisions/{decision}")
    view = coop.view(f"decisions/{decision}", "Dee")
    assert view["external"] and "cast" not in view["may"] and view["silent"] == []


def test_nobody_casts_here_what_is_voted_there(asked: tuple[CoOp, str]) -> None:
    coop, decision = asked
    answer = coop.browser("Dee").post(coop.at(f"decisions/{decision}"), {"do": "cast", "option": "yes"})
    assert answer.status_code == 422 and "voted on elsewhere" in answer.content.decode()


def test_the_voters_list_goes_to_whoever_may_read_addresses_and_each_reading_is_noted(
    asked: tuple[CoOp, str]
) -> None:
    coop, decision = asked
    for who in ("Ana", "Dee"):
        assert coop.browser(who).get(coop.at(f"decisions/{decision}/voters")).status_code == 404
        assert "Voters&#x27; list" not in page(coop, who, f"decisions/{decision}/external")
    answer = coop.browser("Bo").get(coop.at(f"decisions/{decision}/voters"))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert f"ana@example.org,{coop.members['Ana']}" in lines and len(lines) == len(coop.members)
    noted = reads.of(coop.node.data, coop.office.org, coop.members["Ana"])
    assert [one.by for one in noted if one.page == "external_voters"] == [coop.members["Bo"]]


def test_the_reminder_says_where_and_claims_nothing_about_who_voted(
    asked: tuple[CoOp, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    coop, decision = asked
    coop.browser("Ana")
    with mail_server(monkeypatch) as server:
        posted(coop)
        closes = coop.office.now().states["governance"].decisions[decision].closes_at
        coop.clock(closes.replace(closes[11:], "00:30:00Z"))
        posted(coop)
        (letter,) = [one for one in server.box.to("Ana") if "The vote ends soon" in one["Subject"]]
        said = str(letter.get_content())
    assert f"/decisions/{decision}" in said and "/answer/" not in said
    assert "you are done" in said and "not answered" not in said


@pytest.mark.parametrize("data", [b"", b"no archive", b"\0" * 20_000])
def test_what_is_no_archive_is_refused_and_nothing_is_written(asked: tuple[CoOp, str], data: bytes) -> None:
    coop, decision = asked
    over(coop, decision)
    wake(coop.office)
    before = coop.office.now().seq
    answer = gives(coop, decision, "Bo", "enter", data)
    assert answer.status_code == 422 and "The archive was not read" in answer.content.decode()
    assert coop.office.now().seq == before
    without = coop.browser("Bo").post(coop.at(f"decisions/{decision}/external"), {"do": "enter", "verified": "x"})
    assert without.status_code == 422 and "No file was given" in without.content.decode()


def test_a_decision_that_is_voted_here_has_no_such_page(asked: tuple[CoOp, str]) -> None:
    coop, _decision = asked
    here = coop.open("Dee")
    for path in (f"decisions/{here}/external", f"decisions/{here}/voters", "decisions/nothing/external"):
        assert coop.browser("Bo").get(coop.at(path)).status_code == 404
