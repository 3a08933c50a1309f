"""auzolan preview: a proposed text against the text in force."""

import argparse
from pathlib import Path
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.check import check
from auzolan.cli.console import Console, Unreadable, table_lines
from auzolan.cli.proposal_file import read
from auzolan.values.period import Period, parse_period
from auzolan.views.preview import preview, rules_in

name = "preview"
summary = "Show what a proposed text would give for a period, against the text in force; writes nothing."
example = "auzolan preview surplus.toml --period 2026"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The text, the period."""
    parser.add_argument("file", type=Path, metavar="CHARTER_PART.toml", help="one or more articles, as for `propose`")
    parser.add_argument("--period", required=True, help="2026, 2026-Q1, 2026-03 or DATE..DATE")
    parser.add_argument("--rule", default="", help="which rule, where several could be looked at")


def run(said: argparse.Namespace, console: Console) -> int:
    """Compare and print."""
    office = console.office
    org = office.now()
    _, _, articles, findings = read(said.file)
    if not findings:
        known = set(check(org.charter))
        findings = [one for one in check(org.charter.with_(*articles)) if one not in known]
    if findings:
        return console.unsound(findings)
    seen = preview(
        articles, _rule(said, articles, rules_in(articles, org)), _period(said.period), org, office.reader,
        member=said.member, everything=not said.member,
    )
    document = seen.as_json()
    return console.answer(document, lambda: _lines(document))


def _period(text: str) -> Period:
    try:
        return parse_period(text)
    except ValueError as why:
        raise Unreadable(f"--period: {why}.") from why


def _rule(said: argparse.Namespace, articles: tuple[Article, ...], rules: tuple[str, ...]) -> str:
    if said.rule or len(rules) == 1:
        return str(said.rule or rules[0])
    which = f"one of {', '.join(rules)}" if rules else "a rule; the charter has none yet"
    raise Unreadable(f"{said.file} leaves open which rule to look at. Say --rule with {which}.")


def _lines(document: dict[str, Any]) -> list[str]:
    head = ("", "now", "then", "change")
    rows = [("in all", *(document["total"][key] for key in head[1:]))]
    for one in document["by_class"]:
        shown = one["now"] is not None
        rows.append((f"class {one['class']}", *((one[key] if shown else "withheld") for key in head[1:])))
    rows += [(one["to"], *(one[key] for key in head[1:])) for one in document["portions"]]
    lines = [f"{document['rule']} for {document['period']}, in {document['unit']}", *table_lines(head, rows)]
    if document["withheld"]:
        lines.append(f"{document['withheld']} lines of others are not shown.")
    return lines
