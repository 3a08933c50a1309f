"""Checks a whole charter: every field of every article, and the articles against each other; all findings at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.article import article as make
from auzolan.charter.charter import Charter, charter_of
from auzolan.charter.fields import NOT_THERE, fault, sound_fields
from auzolan.charter.kinds import Kind, Kinds
from auzolan.charter.load import load
from auzolan.values.finding import Finding

LAW = "procedure.charter"
NO_LAW = "The charter cannot be changed"


def check_text(text: str | bytes, *, where: str = "charter", kinds: Kinds | None = None) -> list[Finding]:
    """Everything that is wrong in the text of a charter, in the order of its lines.

    text: TOML of a whole charter; where: what to call it where no article can be named.
    """
    kinds = kinds or Kinds.find()
    articles, findings = load(text, kinds, where=where)
    unread = {finding.where for finding in findings}
    findings += (one for one in check(charter_of(articles), kinds) if not _follows(one, unread))
    if isinstance(text, bytes):
        text = text.decode("utf-8-sig", errors="replace")
    placed = [_placed(finding, text) for finding in findings]
    return sorted(placed, key=lambda finding: finding.line)


def _follows(finding: Finding, unread: set[str]) -> bool:
    """That an article is missing is not a second fault where it is there but could not be read."""
    return (finding.what, finding.excerpt in unread or finding.where in unread) in ((NOT_THERE, True), (NO_LAW, True))


def check(charter: Charter, kinds: Kinds | None = None, *, day: date | None = None) -> list[Finding]:
    """Everything that is wrong in a charter whose text could be read.

    day: exceptions that ran out before it no longer count; None counts them all.
    """
    kinds = kinds or Kinds.find()
    findings: list[Finding] = []
    articles = _sound(charter, kinds, findings)
    sound = _readable(articles, kinds)
    for article in articles:
        kind = kinds.kind(article.kind)
        findings += kind.check(article, sound)
        if kind.LIVELY:
            findings += _held_against_each_other(article, sound, day)
            findings += _procedure(article, sound)
    findings += _way_out(sound)
    return findings


def _sound(charter: Charter, kinds: Kinds, findings: list[Finding]) -> list[Article]:
    """The same articles without the fields that are wrong, so that one fault does not cause ten findings."""
    made: list[Article] = []
    for id, article in sorted(charter.articles.items()):
        kind = kinds.get(article.kind)
        if kind is None:
            why = f"There is no kind of article called {article.kind!r}."
            findings.append(fault(article, "", "This kind of article is not known", why, "Correct the id."))
            continue
        whole: dict[str, Any] = dict(article.fields)
        whole |= {name: said for name, said in (("title", article.title), ("says", article.says)) if said}
        fields = sound_fields(article, whole, kinds.fields(kind), charter, findings, closed=_closed(kind))
        # What is left is another text: nothing read from it may be taken for the article itself.
        made.append(article if len(fields) == len(whole) else make(id, fields))
    return made


def _readable(articles: Sequence[Article], kinds: Kinds) -> Charter:
    """The articles with something in place of what others read from them and what is wrong or missing in them."""
    made = []
    for one in articles:
        stand_in = getattr(kinds.kind(one.kind), "stand_in", None)
        fields = stand_in(one) if stand_in else one.fields
        made.append(one if fields == one.fields else make(one.id, fields))
    return charter_of(tuple(made))


@lru_cache(maxsize=32)
def sound_part(charter: Charter) -> Charter:
    """What can be read of a charter with faults: its articles without the fields that are wrong."""
    kinds = Kinds.find()
    return _readable(_sound(charter, kinds, []), kinds)


def _closed(kind: Kind) -> bool:
    return not getattr(kind, "OPEN", False)


def fields_findings(article: Article, kind: Kind, charter: Charter) -> list[Finding]:
    """What is wrong with the types and references of one article's own fields."""
    findings: list[Finding] = []
    sound_fields(article, article.fields, Kinds.find().fields(kind), charter, findings, closed=_closed(kind))
    return findings


def _classes(id: object, charter: Charter) -> frozenset[str] | None:
    """The classes behind a class or body; None where the charter does not say."""
    article = charter.get(id) if isinstance(id, str) else None
    if article is None:
        return None
    if article.kind == "class":
        return frozenset((article.id,))
    classes = article.fields.get("classes")
    return frozenset(classes) if classes else None


def _held_against_each_other(article: Article, charter: Charter, day: date | None) -> Iterator[Finding]:
    """Those who bear the cost have a vote in what decides, or the procedure grants a named, dated exception."""
    bears, decides = article.fields.get("bears_cost"), article.fields.get("decides")
    paying, voting = _classes(bears, charter), _classes(decides, charter)
    if paying is None or voting is None or paying <= voting or _excepted(article.id, charter, day):
        return
    without = ", ".join(sorted(paying - voting))
    yield fault(
        article, "bears_cost", "Those who bear the cost have no vote in what decides",
        f"{without} bears the cost, and {decides} has no place for them.",
        "Let a body decide in which they have a vote, or grant a dated exception in procedure.charter.",
        bears,
    )


def _procedure(article: Article, charter: Charter) -> Iterator[Finding]:
    """The procedure by which an article is changed belongs to the body that decides about it."""
    id, decides = article.fields.get("procedure", LAW), article.fields.get("decides")
    law = charter.get(id)
    body = law.fields.get("body") if law else None
    if body is not None and decides is not None and body != decides:
        why = f"{id} belongs to {body}, but {decides} is to decide about this article."
        yield fault(article, "procedure", "Another body would change this", why, "Name a procedure of that body.", id)


def _excepted(id: str, charter: Charter, day: date | None) -> bool:
    granted = (one for law in charter.of_kind("procedure") for one in law.fields.get("exceptions", ()))
    return any(one.get("article") == id and (day is None or one["until"] >= day) for one in granted)


def _way_out(charter: Charter) -> Iterator[Finding]:
    law = charter.get(LAW)
    what = "The charter names no way out of a deadlock"
    after = "Say in the field deadlock of procedure.charter who then decides how."
    if law is None:
        yield Finding(
            where=LAW, what=NO_LAW,
            why="Without procedure.charter nobody can ever change an article.",
            next="Write an article procedure.charter.",
        )
    elif not law.fields.get("deadlock"):
        why = "When no quorum can ever be met again, nobody could act."
        yield fault(law, "deadlock", what, why, after)


def _placed(finding: Finding, text: str) -> Finding:
    """The finding with the line of the article and field that it is about."""
    if finding.line:
        return finding
    id = re.escape(finding.where)
    header = re.search(rf'^[ \t]*\[+[ \t]*(?:"{id}"|{id})[^\n]*$', text, re.MULTILINE)
    if header is None:
        return finding
    start = header.start()
    other = re.compile(rf'^[ \t]*\[+[ \t]*(?!"?{id}["\].])[^\n]*\][ \t]*$', re.MULTILINE).search(text, header.end())
    field = re.split(r"[.\[]", finding.field)[0]
    if field:
        inside = re.compile(rf"^[ \t]*{re.escape(field)}[ \t]*=", re.MULTILINE)
        found = inside.search(text, header.end(), other.start() if other else len(text))
        start = found.start() if found else start
    line = text.count("\n", 0, start) + 1
    return replace(finding, line=line, excerpt=finding.excerpt or text.split("\n")[line - 1].strip()[:80])
