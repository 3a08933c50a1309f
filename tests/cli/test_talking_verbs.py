"""Talks, comments, conduct and mediation in a terminal: in an exercise as somebody, otherwise as nobody."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auzolan.charter.preset import preset
from command_line import Terminal

NAMES = ("Ana", "Bo", "Cleo", "Dee", "Eli", "Fay")
SAYS = "The shop should open on Saturdays"


class House:
    """An exercise with six members; Ana and Bo sit on the council."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, *, exercise: bool = True) -> None:
        self.terminal = Terminal(folder=folder, patch=patch)
        self.clock("2026-10-01")
        charter = self.terminal.write("ours.toml", preset("mondragon"))
        self.terminal.ask("found", charter, "--name", "Errota", *(["--exercise"] if exercise else []))
        admitted = (self.terminal.ask("admit", "--class", "worker", "--name", name) for name in NAMES)
        self.ids = {name: one["member"] for name, one in zip(NAMES, admitted, strict=True)}

    def clock(self, day: str) -> None:
        self.terminal.at(f"{day}T09:00:00Z")

    def ask(self, who: str, *words: str) -> Any:
        return self.terminal.ask(*words, "--as", self.ids[who])

    def refused(self, who: str, *words: str) -> str:
        return self.terminal.refused(*words, "--as", self.ids[who])["why"]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


def opened(house: House) -> str:
    asked = ("talk", "--open", "body.assembly", "--until", "2026-10-31", "--title", "How we work")
    return str(house.ask("Ana", *asked)["talk"])


def test_a_talk_from_the_opening_to_its_sums(house: House) -> None:
    talk = opened(house)
    first = house.ask("Ana", "talk", talk, "--say", SAYS)["statement"]
    gone = house.ask("Bo", "talk", talk, "--say", "We should have a cat")["statement"]
    house.ask("Bo", "talk", talk, "--take-back", gone)
    assert "no longer answered" in house.refused("Cleo", "talk", talk, "--answer", gone, "agree")
    assert "agree, disagree or pass" in house.refused("Cleo", "talk", talk, "--answer", first, "maybe")
    for name in NAMES[:-1]:
        house.ask(name, "talk", talk, "--answer", first, "agree" if name != "Dee" else "disagree")
    (said,) = house.ask("Ana", "talk", talk)["statements"]
    assert (said["text"], said["agree"], said["disagree"], said["own"]) == (SAYS, 4, 1, "agree")
    (unseen,) = house.ask("Fay", "talk", talk)["statements"]
    assert "agree" not in unseen and unseen["own"] == "", "nobody sees others' answers before their own"
    assert "mandate" in house.terminal.refused("talk", talk, "--take-out", first, "--reason", "No", "--as",
                                               house.ids["Eli"])["where"]
    house.ask("Ana", "talk", talk, "--close")
    assert "4" in house.terminal.type("talk", talk)[1] and SAYS in house.terminal.type("talk", talk)[1]
    assert house.terminal.type("talk", "--say", "x")[0] == 2, "in which talk?"
    assert house.terminal.refused("talk", "tnone")["why"] == "There is no such talk."
    assert [one["talk"] for one in house.terminal.ask("talk")] == [talk]


def test_comments_are_made_answered_and_read(house: House) -> None:
    asked = house.terminal.write("ask.toml", '[proposal]\ntitle = "Buy a press"\ntext = "A used one."\n')
    decision = house.ask("Ana", "propose", asked)["decision"]
    first = house.ask("Bo", "comment", decision, "--stance", "against", "--reason", "It is too loud")["comment"]
    house.ask("Ana", "comment", decision, "--stance", "question", "--reason", "In a shed?", "--answers", first)
    assert "There are no words" in house.refused("Cleo", "comment", decision, "--stance", "for")
    read = house.terminal.ask("comment", decision)
    assert read["counts"] == {"for": 0, "against": 1, "question": 1, "change": 0}
    assert [one["reason"] for one in read["comments"][0]["answers"]] == ["In a shed?"]
    words = house.terminal.type("comment", decision)[1].splitlines()
    assert words[0].endswith(": It is too loud") and words[1].startswith("  ")
    house.ask("Bo", "comment", decision, "--take-back", first)
    assert "too loud" not in house.terminal.type("comment", decision)[1]


