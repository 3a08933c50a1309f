"""auzolan external: what the archive of an election held on Belenios says, and whether it is the one that counted."""

import argparse
from pathlib import Path
from typing import Any

from auzolan.cli.console import Console
from auzolan.cli.plain_files import read_bytes
from auzolan.governance import methods
from auzolan.governance.answers import shape_of
from auzolan.governance.ballot import Ballot
from auzolan.governance.decision import Decision
from auzolan.governance.external import proven
from auzolan.governance.external_facts import CountedPaper
from auzolan.governance.several import written
from auzolan.intake._belenios import BYTES_MAX, Archive, papers, read
from auzolan.journal.entry import NODE, Entry
from auzolan.organisation import around
from auzolan.values.refusal import Refusal

name = "external"
summary = "What an archive of an election on Belenios (.bel) holds. Needs no node without --decision."
example = "auzolan external 8GVH85AoSyweXG.bel --decision d7f3k2q9xwabcdef"
SAME, OTHER, NONE = "same", "other", "none"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The archive, and the decision that it is compared with."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the .bel file from the election's page")
    parser.add_argument("--decision", default="", metavar="DECISION",
                        help="compare it with what was entered for a decision that is voted on elsewhere")


def run(said: argparse.Namespace, console: Console) -> int:
    """Tell what it holds; another result than was entered exits with 1."""
    archive = read(read_bytes(said.file, BYTES_MAX))
    document: dict[str, Any] = {
        "sha256": archive.sha256, "fingerprint": archive.fingerprint, "name": archive.name,
        "question": archive.question, "answers": list(archive.answers), "voted": archive.voted,
    }
    words = [
        f"{archive.name}: {archive.question}", f"{archive.voted} voted.", *_answers(archive),
        f"SHA-256 of the archive: {archive.sha256}", f"Fingerprint of the election: {archive.fingerprint}",
    ]
    if not said.decision:
        words.append("The proofs in it are not checked here: belenios-tool election verify")
        return console.answer(document, words)
    decision, found = _read_for(console, archive, said.decision)
    root = proven(found)[1]
    at = decision.elsewhere
    entered = NONE if at.recorded < 0 else SAME if (at.archive, at.root) == (archive.sha256, root) else OTHER
    document |= {"root": root, "entered": entered, "ballots": [_plain(one) for one in proven(found)[0]]}
    tells = {
        NONE: "Nothing was entered for this decision yet.",
        SAME: f"It is the archive that was entered ({at.recorded}), and its ballots are the ones that count.",
        OTHER: "DIFFERENT from what was entered.",
    }
    status = console.answer(document, [*words, tells[entered]])
    return 1 if entered == OTHER else status


def _answers(archive: Archive) -> list[str]:
    if archive.ballots:
        return [" ".join(str(number) for number in one) for one in sorted(archive.ballots)]
    named = [*(["(blank)"] if archive.blank else []), *archive.answers]
    return [f"{many} {one}" for one, many in zip(named, archive.totals, strict=True)]


def _read_for(console: Console, archive: Archive, id: str) -> tuple[Decision, tuple[CountedPaper, ...]]:
    office = console.office
    org = office.now()
    decision: Decision | None = org.states["governance"].decisions.get(id)
    if decision is None or not decision.external:
        raise Refusal(
            what="Nothing was compared", where=f"--decision {id}", why="No such decision is voted on elsewhere.",
            next="Look at `auzolan decisions` for one.",
        )
    probe: Entry[Any] = Entry(seq=org.seq, at=org.at, by=NODE, charter=org.charter_seq, fact=None)
    shape = shape_of(org.states["governance"], id, around(org, probe, office.fact))
    return decision, papers(archive, decision.options, shape, methods.find()[decision.method].abstaining)


def _plain(paper: CountedPaper) -> dict[str, Any]:
    return {
        "voters": paper.voters, "option": paper.option,
        "preference": written(Ballot(ranks=paper.ranks, points=paper.points)),
    }
