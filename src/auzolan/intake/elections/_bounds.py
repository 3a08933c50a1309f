"""What every reader of ballots sees to before it reads: sizes, numbers, text; and how it says what is wrong."""

from auzolan.values.finding import Finding

BYTES_MAX = 512 * 1024 * 1024
CANDIDATES_MAX = 1_000_000


class Bad(Exception):
    """A file cannot be read on. line: where, from 1; excerpt: what stands there; why, next: full sentences."""

    def __init__(self, line: int, excerpt: str, why: str, next: str) -> None:
        super().__init__(line, excerpt, why, next)
        self.line, self.excerpt, self.why, self.next = line, excerpt, why, next

    def finding(self, name: str) -> Finding:
        """The same as a finding about the file of this name."""
        return Finding(
            what="The ballots cannot be read", where=name, line=self.line, why=self.why, next=self.next,
            excerpt=self.excerpt[:80],
        )


def bytes_read(content: bytes) -> str:
    """The text of a file, in UTF-8, with or without its mark.

    Raises Bad where it is too large or is no text.
    """
    if len(content) > BYTES_MAX:
        raise Bad(0, "", f"It is larger than {BYTES_MAX // 1024**2} MB.", "Put equal ballots together.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise Bad(line, "", "It is no text in UTF-8.", "Save it as UTF-8.") from None


def whole(word: str, line: int, awaited: str, low: int, high: int) -> int:
    """A whole number from low to high.

    Raises Bad, naming what was awaited.
    """
    if not (word.isascii() and word.isdigit() and len(word) <= 15 and low <= int(word) <= high):
        raise Bad(line, word, f"Here should come {awaited}: a whole number from {low} to {high}.", "Mend the number.")
    return int(word)
