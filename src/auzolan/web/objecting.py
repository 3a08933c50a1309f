"""What an objection does, told to whoever has just written it: that the amount waits, or why nothing does."""

from django.utils.translation import gettext

from auzolan.contest.facts import LineContested
from auzolan.contest.holding import told
from auzolan.node.office import Answer
from auzolan.web.asked import Asked


def objected(asked: Asked, answer: Answer) -> str:
    """The words for the one who objects."""
    written = gettext("Your contest is written. An answer is owed.")
    why = told(answer.fact(LineContested), asked.member, asked.around)
    if not why:
        return f"{written} {gettext('The amount waits until then.')}"
    return f"{written} {gettext('Nothing is held back by it; what is wrong is corrected after.')} {gettext(why)}"
