"""A body decides together; its roll says who is in it on a given day."""

from datetime import date, timedelta

from auzolan.charter.charter import Charter
from auzolan.members.articles.body import Body
from auzolan.members.state import Grant, State
from auzolan.values.kept import Kept
from auzolan.values.refusal import Refusal

_ROLLS: Kept[tuple[str, ...]] = Kept()


def roll(state: State, charter: Charter, body: str, at: str) -> tuple[str, ...]:
    """Who is in a body at a moment: all members of its classes, or those who hold its seats; ids, sorted.

    body: the article's id, or a class ("class.worker"), which is everybody in it; at: a moment or a day, ISO.
    Raises Refusal when the charter has no such body.
    """
    day = at[:10]
    if body.startswith("class."):
        return _of_classes(state, (body,), day)
    article = charter.get(body)
    if article is None or article.kind != "body":
        raise Refusal(
            what="The roll was not made", where=body, why="The charter has no body of that name.",
            next="Name one of: " + ", ".join(known.id for known in charter.of_kind("body")) + ".",
        )
    read = charter.value(body)
    if read.seats:
        return tuple(sorted({grant.member for grant in sitting(state, read, day)}))
    return _of_classes(state, read.classes, day)


def on_roll(state: State, charter: Charter, body: str, member: str, at: str) -> bool:
    """Whether somebody is on the roll of a body, or of a class; where no seats are held, nobody else is looked at.

    Raises Refusal as `roll` does.
    """
    classes: tuple[str, ...] = (body,)
    if not body.startswith("class."):
        article = charter.get(body)
        if article is None or article.kind != "body" or charter.value(body).seats:
            return member in roll(state, charter, body, at)
        classes = charter.value(body).classes
    known = state.members.get(member)
    return known is not None and known.class_ in classes and known.votes(at[:10])


def _of_classes(state: State, classes: tuple[str, ...], day: str) -> tuple[str, ...]:
    # A large roll is written in many entries, and each is judged by the whole of it.
    return _ROLLS.get(state.members, (classes, day), lambda: tuple(sorted(
        id for id, member in state.members.items() if member.class_ in classes and member.votes(day)
    )))


def sitting(state: State, body: Body, day: str) -> tuple[Grant, ...]:
    """The grants of those who sit in a body with seats on a day, the oldest first.

    Those whose term is over stay in seats that nobody else has taken: as long as the article says, seat by seat; where
    it says nothing, until anybody of the next election sits.
    """
    return tuple(grant for grant in seated(state, body, day) if _votes(state, grant.member, day))


def seated(state: State, body: Body, day: str) -> tuple[Grant, ...]:
    """The grants by which the seats of a body are taken on a day, also of those whose rights rest, the oldest first."""
    if body.holdover_days is None:
        return _trusted(state, body.id, day)
    of_members = tuple(grant for grant in state.mandates.get(body.id, ()) if _belongs(state, grant.member, day))
    current = [grant for grant in of_members if not grant.until or day <= grant.until]
    over = [grant for grant in of_members if grant.until and grant.until < day <= held_until(body, grant)]
    # Where fewer seats are free than terms are over, those who came last stay.
    over.sort(key=lambda grant: -grant.seq)
    return tuple(sorted((*current, *over[: max(0, body.seats - len(current))]), key=lambda grant: grant.seq))


def held_until(body: Body, grant: Grant) -> str:
    """The last day on which somebody sits at most, whoever is elected or not; empty for no end."""
    if not grant.until or body.holdover_days is None:
        return ""
    return (date.fromisoformat(grant.until) + timedelta(days=body.holdover_days)).isoformat()


def holding(state: State, mandate: str, day: str) -> tuple[Grant, ...]:
    """The grants of a mandate, or of a body's seats, that count on a day: not run out, or held over.

    Trust that has run out is held over until a successor is in, so that nothing stands still; it does not come back
    when that successor is parted with, recalled or suspended.
    """
    return tuple(grant for grant in _trusted(state, mandate, day) if _votes(state, grant.member, day))


def _trusted(state: State, mandate: str, day: str) -> tuple[Grant, ...]:
    grants = state.mandates.get(mandate, ())
    of_members = tuple(grant for grant in grants if _belongs(state, grant.member, day))
    current = tuple(grant for grant in of_members if not grant.until or day <= grant.until)
    if current:
        return current
    last = max((_last(state, grant) for grant in grants), default="")
    last = max(last, state.served.get(mandate, ""))
    return tuple(grant for grant in of_members if grant.until >= last)


def _last(state: State, grant: Grant) -> str:
    """The last day on which somebody was in their term, or was no member any more."""
    known = state.members.get(grant.member)
    left = known.left if known else ""
    return min((day for day in (grant.until, left) if day), default="")


def _belongs(state: State, member: str, day: str) -> bool:
    known = state.members.get(member)
    return known is not None and known.belongs(day)


def _votes(state: State, member: str, day: str) -> bool:
    known = state.members.get(member)
    return known is not None and known.votes(day)
