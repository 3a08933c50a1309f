"""Talks: who opens, says, answers, takes back, takes out and closes; and every no in a sentence."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from talk_place import BODY, SAID, Talks, talking

from auzolan.deliberation.decide import CloseTalk, OpenTalk, WithdrawStatement
from auzolan.deliberation.facts import StatementVoted, TalkClosed
from auzolan.deliberation.wording import fault, folded
from auzolan.members.decide import PartMember
from auzolan.node.waking import wake
from auzolan.values.refusal import Refusal
from auzolan.verify.verify import verify


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talks]:
    made = talking(tmp_path, monkeypatch)
    yield made
    made.node.close()


def later(patch: pytest.MonkeyPatch, moment: str) -> None:
    patch.setenv("AUZOLAN_CLOCK", moment)


def test_a_talk_goes_from_its_question_to_its_end_and_verifies(place: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = place.opens()
    one, two = (place.says(talk, who, text) for who, text in (("Ana", SAID[0]), ("Bo", SAID[1])))
    for who in ("Ana", "Bo", "Cleo"):
        place.votes(talk, who, one)
    place.votes(talk, "Bo", one, "disagree")
    place.votes(talk, "Cleo", two, "pass")
    state = place.state(talk)
    assert state.standing == (one, two) and state.statements[one].answered == 3
    assert state.votes[place.members["Bo"]][one] == "disagree", "the last answer counts"
    rows = place.office.reader().rows("statement_votes", {"statement": one})
    assert sorted(row["vote"] for row in rows) == ["agree", "agree", "disagree"]
    later(monkeypatch, "2026-10-31T23:00:00Z")
    assert not wake(place.office).entries, "its last day is a day of it"
    later(monkeypatch, "2026-11-01T00:00:01Z")
    closing = wake(place.office).entries
    assert [(entry.by, entry.fact) for entry in closing] == [("node", TalkClosed(talk=talk))]
    assert place.state(talk).status == "closed" and not place.office.now().states["deliberation"].ends
    assert verify(place.office.copy()).holds


@pytest.mark.parametrize(("who", "more", "why"), [
    ("Dee", {}, "Only who belongs to The worker-owners' assembly opens a talk in it."),
    ("Ana", {"body": "body.none"}, "The charter has no body or class of that name."),
    ("Ana", {"body": "procedure.ordinary"}, "The charter has no body or class of that name."),
    ("Ana", {"title": " "}, "There are no words in it."), ("Ana", {"title": "a" * 121}, "It has 121 letters; 120"),
    ("Ana", {"title": "two\nlines"}, "It holds a sign that nobody sees"),
    ("Ana", {"question": "a\u202eb"}, "It holds a mark that turns the direction"),
    ("Ana", {"closes": "2026-09-30"}, "The last day of a talk is today or later"),
    ("Ana", {"closes": "2028-01-01"}, "and within 366 days"), ("Ana", {"closes": "soon"}, "The last day of a talk is"),
])
def test_a_talk_is_opened_by_who_belongs_with_words_and_an_end(place: Talks, who: str, more: Any, why: str) -> None:
    with pytest.raises(Refusal) as no:
        place.opens(who, **more)
    assert why in no.value.why and no.value.next


@pytest.mark.parametrize(("text", "why"), [
    ("", "There are no words in it."), (" \u00a0\u2003 ", "There are no words in it."),
    ("\u200b\u2060", "There are no words in it."), ("\u3164", "There are no words in it."),
    ("a" * 501, "It has 501 letters; 500 is the most."), ("bell\x07", "It holds a sign that nobody sees"),
    ("one\ntwo", "It holds a sign that nobody sees"), ("ze\u200bro", "It holds a sign that nobody sees"),
    ("we \u202esay on", "It holds a mark that turns the direction"),
    ("we \u2067say\u2069 no", "It holds a mark that turns the direction"),
])
def test_words_that_cannot_be_put_to_others_are_refused_in_a_sentence(place: Talks, text: str, why: str) -> None:
    talk = place.opens()
    with pytest.raises(Refusal) as no:
        place.says(talk, "Ana", text)
    assert why in no.value.why and no.value.next


def test_words_of_any_language_are_taken_as_they_are_written() -> None:
    for text in ("a" * 500, "¿Abrimos los sábados?", "نحن نفتح يوم السبت", "می‌خواهیم", "👩‍🌾 first", "Etxea -5 %"):
        assert fault(text, 500) == ("", "")
    assert folded("  We  SHOULD\u00a0open ") == folded("we should open")


def test_the_same_statement_is_made_once(place: Talks) -> None:
    talk = place.opens()
    one = place.says(talk, "Ana", SAID[0])
    for again in (SAID[0], f"  {SAID[0].upper()} ", SAID[0].replace(" ", "  ")):
        with pytest.raises(Refusal, match="The same statement was made in this talk before"):
            place.says(talk, "Bo", again)
    place.ask("Ana", WithdrawStatement(talk=talk, statement=one))
    assert place.says(talk, "Bo", SAID[0]), "what was taken back may be said again"
    assert place.says(place.opens(), "Bo", SAID[0]), "another talk is another matter"


def test_who_is_outside_the_body_says_and_answers_nothing(place: Talks) -> None:
    talk = place.opens()
    one = place.says(talk, "Ana", SAID[0])
    for does in (lambda: place.says(talk, "Dee", SAID[1]), lambda: place.votes(talk, "Dee", one)):
        with pytest.raises(Refusal, match="Only who belongs to The worker-owners' assembly"):
            does()
    place.do(PartMember(member=place.members["Bo"], left="2026-10-01"), by="terminal", via="terminal")
    with pytest.raises(Refusal, match="Only who belongs"):
        place.votes(talk, "Bo", one)
    both = place.opens("Dee", "body.trade")
    assert place.votes(both, "Ana", place.says(both, "Dee", SAID[1]))
    clubs = place.opens("Dee", "class.buying_club")
    with pytest.raises(Refusal, match="Only who belongs to Buying clubs"):
        place.says(clubs, "Ana", SAID[1])


def test_nobody_answers_what_is_not_there_or_in_other_words(place: Talks) -> None:
    talk, other = place.opens(), place.opens(title="Another")
    one = place.says(talk, "Ana", SAID[0])
    for asked, why in (
        ((talk, "Bo", "snone"), "no such statement in this talk"), ((other, "Bo", one), "no such statement in this"),
        ((talk, "Bo", one, "maybe"), "agree, disagree or pass"), (("tnone", "Bo", one), "There is no such talk"),
    ):
        with pytest.raises(Refusal, match=why):
            place.votes(*asked)


def test_a_statement_is_taken_back_by_its_author_until_somebody_answers_it(place: Talks) -> None:
    talk = place.opens()
    one, two = (place.says(talk, "Ana", text) for text in SAID[:2])
    with pytest.raises(Refusal, match="Only who made a statement takes it back"):
        place.ask("Bo", WithdrawStatement(talk=talk, statement=one))
    place.ask("Ana", WithdrawStatement(talk=talk, statement=one))
    assert place.state(talk).statements[one].status == "taken back" and place.state(talk).standing == (two,)
    with pytest.raises(Refusal, match=r"The statement was taken back; it is no longer answered\."):
        place.votes(talk, "Bo", one)
    with pytest.raises(Refusal, match="does not stand any more"):
        place.ask("Ana", WithdrawStatement(talk=talk, statement=one))
    place.votes(talk, "Bo", two)
    with pytest.raises(Refusal, match="Somebody has answered it"):
        place.ask("Ana", WithdrawStatement(talk=talk, statement=two))


def test_a_statement_is_taken_out_by_whom_the_charter_trusts_with_it_and_for_a_reason(place: Talks) -> None:
    talk = place.opens()
    one = place.says(talk, "Ana", SAID[0])
    place.votes(talk, "Bo", one)
    with pytest.raises(Refusal, match="Moderator of talks may record it"):
        place.ask("Bo", WithdrawStatement(talk=talk, statement=one, reason="I do not like it."))
    with pytest.raises(Refusal, match="Only who made a statement takes it back"):
        place.ask("Cleo", WithdrawStatement(talk=talk, statement=one, reason="  "))
    place.ask("Cleo", WithdrawStatement(talk=talk, statement=one, reason="It names a neighbour."))
    statement = place.state(talk).statements[one]
    assert statement.status == "taken out"
    assert place.office.vault.open(statement.reason) == {"reason": "It names a neighbour."}
    with pytest.raises(Refusal, match="The same statement was made in this talk before"):
        place.says(talk, "Ana", SAID[0])
    assert verify(place.office.copy()).holds


def test_after_the_close_nothing_is_said_or_answered(place: Talks, monkeypatch: pytest.MonkeyPatch) -> None:
    talk, other = place.opens(), place.opens(title="Another")
    one, two = place.says(talk, "Ana", SAID[0]), place.says(other, "Ana", SAID[0])
    with pytest.raises(Refusal, match="Moderator of talks may record it"):
        place.ask("Bo", CloseTalk(talk=talk))
    place.ask("Ana", CloseTalk(talk=talk))
    place.ask("Cleo", CloseTalk(talk=other))
    for does, why in (
        (lambda: place.votes(talk, "Bo", one), r"The talk is closed\."),
        (lambda: place.says(talk, "Bo", SAID[1]), r"The talk is closed\."),
        (lambda: place.votes(other, "Bo", two), r"The talk is closed\."),
        (lambda: place.ask("Ana", WithdrawStatement(talk=talk, statement=one)), "what was said stays"),
        (lambda: place.ask("Ana", CloseTalk(talk=talk)), "closed already"),
    ):
        with pytest.raises(Refusal, match=why):
            does()
    third = place.opens(closes="2026-10-02")
    three = place.says(third, "Ana", SAID[0])
    later(monkeypatch, "2026-10-03T08:00:00Z")
    with pytest.raises(Refusal, match=r"The talk is closed\."):
        place.votes(third, "Bo", three)


def test_nobody_talks_from_the_terminal_or_in_another_s_name(place: Talks) -> None:
    with pytest.raises(Refusal, match="anybody with the machine in hand"):
        place.do(OpenTalk(body=BODY, closes="2026-10-31", title="Hello"), by="terminal", via="terminal")
    with pytest.raises(Refusal, match="Nobody talks in another's name"):
        place.do(OpenTalk(body=BODY, closes="2026-10-31", title="Hello"), by=place.members["Ana"],
                 for_=place.members["Bo"], evidence="0" * 64)


def test_no_word_and_no_name_gets_into_the_journal(place: Talks, tmp_path: Path) -> None:
    talk = place.opens(title="Canarytitle", question="Canaryquestion?")
    one = place.says(talk, "Ana", "Canarystatement")
    place.votes(talk, "Bo", one, "disagree")
    place.ask("Cleo", WithdrawStatement(talk=talk, statement=one, reason="Canaryreason"))
    written = b"".join(written for _, written, _ in place.office.store.entries(0, place.office.now().seq))
    assert talk.encode() in written and b"disagree" in written
    for secret in (b"anarytitle", b"anaryquestion", b"anarystatement", b"anaryreason", b"Ana", b"Bo\"", b"Cleo"):
        assert secret not in written, secret
    rows = json.dumps([place.office.reader().rows(name) for name in ("talks", "statements", "statement_votes")])
    assert "anary" not in rows


def test_an_answer_cannot_be_found_by_trying_out_which_one_gives_the_hash(place: Talks) -> None:
    talk = place.opens()
    one = place.says(talk, "Ana", SAID[0])
    facts = [place.votes(talk, who, one).fact(StatementVoted) for who in ("Ana", "Bo")]
    assert all(len(fact.blind) == 64 for fact in facts) and facts[0].blind != facts[1].blind
