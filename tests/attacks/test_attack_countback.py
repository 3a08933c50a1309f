"""A vacant seat given to somebody else than the ballots say: whoever verifies the journal counts them again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from auzolan.governance import election_deciding
from auzolan.governance.decide import CastBallot
from auzolan.governance.election_deciding import CallElection, NameCandidate
from auzolan.governance.election_facts import CountbackHeld, ElectionCalled
from auzolan.members.decide import EndMandate
from auzolan.node.waking import wake
from auzolan.verify.check import RECOMPUTE
from auzolan.verify.verify import verify
from sealed_place import LIVELY, Sealed, sealed

COUNCIL = f"""
["body.council"]
title = "Council"
classes = ["class.worker"]
seats = 2
elected_by = "body.assembly"
term_months = 24
vacancies = "countback"
["procedure.election"]
title = "Electing"
body = "body.assembly"
method = "scottish_stv"
vote_days = 7
{LIVELY}
"""
PAPERS = {"p00": "p01 p02 p03", "p04": "p01 p02 p03", "p05": "p02 p03 p01", "p06": "p02 p03", "p07": "p03 p01"}


def vacated(folder: Path) -> tuple[Sealed, int]:
    """Two are elected, one leaves, and the node counts again; gives the entry of the countback."""
    it = sealed(folder, more=COUNCIL)

    def ask(request: Any, who: str) -> Any:
        it.at += timedelta(seconds=1)
        return it.office.do(request, by=it.members[who], at=it.at)

    asked = CallElection(title="The council", body="body.council", procedure="procedure.election", days=3)
    election = ask(asked, "p00").fact(ElectionCalled).election
    for who in ("p01", "p02", "p03"):
        ask(NameCandidate(election=election, member=it.members[who]), who)
    it.at += timedelta(days=4)
    wake(it.office, at=it.at)
    decision = it.office.now().states["governance"].elections.elections[election].decision
    for who, paper in PAPERS.items():
        ask(CastBallot(decision=decision, ranks=tuple((it.members[one],) for one in paper.split())), who)
    it.closes(decision)
    assert set(it.decision(decision).winners) == {it.members["p01"], it.members["p02"]}
    ask(EndMandate(mandate="body.council", member=it.members["p02"]), "p02")
    it.at += timedelta(days=1)
    wake(it.office, at=it.at)
    facts = [(seq, it.office.fact(seq)) for seq in range(it.office.now().seq)]
    return it, next(seq for seq, fact in facts if isinstance(fact, CountbackHeld))


def test_an_honest_countback_is_counted_again_and_holds(tmp_path: Path) -> None:
    it, entry = vacated(tmp_path)
    assert it.office.fact(entry).winner == it.members["p03"]
    assert verify(it.office.copy()).holds


@pytest.mark.parametrize("forge", [
    lambda it, fact: replace(fact, winner=it["p03"], rounds="0" * 64),
    lambda it, fact: replace(fact, winner=""),
])
def test_a_forged_countback_is_found_at_its_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forge: Callable[[Any, CountbackHeld], CountbackHeld]
) -> None:
    honest = election_deciding.held
    members: dict[str, str] = {}

    def dishonest(*asked: Any) -> CountbackHeld:
        fact = honest(*asked)
        return forge({"p03": fact.winner, **members}, fact)

    monkeypatch.setattr(election_deciding, "held", dishonest)
    it, entry = vacated(tmp_path)
    verdict = verify(it.office.copy())
    wrong = next(one for one in verdict.checks if not one.holds and one.entry is not None)
    assert (wrong.name, wrong.entry) == (RECOMPUTE, entry), wrong.message
