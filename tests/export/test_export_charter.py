"""The charter as one file: nothing lost, plain words beside every article, comments without meaning."""

import pytest

from auzolan.charter.charter import charter_of
from auzolan.charter.decide import read_charter
from auzolan.charter.preset import preset, presets
from auzolan.export.charter import WIDTH, write


@pytest.mark.parametrize("name", presets())
def test_what_is_written_reads_back_as_the_same_charter(name: str) -> None:
    charter = charter_of(read_charter(preset(name)))
    text = "".join(write(charter, "Errota"))
    assert charter_of(read_charter(text)).text == charter.text
    assert max(len(line) for line in text.splitlines() if line.startswith("# ")) <= WIDTH + 2
    assert text.count('\n["') >= len(charter.articles)


def test_a_name_with_a_line_s_end_cannot_write_an_article() -> None:
    charter = charter_of(read_charter(preset("open_books")))
    text = "".join(write(charter, 'Errota\n["rule.x"]\ndoes = "split"\u2028x'))
    assert text.splitlines()[0] == '# The charter of Errota ["rule.x"] does = "split" x'
    assert charter_of(read_charter(text)).text == charter.text
