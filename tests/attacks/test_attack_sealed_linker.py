"""Whoever holds everything that remains after the close of a sealed vote links papers to people no better than chance.

The linker has the database file with its free pages and its log, the journal, the folder of keys, and the clock times
of the files. It does not have what was there before the close: that is said on the page.
"""

import hashlib
import random
from collections.abc import Callable, Iterator
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from auzolan.governance.sealed_facts import BoxPapers, BoxVoters, Paper
from auzolan.node.ballot_box import BallotBox
from auzolan.node.database import Database
from auzolan.node.keeping import Keeping
from auzolan.node.schema import fixed_statements
from sealed_place import Sealed, sealed

VOTERS = 30


def remains(folder: Path) -> bytes:
    """Every byte that is left on the disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.fixture
def voted(tmp_path: Path) -> tuple[Sealed, str, dict[str, Any]]:
    """A vote of thirty, cast in an order that only this test knows, and counted."""
    place = sealed(tmp_path, members=VOTERS)
    decision = place.propose()
    order = sorted(place.members, key=lambda who: hashlib.sha256(who.encode()).digest())
    cast = {who: place.vote(decision, who, "no" if number % 3 else "yes") for number, who in enumerate(order)}
    place.closes(decision)
    return place, decision, cast


def test_nothing_but_what_was_published_is_left_of_a_paper(voted: tuple[Sealed, str, dict[str, Any]]) -> None:
    place, decision, cast = voted
    database = place.node.database()
    assert database.all("SELECT * FROM box_papers") == database.all("SELECT * FROM box_voted") == []
    left = remains(place.node.keeping.folder)
    assert not any(one.paper.tracker.encode() in left for one in cast.values())
    assert not (place.node.keeping.folder / place.office.org / "boxes" / decision).exists()
    entries = [place.office.fact(seq) for seq in range(place.office.now().seq)]
    (papers,) = [one for one in entries if isinstance(one, BoxPapers)]
    (people,) = [one for one in entries if isinstance(one, BoxVoters)]
    assert [one.tracker for one in papers.papers] == sorted(one.paper.tracker for one in cast.values())
    assert list(people.voted) == sorted(place.members.values())
    # A tracker stands on the disk exactly where it was published: in its entry, in the open table and in its index.
    place.node.close()
    file = b"".join(path.read_bytes() for path in sorted((place.node.data).glob("auzolan.sqlite3*")))
    counts = {file.count(one.paper.tracker.encode()) for one in cast.values()}
    assert counts <= {2, 3}, counts  # two where the end of a page cuts one in half


def strategies() -> dict[str, Callable[[list[str], list[Paper]], dict[str, str]]]:
    """Ways to guess whose paper is whose from two lists, each in the order in which it stands."""
    def digest(text: str) -> bytes:
        return hashlib.sha256(text.encode()).digest()

    return {
        "in the order that they stand": lambda people, papers: dict(
            zip(people, (one.tracker for one in papers), strict=True)
        ),
        "in the opposite order": lambda people, papers: dict(
            zip(people, (one.tracker for one in reversed(papers)), strict=True)
        ),
        "by the hash of the number": lambda people, papers: dict(
            zip(sorted(people, key=digest), (one.tracker for one in papers), strict=True)
        ),
        "by the hash of the tracker": lambda people, papers: dict(
            zip(people, sorted((one.tracker for one in papers), key=digest), strict=True)
        ),
        "whoever is next to it": lambda people, papers: {
            who: min((one.tracker for one in papers), key=lambda tracker: digest(who + tracker)) for who in people
        },
    }


def votes(folder: Path, count: int) -> Iterator[tuple[dict[str, str], list[str], list[Paper]]]:
    """Boxes filled in an order known to the test alone, as they come out: (member -> tracker, voters, papers)."""
    database = Database(folder / "boxes.sqlite3")
    database.execute("PRAGMA synchronous=OFF")  # what is written stays the same; only the power must not fail
    for statement in fixed_statements(postgres=False):
        database.execute(statement)
    keeping = Keeping(folder / "state")
    keeping.make()
    box = BallotBox(database, 1, "roasters", keeping)
    chance = random.Random(20260301)
    for number in range(count):
        decision = f"d{number}"
        people = [f"m{chance.getrandbits(64):016x}" for _ in range(VOTERS)]
        truth = {}
        with database.writing(1):
            for who in people:
                truth[who] = f"{chance.getrandbits(128):032x}"
                box.put(decision, who, Paper(tracker=truth[who], option=chance.choice(("yes", "no"))), 400)
        found = box.open(decision)
        with database.writing(1):
            box.empty(decision)
        keeping.erase_box("roasters", decision)
        yield truth, sorted(found.voted), sorted(found.papers, key=lambda one: one.tracker)


def test_a_linker_does_no_better_than_chance(tmp_path: Path, size: Callable[[int, int], int]) -> None:
    many = size(1_000, 1_000)
    hits = dict.fromkeys(strategies(), 0)
    for truth, people, papers in votes(tmp_path, many):
        for name, guess in strategies().items():
            guessed = guess(people, papers)
            hits[name] += sum(guessed[who] == tracker for who, tracker in truth.items())
    # By chance one of thirty is right in each vote; five standard deviations leave a false alarm in millions.
    allowed = 5 * sqrt(many)
    assert all(abs(found - many) < allowed for found in hits.values()), hits


def test_the_linker_of_this_test_would_find_a_box_that_keeps_the_order(tmp_path: Path) -> None:
    """The test itself is broken once: papers in the order in which they were cast are linked."""
    truth, _people, papers = next(votes(tmp_path, 1))
    leaking = sorted(papers, key=lambda one: list(truth.values()).index(one.tracker))
    guessed = strategies()["in the order that they stand"](list(truth), leaking)
    assert all(guessed[who] == tracker for who, tracker in truth.items())
