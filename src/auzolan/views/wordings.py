"""How the words of a proposal came about: amended before the ballot, or put again after objections."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from auzolan.charter.around import Around
from auzolan.charter.diff import ArticleDiff, Segment, diff, segments
from auzolan.charter.load import read_text
from auzolan.governance import methods
from auzolan.governance.closing import terms
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.hiding import hides
from auzolan.governance.state import NOT_CARRIED, State
from auzolan.governance.wording import proposal_of, versions
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What changed from one version of the words to the next. entry: of the newer one; suggested_by: whose amendment
    it took up, or empty; title, summary, text: to be read in a row; articles: those that differ."""

    entry: int
    title: tuple[Segment, ...]
    summary: tuple[Segment, ...]
    text: tuple[Segment, ...]
    articles: tuple[ArticleDiff, ...]
    suggested_by: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not self.articles and all(one.how == "kept" for one in (*self.title, *self.summary, *self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What somebody objected to the round before. vault: commitment to the reason."""

    member: str
    criterion: str
    vault: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """The versions of a proposal, oldest change first. round: which attempt by the same procedure this is, from 1;
    rounds: after how many its fallback may decide; fallback: that procedure, or empty; earlier: what changed since the
    round before, and which objections it was to meet."""

    versions: tuple[Version, ...]
    round: int
    rounds: int
    fallback: str
    earlier: Version | None = None
    objections: tuple[Objection, ...] = ()


def wordings(org: Organisation, id: str, around: Around, tables: Tables) -> Wordings:
    """How the words of a decision came about. Raises KeyError."""
    state: State = org.states["governance"]
    decision = state.decisions[id]
    asked = terms(state, decision, around)
    every = versions(decision, around)
    changed = tuple(
        _version(org, older, newer, entry, str(getattr(around.fact(entry), "suggested_by", "")))
        for (_, older), (entry, newer) in pairwise(every)
    )
    before = state.decisions.get(decision.replaces)
    again = before is not None and before.procedure == decision.procedure and before.status == NOT_CARRIED
    now = every[-1][1]
    return Wordings(
        versions=changed, round=_round(state, id), rounds=int(asked.parameters.get("rounds", 1)),
        fallback=asked.fallback,
        earlier=_version(org, proposal_of(before, around), now, decision.opened) if again and before else None,
        objections=_objections(state, decision.replaces, tables) if again else (),
    )


def _round(state: State, id: str) -> int:
    number, decision = 1, state.decisions[id]
    while (before := state.decisions.get(decision.replaces)) is not None and (
        before.procedure == decision.procedure and before.status == NOT_CARRIED
    ):
        number, decision = number + 1, before
    return number


def _version(
    org: Organisation, older: ProposalOpened, newer: ProposalOpened, entry: int, suggested_by: str = ""
) -> Version:
    return Version(
        entry=entry, title=segments(older.title, newer.title), summary=segments(older.summary, newer.summary),
        text=segments(older.text, newer.text),
        articles=_articles(org, _texts(older), _texts(newer)), suggested_by=suggested_by,
    )


def _texts(proposal: ProposalOpened) -> Mapping[str, str]:
    return {one.article: one.text for one in proposal.articles}


def _articles(org: Organisation, older: Mapping[str, str], newer: Mapping[str, str]) -> tuple[ArticleDiff, ...]:
    return tuple(
        diff(read_text(older[id]) if id in older else None, read_text(newer[id]) if id in newer else None, org.charter)
        for id in dict.fromkeys((*older, *newer)) if older.get(id) != newer.get(id)
    )


def _objections(state: State, id: str, tables: Tables) -> tuple[Objection, ...]:
    decision = state.decisions[id]
    method = methods.find().get(decision.method)
    if method is None or hides(decision):
        return ()
    return tuple(
        Objection(
            member=str(row["member"]), criterion=method.criteria.get(str(row["criterion"] or ""), ""),
            vault=str(row["vault"] or ""), entry=int(row["entry"] or 0),
        )
        for row in tables.rows("ballots", {"decision": id}) if row["option"] in method.reasoned
    )
