"""One policy decides what is seen: every class, by every circle."""

import pytest

from auzolan.policy.policy import NOBODY_IN_PARTICULAR, Published, Viewer, columns, may_see
from auzolan.tables.table import Column, Table

MEMBER = Viewer(member="mana", belongs=True)
LEFT = Viewer(member="mleft", belongs=False)
READER = Viewer(member="mbo", belongs=True, reads=frozenset({"names", "claims"}))

CARE = Table(
    name="care",
    means="Care given.",
    columns=(
        Column(name="id", kind="text", means="its number", seen_by="public"),
        Column(name="member", kind="text", means="who", seen_by="members"),
        Column(name="words", kind="text", means="what was said", seen_by="mandate"),
        Column(name="need", kind="text", means="what was needed", seen_by="own"),
        Column(name="raw", kind="text", means="never shown", seen_by="nobody"),
    ),
    key=("id",),
    person="member",
)
ROW = {"id": "c1", "member": "mana", "words": "w", "need": "n", "raw": "r"}


@pytest.mark.parametrize(
    ("viewer", "seen_by", "more", "expected"),
    [
        (NOBODY_IN_PARTICULAR, "public", {}, False),
        (NOBODY_IN_PARTICULAR, "public", {"published": True}, True),
        (NOBODY_IN_PARTICULAR, "members", {"published": True}, False),
        (MEMBER, "public", {}, True),
        (MEMBER, "members", {}, True),
        (LEFT, "members", {}, False),
        (MEMBER, "mandate", {"what": "names"}, False),
        (READER, "mandate", {"what": "names"}, True),
        (READER, "mandate", {"what": "survey"}, False),
        (READER, "mandate", {}, False),
        (READER, "mandate", {"what": "claims.open"}, True),
        (MEMBER, "mandate", {"what": "names", "owner": "mana"}, True),
        (LEFT, "own", {"owner": "mleft"}, True),
        (READER, "own", {"owner": "mana"}, False),
        (NOBODY_IN_PARTICULAR, "own", {"owner": ""}, False),
        (READER, "nobody", {"owner": "mbo", "published": True}, False),
        (READER, "everyone", {"published": True}, False),
        (READER, "", {"published": True}, False),
    ],
)
def test_what_has_a_class_is_seen_by_its_circle_and_nothing_else_is(viewer, seen_by, more, expected) -> None:
    assert may_see(viewer, seen_by, **more) is expected


def test_a_row_shows_each_circle_its_own_columns() -> None:
    said = Published()
    assert set(columns(NOBODY_IN_PARTICULAR, CARE, ROW, said)) == set()
    assert set(columns(Viewer(member="mbo", belongs=True), CARE, ROW, said)) == {"id", "member"}
    assert set(columns(MEMBER, CARE, ROW, said)) == {"id", "member", "words", "need"}


def test_publishing_never_shows_more_than_the_class_allows() -> None:
    said = Published(public=frozenset({"care", "care.need", "care.raw"}))
    assert set(columns(NOBODY_IN_PARTICULAR, CARE, ROW, said)) == {"id"}


def test_publishing_can_narrow_a_column_to_its_person() -> None:
    said = Published(own=frozenset({"care.member"}))
    assert "member" not in columns(READER, CARE, ROW, said)
    assert "member" in columns(MEMBER, CARE, ROW, said)
