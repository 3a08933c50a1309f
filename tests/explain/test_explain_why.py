"""A figure told as a tree that can be read aloud."""

from fractions import Fraction

from auzolan.explain.provenance import Adoption
from auzolan.explain.why import Why, said, tree
from auzolan.values.figure import Figure

HOURS = Figure(label="hours", value=Fraction(3, 2), unit="h", entries=(4, 5))
WHOLE = Figure(label="everyone's hours", value=Fraction(9, 2), unit="h", note="3 rows")
SHARE = Figure(label="the share of it", value=Fraction(1, 3), because=(HOURS, WHOLE))
PART = Figure(label="the rest", value=Fraction(100, 3), unit="EUR", places=2, because=(SHARE,), note="rounded down")


def test_every_part_stands_under_what_was_made_from_it() -> None:
    assert list(tree(PART)) == [
        "  the rest: 100/3 EUR (about 33.33) (rounded down)",
        "    the share of it: 1/3 (33.33 %)",
        "      hours: 1.5 h [entries 4, 5]",
        "      everyone's hours: 4.5 h (3 rows)",
    ]


def test_a_fraction_is_also_said_in_hundredths() -> None:
    assert said(SHARE) == "1/3 (33.33 %)"
    assert said(Figure(label="x", value=Fraction(-2, 3))) == "-2/3 (-66.67 %)"
    assert said(Figure(label="x", value=Fraction(1, 4))) == "0.25"
    assert said(Figure(label="x", value=Fraction(7, 3))) == "7/3 (about 2.33)"
    assert said(Figure(label="x", value=None)) == "unknown"


def test_many_entries_are_counted_not_listed() -> None:
    many = Figure(label="hours", value=Fraction(1), entries=tuple(range(20)))
    (line,) = tree(many)
    assert line.endswith("[entries 0, 1, 2, 3, 4, 5, 6, 7 and 12 more]")


def test_where_the_rule_comes_from_is_said_with_its_count() -> None:
    decided = Adoption(
        article="rule.surplus", name="Sharing the surplus", version=2, entry=90, at="2027-01-10T09:00:00Z",
        decision="d7", title="By hours", opened=80, closed=89, counts=(("yes", 4), ("stand_aside", 1)), answered=5,
        eligible=6,
    )
    assert decided.says == (
        "Sharing the surplus, version 2, was adopted on 2027-01-10 (entry 90) by the decision “By hours” (d7):"
        " 4 yes, 1 stand aside; 5 of 6 answered."
    )
    whole = Why(run="r1", rule="rule.surplus", period="2027", to="Equity:Capital:m1:2027", member="m1", figure=PART,
                adopted=decided, entry=96, published=95)
    assert whole.entries == (4, 5)
    document = whole.as_json()
    assert (document["decision"], document["version"], document["entry"]) == ("d7", 2, 96)
    lines = list(whole.lines())
    assert lines[-2] == decided.says
    assert lines[-1] == "Published as run r1 in entry 95; this line stands in entry 96."
