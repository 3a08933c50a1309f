"""Bad input where people talk: refused in a sentence or shown as text, nothing half written, what was typed kept."""

import html
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "deliberation"))
from talk_place import SAID, Talks, crowd, talking

from auzolan.deliberation.decide import WithdrawStatement
from auzolan.verify.verify import verify

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{7*7}}"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talks]:
    made = talking(tmp_path, monkeypatch)
    yield made
    from django.core import mail

    mail.outbox = []
    made.node.close()


@pytest.mark.parametrize(("text", "why", "kept"), [
    ("x" * 10_000, "It has 10000 letters; 500 is the most.", "x" * 10_000),
    ("we \N{RIGHT-TO-LEFT OVERRIDE}say on", "It holds a mark that turns the direction", "say on"),
    (" \N{NO-BREAK SPACE}\t ", "There are no words in it.", ""),
])
def test_a_statement_that_is_refused_on_its_page_writes_nothing_and_keeps_what_was_typed(
    place: Talks, text: str, why: str, kept: str
) -> None:
    talk = place.opens()
    before = place.office.now().seq
    answer = place.browser("Ana").post(place.at(f"talks/{talk}"), {"do": "say", "text": text})
    said = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and why in said
    assert place.office.now().seq == before and not place.state(talk).statements
    assert kept in said, "what was typed is kept"


def test_a_statement_with_a_script_is_shown_as_text_everywhere(place: Talks) -> None:
    talk = place.opens()
    ana, bo = place.browser("Ana"), place.browser("Bo")
    assert ana.post(place.at(f"talks/{talk}"), {"do": "say", "text": SCRIPT}).status_code == 302
    statement = place.state(talk).standing[0]
    place.votes(talk, "Bo", statement)
    for client in (ana, bo):
        for path in ("talks", f"talks/{talk}", f"talks/{talk}?statement={statement}"):
            said = client.get(place.at(path)).content.decode()
            assert not re.search(r"<script(?![^>]*src=)|<img|<svg/", said), path
            assert "{{7*7}}" in html.unescape(said) or path == "talks", "it is text, and nothing is worked out"


def test_an_answer_to_a_statement_that_was_taken_back_is_refused_on_its_page(place: Talks) -> None:
    talk = place.opens()
    one = place.says(talk, "Ana", SAID[0])
    place.ask("Ana", WithdrawStatement(talk=talk, statement=one))
    before = place.office.now().seq
    form = {"do": "answer", "statement": one, "vote": "agree"}
    answer = place.browser("Bo").post(place.at(f"talks/{talk}"), form)
    assert answer.status_code == 422
    assert "The statement was taken back; it is no longer answered." in answer.content.decode()
    assert place.office.now().seq == before


@pytest.mark.parametrize("vote", ["agree", "disagree", "pass"])
def test_whoever_answers_everything_alike_harms_nobody_s_map(place: Talks, vote: str) -> None:
    talk = place.opens()
    statements = [place.says(talk, "Ana", text) for text in SAID]
    names = crowd(place, 13)
    for number, name in enumerate(names[1:]):
        for at, statement in enumerate(statements):
            place.votes(talk, name, statement, "agree" if (number < 6) == (at < 4) else "disagree")
    for statement in statements:
        place.votes(talk, names[0], statement, vote)
    for name in (names[0], names[1]):
        answer = place.browser(name).get(place.at(f"talks/{talk}.json"))
        assert answer.status_code == 200
        results = json.loads(answer.content)["results"]
        assert results["map"] is not None
        assert sum(one["size"] for one in results["map"]["groups"]) <= 13
        assert place.browser(name).get(place.at(f"talks/{talk}")).status_code == 200
    assert verify(place.office.copy()).holds


def test_everybody_answers_everything_alike_and_the_page_still_stands(place: Talks) -> None:
    talk = place.opens()
    statements = [place.says(talk, "Ana", text) for text in SAID]
    names = crowd(place, 9)
    for name in names:
        for statement in statements:
            place.votes(talk, name, statement)
    client = place.browser(names[0])
    for path in (f"talks/{talk}", f"talks/{talk}.json", f"talks/{talk}.csv"):
        assert client.get(place.at(path)).status_code == 200, path
