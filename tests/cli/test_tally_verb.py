"""auzolan tally: ballots of a file counted without a node."""

from pathlib import Path

import pytest

from command_line import Terminal

KEYS = {"method", "parameters", "winners", "rounds", "ties", "exact"}
FILE = """META
key;value
description;Three ideas
num_projects;3
num_votes;9
budget;90.50
vote_type;approval
PROJECTS
project_id;cost;name
a;45;Bench
b;45;Bridge
c;30.25;Choir
VOTES
voter_id;vote
""" + "".join(f"{number};{'a,b' if number < 6 else 'c'}\n" for number in range(9))


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


def test_winners_rounds_and_ties_of_a_budget_are_told(terminal: Terminal) -> None:
    path = terminal.write("ideas.pb", FILE)
    found = terminal.ask("tally", path, "--method", "equal_shares", "--param", "completion=add1")
    assert set(found) == KEYS
    assert found["winners"] == ["a", "c"]
    assert (found["method"], found["exact"]) == ("equal_shares", True)
    assert found["parameters"] == {"completion": "add1", "step": "100"}  # the file writes cents: one whole unit
    assert found["ties"] == [{"round": 2, "options": ["a", "b"], "chosen": ["a"], "law": "by the order of the options"}]
    assert found["rounds"][1]["measures"]["left"] == "4550"
    assert not (terminal.folder / "data").exists()


def test_people_read_every_round_in_a_sentence(terminal: Terminal) -> None:
    status, out = terminal.type("tally", terminal.write("ideas.pb", FILE), "--method", "greedy")
    assert status == 0
    assert "1. a has most support for its cost: funded for" in out
    assert "Level in round 1: a, b. a was taken by the order of the options." in out
    assert out.endswith("Chosen: a, b.\n")


def test_a_lot_is_drawn_from_the_file_and_the_same_each_time(terminal: Terminal) -> None:
    path = terminal.write("ideas.pb", FILE)
    words = ("tally", path, "--method", "greedy", "--param", "tie=lot")
    first = terminal.ask(*words)
    assert first == terminal.ask(*words)
    assert first["ties"][0]["law"] == "by lot"
    drawn = {terminal.ask(*words, "--param", f"drawn={number}")["ties"][0]["chosen"][0] for number in range(12)}
    assert drawn == {"a", "b"}


def test_what_does_not_fit_is_refused_with_what_would(terminal: Terminal) -> None:
    path = terminal.write("ideas.pb", FILE)
    assert "equal_shares" in terminal.refused("tally", path, "--method", "coin")["next"]
    assert "completion" in terminal.refused("tally", path, "--method", "equal_shares", "--param", "colour=red")["next"]
    refusal = terminal.refused("tally", path, "--method", "equal_shares", "--param", "utility=borda")
    assert refusal["where"] == "parameter utility"
    assert ".pb" in terminal.refused("tally", terminal.write("ideas.txt", FILE), "--method", "greedy")["next"]


def test_more_candidates_than_a_million_are_refused_where_they_are_counted(terminal: Terminal) -> None:
    path = terminal.write("seats.blt", '1000001 3\n1 1 2 0\n0\n"x"\n')
    assert terminal.type("tally", path, "--method", "scottish_stv")[0] == 1
    assert "seats.blt:1" in terminal.err
    assert "a whole number from 1 to 1000000" in terminal.err


def test_a_broken_file_is_told_with_its_line(terminal: Terminal) -> None:
    path = terminal.write("ideas.pb", FILE.replace("8;c", "8;d"))
    status, out = terminal.type("tally", path, "--method", "greedy")
    assert (status, out) == (1, "")
    assert "ideas.pb:23" in terminal.err
    assert "does not name" in terminal.err
    assert terminal.type("tally", path + "x", "--method", "greedy")[0] == 2
    assert terminal.type("tally", path, "--method", "greedy", "--param", "skip")[0] == 2
    assert terminal.type("tally", path, "--method", "greedy", "--param", "per=cost", "--param", "per=cost")[0] == 2
