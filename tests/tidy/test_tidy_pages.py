"""Every link between our own pages leads somewhere."""

import re
from pathlib import Path

import tidy_repo as repo

LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def pages() -> tuple[Path, ...]:
    return repo.under(repo.ROOT, ".md")


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links write them."""
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", page.read_text()), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def test_every_link_between_pages_resolves() -> None:
    broken = []
    for page in pages():
        for link in LINK.findall(CODE.sub("", page.read_text())):
            target, _, anchor = link.partition("#")
            if "://" in link or link.startswith("mailto:"):
                continue
            there = (page.parent / target).resolve() if target else page
            if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
                broken.append(f"{repo.name(page)} -> {link}")
    assert broken == []


def test_every_decision_has_its_line_in_the_register() -> None:
    folder = repo.ROOT / "docs" / "decisions"
    register = (folder / "README.md").read_text()
    decisions = sorted(folder.glob("[0-9]*.md"))
    assert decisions
    assert [page.name for page in decisions if f"({page.name})" not in register] == []


def test_the_licence_is_the_whole_text() -> None:
    text = (repo.ROOT / "LICENSE").read_text()
    assert text.lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text) == 34_523


NAMED = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|sh|md|toml))`")
PLACEHOLDER = re.compile(r"(?:\w+_)?x\.(?:py|md)")


def test_every_source_file_that_a_page_names_is_there() -> None:
    missing = [
        f"{repo.name(page)} names {named}"
        for page in pages()
        for named in NAMED.findall(page.read_text())
        if not PLACEHOLDER.fullmatch(Path(named).name)
        and not any((folder / named).is_file() for folder in (repo.ROOT, repo.SRC, page.parent))
    ]
    assert missing == []
