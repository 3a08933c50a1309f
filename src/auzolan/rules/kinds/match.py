"""The rule kind `match`: gives rows of one table places in rows of another, by score, within what each can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.kinds import Field
from auzolan.formula.parse import parse
from auzolan.kernels.flow_proof import Arc, Stand, faults
from auzolan.rules.facts import Mark
from auzolan.rules.given import GIVEN
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.matching import Match, Weighed, by_name, weigh
from auzolan.rules.matching_check import ONE, match_findings, match_words
from auzolan.rules.matching_figures import Result, key_of, left_without, member_of, portions_of
from auzolan.rules.matching_tree import BRANCH, read_tree
from auzolan.rules.steps import over
from auzolan.values.finding import Finding
from auzolan.values.quantity import print_amount, round_half_even

if TYPE_CHECKING:  # the kernel takes a second to load; only a run of this kind waits for it
    from auzolan.kernels.assignment import Assignment, Pairs
    from auzolan.kernels.assignment_proof import Proof

name = "match"
summary = "gives rows of one table places in rows of another, by score, within what each can hold"
FIELDS = (
    Field(name="unit", type="text", required=True, means="the unit of the score; its places are those of the score"),
    Field(name="among", type="text", required=True, means="the rows that are given places: TABLE where CONDITION"),
    Field(name="into", type="text", required=True, means="the rows that are the places: TABLE where CONDITION"),
    Field(name="score", type="text", means="what a pair scores, as a formula over a row and a place"),
    Field(name="tree", type="tables", inner=BRANCH, means="instead of a score: questions with a score at each end"),
    Field(name="learned_on", type="text", means="for a tree: the rows of the past it was learned from, and where"),
    Field(name="capacity", type="text", required=True, means="how many rows a place holds, as a formula over it"),
    Field(name="each", type="text", means="how many places a row takes at most, as a formula over it; 1 by default"),
    Field(name="when", type="text", means="which pairs can be made, as a condition over a row and a place"),
    Field(name="minimum", type="number", means="the least that a pair scores to be made; 0 by default"),
    Field(name="given", type="tables", inner=GIVEN, means="what else is known about each row or place"),
)
ROW, PLACE, HUB = "row", "place", "hub"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A matching with what is kept of it: a portion per pair, and the marks by which it is checked without a solver.

    left: the rows that could take a place and have none; total: the sum of all scores in smallest parts.
    """

    portions: tuple[Portion, ...]
    marks: tuple[Mark, ...]
    left: tuple[str, ...]
    total: int


def read(article: Article) -> Match:
    """The article as a typed value; it was checked before."""
    fields = article.fields
    return Match(
        unit=fields["unit"], among=over(fields["among"]), into=over(fields["into"]),
        score=parse(fields["score"]) if "score" in fields else None,
        tree=read_tree(fields["tree"]) if "tree" in fields else None, capacity=parse(fields["capacity"]),
        each=parse(fields.get("each", ONE)), when=parse(fields["when"]) if "when" in fields else None,
        minimum=Fraction(fields.get("minimum", 0)),
    )


def check(article: Article, sound: Mapping[str, Any], charter: Charter) -> list[Finding]:
    """Every fault in tables, formulas, units and the tree."""
    return match_findings(article, sound, charter)


def words(article: Article, charter: Charter) -> str:
    """The way of matching in plain words."""
    return match_words(article.fields)


def compute(said: Match, ground: Ground) -> list[Portion]:
    """A portion per pair with its score; nothing is paid.

    Raises Refusal when there are no rows, no room or no pair, or a value is not known.
    """
    return list(matched(said, ground).portions)


def matched(said: Match, ground: Ground) -> Matched:
    """The pairs with the highest total, by the tie law among equals, with the proof. Raises Refusal as compute does."""
    from auzolan.kernels.assignment import assign

    weighed = weigh(said, ground)
    found = assign(weighed.pairs)
    return Matched(
        portions=tuple(portions_of(weighed, _result(found), ground)), marks=_marks(weighed.pairs, found.proof),
        left=tuple(left_without(weighed, found.edges())), total=found.total,
    )


