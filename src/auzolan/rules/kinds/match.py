"""The rule kind `match`: gives rows of one table places in rows of another, by score, within what each can hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.kinds import Field
from auzolan.formula.parse import parse
from auzolan.rules.given import GIVEN
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.matching import Match, Weighed, weigh
from auzolan.rules.matching_check import ONE, match_findings, match_words
from auzolan.rules.matching_figures import Result, key_of, left_without, portions_of
from auzolan.rules.matching_tree import BRANCH, read_tree
from auzolan.rules.steps import over
from auzolan.values.finding import Finding
from auzolan.values.quantity import round_half_even

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
FAR = 2**61  # no level or place of a pair is as far from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the proof says of one row, place, or the hub between them. level: the price of a place, or of a row below
    zero; cut: the place of the pair at which the border to the one before was drawn, -1 where there is none."""

    side: str
    name: str
    level: int
    cut: int


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


def certify(
    said: Match, ground: Ground, amounts: Mapping[str, int], marks: Sequence[Mark] | None = None
) -> list[str]:
    """What does not hold of a matching that was kept, in plain sentences; empty where it is proved. Needs no solver.

    amounts: the key of each pair -> its score in smallest parts; marks: as kept, or None to find them from the pairs.
    """
    from auzolan.kernels.assignment import certify as holds
    from auzolan.kernels.assignment import proved

    weighed = weigh(said, ground)
    known = {key_of(*pair): pair for pair in weighed.pairs.named()}
    for key, amount in amounts.items():
        if key not in known:
            return [f"{key} is no pair that can be made"]
        if round_half_even(weighed.scores[known[key]].number, ground.places) != amount:
            return [f"{key} does not score that"]
    made = _made(weighed, amounts)
    if marks is None:
        return [] if proved(weighed.pairs, made) else ["other pairs score more, or come first by the tie law"]
    proof = _proof(weighed.pairs, marks)
    return ["the marks are not those of these rows and places"] if proof is None else holds(weighed.pairs, made, proof)


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


def _proof(pairs: "Pairs", marks: Sequence[Mark]) -> "Proof | None":
    """The proof that marks make; None where they are not one for each row and place."""
    from auzolan.kernels.assignment_proof import Proof
    from auzolan.kernels.set_off_proof import proof_of

    number = {node: at for at, node in enumerate(_nodes(pairs))}
    if sorted((mark.side, mark.name) for mark in marks) != sorted(number):
        return None
    if any(max(abs(mark.level), abs(mark.cut)) >= FAR for mark in marks):
        return None
    kept = proof_of([(number[mark.side, mark.name], mark.level, mark.cut) for mark in marks])
    return Proof(levels=kept.levels, order=kept.order, cut=kept.cut)
