"""BLT: elections by ranking, as OpenSTV, Droop and many councils write them.

The first line gives candidates and seats; then, until a lone 0, come withdrawn candidates (-3), lines in square
brackets, and ballots (how many voters, the candidates in their order, 0), with = between those ranked equal; then the
names and the title, in quotes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from auzolan.governance.tally import RANKING, Election, Paper
from auzolan.intake.elections._bounds import CANDIDATES_MAX, Bad, bytes_read, whole
from auzolan.values.finding import Finding

name = "blt"
ENDINGS = (".blt",)
_LINE_MAX = 1_000_000
_NAME_LENGTH = 3  # a letter in quotes
_TOKEN = re.compile(r'"((?:[^"\\]++|\\.)*+)"|(\[[^\]]*\])|(#.*)|([^\s"\[#]+)')
_MARKS = re.compile(r'["\[#]')
_BALLOT_ID = re.compile(r"\([^)]*\)")


def read(content: bytes, name: str) -> tuple[Election, Mapping[str, Any], list[Finding]]:
    """The election that a file holds: candidates by name. content: the file; name: as it is called in findings.

    Gives the election, what else the file says (title, tie_order), and findings with their lines; where there is a
    finding the election is empty.
    """
    try:
        election, meta = _Reader(bytes_read(content)).election()
    except Bad as bad:
        return Election(options=(), papers=()), {}, [bad.finding(name)]
    return election, meta, []


class _Reader:
    """A file on its way to an election; `line` is where it reads."""

    def __init__(self, text: str) -> None:
        self.line = 0
        self._room = len(text)
        self._words = self._split(text)
        self._nicks: dict[str, int] = {}
        self._withdrawn: set[int] = set()
        self._ties: list[int] = []

    def _split(self, text: str) -> Iterator[tuple[str, str]]:
        """Words with their kind: name (without quotes), option (in brackets) or word."""
        for self.line, line in enumerate(text.splitlines(), 1):
            if not _MARKS.search(line):
                yield from (("word", word) for word in line.split())
                continue
            if len(line) > _LINE_MAX:
                raise Bad(self.line, line[:80], "The line is too long for a name.", "Write each name on its own line.")
            at = 0
            while at < len(line):
                if line[at].isspace():
                    at += 1
                    continue
                found = _TOKEN.match(line, at)
                if found is None:
                    raise Bad(self.line, line, "A quote or a bracket is not closed.", "Close it on the same line.")
                at = found.end()
                quoted, bracket, comment, word = found.groups()
                if quoted is not None:
                    yield "name", quoted.replace('\\"', '"')
                elif bracket:
                    yield "option", bracket[1:-1].strip()
                elif not comment:
                    yield "word", word

    def _bad(self, excerpt: str, why: str, next: str) -> Bad:
        return Bad(self.line, excerpt, why, next)

    def _word(self, awaited: str) -> tuple[str, str]:
        for kind, word in self._words:
            return kind, word
        raise self._bad("", f"The file ends where {awaited} should come.", "See that all of it was copied.")

    def _number(self, awaited: str, low: int, high: int) -> int:
        kind, word = self._word(awaited)
        if kind != "word":
            raise self._bad(word, f"Here should come {awaited}.", "Write a whole number.")
        return whole(word, self.line, awaited, low, high)

    def election(self) -> tuple[Election, Mapping[str, Any]]:
        """Everything, in the order in which it is written."""
        many = self._number("the number of candidates", 1, CANDIDATES_MAX)
        seats = self._number("the number of seats", 1, CANDIDATES_MAX)
        if many * _NAME_LENGTH > self._room:
            raise self._bad(str(many), f"The file is too short to name {many} candidates.", "Mend their number.")
        ballots = list(self._ballots(many))
        names = [self._candidate() for _ in range(many)]
        if len(set(names)) != many:
            twice = next(one for at, one in enumerate(names) if one in names[:at])
            raise self._bad(twice, "Two candidates have the same name.", "Tell them apart by their names.")
        papers = tuple(
            Paper(ranks=tuple(tuple(names[one] for one in group) for group in ranks), voters=voters)
            for voters, ranks in ballots
        )
        title = next((word for kind, word in self._words if kind == "name"), "")
        meta: dict[str, Any] = {"title": title}
        if self._ties:
            # Those that the order leaves out come behind it, as they stand in the file.
            behind = [one for one in range(many) if one not in self._ties]
            meta["tie_order"] = [names[one] for one in [*dict.fromkeys(self._ties), *behind]]
        return Election(
            options=tuple(names), papers=papers, shape=RANKING, seats=seats,
            withdrawn=frozenset(names[one] for one in self._withdrawn),
        ), meta

    def _candidate(self) -> str:
        kind, word = self._word("the name of a candidate, in quotes")
        if kind != "name" or not word.strip():
            raise self._bad(word, "Here should come the name of a candidate, in quotes.",
                            "Give every candidate a name, in the order of their numbers.")
        return word.strip()

    def _ballots(self, many: int) -> Iterator[tuple[int, tuple[tuple[int, ...], ...]]]:
        """Ballots until the lone 0; withdrawn candidates and lines in brackets are kept on the way."""
        while True:
            kind, word = self._word("a ballot, or the 0 after the last one")
            if kind == "option":
                self._option(word, many)
            elif kind == "name":
                raise self._bad(word, "A name comes before the 0 that ends the ballots.", "Put a line with 0 there.")
            elif _BALLOT_ID.fullmatch(word):
                yield 1, self._ranks(many)
            elif word.startswith("-"):
                self._withdrawn.add(self._known(word[1:], many))
            elif voters := whole(word, self.line, "how many voters gave a ballot", 0, 10**12):
                yield voters, self._ranks(many)
            else:
                return

    def _option(self, said: str, many: int) -> None:
        """A line in brackets: short names, those who withdrew, or the order in which ties are broken."""
        what, *words = said.split()
        if what in ("nick", "nicks") and len(words) == many:
            self._nicks = {word: at for at, word in enumerate(words)}
        elif what == "withdrawn":
            self._withdrawn |= {self._known(word, many) for word in words}
        elif what == "tie":
            self._ties = [self._known(word, many) for word in words]

    def _known(self, word: str, many: int) -> int:
        if word in self._nicks:
            return self._nicks[word]
        return whole(word, self.line, "a candidate's number", 1, many) - 1

    def _ranks(self, many: int) -> tuple[tuple[int, ...], ...]:
        ranks: list[tuple[int, ...]] = []
        seen: set[int] = set()
        while True:
            kind, word = self._word("the 0 that ends a ballot")
            if kind != "word":
                raise self._bad(word, "A ballot is not ended.", "Put a 0 behind the last candidate.")
            if word == "0":
                return tuple(ranks)
            if word == "-":
                continue
            group = tuple(self._known(one, many) for one in word.split("="))
            if seen.intersection(group) or len(set(group)) != len(group):
                raise self._bad(word, "A candidate stands twice on one ballot.", "Leave the second one out.")
            seen.update(group)
            ranks.append(group)
