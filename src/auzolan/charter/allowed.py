"""The one judge of charter facts: only the founding and carried decisions change how we have agreed to act."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from auzolan.charter import meaning
from auzolan.charter.around import Around
from auzolan.charter.article import Article, text_digest
from auzolan.charter.charter import Charter
from auzolan.charter.check import check
from auzolan.charter.facts import ArticleAdopted, ArticleRetired, MeaningRaised, OrganisationFounded, SigningKeyChanged
from auzolan.charter.load import read_text
from auzolan.charter.signing_key import DECISION_CLOSED, judge_key
from auzolan.charter.state import State, assembled, evolve, newest
from auzolan.journal.entry import NODE, TERMINAL, Entry, Fact
from auzolan.values.instant import day_of
from auzolan.values.refusal import Refusal

ORIGIN_LENGTH_MAX = 200


def allowed(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """May this entry follow? None, or the reason why not."""
    match entry.fact:
        case OrganisationFounded() as fact:
            return _founding(fact, entry)
        case ArticleAdopted() as fact:
            return _adoption(state, fact, entry, around)
        case ArticleRetired() as fact:
            return _retirement(state, fact, entry, around)
        case MeaningRaised() as fact:
            return _meaning(state, fact, entry)
        case SigningKeyChanged():
            return judge_key(state, entry, around)
    return None


def _founding(fact: OrganisationFounded, entry: Entry[Any]) -> Refusal | None:
    sound = "\n" not in fact.origin and 0 < len(fact.origin) <= ORIGIN_LENGTH_MAX and fact.origin.strip() == fact.origin
    if not sound:
        return _no("founded", "origin", f"{fact.origin[:80]!r} cannot stand on a checkpoint.", "Write HOST/NAME.")
    if fact.articles < 1:
        return _no("founded", "charter", "A charter has at least one article.", "Start from a preset.")
    if not meaning.FIRST <= fact.meaning <= meaning.NEWEST:
        why = f"This software knows meanings from {meaning.FIRST} to {meaning.NEWEST}."
        return _no("founded", "meaning", why, "Upgrade the software.")
    if entry.because is not None:
        return _no("founded", "because", "Nothing comes before the founding.", "Found without a cause.")
    return None


def _no(what: str, where: str, why: str, next: str) -> Refusal:
    named = {
        "founded": "The organisation was not founded",
        "adopted": "The article was not adopted",
        "retired": "The article was not retired",
        "meaning": "The meaning of figures was not raised",
        "key": "The signing key was not changed",
    }
    return Refusal(what=named[what], where=where, why=why, next=next)


def _adoption(state: State, fact: ArticleAdopted, entry: Entry[Any], around: Around) -> Refusal | None:
    try:
        article = read_text(fact.text)
    except ValueError as fault:
        after = "Propose the text in its canonical form."
        return _no("adopted", fact.article, f"It cannot be read: {fault}.", after)
    if article.id != fact.article:
        why = f"The text is of {article.id}."
        return _no("adopted", fact.article, why, "Name the article that the text is about.")
    versions = state.articles.get(fact.article, ())
    if fact.version != len(versions) + 1:
        why = f"It says version {fact.version}, but {len(versions) + 1} comes next."
        return _no("adopted", fact.article, why, "Propose the change against the version in force.")
    if state.founding is not None and len(state.articles) < state.founding.articles:
        return _at_founding(state, entry, around)
    refused = _decided("adopted", state, fact.article, fact.decision, text_digest(fact.text), entry, around)
    return refused or _not_of_the_past(article, entry, around) or _whole(state, entry, around)


def _at_founding(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    founding = state.founding
    fact = entry.fact
    if founding is None or entry.seq != len(state.articles) + 1 or entry.at != founding.at or entry.by != founding.by:
        why = "The founding articles follow the founding at once, by the same hand."
        return _no("adopted", fact.article, why, "Found the organisation anew with a whole charter.")
    if entry.because != 0 or fact.version != 1 or fact.decision:
        why = "A founding article is its first version, and the founding is its cause."
        return _no("adopted", fact.article, why, "Found the organisation anew with a whole charter.")
    if len(state.articles) + 1 < founding.articles:
        return None
    after = evolve(state, entry)
    if assembled(after.articles).digest != founding.digest:
        why = "The articles are not those whose fingerprint the founding names."
        return _no("adopted", fact.article, why, "Found the organisation anew with a whole charter.")
    return _whole(state, entry, around)


def _decided(
    what: str, state: State, article: str, decision: str, digest: str, entry: Entry[Any], around: Around
) -> Refusal | None:
    """Whether the entry's cause is a carried decision about exactly this text, that takes effect now, once."""
    closed: Fact | None = None if entry.because is None else around.fact(entry.because)
    after = "Propose it, and let the body that decides say yes."
    if closed is None or not str(closed.__struct_config__.tag).startswith(DECISION_CLOSED):
        return _no(what, article, "No decision is named as its cause.", after)
    if not getattr(closed, "carried", False) or getattr(closed, "decision", "") != decision:
        return _no(what, article, "The decision it names did not carry it.", after)
    adopts = getattr(closed, "adopts", ())
    if not any(one.article == article and one.digest == digest for one in adopts):
        return _no(what, article, "The decision was about another text.", after)
    effect_from = str(getattr(closed, "effect_from", ""))
    if entry.at < effect_from:
        return _no(what, article, f"The decision takes effect from {effect_from}.", "Wait until then.")
    if decision in getattr(around.states.get("governance"), "vetoed", ()):
        return _no(what, article, "The decision was vetoed.", "Propose it anew, minding the reasons of the veto.")
    if any(entry.because in (one.because, one.retired_by) for one in state.articles.get(article, ())):
        return _no(what, article, "This decision has already had its effect.", "Decide again to change it back.")
    known = getattr(around.states.get("governance"), "decisions", {}).get(decision)
    if known is not None and known.effect_status != "waiting":
        return _no(what, article, "No effect of this decision is due any more.", "Propose it anew.")
    if known is not None and entry.by != NODE:
        return _no(what, article, "What was decided the node does, and nobody in its place.", "Leave it to the node.")
    return None


