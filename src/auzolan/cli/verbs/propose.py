"""auzolan propose: put something to the members."""

import argparse
from pathlib import Path

from auzolan.charter.article import Article
from auzolan.cli.console import Console
from auzolan.cli.proposal_file import chosen, faults, read
from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.opening import ProposalUnsound

name = "propose"
summary = "Put a proposal to the members: new wordings of articles, a run to approve, or a text. Needs --as MEMBER."
example = "auzolan propose surplus-by-hours.toml --as m7f3k2q9xwabcdef"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and words that it does not say itself."""
    parser.add_argument("file", type=Path, metavar="FILE.toml", help="[proposal] and articles, or just articles")
    parser.add_argument("--title", default="", help="what is asked, in a few words")
    parser.add_argument("--summary", default="", help="what would be different, in one plain sentence")
    parser.add_argument("--text", default="", help="why")


def run(said: argparse.Namespace, console: Console) -> int:
    """Open the decision and print its id."""
    words, text, articles, findings = read(said.file)
    if findings:
        return console.unsound(findings)
    effect = words.get("effect") or ("adopt_articles" if text or words.get("retires") else
                                     "approve_run" if words.get("run") else "text_only")
    request = OpenProposal(
        title=said.title or words.get("title", "") or _title(articles), text=said.text or words.get("text", ""),
        summary=said.summary or words.get("summary", ""),
        effect=effect, articles=(text,) if text.strip() else (), retires=tuple(words.get("retires", ())),
        run=words.get("run", ""), procedure=words.get("procedure", ""), replaces=words.get("replaces", ""),
        **chosen(words),
    )
    try:
        answer = console.do(request)
    except ProposalUnsound as unsound:
        return faults(unsound, console)
    opened = answer.fact(ProposalOpened)
    return console.answer({"decision": opened.decision, "entries": answer.seqs}, [
        f"Proposed as {opened.decision}, decided by {opened.procedure}: {opened.voters} members can answer"
        f" from {opened.opens_at} to {opened.closes_at}.",
        f"{'Options' if opened.asks else 'Answers'}: {', '.join(opened.options)}.",
    ])


def _title(articles: tuple[Article, ...]) -> str:
    return f"Change {', '.join(one.name for one in articles)}"[:200] if articles else ""

