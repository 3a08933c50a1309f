"""A real election on Belenios, held by its own command-line tool: from credentials and trustees to the archive."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

GROUP = "RFC-3526-2048"  # the one that takes ranked questions too
needs_belenios = pytest.mark.skipif(
    shutil.which("belenios-tool") is None, reason="no belenios-tool: apt-get install belenios-tool"
)
# Articles of a charter by which an assembly of workers votes there, and whom it trusts with the result.
OUTSIDE = """
["procedure.outside"]
title = "On Belenios"
body = "body.assembly"
method = "majority"
vote_days = 7
ballot = "external"
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2038-01-31
["mandate.scrutineer"]
title = "Scrutineer"
granted_by = "body.assembly"
records = ["governance.result_recorded"]
reads = ["addresses"]
term_months = 24
"""
CHOICE: dict[str, Any] = {"min": 1, "max": 1}


def question(asked: str, answers: Sequence[str], *, ranked: bool = False, blank: bool = False) -> dict[str, Any]:
    """A question as Belenios writes it: one answer each, counted under encryption; or numbers for each, shuffled."""
    if ranked:
        value = {"answers": list(answers), "question": asked}
        return {"type": "NonHomomorphic", "value": value, "extra": {"type": "None"}}
    return {"question": asked, "answers": list(answers), **CHOICE, **({"blank": True} if blank else {})}


def hold(
    folder: Path, questions: Sequence[dict[str, Any]], votes: Sequence[list[list[int]]], *, end: bool = True
) -> Path:
    """Hold it with one credential a vote and one trustee. The archive; without `end`, as it is before the result."""
    folder.mkdir(parents=True, exist_ok=True)

    def tool(*said: str, given: str = "") -> str:
        done = subprocess.run(
            ["belenios-tool", *said], cwd=folder, input=given, text=True, capture_output=True, check=False,
            env={**os.environ, "BELENIOS_USE_URANDOM": "1"},
        )
        assert done.returncode == 0, (said, done.stderr)
        return done.stdout

    uuid = tool("setup", "generate-token").strip()
    same = ("--uuid", uuid, "--group", GROUP)
    tool("setup", "generate-credentials", *same, "--count", str(len(votes)))
    next(folder.glob("*.pubcreds")).rename(folder / "public_creds.json")
    credentials = next(folder.glob("*.privcreds")).read_text().splitlines()
    tool("setup", "generate-trustee-key", "--group", GROUP)
    (folder / "public_keys.jsons").write_text(next(folder.glob("*.pubkey")).read_text())
    tool("setup", "make-trustees")
    template = {"description": "", "name": "Seats", "questions": list(questions), "administrator": "A",
                "credential_authority": "C"}
    (folder / "questions.json").write_text(json.dumps(template))
    tool("setup", "make-election", *same, "--template", "questions.json")
    tool("archive", "init")
    for line, vote in zip(credentials, votes, strict=True):
        (folder / "credential").write_text(line.split()[-1])
        (folder / "choices.json").write_text(json.dumps(vote))
        ballot = tool("election", "generate-ballot", "--privcred", "credential", "--ballot", "choices.json")
        tool("archive", "add-event", "--type=Ballot", given=ballot)
    if end:
        _tally(folder, tool, any(one.get("type") == "NonHomomorphic" for one in questions))
    return folder / f"{uuid}.bel"


def _tally(folder: Path, tool: Any, shuffled: bool) -> None:
    tool("archive", "add-event", "--type=EndBallots")
    tool("archive", "add-event", "--type=EncryptedTally", given=tool("election", "compute-encrypted-tally"))
    if shuffled:
        tool("archive", "add-event", "--type=Shuffle", given=tool("election", "shuffle", "--trustee-id", "1"))
        tool("archive", "add-event", "--type=EndShuffles")
    key = next(folder.glob("*.privkey")).name
    share = tool("election", "decrypt", "--privkey", key, "--trustee-id", "1")
    tool("archive", "add-event", "--type=PartialDecryption", given=share)
    tool("archive", "add-event", "--type=Result", given=tool("election", "compute-result"))
    tool("election", "verify")
