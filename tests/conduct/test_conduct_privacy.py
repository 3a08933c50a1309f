"""What leaves the house of a case: no word of it is in the journal, and nobody but its few finds their row."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from conduct_place import OVER, SAID, case_of, conducting, decided, does, improving, noticed

from auzolan import areas
from auzolan.conduct.decide import AskMediation, NoteMediation, RaiseAppeal
from auzolan.conduct.facts import FACTS, MediationAsked
from auzolan.conduct.state import Case, Mediation, State
from auzolan.node.exporting_member import write_member
from auzolan.node.snapshot import _again, _plain
from auzolan.policy.policy import Published, columns, viewer
from auzolan.verify.verify import verify
from auzolan.views.conduct import case_page, counts
from auzolan.views.withheld import withheld
from auzolan.web.asked import around_of

WORDS = (SAID, "I was tired", "Each week a talk", "It went on", "canaryappeal", "canarymill", "canarynote", "Example")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    made = conducting(tmp_path, monkeypatch)
    yield made
    made.node.close()


def lived(place) -> tuple[str, str]:
    """A case that was appealed, and a mediation between Dee and Fay with Eli."""
    id = decided(place)
    does(place, "Dee", RaiseAppeal(case=id, words="canaryappeal"))
    asked = AskMediation(other=place.members["Fay"], mediator=place.members["Eli"], words="canarymill")
    other = str(does(place, "Dee", asked).fact(MediationAsked).case)
    does(place, "Eli", NoteMediation(case=other, words="canarynote"))
    return id, other


def sees(place, id: str, who: str):
    org = place.office.now()
    member = place.members[who]
    return case_page(org, id, around_of(place.office, org, org.at, member), member)


def test_no_word_of_it_is_in_the_journal_or_in_the_database(place) -> None:
    lived(place)
    store = place.office.store
    journal = b"".join(written for _seq, written, _leaf in store.entries(0, place.office.now().seq))
    raw = b"".join(one.read_bytes() for one in place.node.data.rglob("*") if one.is_file() and "reads" not in one.parts)
    for word in WORDS:
        assert word.encode() not in journal
    for word in WORDS[:-1]:
        assert word.encode() not in raw


def test_only_its_few_read_a_case(place) -> None:
    id = improving(place)
    parts = {who: (page := sees(place, id, who)) and page.part for who in place.members}
    assert parts == {"Ana": "decides", "Bo": "decides", "Cleo": "notice", "Dee": "concerned", "Eli": "helper",
                     "Fay": None}
    assert sees(place, "knone", "Ana") is None


def test_who_hears_the_appeal_reads_it_from_then_on_and_a_mediation_only_its_three(place) -> None:
    id, other = lived(place)
    assert sees(place, id, "Fay").part == "hears" and sees(place, id, "Fay").by_mandate
    assert {who for who in place.members if sees(place, other, who)} == {"Dee", "Eli", "Fay"}


def test_nobody_sees_a_row_of_another_whatever_they_are_trusted_with(place) -> None:
    lived(place)
    org, table = place.office.now(), next(one for one in areas.tables() if one.name == "conduct")
    rows = place.office.reader().rows("conduct")
    for who, count in (("Ana", 0), ("Bo", 0), ("Cleo", 1), ("Dee", 2), ("Eli", 2), ("Fay", 1)):
        looks = viewer(org, place.members[who], "2027-03-11")
        shown = [columns(looks, table, row, Published(public=frozenset({"conduct"}))) for row in rows]
        assert sum(bool(one) for one in shown) == count, who


def test_the_bytes_of_every_step_are_closed_to_other_members(place) -> None:
    lived(place)
    org = place.office.now()
    steps = [seq for seq in range(org.seq) if isinstance(place.office.fact(seq), FACTS)]
    assert len(steps) == 7
    for who in ("Ana", "Bo", "Fay"):
        looks = viewer(org, place.members[who], "2027-03-11")
        assert all(withheld(place.office.store, seq, looks, Published()) for seq in steps)


def test_all_about_one_person_has_their_own_cases(place, tmp_path: Path) -> None:
    id, other = lived(place)
    for who, has in (("Dee", {id, other}), ("Cleo", {id}), ("Fay", {other})):
        out = tmp_path / who
        write_member(place.office, place.members[who], out)
        rows = (out / "tables" / "conduct.csv").read_text().splitlines()[1:]
        assert {one for one in (id, other) if any(one in row for row in rows)} == has and len(rows) == len(has)
    assert "canaryappeal" in (tmp_path / "Dee" / "words.jsonl").read_text()
    assert "canaryappeal" not in (tmp_path / "Cleo" / "words.jsonl").read_text()
    write_member(place.office, place.members["Ana"], tmp_path / "Ana")
    assert not (tmp_path / "Ana" / "tables" / "conduct.csv").exists()


def test_a_count_is_shown_only_where_five_people_are_behind_it_and_behind_the_rest() -> None:
    def many(count: int, stage: str = "notice", first: int = 0) -> dict[str, Case]:
        return {f"k{stage}{at}": Case(about=f"m{stage}{at}", by="mx", opened="2027-01-01", hear_by="2027-01-08", seq=1,
                                      stage=stage) for at in range(first, count)}

    def seen(cases: dict[str, Case], talks: dict[str, Mediation] | None = None):
        return counts(State(cases=State().cases.update(cases), mediations=State().mediations.update(talks or {})),
                      "2027-02-01")

    assert (seen({}).open, seen(many(4)).open, seen(many(5)).open) == (None, None, 5)
    assert seen(many(6) | many(4, "answered")).open is None, "the rest would be too few"
    both = seen(many(6) | many(5, "answered"))
    assert (both.open, both.ended, both.appealed) == (6, 5, None)
    talks = {f"k{at}": Mediation(by=f"m{at}", other="my", mediator="mz", opened="2027-01-01", seq=1, stage="agreed")
             for at in range(5)}
    assert (seen({}, talks).mediations, seen({}, talks).mediations_ended) == (5, 5)
    assert seen({}, dict(list(talks.items())[:4])).mediations is None


def test_words_go_with_the_key_of_who_wrote_them_and_the_journal_still_verifies(place) -> None:
    id = noticed(place)
    assert place.node.keeping.erase_person(place.office.org, place.members["Cleo"])
    assert place.office.vault.open(case_of(place, id).steps[0].vault) is None
    assert verify(place.office.copy()).holds


def test_replay_and_a_kept_state_give_the_same(place) -> None:
    lived(place)
    place.clock(OVER)
    assert verify(place.office.copy()).holds
    state = place.office.now().states["conduct"]
    kept = msgspec.msgpack.encode(state, enc_hook=_plain)
    assert msgspec.msgpack.decode(kept, type=State, dec_hook=_again) == state
