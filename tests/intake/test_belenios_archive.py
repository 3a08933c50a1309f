"""Archives of elections that Belenios' own tool held: what was voted is what is read, and nothing that was changed."""

import hashlib
import io
import json
import re
import subprocess
import tarfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from auzolan.governance.external_facts import CountedPaper
from auzolan.governance.tally import APPROVALS, CHOICE, RANKING, SCORES
from auzolan.intake._belenios import papers, read
from auzolan.values.refusal import Refusal
from belenios_election import hold, needs_belenios, question

pytestmark = needs_belenios
THREE = ("yes", "no", "abstain")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., bytes]:
    """Elections by what they are called; each is held once."""
    known: dict[str, bytes] = {}

    def one(name: str) -> bytes:
        if name not in known:
            asked, votes, end = HELD[name]
            known[name] = hold(tmp_path_factory.mktemp(name), asked, votes, end=end).read_bytes()
        return known[name]

    return one


CHOSEN = [[[1, 0, 0]], [[1, 0, 0]], [[0, 1, 0]], [[0, 0, 1]], [[1, 0, 0]]]
ORDERS = [[[1, 2, 3]], [[3, 1, 2]], [[1, 1, 2]], [[2, 0, 1]], [[0, 0, 0]], [[1, 2, 3]]]
HELD = {
    "chosen": ([question("Buy it?", THREE)], CHOSEN, True),
    "blank": ([question("Who?", ("A", "B"), blank=True)], [[[0, 1, 0]], [[1, 0, 0]], [[0, 0, 1]]], True),
    "yes_or_blank": ([question("Buy it?", THREE, blank=True)], [[[1, 0, 0, 0]], [[0, 1, 0, 0]]], True),
    "order": ([question("In which order?", "ABC", ranked=True)], ORDERS, True),
    "many": ([{**question("Which?", "ABC"), "max": 2}], [[[1, 1, 0]], [[0, 1, 0]]], True),
    "two": ([question("One?", "AB"), question("Two?", "AB")], [[[1, 0], [0, 1]]], True),
    "open": ([question("Buy it?", THREE)], CHOSEN, False),
}


def test_a_question_of_yes_or_no_is_read_as_it_was_voted(held: Callable[..., bytes]) -> None:
    data = held("chosen")
    archive = read(data)
    assert (archive.question, archive.answers, archive.voted) == ("Buy it?", THREE, 5)
    assert archive.sha256 == hashlib.sha256(data).hexdigest()
    assert {one.option: one.voters for one in papers(archive, THREE, "", ("abstain",))} == {
        "yes": 3, "no": 1, "abstain": 1
    }


def test_the_fingerprint_is_the_one_that_belenios_shows(held: Callable[..., bytes]) -> None:
    data = held("chosen")
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        ballot = next(
            said for name in tar.getnames() if name.endswith(".data.json")
            if isinstance(said := json.load(tar.extractfile(name)), dict) and "election_hash" in said
        )
    assert read(data).fingerprint == ballot["election_hash"]


def test_blank_ballots_take_part_and_prefer_nothing(held: Callable[..., bytes]) -> None:
    assert set(papers(read(held("blank")), ("a", "b"), CHOICE)) == {
        CountedPaper(voters=1, ranks=(("a",),)), CountedPaper(voters=1, ranks=(("b",),)), CountedPaper(voters=1)
    }
    abstained = papers(read(held("yes_or_blank")), THREE, "", ("abstain",))
    assert Counter(one.option for one in abstained) == {"yes": 1, "abstain": 1}
    with pytest.raises(Refusal, match="1 ballots are blank"):
        papers(read(held("yes_or_blank")), THREE, "", ())


def test_orders_come_out_as_they_were_written_and_nought_is_no_place(held: Callable[..., bytes]) -> None:
    found = papers(read(held("order")), ("a", "b", "c"), RANKING)
    assert {one.ranks: one.voters for one in found} == {
        (("a",), ("b",), ("c",)): 2, (("b",), ("c",), ("a",)): 1, (("a", "b"), ("c",)): 1, (("c",), ("a",)): 1, (): 1
    }


def test_whoever_has_a_number_is_approved(held: Callable[..., bytes]) -> None:
    found = papers(read(held("order")), ("a", "b", "c"), APPROVALS)
    assert Counter({one.ranks: one.voters for one in found}) == {(("a", "b", "c"),): 4, (("a", "c"),): 1, (): 1}


