"""The page of the manual about procedures: every field in the table it belongs to, with the words of the code."""

import re
from pathlib import Path

import pytest

from auzolan.charter.kinds import Field
from auzolan.governance.articles.procedure import CHAMBER, EXCEPTION, FIELDS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "guides" / "articles" / "procedure.md"


@pytest.mark.parametrize(
    ("begins", "fields"),
    [("In plain words:", FIELDS), ("Each table of `chambers`:", CHAMBER), ("Each table of `exceptions`:", EXCEPTION)],
)
def test_the_manual_lists_every_field_where_it_belongs(begins: str, fields: tuple[Field, ...]) -> None:
    table = PAGE.read_text("utf-8").partition(begins)[2].partition("| field |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \| (yes)? ?\| .* \| (.*) \|$", table, re.MULTILINE)
    assert rows == [(one.name, "yes" if one.required else "", one.means) for one in fields]
