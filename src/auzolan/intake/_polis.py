"""Reading the export of a Polis conversation: votes.csv or participants-votes.csv, and comments.csv; all faults told.

Each file is known by its first line. The groups that an export publishes (group-id) are never read. It begins with an
underscore because nothing of it enters the books: it is read, mapped and forgotten.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auzolan.intake._columns import LEFT_OUT, Line, enough, read_lines, shortened
from auzolan.kernels.opinion_votes import AGREE, DISAGREE, PASS, Votes, gather
from auzolan.values.finding import Finding

VOTE_ROWS, MATRIX, COMMENTS = "votes", "participants-votes", "comments"
VOTE_COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")
COMMENT_COLUMNS = ("comment-id", "moderated", "comment-body")
BESIDE = ("xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
KNOWN_BY = ((MATRIX, "participant"), (VOTE_ROWS, "voter-id"), (COMMENTS, "comment-id"))
SAID = {"1": AGREE, "0": PASS, "-1": DISAGREE, "1.0": AGREE, "0.0": PASS, "-1.0": DISAGREE}
MODERATED = ("1", "0", "-1")
OUT = "-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The votes of a conversation, and the words of its statements where a file gives them (by id)."""

    votes: Votes
    words: Mapping[str, str]


@dataclass(slots=True)
class _Read:
    """What is known so far. cast: participant and statement -> moment and vote."""

    cast: dict[tuple[str, str], tuple[int, int]]
    words: dict[str, str]
    out: set[str]
    findings: list[Finding]


def read_polis(files: Iterable[tuple[str, bytes]]) -> tuple[Conversation, list[Finding]]:
    """The conversation in some files of one export, given as (name, bytes), and every fault with its file and line.

    With votes.csv the votes are read from it and participants-votes.csv adds nothing; a later vote of the same person
    on the same statement replaces the earlier. Statements with -1 under moderated are left out.
    """
    read = _Read({}, {}, set(), [])
    kinds: dict[str, tuple[str, bytes]] = {}
    for where, data in files:
        kind = _kind(data)
        if not kind:
            read.findings.append(_fault(where, 1, "", "This is no file of a Polis export",
                                        "Its first line names neither voter-id, participant nor comment-id.",
                                        "Give votes.csv, participants-votes.csv or comments.csv."))
        elif kind in kinds:
            read.findings.append(_fault(where, 1, "", "This file was given before",
                                        f"{kinds[kind][0]} holds the same columns.", "Give each kind of file once."))
        else:
            kinds[kind] = (where, data)
    if COMMENTS in kinds:
        _comments(read, *kinds[COMMENTS])
    if VOTE_ROWS in kinds:
        _vote_rows(read, *kinds[VOTE_ROWS])
    elif MATRIX in kinds:
        _matrix(read, *kinds[MATRIX])
    elif not read.findings:
        where = kinds[COMMENTS][0] if COMMENTS in kinds else ""
        read.findings.append(_fault(where, 0, "", "There are no votes", "A map is made from votes.",
                                    "Give votes.csv or participants-votes.csv too."))
    if not read.findings and not read.cast:
        where = (kinds.get(VOTE_ROWS) or kinds[MATRIX])[0]
        read.findings.append(_fault(where, 0, "", "There are no votes", "The file has only its first line.",
                                    "Export the conversation again, once somebody has voted."))
    cast = () if read.findings else ((*pair, vote) for pair, (_, vote) in read.cast.items())
    return Conversation(votes=gather(cast, left_out=read.out), words=read.words), read.findings


def _header(data: bytes) -> list[str]:
    first = data[:1_000_000].split(b"\n", 1)[0].decode("utf-8-sig", "replace").rstrip("\r")
    delimiter = max(",;\t", key=first.count)
    try:
        return [cell.strip() for cell in next(csv.reader(io.StringIO(first), delimiter=delimiter), [])]
    except csv.Error:
        return []


def _kind(data: bytes) -> str:
    columns = _header(data)
    return next((kind for kind, column in KNOWN_BY if column in columns), "")


