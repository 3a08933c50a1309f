"""What `verify` answers: four checks, each with a sentence and, when it fails, the first entry that is wrong."""

from dataclasses import dataclass

BYTES, REPLAY, RECOMPUTE, BOOKS = "bytes", "replay", "recompute", "books"
NAMES = (BYTES, REPLAY, RECOMPUTE, BOOKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One of the four checks. entry: the first entry that is wrong, or None."""

    name: str
    holds: bool
    message: str
    entry: int | None = None

    def as_json(self) -> dict[str, object]:
        """As `auzolan verify --json` prints it."""
        return {"name": self.name, "holds": self.holds, "message": self.message, "entry": self.entry}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All of it. root: hex of the root over every entry."""

    entries: int
    root: str
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Whether all four hold."""
        return all(check.holds for check in self.checks)

    def as_json(self) -> dict[str, object]:
        """As `auzolan verify --json` prints it."""
        return {
            "holds": self.holds, "entries": self.entries, "root": self.root,
            "checks": [check.as_json() for check in self.checks],
        }


class Wrong(Exception):
    """A check failed at an entry."""

    def __init__(self, check: str, message: str, entry: int | None) -> None:
        super().__init__(message)
        self.check = check
        self.message = message
        self.entry = entry
