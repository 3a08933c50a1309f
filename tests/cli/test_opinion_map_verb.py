"""auzolan opinion-map reads a Polis export, tells every fault with its line, and needs no node."""

import csv
import json
import random
from pathlib import Path

import pytest

from command_line import Terminal

COMMENTS = "comment-id,moderated,comment-body\n" + "".join(f'{one},1,"Statement {one}"\n' for one in range(9))


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


def votes() -> list[str]:
    """Sixty people in two camps; all hold statement 0."""
    luck = random.Random(3)
    rows = []
    for person in range(60):
        camp = 1 if person % 5 < 3 else -1
        for statement in range(9):
            vote = 1 if statement == 0 else camp if luck.random() < 0.9 else luck.choice((-1, 0, 1))
            rows.append(f"{statement},{person},{vote}\n")
    return rows


def export(terminal: Terminal, rows: list[str], name: str = "talk") -> Path:
    folder = terminal.folder / name
    folder.mkdir()
    (folder / "votes.csv").write_text("comment-id,voter-id,vote\n" + "".join(rows), encoding="utf-8")
    (folder / "comments.csv").write_text(COMMENTS, encoding="utf-8")
    return folder


def test_a_folder_is_mapped_without_a_node(terminal: Terminal) -> None:
    found = terminal.ask("opinion-map", str(export(terminal, votes())))
    assert [(one["id"], one["size"]) for one in found["groups"]] == [(1, 36), (2, 24)]
    assert [one["id"] for one in found["consensus"]] == ["0"]
    assert found["consensus"][0]["side"] == "agree"
    assert {one["id"] for one in found["dividing"]} == {str(one) for one in range(1, 9)}
    assert found["stability"]["groups"] == [{"groups": 2, "times": 10}]
    assert {one["group"] for one in found["participants"] if int(one["id"]) % 5 < 3} == {1}
    assert not (terminal.folder / "data").exists()


def test_the_same_votes_in_another_order_give_the_same_document(terminal: Terminal) -> None:
    first = terminal.type("opinion-map", str(export(terminal, votes())), "--json")
    again = terminal.type("opinion-map", str(terminal.folder / "talk"), "--json")
    mixed = random.Random(1).sample(votes(), 540)
    other = terminal.type("opinion-map", str(export(terminal, mixed, "mixed")), "--json")
    assert first == again == other


def test_people_read_groups_stability_and_what_unites_and_divides(terminal: Terminal) -> None:
    folder = export(terminal, votes())
    status, said = terminal.type("opinion-map", str(folder / "votes.csv"), str(folder / "comments.csv"))
    assert status == 0
    for words in ("60 people, 9 statements, 540 votes", "Stability 1.00", "Group 1, 36 people", "agree (",
                  "0: Statement 0", "group 1 agrees, group 2 disagrees"):
        assert words in said


def test_places_are_written_once_and_never_over_a_file(terminal: Terminal) -> None:
    folder, out = export(terminal, votes()), terminal.folder / "places.csv"
    found = terminal.ask("opinion-map", str(folder), "--csv", str(out))
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(one["id"], float(one["x"]), float(one["y"]), int(one["group"])) for one in rows] == [
        (one["id"], one["x"], one["y"], one["group"]) for one in found["participants"]
    ]
    assert terminal.type("opinion-map", str(folder), "--csv", str(out))[0] == 2


def test_who_cast_less_than_asked_for_is_in_no_group(terminal: Terminal) -> None:
    folder = export(terminal, [*votes(), "1,late,1\n"])
    found = terminal.ask("opinion-map", str(folder))
    assert found["participants"][-1]["id"] == "late"
    assert found["participants"][-1]["group"] is None
    assert terminal.ask("opinion-map", str(folder), "--votes-least", "1")["participants"][-1]["group"] is not None
    assert terminal.type("opinion-map", str(folder), "--votes-least", "none")[0] == 2


def test_faults_are_told_with_their_line_and_nothing_is_mapped(terminal: Terminal) -> None:
    folder = export(terminal, ["0,1,1\n", "0,2,yes\n"])
    status, said = terminal.type("opinion-map", str(folder), "--csv", str(terminal.folder / "no.csv"), "--json")
    assert status == 1
    assert [(one["line"], one["what"]) for one in json.loads(said)["findings"]] == [(3, "This is no vote")]
    assert not (terminal.folder / "no.csv").exists()


def test_a_folder_without_an_export_is_said(terminal: Terminal) -> None:
    assert terminal.type("opinion-map", str(terminal.folder))[0] == 2
    assert "holds none of votes.csv" in terminal.err
