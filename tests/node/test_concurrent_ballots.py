"""Many hands at once: one ballot counts once, a close loses none that was taken, the last minute counts in full."""

import threading
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from auzolan.charter.decide import DoWhatIsDue
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.governance.facts import BallotCast, DecisionClosed, ProposalOpened
from auzolan.journal.entry import NODE
from auzolan.organisation import around
from auzolan.values.instant import parse_instant
from auzolan.values.refusal import Refusal
from auzolan.views.recount import recounted
from sealed_place import LIVELY, Sealed, sealed

ORDINARY = f"""
["procedure.ordinary"]
title = "Ordinary decisions"
body = "body.assembly"
method = "majority"
vote_days = 7
{LIVELY}
"""
THREADS = 16


@pytest.fixture
def place(tmp_path: Path, database_url: str) -> Callable[[int], Sealed]:
    url = database_url if database_url.startswith("postgres") else ""
    return lambda members: sealed(tmp_path, members=members, url=url, more=ORDINARY)


def proposed(it: Sealed) -> str:
    request = OpenProposal(title="A second oven", text="For the mornings.", procedure="procedure.ordinary")
    return str(it.office.do(request, by=it.members["p00"], at=it.at).fact(ProposalOpened).decision)


def at_once(jobs: Iterable[Callable[[], Any]]) -> tuple[list[Any], list[str]]:
    """Every job in some thread, as many at a time as a busy node has; (what was answered, what was refused)."""
    waiting, done, refused = list(jobs), [], []
    gate = threading.Barrier(min(THREADS, len(waiting)))
    guard = threading.Lock()

    def work() -> None:
        gate.wait()
        while True:
            with guard:
                if not waiting:
                    return
                job = waiting.pop()
            try:
                done.append(job())
            except Refusal as why:
                refused.append(str(why))

    threads = [threading.Thread(target=work) for _ in range(gate.parties)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return done, refused


def casts(it: Sealed, decision: str, who: str, option: str, at: Any = None) -> Callable[[], Any]:
    """Somebody's ballot, as it will be asked for. at: its moment; None asks the clock."""
    request = CastBallot(decision=decision, option=option)
    return lambda: it.office.do(request, by=it.members[who], at=at or it.at)


def counted_again(it: Sealed, decision: str) -> bool:
    org = it.office.now()
    entry = it.office.entry(it.decision(decision).closed)
    return recounted(org, decision, around(org, entry, it.office.fact), it.office.reader(entry.seq)).equal


def test_fifty_casts_of_one_ballot_at_once_count_once(place: Callable[[int], Sealed]) -> None:
    it = place(8)
    decision = proposed(it)
    done, refused = at_once(casts(it, decision, "p03", "yes") for _ in range(50))
    assert (len(done), refused) == (50, []), "each changes the ballot, and none adds one"
    at_once([casts(it, decision, "p04", "no")])
    it.closes(decision)
    counts = {one.option: one.heads for one in it.decision(decision).counts}
    assert counts == {"yes": 1, "no": 1, "abstain": 0}
    assert it.decision(decision).answered == 2 and counted_again(it, decision)


def test_one_request_sent_fifty_times_at_once_is_one_entry(place: Callable[[int], Sealed]) -> None:
    it = place(8)
    decision = proposed(it)
    before = it.office.now().seq
    request = CastBallot(decision=decision, option="yes")
    done, refused = at_once(
        (lambda: it.office.do(request, by=it.members["p03"], at=it.at, key="the same form")) for _ in range(50)
    )
    assert not refused and {tuple(one.seqs) for one in done} == {(before,)}
    assert it.office.now().seq == before + 1


def test_a_close_racing_with_two_hundred_casts_loses_none_and_admits_none(place: Callable[[int], Sealed]) -> None:
    it = place(200)
    decision = proposed(it)
    ends = parse_instant(it.decision(decision).closes_at)
    just_before, over = ends - timedelta(seconds=1), ends + timedelta(seconds=1)
    jobs: list[Callable[[], Any]] = [
        casts(it, decision, who, "yes", over if number % 2 else just_before)
        for number, who in enumerate(it.members)
    ]
    # The close lies in the middle of the pile, so that it is made while casts wait on both sides of it.
    jobs.insert(100, lambda: it.office.do(DoWhatIsDue(), by=NODE, at=over))
    done, refused = at_once(jobs)
    facts = [it.office.fact(seq) for seq in range(it.office.now().seq)]
    taken = [fact for fact in facts if isinstance(fact, BallotCast)]
    (closed,) = [fact for fact in facts if isinstance(fact, DecisionClosed)]
    acknowledged = [one for answer in done for one in answer.entries if isinstance(one.fact, BallotCast)]
    assert len(acknowledged) == len(taken) == next(one.heads for one in closed.counts if one.option == "yes")
    assert len(taken) + len(refused) == 200
    assert facts.index(closed) > max((facts.index(one) for one in taken), default=0), "none after the close"
    assert counted_again(it, decision)


def test_three_hundred_ballots_in_the_last_minute_all_count(place: Callable[[int], Sealed]) -> None:
    it = place(300)
    decision = proposed(it)
    it.at = parse_instant(it.decision(decision).closes_at) - timedelta(seconds=59)
    done, refused = at_once(casts(it, decision, who, "no" if int(who[1:]) % 4 else "yes") for who in it.members)
    assert (len(done), refused) == (300, [])
    it.closes(decision)
    counts = {one.option: one.heads for one in it.decision(decision).counts}
    assert counts == {"yes": 75, "no": 225, "abstain": 0} and counted_again(it, decision)
