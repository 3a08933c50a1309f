"""Adopt articles: the charter changes as worded in the proposal, and in no other way."""

from collections.abc import Iterator, Sequence
from datetime import date

from auzolan.charter.around import Around, Draft
from auzolan.charter.article import Article, text_digest
from auzolan.charter.charter import Charter
from auzolan.charter.check import check as check_charter
from auzolan.charter.facts import ArticleAdopted, ArticleDigest, ArticleRetired
from auzolan.charter.load import read_text
from auzolan.charter.state import newest, versions
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.terms import terms_of
from auzolan.governance.times import days_after
from auzolan.journal.entry import NODE
from auzolan.values.finding import Finding
from auzolan.values.instant import day_of

name = "adopt_articles"
summary = "The articles come into force as worded in the proposal; articles named to end are retired."

CHARTER_PROCEDURE = "procedure.charter"


def procedure(proposal: ProposalOpened, around: Around) -> str:
    """The procedure of the articles that would change, as they are in force; the charter's own where they name none."""
    needed = {_needed(id, around, text) for id, text in _touched(proposal)}
    # Two bodies cannot be asked with one roll; `check` says so.
    return CHARTER_PROCEDURE if len(needed) != 1 else needed.pop()


def _touched(proposal: ProposalOpened) -> Iterator[tuple[str, str]]:
    yield from ((one.article, one.text) for one in proposal.articles)
    yield from ((id, "") for id in proposal.retires)


def _needed(id: str, around: Around, text: str) -> str:
    article = around.charter.get(id)
    if article is None and text:
        article = _read(text)
    named = None if article is None else article.fields.get("procedure")
    return named if isinstance(named, str) else CHARTER_PROCEDURE


def _read(text: str) -> Article | None:
    try:
        return read_text(text)
    except ValueError:
        return None  # `check` tells why


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """Every article by itself, then the whole charter as it would be."""
    findings = list(_each(proposal, around))
    if findings:
        return findings
    needed = {_needed(id, around, text) for id, text in _touched(proposal)}
    if len(needed) > 1:
        why = f"They belong to different procedures: {', '.join(sorted(needed))}."
        what = "These articles cannot be decided together"
        return [_finding(proposal.title, what, why, "Make one proposal for each.")]
    return _whole(proposal, around)


def _each(proposal: ProposalOpened, around: Around) -> Iterator[Finding]:
    ids = [id for id, _ in _touched(proposal)]
    if not ids:
        why = "A change of the charter names the articles that change."
        yield _finding(proposal.title, "The proposal carries no article", why, "Add the wording of an article.")
    if proposal.run:
        why = "Adopting articles approves no run."
        yield _finding(proposal.title, "The proposal names a run too", why, "Leave it out.")
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        yield _finding(id, "The article is carried twice", "Only one wording can come into force.", "Keep one of them.")
    for id in proposal.retires:
        if id not in around.charter:
            yield _finding(id, "The article cannot end", "It is not in force.", "Leave it out.")
    for one in proposal.articles:
        yield from _wording(one.article, one.text, proposal, around)


def _wording(id: str, text: str, proposal: ProposalOpened, around: Around) -> Iterator[Finding]:
    try:
        article = read_text(text)
    except ValueError as fault:
        why = f"{str(fault).capitalize()}."
        yield _finding(id, "The article cannot be read", why, "Propose it as `auzolan check` prints it.")
        return
    if article.id != id:
        why = f"Its text is of {article.id}."
        yield _finding(id, "The article has another name", why, "Name the article of the text.")
    before = around.charter.get(id)
    if before is not None and before.text == text:
        yield _finding(id, "Nothing would change", "This wording is in force already.", "Change it, or leave it out.")
    applies = article.fields.get("applies_from")
    latest = _takes_effect(proposal, around)
    reaches_back = isinstance(applies, date) and applies.isoformat() < latest[:10]
    if reaches_back and not _may_reach_back(before or article, around):
        why = f"It would apply from {applies}, but the decision takes effect as late as {latest[:10]}."
        after = f"Let it apply from {latest[:10]} or later."
        yield _finding(id, "The article would reach back", why, after, "applies_from")


def _takes_effect(proposal: ProposalOpened, around: Around) -> str:
    article = around.charter.get(proposal.procedure)
    cooling_off = 0 if article is None else terms_of(article).cooling_off_days
    return days_after(proposal.closes_at, cooling_off)


def _may_reach_back(article: Article, around: Around) -> bool:
    # What was earned is changed only where the procedure in force says so, not where the new text would like it.
    id = article.fields.get("procedure", CHARTER_PROCEDURE)
    judged_by = around.charter.get(id) if isinstance(id, str) else None
    return judged_by is not None and judged_by.fields.get("retroactive") is True


def _whole(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """What the change would break. What is wrong already must not keep anybody from mending something."""
    day = day_of(around.at)
    known = set(check_charter(around.charter, day=day))
    return [finding for finding in check_charter(_after(proposal, around), day=day) if finding not in known]


def _after(proposal: ProposalOpened, around: Around) -> Charter:
    charter = around.charter.with_(*(read_text(one.text) for one in proposal.articles))
    for id in proposal.retires:
        charter = charter.without(id)
    return charter


def adopts(proposal: ProposalOpened) -> tuple[ArticleDigest, ...]:
    """Exactly which texts the members said yes to."""
    adopted = (ArticleDigest(article=one.article, digest=text_digest(one.text)) for one in proposal.articles)
    return (*adopted, *(ArticleDigest(article=id) for id in proposal.retires))


def enact(proposal: ProposalOpened, around: Around, because: int) -> Sequence[Draft]:
    """The adoptions and endings; whether they still fit the charter is judged there."""
    state = around.states["charter"]
    id = proposal.decision
    facts: list[ArticleAdopted | ArticleRetired] = [
        ArticleAdopted(article=one.article, version=len(versions(state, one.article)) + 1, text=one.text, decision=id)
        for one in proposal.articles
    ]
    for article in proposal.retires:
        current = newest(state, article)
        if current is not None:
            facts.append(ArticleRetired(article=article, version=current.version, decision=id))
    return [Draft(fact=fact, because=because, by=NODE) for fact in facts]


def done(proposal: ProposalOpened, around: Around, because: int) -> bool:
    """Whether every article of the proposal has been adopted, or has ended, by this decision."""
    state = around.states["charter"]
    adopted = all(
        any(version.because == because and version.text == one.text for version in versions(state, one.article))
        for one in proposal.articles
    )
    return adopted and all(newest(state, id) is None for id in proposal.retires)


def _finding(where: str, what: str, why: str, next: str, field: str = "") -> Finding:
    return Finding(where=where, what=what, why=why, next=next, field=field)
