"""The presets: complete, sound, and founded as they are."""

import hashlib

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.preset import preset, presets
from auzolan.charter.state import charter
from auzolan.values.refusal import Refusal
from charters import charter_from, founding, replayed


def test_there_is_a_preset_for_each_system_of_this_version() -> None:
    assert {"equal_exchange", "mondragon", "open_books"} <= set(presets())


@pytest.mark.parametrize("name", presets())
def test_a_preset_has_no_findings_and_founds_an_organisation(name: str) -> None:
    assert check_text(preset(name)) == []
    state = replayed(founding(preset(name)))
    assert charter(state) == charter_from(preset(name))


@pytest.mark.parametrize("name", presets())
def test_the_terminal_of_a_preset_records_books_and_members_and_casts_no_ballots(name: str) -> None:
    mandate = charter_from(preset(name)).value("mandate.terminal")
    assert mandate.terminal
    assert {"flows.*", "members.*"} <= set(mandate.records)
    assert not any("governance.ballot_cast".startswith(record.rstrip("*")) for record in mandate.records)


@pytest.mark.parametrize("name", presets())
def test_a_preset_says_where_it_comes_from_and_when_that_was_looked_at(name: str) -> None:
    head = preset(name).partition('["')[0]
    assert "ooked at 20" in head


@pytest.mark.parametrize("name", presets())
def test_every_article_of_a_preset_says_itself_in_a_sentence(name: str) -> None:
    whole = charter_from(preset(name))
    for article in whole.articles.values():
        words = plain_words(article, whole)
        assert words and words[0].isupper() and words.endswith("."), f"{article.id}: {words}"
        assert words != article.text


def test_a_preset_that_is_not_there_is_refused_with_the_names_of_those_that_are() -> None:
    with pytest.raises(Refusal, match="mondragon"):
        preset("../secrets")


@pytest.mark.parametrize("name", presets())
def test_a_charter_written_out_as_one_file_reads_back_as_the_same_charter(name: str) -> None:
    whole = charter_from(preset(name))
    assert charter_from(whole.text) == whole
    assert hashlib.sha256(whole.text.encode()).hexdigest() == whole.digest
