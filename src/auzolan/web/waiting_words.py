"""What waits for somebody, in a sentence, and the page where they do it: the same words at home and in mail."""

from typing import Any

from django.utils.translation import gettext, ngettext

from auzolan.views.waiting import (
    BALLOT,
    CONDUCT,
    CONFIRM,
    LIMIT,
    PAPER,
    RESULT,
    REVIEW,
    SAID,
    SIGN,
    STAND,
    TASK,
    Waiting,
)

Place = tuple[str, dict[str, Any], str]


def says(one: Waiting) -> str:
    """What is to be done."""
    named = {"title": one.title, "n": one.count}
    match one.what:
        case what if what == BALLOT:
            return str(gettext("Cast your ballot: %(title)s") % named)
        case what if what == STAND:
            return str(gettext("You were named: say whether you stand for %(title)s") % named)
        case what if what == TASK:
            return str(gettext("You see to it: %(title)s") % named)
        case what if what == CONFIRM:
            told = ngettext("Confirm what %(n)s member brought in", "Confirm %(n)s contributions of others", one.count)
            return str(told % named)
        case what if what == SIGN:
            return str(ngettext("Sign %(n)s entry of the books", "Sign %(n)s entries of the books", one.count) % named)
        case what if what == LIMIT:
            return str(gettext("%(title)s does not hold: see why, and decide what to do") % named)
        case what if what == REVIEW:
            return str(gettext("Look again at %(title)s: keep it, change it or end it") % named)
        case what if what == CONDUCT:
            return str(gettext("A notice or a mediation waits for your next step"))
        case what if what == PAPER:
            told = ngettext(
                "Read %(n)s paper that another entered: %(title)s", "Read %(n)s papers that others entered: %(title)s",
                one.count,
            )
            return str(told % named)
        case what if what == SAID:
            return str(gettext("Read what somebody says on paper, for a talk"))
        case what if what == RESULT:
            return str(gettext("Enter or confirm the result of the vote elsewhere: %(title)s") % named)
    return str(gettext("Answer a contest"))


def place(one: Waiting) -> Place:
    """(page, parts of its address, place on it) where it is done; the entry itself where no page is about it."""
    match one.what:
        case what if what == BALLOT:
            return "decision", {"decision": one.about}, ""
        case what if what == STAND:
            return "election", {"election": one.about}, ""
        case what if what == TASK:
            return "register", {}, f"#{one.about}"
        case what if what in (LIMIT, REVIEW):
            return "article", {"article": one.about}, ""
        case what if what == CONDUCT:
            return "case", {"case": one.about}, ""
        case what if what == PAPER:
            return "paper", {"decision": one.about}, ""
        case what if what == SAID:
            return "talk", {"talk": one.about}, "#paper"
        case what if what == RESULT:
            return "external", {"decision": one.about}, ""
    return "entry", {"seq": one.entry}, ""
