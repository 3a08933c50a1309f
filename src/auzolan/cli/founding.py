"""The five questions of a founding, and the charter that their answers make of a preset."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from auzolan.charter.charter import Charter, charter_of
from auzolan.charter.decide import read_charter
from auzolan.values.quantity import parse_share
from auzolan.values.refusal import Refusal

NAME, MONEY, DAYS, QUORUM, PEOPLE = "name", "money", "days", "quorum", "people"
DAYS_MAX, PEOPLE_MAX, NAME_MAX = 365, 50, 100
TRIES = 3
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. default: what stands when nothing is answered; wrong: why an answer cannot be, or empty."""

    key: str
    asks: str
    default: str
    wrong: Callable[[str], str]


def questions(text: str, title: str) -> tuple[Question, ...]:
    """What is asked before founding by a charter: those of the five that it leaves room for. Raises Refusal.

    title: the name where none is given.
    """
    charter = charter_of(read_charter(text))
    asked = [Question(key=NAME, asks="What is the organisation called?", default=title, wrong=_no_name)]
    if money := money_of(charter):
        asked.append(Question(key=MONEY, asks="In which money do you count, by its three letters?", default=money,
                              wrong=lambda said: _no_money(said, money, charter)))
    fields = charter.articles[procedure].fields if (procedure := _ordinary(charter)) else {}
    if "vote_days" in fields:
        asked.append(Question(key=DAYS, asks="For how many days can members answer a proposal?",
                              default=str(fields["vote_days"]), wrong=_no_days))
    if "quorum" in fields:
        asked.append(Question(key=QUORUM, asks="Which share of members must take part for a decision to count?",
                              default=str(fields["quorum"]), wrong=_no_share))
    if class_of(charter):
        asked.append(Question(key=PEOPLE, asks="Who founds it? Names, with commas between them", default="",
                              wrong=_no_people))
    return tuple(asked)


def ask(asked: tuple[Question, ...], say: Callable[[str], None], hear: Callable[[], str]) -> dict[str, str]:
    """The answers, by key. say: shows a line; hear: what is typed, empty for the default. Raises Refusal."""
    answers = {}
    for question in asked:
        for _ in range(TRIES):
            say(f"{question.asks} [{question.default or 'nobody yet'}]")
            said = hear().strip() or question.default
            why = question.wrong(said)
            if not why:
                break
            say(why)
        else:
            raise Refusal(
                what="The organisation was not founded", where=question.asks, why=why,
                next="Begin again; an empty answer takes what stands in brackets.",
            )
        answers[question.key] = said
    return answers


def answered(text: str, answers: dict[str, str]) -> str:
    """The charter's text with what was answered; comments and everything else stay as they are."""
    charter = charter_of(read_charter(text))
    old, new = money_of(charter), answers.get(MONEY, "")
    if new and old and new != old:
        text = _in_article(text, f"unit.{old}", "title", f'"{new}"')
        text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    procedure = _ordinary(charter)
    if procedure and DAYS in answers:
        text = _in_article(text, procedure, "vote_days", answers[DAYS])
    if procedure and QUORUM in answers:
        text = _in_article(text, procedure, "quorum", f'"{answers[QUORUM]}"')
    return text


def names(answers: dict[str, str]) -> tuple[str, ...]:
    """The people who found it."""
    return tuple(filter(None, (one.strip() for one in answers.get(PEOPLE, "").split(","))))


def money_of(charter: Charter) -> str:
    """The code of the money that a charter counts in, its first by name; empty where it counts none."""
    return next((code for code, unit in sorted(charter.units.items()) if unit.dimension == "money"), "")


def class_of(charter: Charter) -> str:
    """The class that founders belong to: the first of those who decide ordinary things; empty where none does."""
    procedure = _ordinary(charter)
    body = charter.get(str(charter.articles[procedure].fields.get("body", ""))) if procedure else None
    classes = body.fields.get("classes", ()) if body is not None else ()
    return str(classes[0]) if classes else ""


def _ordinary(charter: Charter) -> str:
    return next((id for id in ("procedure.ordinary", "procedure.charter") if id in charter), "")


def _in_article(text: str, id: str, field: str, value: str) -> str:
    begins = text.find(f'["{id}"]')
    if begins < 0:
        return text
    ends = text.find("\n[", begins)
    block = text[begins:] if ends < 0 else text[begins:ends]
    changed = re.sub(rf"(?m)^{field} *= *.*$", lambda _: f"{field} = {value}", block, count=1)
    return text[:begins] + changed + text[begins + len(block):]


def _no_name(said: str) -> str:
    return "" if 0 < len(said) <= NAME_MAX and said.isprintable() else f"A name has 1 to {NAME_MAX} plain signs."


def _no_money(said: str, own: str, charter: Charter) -> str:
    if not _CODE.fullmatch(said):
        return "Money is written by three capital letters, such as EUR."
    return f"The charter counts something else in {said}." if said != own and said in charter.units else ""


def _no_days(said: str) -> str:
    right = said.isascii() and said.isdecimal() and len(said) <= len(str(DAYS_MAX)) and 1 <= int(said) <= DAYS_MAX
    return "" if right else f"A whole number of days from 1 to {DAYS_MAX}."


def _no_share(said: str) -> str:
    try:
        right = 0 < parse_share(said) <= 1
    except ValueError:
        right = False
    return "" if right else 'A share such as "1/2" or "50%", above nothing and no more than all.'


def _no_people(said: str) -> str:
    people = names({PEOPLE: said})
    if len(people) > PEOPLE_MAX or len(set(people)) < len(people):
        return f"At most {PEOPLE_MAX} people, each once; more can be admitted or imported later."
    return "" if all(one.isprintable() and len(one) <= NAME_MAX for one in people) else "These are no names."
