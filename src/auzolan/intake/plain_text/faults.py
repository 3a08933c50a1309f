"""How a reader says what is wrong: a fault on a line becomes a finding with its file, its words and its mend."""

from dataclasses import dataclass

from auzolan.intake.plain_text.booking import Note
from auzolan.values.finding import Finding

EXCERPT_CHARACTERS = 100


@dataclass(slots=True, eq=False)
class Fault(Exception):
    """Something on a line cannot be taken in. at: lines after the first line of the entry."""

    what: str
    why: str
    next: str
    at: int = 0

    def finding(self, file: str, first: int, lines: list[str]) -> Finding:
        """This fault with its place. first: the line number of the entry, from 1."""
        excerpt = lines[self.at] if self.at < len(lines) else ""
        return finding(self.what, self.why, self.next, file=file, line=first + self.at, excerpt=excerpt)


def finding(what: str, why: str, next: str, *, file: str, line: int = 0, excerpt: str = "") -> Finding:
    """One finding; the excerpt is shortened and stripped of what would disturb a terminal."""
    said = "".join(letter if letter.isprintable() else " " for letter in excerpt.strip()[: EXCERPT_CHARACTERS + 1])
    if len(said) > EXCERPT_CHARACTERS:
        said = said[:EXCERPT_CHARACTERS] + "…"
    return Finding(what=what, why=why, next=next, where=file, line=line, excerpt=said)


def note(what: str, why: str, *, file: str, line: int, excerpt: str = "") -> Note:
    """Something that changes no balance; the next step is that none is needed."""
    return Note(finding(what, why, "Nothing needs to be done.", file=file, line=line, excerpt=excerpt))
