"""Writes the manual of the formula language from its tests: `python tools/manual_language.py`.

A folder of tests/language is a chapter, a file a section, a test a paragraph; each example is worked out meanwhile.
"""

import importlib
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
TESTS, PAGE = ROOT / "tests" / "language", ROOT / "docs" / "guides" / "language.md"
sys.path.insert(0, str(TESTS))
import language_house as house  # noqa: E402

# Sections that a reader needs first come first; one that is not named here stands at the end of its chapter.
ORDER = ("values", "signs", "choices", "rounding", "sizes", "power", "sums", "middle", "parts")
BEGIN = """# The formula language

How formulas are read and what they give, paragraph by paragraph. Every example on this page is worked out, by the plain
evaluator and by DuckDB, whenever our tests run; the page is written from them. [Formulas](formulas.md) is the short
guide.

The examples speak of these members,
"""


def page() -> str:
    """The whole page. Raises AssertionError where an example does not give what it says."""
    lines = [BEGIN, *_members(), "", "and of what growers sold.", "", *_sales(), ""]
    for chapter in sorted(folder for folder in TESTS.iterdir() if folder.name[0].isdigit()):
        number, _, title = chapter.name.partition("_")
        lines += [f"## {number}. {title.replace('_', ' ').capitalize()}", ""]
        for section in sorted(chapter.glob("test_language_*.py"), key=_place):
            lines += _section(_module(section))
    return "\n".join(lines).rstrip() + "\n"


def _place(section: Path) -> tuple[int, str]:
    name = section.stem.removeprefix("test_language_")
    return ORDER.index(name) if name in ORDER else len(ORDER), name


def _module(section: Path) -> ModuleType:
    sys.path.insert(0, str(section.parent))
    try:
        return importlib.import_module(section.stem)
    finally:
        sys.path.remove(str(section.parent))


def _section(module: ModuleType) -> list[str]:
    lines = [f"### {inspect.getdoc(module)}", ""]
    for name, test in vars(module).items():
        if name.startswith("test_"):
            house.LINES_SHOWN.clear()
            test()
            title = name.removeprefix("test_").replace("_", " ")
            lines += [f"**{title[0].upper()}{title[1:]}.** {inspect.getdoc(test)}", ""]
            lines += ["| formula | |", "|---|---|", *_examples(), ""]
    return lines


def _examples() -> Iterator[str]:
    for line in house.LINES_SHOWN:
        formula = line.formula if len(line.formula) <= 90 else f"{line.formula[:45]} ... {line.formula[-42:]}"
        said = f"refused: {line.comes}" if line.refused else line.comes
        yield f"| `{formula}` | {said} |"


def _members() -> Iterator[str]:
    seen = [name for name in house.TABLE if name not in house.HIDDEN]
    units = (f"{name} ({house.TABLE[name][0]})" if house.TABLE[name][0] else name for name in seen)
    yield f"| member | {' | '.join(units)} |"
    yield "|---" * (len(seen) + 1) + "|"
    for place, who in enumerate(house.WHO):
        yield f"| {who} | {' | '.join(_cell(house.TABLE[name][2][place]) for name in seen)} |"


def _sales() -> Iterator[str]:
    units = (f"sales.{name} ({unit})" if unit else f"sales.{name}" for name, (unit, _) in house.SALES.items())
    yield f"| {' | '.join(units)} |"
    yield "|---" * len(house.SALES) + "|"
    for line in house.SOLD:
        yield f"| {' | '.join(_cell(cell) for cell in line)} |"


def _cell(value: Any) -> str:
    if value is None:
        return "not known"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
