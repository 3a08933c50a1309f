"""auzolan conduct: what follows when somebody breaks what was agreed, step by step, read by those concerned."""

import argparse
from typing import Any

from auzolan.charter.around import Request
from auzolan.cli.cases import shown
from auzolan.cli.console import Console, Unreadable
from auzolan.conduct.decide import AgreeImprovement, AnswerAppeal, BeHeard, DecideConduct, GiveNotice, RaiseAppeal
from auzolan.conduct.facts import CHANGED, OUTCOMES, STANDS, NoticeGiven

name = "conduct"
summary = "Notice, hearing, time to improve, decision and appeal, with --as in an exercise; others sign in."
example = (
    'auzolan conduct --notice m7f3k2q9xwabcdef --words "He shouts at newcomers" --as m9a2k2q9xwabcdef\n'
    '         auzolan conduct k7f3k2q9xwabcdef --heard --words "I was tired" --as m7f3k2q9xwabcdef'
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which case, and its next step; without a step the case, without a case one's own."""
    parser.add_argument("case", metavar="CASE", nargs="?", default="")
    step = parser.add_mutually_exclusive_group()
    step.add_argument("--notice", default="", metavar="MEMBER", help="say that they broke what was agreed")
    step.add_argument("--heard", action="store_true", help="say one's side")
    step.add_argument("--did-not-come", action="store_true", help="the person did not come to be heard")
    step.add_argument("--improve", default="", metavar="DAY", help="time to improve until then, with --helper")
    step.add_argument("--decide", choices=OUTCOMES, help="what follows")
    step.add_argument("--appeal", action="store_true", help="to others than those who decided")
    step.add_argument("--answer", choices=(STANDS, CHANGED), help="answer an appeal")
    parser.add_argument("--helper", default="", metavar="MEMBER")
    parser.add_argument("--words", default="", help="what is said; only those concerned read it")


def run(said: argparse.Namespace, console: Console) -> int:
    """Take the step, or show."""
    request = _request(said)
    if request is None:
        return shown(said.case, console, mediation=False)
    answer = console.do(request)
    made = next((one.fact.case for one in answer.entries if isinstance(one.fact, NoticeGiven)), said.case)
    document: dict[str, Any] = {"case": made, "entries": answer.seqs}
    return console.answer(document, [f"Given as {made}." if said.notice else "Done."])


def _request(said: argparse.Namespace) -> Request | None:
    if said.notice:
        return GiveNotice(about=said.notice, words=said.words)
    steps = said.heard or said.did_not_come or said.improve or said.decide or said.appeal or said.answer
    if steps and not said.case:
        raise Unreadable("Name the case: auzolan conduct CASE ...")
    if said.heard or said.did_not_come:
        return BeHeard(case=said.case, words=said.words, came=said.heard)
    if said.improve:
        return AgreeImprovement(case=said.case, until=said.improve, helper=said.helper, words=said.words)
    if said.decide:
        return DecideConduct(case=said.case, outcome=said.decide, words=said.words)
    if said.appeal:
        return RaiseAppeal(case=said.case, words=said.words)
    return AnswerAppeal(case=said.case, answer=said.answer, words=said.words) if said.answer else None
