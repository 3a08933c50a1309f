"""An objection that is carried on: who decides it when it was not answered in time, or not to satisfaction."""

from datetime import date, timedelta

from auzolan.charter.around import Around
from auzolan.contest.articles.contest import Contesting
from auzolan.contest.facts import STANDS
from auzolan.contest.state import OPEN, Contest

EFFECT, CONTEST = "answer_contest", "contest"


def said(around: Around) -> Contesting | None:
    """What the charter in force says about objections, if it does."""
    found = around.charter.of_kind("contest")
    value: Contesting | None = around.charter.value(found[0].id) if found else None
    return value


def overdue(contest: Contest, day: str) -> bool:
    """Whether an answer was owed before this day and there is none."""
    return contest.status == OPEN and not contest.decision and day > contest.due


def again_until(contest: Contest, agreed: Contesting) -> str:
    """The last day on which an answered objection can be carried on; empty where it cannot."""
    if contest.status != STANDS or contest.decision or not contest.answered:
        return ""
    return (date.fromisoformat(contest.answered) + timedelta(days=agreed.again_days)).isoformat()


def asked(contest: Contest) -> tuple[str, str]:
    """(title, text) of what is put to those who decide: is the objection right?"""
    before = "was answered, and the answer does not satisfy" if contest.status == STANDS else (
        f"was not answered by {contest.due}"
    )
    text = f"It {before}. Yes: it is right, and the line is corrected. No: the line stands as it is."
    return f"Is the objection to entry {contest.line} right?", text
