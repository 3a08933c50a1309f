"""Surveys: sealed answers, counted by the node after the last day, and nothing shown that tells somebody's own."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.load import read_text
from auzolan.metrics.articles.survey import read
from auzolan.metrics.decide import PublishMetric
from auzolan.metrics.facts import MetricPublished
from auzolan.metrics.survey_counting import counted, shown_groups
from auzolan.metrics.survey_facts import SurveyAnswered, SurveyCounted
from auzolan.metrics.surveying import AnswerSurvey, period_at
from auzolan.values.refusal import Refusal
from charters import charter_from, said
from house_of_limits import CHARTER, LIVELY, House

QUESTIONS = (
    '[["survey.voice".questions]]\nname = "heard"\nasks = "How much is what you say heard here?"\nlowest = 1\n'
    'highest = 5\n[["survey.voice".questions]]\nname = "stay"\nasks = "Do you mean to stay?"\n'
    'choices = ["yes", "not sure", "no"]\n'
)
FIELDS = (
    'title = "Voice"\nsays = "How it is to work here."\nasks = "body.assembly"\nperiod = "month"\nleast = 5\n'
    "by_class = true\n"
)
VOICE = f'["survey.voice"]\n{FIELDS}{QUESTIONS}'
METRIC = (
    '["metric.voice"]\ntitle = "Voice"\nmeaning = "How much members feel heard, from 1 to 5."\n'
    "over = \"surveys where survey = 'survey.voice' and question = 'heard' and who = 'all'\"\n"
    'by = "sum(total)"\ndenominator = "sum(people)"\nperiod = "month"\nproposed_by = "class.worker"\n'
    f'about = "class.worker"\n{LIVELY}'
)


def house_with(folder: Path, members: int = 8, charter: str = VOICE + METRIC) -> House:
    house = House(folder, charter)
    house.admit(*(f"m{number}" for number in range(members)))
    return house


def answered(house: House, *answers: int, stay: int = 0) -> None:
    for number, heard in enumerate(answers):
        more = {"stay": stay} if stay else {}
        house.ask(AnswerSurvey(survey="survey.voice", answers={"heard": heard, **more}), by=f"m{number}")


def count(house: House) -> SurveyCounted:
    house.on("2026-02-02")
    (fact,) = [one for one in house.wake() if isinstance(one, SurveyCounted)]
    return fact


def refused(house: House, by: str = "m1", **answers: int) -> str:
    with pytest.raises(Refusal) as caught:
        house.ask(AnswerSurvey(survey="survey.voice", answers=answers), by=by)
    return caught.value.why


def test_answers_are_counted_after_the_last_day_and_shown_together(tmp_path: Path) -> None:
    house = house_with(tmp_path)
    answered(house, 4, 4, 4, 4, 4, 5, 5, 2, stay=1)
    assert not [one for one in house.wake() if isinstance(one, SurveyCounted)]
    fact = count(house)
    assert (fact.asked, fact.answered) == (8, 8)
    rows = house.office.reader().rows("surveys")
    assert [(row["question"], row["who"], row["people"], row["total"]) for row in rows] == [("heard", "all", 8, 32)]
    assert not [one for one in house.wake() if isinstance(one, SurveyCounted)]
    house.verified()


def test_nothing_in_the_journal_says_what_anybody_answered(tmp_path: Path) -> None:
    house = house_with(tmp_path)
    answered(house, 1, 2, 3, 4, 5, 1, 2, 3)
    facts = [house.office.fact(seq) for seq in range(house.office.now().seq)]
    given = [one for one in facts if isinstance(one, SurveyAnswered)]
    assert len(given) == 8
    assert {field for one in given for field in one.__struct_fields__} == {"survey", "article", "period", "vault"}
    assert len({one.vault for one in given}) == 8
    fact = count(house)
    assert [one.cells for one in fact.results] == [()]  # no answer was given by five


def test_an_erased_answer_is_not_counted_and_a_second_answer_takes_the_place_of_the_first(tmp_path: Path) -> None:
    house = house_with(tmp_path)
    answered(house, 1, 1, 1, 5, 5, 5, 5)
    house.ask(AnswerSurvey(survey="survey.voice", answers={"heard": 4}), by="m0")
    assert house.office.keeping.erase_person("limits", "m6")
    fact = count(house)
    (whole,) = fact.results
    assert (fact.answered, whole.people, whole.total) == (6, 6, 4 + 1 + 1 + 5 + 5 + 5)
    house.verified()


@pytest.mark.parametrize("answers", [(1, 2, 3, 4), (3, 3, 3, 3, 3, 3)])
def test_of_too_few_or_of_unanimous_answers_nothing_is_shown(tmp_path: Path, answers: tuple[int, ...]) -> None:
    house = house_with(tmp_path)
    answered(house, *answers)
    fact = count(house)
    assert (fact.answered, fact.results) == (len(answers), ())
    assert house.office.reader().rows("surveys") == []


def test_only_who_is_asked_answers_and_only_what_is_asked(tmp_path: Path) -> None:
    house = house_with(tmp_path)
    assert refused(house, by="terminal", heard=3) == "You are not among those who are asked."
    assert refused(house, heard=6) == "6 is no answer to it."
    assert refused(house, herd=3) == "It is not asked in this survey."
    assert refused(house) == "No question was answered."
    assert refused(house, stay=4) == "4 is no answer to it."


def test_what_was_answered_to_another_text_is_asked_anew(tmp_path: Path) -> None:
    house = house_with(tmp_path)
    answered(house, 1, 2, 3, 4, 5, 1, 2, 3)
    assert len(house.states["metrics"].surveys.given) == 8
    house.adopt(VOICE.replace("heard here?", "heard and acted on?"), by=tuple(f"m{number}" for number in range(8)))
    assert len(house.states["metrics"].surveys.given) == 0
    house.on("2026-02-02")
    assert not [one for one in house.wake() if isinstance(one, SurveyCounted)]
    house.verified()


def test_a_metric_reads_it_and_no_rule_or_limit_can(tmp_path: Path) -> None:
    house = house_with(tmp_path)
    answered(house, 4, 4, 4, 4, 4, 5, 5, 2)
    count(house)
    fact = house.ask(PublishMetric(metric="metric.voice", period="2026-01")).fact(MetricPublished)
    assert (fact.value, fact.denominator) == ("4", "8")
    house.verified()
    limit = f'["limit.x"]\nbreach = "alarm"\nmust = "sum(total) > 1"\nover = "surveys"\n{LIVELY}'
    assert said(check_text(CHARTER + VOICE + limit)) == [("limit.x", "over")]


def test_no_answer_of_a_small_group_comes_out_of_what_is_shown() -> None:
    survey = read(charter_from(CHARTER + VOICE).articles["survey.voice"])
    seen = set()
    for small in product((1, 2), repeat=3):
        answers = {f"m{number}": {"heard": 1 + number % 5} for number in range(10)}
        answers |= {f"s{number}": {"heard": said} for number, said in enumerate(small)}
        classes = {member: "steward" if member[0] == "s" else "worker" for member in answers}
        (whole,) = counted(survey, answers, classes)
        assert (whole.who, whole.people) == ("all", 13)
        seen.add(whole.total)
    assert len(seen) == 4  # only how many of the thirteen together, never the class of three


def test_a_group_is_not_told_by_the_difference_of_two_others() -> None:
    mixed = [1, 2, 3, 4, 5]
    assert shown_groups({"a": mixed, "b": mixed * 2}, 5) == ("a", "b")
    assert shown_groups({"a": mixed, "b": mixed * 2, "c": [1, 2]}, 5) == ("b",)
    assert shown_groups({"a": mixed, "b": [5] * 9}, 5) == ()  # b is what is left, and all of it said the same


def test_a_forged_count_is_refused(tmp_path: Path) -> None:
    from auzolan.journal.entry import Entry
    from auzolan.metrics.survey_facts import AnswerCell, Counted
    from auzolan.organisation import around, judge

    house = house_with(tmp_path)
    answered(house, 4, 4, 4, 4, 4, 5, 5, 2)
    org = house.office.now()
    article = org.states["charter"].articles["survey.voice"][-1].seq

    def why(by: str = "node", at: str = "2026-02-02T09:00:00Z", answered: int = 8, **result: Any) -> str:
        one = Counted(**{"question": "heard", "who": "all", "people": 8, "total": 32, **result})
        fact = SurveyCounted(survey="survey.voice", article=article, period="2026-01", asked=8, answered=answered,
                             results=(one,))
        entry: Entry[Any] = Entry(seq=org.seq, at=at, by=by, charter=org.charter_seq, fact=fact)
        refusal = judge(org, entry, around(org, entry, house.office.fact))
        return refusal.why if refusal else ""

    assert why() == ""
    assert why(by="m1").startswith("The node alone")
    assert why(at="2026-01-31T09:00:00Z") == "2026-01 is not over."
    assert why(people=4, total=9).startswith("A result rests on too few")
    assert why(answered=9).startswith("More answers were counted")
    assert why(total=40).startswith("Somebody's own")
    assert why(cells=(AnswerCell(answer=4, people=4),)).startswith("Somebody's own")
    assert why(cells=(AnswerCell(answer=4, people=5),)).startswith("Somebody's own")
    assert why(question="hard").startswith("A result rests")


@pytest.mark.parametrize(("before", "after", "field"), [
    ("least = 5", "least = 4", "least"),
    ('name = "stay"', 'name = "heard"', "questions[1].name"),
    ("highest = 5\n", "highest = 1\n", "questions[1]"),
    ("highest = 5\n", "", "questions[1]"),
    ('["yes", "not sure", "no"]', '["yes"]', "questions[2].choices"),
    ('["yes", "not sure", "no"]', '["yes", "no"]\nlowest = 1', "questions[2].choices"),
    ('asks = "body.assembly"', 'asks = "body.none"', "asks"),
    ('period = "month"', 'period = "week"', "period"),
])
def test_what_cannot_be_answered_is_a_finding(before: str, after: str, field: str) -> None:
    assert VOICE.count(before) == 1
    found = said(check_text(CHARTER + VOICE.replace(before, after)))
    assert ("survey.voice", field) in found
    assert {where for where, _field in found} == {"survey.voice"}


def test_it_says_who_is_asked_what_and_from_how_many_on_it_is_shown() -> None:
    article = charter_from(CHARTER + VOICE).articles["survey.voice"]
    assert read_text(article.text) == article
    assert plain_words(article, charter_from(CHARTER + VOICE)) == (
        "Once in each month we ask Assembly: How much is what you say heard here? Do you mean to stay? Nobody sees "
        "anybody's answers; with 5 answers or more, they are shown together and by class."
    )


@pytest.mark.parametrize(("kind", "period"), [("year", "2026"), ("quarter", "2026-Q4"), ("month", "2026-11")])
def test_the_period_of_a_day(kind: str, period: str) -> None:
    assert period_at(kind, "2026-11-23") == period
