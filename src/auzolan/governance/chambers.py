"""Several chambers decide together: each must carry, or their ballots weigh in fixed proportions."""

from collections.abc import Mapping
from dataclasses import replace
from math import lcm
from typing import TypeVar

from auzolan.governance import methods
from auzolan.governance.ballot import Ballots, Counted, Outcome, Outlook, Quorum, Roll, Round
from auzolan.governance.terms import Chamber, Terms

T = TypeVar("T")


def count(ballots: Ballots, roll: Roll, chamber_of: Mapping[str, str], terms: Terms) -> Outcome:
    """The outcome by the method of the procedure, in one chamber or in several. chamber_of: member -> body."""
    method = methods.find(terms.meaning)[terms.method]
    if not terms.chambers:
        return method.count(ballots, roll, terms)
    if terms.weighted:
        return method.count(ballots, weighed(ballots, roll, chamber_of, terms), terms)
    return _together(each(ballots, roll, chamber_of, terms))


def each(
    ballots: Ballots, roll: Roll, chamber_of: Mapping[str, str], terms: Terms
) -> list[tuple[Chamber, Outcome]]:
    """What every chamber said by itself, in the order of the procedure."""
    method = methods.find(terms.meaning)[terms.method]
    return [
        (chamber, method.count(_of(ballots, chamber_of, chamber.body), _of(roll, chamber_of, chamber.body), terms))
        for chamber in terms.chambers
    ]


def outlook(ballots: Ballots, roll: Roll, chamber_of: Mapping[str, str], terms: Terms) -> Outlook:
    """How it stands. In several chambers it is settled when each is, or when one can no longer carry."""
    method = methods.find(terms.meaning)[terms.method]
    if not terms.chambers:
        return method.outlook(ballots, roll, terms)
    if terms.weighted:
        # A ballot more in one chamber makes each of the others there weigh less: only the last one settles it.
        carried = count(ballots, roll, chamber_of, terms).carried
        done = all(member in ballots for member in roll)
        return Outlook(settled=carried if done else None, says=f"As it stands it {_carries(carried)}.")
    parts = [
        (chamber, method.outlook(
            _of(ballots, chamber_of, chamber.body), _of(roll, chamber_of, chamber.body), terms
        ))
        for chamber in terms.chambers
    ]
    says = " ".join(f"{chamber.title}: {part.says}" for chamber, part in parts)
    if any(part.settled is False for _, part in parts):
        return Outlook(settled=False, says=says)
    return Outlook(settled=True if all(part.settled for _, part in parts) else None, says=says)


def _carries(carried: bool) -> str:
    return "carries" if carried else "does not carry"


def _of(of: Mapping[str, T], chamber_of: Mapping[str, str], body: str) -> dict[str, T]:
    return {member: value for member, value in of.items() if chamber_of.get(member) == body}


def weighed(ballots: Ballots, roll: Roll, chamber_of: Mapping[str, str], terms: Terms) -> dict[str, int]:
    """The roll with weights such that those who answered in each chamber together weigh what the procedure says.

    All weights are multiplied by one whole number, so that they stay whole. Where shares are of the whole roll, whoever
    did not answer has a part of the chamber's weight too.
    """
    whole = terms.threshold_base == "eligible"
    sums = {
        chamber.body: sum(
            weight for member, weight in roll.items()
            if chamber_of.get(member) == chamber.body and (whole or member in ballots)
        )
        for chamber in terms.chambers
    }
    common = lcm(*(total for total in sums.values() if total)) if any(sums.values()) else 1
    of = {chamber.body: chamber.weight for chamber in terms.chambers}
    return {
        member: weight * of[body] * common // sums[body] if sums[body] else 0
        for member, weight in roll.items() if (body := chamber_of.get(member, "")) in of
    }


def _together(parts: list[tuple[Chamber, Outcome]]) -> Outcome:
    """Carried where each chamber carries. Every chamber's count is a round."""
    first = parts[0][1]
    counts = tuple(
        Counted(
            option=one.option, heads=sum(part.counts[n].heads for _, part in parts),
            weight=sum(part.counts[n].weight for _, part in parts),
        )
        for n, one in enumerate(first.counts)
    )
    rounds = tuple(Round(title=chamber.body, counts=part.counts) for chamber, part in parts)
    against = [f"{chamber.title}: {part.why}" for chamber, part in parts if not part.carried]
    missing = [(chamber, part) for chamber, part in parts if not part.quorum.reached]
    quorum = missing[0][1].quorum if missing else Quorum(
        needed=sum(part.quorum.needed for _, part in parts), counted=sum(part.quorum.counted for _, part in parts)
    )
    return replace(
        first, carried=not against, counts=counts, rounds=rounds, quorum=quorum,
        why="; ".join(against) if against else "every chamber carried it",
    )
