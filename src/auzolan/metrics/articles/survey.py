"""The kind `survey`: questions that members answer for themselves; what is shown are counts large enough to hide in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding

name = "survey"
summary = "questions that are answered by each for themselves, and shown only together"
LIVELY = False
PERIODS = ("year", "quarter", "month")
LEAST = 5
QUESTIONS_MAX, CHOICES_MAX, HIGHEST = 30, 12, 100
QUESTION = (
    Field(name="name", type="text", required=True, means="its short name, in small letters"),
    Field(name="asks", type="text", required=True, means="the question as people read it"),
    Field(name="lowest", type="whole", means="the lowest answer, where the answer is a number"),
    Field(name="highest", type="whole", means="the highest answer, where the answer is a number"),
    Field(name="choices", type="texts", means="or what there is to choose from"),
)
FIELDS = (
    Field(name="asks", type="article", of=("class", "body"), required=True, means="who is asked"),
    Field(name="period", type="text", required=True, choices=PERIODS, means="how often: once in each of these"),
    Field(name="least", type="whole", means=f"how many answers there must be before any is shown, {LEAST} or more"),
    Field(name="by_class", type="truth", means="whether it is also shown by class of member"),
    Field(name="questions", type="tables", inner=QUESTION, required=True, means="the questions"),
)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. lowest to highest: the answers there are; choices: what they mean, empty for a number."""

    name: str
    asks: str
    lowest: int
    highest: int
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is asked. asks: a class or body; period: year, quarter or month; least: answers before anything is shown;
    by_class: whether it is also shown by class, which is fixed before anybody answers."""

    id: str
    name: str
    says: str
    asks: str
    period: str
    least: int
    by_class: bool
    questions: tuple[Question, ...]


def read(article: Article) -> Survey:
    """The article as a typed value."""
    fields = article.fields
    return Survey(
        id=article.id, name=article.name, says=article.says, asks=fields["asks"], period=fields["period"],
        least=fields.get("least", LEAST), by_class=fields.get("by_class", False),
        questions=tuple(_question(one) for one in fields["questions"]),
    )


def _question(one: Mapping[str, Any]) -> Question:
    choices: Sequence[str] = tuple(one.get("choices", ()))
    return Question(
        name=one["name"], asks=one["asks"], choices=tuple(choices),
        lowest=1 if choices else one["lowest"], highest=len(choices) if choices else one["highest"],
    )


def check(article: Article, charter: Charter) -> list[Finding]:
    """Each question can be answered, and nothing is shown of fewer than five."""
    fields, findings = article.fields, []
    if fields.get("least", LEAST) < LEAST:
        why = f"Of fewer than {LEAST} answers somebody could be recognised."
        findings.append(fault(article, "least", "Too few to hide among", why, f"Write {LEAST} or more.",
                              fields["least"]))
    questions = fields.get("questions")
    if not isinstance(questions, list | tuple):
        return findings
    if not 0 < len(questions) <= QUESTIONS_MAX:
        why = f"A survey has 1 to {QUESTIONS_MAX} questions."
        findings.append(fault(article, "questions", "Nobody can answer this", why, "Ask what you will act on."))
    names = [one.get("name") for one in questions]
    for number, one in enumerate(questions, 1):
        at = f"questions[{number}]"
        if not isinstance(one.get("name"), str) or not _NAME.fullmatch(one["name"]) or names.count(one["name"]) > 1:
            why = "A name is small letters, digits and _, each once."
            findings.append(fault(article, f"{at}.name", "This cannot be its name", why, "Choose another.",
                                  one.get("name", "")))
        findings += _answers(article, at, one)
    return findings


def _answers(article: Article, at: str, one: Mapping[str, Any]) -> Iterator[Finding]:
    choices, lowest, highest = one.get("choices"), one.get("lowest"), one.get("highest")
    if choices is not None:
        if lowest is not None or highest is not None:
            why = "It is answered by a number or by a choice."
            yield fault(article, f"{at}.choices", "Two kinds of answer at once", why, "Take one of them out.")
        elif not 2 <= len(choices) <= CHOICES_MAX or len(set(choices)) < len(choices) or "" in choices:
            why = f"There are 2 to {CHOICES_MAX} choices, each another."
            yield fault(article, f"{at}.choices", "These are no choices", why, "Correct the list.")
    elif not isinstance(lowest, int) or not isinstance(highest, int) or not lowest < highest <= HIGHEST:
        why = f"An answer is a whole number from a lowest to a highest, {HIGHEST} at most, or one of some choices."
        yield fault(article, at, "It is not said what can be answered", why, "Write lowest = 1 and highest = 5.")


def words(article: Article, charter: Charter) -> str:
    """Who is asked what, and from how many answers on anything is shown."""
    one = read(article)
    asked = charter.get(one.asks)
    by = say(" and by class") if one.by_class else ""
    questions = " ".join(_sentence(question.asks) for question in one.questions)
    return say(
        "Once in each {period} we ask {who}: {questions} Nobody sees anybody's answers; with {least} answers or more, "
        "they are shown together{by}.", period=one.period, who=asked.name if asked else one.asks, questions=questions,
        least=one.least, by=by,
    )


def _sentence(text: str) -> str:
    return text if text.endswith(("?", ".", "!")) else f"{text}."
