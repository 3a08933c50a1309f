"""Several chambers on the page of a decision: the roll of each, what it said, and whether it carries by itself."""

from typing import Any

from auzolan.governance.state import OPEN, WITHDRAWN
from auzolan.views.chambers import Chambered, chambered
from auzolan.views.decisions import DecisionPage
from auzolan.views.recount import Recount, recounted
from auzolan.web import deciding
from auzolan.web.asked import Asked


def shown(asked: Asked, view: DecisionPage) -> dict[str, Any]:
    """What parts/chambers.html needs; nothing where one body decides."""
    parts = chambered(asked.org, view.decision, asked.around, asked.reader, lambda: _counted(asked, view))
    if not parts:
        return {}
    found = _counted(asked, view)
    answers = {one.member: deciding.given(one.option) for one in view.ballots if one.option}
    return {
        "chambers": [_chamber(asked, one, answers) for one in parts], "chambers_equal": found.equal if found else None,
        "chambers_weigh": any(one.weight for one in parts),
    }


def _counted(asked: Asked, view: DecisionPage) -> Recount | None:
    if view.status in (OPEN, WITHDRAWN) or view.closed < 0:
        return None
    found: Recount = asked.kept(
        "recounted",
        lambda: recounted(asked.org, view.decision, asked.around, asked.office.reader(view.closed)),
        view.decision, view.closed,
    )
    return found


def _chamber(asked: Asked, one: Chambered, answers: dict[str, str]) -> dict[str, Any]:
    people = [(asked.called.member(member), answers.get(member, "")) for member in one.roll]
    return {
        "one": one, "title": one.title if one.title != one.body else deciding.named(asked, one.body),
        "counts": [(deciding.given(count.option), count.heads) for count in one.counts],
        "roll": sorted(people, key=lambda pair: pair[0].casefold()), "answered": sum(bool(said) for _, said in people),
    }
