"""The pages of conduct: the next step for whoever's it is, and nothing at all for everybody else."""

import html
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "conduct"))
from conduct_place import HEARD, OVER, SAID, UNTIL, conducting, decided, noticed

from auzolan.conduct.facts import FACTS
from auzolan.members.decide import NameAgent
from auzolan.members.facts import AgentNamed
from auzolan.verify.verify import verify
from auzolan.web import reads


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    made = conducting(tmp_path, monkeypatch)
    yield made
    from django.core import mail

    mail.outbox = []
    made.node.close()


def page(place: Any, who: str, path: str, status: int = 200) -> str:
    answer = place.browser(who).get(place.at(path))
    assert answer.status_code == status, (who, path, answer.status_code)
    return html.unescape(answer.content.decode())


def sends(place: Any, who: str, path: str, **form: str) -> str:
    """The address it leads on to."""
    answer = place.browser(who).post(place.at(path), form)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"]).partition("#")[0].rpartition("/")[2]


def test_the_whole_way_through_forms_alone(place: Any) -> None:
    assert "Give notice" in page(place, "Cleo", "conduct")
    id = sends(place, "Cleo", "conduct", do="notice", about=place.members["Dee"], words=SAID)
    there = f"conduct/{id}"
    home = page(place, "Dee", "")
    assert "waits for your next step" in home and f"conduct/{id}" in home
    assert "waits for your next step" not in page(place, "Eli", "")
    assert "waits for you" in page(place, "Dee", "conduct") and SAID in page(place, "Dee", there)
    assert "Say your side" not in page(place, "Ana", there)
    place.clock(HEARD)
    sends(place, "Dee", there, do="hear", came="yes", words="I was tired.")
    assert "I was tired." in page(place, "Ana", there)
    sends(place, "Ana", there, do="improve", until=UNTIL, helper=place.members["Eli"], words="Each week a talk.")
    assert "To part is proposed" not in page(place, "Ana", there), "not before the time is over"
    place.clock(OVER)
    assert "To part is proposed" in page(place, "Ana", there)
    sends(place, "Ana", there, do="decide", outcome="warned", words="It went on.")
    page(place, "Fay", there, 404)
    sends(place, "Dee", there, do="appeal", words="Nobody came.")
    assert "Answer the appeal" not in page(place, "Bo", there), "Bo sat with those who decided"
    sends(place, "Fay", there, do="answer", answer="changed", words="She is right.")
    assert "It is set aside" in page(place, "Dee", there)
    assert verify(place.office.copy()).holds


def test_whoever_has_no_part_is_answered_as_if_there_were_nothing(place: Any) -> None:
    id = noticed(place)
    for path in (f"conduct/{id}", f"conduct/{id}.json", "conduct/knone", "conduct/knone.json"):
        page(place, "Fay", path, 404)
    assert place.browser("Fay").post(place.at(f"conduct/{id}"), {"do": "hear", "words": "x"}).status_code == 404
    assert place.browser("").get(place.at(f"conduct/{id}")).status_code == 302
    for path in ("conduct", "conduct.json", "conduct.csv"):
        said = page(place, "Fay", path)
        assert id not in said and SAID not in said
    assert "There are too few, so far" in page(place, "Fay", "conduct")
    assert id in page(place, "Dee", "conduct.csv")


def test_an_entry_of_a_case_tells_others_neither_who_nor_what(place: Any) -> None:
    id = decided(place)
    org = place.office.now()
    steps = [seq for seq in range(org.seq) if isinstance(place.office.fact(seq), FACTS)]
    for seq in steps:
        for path in (f"entry/{seq}", f"entry/{seq}.json"):
            said = page(place, "Fay", path)
            assert id not in said and SAID not in said and "tired" not in said
            for who in ("Cleo", "Dee", "Eli", "Ana"):
                assert place.members[who] not in said and f">{who}<" not in said, (path, who)
    assert "Those whom it concerns read it" in page(place, "Fay", f"entry/{steps[0]}")


