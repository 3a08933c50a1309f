"""Ballots from files: BLT, PrefLib and CSV, read as they are meant; what is broken is told with its line, at once."""

import time
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auzolan.governance.tally import APPROVALS, RANKING, SCORES, Election, Paper
from auzolan.intake.elections import blt, preflib, ranked_csv

BLT = """4 2
# two withdrew
-2
[tie 3 1]
3 1 3=4 0
(id-7) 2 1 0
1 0
0
"Ane \\"the baker\\""
"Ben"
"Cai"
"Dor"
"Council"
"""
SOI = """# FILE NAME: x.soi
# TITLE: Council
# NUMBER ALTERNATIVES: 3
# ALTERNATIVE NAME 1: Ane
# ALTERNATIVE NAME 2: Ben
# ALTERNATIVE NAME 3: Cai
5: 2,1
2: 3,{1,2}
1: {1,2,3}
"""


def read(module: ModuleType, text: str, name: str) -> Election:
    election, _, findings = module.read(text.encode(), name)
    assert findings == []
    return election


def test_blt_says_who_withdrew_who_is_equal_and_how_many() -> None:
    election, meta, findings = blt.read(BLT.encode(), "c.blt")
    assert findings == []
    assert (election.options, election.seats, election.shape) == (
        ('Ane "the baker"', "Ben", "Cai", "Dor"), 2, RANKING
    )
    assert election.withdrawn == {"Ben"}
    ane = election.options[0]
    assert election.papers == (
        Paper(ranks=((ane,), ("Cai", "Dor")), voters=3), Paper(ranks=(("Ben",), (ane,))), Paper(),
    )
    assert meta == {"title": "Council", "tie_order": ["Cai", ane, "Ben", "Dor"]}


def test_blt_may_call_candidates_by_short_names() -> None:
    text = '2 1\n[nick x y]\n[withdrawn y]\n4 y=x 0\n0\n"Ane"\n"Ben"\n"Council"\n'
    election = read(blt, text, "c.blt")
    assert (election.papers, election.withdrawn) == ((Paper(ranks=(("Ben", "Ane"),), voters=4),), {"Ben"})


@pytest.mark.parametrize(("text", "line", "why"), [
    ("", 0, "The file ends"),
    ("two 1\n", 1, "a whole number from 1"),
    ("2 0\n", 1, "a whole number from 1"),
    ("1000 1\n", 1, "too short to name 1000"),
    ("9999999 1\n", 1, "a whole number from 1 to 1000000"),
    ('2 1\n3 1 5 0\n0\n"a"\n"b"\n"t"\n', 2, "a whole number from 1 to 2"),
    ('2 1\n3 1 1 0\n0\n"a"\n"b"\n"t"\n', 2, "twice on one ballot"),
    ('2 1\n3 1=1 0\n0\n"a"\n"b"\n"t"\n', 2, "twice on one ballot"),
    ('2 1\n-3\n0\n"a"\n"b"\n"t"\n', 2, "a whole number from 1 to 2"),
    ('2 1\n3 1 2\n"a"\n"b"\n"t"\n', 3, "A ballot is not ended"),
    ('2 1\n3 1 2 0\n0\n"a"\n"a"\n"t"\n', 5, "the same name"),
    ('2 1\n3 1 2 0\n0\n"a"\n"b\n', 5, "not closed"),
    ('2 1\n3 1 2 0\n0\n"a"\n', 4, "The file ends where the name of a candidate"),
    ("2 1\n3 1 2 0\n0\na\nb\n", 4, "in quotes"),
])
def test_a_broken_blt_is_told_with_its_line(text: str, line: int, why: str) -> None:
    election, _, findings = blt.read(text.encode(), "c.blt")
    assert election.papers == ()
    assert (findings[0].where, findings[0].line) == ("c.blt", line)
    assert why in findings[0].why


def test_bytes_that_are_no_text_are_told_with_their_line() -> None:
    for module in (blt, preflib, ranked_csv):
        _, _, findings = module.read(b"2 1\n\xff\xfe", "c")
        assert (findings[0].line, findings[0].why) == (2, "It is no text in UTF-8.")


def test_preflib_orders_have_voters_ties_and_names() -> None:
    election = read(preflib, SOI, "x.toi")
    assert election.options == ("Ane", "Ben", "Cai")
    assert election.papers == (
        Paper(ranks=(("Ben",), ("Ane",)), voters=5), Paper(ranks=(("Cai",), ("Ane", "Ben")), voters=2),
        Paper(ranks=(("Ane", "Ben", "Cai"),)),
    )


def test_two_categories_are_approvals_and_more_are_points() -> None:
    head = SOI.split("5:")[0]
    approvals = read(preflib, head + "# NUMBER CATEGORIES: 2\n3: {1,3},2\n1: {},{1,2,3}\n", "x.cat")
    assert (approvals.shape, approvals.papers) == (
        APPROVALS, (Paper(ranks=(("Ane", "Cai"),), voters=3), Paper())
    )
    points = read(preflib, head + "# NUMBER CATEGORIES: 3\n2: 1,{},{2,3}\n", "x.cat")
    assert (points.shape, points.papers) == (SCORES, (Paper(points={"Ane": 2, "Ben": 0, "Cai": 0}, voters=2),))


