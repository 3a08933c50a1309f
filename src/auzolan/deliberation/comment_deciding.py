"""Saying something about an open proposal, with a reason; taking it back; taking another's out."""

from collections.abc import Callable, Sequence
from typing import Any

from immutables import Map

from auzolan.charter.around import Around, Draft, Request, Secret
from auzolan.charter.secret import seal
from auzolan.deliberation.comment_facts import CommentMade, CommentWithdrawn
from auzolan.deliberation.comment_judging import no
from auzolan.deliberation.state import State
from auzolan.deliberation.wording import REASON_MAX, fault

COMMENT_MAX = 2_000


class MakeComment(Request, frozen=True, kw_only=True, tag="deliberation.make_comment"):
    """Comment on an open proposal. stance: for, against, question or change; reason: why, or what is asked or would be
    better; answers: the comment it answers, or empty."""

    decision: str
    stance: str
    reason: str
    answers: str = ""


class WithdrawComment(Request, frozen=True, kw_only=True, tag="deliberation.withdraw_comment"):
    """Take one's own comment back; or take another's out, with a reason and a mandate."""

    decision: str
    comment: str
    reason: str = ""


def _make(state: State, request: MakeComment, around: Around) -> Sequence[Draft]:
    _checked(request.reason, COMMENT_MAX)
    decision = around.states["governance"].decisions.get(request.decision)
    luck = around.draw()
    secret = seal(luck, "comment", {"reason": request.reason.strip()}, owner=around.by)
    fact = CommentMade(
        decision=request.decision, comment=luck.id("c", "comment"), stance=request.stance, vault=secret.commitment,
        answers=request.answers,
    )
    return [Draft(fact=fact, because=decision.opened if decision else None, secrets=(secret,))]


def _withdraw(state: State, request: WithdrawComment, around: Around) -> Sequence[Draft]:
    one = state.comments.get(request.decision, Map()).get(request.comment)
    secrets: tuple[Secret, ...] = ()
    if request.reason.strip():
        _checked(request.reason, REASON_MAX)
        secrets = (seal(around.draw(), "withdrawn", {"reason": request.reason.strip()}, owner=around.by),)
    fact = CommentWithdrawn(
        decision=request.decision, comment=request.comment, vault=secrets[0].commitment if secrets else "",
    )
    return [Draft(fact=fact, because=one.seq if one else None, secrets=secrets)]


def _checked(text: str, most: int) -> None:
    why, after = fault(text.strip(), most, lines=True)
    if why:
        raise no("reason", why, after)


COMMENT_HANDLERS: dict[type[Request], Callable[[State, Any, Around], Sequence[Draft]]] = {
    MakeComment: _make,
    WithdrawComment: _withdraw,
}
