"""A proposal as a TOML file: an optional table [proposal] with words for people, and the articles it would adopt.

What its effect needs to know stands in [proposal.details], what there is to choose from in [[proposal.options]].
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.charter.nearest import nearest
from auzolan.cli.console import Console, Unreadable
from auzolan.cli.verbs.check import read_charter
from auzolan.governance.facts import Detail, ProposedOption
from auzolan.governance.opening import ProposalUnsound
from auzolan.values.finding import Finding

FIELDS = {
    "title": str, "summary": str, "text": str, "effect": str, "run": str, "procedure": str, "replaces": str,
    "retires": list, "seats": int, "budget": str, "details": dict, "options": list,
}
FORMS = {
    "retires": "a list of ids in double quotes", "seats": "a whole number", "budget": 'an amount such as "5000.00 EUR"',
    "details": "a table of words in double quotes",
    "options": 'tables [[proposal.options]], each with option, title and, where it costs something, cost',
}
OPTION = ("option", "title", "cost", "text")
_HEADER = re.compile(r"^[ \t]*\[(?![ \t]*\[?[ \t]*proposal[ \t]*\.)", re.MULTILINE)
_PROPOSAL = re.compile(r"^[ \t]*\[[ \t]*proposal[ \t]*\][^\n]*$", re.MULTILINE)


def read(path: Path) -> tuple[dict[str, Any], str, tuple[Article, ...], list[Finding]]:
    """(the words of [proposal], the text of the articles, the articles, every finding). Raises Unreadable."""
    text = read_charter(path)
    words, rest = split(text)
    findings = [_unknown(path, name, value) for name, value in words.items() if not _fits(name, value)]
    if not rest.strip():
        return words, "", (), findings
    articles, faults = load(rest, Kinds.find(), where=path.name)
    return words, rest, articles, [*findings, *faults]


def split(text: str) -> tuple[dict[str, Any], str]:
    """The table [proposal], and the text without it. Raises Unreadable when it cannot be told where it ends."""
    begins = _PROPOSAL.search(text)
    if begins is None:
        return {}, text
    # Words may hold lines that look like headers: the table ends at the first header up to which it is sound TOML.
    ends = [found.start() for found in _HEADER.finditer(text, begins.end())]
    why: Exception = ValueError("it has no end")
    for end in (*ends, len(text)):
        try:
            said = tomllib.loads(text[begins.start() : end])
        except tomllib.TOMLDecodeError as fault:
            why = fault
            continue
        words = said.get("proposal", {})
        return words, text[: begins.start()] + text[end:]
    raise Unreadable(f"[proposal] is not TOML: {why}. Write fields as name = value and words in double quotes.")


def chosen(words: dict[str, Any]) -> dict[str, Any]:
    """What there is to choose from and what the effect needs to know, as the request takes it."""
    budget, _, unit = words.get("budget", "").partition(" ")
    return {
        "asks": tuple(ProposedOption(**one) for one in words.get("options", ())), "seats": words.get("seats", 0),
        "budget": budget, "unit": unit,
        "details": tuple(Detail(name=name, value=value) for name, value in words.get("details", {}).items()),
    }


def faults(unsound: ProposalUnsound, console: Console) -> int:
    """Every fault of a proposal for people; for programs the refusal, as of any request. Exit status 1."""
    return console.refused(unsound) if console.said.json else console.findings(unsound.findings)


def _fits(name: str, value: Any) -> bool:
    kind = FIELDS.get(name)
    if name == "options":
        return isinstance(value, list) and all(_is_option(one) for one in value)
    if kind is dict:
        return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind is list:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return kind is not None and isinstance(value, kind)


def _is_option(value: Any) -> bool:
    return isinstance(value, dict) and "option" in value and all(
        name in OPTION and isinstance(one, str) for name, one in value.items()
    )


def _unknown(path: Path, name: str, value: Any) -> Finding:
    if name in FIELDS:
        wanted = FORMS.get(name, "words in double quotes")
        return Finding(
            where=path.name, field=f"proposal.{name}", what="This cannot be read", why=f"It should be {wanted}.",
            next="Correct it.",
        )
    close = nearest(name, tuple(FIELDS))
    return Finding(
        where=path.name, field=f"proposal.{name}", what="This word is not known",
        why=f"The nearest is {close}." if close else f"A proposal says {', '.join(FIELDS)}.", next="Correct it.",
    )
