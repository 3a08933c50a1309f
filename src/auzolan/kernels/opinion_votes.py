"""Who agreed, disagreed or passed on what, as a sparse table in one order whatever order it came in.

People and statements stand in the order of their ids: whole numbers by their size, then other ids by their letters. So
everything that is reckoned from the table is the same whoever voted first.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auzolan.values.refusal import Refusal

AGREE, PASS, DISAGREE = 1, 0, -1
DIGITS_MAX = 18


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Votes:
    """The votes of each person side by side.

    participants, statements: ids in order; start: where a person's votes begin (one more than people); statement: the
    number of the statement, rising within a person; vote: 1 agree, 0 pass, -1 disagree; left_out: per statement,
    whether moderation took it out.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    start: NDArray[np.int64]
    statement: NDArray[np.int32]
    vote: NDArray[np.int8]
    left_out: NDArray[np.bool_]

    @property
    def cast(self) -> NDArray[np.int64]:
        """How many votes each person cast, those on statements that were taken out too."""
        return np.diff(self.start)

    @property
    def person(self) -> NDArray[np.int64]:
        """Whose each vote is."""
        return np.repeat(np.arange(len(self.participants)), self.cast)

    def of(self, people: NDArray[np.int64]) -> "Votes":
        """The same statements, voted on by these people only; their numbers rising."""
        many = self.cast[people]
        start = np.concatenate([[0], np.cumsum(many)])
        taken = np.repeat(self.start[people] - start[:-1], many) + np.arange(start[-1])
        return Votes(
            participants=tuple(self.participants[one] for one in people.tolist()), statements=self.statements,
            start=start, statement=self.statement[taken], vote=self.vote[taken], left_out=self.left_out,
        )


def in_order(ids: Iterable[str]) -> list[str]:
    """Ids in the one order: whole numbers by size, then the others by their letters."""
    return sorted(ids, key=_place)


def gather(votes: Iterable[tuple[str, str, int]], *, left_out: Collection[str] = ()) -> Votes:
    """The table of votes given as (participant, statement, 1 agree | 0 pass | -1 disagree), one per pair, in any order.

    left_out: statements that moderation took out; they move nobody. Raises Refusal for another vote than these three,
    and where one person voted twice on one statement.
    """
    rows = list(votes)
    participants, statements = in_order({row[0] for row in rows}), in_order({row[1] for row in rows})
    who = {one: number for number, one in enumerate(participants)}
    what = {one: number for number, one in enumerate(statements)}
    return from_numbers(
        participants, statements, np.fromiter((who[row[0]] for row in rows), np.int64, len(rows)),
        np.fromiter((what[row[1]] for row in rows), np.int64, len(rows)),
        np.fromiter((row[2] for row in rows), np.int64, len(rows)), left_out=left_out,
    )


def from_numbers(
    participants: Iterable[str], statements: Iterable[str], person: Any, statement: Any, vote: Any,
    *, left_out: Collection[str] = (),
) -> Votes:
    """The same from numbers: person and statement count from 0 in the order of ids, which is that of in_order."""
    people, things = tuple(participants), tuple(statements)
    pairs = np.asarray(person, dtype=np.int64) * max(len(things), 1) + np.asarray(statement, dtype=np.int64)
    given = np.asarray(vote)
    if len(given) and not bool(np.isin(given, (AGREE, PASS, DISAGREE)).all()):
        raise _refusal("A vote is neither 1, 0 nor -1.", "Write 1 for agree, 0 for pass, -1 for disagree.")
    if len(pairs) > 1 and not bool((pairs[1:] > pairs[:-1]).all()):
        order = np.argsort(pairs, kind="stable")
        pairs, given = pairs[order], given[order]
    if bool((pairs[1:] == pairs[:-1]).any()):
        raise _refusal("One person voted twice on one statement.", "Keep the later vote of the two.")
    whose = pairs // max(len(things), 1)
    return Votes(
        participants=people, statements=things,
        start=np.searchsorted(whose, np.arange(len(people) + 1)).astype(np.int64),
        statement=(pairs - whose * max(len(things), 1)).astype(np.int32), vote=given.astype(np.int8),
        left_out=np.fromiter((one in left_out for one in things), np.bool_, len(things)),
    )


def _place(name: str) -> tuple[int, int, bytes]:
    """Where an id stands."""
    if name.isascii() and name.isdecimal() and len(name) <= DIGITS_MAX:
        return 0, int(name), name.encode()
    return 1, 0, name.encode()


def _refusal(why: str, after: str) -> Refusal:
    return Refusal(what="The opinion map was not made", where="votes", why=why, next=after)
