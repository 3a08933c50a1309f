"""Letters on their way, on SQLite and on PostgreSQL: each once, none taken by two, none lost; tries wait longer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auzolan.node.node import Node
from auzolan.node.outbox import FIRST_WAIT_SECONDS, KEEP_SECONDS, LEASE_SECONDS, WAIT_MAX_SECONDS, Outbox

NOW = 1_900_000_000
ANA, BO = ("reminder", "d1", "ana"), ("reminder", "d1", "bo")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def node(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Node]:
    url = request.getfixturevalue("postgres_database") if request.param == "postgres" else ""
    made = Node(tmp_path / "data", state=tmp_path / "state", database_url=url)
    made.make()
    yield made
    made.close()


def of(node: Node, handle: int = 1) -> Outbox:
    return Outbox(node.connect(), handle)


def members(box: Outbox, now: int, most: int = 10) -> list[str]:
    return [one.member for one in box.take(now, most)]


def test_the_same_letter_is_put_in_once_and_sent_once(node: Node) -> None:
    box = of(node)
    box.put([ANA, BO], NOW)
    box.put([BO, ANA], NOW + 60)
    assert box.known("reminder", "d1") == {"ana", "bo"}
    letters = box.take(NOW, 10)
    assert [one.member for one in letters] == ["ana", "bo"]
    box.sent(letters, NOW)
    box.put([ANA], NOW + 120)
    assert members(box, NOW + LEASE_SECONDS * 10) == []
    assert [(one.about, one.sent) for one in box.of("ana")] == [("d1", NOW)]


def test_what_one_process_took_is_left_to_it_and_free_again_when_it_died(node: Node) -> None:
    box = of(node)
    box.put([ANA, BO], NOW)
    assert members(box, NOW, 1) == ["ana"]
    assert members(box, NOW) == ["bo"]
    assert members(box, NOW + LEASE_SECONDS - 1) == []
    assert members(box, NOW + LEASE_SECONDS) == ["ana", "bo"], "whoever took them has stopped"


def test_each_try_in_vain_waits_longer_and_none_for_more_than_six_hours(node: Node) -> None:
    box, at, waits = of(node), NOW, []
    box.put([ANA], NOW)
    for _ in range(9):
        (letter,) = box.take(at, 10)
        box.failed([letter], at)
        (told,) = box.of("ana")
        waits.append(told.next - at)
        at = told.next
    assert waits[:3] == [FIRST_WAIT_SECONDS, 2 * FIRST_WAIT_SECONDS, 4 * FIRST_WAIT_SECONDS]
    assert max(waits) == waits[-1] == WAIT_MAX_SECONDS
    assert box.stuck() == (1, NOW)


def test_what_has_nothing_to_say_is_told_of_nobody_and_old_letters_are_forgotten(node: Node) -> None:
    box = of(node)
    box.put([ANA, BO], NOW)
    ana, bo = box.take(NOW, 10)
    box.drop([ana])
    box.sent([bo], NOW)
    assert box.of("ana") == []
    box.tidy(NOW + KEEP_SECONDS)
    assert len(box.of("bo")) == 1
    box.tidy(NOW + KEEP_SECONDS + 1)
    assert box.of("bo") == []


def test_organisations_of_one_node_keep_their_letters_apart(node: Node) -> None:
    of(node, 1).put([ANA], NOW)
    assert members(of(node, 2), NOW) == []
    assert members(of(node, 1), NOW) == ["ana"]


def test_a_store_of_an_earlier_version_gets_its_outbox(node: Node) -> None:
    node.connect().execute("DROP TABLE outbox")
    node.make()
    of(node).put([ANA], NOW)
    assert members(of(node), NOW) == ["ana"]
