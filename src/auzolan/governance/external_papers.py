"""The papers of a vote that was held elsewhere: in one order, with one root, and as ballots of people without names."""

from collections import Counter
from collections.abc import Iterable, Sequence

from auzolan.governance.ballot import Ballot
from auzolan.governance.external_facts import CountedPaper
from auzolan.journal.entry import encode
from auzolan.journal.merkle import leaf_hash, root_of

PART_BYTES = 48_000  # of papers in one entry, well below its 65,535


def said(paper: CountedPaper) -> bytes:
    """What a paper says, whoever and however many said it: by this papers are ordered and told apart."""
    return encode(CountedPaper(voters=0, option=paper.option, ranks=paper.ranks, points=paper.points))


def merged(papers: Iterable[CountedPaper]) -> tuple[CountedPaper, ...]:
    """Equal papers put together, in canonical order: the same however they were listed."""
    voters: Counter[bytes] = Counter()
    known: dict[bytes, CountedPaper] = {}
    for one in papers:
        words = said(one)
        voters[words] += one.voters
        known[words] = one
    return tuple(
        CountedPaper(
            voters=voters[words], option=known[words].option, ranks=known[words].ranks, points=known[words].points
        )
        for words in sorted(known)
        if voters[words]
    )


def root(papers: Iterable[CountedPaper]) -> str:
    """The root over the papers in their order, in hex: whoever has the same papers has the same root."""
    return root_of(leaf_hash(encode(one)) for one in papers).hex()


def ballots(papers: Iterable[CountedPaper]) -> int:
    """How many voted."""
    return sum(one.voters for one in papers)


def parts(papers: Sequence[CountedPaper]) -> list[tuple[CountedPaper, ...]]:
    """The papers as they fit into entries; one empty part where nobody voted."""
    found: list[tuple[CountedPaper, ...]] = []
    part: list[CountedPaper] = []
    size = 0
    for paper in papers:
        length = len(encode(paper)) + 1
        if part and size + length > PART_BYTES:
            found.append(tuple(part))
            part, size = [], 0
        part.append(paper)
        size += length
    return [*found, tuple(part)]


def spread(papers: Iterable[CountedPaper], voters: int, seq: int) -> tuple[dict[str, Ballot], dict[str, int]]:
    """Each paper as so many ballots, and the roll they are counted against: everybody for one, and nobody by name.

    voters: how many were on the roll; seq: the entry that says the papers are so.
    """
    cast = [
        Ballot(option=one.option, seq=seq, ranks=one.ranks, points=one.points)
        for one in papers for _ in range(one.voters)
    ]
    named = {f"ballot {number}": ballot for number, ballot in enumerate(cast, start=1)}
    away = {f"away {number}": 1 for number in range(1, voters - len(cast) + 1)}
    return named, dict.fromkeys(named, 1) | away
