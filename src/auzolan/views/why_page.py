"""Why one got what one got, as a tree that can be read aloud, and what stands behind it."""

from dataclasses import dataclass
from fractions import Fraction

from auzolan.explain.why import Why
from auzolan.organisation import Organisation
from auzolan.values.figure import Figure
from auzolan.values.quantity import print_fraction

ENTRIES_NAMED = 3
DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One figure of the tree. value: a plain decimal or a share in percent; exact: the exact number where the value
    is shortened, else empty; entries: those it was read from.
    """

    value: str
    unit: str
    exact: str
    label: str
    note: str
    entries: tuple[int, ...]
    because: tuple["Reason", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """One portion with its reasons. decision: behind the version of the rule, or empty for the founding; counts:
    option -> weight; contests: entries of objections to this line; rests_on: entries that the figure was made of.
    """

    run: str
    rule: str
    name: str
    period: str
    to: str
    member: str
    amount: str
    unit: str
    version: int
    article: int
    since: str
    decision: str
    decision_title: str
    counts: tuple[tuple[str, int], ...]
    published: int
    entry: int
    last: int
    reasons: tuple[Reason, ...]
    note: str
    rests_on: tuple[int, ...]
    contests: tuple[int, ...]


def why_page(found: Why, org: Organisation) -> WhyPage:
    """The page of one portion. found: its reasons, as the run computed again gave them."""
    article, adopted = org.charter.get(found.rule), found.adopted
    contests = org.states["contest"].contests.values()
    whole = found.figure
    return WhyPage(
        run=found.run, rule=found.rule, name=article.name if article else found.rule, period=found.period,
        to=found.to, member=found.member, amount=whole.printed(), unit=whole.unit, version=adopted.version,
        article=adopted.entry, since=adopted.at, decision=adopted.decision, decision_title=adopted.title,
        counts=adopted.counts, published=found.published, entry=found.entry, last=org.seq - 1,
        reasons=tuple(reason(part) for part in whole.because) or (reason(whole),), note=whole.note,
        rests_on=found.entries,
        contests=tuple(one.seq for one in contests if one.run == found.run and one.to == found.to),
    )


def reason(figure: Figure) -> Reason:
    """A figure and what it was made of."""
    value, exact = _written(figure)
    return Reason(
        value=value, unit="" if value.endswith("%") else figure.unit, exact=exact, label=figure.label, note=figure.note,
        entries=figure.entries, because=tuple(reason(part) for part in figure.because),
    )


def _written(figure: Figure) -> tuple[str, str]:
    """(as people read it, exactly): a fraction of one as a percentage, any other that does not end to four decimals."""
    value, plain = figure.value, figure.printed()
    if not isinstance(value, Fraction) or isinstance(value, bool) or "/" not in plain:
        return plain, ""
    percent = not figure.unit and abs(value) <= 1
    shown = value * 100 if percent else value
    short = print_fraction(Fraction(round(shown * 10**DECIMALS), 10**DECIMALS))
    return (f"{short} %" if percent else short), plain
