"""What was answered in a closed decision, read again from the open tables and the journal, as anybody can."""

from collections.abc import Iterator, Mapping
from typing import Any

from auzolan.charter.around import Around
from auzolan.governance.ballot import Ballot
from auzolan.governance.delegation import Delegated
from auzolan.governance.external_facts import ResultPapers
from auzolan.governance.external_papers import spread
from auzolan.governance.facts import BallotCast
from auzolan.governance.sealed_facts import BoxPapers
from auzolan.rules.gathering import Tables


def roll_of(id: str, tables: Tables) -> dict[str, int]:
    """Who was on the roll, and what their ballot counted for; what came out of a sealed box stands by tracker, and
    what was voted elsewhere by nobody."""
    roll = {str(row["member"]): int(row["weight"] or 0) for row in tables.rows("rolls", {"decision": id})}
    if elsewhere := sum(int(row["voters"] or 0) for row in tables.rows("external_papers", {"decision": id})):
        return {f"ballot {number}": 1 for number in range(1, elsewhere + 1)} | {
            f"away {number}": 1 for number in range(1, len(roll) - elsewhere + 1)
        }
    papers = [str(row["tracker"]) for row in tables.rows("sealed_papers", {"decision": id})]
    voted = {str(row["member"]) for row in tables.rows("sealed_voters", {"decision": id})}
    return {one: weight for one, weight in roll.items() if one not in voted} | dict.fromkeys(papers, 1)


def ballots_of(id: str, around: Around, tables: Tables) -> dict[str, Ballot]:
    """Everybody's own ballot. tables: as of the closing entry, with which hidden ballots come out."""
    open_ = [*tables.rows("ballots", {"decision": id}), *tables.rows("round_bids", {"decision": id})]
    named = {str(row["member"]): _ballot(row, around) for row in open_}
    if elsewhere := sorted({int(row["entry"] or 0) for row in tables.rows("external_papers", {"decision": id})}):
        return _from_elsewhere(elsewhere, around)
    entries = sorted({int(row["entry"] or 0) for row in tables.rows("sealed_papers", {"decision": id})})
    return named | {tracker: one for entry in entries for tracker, one in _papers(entry, around)}


def _from_elsewhere(entries: list[int], around: Around) -> dict[str, Ballot]:
    facts = [fact for entry in entries if isinstance(fact := around.fact(entry), ResultPapers)]
    papers = [one for fact in facts for one in fact.papers]
    ballots, _roll = spread(papers, 0, entries[0])
    return ballots


def _papers(entry: int, around: Around) -> Iterator[tuple[str, Ballot]]:
    fact = around.fact(entry)
    if not isinstance(fact, BoxPapers):
        raise TypeError(f"entry {entry} holds no papers")
    for one in fact.papers:
        yield one.tracker, Ballot(option=one.option, seq=entry, ranks=one.ranks, points=one.points)


def _ballot(row: Mapping[str, Any], around: Around) -> Ballot:
    """From its entry, where it stands exactly as it was cast."""
    fact = around.fact(int(row["entry"]))
    if not isinstance(fact, BallotCast):
        raise TypeError(f"entry {row['entry']} cast no ballot")
    return Ballot(option=fact.option, seq=int(row["entry"]), ranks=fact.ranks, points=fact.points)


def delegations_of(tables: Tables) -> dict[str, tuple[Delegated, ...]]:
    """Who let whom answer."""
    given: dict[str, tuple[Delegated, ...]] = {}
    for row in tables.rows("delegations", {}):
        one = Delegated(
            to=str(row["to"]), until=str(row["last_day"]), seq=int(row["entry"] or 0), procedure=str(row["procedure"])
        )
        given[str(row["member"])] = (*given.get(str(row["member"]), ()), one)
    return given
