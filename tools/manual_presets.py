"""Writes the page of every preset into the manual, from the charter itself: `python tools/manual_presets.py`."""

import sys
from pathlib import Path

from auzolan.charter.charter import Charter, charter_of
from auzolan.charter.diff import plain_words
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.charter.preset import preset, presets

FOLDER = Path(__file__).parent.parent / "docs" / "guides" / "presets"
PARTS = (
    ("class", "Who belongs"), ("rule", "What is reckoned"), ("limit", "What stays true"),
    ("procedure", "How it is decided"),
)


def page(name: str) -> str:
    """One page: where it comes from, how to begin, and every class, rule, limit and procedure in plain words."""
    text = preset(name)
    articles, findings = load(text, Kinds.find(), where=name)
    if findings:
        raise SystemExit(f"the preset {name} has findings: {findings}")
    charter: Charter = charter_of(articles)
    head = [line.removeprefix("#").strip() for line in text.partition('["')[0].splitlines()]
    said = "\n".join(head).strip()
    lines = [f"# Preset: {name}", "", said, "", "```", f"auzolan found {name} --name \"Our house\"", "```", ""]
    for kind, title in PARTS:
        known = charter.of_kind(kind)
        if known:
            lines += [f"## {title}", ""]
            lines += [f"- **{one.name}** (`{one.id}`): {plain_words(one, charter)}" for one in known]
            lines.append("")
    lines += [
        f"Take it, change it, check it: `auzolan export charter ours.toml --preset {name}`, then",
        "`auzolan check ours.toml`.",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Write all pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in presets():
        (FOLDER / f"{name}.md").write_text(page(name), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
