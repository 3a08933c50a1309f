"""PrefLib: .soc and .soi (strict orders), .toc and .toi (with ties, in braces) and .cat (categories).

Lines that begin with # say what the file holds; then each line has how many voters, a colon, and what they said.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from auzolan.governance.tally import APPROVALS, RANKING, SCORES, Election, Paper
from auzolan.intake.elections._bounds import CANDIDATES_MAX, Bad, bytes_read, whole
from auzolan.values.finding import Finding

name = "preflib"
ENDINGS = (".soc", ".soi", ".toc", ".toi", ".cat")
_GROUP = re.compile(r"\s*(?:\{([^{}]*)\}|([^{},\s]+))\s*(,|$)")
_NAME = re.compile(r"#\s*ALTERNATIVE NAME (\d+):(.*)")
_SAYS = re.compile(r"#\s*([A-Z ]+?):(.*)")


def read(content: bytes, name: str) -> tuple[Election, Mapping[str, Any], list[Finding]]:
    """The election that a file holds: options by name. content: the file; name: as it is called, with its ending.

    Of categories the first of two means approval; of more, the first is worth most points. Gives the election, what
    else the file says (title), and findings with their lines; where there is a finding the election is empty.
    """
    try:
        return *_read(bytes_read(content), categories=name.lower().endswith(".cat")), []
    except Bad as bad:
        return Election(options=(), papers=()), {}, [bad.finding(name)]


def _read(text: str, *, categories: bool) -> tuple[Election, Mapping[str, Any]]:
    lines = text.splitlines()
    head = [(at, line) for at, line in enumerate(lines, 1) if line.lstrip().startswith("#")]
    said = {found[1]: found[2].strip() for _, line in head if (found := _SAYS.match(line))}
    options = _options(head, said)
    ballots = [
        (at, *_ballot(line, at, len(options))) for at, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if categories:
        papers, shape = _categories(ballots, options, said)
    else:
        papers = tuple(
            Paper(ranks=tuple(tuple(options[one] for one in group) for group in ranks if group), voters=voters)
            for _, voters, ranks in ballots
        )
        shape = RANKING
    return Election(options=options, papers=papers, shape=shape), {"title": said.get("TITLE", "")}


def _options(head: Sequence[tuple[int, str]], said: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the options, by their numbers."""
    names: dict[int, str] = {}
    line = 1
    for line, text in head:
        if found := _NAME.match(text):
            number = whole(found[1], line, "an option's number", 1, CANDIDATES_MAX)
            names[number] = found[2].strip() or found[1]
            if number in list(names)[:-1] or number != len(names):
                raise Bad(line, text, "The options are not numbered one after the other.", "Number them from 1.")
    many = whole(said.get("NUMBER ALTERNATIVES", ""), line, "the number of options", 1, CANDIDATES_MAX)
    if len(names) != many:
        raise Bad(line, "", f"{many} options are said, {len(names)} are named.", "Name each option once.")
    if len(set(names.values())) != many:
        raise Bad(line, "", "Two options have the same name.", "Tell them apart by their names.")
    return tuple(names.values())


def _ballot(text: str, line: int, options: int) -> tuple[int, tuple[tuple[int, ...], ...]]:
    """How many voters, and what they said: groups of option numbers from 0."""
    many, colon, rest = text.partition(":")
    if not colon:
        raise Bad(line, text, "A ballot needs the number of its voters and a colon.", "Write it as 12: 3,1,2.")
    voters = whole(many.strip(), line, "how many voters gave a ballot", 0, 10**12)
    ranks: list[tuple[int, ...]] = []
    seen: set[int] = set()
    at = 0
    while at < len(rest) and rest[at:].strip():
        found = _GROUP.match(rest, at)
        if found is None:
            raise Bad(line, rest[at:], "Here should come an option, or several in braces.", "Mend the ballot.")
        words = found[1].split(",") if found[1] is not None else [found[2]]
        group = tuple(
            whole(word.strip(), line, "an option's number", 1, options) - 1 for word in words if word.strip()
        )
        if seen.intersection(group) or len(set(group)) != len(group):
            raise Bad(line, text, "An option stands twice on one ballot.", "Leave the second one out.")
        seen.update(group)
        ranks.append(group)
        at = found.end()
    return voters, tuple(ranks)


def _categories(
    ballots: Sequence[tuple[int, int, tuple[tuple[int, ...], ...]]], options: tuple[str, ...], said: Mapping[str, str]
) -> tuple[tuple[Paper, ...], str]:
    """Two categories are approvals; of more each is worth one point more than the next."""
    most = max((len(groups) for _, _, groups in ballots), default=1)
    many = whole(said.get("NUMBER CATEGORIES", str(most)), 1, "the number of categories", 1, 1000)
    if over := next((line for line, _, groups in ballots if len(groups) > many), 0):
        raise Bad(over, "", f"More categories than the {many} that are said.", "Mend the ballot or their number.")
    if many <= 2:
        return tuple(
            Paper(ranks=(tuple(options[one] for one in groups[0]),) if groups and groups[0] else (), voters=voters)
            for _, voters, groups in ballots
        ), APPROVALS
    return tuple(
        Paper(
            points={options[one]: many - 1 - at for at, group in enumerate(groups) for one in group}, voters=voters
        )
        for _, voters, groups in ballots
    ), SCORES