def test_a_read_by_those_who_decide_is_written_down_for_the_people_named(place: Any) -> None:
    id = noticed(place)
    assert "The people named here see that you did" in page(place, "Ana", f"conduct/{id}")
    for who in ("Dee", "Cleo"):
        known = reads.of(place.node.data, place.office.org, place.members[who])
        assert place.members["Ana"] in {one.by for one in known}
    page(place, "Dee", f"conduct/{id}")
    known = reads.of(place.node.data, place.office.org, place.members["Cleo"])
    assert place.members["Dee"] not in {one.by for one in known}, "who has a part reads it as their own"


def test_what_was_typed_is_kept_when_it_is_refused(place: Any) -> None:
    eli = place.members["Eli"]
    form = {"do": "notice", "about": "mnobody", "words": "Kept as it was typed"}
    answer = place.browser("Cleo").post(place.at("conduct"), form)
    said = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and "Kept as it was typed" in said and "Nobody who belongs today" in said
    id = noticed(place)
    sends(place, "Dee", f"conduct/{id}", do="hear", came="no")
    answer = place.browser("Ana").post(place.at(f"conduct/{id}"), {
        "do": "improve", "until": "2027-02-03", "helper": eli, "words": "Kept too",
    })
    said = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and "Kept too" in said and 'value="2027-02-03"' in said
    assert f'<option value="{eli}" selected>' in said
    assert place.browser("Ana").post(place.at(f"conduct/{id}"), {"do": "dance"}).status_code == 422
    assert place.browser("Ana").post(place.at("conduct"), {"do": "dance"}).status_code == 422


def test_for_somebody_outside_who_mediates_says_which_paper_they_signed(place: Any) -> None:
    named = NameAgent(nature="organisation", words={"name": "The other mill"})
    mill = place.do(named).fact(AgentNamed).agent
    form = {"do": "mediation", "other": mill, "mediator": place.members["Eli"], "words": "The mill key."}
    there = f"conduct/{sends(place, 'Cleo', 'conduct', **form)}"
    assert "accepts on paper" not in page(place, "Cleo", there), "only who mediates writes it down"
    assert "accepts on paper" in page(place, "Eli", there)
    sends(place, "Eli", there, do="accept")
    for who, paper in (("Eli", ""), ("Eli", "x" * 201), ("Cleo", "No. 7")):
        answer = place.browser(who).post(place.at(there), {"do": "accept_for", "paper": paper})
        assert answer.status_code == 422, (who, paper)
    assert "x" * 200 in place.browser("Eli").post(
        place.at(there), {"do": "accept_for", "paper": "x" * 201}
    ).content.decode(), "what was typed is kept"
    sends(place, "Eli", there, do="accept_for", paper="No. 7, in Eli's folder")
    assert "accepted by all three" in page(place, "Cleo", there)
    assert "accepts on paper" not in page(place, "Eli", there)
    last = place.office.entry(place.office.now().seq - 1)
    assert place.office.vault.open(last.evidence) == {"paper": "No. 7, in Eli's folder"}
    assert verify(place.office.copy()).holds


def test_a_mediation_is_read_by_the_three_alone(place: Any) -> None:
    members = place.members
    form = {"do": "mediation", "other": members["Dee"], "mediator": members["Eli"], "words": "The mill key."}
    there = f"conduct/{sends(place, 'Cleo', 'conduct', **form)}"
    for who in ("Dee", "Eli"):
        assert "You are asked" in page(place, who, there)
        sends(place, who, there, do="accept")
    sends(place, "Eli", there, do="note", words="It hangs by the door.")
    assert "It hangs by the door." in page(place, "Cleo", there)
    for who in ("Ana", "Bo", "Fay"):
        page(place, who, there, 404)
    sends(place, "Cleo", there, do="end", agreed="yes")
    assert "ended, agreed" in page(place, "Dee", there)
