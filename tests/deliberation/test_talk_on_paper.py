"""What somebody says on paper is said in their name when two others have read the same, and not before."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from talk_place import MODERATOR, Talks, talking

from auzolan.deliberation.decide import MakeStatement, WithdrawStatement
from auzolan.deliberation.facts import StatementKeyed, StatementMade
from auzolan.members.decide import GrantMandate
from auzolan.values.refusal import Refusal
from auzolan.verify.verify import verify

WORDS, PAPER = "We should roast on four days a week", "sheet 3, blue folder"
KEEPERS = """
["mandate.papers"]
title = "Keeper of papers"
granted_by = "body.assembly"
records = ["deliberation.statement_made"]
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talks]:
    monkeypatch.setattr("talk_place.MODERATOR", MODERATOR + KEEPERS)
    made = talking(tmp_path, monkeypatch)
    for name in ("Bo", "Cleo"):
        made.do(GrantMandate(mandate="mandate.papers", member=made.members[name]))
    yield made
    made.node.close()


def reads(place: Talks, talk: str, who: str, text: str = WORDS, whose: str = "Ana", paper: str = PAPER) -> Any:
    asked = MakeStatement(talk=talk, text=text, paper=paper)
    return place.do(asked, by=place.members[who], for_=place.members[whose]).entries[-1]


def test_two_people_read_the_same_and_it_is_said_by_whoever_wrote_it(place: Talks) -> None:
    talk = place.opens()
    first = reads(place, talk, "Bo")
    assert isinstance(first.fact, StatementKeyed) and not place.state(talk).standing
    second = reads(place, talk, "Cleo", "  we should roast on FOUR days a week ".strip())
    assert isinstance(second.fact, StatementMade) and second.because == first.seq
    (statement,) = place.state(talk).standing
    said = place.state(talk).statements[statement]
    assert said.by == place.members["Ana"] and not place.state(talk).keyed
    assert place.office.vault.open(said.vault) == {"text": WORDS}, "as the first typed it, under Ana's key"
    bytes_ = b"".join(bytes(place.office.store.entry(seq)) for seq in range(place.office.now().seq))
    assert WORDS.encode() not in bytes_ and b"blue folder" not in bytes_
    assert verify(place.office.copy()).holds
    place.ask("Ana", WithdrawStatement(talk=talk, statement=statement))
    assert not place.state(talk).standing, "it is hers to take back"


def test_one_person_twice_and_two_who_read_differently_say_nothing(place: Talks) -> None:
    talk = place.opens()
    reads(place, talk, "Bo")
    reads(place, talk, "Bo")
    reads(place, talk, "Cleo", "We should roast on five days a week")
    assert not place.state(talk).standing and len(place.state(talk).keyed) == 3
    reads(place, talk, "Bo", "We should roast on five days a week")
    assert len(place.state(talk).standing) == 1


def test_without_mandate_paper_or_body_nothing_is_written(place: Talks) -> None:
    talk = place.opens()
    with pytest.raises(Refusal, match="Keeper of papers may record it"):
        reads(place, talk, "Ana", whose="Bo")
    with pytest.raises(Refusal, match="needs the paper behind it"):
        reads(place, talk, "Bo", paper=" ")
    with pytest.raises(Refusal, match="at most 200 letters"):
        reads(place, talk, "Bo", paper="a" * 201)
    with pytest.raises(Refusal, match="Only who belongs to"):
        reads(place, talk, "Bo", whose="Dee")
    with pytest.raises(Refusal, match="turns the direction"):
        reads(place, talk, "Bo", "We should\u202e roast")
    assert not place.state(talk).keyed


def test_it_is_written_down_on_the_page_of_the_talk(place: Talks) -> None:
    talk = place.opens()

    def page(who: str, path: str = f"talks/{talk}") -> str:
        return re.sub(r"<[^>]+>|\s+(?=:)", "", place.browser(who).get(place.at(path)).content.decode())

    def gives(who: str, **form: str) -> Any:
        typed = {"do": "on_paper", "member": place.members["Ana"], "text": WORDS, "paper": PAPER}
        return place.browser(who).post(place.at(f"talks/{talk}"), typed | form)

    assert "Write down what somebody says" not in page("Ana")
    assert gives("Bo").status_code == 302
    refused = gives("Bo", paper="")
    assert refused.status_code == 422 and WORDS in refused.content.decode(), "what was typed is kept"
    assert "Read what somebody says on paper" in page("Cleo", "")
    assert f"A second person is needed: {place.members['Ana'][:7]}" in page("Cleo")
    assert WORDS not in page("Cleo"), "read it, do not copy it"
    assert gives("Cleo").status_code == 302
    assert WORDS in page("Ana")
