"""What can have happened to an objection: it was made, it was answered."""

from auzolan.journal.entry import Fact, Whole

STANDS, CORRECTED, WITHDRAWN = "stands", "corrected", "withdrawn"


class LineContested(Fact, frozen=True, kw_only=True, tag="contest.line_contested.1"):
    """A member objected to one line. Reason and what would be right are in the vault.

    contest: its id; line: the entry; to: the account of a portion, or empty; posting: which posting of the entry, from
    0, or -1 for the whole entry; run: the run, where it is a portion; holds: the contester is the one to receive it,
    so that nothing of it is posted before there is an answer; due: the last day for the answer.
    """

    contest: str
    line: Whole
    due: str
    to: str = ""
    posting: Whole = -1
    run: str = ""
    holds: bool = False
    vault: str = ""


class ContestAnswered(Fact, frozen=True, kw_only=True, tag="contest.contest_answered.1"):
    """The accountable body answered, or the contester took it back. outcome: stands, corrected or withdrawn."""

    contest: str
    outcome: str
    vault: str = ""


FACTS = (LineContested, ContestAnswered)
