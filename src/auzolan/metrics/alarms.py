"""The limits that do not hold now, for the body that each belongs to."""

from dataclasses import dataclass

from auzolan.charter.charter import Charter
from auzolan.members.body import roll
from auzolan.members.state import State as People
from auzolan.metrics.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A limit that does not hold. body: who decides about it; entry, since: where and when it was told."""

    limit: str
    name: str
    body: str
    entry: int
    since: str
    figure: str
    bound: str
    about: str
    why: str


def alarms(state: State, charter: Charter) -> tuple[Alarm, ...]:
    """Every limit that does not hold now, the one that has waited longest first."""
    found = []
    for id, breach in state.broken.items():
        article = charter.get(id)
        if article is not None:
            found.append(Alarm(
                limit=id, name=article.name, body=str(article.fields.get("decides", "")), entry=breach.seq,
                since=breach.at, figure=breach.figure, bound=breach.bound, about=breach.about, why=breach.why,
            ))
    return tuple(sorted(found, key=lambda one: one.entry))


def alarms_for(member: str, state: State, people: People, charter: Charter, at: str) -> tuple[Alarm, ...]:
    """What waits for a member as one of the body that decides about a limit. at: a moment or a day, ISO."""
    return tuple(one for one in alarms(state, charter) if one.body and member in roll(people, charter, one.body, at))
