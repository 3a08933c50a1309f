"""auzolan amend: put other words in the place of one's proposal, before anybody can answer."""

import argparse
from pathlib import Path
from typing import Any

from auzolan.cli.console import Console
from auzolan.cli.looking import around_them
from auzolan.cli.proposal_file import chosen, faults, read
from auzolan.governance.amending import AmendProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.opening import ProposalUnsound
from auzolan.governance.wording import proposal_of
from auzolan.values.refusal import Refusal

name = "amend"
summary = "Change the words of one's proposal in the days its procedure gives for that; every version stays."
example = "auzolan amend d7f3k2q9xwabcdef surplus-by-hours.toml --suggested-by m9a2k2q9xwabcdef --as m7f3k2q9xwabcdef"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which decision, the file with its new words, and who suggested them."""
    parser.add_argument("decision", metavar="DECISION")
    parser.add_argument("file", type=Path, metavar="FILE.toml", help="as for propose; what it leaves out stays")
    parser.add_argument("--suggested-by", default="", metavar="MEMBER", help="whose suggestion it takes up")


def run(said: argparse.Namespace, console: Console) -> int:
    """Write the new version."""
    words, text, _articles, findings = read(said.file)
    if findings:
        return console.unsound(findings)
    known = console.office.now().states["governance"].decisions.get(said.decision)
    if known is None:
        raise _no(said.decision, "There is no such decision.", "Look at `auzolan decisions` for its id.")
    before = proposal_of(known, around_them(console))
    if other := _other(words, before):
        raise _no(other, "That was fixed when it was proposed; words alone can be changed.", "Propose it anew.")
    request = AmendProposal(
        decision=said.decision, title=words.get("title", before.title), text=words.get("text", before.text),
        summary=words.get("summary", before.summary), suggested_by=said.suggested_by,
        articles=(text,) if text.strip() else tuple(one.text for one in before.articles),
        retires=tuple(words.get("retires", before.retires)),
    )
    try:
        answer = console.do(request)
    except ProposalUnsound as unsound:
        return faults(unsound, console)
    return console.answer(
        {"decision": said.decision, "entries": answer.seqs},
        [f"Written as version {len(known.versions) + 2} of {said.decision}. The earlier ones stay."],
    )


def _other(words: dict[str, Any], before: ProposalOpened) -> str:
    """What the file says differently of what cannot be changed, or empty. The particulars may hold words about people,
    which the journal does not have: those are not compared."""
    fixed = {name: getattr(before, name) for name in ("effect", "run", "procedure", "replaces")}
    wanted = {name: words.get(name, value) for name, value in fixed.items()}
    for name, value in chosen(words).items():
        if name != "details" and value:
            fixed[name], wanted[name] = getattr(before, name), value
    return next((name for name, value in wanted.items() if value != fixed[name]), "")


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The proposal was not changed", where=where, why=why, next=next)
