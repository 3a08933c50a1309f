"""Counting raised hands together with the ballots that were cast by name: nobody counts twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil

from auzolan.governance import methods
from auzolan.governance.ballot import Ballot, Ballots, Outcome, Quorum, Roll, in_words
from auzolan.governance.meeting_facts import Hands
from auzolan.governance.terms import Terms


def raised(ballots: Ballots, roll: Roll, hands: Sequence[Hands]) -> Ballots:
    """Every ballot and every hand. Whose hand it was is not known and changes nothing, since each counts for one.

    Raises ValueError when there are more hands than people on the roll who cast no ballot.
    """
    silent = [member for member in sorted(roll) if member not in ballots]
    options = [one.option for one in hands for _ in range(one.hands)]
    if len(options) > len(silent):
        raise ValueError(f"{len(options)} hands of {len(silent)} people")
    return {**ballots, **{member: Ballot(option=option) for member, option in zip(silent, options, strict=False)}}


def count(ballots: Ballots, roll: Roll, hands: Sequence[Hands], taking_part: int, terms: Terms) -> Outcome:
    """The outcome of a show of hands and of the ballots cast by name. taking_part: who was there, was represented or
    had cast a ballot: of the whole roll they all count for the quorum, whether or not they raised a hand."""
    together = raised(ballots, roll, hands)
    method = methods.find(terms.meaning)[terms.method]
    counted = method.count(together, roll, replace(terms, quorum=0))
    sided = sum(one.heads for one in counted.counts if one.option not in method.abstaining)
    quorum = quorum_there(taking_part, sided, len(roll), terms)
    if quorum.reached:
        return replace(counted, quorum=quorum)
    return replace(counted, carried=False, quorum=quorum, why=f"the quorum was missed by {in_words(quorum.missing)}")


def quorum_there(taking_part: int, sided: int, voters: int, terms: Terms) -> Quorum:
    """Whether enough took part, by presence; of those present or of the ballots cast, who took a side."""
    if isinstance(terms.quorum, int):
        return Quorum(needed=terms.quorum, counted=taking_part)
    cast = taking_part if terms.abstentions_count else sided
    base: Mapping[str, int] = {"eligible": voters, "present": taking_part, "cast": cast}
    needed = ceil(terms.quorum * base[terms.quorum_base])
    return Quorum(needed=needed, counted=taking_part if terms.quorum_base == "eligible" else sided)
