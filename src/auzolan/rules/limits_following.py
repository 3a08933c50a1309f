"""Keeps the sums of every limit as entries are read: each change of an open table adds to them or takes away."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from auzolan.charter.charter import Charter
from auzolan.flows.catalogue import POSTINGS
from auzolan.formula.scope import Row
from auzolan.rules.limits import ALARM, NEVER_END, ROW, Watched, account_of, by_table, table_of
from auzolan.rules.limits_accounts import before_text, latest_in, received_in
from auzolan.rules.limits_figures import Places, adds, counts, day_in, group_of, misses, places_in, values_of
from auzolan.rules.limits_saying import said
from auzolan.rules.limits_state import Counted, Group, Kept, Watch
from auzolan.tables.table import Add, Cell, Change, End
from auzolan.values.quantity import print_fraction

_LEG = tuple(POSTINGS.names.index(name) for name in ("account", "amount", "unit", "status", "mends"))


def follow(
    watch: Watch, changes: Sequence[Change], charter: Charter, before: Mapping[str, Any], seq: int, *, by_node: bool,
    alarms_too: bool = False,
) -> Watch:
    """The sums after the changes of one entry. before: every area's state before it; seq: its number.

    by_node: what published rules and decisions bring about is not refused: it raises an alarm.
    alarms_too: for a preview, which notes what was touched for limits that raise alarms as well.
    """
    known = by_table(charter)
    if not any(change.table in known for change in changes):
        return watch
    following = _Following(watch, charter, before, seq, by_node, alarms_too)
    for change in changes:
        for one in known.get(change.table, ()):
            if one.limit.id in watch.limits:
                following.take(one, change)
    return following.done()


class _Following:
    """The limits while the changes of one entry are taken in."""

    def __init__(
        self, watch: Watch, charter: Charter, before: Mapping[str, Any], seq: int, by_node: bool, alarms_too: bool
    ) -> None:
        self.watch = watch
        self.charter = charter
        self.before = before
        self.seq = seq
        self.by_node = by_node
        self.alarms_too = alarms_too
        self.places: Places = places_in(charter, before["flows"])
        self.limits = watch.limits
        self.touched = watch.touched
        self.stale = watch.stale

    def done(self) -> Watch:
        same = self.limits is self.watch.limits and self.touched is self.watch.touched
        if same and self.stale is self.watch.stale:
            return self.watch
        return replace(self.watch, limits=self.limits, touched=self.touched, stale=self.stale)

    def take(self, one: Watched, change: Change) -> None:
        if one.scan:
            self._look_later(one)
        elif one.accounts:
            if type(change) is Add:
                self._account(one, change)
        elif type(change) is Add:
            self._added(one, change.values)
        elif type(change) is End:
            self._ended(one, key_text(change.key))

    def _look_later(self, one: Watched) -> None:
        if self.stale.get(one.limit.id) != self.seq:
            self.stale = self.stale.set(one.limit.id, self.seq)

    def _touch(self, one: Watched, group: Group, figures: tuple[str, ...]) -> None:
        alarm = one.limit.breach == ALARM or self.by_node
        if alarm:
            self._look_later(one)
        key = (one.limit.id, *group)
        if key not in self.touched and (self.alarms_too or not alarm):
            self.touched = self.touched.set(key, figures)

    def _keep(self, one: Watched, counted: Counted) -> None:
        self.limits = self.limits.set(one.limit.id, counted)

    # --- the rows of a table

    def _added(self, one: Watched, cells: Sequence[Cell]) -> None:
        table = table_of(one)
        row = Row(values=values_of(table, cells, one.needed, self.places))
        if not counts(one, row):
            return
        key = key_text(tuple(cells[table.names.index(name)] for name in table.key))
        if one.limit.per == ROW:
            if missed := misses(one, row):
                found = said(one, missed[0], key, "", self.charter)
                self._touch(one, (key, ""), (found.figure, found.bound, found.why))
            return
        group, more = group_of(one, row, day_in(one, cells)), adds(one, row)
        counted = self._moved(one, group, more)
        if may_end(one, cells):
            counted = replace(counted, kept=counted.kept.set(key, Kept(
                value=group[0], period=group[1], sums=tuple(map(print_fraction, more)),
            )))
        self._keep(one, counted)

    def _ended(self, one: Watched, key: str) -> None:
        if one.limit.per == ROW:
            if (gone := (one.limit.id, key, "")) in self.touched:
                self.touched = self.touched.delete(gone)
            self._look_later(one)
            return
        counted = self.limits[one.limit.id]
        kept = counted.kept.get(key)
        if kept is None:
            if not counted.ready:
                self._keep(one, replace(counted, gone=counted.gone | {key}))
            return
        less = tuple(-Fraction(part) for part in kept.sums)
        counted = self._moved(one, (kept.value, kept.period), less)
        self._keep(one, replace(counted, kept=counted.kept.delete(key)))

    def _moved(self, one: Watched, group: Group, more: Sequence[Fraction]) -> Counted:
        counted = self.limits[one.limit.id]
        sums = counted.groups.get(group) or ("0",) * len(one.sums)
        self._touch(one, group, sums)
        return replace(counted, groups=counted.groups.set(group, plus(sums, more)))

    # --- accounts

    def _account(self, one: Watched, change: Add) -> None:
        if change.table == "contributions":
            self._latest(one, change.values)
            return
        account, amount, unit, status, reverses = _leg(change.values)
        if status != "posted" or unit != one.limit.unit or one.accounts is None:
            return
        if not one.accounts.fullmatch(account):
            return
        self._touch_account(one, account)
        received = received_in(account, amount, reverses)
        if received and one.counted:
            counted = self.limits[one.limit.id]
            sums = counted.groups.get((account, "")) or ("0",)
            more = (Fraction(received, 10 ** self.places(unit, "")),)
            self._keep(one, replace(counted, groups=counted.groups.set((account, ""), plus(sums, more))))

    def _touch_account(self, one: Watched, account: str) -> None:
        if (one.limit.id, account, "") not in self.touched:
            self._touch(one, (account, ""), tuple(before_text(one, self.watch, self.before, account, self.places)))

    def _latest(self, one: Watched, cells: Sequence[Cell]) -> None:
        found = latest_in(one, cells, self.places)
        if found is None:
            return
        key, latest = found
        counted = self.limits[one.limit.id]
        known = counted.latest.get(key)
        if known is not None and known.date > latest.date:
            return
        self._touch_account(one, account_of(one, key[1]))
        self._keep(one, replace(counted, latest=counted.latest.set(key, latest)))


def _leg(cells: Sequence[Cell]) -> tuple[str, int, str, str, bool]:
    account, amount, unit, status, mends = (cells[number] for number in _LEG)
    return str(account), int(amount or 0), str(unit), str(status), mends is not None


def key_text(cells: Sequence[Cell]) -> str:
    """The key of a row as one text."""
    return "|".join(str(cell) for cell in cells)


def plus(sums: Sequence[str], more: Sequence[Fraction]) -> tuple[str, ...]:
    """Sums after something was added to each."""
    return tuple(print_fraction(Fraction(one) + other) for one, other in zip(sums, more, strict=True))


def may_end(one: Watched, cells: Sequence[Cell]) -> bool:
    """Whether a row can end, so that what it added must be kept. Of postings only those that wait can."""
    if one.table == "postings":
        return _leg(cells)[3] == "pending"
    return one.table not in NEVER_END
