"""Why somebody got what they got: the run computed again, and the tree of the one portion that is asked about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from auzolan.explain.provenance import Adoption, adoption
from auzolan.organisation import Earlier, Organisation
from auzolan.rules.facts import PortionsPublished, RunPublished, Share
from auzolan.rules.running import Computed, Tables, recompute
from auzolan.rules.state import Run
from auzolan.values.figure import Figure
from auzolan.values.quantity import print_amount
from auzolan.values.refusal import Refusal

ENTRIES_SHOWN_MAX = 8
TablesAt = Callable[[int], Tables]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One portion with all its reasons.

    to, member: the account and whose it is; figure: the very object that was paid; adopted: where the version of the
    rule comes from; entry: of the portion; published: of its run; entries: all that the figure rests on.
    """

    run: str
    rule: str
    period: str
    to: str
    member: str
    figure: Figure
    adopted: Adoption
    entry: int
    published: int

    @property
    def entries(self) -> tuple[int, ...]:
        """Every journal entry that the portion rests on, in order."""
        return self.figure.all_entries()

    def as_json(self) -> dict[str, Any]:
        """As `auzolan why --json` prints it."""
        return {
            "figure": self.figure.as_json(), "rule": self.rule, "version": self.adopted.version,
            "decision": self.adopted.decision, "run": self.run, "entry": self.entry, "to": self.to,
            "period": self.period, "adopted": self.adopted.as_json(), "entries": list(self.entries),
        }

    def lines(self) -> Iterator[str]:
        """The tree as indented lines that can be read aloud, then where the rule comes from."""
        yield f"{self.to} gets {said(self.figure)} for {self.period}, because:"
        yield from tree(self.figure)
        yield self.adopted.says
        yield f"Published as run {self.run} in entry {self.published}; this line stands in entry {self.entry}."


def why(run: str, to: str, org: Organisation, tables_at: TablesAt, earlier: Earlier) -> Why:
    """The reasons of one portion of a run.

    tables_at: position -> the open tables as they held there. Raises Refusal when there is no such portion, or when
    computing the run again does not give what was published: then nothing is explained.
    """
    fact, known = published(run, org, earlier)
    entry, share = _line(known, fact, to, earlier)
    computed = again(fact, org, tables_at)
    if not equal(computed, fact):
        raise _other(run, fact.rule, "computing it again does not give what was published")
    portion = computed.portion(to)
    if computed.shares_after(computed.portions.index(portion))[0] != share:
        raise _other(run, fact.rule, f"the entry says {share.amount} {fact.unit}, computing it again something else")
    return Why(
        run=run, rule=fact.rule, period=fact.period, to=to, member=portion.member, figure=portion.figure,
        adopted=adoption(org.states, org.charter, fact.rule, fact.article), entry=entry, published=known.seq,
    )


def published(run: str, org: Organisation, earlier: Earlier) -> tuple[RunPublished, Run]:
    """A run as it was published and as it stands. Raises Refusal when there is none of that id."""
    known = org.states["rules"].runs.get(run)
    fact = earlier(known.seq) if known is not None else None
    if known is None or not isinstance(fact, RunPublished):
        raise Refusal(
            what="There is nothing to look at", where=run, why="There is no such run.", next="See `auzolan runs`."
        )
    return fact, known


def again(fact: RunPublished, org: Organisation, tables_at: TablesAt) -> Computed:
    """The run computed again from the tables as of its position."""
    return recompute(fact, org.states, tables_at(fact.position))


def equal(computed: Computed, fact: RunPublished) -> bool:
    """Whether a run came out as it was published: what it read and what it gave."""
    return (computed.inputs, computed.outputs) == (fact.inputs, fact.outputs)


def _line(known: Run, fact: RunPublished, to: str, earlier: Earlier) -> tuple[int, Share]:
    seq, left = known.seq + 1, fact.count
    while left > 0:
        part = earlier(seq)
        if not isinstance(part, PortionsPublished) or part.run != fact.run:
            break
        for share in part.portions:
            if share.to == to:
                return seq, share
        left -= len(part.portions)
        seq += 1
    raise Refusal(
        what="There is nothing to explain", where=to, why=f"Run {fact.run} has no portion for this account.",
        next=f"See `auzolan table portions`: it lists every account of {fact.run}.",
    )


def _other(run: str, rule: str, what: str) -> Refusal:
    return Refusal(
        what="The portion is not explained", where=f"run {run} of {rule}", why=f"{what.capitalize()}.",
        next="Run `auzolan verify`, and compare with another copy.",
    )


def said(figure: Figure) -> str:
    """A value as it is read aloud: "1243.17 EUR", "2/3 (66.67 %)", "100/3 EUR (about 33.33)"."""
    value = f"{figure.printed()} {figure.unit}".strip()
    if not isinstance(figure.value, Fraction) or "/" not in figure.printed():
        return value
    if figure.unit or abs(figure.value) > 1:
        return f"{value} (about {print_amount(round(figure.value * 100), 2)})"
    return f"{value} ({print_amount(round(figure.value * 10_000), 2)} %)"


def _entries(seqs: tuple[int, ...]) -> str:
    shown = ", ".join(str(seq) for seq in seqs[:ENTRIES_SHOWN_MAX])
    more = len(seqs) - ENTRIES_SHOWN_MAX
    return f"{'entry' if len(seqs) == 1 else 'entries'} {shown}{f' and {more} more' if more > 0 else ''}"


def tree(figure: Figure, depth: int = 1) -> Iterator[str]:
    """A figure and what it was made from, one line each, two spaces deeper at every step."""
    line = f"{'  ' * depth}{figure.label}: {said(figure)}"
    if figure.note:
        line += f" ({figure.note})"
    if figure.entries:
        line += f" [{_entries(figure.entries)}]"
    yield line
    for part in figure.because:
        yield from tree(part, depth + 1)
