"""What leaves the house of a talk: an answer goes with its member only, words go with the key of who wrote them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from talk_place import SAID, Talks, talking

from auzolan import areas
from auzolan.deliberation.state import State
from auzolan.node.exporting import Wanted, write
from auzolan.node.exporting_member import write_member
from auzolan.node.snapshot import _again, _plain
from auzolan.organisation import around
from auzolan.policy.policy import Published, columns, viewer
from auzolan.verify.verify import verify
from auzolan.views.talks import TalkPage, talk_page
from auzolan.views.withheld import withheld


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talks]:
    made = talking(tmp_path, monkeypatch)
    yield made
    made.node.close()


def answered(place: Talks) -> tuple[str, str]:
    """A talk in which Ana said something; Bo disagrees, Cleo passes."""
    talk = place.opens()
    one = place.says(talk, "Ana", SAID[0])
    place.votes(talk, "Bo", one, "disagree")
    place.votes(talk, "Cleo", one, "pass")
    return talk, one


def seen(place: Talks, talk: str, who: str) -> TalkPage:
    org = place.office.now()
    last = place.office.entry(org.seq - 1)
    near = around(org, msgspec.structs.replace(last, seq=org.seq, by=place.members[who]), place.office.fact)
    return talk_page(org, talk, near, place.members[who], place.office.vault.opened)


def test_nobody_sees_a_row_of_another_s_answer_whatever_they_are_trusted_with(place: Talks) -> None:
    answered(place)
    org, table = place.office.now(), next(one for one in areas.tables() if one.name == "statement_votes")
    rows = place.office.reader().rows("statement_votes")
    for who, count in (("Ana", 0), ("Bo", 1), ("Cleo", 1), ("Dee", 0)):
        looks = viewer(org, place.members[who], "2026-10-01")
        shown = [columns(looks, table, row, Published(public=frozenset({"statement_votes"}))) for row in rows]
        assert sum(bool(one) for one in shown) == count


def test_an_export_as_a_member_has_their_own_answers_only(place: Talks, tmp_path: Path) -> None:
    answered(place)
    for who, has in (("Bo", "disagree"), ("Ana", "")):
        out = tmp_path / who
        write(place.office, "csv", out, Wanted(member=place.members[who]))
        lines = (out / "statement_votes.csv").read_text().splitlines()[1:]
        assert len(lines) == bool(has) and all(has in line for line in lines)
        assert SAID[0] not in (out / "statements.csv").read_text()


def test_all_about_one_person_has_their_answers_and_nobody_else_s(place: Talks, tmp_path: Path) -> None:
    answered(place)
    for who, own, other in (("Bo", b"disagree", b'"pass"'), ("Cleo", b'"pass"', b"disagree")):
        out = tmp_path / who
        write_member(place.office, place.members[who], out)
        written = (out / "entries.jsonl").read_bytes()
        assert own in written and other not in written
        assert place.members[who] in (out / "tables" / "statement_votes.csv").read_text()
    out = tmp_path / "ana"
    write_member(place.office, place.members["Ana"], out)
    assert SAID[0] in (out / "words.jsonl").read_text() and not (out / "tables" / "statement_votes.csv").exists()


def test_the_bytes_of_an_answer_are_withheld_from_other_members(place: Talks) -> None:
    answered(place)
    org = place.office.now()
    seq = org.seq - 2
    for who, closed in (("Bo", False), ("Cleo", True), ("Ana", True)):
        assert withheld(place.office.store, seq, viewer(org, place.members[who], "2026-10-01"), Published()) is closed
    assert not withheld(place.office.store, seq - 1, viewer(org, place.members["Bo"], "2026-10-01"), Published())


def test_words_go_with_the_key_of_who_wrote_them_and_the_journal_still_verifies(place: Talks) -> None:
    talk, one = answered(place)
    two = place.says(talk, "Bo", SAID[1])
    assert place.node.keeping.erase_person(place.office.org, place.members["Ana"])
    page = seen(place, talk, "Bo")
    assert (page.one.title, page.question) == ("", "")
    assert {said.statement: said.text for said in page.statements} == {one: "", two: SAID[1]}
    assert place.votes(talk, "Bo", one, "agree"), "it can still be answered and taken out"
    assert verify(place.office.copy()).holds


def test_the_state_is_the_same_after_it_was_kept_and_read_again(place: Talks) -> None:
    answered(place)
    state = place.office.now().states["deliberation"]
    kept = msgspec.msgpack.encode(state, enc_hook=_plain)
    assert msgspec.msgpack.decode(kept, type=State, dec_hook=_again) == state
