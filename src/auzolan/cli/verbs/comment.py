"""auzolan comment: what members say about a proposal, each with a reason."""

import argparse
from typing import Any

from auzolan.charter.around import Request
from auzolan.cli.console import Console, Unreadable
from auzolan.cli.looking import around_them, whose_eyes
from auzolan.deliberation.comment_deciding import MakeComment, WithdrawComment
from auzolan.deliberation.comment_facts import STANCES, CommentMade
from auzolan.values.refusal import Refusal
from auzolan.views.comments import Remark, comment_page

name = "comment"
summary = "Comment on a proposal, with a reason; without one, read what was said about it."
example = 'auzolan comment d7f3k2q9xwabcdef --stance against --reason "Growers would wait longer" --as m7f3k2q9xwabcdef'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which decision, and what is said about it."""
    parser.add_argument("decision", metavar="DECISION")
    parser.add_argument("--stance", default="", help=f"one of {', '.join(STANCES)}")
    parser.add_argument("--reason", default="", help="why, what is asked, or what would be better")
    parser.add_argument("--answers", default="", metavar="COMMENT", help="the comment that it answers")
    gone = parser.add_mutually_exclusive_group()
    gone.add_argument("--take-back", metavar="COMMENT", help="one's own")
    gone.add_argument("--take-out", metavar="COMMENT", help="another's, with --reason and a mandate")


def run(said: argparse.Namespace, console: Console) -> int:
    """Comment, take back or out; without any of it, read."""
    request = _request(said)
    if request is None:
        return _show(said, console)
    answer = console.do(request)
    made = next((one.fact.comment for one in answer.entries if isinstance(one.fact, CommentMade)), "")
    return console.answer(
        {"entries": answer.seqs} | ({"comment": made} if made else {}), [f"Written as {made}." if made else "Done."]
    )


def _request(said: argparse.Namespace) -> Request | None:
    if said.take_back:
        return WithdrawComment(decision=said.decision, comment=said.take_back)
    if said.take_out:
        if not said.reason.strip():
            raise Unreadable("Say why it is taken out: --reason.")
        return WithdrawComment(decision=said.decision, comment=said.take_out, reason=said.reason)
    if said.stance or said.reason:
        return MakeComment(decision=said.decision, stance=said.stance, reason=said.reason, answers=said.answers)
    return None


def _show(said: argparse.Namespace, console: Console) -> int:
    org = console.office.now()
    if said.decision not in org.states["governance"].decisions:
        raise Refusal(
            what="Nothing is shown", where=said.decision, why="There is no such decision.",
            next="Look at `auzolan decisions` for its id.",
        )
    view = comment_page(org, said.decision, around_them(console), whose_eyes(console), console.office.vault.opened)
    document = {
        "decision": view.decision, "counts": dict(view.counts), "comments": [_plain(one) for one in view.remarks],
    }
    words = [line for one in view.remarks for line in _lines(one)]
    return console.answer(document, words or ["Nobody has said anything."])


def _plain(one: Remark) -> dict[str, Any]:
    return {
        "comment": one.comment, "by": one.by, "at": one.at, "stance": one.stance, "reason": one.text,
        "status": one.status, "why": one.why, "answers": [_plain(other) for other in one.answers],
    }


def _lines(one: Remark, inside: str = "") -> list[str]:
    said = one.text if one.status == "open" else f"({one.status}{f': {one.why}' if one.why else ''})"
    first = f"{inside}{one.comment} {one.stance}, {one.by}, {one.at[:10]}: {said}"
    return [first, *(line for other in one.answers for line in _lines(other, f"{inside}  "))]
