"""The pages of talks: answering one by one, nothing seen before, the map after, and a proposal that begins with it."""

import html
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "deliberation"))
from talk_place import LAST, SAID, Talks, camps, crowd, talking

from auzolan.deliberation.decide import CloseTalk, WithdrawStatement
from auzolan.deliberation.facts import StatementVoted
from auzolan.verify.verify import verify


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talks]:
    made = talking(tmp_path, monkeypatch)
    yield made
    from django.core import mail

    mail.outbox = []
    made.node.close()


def said(place: Talks, many: int = len(SAID)) -> tuple[str, list[str]]:
    """A talk in which Ana said so many things."""
    talk = place.opens()
    return talk, [place.says(talk, "Ana", text) for text in SAID[:many]]


def lived(place: Talks, people: int = 12) -> tuple[str, list[str]]:
    """The same, with so many people in two camps who answered."""
    talk, statements = said(place)
    camps(place, talk, crowd(place, people), statements)
    return talk, statements


def page(client: Any, place: Talks, path: str) -> str:
    answer = client.get(place.at(path))
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


def test_a_talk_is_opened_said_and_answered_without_a_script(place: Talks) -> None:
    ana, bo = place.browser("Ana"), place.browser("Bo")
    assert "Talk about something" in page(ana, place, "talks")
    form = {"title": "How we work", "question": "What\r\nfirst?", "body": "body.assembly", "closes": LAST}
    answer = ana.post(place.at("talks"), form)
    assert answer.status_code == 302
    talk = answer.headers["Location"].rpartition("/")[2]
    there = f"talks/{talk}"
    assert "Say the first thing" in page(ana, place, there)
    assert ana.post(place.at(there), {"do": "say", "text": "<b>Bold</b>\r\nwords"}).status_code == 302
    assert "<b>Bold</b> words" not in ana.get(place.at(there)).content.decode()
    shown = page(bo, place, there)
    assert "<b>Bold</b> words" in shown and "Do you agree?" in shown and "take_back" not in shown
    statement = place.state(talk).standing[0]
    for vote in ("disagree", "agree"):
        form = {"do": "answer", "statement": statement, "vote": vote}
        assert bo.post(place.at(there), form).headers["Location"].endswith(f"{talk}#answer")
    assert "You have answered everything." in page(bo, place, there) and "you agree" in page(bo, place, there)
    assert "Do you agree?" in page(bo, place, f"{there}?statement={statement}"), "an answer can be changed"
    again = ana.post(place.at(there), {"do": "say", "text": "<b>bold</b> WORDS"})
    assert again.status_code == 422 and "The same statement was made" in again.content.decode()
    assert "&lt;b&gt;bold&lt;/b&gt; WORDS" in again.content.decode(), "what was typed stays"
    nothing = bo.post(place.at(there), {"do": "answer", "statement": statement})
    assert nothing.status_code == 422 and "agree, disagree or pass" in nothing.content.decode()
    assert bo.post(place.at(there), {"do": "jump"}).status_code == 422


def test_results_are_not_seen_before_one_has_answered_by_page_json_or_csv(place: Talks) -> None:
    talk, statements = lived(place)
    bo = place.browser("Bo")
    for number, statement in enumerate(statements[:5]):
        text, data = page(bo, place, f"talks/{talk}"), json.loads(page(bo, place, f"talks/{talk}.json"))
        table = page(bo, place, f"talks/{talk}.csv").splitlines()
        assert data["results"] is None and data["answered"] == number and data["needed"] == 5
        assert "What unites" not in text and "<svg class=\"chart opinion" not in text and "12 : 0 : 0" not in text
        assert all(",,,," in line for line in table[1:]) or number, "no totals"
        assert {line.split(",")[3] for line in table[1:]} == {""}
        assert page(bo, place, f"propose?talk={talk}").count(SAID[-1]) == 0
        place.votes(talk, "Bo", statement)
    text, data = page(bo, place, f"talks/{talk}"), json.loads(page(bo, place, f"talks/{talk}.json"))
    assert "What unites" in text and data["results"]["people"] == 13
    assert {line.split(",")[3] for line in page(bo, place, f"talks/{talk}.csv").splitlines()[1:]} != {""}


def test_who_does_not_belong_sees_what_came_of_it_when_it_has_ended(place: Talks) -> None:
    talk, _ = lived(place)
    dee = place.browser("Dee")
    text = page(dee, place, f"talks/{talk}")
    assert "when the talk has ended" in text and "Do you agree?" not in text and "results\"" not in text
    assert json.loads(page(dee, place, f"talks/{talk}.json"))["results"] is None
    place.ask("Ana", CloseTalk(talk=talk))
    assert "What unites" in page(dee, place, f"talks/{talk}")
    stranger = place.browser()
    for path in ("talks", f"talks/{talk}", f"talks/{talk}.json", f"talks/{talk}.csv", "talks/tnone"):
        assert stranger.get(place.at(path)).status_code in (302, 404)


