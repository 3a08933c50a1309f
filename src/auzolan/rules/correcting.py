"""A corrected run: computed as if the run that it mends had not been, and only what is different is posted.

The portions of a corrected run are the whole, right amounts. What was posted already, by the mended run and by the
corrections before, is taken off; who got too little gets the difference, and what others got too much is made good as
the article says (`overpaid`, `corrections_from`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from auzolan.charter.account_name import names_branch
from auzolan.charter.around import Around
from auzolan.journal.entry import Entry
from auzolan.rules.clearing import is_set_off
from auzolan.rules.facts import PORTIONS_PER_ENTRY, CorrectionOrdered, PortionsPublished
from auzolan.rules.gathering import Tables
from auzolan.rules.ground import Portion
from auzolan.rules.state import PAID_STATUSES, PARTLY, SETTLED, Run, State
from auzolan.rules.terms import NEXT_RUN, RETURNED, Terms, rule_terms
from auzolan.tables.table import Cell, Table
from auzolan.values.period import parse_period
from auzolan.values.quantity import canonical_amount
from auzolan.values.refusal import Refusal

SET_OFF = "What debts were cleared is not cleared again: those who owe each other stand otherwise now."
Lines = dict[str, tuple[int, str]]  # account -> smallest parts, the account they come from


def paid_runs(runs: Mapping[str, Run], mends: str) -> Iterator[tuple[str, Run]]:
    """The runs behind a corrected one that have posted something, newest first; those taken back unpaid are none."""
    while mends:
        run = runs[mends]
        if run.status in PAID_STATUSES:
            yield mends, run
        mends = run.mends


class Asked(Protocol):
    """A run that is asked for, or published: which rule, which period, and which run it mends."""

    @property
    def rule(self) -> str:
        """The article."""

    @property
    def period(self) -> str:
        """As people write it."""

    @property
    def mends(self) -> str:
        """The id of a run."""


@dataclass(frozen=True, slots=True)
class AsIf:
    """The open tables as they would be if a run had not been, nor those after it that found the books so.

    tables: the real ones; later: the mended runs and all that were first published after them; mended: only these.
    """

    tables: Tables
    later: frozenset[str]
    mended: frozenset[str]

    def table(self, name: str) -> Table:
        """The definition. Raises KeyError."""
        return self.tables.table(name)

    def rows(
        self, name: str, where: Mapping[str, Cell] | None = None, *, between: tuple[str, str, str] | None = None
    ) -> list[dict[str, Cell]]:
        """Rows by column name; of postings, runs and portions those that would be there."""
        found = self.tables.rows(name, where, between=between)
        if name == "postings":
            return [row for row in found if row["run"] not in self.later]
        return [row for row in found if row["run"] not in self.mended] if name in ("runs", "portions") else found


def as_if(states: Mapping[str, Any], mends: str, tables: Tables) -> Tables:
    """What a run reads that mends another: the tables themselves, where nothing was posted. states: of all areas."""
    if not mends:
        return tables
    runs: Mapping[str, Run] = states["rules"].runs
    mended = dict(paid_runs(runs, mends))
    if not mended:
        return tables
    first = min(run.seq for run in mended.values())
    later = frozenset(id for id, run in runs.items() if run.seq >= first and _begun(runs, run) >= first)
    return AsIf(tables, later, frozenset(mended))


def _begun(runs: Mapping[str, Run], run: Run) -> int:
    # A correction of an earlier run is part of what the mended one should have found.
    while run.mends:
        run = runs[run.mends]
    return run.seq


def portions_of(run: Run, around: Around) -> Lines:
    """Every portion of a run that is paid at all. They stand in the entries right behind the run."""
    places = around.charter.units[run.unit].places
    entries = -(-run.count // PORTIONS_PER_ENTRY)
    found: Lines = {}
    for seq in range(run.seq + 1, run.seq + 1 + entries):
        fact = around.fact(seq)
        if isinstance(fact, PortionsPublished):
            found |= {
                part.to: (canonical_amount(part.amount, places), part.source or run.source)
                for part in fact.portions if part.source or run.source
            }
    return found


def due_lines(run: Run, around: Around) -> Lines:
    """What a settlement of a run posts: its portions, or, of a corrected run, only what is different.

    Raises Refusal where the charter does not say who pays for what others got too much.
    """
    whole = portions_of(run, around)
    if not run.corrects:
        return whole
    return difference(whole, run, posted(run, around), around)


def posted(run: Run, around: Around) -> Lines:
    """What the mended runs have posted until now: account -> the sum, and where it came from."""
    runs: Mapping[str, Run] = around.states["rules"].runs
    sums: Lines = {}
    for _id, one in reversed(list(paid_runs(runs, run.mends))):
        whole = portions_of(one, around)
        lines = difference(whole, one, sums, around) if one.corrects else whole
        for to, (amount, source) in lines.items():
            if to not in one.held:
                sums[to] = (sums.get(to, (0, ""))[0] + amount, source)
    return sums


def difference(whole: Lines, run: Run, before: Lines, around: Around) -> Lines:
    """What a corrected run posts. whole: its portions; before: what was posted. Raises Refusal."""
    agreed = rule_terms(run, around)
    back = agreed.overpaid == RETURNED
    found, too_much = {}, 0
    for to in whole.keys() | before.keys():
        right, source = whole.get(to, (0, ""))
        had, came_from = before.get(to, (0, ""))
        if source and came_from and source != came_from:
            why = f"What {to} gets was paid from {came_from}, and would now come from {source}."
            raise _no(run.rule, why, "Correct it by entries in the books.")
        if right > had or back:
            found[to] = (right - had, source or came_from)
        else:
            too_much += had - right
    if too_much and agreed.pot:
        account = makes_good(run, agreed)
        found[account] = (found.get(account, (0, ""))[0] - too_much, run.source)
    return {to: found[to] for to in sorted(found, key=str.encode) if found[to][0]}


def makes_good(run: Run, agreed: Terms) -> str:
    """The account that pays for what others keep, though it was too much. Raises Refusal where none is named."""
    year = parse_period(run.period).year
    named = run.paid_from or agreed.corrections_from
    if not named:
        raise _no(
            run.rule, "Some got too much, which stays with them, and the charter does not say who pays for that.",
            "Name an account as `corrections_from` in the rule, or decide it for this run: effect correct_run.",
        )
    account = agreed.pot.replace("{year}", str(year + 1)) if named == NEXT_RUN else named.replace("{year}", str(year))
    if account == run.source:
        why = f"What some got too much cannot be made good from {account}, which is what was shared out."
        raise _no(run.rule, why, "Name another account: `corrections_from` in the rule, or effect correct_run.")
    return account


def may_mend(runs: Mapping[str, Run], mends: str, around: Around) -> Refusal | None:
    """Whether somebody may publish a run; one that a decision asks for may come from any member."""
    if mends in runs and runs[mends].ordered:
        member = around.states["members"].members.get(around.by)
        if member is not None and member.belongs(around.at[:10]):
            return None
    return around.may("rules.run_published", {})


def judge_order(
    runs: Mapping[str, Run], fact: CorrectionOrdered, entry: Entry[Any], around: Around
) -> Refusal | None:
    """Whether a decision may ask now for this run to be corrected."""
    if not around.decided(fact, entry.because):
        why = "Only a carried decision asks for a run to be corrected."
        return _no(fact.run, why, "Propose it: effect correct_run.")
    if why := not_to_mend(runs.get(fact.run), around):
        return _no(fact.run, why, "Name a run that was paid and stands.")
    return None


def not_to_mend(run: Run | None, around: Around) -> str:
    """Why a decision cannot ask for this run to be corrected, or empty."""
    if run is not None and run.ordered:
        return "A decision asks for it already."
    return not_mended(run, around)


def not_mended(run: Run | None, around: Around) -> str:
    """Why this is no run whose difference can be posted, or empty."""
    if run is None:
        return "There is no run of that id."
    if run.status not in (PARTLY, SETTLED):
        return f"It is {run.status}: only a run that was paid, or in part, and stands is corrected."
    return SET_OFF if is_set_off(run, around) else ""


def not_from(account: str, run: Run, around: Around) -> str:
    """Why this account cannot pay for what others got too much, or empty."""
    agreed = rule_terms(run, around)
    if not account:
        return ""
    if not agreed.pot or agreed.overpaid == RETURNED:
        return "By this rule nobody's mistake is paid from another account."
    if account == NEXT_RUN:
        return "" if "{year}" in agreed.pot else f"{agreed.pot} is the same account every time."
    if account == run.source:
        return f"{account} is what was shared out."
    return "" if names_branch(account, around.charter) else f"No article of kind account names {account[:100]}."


def judge_mending(state: State, asked: Asked, around: Around) -> Refusal | None:
    """Whether a run may be mended by another one: it stands, and is of the same rule and period."""
    mends, current = asked.mends, state.current(asked.rule, asked.period)
    run = state.runs.get(mends)
    if run is None:
        return _no(mends, "There is no such run.", "See `auzolan runs`.")
    if (run.rule, run.period) != (asked.rule, asked.period):
        why = f"It is a run of {run.rule} for {run.period}, not of {asked.rule} for {asked.period}."
        return _no(mends, why, "A corrected run is of the same rule and the same period.")
    if mends != current:
        told = "It was taken back, so that there is nothing to mend."
        if run.status in PAID_STATUSES:
            told = "It was corrected already."
        after = f"Correct the run that stands: --mends {current}." if current else "Run the rule without --mends."
        return _no(mends, told, after)
    if run.status in PAID_STATUSES and is_set_off(run, around):
        return _no(mends, SET_OFF, "Write the claims that are owed by entries in the books.")
    unit = getattr(asked, "unit", run.unit)
    if run.status in PAID_STATUSES and unit != run.unit:
        return _no(mends, f"It was paid in {run.unit}, not in {unit}.", "Correct it by entries in the books.")
    return None


def differs(run: Run, portions: Iterable[Portion], around: Around) -> Lines:
    """What a corrected run will post, before its portions are in the journal. Raises Refusal where it cannot."""
    if not run.corrects:
        return {}
    lines = {one.to: (one.amount, one.source or run.source) for one in portions if one.source or run.source}
    return difference(lines, run, posted(run, around), around)


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The run was not corrected", where=where, why=why, next=next)
