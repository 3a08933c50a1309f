"""auzolan talk: open a talk, say something in it, answer what others said, and see what came of it."""

import argparse
from typing import Any

from auzolan.charter.around import Request
from auzolan.cli.console import Console, Unreadable, table_lines
from auzolan.cli.looking import around_them, whose_eyes
from auzolan.deliberation.decide import CloseTalk, MakeStatement, OpenTalk, VoteStatement, WithdrawStatement
from auzolan.deliberation.facts import ANSWERS, StatementKeyed, StatementMade, TalkOpened
from auzolan.values.refusal import Refusal
from auzolan.views.talks import TalkPage, talk_list, talk_page

name = "talk"
summary = "Talk about something before it is decided: open a talk, say, answer, and see what came of it."
example = (
    'auzolan talk --open body.assembly --until 2026-10-31 --title "How we work" --as m7f3k2q9xwabcdef\n'
    '         auzolan talk t7f3k2q9xwabcdef --say "The shop should open on Saturdays" --as m7f3k2q9xwabcdef'
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which talk, and what to do in it; without anything the list, or the talk itself."""
    parser.add_argument("talk", metavar="TALK", nargs="?", default="", help="without it: every talk")
    does = parser.add_mutually_exclusive_group()
    does.add_argument("--open", default="", metavar="BODY", help="open one of this body, with --until, --title")
    does.add_argument("--say", metavar="TEXT", help="one thing, in one sentence")
    does.add_argument("--answer", nargs=2, metavar=("STATEMENT", "ANSWER"), help=f"one of {', '.join(ANSWERS)}")
    does.add_argument("--take-back", metavar="STATEMENT", help="one's own, before anybody answered it")
    does.add_argument("--take-out", metavar="STATEMENT", help="another's, with --reason and a mandate")
    does.add_argument("--close", action="store_true", help="before its last day")
    parser.add_argument("--until", default="", metavar="DAY", help="its last day")
    parser.add_argument("--title", default="")
    parser.add_argument("--question", default="")
    parser.add_argument("--reason", default="", help="why a statement is taken out")
    parser.add_argument("--for", dest="whose", default="", metavar="ID", help="with --say: who says it, on paper")
    parser.add_argument("--paper", default="", help="which paper that is, and where it is kept")


def run(said: argparse.Namespace, console: Console) -> int:
    """Do what is asked; without anything to do, show."""
    request = _request(said)
    if request is None:
        return _show(said, console)
    answer = console.do(request, for_=said.whose or None)
    document: dict[str, Any] = {"entries": answer.seqs}
    words = "Done."
    for entry in answer.entries:
        match entry.fact:
            case TalkOpened(talk=talk):
                document["talk"], words = talk, f"Opened as {talk}."
            case StatementMade(statement=statement):
                document["statement"], words = statement, f"Said as {statement}."
            case StatementKeyed(statement=statement):
                document["keyed"], words = statement, "Written down. It is said when a second person has read the same."
    return console.answer(document, [words])


def _request(said: argparse.Namespace) -> Request | None:
    if said.open:
        return OpenTalk(body=said.open, closes=said.until, title=said.title, question=said.question)
    asks = said.say is not None or said.answer or said.take_back or said.take_out or said.close
    if asks and not said.talk:
        raise Unreadable("Name the talk: auzolan talk TALK ...")
    if said.say is not None:
        return MakeStatement(talk=said.talk, text=said.say, paper=said.paper)
    if said.answer:
        return VoteStatement(talk=said.talk, statement=said.answer[0], vote=said.answer[1])
    if said.take_back:
        return WithdrawStatement(talk=said.talk, statement=said.take_back)
    if said.take_out:
        if not said.reason.strip():
            raise Unreadable("Say why it is taken out: --reason.")
        return WithdrawStatement(talk=said.talk, statement=said.take_out, reason=said.reason)
    return CloseTalk(talk=said.talk) if said.close else None


def _show(said: argparse.Namespace, console: Console) -> int:
    org, near, member = console.office.now(), around_them(console), whose_eyes(console)
    if not said.talk:
        every = talk_list(org, near, member, console.office.vault.opened)
        rows = [
            {"talk": one.talk, "open": one.open, "closes": one.closes, "statements": one.statements,
             "people": one.people, "title": one.title}
            for one in (*every.running, *every.past)
        ]
        head = ("talk", "open", "closes", "statements", "people", "title")
        return console.answer(rows, table_lines(head, ([one[key] for key in head] for one in rows)))
    if said.talk not in org.states["deliberation"].talks:
        raise Refusal(
            what="Nothing is shown", where=said.talk, why="There is no such talk.", next="auzolan talk lists them.",
        )
    view = talk_page(org, said.talk, near, member, console.office.vault.opened)
    document = _document(view)
    return console.answer(document, _words(view, document))


def _document(view: TalkPage) -> dict[str, Any]:
    """What whoever looks may see: sums only where the page shows them too."""
    sums = {one.statement: one for one in view.results.sums if one.shown} if view.results else {}
    return {
        "talk": view.one.talk, "title": view.one.title, "question": view.question, "open": view.one.open,
        "closes": view.one.closes, "people": view.one.people,
        "statements": [
            {"statement": one.statement, "text": one.text, "own": one.answer}
            | ({"agree": sums[one.statement].agree, "disagree": sums[one.statement].disagree,
                "pass": sums[one.statement].passed} if one.statement in sums else {})
            for one in view.statements
        ],
        "unites": [one.statement for one in view.results.map.unites] if view.results and view.results.map else [],
    }


def _words(view: TalkPage, document: dict[str, Any]) -> list[str]:
    state = "until" if view.one.open else "ended; last day"
    head = [f"{view.one.title} ({state} {view.one.closes}), {view.one.people} have answered."]
    rows = [
        (one["statement"], one.get("agree", ""), one.get("disagree", ""), one.get("pass", ""), one["own"], one["text"])
        for one in document["statements"]
    ]
    head_row = ("statement", "agree", "disagree", "pass", "own", "text")
    told = table_lines(head_row, rows) if rows else ["Nothing was said."]
    united = [f"Unites: {one['text']}" for one in document["statements"] if one["statement"] in document["unites"]]
    hidden = [] if view.results else ["Who has answered enough of it, and everybody when it has ended, sees the sums."]
    return [*head, *([view.question] if view.question else []), *told, *united, *hidden]
