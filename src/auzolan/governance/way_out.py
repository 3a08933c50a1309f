"""The way out when no quorum can be met: when it opens, and that whoever takes it says so."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.article import Article
from auzolan.governance.facts import Voter
from auzolan.governance.state import State
from auzolan.governance.terms import Terms, terms_of
from auzolan.members.body import roll
from auzolan.values.refusal import Refusal


def stuck(state: State, article: Article, around: Around) -> str:
    """Why a procedure can decide nothing any more, in a clause; empty where it can.

    Either it asks for more people than there are, in its second call too, or as many calls in a row as it says lacked
    the quorum.
    """
    asked = terms_of(article)
    least = _least(asked, terms_of(article, second_call=True))
    people = _people(asked, around)
    if not people:
        return "nobody is in its body"
    if least > people and asked.quorum_of != "weight":
        return f"it asks for {least}, and there are {people}"
    missed = state.inquorate.get(article.id, 0)
    if missed >= max(1, asked.way_out_after):
        return f"its quorum was missed {missed} times in a row"
    return ""


def _least(first: Terms, second: Terms) -> int:
    """How many it asks for at least; 0 where it is a share, which of any number of people can be met."""
    return min(one.quorum if isinstance(one.quorum, int) else 0 for one in (first, second))


def _people(asked: Terms, around: Around) -> int:
    bodies = [one.body for one in asked.chambers] or [asked.body]
    state = around.states["members"]
    return len({member for body in bodies for member in roll(state, around.charter, body, around.at)})


def way_out_of(state: State, needed: str, procedure: str, around: Around) -> str:
    """The procedure whose way out another one is at this moment: `needed`, or empty where it is not."""
    article = around.charter.get(needed)
    if article is None or article.kind != "procedure" or needed == procedure:
        return ""
    return needed if terms_of(article).way_out == procedure and stuck(state, article, around) else ""


def too_many_asked(article: Article, everybody: Sequence[Voter]) -> Refusal | None:
    """The refusal where a quorum is larger than the roll, in a second call too.

    Asked when a proposal is put only, never when a journal is read: what was opened in earlier years stays readable.
    """
    asked = terms_of(article)
    there = sum(one.weight for one in everybody) if asked.quorum_of == "weight" else len(everybody)
    least = _least(asked, terms_of(article, second_call=True))
    if asked.chambers or least <= there:
        return None
    after = f"Propose it by {asked.way_out}." if asked.way_out else "Choose another procedure, or change this one."
    return Refusal(
        what="The proposal was not opened", where=asked.procedure,
        why=f"It asks for {least} to take part, and the roll has {there}: it could never carry.", next=after,
    )