def test_the_map_shows_groups_what_unites_first_and_oneself(place: Talks) -> None:
    talk, statements = lived(place)
    w0 = place.browser("W0")
    text, data = page(w0, place, f"talks/{talk}"), json.loads(page(w0, place, f"talks/{talk}.json"))
    seen = data["results"]["map"]
    assert [(one["size"], one["shown"]) for one in seen["groups"]] == [(6, True), (6, True)]
    assert sum(one["own"] for one in seen["groups"]) == 1 and seen["x"] is not None
    assert [one["statement"] for one in seen["unites"]] == [statements[-1]]
    assert {one["statement"] for one in seen["divides"]} == set(statements[:-1])
    assert seen["alike"] == 100 and "The groups are steady" in text and "1.00 of 1" in text
    assert text.index("What unites") < text.index("What divides")
    assert '<svg class="chart opinion' in text and 'class="me"' in text and "Group A: 6 people" in text
    table = text[text.index('id="answers-c"'):]
    assert "6 : 0 : 0" in table and "0 : 6 : 0" in table
    for member in place.members.values():
        assert member not in text.replace(place.members["W0"], "") and member not in json.dumps(data)


def test_few_people_have_totals_and_no_map_and_very_few_have_neither(place: Talks) -> None:
    talk, statements = lived(place, 4)
    first = place.browser("W0")
    text, data = page(first, place, f"talks/{talk}"), json.loads(page(first, place, f"talks/{talk}.json"))["results"]
    assert data["map"] is None and not any(one["shown"] for one in data["sums"])
    assert "There is no map yet: it takes 8 people" in text and "fewer than five answered" in text
    for statement in statements[:5]:
        place.votes(talk, "Ana", statement, "pass")
    data = json.loads(page(first, place, f"talks/{talk}.json"))["results"]
    assert [one["shown"] for one in data["sums"]] == [True] * 5 + [False] * 3
    assert (data["sums"][0]["agree"], data["sums"][0]["disagree"], data["sums"][0]["passed"]) == (2, 2, 1)


def test_a_group_of_fewer_than_five_is_shown_by_nobody_s_place(place: Talks) -> None:
    talk, statements = said(place)
    names = crowd(place, 11)
    for number, name in enumerate(names):
        for statement in statements:
            place.votes(talk, name, statement, "agree" if number < 8 else "disagree")
    data = json.loads(page(place.browser("W0"), place, f"talks/{talk}.json"))["results"]
    large, small = data["map"]["groups"]
    assert (large["size"], large["shown"], small["size"], small["shown"]) == (8, True, 3, False)
    assert (small["x"], small["y"], small["sums"], small["speaking"]) == (0, 0, [], [])
    assert large["sums"] == [], "what is left of the total would tell the answers of three"
    assert "Too few to be shown" in page(place.browser("W0"), place, f"talks/{talk}")
    assert 'class="circle' in page(place.browser("W9"), place, f"talks/{talk}")


def test_an_entry_of_an_answer_tells_its_member_only(place: Talks) -> None:
    talk, statements = said(place, 1)
    seq = place.votes(talk, "Bo", statements[0], "disagree").entries[-1].seq
    assert isinstance(place.office.fact(seq), StatementVoted)
    own, other = (json.loads(page(place.browser(who), place, f"entry/{seq}.json")) for who in ("Bo", "Ana"))
    assert "disagree" in own["written"] and own["by"] == place.members["Bo"]
    assert (other["written"], other["by"], other["because"]) == ("", "", None)
    text = page(place.browser("Ana"), place, f"entry/{seq}")
    assert "disagree" not in text.replace("disagree or pass", "") and place.members["Bo"] not in text
    assert "somebody who takes part" in text and ">Bo<" not in text
    assert verify(place.office.copy()).holds


def test_what_unites_begins_a_proposal_that_names_the_talk(place: Talks) -> None:
    talk, _ = lived(place)
    w0 = place.browser("W0")
    assert f"propose?talk={talk}" in page(w0, place, f"talks/{talk}")
    form = page(w0, place, f"propose?talk={talk}")
    assert "From the talk “How we work”" in form and talk in form and f"- {SAID[-1]}" in form
    assert SAID[0] not in form
    assert page(w0, place, "propose?talk=tnone").count("From the talk") == 0


def test_what_is_taken_out_leaves_its_reason_and_the_map_without_it(place: Talks) -> None:
    talk, statements = lived(place)
    cleo, w0 = place.browser("Cleo"), place.browser("W0")
    assert "take_out" in page(cleo, place, f"talks/{talk}") and "take_out" not in page(w0, place, f"talks/{talk}")
    form = {"do": "take_out", "statement": statements[-1], "reason": " "}
    assert cleo.post(place.at(f"talks/{talk}"), form).status_code == 422
    form["reason"] = "It names a neighbour."
    assert cleo.post(place.at(f"talks/{talk}"), form).status_code == 302
    text, data = page(w0, place, f"talks/{talk}"), json.loads(page(w0, place, f"talks/{talk}.json"))
    assert SAID[-1] not in text and "It names a neighbour." in text and data["results"]["map"]["unites"] == []
    place.says(talk, "Bo", "Last words")
    assert "take_back" in page(place.browser("Bo"), place, f"talks/{talk}")
    place.ask("Bo", WithdrawStatement(talk=talk, statement=place.state(talk).standing[-1]))
    assert "Last words" not in page(w0, place, f"talks/{talk}")


def test_the_map_follows_the_last_answer(place: Talks) -> None:
    talk, statements = lived(place)
    w0 = place.browser("W0")
    before = json.loads(page(w0, place, f"talks/{talk}.json"))["results"]["sums"][-1]
    form = {"do": "answer", "statement": statements[-1], "vote": "pass"}
    assert w0.post(place.at(f"talks/{talk}"), form).status_code == 302
    after = json.loads(page(w0, place, f"talks/{talk}.json"))["results"]["sums"][-1]
    assert (before["agree"], before["passed"], after["agree"], after["passed"]) == (12, 0, 11, 1)
