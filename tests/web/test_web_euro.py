"""A euro through a browser's requests: planned beside paid, every figure with what it rests on."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from web_place import START, Place, books, founded

from auzolan.charter.decide import DoWhatIsDue
from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution
from auzolan.journal.entry import NODE

PERIOD = "?period=2026-09"
GREEN = """
["contribution.price_paid"]
brings = "what a pound was paid"
unit = "1"
places = 2
aggregate = "latest"
who = "class.farmer_coop"
confirms = "mandate.bookkeeper"

["contribution.cost_of_production"]
brings = "what a pound costs to grow"
unit = "1"
places = 2
aggregate = "latest"
who = "class.farmer_coop"
confirms = "mandate.bookkeeper"

["limit.cost_of_production"]
title = "No harvest is paid below what it costs"
over = "members where class = 'farmer_coop'"
per = "row"
must = "price_paid >= cost_of_production"
breach = "alarm"
benefits = "class.farmer_coop"
bears_cost = "class.worker_owner"
decides = "body.assembly"
review = 2028-01-31

["price.usual"]
title = "As it is usually sold"
price = "100.00 USD"
learned_from = "A handbook of the trade"
as_of = 2026-08-01

[["price.usual".parts]]
receiver = "Grower co-ops"
amount = "8.00 USD"
gets = "growers"
"""
WATCHED = (
    ('sold_as = ["Income:Sales:*"]', 'sold_as = ["Income:Sales:*"]\nbeside = "price.usual"\nalso = ["9.50 USD"]'),
    ('goes_on = "price.pound"', 'cost = "4.60 USD"\nlimit = "limit.cost_of_production"\ngoes_on = "price.pound"'),
)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Place]:
    """The same place with a usual chain beside ours, and a limit on what a harvest is paid."""
    text = preset("equal_exchange") + GREEN
    for old, new in WATCHED:
        assert old in text
        text = text.replace(old, new, 1)
    made = founded(tmp_path, text)
    made.admit("Hills", "farmer_coop", email="hills@example.org")
    books(made)
    yield made
    from django.core import mail

    mail.outbox = []
    made.node.close()


def links(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', page)]


def test_each_part_stands_planned_beside_paid_with_what_is_left(with_books, texts) -> None:
    said = texts(with_books.browser("Ana").get(with_books.at(f"euro{PERIOD}")))
    assert "Grower co-ops 4.10 0.41 0.49 600.00" in said
    assert "Our work 2.50 0.25 0.25 300.00" in said
    assert "not explained by these parts 0.00 0.00 0.24 300.00" in said
    assert "The price 10.00 1.00 1.00 1,220.00" in said


def test_every_figure_that_was_paid_leads_to_lines_that_add_up_to_it(with_books) -> None:
    browser = with_books.browser("Ana")
    page = browser.get(with_books.at(f"euro{PERIOD}")).content.decode()
    view = json.loads(browser.get(with_books.at(f"euro.json{PERIOD}")).content)
    (bag,) = view["prices"]
    behind = [one for one in links(page) if "/euro/paid?" in one]
    assert len(set(behind)) == sum(bool(row["paid"]) for row in bag["rows"]) + 1
    for row in bag["rows"]:
        if row["paid"]:
            query = {"price": bag["id"], "part": str(row["number"]), "period": "2026-09"}
            lines = json.loads(browser.get(with_books.at("euro/paid.json"), query).content)
            assert lines["total"] == row["paid"], row
            assert sum(int(one["amount"].replace(".", "")) for one in lines["lines"]) == int(
                row["paid"].replace(".", ""))
    whole = {"price": bag["id"], "part": "whole", "period": "2026-09"}
    assert json.loads(browser.get(with_books.at("euro/paid.json"), whole).content)["total"] == bag["came_in"]
    assert all(browser.get(one).status_code == 200 for one in behind)


def test_what_is_planned_leads_to_the_article_that_says_so(with_books) -> None:
    browser = with_books.browser("Ana")
    page = browser.get(with_books.at(f"euro{PERIOD}")).content.decode()
    article = with_books.at("charter/price.bag")
    assert article in links(page)
    assert browser.get(article).status_code == 200


def test_each_euro_is_followed_to_the_port_and_what_lies_behind_is_unknown(with_books, texts) -> None:
    said = texts(with_books.browser("Ana").get(with_books.at(f"euro{PERIOD}")))
    assert "To the last hand" in said
    assert "unknown 0.3447 0.4135" in said  # 475 of the 565 that are landed
    assert "Importer 0.0181 0.0217" in said
    assert "Together 1.0000 1.0000" in said
    assert "Equal Exchange, the chain of a pound of coffee, 1 November 2026" in said


def test_a_price_below_its_cost_the_usual_chain_and_other_published_prices_are_said(watched, texts) -> None:
    browser = watched.browser("Ana")
    answer = browser.get(watched.at(f"euro{PERIOD}"))
    said = texts(answer)
    assert "Grower co-ops get 0.50 USD less than the 4.60 USD it costs them." in said
    assert "Grower co-ops what it costs, less what was paid for it 0.50" in said
    assert "A handbook of the trade, 1 August 2026" in said
    assert "Grower co-ops 0.49 0.08" in said
    assert "not explained 0.24 0.92" in said
    assert "which no part explains: 9.50 USD" in said
    assert answer.content.decode().count('class="chart pricebar"') == 3


def test_a_limit_says_when_a_harvest_is_paid_below_what_it_costs(watched, texts) -> None:
    hills, browser = watched.members["Hills"], watched.browser("Ana")

    def says(contribution: str, amount: str) -> None:
        watched.do(RecordContribution(contribution=contribution, amount=amount, member=hills, date="2026-09-20"),
                   at=START)
        watched.do(DoWhatIsDue(), by=NODE, at=START)

    says("cost_of_production", "1.76")
    says("price_paid", "1.80")
    said = texts(browser.get(watched.at(f"euro{PERIOD}")))
    assert "No harvest is paid below what it costs keeps watch over: Grower co-ops" in said
    assert "does not hold" not in said
    says("price_paid", "1.60")
    assert "it does not hold now" in texts(browser.get(watched.at(f"euro{PERIOD}")))


@pytest.mark.parametrize("query", ["", "?price=price.none", "?price=rule.surplus", "?price=price.bag&part=77",
                                   "?price=price.bag&part=-1", "?price=price.bag&part=%C2%B2"])
def test_there_is_nothing_behind_a_part_that_no_price_has(with_books, query: str) -> None:
    assert with_books.browser("Ana").get(with_books.at(f"euro/paid{query}")).status_code == 404


def test_a_stranger_sees_neither_prices_nor_what_stands_behind_them(with_books) -> None:
    for path in (f"euro{PERIOD}", f"euro/paid{PERIOD}&price=price.bag", f"euro.json{PERIOD}"):
        assert with_books.browser().get(with_books.at(path)).status_code in (302, 404)
