"""Trying other numbers of a rule that pays an amount: what each is worth, and which limit would break by paying it."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from web_place import START, Place, founded

from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution, RecordEntry
from auzolan.rules.decide import RunRule

PAY = """
["rule.thanks"]
title = "Thanks for the harvest days"
says = "Three euros for each hour of harvest."
does = "amount"
unit = "EUR"
among = "members where hours > 0 h"
by = "hours * 3.00 EUR/h"
from = "Expenses:Thanks"
to = "Equity:Capital:{member}:{year}"
procedure = "procedure.ordinary"
contest_days = 14
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31

["limit.thanks"]
title = "Thanks stay small"
says = "All thanks of a year are at most 1,000 euros."
account = "Expenses:Thanks"
must = "balance <= 1000.00 EUR"
breach = "refuse"
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
"""
TRY = "rules/rule.thanks/try"


@pytest.fixture
def thanked(tmp_path) -> Iterator[Place]:
    """Thirteen workers with 20 hours each: 780 EUR of thanks, where 1,000 are allowed."""
    place = founded(tmp_path, charter=preset("mondragon") + PAY, worker="worker")
    for number in range(10):
        place.admit(f"Member {number}", "worker")
    for member in place.members.values():
        place.do(RecordContribution(contribution="hours", amount="20", member=member, date="2026-09-02"), at=START)
    place.do(RecordEntry(
        legs=(("Assets:Bank", "9000.00 EUR"), ("Equity:Opening", "-9000.00 EUR")), date="2026-09-03",
    ), at=START)
    place.do(RunRule(rule="rule.thanks", period="2026"), at=START + timedelta(days=1))
    yield place
    place.node.close()


def shown(place: Place, **typed: str) -> dict:
    query = urlencode({f"n.{key}": value for key, value in typed.items()})
    return place.browser("Ana").get(f"{place.at(TRY)}.json?{query}").json()


def test_a_limit_that_paying_it_would_break_is_named_with_its_reason(thanked: Place, texts) -> None:
    name = next(one["number"]["name"] for one in shown(thanked)["numbers"] if one["number"]["text"] == "3.00")
    assert shown(thanked)["outcome"]["limits"] == []
    assert shown(thanked, **{name: "3.80"})["outcome"]["limits"] == [], "988.00 euros are within it"
    (broken,) = shown(thanked, **{name: "4.00"})["outcome"]["limits"]
    assert broken["limit"] == "limit.thanks"
    said = texts(thanked.browser("Ana").get(f"{thanked.at(TRY)}?n.{name}=4.00"))
    assert "1 limit would be broken by paying it" in said
    assert "Thanks stay small" in said
    assert broken["why"] in said


def test_one_percent_of_an_hourly_amount_is_one_percent_of_every_line(thanked: Place) -> None:
    effects = {(one["number"], one["by"]): one for one in shown(thanked)["outcome"]["effects"]}
    (up,) = [one for (_, by), one in effects.items() if by == 1 and one["to"].startswith("3.03")]
    assert (up["total"], up["own"], up["largest"]) == (780, 60, 60), "13 times 60 cents"
