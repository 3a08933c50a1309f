"""Where a version of an article comes from: the founding, or a decision with its count."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auzolan.charter.charter import Charter
from auzolan.charter.state import Version, versions
from auzolan.governance.state import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """How one text of an article came into force.

    entry, at: of the adoption; decision: its id, or empty where the founding adopted it; title: of the proposal;
    opened, closed: entries of the decision, or -1; counts: option -> weight; answered, eligible: members.
    """

    article: str
    name: str
    version: int
    entry: int
    at: str
    decision: str = ""
    title: str = ""
    opened: int = -1
    closed: int = -1
    counts: tuple[tuple[str, int], ...] = ()
    answered: int = 0
    eligible: int = 0

    @property
    def says(self) -> str:
        """The adoption in a sentence."""
        begin = f"{self.name}, version {self.version}"
        if not self.decision:
            return f"{begin}, is as it was founded on {self.at[:10]} (entry {self.entry})."
        given = ", ".join(f"{weight} {option.replace('_', ' ')}" for option, weight in self.counts)
        return (
            f"{begin}, was adopted on {self.at[:10]} (entry {self.entry}) by the decision “{self.title}”"
            f" ({self.decision}): {given}; {self.answered} of {self.eligible} answered."
        )

    def as_json(self) -> dict[str, Any]:
        """The parts as plain values."""
        return {
            "article": self.article, "version": self.version, "entry": self.entry, "at": self.at,
            "decision": self.decision, "title": self.title, "counts": dict(self.counts), "answered": self.answered,
            "eligible": self.eligible, "says": self.says,
        }


def version_with(states: Mapping[str, Any], article: str, entry: int) -> Version:
    """The version of an article that one entry adopted. Raises KeyError when that entry adopted none."""
    for version in versions(states["charter"], article):
        if version.seq == entry:
            return version
    raise KeyError(f"entry {entry} adopted no text of {article}")


def adoption(states: Mapping[str, Any], charter: Charter, article: str, entry: int) -> Adoption:
    """How the version that an entry adopted came into force. charter: for the article's name. Raises KeyError."""
    version = version_with(states, article, entry)
    known = charter.get(article)
    name = known.name if known else article
    if not version.decision:
        return Adoption(article=article, name=name, version=version.version, entry=version.seq, at=version.at)
    decision: Decision = states["governance"].decisions[version.decision]
    return Adoption(
        article=article, name=name, version=version.version, entry=version.seq, at=version.at,
        decision=version.decision, title=decision.title, opened=decision.opened, closed=decision.closed,
        counts=tuple((one.option, one.weight) for one in decision.counts), answered=decision.answered,
        eligible=decision.voters,
    )
