"""Who gains and who loses by a run: what groups of members got, per head and per hour, and which group got less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from auzolan.charter.charter import Charter
from auzolan.flows.units import places_of
from auzolan.organisation import Organisation
from auzolan.policy.safe_cells import MEMBERS_LEAST, shown
from auzolan.rules.facts import RunPublished
from auzolan.rules.gathering import Gathering, Tables, contributed
from auzolan.values.period import Period, parse_period
from auzolan.values.quantity import print_amount, print_fraction, round_half_even

CLASS, LENGTH, SIZE, PLACE = "class", "length", "size", "place"
YEARS = ((1, "under_1"), (3, "1_to_3"), (10, "3_to_10"))
LONGEST = "over_10"
# What somebody brought in, against what a full member brings: the median of the upper half.
SIZES = ((Fraction(1, 2), "under_half"), (Fraction(9, 10), "part"))
FULL = "full"
# Less than one in a hundred apart is what rounding and the calendar make; it is shown, but not called a disadvantage.
APART_LEAST = Fraction(1, 100)
RATE_PLACES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group. people: how many; amount, per_head, rate (for each unit of the measure): exact decimals; all empty
    where the group is too small to be shown; against: hundredths of a percent of what all others get by the same
    measure, 0 where it cannot be compared."""

    name: str
    people: int
    amount: str
    per_head: str
    rate: str
    against: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """Everybody, parted in one way: class, length of membership, place, or how much they brought in."""

    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disadvantage:
    """A group that gets less than everybody else by the same measure. less: hundredths of a percent; missing: what it
    would take for both to get the same."""

    breakdown: str
    group: str
    people: int
    rate: str
    others: str
    less: int
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The audit of one run. measure: the contribution's column and its unit ("hours", "h"), empty for heads;
    hidden: how many groups are too small to be shown."""

    run: str
    rule: str
    period: str
    unit: str
    measure: str
    measure_unit: str
    breakdowns: tuple[Breakdown, ...]
    found: tuple[Disadvantage, ...]
    hidden: int


def audit(id: str, fact: RunPublished, org: Organisation, now: Tables, then: Tables) -> Audit:
    """The groups of those who belonged in the run's period, by what its portions gave them.

    now: the tables as they are, for the portions; then: as of the run's position, for what members brought in.
    """
    period = parse_period(fact.period)
    given = {str(row["member"]): 0 for row in then.rows("members")}
    for row in now.rows("portions", {"run": id}):
        if row["member"]:
            given[str(row["member"])] = given.get(str(row["member"]), 0) + int(row["amount"] or 0)
    gathering = Gathering(then, org.charter, period, lambda code: places_of(org.states["flows"], org.charter, code))
    rows = {str(row.values["member"]): row.values for row in gathering.rows("members")}
    given = {member: amount for member, amount in given.items() if member in rows}
    column, unit = measure_of(org.charter)
    measured = {member: _number(values.get(column)) for member, values in rows.items()} if column else {}
    return compared(
        id, fact.rule, fact.period, fact.unit, org.charter.units[fact.unit].places, given,
        labels(rows, measured, period), measured, column, unit,
    )


def measure_of(charter: Charter) -> tuple[str, str]:
    """The contribution that counts time (column, unit), by which amounts are compared; empty where there is none."""
    for column in contributed(charter):
        if column.unit and not column.latest and charter.units[column.unit].dimension == "time":
            return column.column, column.unit
    return "", ""


def labels(
    rows: Mapping[str, Mapping[str, Any]], measured: Mapping[str, Fraction], period: Period
) -> dict[str, dict[str, str]]:
    """breakdown -> member -> group."""
    parted = {
        CLASS: {member: str(values["class"]) for member, values in rows.items()},
        LENGTH: {member: _length(values["joined"], period.last_day) for member, values in rows.items()},
    }
    # Where a charter keeps the place of each member (a column `place`, such as the number of a branch).
    if places := {member: _place(values["place"]) for member, values in rows.items() if values.get("place")}:
        parted[PLACE] = places
    brought = sorted(amount for amount in measured.values() if amount > 0)
    if brought:
        upper = brought[len(brought) // 2:]
        full = upper[len(upper) // 2]
        parted[SIZE] = {member: _size(amount / full) for member, amount in measured.items() if amount > 0}
    return parted


def _number(value: object) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(0)


def _length(joined: Any, last: date) -> str:
    since = joined if isinstance(joined, date) else date.fromisoformat(str(joined))
    years = last.year - since.year - ((last.month, last.day) < (since.month, since.day))
    return next((name for least, name in YEARS if years < least), LONGEST)


def _place(said: Any) -> str:
    return print_fraction(said) if isinstance(said, Fraction) else str(said)


def _size(share: Fraction) -> str:
    return next((name for least, name in SIZES if share < least), FULL)


def compared(
    run: str, rule: str, period: str, unit: str, places: int, given: Mapping[str, int],
    parted: Mapping[str, Mapping[str, str]], measured: Mapping[str, Fraction], measure: str, measure_unit: str,
    least: int = MEMBERS_LEAST,
) -> Audit:
    """The comparison itself: given in smallest parts, measured in units, by member. least: people in a group."""
    cells: dict[str, dict[str, list[str]]] = {}
    for name, of in parted.items():
        cells[name] = {}
        for member in given:
            if member in of:
                cells[name].setdefault(of[member], []).append(member)
    kept = shown(cells, given, least)
    rates = _Rates(given, measured if measure else dict.fromkeys(given, Fraction(1)), places)
    breakdowns, found = [], []
    for name, groups in cells.items():
        everybody = [member for people in groups.values() for member in people]
        lines = []
        for group, people in sorted(groups.items()):
            seen = group in kept[name]
            lines.append(rates.group(group, people, everybody, seen))
            if seen and (lag := rates.lag(name, group, people, everybody)):
                found.append(lag)
        breakdowns.append(Breakdown(name=name, groups=tuple(lines)))
    return Audit(
        run=run, rule=rule, period=period, unit=unit, measure=measure, measure_unit=measure_unit,
        breakdowns=tuple(breakdowns), found=tuple(sorted(found, key=lambda one: (-one.less, one.group))),
        hidden=sum(len(groups) - len(kept[name]) for name, groups in cells.items()),
    )


class _Rates:
    """What people get for each unit of what they brought in, exact until it is printed."""

    def __init__(self, given: Mapping[str, int], measured: Mapping[str, Fraction], places: int) -> None:
        self._given = given
        self._measured = measured
        self._places = places

    def group(self, name: str, people: Sequence[str], everybody: Sequence[str], seen: bool) -> Group:
        """One line; without amounts where it may not be shown."""
        if not seen:
            return Group(name=name, people=0, amount="", per_head="", rate="", against=0)
        total = self._sum(people)
        own, others = self._both(people, everybody)
        return Group(
            name=name, people=len(people), amount=print_amount(total, self._places),
            per_head=self._printed(Fraction(total, len(people))), rate="" if own is None else self._printed(own),
            against=round(own * 10_000 / others) if own is not None and others else 0,
        )

    def lag(self, name: str, group: str, people: Sequence[str], everybody: Sequence[str]) -> Disadvantage | None:
        """What a group gets less than everybody else, where that is more than rounding makes."""
        own, others = self._both(people, everybody)
        if own is None or not others or others <= 0 or (less := 1 - own / others) < APART_LEAST:
            return None
        missing = (others - own) * sum((self._measured.get(one, Fraction(0)) for one in people), Fraction(0))
        return Disadvantage(
            breakdown=name, group=group, people=len(people), rate=self._printed(own), others=self._printed(others),
            less=round(less * 10_000), missing=print_amount(round(missing), self._places),
        )

    def _both(self, people: Sequence[str], everybody: Sequence[str]) -> tuple[Fraction | None, Fraction | None]:
        own = set(people)
        return self._rate(people), self._rate([one for one in everybody if one not in own])

    def _rate(self, people: Sequence[str]) -> Fraction | None:
        """Smallest parts for each unit of the measure, among those who brought something in."""
        counted = [one for one in people if self._measured.get(one, 0) > 0]
        whole = sum((self._measured[one] for one in counted), Fraction(0))
        return self._sum(counted) / whole if whole else None

    def _sum(self, people: Sequence[str]) -> int:
        return sum(self._given[one] for one in people)

    def _printed(self, rate: Fraction) -> str:
        return print_amount(round_half_even(rate / 10**self._places, RATE_PLACES), RATE_PLACES)