def test_a_notice_goes_its_way_to_the_appeal_and_is_read_by_those_concerned(house: House) -> None:
    for name in ("Ana", "Bo"):
        house.terminal.ask("mandate", "body.social_council", house.ids[name])
    case = house.ask("Cleo", "conduct", "--notice", house.ids["Dee"], "--words", "Dee shouts at newcomers")["case"]
    assert "none that you may read" in house.refused("Fay", "conduct", case)
    house.ask("Dee", "conduct", case, "--heard", "--words", "I was tired")
    house.clock("2026-10-03")
    improve = ("conduct", case, "--improve", "2026-11-20", "--helper", house.ids["Eli"], "--words", "Eli listens")
    house.ask("Ana", *improve)
    house.clock("2026-11-21")
    house.ask("Ana", "conduct", case, "--decide", "warned", "--words", "It went on")
    house.ask("Dee", "conduct", case, "--appeal", "--words", "It did not")
    why = house.refused("Ana", "conduct", case, "--answer", "stands", "--words", "As we said")
    assert "no part in it before" in why
    house.ask("Fay", "conduct", case, "--answer", "changed", "--words", "Nobody heard it")
    told = house.ask("Dee", "conduct", case)
    assert [one["said"] for one in told["steps"]][:2] == ["Dee shouts at newcomers", "I was tired"]
    assert told["answer"] == "changed" and told["outcome"] == "warned"
    assert [one["case"] for one in house.ask("Eli", "conduct")] == [case]
    assert "Dee shouts" in house.terminal.type("conduct", case, "--as", house.ids["Cleo"])[1]


def test_a_mediation_stays_among_the_three(house: House) -> None:
    asked = ("mediation", "--ask", house.ids["Bo"], "--mediator", house.ids["Cleo"], "--words", "The van on Fridays")
    case = house.ask("Ana", *asked)["case"]
    for name in ("Bo", "Cleo"):
        house.ask(name, "mediation", case, "--accept")
    house.ask("Bo", "mediation", case, "--note", "--words", "Every second Friday")
    assert "none that you may read" in house.refused("Dee", "mediation", case)
    assert "none that you may read" in house.refused("Ana", "conduct", case), "it is no case of conduct"
    house.ask("Cleo", "mediation", case, "--end", "agreed")
    said = [one["said"] for one in house.ask("Ana", "mediation", case)["steps"]]
    assert "Every second Friday" in said


def test_somebody_outside_accepts_a_mediation_on_paper(house: House) -> None:
    mill = house.terminal.ask("admit", "--agent", "organisation", "--name", "The other mill")["agent"]
    asked = ("mediation", "--ask", mill, "--mediator", house.ids["Cleo"], "--words", "The van on Fridays")
    case = house.ask("Ana", *asked)["case"]
    house.ask("Cleo", "mediation", case, "--accept")
    on_paper = ("mediation", case, "--accept", "--for", mill)
    assert "without the paper behind it" in house.refused("Cleo", *on_paper)
    house.ask("Cleo", *on_paper, "--paper", "No. 7")
    assert house.ask("Ana", "mediation", case)["stage"] == "accepted"


def test_who_does_not_belong_reads_nothing(house: House) -> None:
    talk = opened(house)
    asked = house.terminal.write("ask.toml", '[proposal]\ntitle = "Buy a press"\ntext = "A used one."\n')
    decision = house.ask("Ana", "propose", asked)["decision"]
    house.ids["Shop"] = house.terminal.ask("admit", "--agent", "organisation", "--name", "Shop")["agent"]
    house.terminal.ask("part", house.ids["Fay"])
    house.clock("2026-10-02")
    house.ids["Nobody"] = "mnobody"
    for who in ("Shop", "Fay", "Nobody"):
        for words in (("talk",), ("talk", talk), ("comment", decision), ("conduct",), ("mediation", "knone")):
            assert house.refused(who, *words) == "Only who belongs reads it.", (who, words)
    assert house.ask("Bo", "talk")


def test_outside_an_exercise_nobody_is_anybody_in_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUZOLAN_CLOCK", raising=False)
    house = House.__new__(House)
    house.terminal = Terminal(folder=tmp_path, patch=monkeypatch)
    charter = house.terminal.write("ours.toml", preset("mondragon"))
    house.terminal.ask("found", charter, "--name", "Errota")
    house.ids = {"Ana": house.terminal.ask("admit", "--class", "worker", "--name", "Ana")["member"]}
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    for words in (
        ("talk", "--open", "body.assembly", "--until", today, "--title", "How"),
        ("conduct", "--notice", house.ids["Ana"], "--words", "x"),
        ("mediation", "--ask", house.ids["Ana"], "--mediator", house.ids["Ana"], "--words", "x"),
        ("conduct",), ("mediation",), ("conduct", "knone"),
    ):
        assert house.terminal.refused(*words, "--as", house.ids["Ana"])
    assert house.terminal.ask("talk", "--as", house.ids["Ana"]) == []
