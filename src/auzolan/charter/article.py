"""An article: one named, versioned part of how an organisation has agreed to act."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auzolan.charter.canonical_toml import print_article

# Ids are ASCII so that they sort the same everywhere; unit codes keep their capitals.
ID = re.compile(r"[a-z][a-z_]*(?:\.[A-Za-z0-9][A-Za-z0-9_\-]*)*")
ID_LENGTH_MAX = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a charter, as members read it and as the software obeys it.

    id: kind, then names ("rule.surplus"); kind: the first word of the id; title, says: the members' words, may be
    empty; fields: every other field, numbers as int or Decimal, days as date; text: the one spelling of all of it
    (two articles that mean the same have the same text). Compared by id and text.
    """

    id: str
    kind: str
    title: str = field(compare=False)
    says: str = field(compare=False)
    fields: Mapping[str, Any] = field(compare=False)
    text: str

    @property
    def name(self) -> str:
        """What people call it: the title, else the id."""
        return self.title or self.id

    @property
    def digest(self) -> str:
        """SHA-256 of the text in hex: what a proposal names when it carries this article."""
        return text_digest(self.text)


def text_digest(text: str) -> str:
    """SHA-256 of an article's canonical text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def article(id: str, fields: Mapping[str, Any]) -> Article:
    """Make an article of what was written in it. fields: as TOML gives them, title and says included."""
    title, says = fields.get("title", ""), fields.get("says", "")
    rest = {name: value for name, value in fields.items() if name not in ("title", "says")}
    return Article(
        id=id,
        kind=id.partition(".")[0],
        title=title if isinstance(title, str) else "",
        says=says if isinstance(says, str) else "",
        fields=rest,
        text=print_article(id, fields),
    )
