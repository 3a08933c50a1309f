"""Articles that match: what is refused before a vote, what members read, the tree, and the page of the manual."""

import re
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from auzolan.charter.check import check_text
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.rules.ground import plain_explaining
from auzolan.rules.kinds.match import FIELDS, read, words
from auzolan.rules.matching_tree import BRANCH, NODES_MAX, Leafed, read_tree
from charters import charter_from

ROOT = Path(__file__).parents[2]
WHOLE = (ROOT / "tests/golden/charters/match_shifts.toml").read_text("utf-8")
PAGE = (ROOT / "docs/guides/rules/match.md").read_text("utf-8")
SCORE = 'score = "case when to_evening = 1 then evenings else mornings end"'
LEARNED = 'learned_on = "the 240 shifts of 2025, kept or swapped, as published in the library"'
LATE = 'id = "late"\nwhen = "evenings >= 4"\nyes = "glad"'


def found(old: str, new: str, *, times: int = 1) -> list[tuple[str, str, str]]:
    """What is wrong after one change of the whole charter: (article, field, what)."""
    assert old in WHOLE
    return [(one.where, one.field, one.what) for one in check_text(WHOLE.replace(old, new, times))]


def test_a_score_and_a_tree_stand_in_one_sound_charter() -> None:
    assert check_text(WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "what"),
    [
        ('unit = "point"', 'unit = "star"', "unit", "This unit is not known"),
        ('among = "members', 'among = "people', "among", "This table is not known"),
        ("into = \"bids where tender = 'shifts'\"", 'into = "bid_values"', "into", "These rows have no name"),
        ("where class = 'worker'", "where clas = 'worker'", "among", "The formula was not accepted"),
        (SCORE, 'score = "mornings + to_beauty"', "score", "The formula was not accepted"),
        (SCORE, 'score = "evening"', "score", "The formula was not accepted"),
        (SCORE, 'score = "mornings * 1.00 EUR"', "score", "This is another unit"),
        (SCORE, "score = \"class\"", "score", "This is no number"),
        (SCORE, 'score = "mornings / sum(mornings)"', "score", "A pair cannot be judged so"),
        (SCORE, 'score = "1 / count(*)"', "score", "A pair cannot be judged so"),
        (SCORE, "", "score", "It is not said what a pair scores"),
        (SCORE, f'{SCORE}\nlearned_on = "us"', "learned_on", "This says nothing here"),
        ('capacity = "places"', 'capacity = "to_places"', "capacity", "The formula was not accepted"),
        ('capacity = "places"', 'capacity = "opened"', "capacity", "The formula was not accepted"),
        ('capacity = "places"', "", "capacity", "The field capacity is missing"),
        ("minimum = 1", "minimum = -1", "minimum", "Nothing lies below zero"),
        ("minimum = 1", 'minimum = 1\neach = "class"', "each", "The formula was not accepted"),
        ('each = "2"', 'each = "2"\nscore = "1"', "score", "It is not said what a pair scores"),
        ('when = "mornings + evenings > 0"', 'when = "mornings + evenings"', "when", "The formula was not accepted"),
        ('when = "mornings + evenings > 0"', 'when = "max(mornings) > 0"', "when", "A pair cannot be judged so"),
        (LEARNED, "", "learned_on", "It is not said what the tree was learned from"),
        (LATE, LATE.replace('"glad"', '"gladd"'), "tree[2].yes", "Nothing of the tree has this id"),
        (LATE, LATE.replace("evenings >= 4", "evening >= 4"), "tree[2].when", "The formula was not accepted"),
        (LATE, LATE.replace("evenings >= 4", "sum(evenings) >= 4"), "tree[2].when", "A pair cannot be judged so"),
        (LATE, LATE.replace('yes = "glad"', ""), "tree[2].yes", "The field yes is missing"),
        (LATE, LATE + "\nscore = 1", "tree[2].score", "This says nothing here"),
        (LATE, LATE.replace('"glad"', '"start"'), "tree", "Two ways lead here, or one that is too long"),
        (LATE, LATE.replace('"glad"', '"kept"'), "tree", "Two ways lead here, or one that is too long"),
        ('id = "kept"', 'id = "glad"', "tree", "An id stands twice"),
        ("score = 0.4\n", "", "tree[5].score", "The field score is missing"),
        ('errors = ["worker 11%"]', "errors = []", "tree[5].errors", "It is not said how often it is wrong"),
        ('errors = ["worker 11%"]', 'errors = ["worker"]', "tree[5].errors", "This is no error of a group"),
        ('errors = ["worker 11%"]', 'errors = ["worker 111%"]', "tree[5].errors", "This is no error of a group"),
    ],
)
def test_a_fault_is_said_before_anybody_votes(old: str, new: str, field: str, what: str) -> None:
    wrong = found(old, new)
    assert (field, what) in {(one[1], one[2]) for one in wrong}
    assert len({one[0] for one in wrong}) == 1


