"""What an objection holds back, and whose: one's own portion, or any portion of a run where the rule names one's body.

Wages and payments to producers are held by nobody: they are paid, and corrected after.
"""

from auzolan.charter.around import Around
from auzolan.contest.facts import LineContested
from auzolan.members.body import roll
from auzolan.rules.facts import PortionsPublished
from auzolan.rules.state import PARTLY, PUBLISHED, Run
from auzolan.rules.terms import Terms, rule_terms

YOURS = "Only the one who is to receive a portion, or a body that the rule names, holds it back."
POSTED = "What was posted already is not held back: it is corrected after."
PAID_AT_ONCE = "This rule pays for work or goods: that is never held back; it is paid, and corrected after."

NO_PORTION = "Only a portion of a run can be held back: this is written, and what is wrong is corrected beside it."


def told(fact: LineContested, who: str, around: Around) -> str:
    """Why an objection that was written holds nothing back, in a sentence; empty where it does."""
    if fact.holds:
        return ""
    line = around.fact(fact.line)
    if not fact.run or not isinstance(line, PortionsPublished):
        return NO_PORTION
    member = next((part.member for part in line.portions if part.to == fact.to), "")
    return not_held(around.states["rules"].runs[fact.run], fact.to, member, who, around)


def not_held(run: Run, to: str, member: str, who: str, around: Around) -> str:
    """Why an objection of `who` does not hold back a portion, in a sentence; empty where it does.

    to: the account of the portion; member: whose it is, or empty.
    """
    agreed = rule_terms(run, around)
    if run.status != PUBLISHED and not (run.status == PARTLY and to in run.held):
        return POSTED
    if agreed.costs:
        return PAID_AT_ONCE
    return "" if member == who or _named(agreed, who, around) else YOURS


def _named(agreed: Terms, who: str, around: Around) -> bool:
    return any(
        who in roll(around.states["members"], around.charter, body, around.at)
        for body in agreed.held_by if body in around.charter
    )
