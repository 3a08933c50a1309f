"""Says in plain words how several chambers decide together."""

from collections.abc import Mapping, Sequence
from typing import Any

from auzolan.charter.say import say


def chamber_words(chambers: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    """One more sentence about the chambers of a procedure; empty where one body decides. names: of bodies, by id."""
    if not chambers:
        return ""
    titles = [one.get("title") or names.get(one["body"], one["body"]) for one in chambers]
    if any(one.get("weight") for one in chambers):
        weighed = [f"{title} {one.get('weight', 0)}" for title, one in zip(titles, chambers, strict=True)]
        return say(" The ballots of each chamber weigh together: {weighed}.", weighed=", ".join(weighed))
    return say(" That must hold in each chamber by itself: {titles}.", titles=", ".join(titles))
