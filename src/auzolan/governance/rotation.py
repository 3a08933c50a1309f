"""Rotation: who may stand for a seat, how many terms in a row they have served, and until when a seat is held."""

from datetime import date

from auzolan.charter.around import Around
from auzolan.governance.election_state import Sat
from auzolan.governance.people import belongs
from auzolan.governance.state import State
from auzolan.members.articles.body import Body
from auzolan.members.body import held_until
from auzolan.members.mandate import last_day
from auzolan.members.state import Grant


def terms_in_a_row(served: tuple[Sat, ...], body: Body, day: str) -> int:
    """How many terms somebody has served without a break that is long enough, if another began on that day.

    A seat that was taken over for less than half of a term is no term.
    """
    count, begins = 0, day
    for sat in reversed(served):
        if not _in_a_row(_end(sat, body, day), begins, body):
            break
        begins = sat.since
        count += _counts(sat, body)
    return count


def _end(sat: Sat, body: Body, day: str) -> str:
    """The day on which a term was over: by an entry, or by itself; today where it is not over yet."""
    if sat.ended:
        return sat.ended
    last = held_until(body, Grant(member="", since=sat.since, until=sat.until, seq=0))
    return min(day, last) if last else day


def _in_a_row(end: str, begins: str, body: Body) -> bool:
    cooling = body.term_months // 2 if body.cooling_months is None else body.cooling_months
    out = (date.fromisoformat(begins) - date.fromisoformat(end)).days
    return out <= 1 or begins <= last_day(end, cooling)


def _counts(sat: Sat, body: Body) -> bool:
    if not body.term_months or not sat.until:
        return True
    whole = date.fromisoformat(last_day(sat.since, body.term_months)) - date.fromisoformat(sat.since)
    return 2 * (date.fromisoformat(sat.until) - date.fromisoformat(sat.since)) >= whole


def cannot_sit(state: State, member: str, body: str, around: Around) -> str:
    """Why somebody cannot be elected to a seat now, in a sentence, or empty."""
    article = around.charter.get(body)
    if not belongs(around, member):
        return f"{member[:40]} is no member today."
    if article is None or article.kind != "body":
        return ""
    said: Body = around.charter.value(body)
    if around.states["members"].members[member].class_ not in said.classes:
        classes = " and ".join(one.name if (one := around.charter.get(id)) else id for id in said.classes)
        return f"{said.name} ({body}) is filled from {classes}, and {member} is not among them."
    if not said.terms_max:
        return ""
    served = state.elections.served.get(body)
    terms = terms_in_a_row(served.get(member, ()), said, around.at[:10]) if served else 0
    if terms < said.terms_max:
        return ""
    many = "one term" if terms == 1 else f"{terms} terms in a row"
    return f"{member} has served {many} in {said.name}, and {body} allows {said.terms_max}."


def last_days(body: Body, seats: int, at: str, until: str = "") -> tuple[str, ...]:
    """The last day of each seat that is filled now, in the order of election; empty texts where there is no term.

    Where a share of the seats comes up each year and the whole body is filled at once, those elected first sit for the
    whole term, those after them a year less, and so on. until: where seats are filled for what is left of a term.
    """
    if until:
        return (until,) * seats
    if not body.term_months:
        return ("",) * seats
    if body.renews is None or seats <= yearly(body):
        return (last_day(at, body.term_months),) * seats
    years = body.term_months // 12
    return tuple(last_day(at, 12 * max(1, years - place // yearly(body))) for place in range(seats))


def yearly(body: Body) -> int:
    """How many seats come up each year where the article says which share: rounded up, so that each has its turn."""
    return body.seats if body.renews is None else -(-body.seats * body.renews.numerator // body.renews.denominator)