def proved(said: Match, ground: Ground) -> tuple[list[Portion], tuple[Mark, ...]]:
    """The portions, and the marks that prove them. Raises Refusal as compute does."""
    found = matched(said, ground)
    return list(found.portions), found.marks


def certify(
    said: Match, ground: Ground, amounts: Mapping[str, int], marks: Sequence[Mark] | None = None
) -> list[str]:
    """What does not hold of a matching that was kept, in plain sentences that name the pair; empty where it is proved.

    Whole numbers and one pass, no solver. amounts: the key of each pair -> its score in smallest parts; marks: as kept,
    or None to find them from the pairs.
    """
    weighed = weigh(said, ground)
    known = {key_of(*pair): pair for pair in weighed.pairs.named()}
    for key, amount in amounts.items():
        if key not in known:
            return [f"{key} is no pair that can be made"]
        if (scores := round_half_even(weighed.scores[known[key]].number, ground.places)) != amount:
            return [f"{key} scores {print_amount(scores, ground.places)}, not {print_amount(amount, ground.places)}"]
    if marks is None:
        from auzolan.kernels.assignment import proved as found

        made = _made(weighed, amounts)
        return [] if found(weighed.pairs, made) else ["other pairs score more, or come first by the tie law"]
    if sorted((mark.side, mark.name) for mark in marks) != sorted(_nodes(weighed.pairs)):
        return ["the proof does not name just these rows and places"]
    return faults(_arcs(weighed, amounts),
                  [Stand(node=(mark.side, mark.name), level=mark.level, cut=mark.cut) for mark in marks])


def members(said: Match, ground: Ground) -> dict[str, str]:
    """The key of each pair -> whose it is, where the row is a person's."""
    rows, places = by_name(said.among, ground), by_name(said.into, ground)
    return {key_of(name, place): member_of(row) for name, row in rows.items() for place in places}


def _arcs(weighed: Weighed, amounts: Mapping[str, int]) -> list[Arc]:
    """The flow that a matching is: rows to places by pairs, places to the hub, the hub to rows; as the proof counts."""
    pairs, hub = weighed.pairs, (HUB, "")
    took, held = dict.fromkeys(pairs.rows, 0), dict.fromkeys(pairs.places, 0)
    arcs = []
    for (row, place), score in zip(pairs.named(), pairs.score.tolist(), strict=True):
        made = int(key_of(row, place) in amounts)
        took[row], held[place] = took[row] + made, held[place] + made
        arcs.append(Arc(tail=(ROW, row), head=(PLACE, place), room=1, worth=score, moved=made,
                        said=f"{row} at {place}"))
    arcs += [
        Arc(tail=(PLACE, place), head=hub, room=room, worth=0, moved=held[place], said=f"how many are at {place}")
        for place, room in zip(pairs.places, pairs.capacity.tolist(), strict=True)
    ]
    return arcs + [
        Arc(tail=hub, head=(ROW, row), room=room, worth=0, moved=took[row], said=f"how many places {row} takes")
        for row, room in zip(pairs.rows, pairs.each.tolist(), strict=True)
    ]


def _made(weighed: Weighed, amounts: Mapping[str, int]) -> Any:
    import numpy as np

    return np.array([int(key_of(*pair) in amounts) for pair in weighed.pairs.named()], dtype=np.int64)


def _result(found: "Assignment") -> Result:
    return Result(edges=found.edges(), total=found.total, losses=found.losses(), gains=found.gains())


def _nodes(pairs: "Pairs") -> list[tuple[str, str]]:
    """The rows, the places and the hub, as the proof numbers them."""
    return [*((ROW, one) for one in pairs.rows), *((PLACE, one) for one in pairs.places), (HUB, "")]


def _marks(pairs: "Pairs", proof: "Proof") -> tuple[Mark, ...]:
    from auzolan.kernels.set_off_proof import NOT_CUT

    nodes, levels = _nodes(pairs), proof.levels.tolist()
    return tuple(
        Mark(side=nodes[node][0], name=nodes[node][1], level=levels[node], cut=-1 if cut == NOT_CUT else cut)
        for node, cut in zip(proof.order.tolist(), proof.cut.tolist(), strict=True)
    )
