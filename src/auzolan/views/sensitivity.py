"""How much hangs on each number of a rule: one percent more of it, and one percent less, each worked out exactly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auzolan.charter.article import Article
from auzolan.organisation import Organisation
from auzolan.policy.safe_cells import MEMBERS_LEAST
from auzolan.rules.running import Computed
from auzolan.values.refusal import Refusal
from auzolan.views.proposing import drafted
from auzolan.views.trying_groups import banded, compared
from auzolan.views.trying_numbers import Number, moved, with_numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One number, a little higher or lower. by: 1 or -1, percent (or whole ones); to: what it would be; total, own:
    how much more, in smallest parts, own None where one has no line; largest: what no one line moves by more than,
    None where too few people have one; exact: whether it is a line that the reader may see, to the last digit.

    first: the rows on the first place where rows are ranked; why: why it cannot be worked out, or empty.
    """

    number: str
    by: int
    to: str
    total: int
    own: int | None
    largest: int | None
    exact: bool
    first: tuple[str, ...]
    why: str


def effects(
    rule: Article, numbers: Sequence[Number], base: Computed, work: Callable[[Article], Computed], org: Organisation,
    member: str,
) -> tuple[Effect, ...]:
    """Each number of a rule one percent higher and lower, the others as they are.

    base: what the rule gives as it is; work: what an article gives, raising Refusal as a run would.
    """
    made = []
    for one in numbers:
        for by in (1, -1) if one.value else ():
            to = moved(one, by)
            changed, then, why = with_numbers(rule, [one], {one.name: to}), None, ""
            # A third of one percent has no last digit, and no article can hold it.
            found = drafted(changed.text, org).findings if "/" not in to else ()
            if found:
                why = f"{found[0].why} {found[0].next}"
            else:
                try:
                    then = work(changed)
                except Refusal as refused:
                    why = refused.why
            made.append(_effect(one, by, to, base, then, member, why))
    return tuple(made)


def _effect(
    one: Number, by: int, to: str, base: Computed, then: Computed | None, member: str, why: str
) -> Effect:
    if then is None:
        return Effect(number=one.name, by=by, to=to, total=0, own=None, largest=None, exact=False, first=(), why=why)
    lines = compared(base, then)
    seen = [abs(line.amounts.change) for line in lines if not line.member or line.member == member]
    hidden = [abs(line.amounts.change) for line in lines if line.member and line.member != member]
    own = [line.amounts.change for line in lines if member and line.member == member]
    exact = max(seen, default=0) >= max(hidden, default=0)
    largest: int | None = max(seen, default=0) if exact else banded(max(hidden))
    if not exact and len({line.member for line in lines if line.member}) < MEMBERS_LEAST:
        largest = None
    return Effect(
        number=one.name, by=by, to=to, total=then.amount - base.amount, own=sum(own) if own else None,
        largest=largest, exact=exact, first=tuple(line.to for line in then.portions if line.rank == 1), why="",
    )
