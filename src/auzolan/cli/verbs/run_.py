"""auzolan run: apply a rule to a period."""

import argparse
from typing import Any

from auzolan.cli.console import Console, table_lines
from auzolan.explain.mended import Mended, mended
from auzolan.node.running import dry_run
from auzolan.rules.decide import RunRule
from auzolan.rules.facts import PortionsPublished, RunPublished

name = "run"
summary = "Apply a rule to a period and publish who gets what; --dry-run only shows it."
example = "auzolan run rule.surplus --period 2026"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which rule, which period."""
    parser.add_argument("rule", help="the article, such as rule.surplus")
    parser.add_argument("--period", required=True, help="2026, 2026-Q1, 2026-03 or DATE..DATE")
    parser.add_argument("--dry-run", action="store_true", help="compute and show, write nothing")
    parser.add_argument("--corrects", "--mends", dest="mends", default="", metavar="RUN",
                        help="the run that this one corrects; where it was paid, only what is different is posted")


def run(said: argparse.Namespace, console: Console) -> int:
    """Run it and print every portion."""
    request = RunRule(rule=said.rule, period=said.period, mends=said.mends)
    if said.dry_run:
        document = dry_run(console.office, request)
    else:
        answer = console.do(request)
        fact = answer.fact(RunPublished)
        document = {
            "run": fact.run, "rule": fact.rule, "version": fact.version, "input_hash": fact.inputs,
            "output_hash": fact.outputs, "amount": fact.amount,
            "portions": [
                {"to": part.to, "amount": part.amount, "unit": fact.unit}
                for entry in answer.entries if isinstance(entry.fact, PortionsPublished) for part in entry.fact.portions
            ],
        }
        if request.mends:
            document |= _mending(mended(fact.run, console.office.now(), console.office.fact))
    return console.answer(document, lambda: _lines(document))


def _lines(document: dict[str, Any]) -> list[str]:
    rows = ((part["to"], part["amount"], part["unit"]) for part in document["portions"])
    lines = [f"{document['rule']} version {document['version']}: {document['amount']}"]
    lines += table_lines(("to", "amount", "unit"), rows)
    if "posts" in document:
        lines.append(f"It corrects run {document['corrects']}; when it is settled it posts only what is different:")
        posts = ((part["to"], part["before"], part["posts"]) for part in document["posts"])
        lines += table_lines(("to", "posted before", "posts"), posts) if document["posts"] else ["nothing"]
    return [*lines, f"run {document['run'] or '(not written)'}"]


def _mending(found: Mended) -> dict[str, Any]:
    """What a corrected run posts, line by line."""
    if not found.corrects:
        return {}
    posts = [{"to": to, "before": found.before.get(to, "0"), "posts": amount} for to, amount in found.now.items()]
    return {"corrects": found.corrects, "posts": posts}
