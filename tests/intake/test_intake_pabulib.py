"""Pabulib files: what they say, and what is wrong with broken ones, with the line."""

import pytest

from auzolan.governance.tally import RANKING, SCORES
from auzolan.intake.elections import format_of, read_election
from auzolan.values.refusal import Refusal

FILE = """META
key;value
description;Ideas for the yard
budget;1000.5
vote_type;{kind}
PROJECTS
project_id;cost;name;selected
1;200;"A bench; painted";1
2;900.25;A bridge;0
VOTES
voter_id;vote;points
x;{vote};{points}
y;{vote};{points}
z;;
"""


def text(kind: str = "approval", vote: str = "1,2", points: str = "3,1") -> str:
    return FILE.format(kind=kind, vote=vote, points=points)


def test_projects_costs_and_ballots_are_read() -> None:
    election, meta, findings = read_election(text().encode(), "yard.pb")
    assert findings == []
    assert (election.options, dict(election.costs)) == (("1", "2"), {"1": 20_000, "2": 90_025})
    assert (election.budget, meta["places"], election.voters) == (100_050, 2, 3)
    assert [(paper.ranks, paper.voters) for paper in election.papers] == [((("1", "2"),), 2), ((), 1)]
    assert meta["names"]["1"] == "A bench; painted"
    assert (meta["official"], meta["title"]) == ({"1": "1", "2": "0"}, "Ideas for the yard")


def test_points_and_rankings_are_read_in_their_shape() -> None:
    scores, _, _ = read_election(text("cumulative").encode(), "yard.pb")
    assert (scores.shape, dict(scores.papers[0].points)) == (SCORES, {"1": 3, "2": 1})
    ranks, _, _ = read_election(text("ordinal", "2,1").encode(), "yard.pb")
    assert (ranks.shape, ranks.papers[0].ranks) == (RANKING, (("2",), ("1",)))


@pytest.mark.parametrize(("broken", "line", "why"), [
    (text(vote="1,3"), 12, "does not name"), (text(vote="1,1"), 12, "twice"),
    (text("choose-1"), 12, "more than one"), (text("cumulative", points="3"), 12, "as many points"),
    (text("cumulative", points="3,-1"), 12, "whole numbers"),
    (text("show of hands"), 5, "a kind of ballot that we know"),
    (text().replace("900.25", "much"), 9, "amount of money"), (text().replace("2;900.25", "1;900.25"), 9, "same id"),
    (text().replace("900.25", "-1"), 9, "amount of money"), (text().replace("budget;", "purse;"), 0, "amount of money"),
    (text().replace("project_id", "number"), 7, "no column"), ("hello", 1, "begins with META"), ("", 0, "no projects"),
    (text().replace("2;900.25", ";900.25"), 9, "no id"),
])
def test_a_broken_file_is_told_with_its_line(broken: str, line: int, why: str) -> None:
    election, _, findings = read_election(broken.encode(), "yard.pb")
    assert election.options == ()
    assert [(one.where, one.line) for one in findings] == [("yard.pb", line)]
    assert why in findings[0].why


def test_bytes_that_are_no_text_are_told() -> None:
    _, _, findings = read_election(b"META\nkey;value\n\xff\xfe", "yard.pb")
    assert "UTF-8" in findings[0].why


def test_an_unknown_ending_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refusal, match=r"\.pb"):
        format_of("yard.docx")
