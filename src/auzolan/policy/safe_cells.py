"""Which sums of groups may be shown so that nobody's own amount can be worked out from them, alone or together.

A group is shown only if it and everybody else are each nobody or enough people, and if no one person stands for most
of its money. What remains hidden must not come out as a difference of what is shown, also across breakdowns. After the
usual rules for statistical tables: minimum frequency, dominance, the p-percent rule, and an exact test of what can be
derived by adding and subtracting.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

MEMBERS_LEAST = 5
PUBLIC_LEAST = 10
ATOMS_TOGETHER = 2  # how many small groups are tested as a union


def large_enough(amounts: Sequence[int], least: int = MEMBERS_LEAST) -> bool:
    """Whether a group's sum tells nobody's own amount: enough people, no giant, and the rest blurs the largest."""
    if len(amounts) < least:
        return False
    sizes = sorted((abs(one) for one in amounts), reverse=True)
    total, largest, second = sum(sizes), sizes[0], sizes[1] if len(sizes) > 1 else 0
    return 2 * largest <= total and 10 * (total - largest - second) >= largest if total else True


def shown(
    breakdowns: Mapping[str, Mapping[str, Sequence[str]]], amounts: Mapping[str, int], least: int = MEMBERS_LEAST
) -> dict[str, frozenset[str]]:
    """The groups of each breakdown that may be shown, where the sum of everybody is known.

    breakdowns: breakdown -> group -> people; amounts: smallest parts by person. The smallest group gives way first;
    groups of the first breakdowns stay longest.
    """
    everyone = frozenset(amounts)
    order = list(breakdowns)
    cells = {
        (name, group): frozenset(people) & everyone
        for name, groups in breakdowns.items() for group, people in groups.items()
    }
    kept = [key for key, people in cells.items() if people and _alone(people, everyone, amounts, least)]
    while found := _told({key: cells[key] for key in kept}, everyone, amounts, least):
        worst = min(found, key=lambda key: (-order.index(key[0]), len(cells[key]), key[1]))
        kept.remove(worst)
    return {name: frozenset(group for known, group in kept if known == name) for name in breakdowns}


def _alone(people: frozenset[str], everyone: frozenset[str], amounts: Mapping[str, int], least: int) -> bool:
    others = everyone - people
    return large_enough([amounts[one] for one in people], least) and (
        not others or large_enough([amounts[one] for one in others], least)
    )


_Key = tuple[str, str]


def _told(
    cells: Mapping[_Key, frozenset[str]], everyone: frozenset[str], amounts: Mapping[str, int], least: int
) -> list[_Key]:
    """The shown groups that together tell the sum of a group that is too small; empty when nothing is told."""
    keys = list(cells)
    atoms = _atoms([cells[key] for key in keys], everyone)
    rows = [[Fraction(atom <= cells[key]) for atom in atoms] for key in keys] + [[Fraction(1)] * len(atoms)]
    small = [place for place, atom in enumerate(atoms) if not large_enough([amounts[one] for one in atom], least)]
    for number in range(1, ATOMS_TOGETHER + 1):
        for chosen in combinations(small, number):
            people = frozenset().union(*(atoms[place] for place in chosen))
            if large_enough([amounts[one] for one in people], least):
                continue
            wanted = [Fraction(place in chosen) for place in range(len(atoms))]
            used = _combination(rows, wanted)
            if used is not None:
                return [key for key, weight in zip(keys, used, strict=False) if weight]
    return []


def _atoms(cells: Sequence[frozenset[str]], everyone: frozenset[str]) -> list[frozenset[str]]:
    """Everybody, in the coarsest groups that the cells are made of."""
    by_mark: dict[tuple[bool, ...], set[str]] = {}
    for person in everyone:
        by_mark.setdefault(tuple(person in cell for cell in cells), set()).add(person)
    return [frozenset(people) for _mark, people in sorted(by_mark.items())]


def _combination(rows: Sequence[Sequence[Fraction]], wanted: Sequence[Fraction]) -> list[Fraction] | None:
    """Factors by which the rows add up to what is wanted, or None: exact elimination over fractions."""
    width, count = len(wanted), len(rows)
    # One equation a column, one unknown a row, the wanted value at the end.
    table = [[row[column] for row in rows] + [wanted[column]] for column in range(width)]
    pivots: list[int] = []
    done = 0
    for unknown in range(count):
        found = next((line for line in range(done, width) if table[line][unknown]), None)
        if found is None:
            continue
        table[done], table[found] = table[found], table[done]
        first = table[done][unknown]
        table[done] = [value / first for value in table[done]]
        for line in range(width):
            if line != done and (factor := table[line][unknown]):
                pairs = zip(table[line], table[done], strict=True)
                table[line] = [value - factor * other for value, other in pairs]
        pivots.append(unknown)
        done += 1
    if any(table[line][count] for line in range(done, width)):
        return None
    factors = [Fraction(0)] * count
    for line, unknown in enumerate(pivots):
        factors[unknown] = table[line][count]
    return factors
