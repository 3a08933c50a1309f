"""The rule kind `score`: what is refused before a vote, what members read, and the page of the manual."""

import re
import tomllib
from pathlib import Path

import pytest

from auzolan.charter.check import check_text
from auzolan.rules.kinds.score import CRITERION, FIELDS, read, words
from auzolan.rules.score_check import points_of
from auzolan.rules.scoring import LOWEST_WINS, WEIGHTED
from charters import charter_from

ROOT = Path(__file__).parents[2]
WHOLE = (ROOT / "tests/golden/charters/m15_scoring.toml").read_text("utf-8")
PAGE = (ROOT / "docs/guides/rules/score.md").read_text("utf-8")


def found(old: str, new: str, *, times: int = 1) -> list[tuple[str, str, str]]:
    """What is wrong after one change of the whole charter: (article, field, what)."""
    assert old in WHOLE
    return [(one.where, one.field, one.what) for one in check_text(WHOLE.replace(old, new, times))]


def test_six_ways_of_scoring_stand_in_one_sound_charter() -> None:
    assert check_text(WHOLE) == []
    scales = {one["scale"] for rule in tomllib.loads(WHOLE).values() for one in rule.get("criteria", ())}
    assert scales == {*WEIGHTED, *LOWEST_WINS}


@pytest.mark.parametrize(
    ("old", "new", "field", "what"),
    [
        ('weight = "50%"', 'weight = "49%"', "criteria", "The weights do not come out"),
        ('weight = "50%"\nby = "price"', 'by = "price"', "criteria", "A weight is missing"),
        ('ceiling = "200.00 EUR"', "", "criteria[1].ceiling", "The field ceiling is missing"),
        ('ceiling = "200.00 EUR"', 'ceiling = "200"', "criteria[1].ceiling", "The formula was not accepted"),
        ('ceiling = "200.00 EUR"', 'ceiling = "max(price)"', "criteria[1].ceiling", "This bound is not fixed"),
        ('"ratio_to_lowest"', '"ratio_to_lowest"\nto = "3.00 EUR"', "criteria[1].to", "This says nothing here"),
        ('by = "quality"', 'by = "beauty"', "criteria[2].by", "The formula was not accepted"),
        ('unit = "point"', 'unit = "star"', "unit", "This unit is not known"),
        ('name = "quality"\nweight', 'name = "price"\nweight', "criteria", "A name stands twice"),
        ("years = 10", "years = 101", "criteria[1].years", "These are not years of use"),
        ('discount = "3%"', 'discount = "-3%"', "criteria[1].discount", "This is no discount"),
        ('"quality * 0.50 EUR"', '"quality * 0.5"', "criteria[1].worth", "The formula was not accepted"),
        ('bid = "price"\nunit = "EUR"', 'bid = "price"\nunit = "USD"', "given[1].unit", "Its unit is not known"),
        ('name = "price"\nbid', 'name = "tender"\nbid', "given[1].name", "This cannot be a column"),
    ],
)
def test_a_fault_in_a_way_of_scoring_is_said_before_anybody_votes(old: str, new: str, field: str, what: str) -> None:
    wrong = found(old, new)
    assert (field, what) in {(one[1], one[2]) for one in wrong}
    assert len({one[0] for one in wrong}) == 1


def test_the_lowest_cost_stands_alone() -> None:
    wrong = found('scale = "ratio_to_lowest"', 'scale = "cost"')
    assert ("rule.ratio", "criteria", "These do not go together") in wrong


def test_weights_are_percentages_or_points() -> None:
    assert points_of("50%", 40) == 20
    assert points_of("1/4", 100) == 25
    assert points_of("30", 100) == 30
    assert found('weight = "50%"', 'weight = "50"', times=2) == []


def test_the_words_warn_where_one_row_can_swap_two_others() -> None:
    charter = charter_from(WHOLE)
    ratio, ceiling = (words(charter.articles[id], charter) for id in ("rule.ratio", "rule.ceiling"))
    assert "price with 50 point, by the lowest price over its own" in ratio
    assert "The points for price hang on the other rows" in ratio
    assert "above it a row is out" in ceiling
    assert "hang on" not in ceiling
    life = words(charter.articles["rule.life"], charter)
    assert "use + carbon * 100 EUR/t in each of 10 years and removal at the end, 3% less for each year" in life


def test_what_an_article_says_is_read_exactly() -> None:
    (price, _quality) = read(charter_from(WHOLE).articles["rule.ceiling"]).criteria
    assert (price.points, price.scale, sorted(price.formulas)) == (50, "against_ceiling", ["by", "ceiling"])


def test_the_page_has_every_field_and_every_scale_and_a_sound_example() -> None:
    for field in (*FIELDS, *CRITERION):
        assert re.search(rf"\| [^|\n]*`{field.name}`", PAGE), field.name
    for scale in (*WEIGHTED, *LOWEST_WINS):
        assert f"| `{scale}` |" in PAGE
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    head = re.search(r'\["rule\.ceiling"\].*?(?=\n\["rule|\Z)', WHOLE, re.DOTALL)
    assert head is not None
    said = tomllib.loads(example)["rule.award"]
    assert said["criteria"] == tomllib.loads(head[0])["rule.ceiling"]["criteria"]
    assert set(said) <= {field.name for field in FIELDS} | {"does"}
