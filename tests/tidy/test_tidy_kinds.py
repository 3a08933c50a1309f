"""One kind, one file, one test, one page of the manual, all of the same name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import tidy_repo as repo

# The folder whose files are kinds -> the folder of the manual with their pages.
MANUAL = {
    "articles": "docs/guides/articles",
    "kinds": "docs/guides/rules",
    "methods": "docs/guides/methods",
    "effects": "docs/guides/effects",
    "export": "docs/formats",
    "intake": "docs/formats",
}


def is_kind(path: Path) -> bool:
    """Whether a source file is a kind. Helpers that kinds share begin with an underscore."""
    return path.parent.name in MANUAL and not path.name.startswith("_") and repo.is_core(path)


def kinds() -> Iterator[Path]:
    return (path for path in repo.under(repo.SRC) if is_kind(path))


def word(path: Path) -> str:
    return path.stem.rstrip("_")  # class_.py is the kind "class"


def specs_of(path: Path) -> list[Path]:
    area = path.relative_to(repo.SRC).parts[0]
    return [
        test
        for test in repo.under(repo.ROOT / "tests" / area)
        if test.name.startswith("test_") and f"_{word(path)}_" in f"_{test.stem}_"
    ]


@pytest.mark.parametrize("path", list(kinds()), ids=repo.name)
def test_a_kind_has_its_test(path: Path) -> None:
    area = path.relative_to(repo.SRC).parts[0]
    assert specs_of(path), f"write tests/{area}/test_{word(path)}.py (other words may stand before or after the name)"


@pytest.mark.parametrize("path", list(kinds()), ids=repo.name)
def test_a_kind_has_its_page_in_the_manual(path: Path) -> None:
    page = repo.ROOT / MANUAL[path.parent.name] / f"{word(path)}.md"
    assert page.is_file(), f"write {repo.name(page)}"
    assert page.read_text().startswith("# ")
