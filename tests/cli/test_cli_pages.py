"""The pages about the command line and its formats say what the software does."""

import re
from pathlib import Path

from auzolan.cli.__main__ import found_verbs
from auzolan.rules.digest import inputs, outputs, table_digest

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_guide_names_every_verb() -> None:
    named = set(re.findall(r"^\| `([a-z-]+)", (DOCS / "guides" / "cli.md").read_text("utf-8"), re.MULTILINE))
    assert named == set(found_verbs())


def block(page: str, kind: str) -> list[tuple[str, ...]]:
    (found,) = re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)
    return [tuple(line.split("\t")) for line in found.splitlines()]


def test_the_digests_on_the_page_are_those_that_we_compute() -> None:
    page = (DOCS / "formats" / "run.md").read_text("utf-8")
    digest = outputs(block(page, "outputs"))  # type: ignore[arg-type]
    assert f"Output digest: `{digest}`" in page
    members = table_digest(tuple(cell or None for cell in row) for row in block(page, "inputs"))
    assert f"`{members}`" in page
    assert f"`{inputs({'members': members})}`" in page
