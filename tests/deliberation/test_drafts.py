"""Drafts: kept by whoever writes, gone on with, shown to members or not, and ended by what is proposed from them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from talk_place import Talks, talking

from auzolan.deliberation.draft_deciding import CHANGE, EndDraft, KeepDraft, ShowDraft
from auzolan.deliberation.draft_facts import DraftKept
from auzolan.deliberation.draft_state import AWAY, KEPT, PROPOSED, Draft
from auzolan.governance.facts import Detail
from auzolan.members.decide import PartMember
from auzolan.values.refusal import Refusal
from auzolan.verify.verify import verify

FORM = {"title": "Pay growers monthly", "summary": "Growers wait less.", "why": "Canary-why: they wait all winter."}
FULL = 20


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talks]:
    made = talking(tmp_path, monkeypatch)
    yield made
    made.node.close()


def keeps(place: Talks, who: str, draft: str = "", **fields: str) -> str:
    details = tuple(Detail(name=name, value=value) for name, value in (FORM | fields).items())
    asked = KeepDraft(form=CHANGE, fields=details, draft=draft)
    return str(place.ask(who, asked).fact(DraftKept).draft)


def known(place: Talks, draft: str) -> Draft:
    return place.office.now().states["deliberation"].drafts[draft]


def sends(place: Talks, who: str, path: str, **typed: str) -> Any:
    return place.browser(who).post(place.at(path), typed)


def reads(place: Talks, who: str, path: str) -> str:
    return str(place.browser(who).get(place.at(path)).content.decode())


def test_what_was_typed_is_kept_gone_on_with_and_ends_with_the_proposal(place: Talks) -> None:
    assert sends(place, "Ana", "propose", do="keep", **FORM).status_code == 302
    (draft,) = place.office.now().states["deliberation"].drafts
    page = reads(place, "Ana", f"propose?draft={draft}")
    assert all(value in page for value in FORM.values()) and f'name="draft" value="{draft}"' in page
    assert sends(place, "Ana", "propose", do="keep", draft=draft, **FORM | {"why": "Since spring."}).status_code == 302
    assert "Since spring." in reads(place, "Ana", f"drafts/{draft}")
    assert len(place.office.now().states["deliberation"].drafts) == 1, "the same draft, a newer version"
    answer = sends(place, "Ana", "propose", do="open", draft=draft, key="k" * 100, **FORM)
    decision = str(answer.headers["Location"]).rpartition("/")[2]
    assert (known(place, draft).status, known(place, draft).decision) == (PROPOSED, decision)
    again = sends(place, "Ana", "propose", do="open", draft=draft, key="k" * 100, **FORM)
    assert again.headers["Location"] == answer.headers["Location"], "sent twice, it is proposed once"
    assert place.browser("Ana").get(place.at(f"drafts/{draft}")).status_code == 404
    assert verify(place.office.copy()).holds


def test_what_was_kept_can_be_proposed_from_the_same_form(place: Talks) -> None:
    """Kept, then the way back of the browser, then proposed: the form has one key for both."""
    sends(place, "Ana", "propose", do="keep", key="same", **FORM)
    sends(place, "Ana", "propose", do="keep", key="same", **FORM)
    assert len(place.office.now().states["deliberation"].drafts) == 1
    assert sends(place, "Ana", "propose", do="open", key="same", **FORM).status_code == 302


def test_other_forms_are_kept_with_everything_in_them(place: Talks) -> None:
    cleo = place.members["Cleo"]
    typed = {"title": "Cleo for the books", "effect": "grant_mandate", "d-member": cleo, "seats": "not a number yet"}
    assert sends(place, "Ana", "propose/else", do="keep", csrfmiddlewaretoken="x", **typed).status_code == 302
    (draft,) = place.office.now().states["deliberation"].drafts
    page = reads(place, "Ana", f"propose/else?draft={draft}")
    assert f'<option value="{cleo}" selected>' in page and 'value="Cleo for the books"' in page
    shown = reads(place, "Ana", f"drafts/{draft}")
    assert "Grant mandate" in shown and "Who is trusted with it" in shown and cleo not in shown, "by name, not by id"
    kept = place.office.vault.open(known(place, draft).vault)
    assert kept is not None and kept["fields"] == typed, "nothing of the sending is kept"


def test_nobody_reads_a_draft_before_its_author_lets_members(place: Talks) -> None:
    draft = keeps(place, "Ana")
    for path in ("drafts", "drafts.json", "drafts.csv", f"propose?draft={draft}", "decisions"):
        assert FORM["title"] not in reads(place, "Bo", path), path
    assert place.browser("Bo").get(place.at(f"drafts/{draft}")).status_code == 404
    assert place.browser("Bo").get(place.at(f"drafts/{draft}.json")).status_code == 404
    entry = reads(place, "Bo", f"entry/{known(place, draft).seq}")
    assert "Whose it is stands here for them alone" in entry
    assert "Canary-why" not in entry and place.members["Ana"] not in entry and ">Ana<" not in entry
    sends(place, "Ana", f"drafts/{draft}", do="show")
    assert FORM["title"] in reads(place, "Bo", "drafts") and place.members["Ana"][:7] in reads(place, "Bo", "drafts")
    assert "Canary-why" in reads(place, "Bo", f"drafts/{draft}")
    sends(place, "Ana", f"drafts/{draft}", do="hide")
    assert place.browser("Bo").get(place.at(f"drafts/{draft}")).status_code == 404


def test_anothers_words_begin_a_draft_of_ones_own(place: Talks) -> None:
    draft = keeps(place, "Ana")
    sends(place, "Ana", f"drafts/{draft}", do="show")
    page = reads(place, "Bo", f"propose?draft={draft}")
    assert "Canary-why" in page and 'name="draft" value=""' in page
    for request in (
        KeepDraft(form=CHANGE, fields=(Detail(name="title", value="Mine"),), draft=draft),
        ShowDraft(draft=draft, shown=False), EndDraft(draft=draft),
    ):
        with pytest.raises(Refusal, match="You have no such draft"):
            place.ask("Bo", request)
    assert sends(place, "Bo", "propose", do="open", draft=draft, **FORM).status_code == 302
    assert known(place, draft).status == KEPT, "what Bo proposed does not end what Ana writes"


def test_a_draft_shows_what_it_would_change_and_may_be_wrong_yet(place: Talks) -> None:
    text = place.office.now().charter.articles["procedure.ordinary"].text
    days = re.search(r"vote_days = (\d+)", text)
    assert days is not None
    draft = keeps(place, "Ana", text=text.replace(days[0], "vote_days = 11"))
    assert re.search(r"<ins>[^<]*11[^<]*</ins>", reads(place, "Ana", f"drafts/{draft}"))
    wrong = keeps(place, "Ana", text='["procedure.ordinary"]\nvote_dyas = 3\n')
    page = reads(place, "Ana", f"drafts/{wrong}")
    assert "not right yet" in page and "vote_dyas" in page


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"title": ""}, "needs a title"), ({"title": "\u2800 \u3164"}, "There are no words"),
        ({"title": "x" * 201}, "200 is the most"), ({"title": "Pay \u202emonthly"}, "direction of reading"),
        ({"why": "on\u202e purpose"}, "direction of reading"), ({"text": "a\x07b"}, "a sign that nobody sees"),
        ({"why": "x" * 60_001}, "60000 is the most"), ({"why": "é" * 40_000}, "longer than 60000 bytes"),
    ],
)
def test_what_cannot_be_kept_says_why_and_stays_in_the_form(place: Talks, typed: dict[str, str], why: str) -> None:
    answer = sends(place, "Ana", "propose", do="keep", **FORM | {"summary": "It stays"} | typed)
    assert answer.status_code == 422
    assert why in answer.content.decode() and "It stays" in answer.content.decode()
    assert not place.office.now().states["deliberation"].drafts


def test_each_keeps_so_many_and_puts_one_away_for_another(place: Talks) -> None:
    first = keeps(place, "Ana")
    for number in range(FULL - 1):
        keeps(place, "Ana", title=f"Number {number}")
    with pytest.raises(Refusal, match="at most 20 drafts"):
        keeps(place, "Ana")
    bos = keeps(place, "Bo")
    sends(place, "Ana", f"drafts/{first}", do="end")
    assert known(place, first).status == AWAY
    keeps(place, "Ana")
    with pytest.raises(Refusal, match="The draft is put away"):
        keeps(place, "Ana", draft=first)
    assert sends(place, "Ana", f"drafts/{first}", do="end").status_code == 404, "it is not there any more"
    assert sends(place, "Bo", f"drafts/{bos}", do="nonsense").status_code == 422


def test_nobody_ends_a_draft_with_what_another_proposed(place: Talks) -> None:
    answer = sends(place, "Bo", "propose", do="open", **FORM)
    theirs = str(answer.headers["Location"]).rpartition("/")[2]
    draft = keeps(place, "Ana")
    for decision in (theirs, "dnone"):
        with pytest.raises(Refusal, match="You proposed no such decision"):
            place.ask("Ana", EndDraft(draft=draft, decision=decision))


def test_the_drafts_of_who_left_are_shown_to_nobody_and_their_words_go_with_the_key(place: Talks) -> None:
    draft = keeps(place, "Bo")
    sends(place, "Bo", f"drafts/{draft}", do="show")
    place.do(PartMember(member=place.members["Bo"], left="2026-10-01"))
    assert FORM["title"] not in reads(place, "Ana", "drafts")
    kept = b"".join(written for _, written, _ in place.office.store.entries(0, place.office.now().seq))
    assert b"Canary-why" not in kept and FORM["title"].encode() not in kept


def test_each_sees_the_rows_of_their_own_drafts_alone(place: Talks) -> None:
    draft = keeps(place, "Ana")
    (row,) = place.office.reader().rows("drafts")
    assert (row["draft"], row["by"], row["status"], row["shown"]) == (draft, place.members["Ana"], KEPT, False)
    sends(place, "Ana", f"drafts/{draft}", do="show")
    assert [row["shown"] for row in place.office.reader().rows("drafts")] == [True]
    for who, has in (("Ana", True), ("Bo", False)):
        answer = place.browser(who).get(place.at("mine/everything"))
        taken = json.loads(b"".join(answer.streaming_content))
        assert ("Canary-why" in str(taken["words"])) is has, who
        assert [row["draft"] for row in taken["rows"].get("drafts", ())] == ([draft] if has else []), who
