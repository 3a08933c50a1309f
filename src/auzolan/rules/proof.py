"""The proof of a run that was optimised: its marks as entries keep them, and their digest."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from auzolan.journal.entry import INTEGER_MAX
from auzolan.rules.facts import MARKS_PER_ENTRY, Mark, ProofPublished, RunPublished
from auzolan.rules.ground import Ground, Portion

_DIGEST = re.compile("[0-9a-f]{64}")


@runtime_checkable
class ProvingKind(Protocol):
    """The file of a rule kind whose result is the best of many: it gives a proof, and checks one without a solver."""

    def proved(self, said: Any, ground: Ground) -> tuple[list[Portion], tuple[Mark, ...]]:
        """The portions, and the marks that prove them."""

    def certify(self, said: Any, ground: Ground, amounts: Mapping[str, int], marks: Sequence[Mark]) -> list[str]:
        """What does not hold of amounts (portion -> smallest parts) that were kept with marks, in plain sentences."""

    def members(self, said: Any, ground: Ground) -> Mapping[str, str]:
        """Portion -> whose it is, for all that can be one; what is not there is nobody's."""


def may_be_kept(marks: Sequence[Mark]) -> bool:
    """Whether an entry can hold these numbers; a run whose proof it cannot hold is computed again instead."""
    return all(max(abs(mark.level), abs(mark.cut)) <= INTEGER_MAX for mark in marks)


def is_digest(text: str) -> bool:
    """Whether this is a SHA-256 as entries write it."""
    return _DIGEST.fullmatch(text) is not None


def proof_digest(marks: Iterable[Mark]) -> str:
    """The digest of a proof: SHA-256 over a line `side TAB name TAB level TAB cut LF` for each mark, in their order."""
    spelt = hashlib.sha256()
    for mark in marks:
        spelt.update(f"{mark.side}\t{mark.name}\t{mark.level}\t{mark.cut}\n".encode())
    return spelt.hexdigest()


def proof_entries(run: str, marks: Sequence[Mark]) -> list[ProofPublished]:
    """The entries that keep the proof of a run, in order."""
    return [
        ProofPublished(run=run, marks=tuple(marks[first : first + MARKS_PER_ENTRY]))
        for first in range(0, len(marks), MARKS_PER_ENTRY)
    ]


def follows(fact: RunPublished, marks: Sequence[Mark]) -> bool:
    """Whether these are the marks that a run says it keeps."""
    return len(marks) == fact.marks and (not fact.proof or proof_digest(marks) == fact.proof)
