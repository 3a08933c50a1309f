"""What a proposal would change in an article, in plain words and word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from auzolan.charter.article import Article
from auzolan.charter.canonical_toml import plain_value
from auzolan.charter.charter import Charter
from auzolan.charter.check import fields_findings, sound_part
from auzolan.charter.kinds import Kinds

WORDS_MAX = 4_000  # beyond this, whole texts are shown instead of single words

_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text that stays, goes, or is new."""

    how: Literal["kept", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field that differs. name: "steps[2].take"; before, after: as written, empty where there is none."""

    name: str
    means: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDiff:
    """What changes in one article: its plain words, its fields and its text.

    old, new: None where the article is added or retired; words, text: segments, to be read in a row.
    """

    article: str
    old: Article | None
    new: Article | None
    words: tuple[Segment, ...]
    fields: tuple[FieldChange, ...]
    text: tuple[Segment, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing changes."""
        return self.old == self.new


def diff(old: Article | None, new: Article | None, charter: Charter) -> ArticleDiff:
    """Compare two texts of one article. charter: the one in force, for the names of what the article speaks of.

    Raises ValueError when there is nothing to compare.
    """
    one = new or old
    if one is None:
        raise ValueError("neither an old nor a new text was given")
    after = charter.with_(new) if new else charter
    words = segments(plain_words(old, charter) if old else "", plain_words(new, after) if new else "")
    return ArticleDiff(
        article=one.id, old=old, new=new, words=words, fields=tuple(_changes(old, new)),
        text=segments(old.text if old else "", new.text if new else ""),
    )


def plain_words(article: Article, charter: Charter) -> str:
    """What an article means, in plain words; its text where it could not be read."""
    kind = Kinds.find().get(article.kind)
    # A proposed text with findings has no meaning yet; the findings are shown beside it.
    unsound = article.says or article.text
    if kind is None or fields_findings(article, kind, charter):
        return unsound
    try:
        return kind.words(article, sound_part(charter))
    except ValueError:
        return unsound


def segments(before: str, after: str) -> tuple[Segment, ...]:
    """Two texts as one row of words: kept, removed, added."""
    a, b = _PIECES.findall(before), _PIECES.findall(after)
    if len(a) > WORDS_MAX or len(b) > WORDS_MAX:
        a, b = [before], [after]
    made: list[Segment] = []
    for how, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if how == "equal":
            made.append(Segment("kept", "".join(a[a1:a2])))
            continue
        if a1 < a2 and "".join(a[a1:a2]):
            made.append(Segment("removed", "".join(a[a1:a2])))
        if b1 < b2 and "".join(b[b1:b2]):
            made.append(Segment("added", "".join(b[b1:b2])))
    return tuple(made)


def _changes(old: Article | None, new: Article | None) -> Iterator[FieldChange]:
    before, after = _flat(old), _flat(new)
    one = new or old
    kind = Kinds.find().get(one.kind) if one else None
    means = {field.name: field.means for field in Kinds.find().fields(kind)} if kind else {}
    for name in [*before, *(name for name in after if name not in before)]:
        if before.get(name, "") != after.get(name, ""):
            root = re.split(r"[.\[]", name)[0]
            yield FieldChange(
                name=name, means=means.get(root, ""), before=before.get(name, ""), after=after.get(name, "")
            )


def _flat(article: Article | None) -> dict[str, str]:
    if article is None:
        return {}
    said = {"title": article.title, "says": article.says}
    return dict(_leaves({name: text for name, text in said.items() if text} | dict(article.fields), ""))


def _leaves(fields: Mapping[str, Any], at: str) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{at}{name}.")
        elif isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            for number, one in enumerate(value, 1):
                yield from _leaves(one, f"{at}{name}[{number}].")
        else:
            yield f"{at}{name}", plain_value(value)
