"""The steps of a split, read from the text of its article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from auzolan.formula.parse import parse
from auzolan.formula.tree import Node, Number
from auzolan.values.quantity import parse_share

REST, SOURCE = "rest", "source"
OTHERS, ON = "others", "on"
DEPTH_MAX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """Rows of a table that a step shares among. where: which of them, or None for all."""

    table: str
    where: Node | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. take: a share, the rest (None) or a formula for an amount; of: source or rest, for a share.

    up: a share is rounded up to the whole unit ("at least 20 %"); up_to: never more than this formula gives;
    among, by: the rows it is shared among, and the weight of each; each: the most that a row takes; others: whether
    what is over is spread over the other rows, and then goes on; beyond: the account for what nobody can take;
    steps: how this step's part is shared again.
    """

    to: str
    said: str
    share: Fraction | None
    amount: Node | None
    of: str
    up: bool
    up_to: Node | None
    among: Over | None
    by: Node | None
    steps: tuple["Step", ...]
    each: Node | None = None
    others: bool = False
    beyond: str = ""

    @property
    def said_among(self) -> str:
        """Among whom, as the article says it; empty for a step to one account."""
        return self.among.said if self.among else ""

    @property
    def takes_rest(self) -> bool:
        """Whether it takes what the steps before it left."""
        return self.share is None and self.amount is None


def over(text: str) -> Over:
    """Read "members where class = 'worker'"."""
    table, _, rest = text.strip().partition(" ")
    condition = rest.strip().partition(" ")[2]
    return Over(table=table, where=parse(condition) if condition else None, said=text)


def steps(said: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Read a list of steps; each was checked before."""
    return tuple(_step(one) for one in said)


def _step(said: Mapping[str, Any]) -> Step:
    take = str(said["take"])
    share, amount = None, None
    if take != REST:
        try:
            share = parse_share(take) if take.strip().endswith("%") or "/" in take else None
        except ValueError:
            share = None
        amount = None if share is not None else parse(take)
    among = said.get("among")
    return Step(
        to=str(said.get("to", "")), said=take, share=share, amount=amount, of=str(said.get("of", "")),
        up=said.get("round") == "up", up_to=parse(said["up_to"]) if "up_to" in said else None,
        among=over(among) if among else None, by=parse(said["by"]) if "by" in said else (parse("1") if among else None),
        steps=steps(said.get("steps", ())), each=parse(said["each_up_to"]) if "each_up_to" in said else None,
        others=said.get("excess") == OTHERS, beyond=str(said.get("beyond", "")),
    )


def sums_to_whole(listed: Sequence[Step]) -> bool:
    """Whether all steps take percentages of the whole that sum to exactly 100 %: then they share as rows of one step.

    A step that is rounded up or capped goes its own way, so something must take the rest.
    """
    shares = [
        step.share for step in listed
        if step.of == SOURCE and step.share is not None and not step.up and step.up_to is None and step.each is None
    ]
    return len(shares) == len(listed) and sum(shares, Fraction(0)) == 1


def is_plain(node: Node | None) -> bool:
    """Whether a weight is the same for every row, so that the words can say "equally"."""
    return isinstance(node, Number)