def test_points_come_out_as_they_were_given(held: Callable[..., bytes]) -> None:
    found = papers(read(held("order")), ("a", "b", "c"), SCORES)
    assert sum(one.voters for one in found) == 6
    assert max({(p.option, p.points) for one in found for p in one.points}, key=lambda one: one[1])[1] == 3


@pytest.mark.parametrize(
    ("name", "options", "shape", "why"),
    [
        ("chosen", ("yes", "no"), "", "3 answers were put there, and 2 here"),
        ("chosen", THREE, RANKING, "each voter gave one answer"),
        ("chosen", THREE, APPROVALS, "each voter gave one answer"),
        ("order", THREE, "", "each voter gave numbers"),
        ("order", THREE, CHOICE, "each voter gave numbers"),
    ],
)
def test_another_question_than_was_put_here_is_refused(
    held: Callable[..., bytes], name: str, options: tuple[str, ...], shape: str, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        papers(read(held(name)), options, shape, ("abstain",))


@pytest.mark.parametrize(
    ("name", "why"),
    [("many", "several answers"), ("two", "2 questions"), ("open", "0 events EncryptedTally")],
)
def test_what_no_decision_can_be_counted_from_says_what_to_do_instead(
    held: Callable[..., bytes], name: str, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        read(held(name))


def changed(data: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(data)) as tar, tarfile.open(fileobj=written, mode="w") as out:
        for member in tar:
            found = tar.extractfile(member)
            assert found is not None
            kept = change(member.name, found.read())
            if kept is not None:
                member.name, content = kept
                member.size = len(content)
                out.addfile(member, io.BytesIO(content))
    return written.getvalue()


def swapped(name: str, content: bytes) -> tuple[str, bytes]:
    return name, content.replace(b'{"result":[[3,1,1]]}', b'{"result":[[1,3,1]]}')


def renamed(name: str, content: bytes) -> tuple[str, bytes]:
    name, content = swapped(name, content)
    return (name if name == "BELENIOS" else hashlib.sha256(content).hexdigest() + name[64:]), content


def test_a_result_that_was_swapped_is_noticed_and_so_is_a_dropped_ballot(held: Callable[..., bytes]) -> None:
    data = held("chosen")
    with pytest.raises(Refusal, match="It was changed"):
        read(changed(data, swapped))
    with pytest.raises(Refusal, match="not laid out"):
        read(changed(data, renamed))  # whoever gives it the right name breaks the event that names it
    dropped = iter((False, True))

    def without(name: str, content: bytes) -> tuple[str, bytes] | None:
        return None if b'"type":"Ballot"' in content and next(dropped, False) else (name, content)

    with pytest.raises(Refusal, match="does not follow the event before it"):
        read(changed(data, without))


def test_what_the_node_does_not_check_the_tool_does(held: Callable[..., bytes], tmp_path: Path) -> None:
    """A whole chain that is made up anew passes here, and not the verification that two people run."""
    names: dict[str, str] = {}

    def made_up(name: str, content: bytes) -> tuple[str, bytes]:
        content = swapped(name, content)[1]
        for old, new in names.items():
            content = content.replace(old.encode(), new.encode())
        if name == "BELENIOS":
            return name, content
        new = hashlib.sha256(content).hexdigest()
        names[name[:64]] = new
        return new + name[64:], content

    forged = changed(held("chosen"), made_up)
    assert read(forged).totals == (1, 3, 1)
    uuid = re.search(rb'"uuid":"(\w+)"', forged)
    assert uuid is not None
    (tmp_path / f"{uuid[1].decode()}.bel").write_bytes(forged)
    done = subprocess.run(["belenios-tool", "election", "verify"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode != 0


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 a zip", b"\x1f\x8b gzip", b"a" * 10_240, b"\0" * 10_240],
)
def test_what_is_no_archive_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Refusal, match="The archive was not read"):
        read(data)


def test_links_in_an_archive_are_refused() -> None:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as out:
        link = tarfile.TarInfo("BELENIOS")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        out.addfile(link)
    with pytest.raises(Refusal, match="no plain file"):
        read(written.getvalue())