def _comments(read: _Read, where: str, data: bytes) -> None:
    mapping = {column: LEFT_OUT for column in _header(data) if column and column not in COMMENT_COLUMNS}
    lines, found = read_lines(data, known=COMMENT_COLUMNS, required=("comment-id",), mapping=mapping, where=where)
    read.findings += found
    seen: set[str] = set()
    for line in lines:
        name, moderated = line.get("comment-id"), line.get("moderated")
        if not name or name in seen:
            why = "Each line is one statement." if name else "A statement is known by its id."
            what = "This statement stands here twice" if name else "The comment-id is missing"
            read.findings.append(_cell(where, line, "comment-id", what, why, "Correct the row, or leave it out."))
        if moderated and moderated not in MODERATED:
            read.findings.append(_cell(where, line, "moderated", "This is no moderation",
                                       "1 was let in, 0 is not moderated, -1 was taken out.", "Write 1, 0 or -1."))
        seen.add(name)
        read.words[name] = line.get("comment-body")
        if moderated == OUT:
            read.out.add(name)


def _vote_rows(read: _Read, where: str, data: bytes) -> None:
    columns = _header(data)
    mapping = {column: LEFT_OUT for column in columns if column and column not in VOTE_COLUMNS}
    lines, found = read_lines(data, known=VOTE_COLUMNS, required=VOTE_COLUMNS[1:], mapping=mapping, where=where)
    read.findings += found
    timed = "timestamp" in columns
    for line in lines:
        if enough(read.findings):
            return
        vote, moment = line.get("vote"), line.get("timestamp")
        faults = _row_faults(where, line, timed)
        read.findings += faults
        if faults:
            continue
        pair, now = (line.get("voter-id"), line.get("comment-id")), (int(moment) if timed else 0, SAID[vote])
        before = read.cast.get(pair)
        if before and before[0] == now[0] and before[1] != now[1]:
            read.findings.append(_cell(where, line, "vote", "This person voted twice at one moment, and otherwise",
                                       "Which vote came later cannot be known.", "Leave one of the two out."))
        elif before is None or now[0] > before[0]:
            read.cast[pair] = now


def _row_faults(where: str, line: Line, timed: bool) -> list[Finding]:
    found = [
        _cell(where, line, field, f"The {field} is missing", "A vote is somebody's, on a statement.",
              "Name both, or leave the row out.")
        for field in ("voter-id", "comment-id") if not line.get(field)
    ]
    if line.get("vote") not in SAID:
        found.append(_no_vote(where, line, "vote"))
    moment = line.get("timestamp")
    if timed and not (moment.isascii() and moment.isdecimal() and len(moment) <= 18):
        found.append(_cell(where, line, "timestamp", "This is no moment", "Moments are whole numbers, as Polis writes.",
                           "Write the number, or leave the column out of the whole file."))
    return found


def _matrix(read: _Read, where: str, data: bytes) -> None:
    columns = _header(data)
    mapping = {column: LEFT_OUT for column in columns if column in BESIDE}
    statements = [column for column in columns if column and column not in BESIDE and column != "participant"]
    known = ("participant", *dict.fromkeys(statements))
    lines, found = read_lines(data, known=known, required=("participant",), mapping=mapping, where=where)
    read.findings += found
    seen: set[str] = set()
    for line in lines:
        name = line.get("participant")
        if not name or name in seen:
            why = "Each line is one person." if name else "A person is known by an id."
            what = "This participant stands here twice" if name else "The participant is missing"
            read.findings.append(_cell(where, line, "participant", what, why, "Correct the row, or leave it out."))
        seen.add(name)
        for statement in statements:
            vote = line.get(statement)
            if vote and vote not in SAID:
                read.findings.append(_no_vote(where, line, statement))
            elif vote:
                read.cast[name, statement] = (0, SAID[vote])
        if enough(read.findings):
            return


def _no_vote(where: str, line: Line, field: str) -> Finding:
    return _cell(where, line, field, "This is no vote", "A vote is 1 (agree), 0 (pass) or -1 (disagree).",
                 "Write one of the three.")


def _cell(where: str, line: Line, field: str, what: str, why: str, after: str) -> Finding:
    return Finding(what=what, why=why, next=after, where=where, line=line.number, field=field,
                   excerpt=shortened(line.get(field)))


def _fault(where: str, line: int, excerpt: str, what: str, why: str, after: str) -> Finding:
    return Finding(what=what, why=why, next=after, where=where, line=line, excerpt=excerpt)
