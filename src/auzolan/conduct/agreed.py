"""What the charter says about conduct, who that makes decide, and until when each step lasts."""

from datetime import date, timedelta

from auzolan.charter.around import Around
from auzolan.conduct.articles.conduct import Conduct
from auzolan.conduct.state import Case
from auzolan.members.body import roll
from auzolan.values.refusal import Refusal


def said(around: Around) -> Conduct | None:
    """What the charter in force says about conduct, if it does."""
    found = around.charter.of_kind("conduct")
    value: Conduct | None = around.charter.value(found[0].id) if found else None
    return value


def later(around: Around, days: int) -> str:
    """The day so many days after this moment."""
    return (date.fromisoformat(around.at[:10]) + timedelta(days=days)).isoformat()


def within(around: Around, body: str, member: str) -> bool:
    """Whether somebody belongs to a body, or a class, at this moment."""
    return member in _roll(around, body)


def deciders(around: Around, agreed: Conduct, about: str, by: str) -> tuple[str, ...]:
    """Who decides about a case now: those who sit in the body, without the two whom it is between."""
    return tuple(one for one in _roll(around, agreed.decides) if one not in (about, by))


def hears(around: Around, agreed: Conduct, case: Case, member: str) -> bool:
    """Whether somebody hears the appeal: of that body, and neither concerned nor of those who decided."""
    return member not in (case.about, case.by, case.helper, *case.decided_by, *(
        one.by for one in case.steps if one.what in ("improving", "decided")
    )) and within(around, agreed.hears_appeal, member)


def _roll(around: Around, body: str) -> tuple[str, ...]:
    try:
        return roll(around.states["members"], around.charter, body, around.at)
    except Refusal:
        return ()  # the article was retired: nobody is in it