def test_an_end_that_nothing_leads_to_is_found() -> None:
    more = '\n[["rule.shifts_by_tree".tree]]\nid = "alone"\nscore = 1\nrows = 0\nerrors = []\n'
    assert [(one.field, one.what) for one in check_text(WHOLE + more)] == [("tree", "Nothing leads here")]


def test_a_tree_that_nobody_can_read_is_refused() -> None:
    more = "".join(
        f'\n[["rule.shifts_by_tree".tree]]\nid = "e{at}"\nscore = 1\nrows = 0\nerrors = []\n' for at in range(NODES_MAX)
    )
    assert ("tree", "This is no tree that can be read") in [(one.field, one.what) for one in check_text(WHOLE + more)]


def test_the_words_say_the_pairs_the_room_and_the_tie_law() -> None:
    charter = charter_from(WHOLE)
    by_score, by_tree = (words(charter.articles[id], charter) for id in ("rule.shifts", "rule.shifts_by_tree"))
    assert "gets at most one of bids where tender = 'shifts'" in by_score
    assert "The room of a place: places. Below 1 point no pair is made." in by_score
    assert "the first ids in the alphabet go first" in by_score
    assert "gets at most 2 of bids" in by_tree
    assert "where mornings + evenings > 0. A pair scores by a tree with 4 ends, learned on the 240 shifts" in by_tree


def test_a_tree_is_read_exactly_and_followed_to_its_end() -> None:
    said = read(charter_from(WHOLE).articles["rule.shifts_by_tree"])
    assert said.tree is not None
    columns = {name: PlainColumn(name=name) for name in ("to_evening", "evenings", "mornings")}
    leafed = Leafed(said.tree, lambda node: plain_explaining(node, (), Scope(columns=columns)))

    def score(to_evening: int, evenings: int, mornings: int) -> Fraction:
        values = {"to_evening": Fraction(to_evening), "evenings": Fraction(evenings), "mornings": Fraction(mornings)}
        return leafed.figure(Row(values=values)).number

    assert [score(1, 4, 0), score(1, 3, 9), score(0, 9, 4), score(0, 9, 3)] == [
        Fraction("0.92"), Fraction("0.4"), Fraction("0.88"), Fraction("0.25")
    ]


def test_a_tree_that_was_written_says_so() -> None:
    tree = read_tree([{"id": "only", "score": 3, "rows": 0, "errors": []}])
    figure = Leafed(tree, Scope(columns={})).figure(Row(values={}))
    assert (figure.number, figure.note) == (3, "Written, not learned.")


def test_the_page_has_every_field_and_its_examples_are_sound() -> None:
    for field in (*FIELDS, *BRANCH):
        assert re.search(rf"\| [^|\n]*`{field.name}`", PAGE), field.name
    whole, tree = (tomllib.loads(one) for one in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
    said, stands = whole["rule.shifts"], tomllib.loads(WHOLE)["rule.shifts"]
    assert {name: stands[name] for name in said} == said
    start = WHOLE.index('[["rule.shifts_by_tree".tree]]')
    (example,) = re.findall(r'```toml\n(\[\["rule\.shifts_by_tree".*?)```', PAGE, re.DOTALL)
    assert check_text(WHOLE[:start] + example) == []
    assert len(tree["rule.shifts_by_tree"]["tree"]) == 3
