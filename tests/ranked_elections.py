"""Elections by ranking for tests: made by hand, by Hypothesis, or read from the real data."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from auzolan.governance.tally import APPROVALS, RANKING, SCORES, Election, Paper, TieLaw
from auzolan.intake.elections import blt


def ranked(*ballots: str, seats: int = 1, withdrawn: str = "") -> Election:
    """An election from ballots such as "3 a b=c": three voters, a first, b and c equal. Options in their alphabet."""
    papers = []
    for ballot in ballots:
        voters, *groups = ballot.split()
        papers.append(Paper(ranks=tuple(tuple(group.split("=")) for group in groups), voters=int(voters)))
    names = sorted({option for paper in papers for group in paper.ranks for option in group} | set(withdrawn.split()))
    return Election(
        options=tuple(names), papers=tuple(papers), shape=RANKING, seats=seats, withdrawn=frozenset(withdrawn.split())
    )


def approved(*ballots: str, seats: int) -> Election:
    """An election from ballots such as "3 a b": three voters approve of a and b."""
    papers = tuple(
        Paper(ranks=(tuple(options),) if options else (), voters=int(voters))
        for voters, *options in (ballot.split() for ballot in ballots)
    )
    names = sorted({option for paper in papers for group in paper.ranks for option in group})
    return Election(options=tuple(names), papers=papers, shape=APPROVALS, seats=seats)


def scored(*ballots: str, seats: int = 1) -> Election:
    """An election from ballots such as "3 a:5 b:1": three voters give a five points and b one."""
    papers = []
    for ballot in ballots:
        voters, *points = ballot.split()
        pairs = (point.split(":") for point in points)
        papers.append(Paper(points={option: int(many) for option, many in pairs}, voters=int(voters)))
    names = sorted({option for paper in papers for option in paper.points})
    return Election(options=tuple(names), papers=tuple(papers), shape=SCORES, seats=seats)


def in_order(election: Election) -> TieLaw:
    """The options as they stand."""
    return TieLaw(order=election.options)


def from_blt(path: Path) -> tuple[Election, dict[str, Any]]:
    """The election in a file that has no fault."""
    election, meta, findings = blt.read(path.read_bytes(), path.name)
    assert findings == []
    return election, dict(meta)


def approval_case(path: Path) -> tuple[Election, dict[str, list[list[str]]]]:
    """An approval election of the real data, and which committees may come out by each rule."""
    text = path.read_text()
    said = {
        name: json.loads(re.search(name + r": (\[\[.*?\]\]|\d+)", text, re.DOTALL)[1])
        for name in ("profile", "num_cand", "committeesize")
    }
    found = re.findall(r"rule_id: (\S+)\n\s+result: (\[\[.*?\]\])\n", text, re.DOTALL)
    papers = tuple(Paper(ranks=(tuple(map(str, names)),) if names else ()) for names in said["profile"])
    options = tuple(map(str, range(said["num_cand"])))
    results = {rule: [sorted(map(str, one)) for one in json.loads(listed)] for rule, listed in found}
    return Election(options=options, papers=papers, shape=APPROVALS, seats=said["committeesize"]), results


@st.composite
def rankings(
    draw: st.DrawFn, *, options: int = 6, ballots: int = 12, equal: bool = False, complete: bool = False,
    voters: int = 4,
) -> Election:
    """A small election by ranking."""
    many = draw(st.integers(2, options))
    names = [f"o{at}" for at in range(many)]
    papers = []
    for _ in range(draw(st.integers(1, ballots))):
        order = draw(st.permutations(names))
        order = order if complete else order[:draw(st.integers(0, many))]
        papers.append(Paper(ranks=_grouped(draw, order, equal), voters=draw(st.integers(1, voters))))
    return Election(
        options=tuple(names), papers=tuple(papers), shape=RANKING, seats=draw(st.integers(1, max(1, many - 1)))
    )


def _grouped(draw: st.DrawFn, order: Sequence[str], equal: bool) -> tuple[tuple[str, ...], ...]:
    groups: list[list[str]] = []
    for option in order:
        if equal and groups and draw(st.booleans()):
            groups[-1].append(option)
        else:
            groups.append([option])
    return tuple(tuple(group) for group in groups)


@st.composite
def approvals(draw: st.DrawFn, *, options: int = 6, ballots: int = 8, voters: int = 1) -> Election:
    """A small election by approvals, in which somebody approves of everybody."""
    names = [f"o{at}" for at in range(draw(st.integers(2, options)))]
    named = st.sets(st.sampled_from(names), min_size=1)
    papers = [
        Paper(ranks=(tuple(sorted(draw(named))),), voters=draw(st.integers(1, voters)))
        for _ in range(draw(st.integers(1, ballots)))
    ]
    used = sorted({option for paper in papers for option in paper.ranks[0]})
    return Election(
        options=tuple(used), papers=tuple(papers), shape=APPROVALS, seats=draw(st.integers(1, max(1, len(used) - 1)))
    )
