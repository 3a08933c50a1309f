"""Every preset has a page of the manual, written from the charter itself."""

import sys
from pathlib import Path

import pytest

from auzolan.charter.preset import presets

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import manual_presets  # noqa: E402


@pytest.mark.parametrize("name", presets())
def test_the_page_of_a_preset_says_what_its_charter_says(name: str) -> None:
    written = (ROOT / "docs" / "guides" / "presets" / f"{name}.md").read_text("utf-8")
    assert written == manual_presets.page(name), "run: python tools/manual_presets.py"
    assert f"auzolan found {name}" in written
