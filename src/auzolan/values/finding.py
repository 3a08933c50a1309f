"""A finding is one thing that is wrong in what somebody wrote, with its place and its mend."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault in a file or a charter; all faults are told at once, none is fatal by itself.

    where: the file or the article; line: from 1, or 0 where lines mean nothing; field: its name or empty;
    excerpt: the words that are wrong, shortened.
    """

    what: str
    why: str
    next: str
    where: str = ""
    field: str = ""
    line: int = 0
    excerpt: str = ""

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        if self.field:
            place = f"{place} {self.field}".strip()
        excerpt = f"\n    {self.excerpt}" if self.excerpt else ""
        return f"{place}: {self.what}{excerpt}\n  {self.why} {self.next}"

    def as_json(self) -> dict[str, str | int]:
        """The parts under the names that `auzolan check` prints; `article` is the place."""
        said: dict[str, str | int] = {
            "article": self.where,
            "field": self.field,
            "what": self.what,
            "why": self.why,
            "next": self.next,
        }
        if self.line:
            said |= {"line": self.line, "excerpt": self.excerpt}
        return said
