"""Reading the text of a charter."""

from datetime import date
from decimal import Decimal

import pytest

from auzolan.charter.kinds import Kinds
from auzolan.charter.load import BYTES_MAX, load, read_text

KINDS = Kinds.find()


def findings(text: str | bytes) -> list[str]:
    return [finding.what for finding in load(text, KINDS)[1]]


def test_an_article_keeps_what_was_written_as_exact_values() -> None:
    (one,), found = load('["unit.h"]\ntitle = "Hour"\nplaces = 2\nx = 1.70\nday = 2027-01-01\n', KINDS)
    assert found == []
    assert (one.id, one.kind, one.title) == ("unit.h", "unit", "Hour")
    assert one.fields == {"places": 2, "x": Decimal("1.7"), "day": date(2027, 1, 1)}
    assert read_text(one.text) == one


def test_an_unquoted_header_is_a_finding_that_names_the_quoted_form_and_is_read_all_the_same() -> None:
    (one,), found = load('[rule.price]\ndoes = "split"\n', KINDS)
    assert one.id == "rule.price"
    assert [(finding.where, finding.next) for finding in found] == [("rule.price", 'Write ["rule.price"].')]


def test_unquoted_steps_name_their_quoted_form_too() -> None:
    (one,), found = load('["rule.a.b"]\ndoes = "split"\n[[rule.a.b.steps]]\nto = "X"\n', KINDS)
    assert [finding.next for finding in found] == ['Write [["rule.a.b".steps]].']
    assert one.fields["steps"] == [{"to": "X"}]


def test_each_article_that_is_not_toml_has_its_own_finding_with_its_line() -> None:
    text = '["unit.a"]\nplaces = = 2\n["unit.b"]\nplaces = 2\n["unit.c"]\nplaces = two\n'
    articles, found = load(text, KINDS)
    assert [article.id for article in articles] == ["unit.b"]
    assert [(finding.where, finding.line, finding.excerpt) for finding in found] == [
        ("unit.a", 2, "places = = 2"), ("unit.c", 6, "places = two"),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x = 1\n", "x stands outside any article"),
        ('["bonus.a"]\nx = 1\n', "This kind of article is not known"),
        ('["unit.a b"]\nx = 1\n', "This is not an article's id"),
        ('["unit.a"]\nx = 2026-01-01T10:00:00\n', "The value cannot stand in an article"),
        ('["unit.a"]\nx = nan\n', "The value cannot stand in an article"),
        ('["unit.a"]\nx = 1e308\n', "This is not TOML"),
        ('["unit.a"]\nx = 1' + "0" * 40 + "\n", "The value cannot stand in an article"),
        ('["unit.a"]\nx = ' + "[" * 900 + "]" * 900 + "\n", "The charter cannot be read"),
        (b'["unit.a"]\nx = "\xff"\n', "The charter cannot be read"),
        ("#" * (BYTES_MAX + 1), "The charter is too long"),
        ('["unit.a"]\nx = 1\n["unit.a"]\nx = 1\n', "This is not TOML"),
        ('[["unit.a"]]\nx = 1\n', "unit.a stands outside any article"),
    ],
)
def test_what_cannot_be_read_is_said_and_does_not_break_anything(text: str | bytes, what: str) -> None:
    assert findings(text) == [what]


def test_an_unknown_kind_names_the_nearest_one() -> None:
    assert load('["procedur.a"]\nx = 1\n', KINDS)[1][0].next == "The nearest is 'procedure'."


@pytest.mark.parametrize(
    "text",
    [
        '["unit.h"]\nplaces=2\n',
        '["unit.h"]\nx = 1.70\n',
        '["unit.h"]\nplaces = 2\n\n["unit.b"]\nplaces = 2\n',
        '["unit.h"]\nplaces = = 2\n',
        '["unit h"]\nplaces = 2\n',
        '["unit.h"]\nx = nan\n',
    ],
)
def test_an_entry_holds_an_article_only_in_its_one_spelling(text: str) -> None:
    with pytest.raises(ValueError):
        read_text(text)