def _not_of_the_past(article: Article, entry: Entry[Any], around: Around) -> Refusal | None:
    says = article.fields.get("applies_from")
    if not isinstance(says, date) or says.isoformat() >= entry.at[:10]:
        return None
    # Judged by the procedure in force, not by the one that the new text would like.
    before = around.charter.get(article.id) or article
    id = before.fields.get("procedure", "procedure.charter")
    procedure = around.charter.get(id) if isinstance(id, str) else None
    if procedure is not None and procedure.fields.get("retroactive") is True:
        return None
    why = f"It would apply from {says}, to what was earned before it was decided."
    return _no("adopted", article.id, why, f"Name a day from {entry.at[:10]} on, or let the charter allow it first.")


def _whole(state: State, entry: Entry[Any], around: Around) -> Refusal | None:
    """The charter must be as sound after the change as before it.

    One decision may change articles that name each other: the whole is looked at with the last of them.
    """
    after = evolve(state, entry)
    closed = around.fact(entry.because) if entry.because else None
    for one in getattr(closed, "adopts", ()):
        versions = after.articles.get(one.article, ())
        if not versions or entry.because not in (versions[-1].because, versions[-1].retired_by):
            return None
    charter, day = assembled(after.articles), day_of(entry.at)
    before = set(check(_before(state, entry.because), day=day)) if entry.because else set()
    new = [finding for finding in check(charter, day=day) if finding not in before]
    if not new:
        return None
    first = new[0]
    place = f"{first.where} {first.field}".strip()
    more = f" ({len(new)} findings in all.)" if len(new) > 1 else ""
    return _no("adopted", place, f"{first.what}: {first.why}{more}", first.next)


def _before(state: State, because: int) -> Charter:
    """The charter as it was before the first effect of this decision."""
    articles = state.articles
    for id, versions in state.articles.items():
        kept = tuple(
            replace(one, retired_seq=-1, retired_by=-1) if one.retired_by == because else one
            for one in versions if one.because != because
        )
        if kept != versions:
            articles = articles.set(id, kept) if kept else articles.delete(id)
    return assembled(articles)


def _retirement(state: State, fact: ArticleRetired, entry: Entry[Any], around: Around) -> Refusal | None:
    current = newest(state, fact.article)
    if current is None or current.version != fact.version:
        return _no("retired", fact.article, "It is not in force in that version.", "Look which version is in force.")
    refused = _decided("retired", state, fact.article, fact.decision, "", entry, around)
    return refused or _whole(state, entry, around)


def _meaning(state: State, fact: MeaningRaised, entry: Entry[Any]) -> Refusal | None:
    if fact.meaning != state.meaning + 1:
        why = f"{state.meaning + 1} comes next."
        return _no("meaning", str(fact.meaning), why, "Raise it one by one.")
    if fact.meaning > meaning.NEWEST:
        why = f"This software knows meanings up to {meaning.NEWEST}."
        return _no("meaning", str(fact.meaning), why, "Upgrade the node, then raise it.")
    if entry.by not in (TERMINAL, NODE):
        return _no("meaning", str(fact.meaning), "Only the node itself learns to count anew.", "Upgrade the node.")
    return None
