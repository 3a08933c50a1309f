"""The pages of metrics and surveys: definition, history and why of a figure; sealed answers and safe results."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from web_place import START, Place, founded

from auzolan.charter.decide import DoWhatIsDue
from auzolan.charter.preset import preset
from auzolan.flows.agreements import MakeAgreement
from auzolan.flows.orders import PlaceOrder
from auzolan.flows.requests import RecordContribution
from auzolan.metrics.decide import PublishMetric
from auzolan.metrics.surveying import AnswerSurvey

SURVEY = """
["survey.voice"]
title = "Voice"
says = "How it is to work here."
asks = "class.worker"
period = "month"
by_class = true
[["survey.voice".questions]]
name = "heard"
asks = "How much is what you say heard here?"
lowest = 1
highest = 5
[["survey.voice".questions]]
name = "stay"
asks = "Do you mean to stay?"
choices = ["yes", "not sure", "no"]
"""
OCTOBER = datetime(2026, 10, 2, 9, tzinfo=UTC)
HOURS = ("100", "90", "80", "70", "60.5", "20")


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    charter = preset("mondragon").replace('"flows.*"', '"flows.*", "metrics.metric_published"', 1) + SURVEY
    place = founded(tmp_path, charter=charter, worker="worker", exercise=True)
    for name in ("Dee", "Eli", "Fay"):
        place.admit(name, "worker", email=f"{name.lower()}@example.org")
    for member, hours in zip(place.members.values(), HOURS, strict=True):
        place.do(RecordContribution(contribution="hours", amount=hours, member=member, date="2026-09-02"), at=START)
    monkeypatch.setenv("AUZOLAN_CLOCK", "2026-09-20T09:00:00Z")
    yield place
    from django.core import mail

    mail.outbox = []
    place.node.close()


def published(coop: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUZOLAN_CLOCK", "2026-10-02T09:00:00Z")
    coop.do(PublishMetric(metric="metric.care", period="2026-09"), at=OCTOBER)


def test_a_metric_shows_its_meaning_its_formulas_and_how_it_moved(coop, texts, monkeypatch) -> None:
    ana = coop.browser("Ana")
    said = texts(ana.get(coop.at("metrics")))
    assert "1 figure says how we are doing." in said
    assert "Not measured yet." in said
    published(coop, monkeypatch)
    assert "70.08 h" in texts(ana.get(coop.at("metrics")))
    page = texts(ana.get(coop.at("metrics/metric.care")))
    for words in ("70.08 h", "sum(hours)", "count(*)", "members where class",
                  "September 2026", "It does not say who needed them", "31 January 2028"):
        assert words in page, words
    rows = ana.get(coop.at("metrics/metric.care.csv")).content.decode()
    assert "70.083333333333" in rows
    assert ana.get(coop.at("metrics/metric.care.json")).json()["history"][0]["value"] == "70.08"


def test_the_why_of_a_figure_is_worked_out_again_from_its_entries(coop, texts, monkeypatch) -> None:
    published(coop, monkeypatch)
    said = texts(coop.browser("Ana").get(coop.at("metrics/metric.care/why/2026-09")))
    assert "computed again just now, same result" in said
    assert "exactly 70.083333333333 h" in said
    assert "420.5 h" in said
    assert ".." not in said
    assert "All 6 entries that it rests on" in said
    for period in ("2026-08", "none", "2026"):
        assert coop.browser("Ana").get(coop.at(f"metrics/metric.care/why/{period}")).status_code == 404
    assert coop.browser("Ana").get(coop.at("metrics/metric.none")).status_code == 404


def test_only_who_is_trusted_with_it_measures(coop, texts, monkeypatch) -> None:
    monkeypatch.setenv("AUZOLAN_CLOCK", "2026-10-02T09:00:00Z")
    ana, address = coop.browser("Ana"), coop.at("metrics/metric.care")
    assert 'id="measure"' not in ana.get(address).content.decode()
    refused = ana.post(address, {"period": "2026-09"})
    assert refused.status_code == 422
    assert "does not hold it" in texts(refused)


def test_retiring_a_metric_begins_with_a_look_at_what_it_would_change(coop, texts) -> None:
    page = coop.browser("Ana").post(coop.at("propose"), {"retires": "metric.care", "do": "look"})
    assert page.status_code == 200
    assert "Care for one another" in texts(page)


def test_a_member_answers_a_survey_and_only_they_see_what(coop, texts) -> None:
    ana, address = coop.browser("Ana"), coop.at("surveys/survey.voice")
    assert "0 of 6 have answered so far" in texts(ana.get(address))
    sent = ana.post(address, {"q-heard": "4", "q-stay": "2", "key": coop.key(ana, "surveys/survey.voice")})
    assert sent.status_code == 302
    own = ana.get(address).content.decode()
    assert re.search(r'name="q-heard" value="4" checked', own)
    assert [one["own"] for one in ana.get(coop.at("surveys/survey.voice.json")).json()["questions"]] == [4, 2]
    bo = coop.browser("Bo")
    assert "checked" not in bo.get(address).content.decode()
    assert [one["own"] for one in bo.get(coop.at("surveys/survey.voice.json")).json()["questions"]] == [-1, -1]
    assert "1 of 6 has answered so far" in texts(bo.get(address))


def test_a_wrong_answer_comes_back_with_what_was_chosen(coop, texts) -> None:
    ana, address = coop.browser("Ana"), coop.at("surveys/survey.voice")
    for wrong in ("6", "-1", "x", "9999", "٣"):
        back = ana.post(address, {"q-heard": wrong, "q-stay": "2"})
        assert back.status_code == 422, wrong
        assert re.search(r'name="q-stay" value="2" checked', back.content.decode()), wrong
    assert ana.post(address, {}).status_code == 422


def test_what_is_counted_is_shown_together_and_small_answers_are_not(coop, texts, monkeypatch) -> None:
    for member, heard in zip(coop.members.values(), (4, 4, 4, 4, 4, 2), strict=True):
        coop.do(AnswerSurvey(survey="survey.voice", answers={"heard": heard, "stay": 1}), by=member,
                at=START + timedelta(days=1))
    monkeypatch.setenv("AUZOLAN_CLOCK", "2026-10-02T09:00:00Z")
    coop.do(DoWhatIsDue(), by="node", at=OCTOBER)
    page = texts(coop.browser("Ana").get(coop.at("surveys/survey.voice")))
    assert "3.67 on average, from 1 to 5" in page
    assert "Too few answered, or all said the same: nothing is shown." in page  # everybody means to stay
    view = coop.browser("Ana").get(coop.at("surveys/survey.voice.json")).json()
    heard, stay = view["rounds"][0]["outcomes"]
    assert (heard["people"], heard["average"], heard["answers"]) == (6, "3.67", [])  # one other answer would be told
    assert (stay["people"], stay["answers"]) == (0, [])


def test_the_entries_of_surveys_and_promises_say_what_happened_and_no_answer(coop, texts) -> None:
    ana = coop.members["Ana"]
    words = {
        coop.do(AnswerSurvey(survey="survey.voice", answers={"heard": 4}), by=ana, at=START): "A member answered Voice",
        coop.do(MakeAgreement(provider=ana, resource="bread", unit="h"), at=START): "may agree on bread from 1 Sept",
        coop.do(PlaceOrder(provider="us", resource="bread", amount="2 h"), by=ana, at=START): "ordered 2.00 h bread",
    }
    for answer, said in words.items():
        page = texts(coop.browser("Bo").get(coop.at(f"entry/{answer.seqs[-1]}")))
        assert said in page
        assert "%(" not in page
        assert '"heard"' not in page
