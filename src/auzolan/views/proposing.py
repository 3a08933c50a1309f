"""Writing a proposal: whether the texts are sound, what they change, and what they would have meant for whom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.charter.article import Article
from auzolan.charter.check import LAW, check
from auzolan.charter.diff import ArticleDiff, diff
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load, read_text
from auzolan.charter.state import version_at
from auzolan.governance import effects
from auzolan.governance.decide import ORDINARY
from auzolan.governance.facts import Detail, ProposalOpened, ProposedArticle
from auzolan.organisation import Organisation
from auzolan.rules.running import Tables
from auzolan.rules.state import VOID
from auzolan.values.finding import Finding
from auzolan.values.period import Period, parse_period
from auzolan.values.refusal import Refusal
from auzolan.views.preview import Preview, preview

PROPOSAL = "the proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposal before it is put to anybody. articles: those that could be read; findings: all that is wrong."""

    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A rule as proposed against the rule in force. refusal: why it could not be tried, or None.

    periods: labels for which the rule was run, newest first; period: the one that is shown.
    """

    rule: str
    period: str
    periods: tuple[str, ...]
    preview: Preview | None
    refusal: Refusal | None


def drafted(text: str, org: Organisation) -> Draft:
    """Read and check what was typed, as an opening would; only what the proposal itself makes wrong is told."""
    articles, findings = load(text, Kinds.find(), where=PROPOSAL)
    if not findings:
        known = set(check(org.charter))
        findings = [one for one in check(org.charter.with_(*articles)) if one not in known]
    return Draft(articles=articles, findings=tuple(findings))


def changes(
    articles: Sequence[Article], retires: Sequence[str], org: Organisation, *, before: int = -1
) -> tuple[ArticleDiff, ...]:
    """What would change, article by article; those that stay as they are left out.

    before: compare with what was in force after that entry; -1 for what is in force now.
    """
    state = org.states["charter"]

    def old(id: str) -> Article | None:
        if before < 0:
            return org.charter.get(id)
        version = version_at(state, id, before)
        return None if version is None else read_text(version.text)

    made = [diff(old(one.id), one, org.charter) for one in articles]
    made += [diff(gone, None, org.charter) for gone in (old(id) for id in retires) if gone is not None]
    return tuple(one for one in made if not one.empty)


def tried(
    articles: Sequence[Article], rule: str, wanted: str, org: Organisation, tables_at: Callable[[int], Tables], *,
    member: str, today: str,
) -> Tried:
    """A rule for a period by both texts, as the member sees it.

    wanted: the period as people write it; empty for the newest that the rule was run for, else this year.
    """
    runs = [one for one in org.states["rules"].runs.values() if one.rule == rule and one.status != VOID]
    periods = tuple(one.period for one in sorted(runs, key=lambda one: -one.seq))
    label = wanted or (periods[0] if periods else today[:4])
    seen, refusal = None, None
    try:
        seen = preview(articles, rule, _period(label), org, tables_at, member=member)
    except Refusal as why:
        refusal = why
    return Tried(rule=rule, period=label, periods=periods, preview=seen, refusal=refusal)


def _period(label: str) -> Period:
    try:
        return parse_period(label)
    except ValueError as why:
        raise Refusal(
            what="Nothing was previewed", where=label[:40], why=f"{why}.", next="Name the period in one of these ways."
        ) from why


def decided_by(
    articles: Sequence[Article], retires: Sequence[str], effect: str, run: str, around: Around,
    details: tuple[Detail, ...] = (),
) -> str:
    """The id of the procedure that a proposal would be decided by, where it names none itself."""
    fact = ProposalOpened(
        decision="", title="", text="", effect=effect, procedure="", procedure_seq=0, method="", options=(),
        opens_at="", closes_at="", voters=0, retires=tuple(retires), run=run, details=details,
        articles=tuple(ProposedArticle(article=one.id, text=one.text) for one in articles),
    )
    usual = ORDINARY if ORDINARY in around.charter else LAW
    return effects.find()[effect].procedure(fact, around) or usual
