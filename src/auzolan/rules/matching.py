"""Weighs every pair of a row and a place by what an article says, ready to be matched: pairs, room and reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import Column, Row, Scope
from auzolan.formula.tree import Node
from auzolan.rules.chosen import chosen_rows, named, stopped
from auzolan.rules.ground import Explains, Ground
from auzolan.rules.matching_tree import Leafed, Tree
from auzolan.rules.steps import Over
from auzolan.values.figure import Figure
from auzolan.values.quantity import print_amount, round_half_even

if TYPE_CHECKING:  # it takes a second to load; only a run of this kind waits for it
    from auzolan.kernels.assignment import Pairs

Kept = TypeVar("Kept")
TO = "to_"  # before the name of a column: that of the place, not of the row
PAIRS_MAX = 250_000  # each is weighed by a formula of its own
PAIRS_AT_ONCE = 20_000  # so many lines are kept at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A way of matching as its article says it.

    among: the rows; into: the places; score or tree: what a pair scores; capacity: how many rows a place holds; each:
    how many places a row takes; when: which pairs can be made, or None for all; minimum: the least a pair scores.
    """

    unit: str
    among: Over
    into: Over
    score: Node | None
    tree: Tree | None
    capacity: Node
    each: Node
    when: Node | None
    minimum: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Everything that is matched. rows, places: by name; pairs: as the kernel takes them; scores: (row, place) -> why
    the pair scores what it does; each, capacity: by name."""

    rows: Mapping[str, Row]
    places: Mapping[str, Row]
    pairs: "Pairs"
    scores: Mapping[tuple[str, str], Figure]
    each: Mapping[str, Figure]
    capacity: Mapping[str, Figure]


def pair_scope(row: Scope, place: Scope) -> Scope:
    """The columns of a pair: the row's own, and the place's with `to_` before their names."""
    more: dict[str, Column] = {f"{TO}{name}": column for name, column in place.columns.items() if "." not in name}
    return Scope(columns={**row.columns, **more}, table=row.table, units=row.units)


def weigh(said: Match, ground: Ground) -> Weighed:
    """Rows, places, and every pair that can be made with what it scores.

    Raises Refusal when there are no rows, no places, no room or no pair, or a value is not known.
    """
    from auzolan.kernels.assignment import Pair, gather

    rows, places = by_name(said.among, ground), by_name(said.into, ground)
    if len(rows) * len(places) > PAIRS_MAX:
        why = f"{len(rows)} rows and {len(places)} places make more than {PAIRS_MAX} pairs."
        raise stopped(said.among.said, why, "Match in several parts, by a condition.")
    each = _whole(said.each, rows, ground, said.among.table, "how many places it takes")
    capacity = _whole(said.capacity, places, ground, said.into.table, "how many it holds")
    if not any(one.number for one in capacity.values()) or not any(one.number for one in each.values()):
        raise stopped(said.into.said, "There is room for nobody.", "Look at `capacity` and `each`.")
    scores = _scores(said, rows, places, ground)
    if not scores:
        why = f"No pair can be made and scores {print_amount(_least(said, ground), ground.places)} or more."
        raise stopped(said.among.said, why, "Look at `when`, `minimum` and the score.")
    pairs = gather(
        (Pair(row=row, place=place, score=round_half_even(figure.number, ground.places))
         for (row, place), figure in scores.items()),
        {name: int(one.number) for name, one in each.items()},
        {name: int(one.number) for name, one in capacity.items()},
    )
    return Weighed(rows=rows, places=places, pairs=pairs, scores=scores, each=each, capacity=capacity)


def by_name(over: Over, ground: Ground) -> dict[str, Row]:
    """The chosen rows by what they are called. Raises Refusal where there are none, or two have one name."""
    chosen = chosen_rows(over, ground)
    if not chosen:
        raise stopped(over.said, "No row is among these.", "Look at the condition, or record the rows.")
    found = {named(row): row for row in chosen}
    if len(found) < len(chosen):
        raise stopped(over.said, "Two rows have one name, and nobody could tell them apart.", "Choose another table.")
    return found


def _whole(node: Node, rows: Mapping[str, Row], ground: Ground, table: str, what: str) -> dict[str, Figure]:
    """Row -> a whole number of 0 or more, with its reasons."""
    explainer = ground.explaining(node, tuple(rows.values()), ground.scope(table))
    found = {}
    for name, row in rows.items():
        figure = _known(explainer, row, name)
        if figure.number < 0 or figure.number.denominator != 1:
            why = f"For {name} {what} comes out as {figure.printed()}: that is no whole number of 0 or more."
            raise stopped(name, why, "Look at the formula; floor() leaves out what is not whole.")
        found[name] = figure
    return found


def _scores(
    said: Match, rows: Mapping[str, Row], places: Mapping[str, Row], ground: Ground
) -> dict[tuple[str, str], Figure]:
    """(row, place) -> the score of each pair that can be made, rounded to the unit's places.

    Nobody is matched with themselves, where both are of one table.
    """
    least, found = _least(said, ground), {}
    pairs = _pairs(said, rows, places)
    while some := list(islice(pairs, PAIRS_AT_ONCE)):
        can, score = _asking(said, [pair for _, _, pair in some], ground)
        for name, place, pair in some:
            where = f"{name} and {place}"
            if can is not None and _known(can, pair, where).value is not True:
                continue
            exact = _known(score, pair, where)
            if (parts := round_half_even(exact.number, ground.places)) >= least:
                found[name, place] = _rounded(exact, parts, ground)
    return found


def _pairs(said: Match, rows: Mapping[str, Row], places: Mapping[str, Row]) -> Iterator[tuple[str, str, Row]]:
    """Every row with every place, as one line with the columns of both; nobody with themselves."""
    same = said.among.table == said.into.table
    prefixed = [(name, _prefixed(row.values), _prefixed(row.entries)) for name, row in places.items()]
    for name, row in rows.items():
        for place, values, entries in prefixed:
            if not same or name != place:
                whole = Row(values={**row.values, **values}, entries={**row.entries, **entries}, related=row.related)
                yield name, place, whole


def _asking(said: Match, pairs: Sequence[Row], ground: Ground) -> tuple[Explains | None, Explains]:
    """Whether a pair can be made, or None where all can, and what it scores."""
    scope = pair_scope(ground.scope(said.among.table), ground.scope(said.into.table))

    def asking(node: Node) -> Explains:
        return ground.explaining(node, pairs, scope)

    can = asking(said.when) if said.when is not None else None
    return can, Leafed(said.tree, asking) if said.tree is not None else asking(_formula(said))


def _formula(said: Match) -> Node:
    if said.score is None:
        raise TypeError("a way of matching has neither a score nor a tree")
    return said.score


def _prefixed(known: Mapping[str, Kept]) -> dict[str, Kept]:
    return {f"{TO}{name}": value for name, value in known.items()}


def _known(explainer: Explains, row: Row, where: str) -> Figure:
    """A figure that has a value; the refusal names the row or the pair it has none for."""
    try:
        found = explainer.figure(row)
    except FormulaRefused as refused:
        raise stopped(where, f"For {where}: {refused.why}", refused.next) from refused
    if found.value is None:
        why = f"For {where} it is not known how much {found.label} is."
        after = "Record it, leave the row out by the condition, or say what counts: coalesce(..., 0)."
        raise stopped(where, why, after)
    return found


def _least(said: Match, ground: Ground) -> int:
    return round_half_even(said.minimum, ground.places)


def _rounded(exact: Figure, parts: int, ground: Ground) -> Figure:
    value = Fraction(parts, 10**ground.places)
    if value == exact.number:
        return exact
    return Figure(label=exact.label, value=value, unit=exact.unit, places=ground.places, because=(exact,),
                  note="Rounded half to even.")

