"""Talks: which there are; and one, from what waits for one's answer to what came of it.

Nobody is shown others' answers before they have given enough of their own, so that each says what they think.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from immutables import Map

from auzolan.charter.around import Around
from auzolan.deliberation.allowed import ENDED, MADE, OPENED, WITHDRAWN, in_body
from auzolan.deliberation.state import OPEN, STANDING, TAKEN_OUT, Talk
from auzolan.members.body import roll
from auzolan.organisation import Organisation
from auzolan.views.talk_map import Results, results

ANSWERED_LEAST = 5
SAY, ANSWER, TAKE_BACK, TAKE_OUT, CLOSE, LOOK = "say", "answer", "take_back", "take_out", "close", "look"
ON_PAPER = "on_paper"
Words = Callable[[Iterable[str]], Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class InList:
    """A talk in the list. title: empty where its words were erased; statements: that stand; people: who answered any;
    answered: how many whoever looks answered; part: whether they take part."""

    talk: str
    title: str
    body: str
    opened: str
    closes: str
    open: bool
    statements: int
    people: int
    answered: int
    part: bool
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkList:
    """running: the one that ends first comes first; past: newest first; bodies: those in which whoever looks can open
    one, by id."""

    running: tuple[InList, ...]
    past: tuple[InList, ...]
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement that stands. text: empty where its words were erased; answer: of whoever looks, or empty; mine:
    whether they made it; back: whether they can take it back."""

    statement: str
    text: str
    answer: str
    mine: bool
    back: bool
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A statement that was taken out. why: the reason, empty where it was erased."""

    statement: str
    why: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPage:
    """One talk. asks: the statement to answer now, or empty; answered, needed: of whoever looks, and how many they
    answer before they see what came of it; results: None before that; may: what they can do; others: for whom they can
    write down a statement given on paper; seconds, firsts: whose paper another has read and they have not, and the
    other way round."""

    one: InList
    question: str
    statements: tuple[Said, ...]
    gone: tuple[Gone, ...]
    asks: str
    answered: int
    needed: int
    results: Results | None
    may: frozenset[str]
    others: tuple[str, ...] = ()
    seconds: tuple[str, ...] = ()
    firsts: tuple[str, ...] = ()


def talk_list(org: Organisation, around: Around, member: str, words: Words) -> TalkList:
    """Every talk, and where a new one can be opened."""
    known = org.states["deliberation"].talks
    opened = words(one.vault for one in known.values())
    every = [in_list(id, one, around, member, opened) for id, one in known.items()]
    bodies = (*around.charter.of_kind("body"), *around.charter.of_kind("class")) if member else ()
    anywhere = bool(member) and around.may(OPENED, {}) is None
    return TalkList(
        running=tuple(sorted((one for one in every if one.open), key=lambda one: (one.closes, one.entry))),
        past=tuple(sorted((one for one in every if not one.open), key=lambda one: -one.entry)),
        bodies=tuple(one.id for one in bodies if anywhere or in_body(around, one.id, member)),
    )


def in_list(
    id: str, one: Talk, around: Around, member: str, opened: Mapping[str, Mapping[str, Any]]
) -> InList:
    """One talk as the list has it."""
    standing = frozenset(one.standing)
    return InList(
        talk=id, title=str(opened.get(one.vault, {}).get("title", "")), body=one.body, opened=one.opened,
        closes=one.closes, open=one.takes(around.at[:10]), statements=len(standing),
        people=sum(not standing.isdisjoint(answers) for answers in one.votes.values()),
        answered=len(standing.intersection(one.votes.get(member, ()))), part=in_body(around, one.body, member),
        entry=one.seq,
    )


def needed(talk: Talk) -> int:
    """How many statements somebody answers before they see what others did."""
    return min(ANSWERED_LEAST, len(talk.standing))


def sees_results(talk: Talk, member: str, day: str) -> bool:
    """Whether somebody may see what came of a talk: who answered enough of it, and every member once it is closed."""
    if not talk.standing:
        return False
    if not talk.takes(day):
        return True
    return len(frozenset(talk.standing).intersection(talk.votes.get(member, ()))) >= needed(talk)


def talk_page(
    org: Organisation, id: str, around: Around, member: str, words: Words, *, wanted: str = ""
) -> TalkPage:
    """One talk. wanted: a statement whose answer is to be changed. Raises KeyError when there is none."""
    talk: Talk = org.states["deliberation"].talks[id]
    day = around.at[:10]
    opened = words(
        (talk.vault, *(one.vault if one.status == STANDING else one.reason for one in talk.statements.values()))
    )
    one = in_list(id, talk, around, member, opened)
    may = _may(talk, around, member, part=one.part)
    answers: Mapping[str, str] = talk.votes.get(member, Map())
    said = tuple(_said(talk, statement, member, answers.get(statement, ""), opened, day) for statement in talk.standing)
    return TalkPage(
        one=one, question=str(opened.get(talk.vault, {}).get("question", "")), statements=said,
        gone=_gone(talk, opened), asks=_asks(talk, member, answers, wanted) if ANSWER in may else "",
        answered=one.answered, needed=needed(talk),
        results=results(talk, member) if sees_results(talk, member, day) else None, may=may,
        **(_papers(talk, around, member) if ON_PAPER in may else {}),
    )


def _papers(talk: Talk, around: Around, member: str) -> dict[str, tuple[str, ...]]:
    """Whose statements on paper whoever looks can write down, and which wait for a second person."""
    others = (one for one in roll(around.states["members"], around.charter, talk.body, around.at) if one != member)
    keyed = sorted(talk.keyed.values(), key=lambda one: one.seq)
    return {
        "others": tuple(sorted(others)),
        "seconds": tuple(one.of for one in keyed if member not in (one.by, one.of)),
        "firsts": tuple(one.of for one in keyed if member == one.by),
    }


def _said(
    talk: Talk, id: str, member: str, answer: str, opened: Mapping[str, Mapping[str, Any]], day: str
) -> Said:
    one = talk.statements[id]
    mine = bool(member) and one.by == member
    return Said(
        statement=id, text=str(opened.get(one.vault, {}).get("text", "")), answer=answer, mine=mine,
        back=mine and not one.answered and talk.takes(day), entry=one.seq,
    )


def _gone(talk: Talk, opened: Mapping[str, Mapping[str, Any]]) -> tuple[Gone, ...]:
    gone = [(one.ended, id, one.reason) for id, one in talk.statements.items() if one.status == TAKEN_OUT]
    return tuple(
        Gone(statement=id, why=str(opened.get(reason, {}).get("reason", "")), entry=ended)
        for ended, id, reason in sorted(gone)
    )


def _asks(talk: Talk, member: str, answers: Mapping[str, str], wanted: str) -> str:
    """The next one to answer, in an order of each member's own, so that no statement is always the last."""
    if wanted in talk.standing:
        return wanted
    left = [id for id in talk.standing if id not in answers]
    return min(left, key=lambda id: hashlib.sha256(f"{member} {id}".encode()).digest(), default="")


def _may(talk: Talk, around: Around, member: str, *, part: bool) -> frozenset[str]:
    """What whoever looks can do; the judge decides again when they do it."""
    takes = part and talk.takes(around.at[:10])
    can = {
        ON_PAPER: bool(member) and talk.takes(around.at[:10]) and around.may(MADE, {}) is None,
        SAY: takes, ANSWER: takes, TAKE_OUT: bool(member) and around.may(WITHDRAWN, {}) is None,
        CLOSE: talk.status == OPEN and bool(member) and (talk.by == member or around.may(ENDED, {}) is None),
    }
    return frozenset(what for what, whether in can.items() if whether)
