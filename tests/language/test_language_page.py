"""The manual of the language is what its tests say, and it leaves no function out."""

import sys
from pathlib import Path

from auzolan.formula.tree import FUNCTIONS

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import manual_language  # noqa: E402


def test_the_page_is_written_from_its_tests() -> None:
    written = (ROOT / "docs" / "guides" / "language.md").read_text("utf-8")
    assert written == manual_language.page(), "run: python tools/manual_language.py"


def test_every_function_has_an_example() -> None:
    shown = manual_language.page()
    assert [name for name in FUNCTIONS if f"{name}(" not in shown] == []
