"""Kinds of article are found by looking into the areas, and each declares itself wholly."""

from pathlib import Path

import pytest

from auzolan.charter import kinds as kinds_module
from auzolan.charter.charter import Charter
from auzolan.charter.diff import plain_words
from auzolan.charter.kinds import Kind, Kinds
from auzolan.charter.nearest import nearest
from auzolan.charter.preset import preset
from charters import charter_from

PAGES = Path(__file__).parents[2] / "docs" / "guides" / "articles"
LIVELY = {"rule", "limit", "procedure", "metric", "pool", "agreement", "risk"}


def test_the_kinds_of_this_version_are_there() -> None:
    assert set(Kinds.find().names) >= {
        "purpose", "unit", "class", "body", "procedure", "mandate", "contribution", "account", "posting", "rule",
        "limit", "publication",
    }


@pytest.mark.parametrize("kind", list(Kinds.find()), ids=lambda kind: str(kind.name))
def test_a_kind_says_what_it_is_for_and_what_each_field_means(kind: Kind) -> None:
    assert kind.summary
    names = [field.name for field in Kinds.find().fields(kind)]
    assert len(names) == len(set(names))
    assert all(field.means for field in Kinds.find().fields(kind))
    assert kind.LIVELY is (kind.name in LIVELY)


@pytest.mark.parametrize("kind", list(Kinds.find()), ids=lambda kind: str(kind.name))
def test_every_field_of_a_kind_stands_on_its_page_of_the_manual(kind: Kind) -> None:
    text = (PAGES / f"{kind.name}.md").read_text("utf-8")
    assert [field.name for field in kind.FIELDS if f"`{field.name}`" not in text] == []


ASSEMBLY = '["class.worker"]\ntitle = "Workers"\n["body.assembly"]\ntitle = "Assembly"\nclasses = ["class.worker"]\n'


@pytest.mark.parametrize("kind", list(Kinds.find()), ids=lambda kind: str(kind.name))
def test_the_example_of_a_manual_page_is_an_article_of_its_kind_and_says_what_the_page_says(kind: Kind) -> None:
    text = (PAGES / f"{kind.name}.md").read_text("utf-8")
    example = text.partition("```toml\n")[2].partition("```")[0]
    article = charter_from(example).of_kind(kind.name)[0]
    charters = (charter_from(preset(name)) for name in ("mondragon", "equal_exchange"))
    charter = next((one for one in charters if article.id in one.articles), None)
    # What neither of these presets uses stands beside an assembly of its own.
    charter = charter or charter_from(f"{example}\n{ASSEMBLY}")
    assert charter.get(article.id) == article
    assert plain_words(article, charter) == text.partition("\n> ")[2].partition("\n")[0]


def test_a_new_kind_is_one_file_in_the_folder_of_an_area(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    area = tmp_path / "toyarea"
    (area / "articles").mkdir(parents=True)
    (area / "__init__.py").write_text("")
    (area / "articles" / "__init__.py").write_text("")
    (area / "articles" / "toy.py").write_text("name = 'toy'\nsummary = 'a toy'\nLIVELY = False\nFIELDS = ()\n")
    monkeypatch.setattr(kinds_module.auzolan, "__path__", [*kinds_module.auzolan.__path__, str(tmp_path)])
    found = Kinds.find.__wrapped__()
    assert "toy" in found and "rule" in found


def test_a_charter_is_never_altered_in_place() -> None:
    before = Charter()
    assert before.without("unit.h") is before
    assert before.get("unit.h") is None and before.of_kind("unit") == ()


def test_the_nearest_name_needs_the_fewest_letters_changed() -> None:
    assert nearest("benefit", ["benefits", "bears_cost"]) == "benefits"
    assert nearest("x", []) == ""
