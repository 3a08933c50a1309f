"""A published decision tree: questions that are answered yes or no, and at each end a score.

It may have been learned from earlier matches, or written down by people who know. Either way it is read and followed
exactly, and every end says from how many rows it was learned and how often it is wrong for each group.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.formula.parse import parse
from auzolan.formula.scope import Row
from auzolan.formula.tree import Node
from auzolan.rules.ground import Explains
from auzolan.values.figure import Figure
from auzolan.values.finding import Finding
from auzolan.values.quantity import parse_share

NODES_MAX, DEPTH_MAX = 500, 24
BRANCH = (
    Field(name="id", type="text", required=True, means="what this question or end is called"),
    Field(name="when", type="text", means="for a question: a condition over a row and a place"),
    Field(name="yes", type="text", means="for a question: the id of what follows when the condition holds"),
    Field(name="no", type="text", means="for a question: the id of what follows when it does not"),
    Field(name="score", type="number", means="for an end: what a pair that comes here scores"),
    Field(name="rows", type="whole", means="for an end: how many rows of the past it was learned from"),
    Field(name="errors", type="texts", means='for an end: how often it is wrong for a group, such as "worker 4%"'),
)
_QUESTION, _END = ("when", "yes", "no"), ("score", "rows", "errors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A condition, and what follows when it holds and when it does not."""

    when: Node
    yes: str
    no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A score, from how many rows it was learned, and how often it is wrong: (group, share) each."""

    score: Fraction
    rows: int
    errors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Questions and ends by id; root: where every pair begins."""

    root: str
    branches: Mapping[str, Question | End]


def read_tree(said: Sequence[Mapping[str, Any]]) -> Tree:
    """The tree as the article says it; it was checked before."""
    return Tree(root=str(said[0]["id"]), branches={str(one["id"]): _branch(one) for one in said})


def _branch(one: Mapping[str, Any]) -> Question | End:
    if "when" in one:
        return Question(when=parse(one["when"]), yes=one["yes"], no=one["no"])
    return End(score=Fraction(one["score"]), rows=one["rows"], errors=tuple(_error(said) for said in one["errors"]))


def _error(said: str) -> tuple[str, str]:
    group, _, share = said.strip().rpartition(" ")
    return group, share


class Leafed:
    """A tree over pairs: the way that each pair takes, and the score at its end."""

    def __init__(self, tree: Tree, asking: Callable[[Node], Explains]) -> None:
        self.tree = tree
        self.asked = {id: asking(one.when) for id, one in tree.branches.items() if isinstance(one, Question)}

    def figure(self, row: Row) -> Figure:
        """The score of a pair, because of every answer on its way. Raises FormulaRefused as a formula does."""
        here, way = self.tree.root, []
        while isinstance(one := self.tree.branches[here], Question):
            answer = self.asked[here].figure(row)
            way.append(answer)
            here = one.yes if answer.value is True else one.no
        wrong = ", ".join(f"{group} {share}" for group, share in one.errors)
        return Figure(
            label=f"the end {here} of the tree", value=one.score, because=tuple(way),
            note=f"Learned from {one.rows} rows; wrong for {wrong}." if one.rows else "Written, not learned.",
        )


def tree_findings(article: Article, said: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Every fault in the shape of a tree; the conditions are looked at by whoever knows their columns."""
    if not 0 < len(said) <= NODES_MAX:
        why = f"A tree has 1 to {NODES_MAX} questions and ends: members read it before they vote."
        yield fault(article, "tree", "This is no tree that can be read", why, "Write a smaller one.", len(said))
        return
    ids = [str(one["id"]) for one in said]
    broken = False
    for number, one in enumerate(said, 1):
        found = list(_fields(article, one, f"tree[{number}].", ids))
        broken = broken or bool(found)
        yield from found
    if len(set(ids)) < len(ids):
        why = "Two branches have one id, and it is not said which one follows."
        yield fault(article, "tree", "An id stands twice", why, "Rename one of them.", ", ".join(ids))
    elif not broken:
        yield from _shape(article, said)


def _fields(article: Article, one: Mapping[str, Any], at: str, ids: Sequence[str]) -> Iterator[Finding]:
    needed, other = (_QUESTION, _END) if "when" in one else (_END, _QUESTION)
    for field in needed:
        if field not in one:
            why = "A question says when, yes and no; an end says score, rows and errors."
            yield fault(article, f"{at}{field}", f"The field {field} is missing", why, f"Write {field}.", one["id"])
    for field in other:
        if field in one:
            why = "A question gives no score, and an end asks nothing."
            yield fault(article, f"{at}{field}", "This says nothing here", why, "Leave it out.", one[field])
    for field in ("yes", "no"):
        if field in one and one[field] not in ids:
            why = "What follows is a question or an end of this tree."
            yield fault(article, f"{at}{field}", "Nothing of the tree has this id", why, "Write its id.", one[field])
    for text in one.get("errors", ()):
        if not _is_error(text):
            why = "It says for which group, and in what share of cases between 0 and 100 %, the end is wrong."
            yield fault(article, f"{at}errors", "This is no error of a group", why, 'Write "worker 4%".', text)
    if one.get("rows") and not one.get("errors"):
        why = "What was learned is wrong for somebody, and how often is said for each group."
        yield fault(article, f"{at}errors", "It is not said how often it is wrong", why, 'Write ["worker 4%"].')


def _is_error(text: str) -> bool:
    group, share = _error(text)
    try:
        return bool(group) and 0 <= parse_share(share) <= 1
    except ValueError:
        return False


def _shape(article: Article, said: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Every branch is come to from the first one, in one way only, and no way is too long."""
    branches = {one["id"]: one for one in said}
    seen: dict[str, int] = {}
    waiting = [(str(said[0]["id"]), 1)]
    while waiting:
        here, depth = waiting.pop()
        if here in seen or depth > DEPTH_MAX:
            why = f"From the first branch each other one is come to in one way, over at most {DEPTH_MAX} of them."
            yield fault(article, "tree", "Two ways lead here, or one that is too long", why, "Mend the ids.", here)
            return
        seen[here] = depth
        if "when" in branches[here]:
            waiting += [(branches[here]["no"], depth + 1), (branches[here]["yes"], depth + 1)]
    for id in branches:
        if id not in seen:
            why = "No question leads to it, so no pair ever comes here."
            yield fault(article, "tree", "Nothing leads here", why, "Leave it out, or name it in yes or no.", id)
