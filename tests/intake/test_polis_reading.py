"""Polis exports are read whole, every fault is told with its file and line, and published groups are not looked at."""

from pathlib import Path

import pytest

from auzolan.intake._polis import read_polis
from auzolan.kernels.opinion_votes import Votes

VOTES = b"timestamp,datetime,comment-id,voter-id,vote\n3,x,0,1,1\n1,x,0,2,-1\n2,x,0,2,0\n4,x,1,1,-1\n"
COMMENTS = b'timestamp,comment-id,author-id,moderated,comment-body\n1,0,9,1,"Two\nlines"\n2,1,9,-1,Out\n'
MATRIX = b"participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n1,,7,0,2,1,1,1,-1\n2,,9,0,1,0,0,0,\n"


def rows(votes: Votes) -> list[tuple[str, str, int]]:
    people = [votes.participants[one] for one in votes.person.tolist()]
    return list(zip(people, (votes.statements[one] for one in votes.statement.tolist()), votes.vote.tolist(),
                    strict=True))


def faults(*files: tuple[str, bytes]) -> list[tuple[str, int, str]]:
    return [(one.where, one.line, one.what) for one in read_polis(files)[1]]


def test_a_later_vote_replaces_the_earlier_wherever_it_stands() -> None:
    talk, found = read_polis([("votes.csv", VOTES), ("comments.csv", COMMENTS)])
    assert found == []
    assert rows(talk.votes) == [("1", "0", 1), ("1", "1", -1), ("2", "0", 0)]
    assert talk.votes.left_out.tolist() == [False, True]
    assert talk.words["0"] == "Two\nlines"
    lines = VOTES.splitlines(keepends=True)
    again, _ = read_polis([("votes.csv", b"".join([lines[0], *lines[:0:-1]]))])
    assert rows(again.votes) == rows(talk.votes)


def test_the_table_of_participants_says_the_same_and_its_groups_are_not_read() -> None:
    talk, found = read_polis([("participants-votes.csv", MATRIX)])
    assert found == []
    assert rows(talk.votes) == [("1", "0", 1), ("1", "1", -1), ("2", "0", 0)]
    nonsense, found = read_polis([("p.csv", MATRIX.replace(b",7,", b",of the house,"))])
    assert found == []
    assert rows(nonsense.votes) == rows(talk.votes)


def test_every_fault_is_told_with_file_and_line() -> None:
    bad = VOTES + b"5,x,,3,1\n6,x,1,3,2\nsoon,x,1,3,1\n4,x,1,1,1\n7,x,1\n"
    told = faults(("votes.csv", bad), ("comments.csv", COMMENTS + b"3,1,9,5,Again\n"))
    assert told == [
        ("comments.csv", 5, "This statement stands here twice"), ("comments.csv", 5, "This is no moderation"),
        ("votes.csv", 10, "The row does not fit"), ("votes.csv", 6, "The comment-id is missing"),
        ("votes.csv", 7, "This is no vote"), ("votes.csv", 8, "This is no moment"),
        ("votes.csv", 9, "This person voted twice at one moment, and otherwise"),
    ]
    assert faults(("p.csv", MATRIX + b"2,,9,0,1,0,0,yes,\n")) == [
        ("p.csv", 4, "This participant stands here twice"), ("p.csv", 4, "This is no vote"),
    ]


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ([("a.csv", b"debtor,creditor\n")], "This is no file of a Polis export"), ([("a.csv", b"")], "This is no file"),
        ([("a.csv", VOTES), ("b.csv", VOTES)], "This file was given before"),
        ([("c.csv", COMMENTS)], "There are no votes"),
        ([("v.csv", VOTES.splitlines()[0])], "There are no votes"), ([], "There are no votes"),
        ([("v.csv", b"\xff" + VOTES)], "This is not UTF-8"),
        ([("v.csv", VOTES.replace(b"vote\n", b"ballot\n"))], "The column vote is missing"),
    ],
)
def test_what_is_no_export_is_said(files: list[tuple[str, bytes]], what: str) -> None:
    assert faults(*files)[0][2].startswith(what)


def test_both_files_of_a_real_export_hold_the_same_votes(data_dir: Path) -> None:
    folder = data_dir / "deliberation"
    if not folder.is_dir():
        pytest.skip("the Polis exports are absent from the folder of real data")
    for name in ("polis-brexit-consensus", "polis-scoop-hivemind.ubi"):
        one, other = (
            read_polis([(file, (folder / name / file).read_bytes())])[0]
            for file in ("votes.csv", "participants-votes.csv")
        )
        assert rows(one.votes) == rows(other.votes)
        assert len(rows(one.votes)) > 5_000