@pytest.mark.parametrize(("ballot", "line", "why"), [
    ("5 2,1", 7, "a colon"),
    ("x: 2,1", 7, "how many voters"),
    ("5: 2,9", 7, "from 1 to 3"),
    ("5: 2,2", 7, "twice on one ballot"),
    ("5: {2,1", 7, "an option, or several in braces"),
    ("5: 2,,1", 7, "an option, or several in braces"),
])
def test_a_broken_preflib_file_is_told_with_its_line(ballot: str, line: int, why: str) -> None:
    _, _, findings = preflib.read((SOI.split("5:")[0] + ballot + "\n").encode(), "x.soi")
    assert findings[0].line == line
    assert why in findings[0].why


def test_csv_has_one_ranking_a_row() -> None:
    election, meta, findings = ranked_csv.read(
        b'rank1,Rank2,rank3\nBen,"Ane ""A""",Ben\nBen,"Ane ""A""",\nundervote,Cai,overvote\n\n', "c.csv"
    )
    assert findings == []
    assert election.options == ('Ane "A"', "Ben", "Cai")
    assert election.papers == (Paper(ranks=(("Ben",), ('Ane "A"',)), voters=2), Paper(ranks=(("Cai",),)))
    assert meta == {"skipped": {"overvote": 1, "undervote": 1}}


@pytest.mark.parametrize(("text", "line", "why"), [
    ('a,b\nc,"d\n', 2, "no CSV"),
    ("rank1,rank2\n", 1, "no ranking"),
    ("a,b\na\0,b\n", 2, "zero byte"),
    ("a,b\n" + "x" * 2_000 + "\n", 2, "too long"),
])
def test_a_broken_csv_is_told_with_its_line(text: str, line: int, why: str) -> None:
    _, _, findings = ranked_csv.read(text.encode(), "c.csv")
    assert findings[0].line == line
    assert why in findings[0].why


COUNCIL = '3,2,\n5,2,1,\n4,3,\n"Candidate 1","Ane","Green",\n"Candidate 2","Ben","",\n"Candidate 3","Cai",\n"Ward",\n'


def test_the_files_of_scottish_councils_are_known() -> None:
    election, meta, findings = ranked_csv.read(COUNCIL.encode(), "ward.csv")
    assert findings == []
    assert (election.options, election.seats) == (("Ane", "Ben", "Cai"), 2)
    assert election.papers == (Paper(ranks=(("Ben",), ("Ane",)), voters=5), Paper(ranks=(("Cai",),), voters=4))
    assert meta == {"title": "Ward", "parties": {"Ane": "Green"}}


def test_a_real_ward_of_a_scottish_council_is_read(data_dir: Path) -> None:
    path = data_dir / "ranked-ballots" / "votekit" / "eilean_siar_2012_ward3.csv"
    election, meta, findings = ranked_csv.read(path.read_bytes(), path.name)
    assert findings == []
    assert (len(election.options), election.seats, len(election.papers)) == (4, 3, 57)
    assert meta["title"] == "Na Hearadh Agus Ceann A Deas Nan Loch"


@pytest.mark.parametrize(("old", "new", "line", "why"), [
    ("3,2,", "4,2,", 1, "3 lines name one"), ("5,2,1", "5,2,9", 2, "from 1 to 3"), ("5,2,1", "5,2,2", 2, "twice"),
])
def test_a_broken_council_file_is_told_with_its_line(old: str, new: str, line: int, why: str) -> None:
    _, _, findings = ranked_csv.read(COUNCIL.replace(old, new).encode(), "ward.csv")
    assert findings[0].line == line
    assert why in findings[0].why


@pytest.mark.parametrize(("module", "name", "text"), [
    (blt, "c.blt", "1000000 1\n" + "1 1 0\n" * 100_000),
    (blt, "c.blt", '2 1\n3 1 "' + "x" * 3_000_000),
    (blt, "c.blt", "2 1\n3 " + "1=" * 500_000 + "2 0\n"),
    (preflib, "x.soi", SOI + "5: " + "{" * 1_000_000),
    (preflib, "x.soi", SOI + "5: " + " " * 1_000_000 + "x"),
    (ranked_csv, "c.csv", "a," * 1_000_000),
])
def test_what_is_made_to_be_slow_is_refused_within_a_second(module: ModuleType, name: str, text: str) -> None:
    content = text.encode()
    began = time.process_time()
    _, _, findings = module.read(content, name)
    assert findings
    assert time.process_time() - began < 1


@given(st.binary(max_size=200) | st.text(alphabet='0123 =-"[]{}:#,\n', max_size=120).map(str.encode))
def test_whatever_comes_in_is_read_or_told(content: bytes) -> None:
    for module, name in ((blt, "c.blt"), (preflib, "x.toc"), (preflib, "x.cat"), (ranked_csv, "c.csv")):
        election, _, findings = module.read(content, name)
        assert findings or election.options
