"""Counting a survey so that nobody's answer can be worked out: small groups, small cells and unanimous ones are left
out, together with whatever else would tell them as a difference."""

from collections import Counter
from collections.abc import Mapping

from auzolan.metrics.articles.survey import Question, Survey
from auzolan.metrics.survey_facts import ALL, AnswerCell, Counted

Answers = Mapping[str, int]


def counted(survey: Survey, answers: Mapping[str, Answers], classes: Mapping[str, str]) -> tuple[Counted, ...]:
    """What may be shown of every question. answers: member -> question -> answer; classes: member -> class."""
    return tuple(
        result for question in survey.questions for result in _question(survey, question, answers, classes)
    )


def _question(
    survey: Survey, question: Question, answers: Mapping[str, Answers], classes: Mapping[str, str]
) -> list[Counted]:
    given = {member: said[question.name] for member, said in answers.items() if question.name in said}
    if not given or not _hides(list(given.values()), survey.least):
        return []
    whole = Counted(
        question=question.name, who=ALL, people=len(given), total=-1 if question.choices else sum(given.values()),
        cells=_cells(Counter(given.values()), survey.least),
    )
    if not survey.by_class or question.choices:
        return [whole]
    by_class: dict[str, list[int]] = {}
    for member, answer in given.items():
        by_class.setdefault(classes[member], []).append(answer)
    if len(by_class) == 1:
        return [whole]
    return [whole, *(
        Counted(question=question.name, who=one, people=len(by_class[one]), total=sum(by_class[one]))
        for one in shown_groups(by_class, survey.least)
    )]


def _hides(answers: list[int], least: int) -> bool:
    """Whether a sum of these answers tells nobody's own: enough people, who did not all say the same."""
    return len(answers) >= least and len(set(answers)) > 1


def shown_groups(groups: Mapping[str, list[int]], least: int) -> tuple[str, ...]:
    """The groups whose sums may be shown beside the sum of all: what is left over hides its people as well."""
    kept = sorted((name for name, answers in groups.items() if _hides(answers, least)),
                  key=lambda name: (-len(groups[name]), name))
    while kept:
        left = [answer for name, answers in groups.items() if name not in kept for answer in answers]
        if not left or _hides(left, least):
            break
        kept.pop()
    return tuple(sorted(kept))


def _cells(counts: Mapping[int, int], least: int) -> tuple[AnswerCell, ...]:
    kept = sorted((answer for answer, people in counts.items() if people >= least),
                  key=lambda answer: (-counts[answer], answer))
    everybody = sum(counts.values())
    while kept and 0 < everybody - sum(counts[answer] for answer in kept) < least:
        kept.pop()
    return tuple(AnswerCell(answer=answer, people=counts[answer]) for answer in sorted(kept))
