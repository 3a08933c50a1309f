"""The books begin on a page: balances, capital layers and what is still owed, on one sheet."""

import html
import re

import pytest
from web_place import Place, founded

from auzolan.charter.preset import preset
from auzolan.flows.requests import SettlePending
from auzolan.members.decide import GrantMandate, NameAgent
from auzolan.members.facts import AgentNamed

CAPITAL, BANK, DEBTS = "Equity:Capital:{member}:{year}", "Assets:Bank", "Assets:Receivable:{agent}"


@pytest.fixture
def begun(tmp_path) -> Place:
    made = founded(tmp_path, charter=preset("mondragon"), worker="worker")
    yield made
    from django.core import mail

    mail.outbox = []
    made.node.close()


@pytest.fixture
def shop(begun) -> str:
    answer = begun.do(NameAgent(nature="organisation", words={"name": "The Corner Shop"}))
    return answer.fact(AgentNamed).agent


def filled(place: Place, shop: str) -> dict[str, str]:
    ana = place.members["Ana"]
    return {
        "date": "2025-12-31", "unit": "EUR", f"amount {BANK} 0": "12 000.00",
        f"amount {DEBTS} 0": "500.00", f"whose {DEBTS} 0": shop, f"due {DEBTS} 0": "2026-01-31",
        f"amount {CAPITAL} 0": "9000.00", f"whose {CAPITAL} 0": ana, f"year {CAPITAL} 0": "2024",
        f"amount {CAPITAL} 1": "1000.00", f"whose {CAPITAL} 1": ana, f"year {CAPITAL} 1": "2025",
        "against": "Equity:Opening",
    }


def held(place: Place) -> dict[str, str]:
    return {name: amount for (name, unit), amount in place.office.now().states["flows"].balances.items() if amount}


def test_adding_up_writes_nothing_and_a_new_line_appears_where_one_was_filled_in(begun, shop, texts) -> None:
    browser, before = begun.browser("Bo"), begun.office.now().seq
    page = browser.post(begun.at("opening"), filled(begun, shop) | {"do": "sum"})
    assert page.status_code == 200 and begun.office.now().seq == before
    names = re.findall(r'name="([^"]+)"', html.unescape(page.content.decode()))
    assert f"amount {CAPITAL} 2" in names and f"amount {CAPITAL} 3" not in names
    assert "what is ours: 2,500.00 EUR" in texts(page)


def test_the_books_begin_with_capital_layers_and_what_is_owed_can_be_paid(begun, shop) -> None:
    browser, ana = begun.browser("Bo"), begun.members["Ana"]
    sheet = filled(begun, shop) | {"do": "begin", "key": begun.key(browser, "opening")}
    first, again = (browser.post(begun.at("opening"), sheet) for _ in range(2))
    assert (first.status_code, again.status_code) == (302, 302)
    assert held(begun) == {}  # so large an entry waits for somebody else's signature
    (waiting,) = begun.office.now().states["flows"].pending
    begun.do(GrantMandate(mandate="mandate.bookkeeper", member=begun.members["Cleo"]))
    begun.do(SettlePending(entry=waiting), by=begun.members["Cleo"])
    assert held(begun) == {
        BANK: 1_200_000, f"Assets:Receivable:{shop}": 50_000, f"Equity:Capital:{ana}:2024": -900_000,
        f"Equity:Capital:{ana}:2025": -100_000, "Equity:Opening": -250_000,
    }
    ((claim, owed),) = begun.office.now().states["flows"].claims.items()
    assert (owed.debtor, owed.creditor, owed.open, owed.due) == (shop, "us", 50_000, "2026-01-31")
    paid = browser.post(begun.at("record"), {
        "posting": "posting.receipt", "claim": claim, "unit": "EUR", "date": "2026-09-10",
        "key": begun.key(browser, "record?posting=posting.receipt"),
    })
    assert paid.status_code == 302
    assert not begun.office.now().states["flows"].claims
    assert held(begun)[BANK] == 1_250_000


def test_what_cannot_be_written_is_said_where_it_stands_and_what_was_typed_stays(begun, shop, texts) -> None:
    browser, before = begun.browser("Bo"), begun.office.now().seq
    faults = (
        ({f"amount {BANK} 0": "1.2.3"}, "is not an amount"),
        ({f"year {CAPITAL} 0": ""}, "for which year"),
        ({f"year {CAPITAL} 0": "soon"}, "is not a year"),
        ({f"whose {CAPITAL} 0": ""}, "whose it is"),
        ({"amount Liabilities:Loans:* 0": "5.00"}, "has no name"),
        ({f"whose {DEBTS} 0": "nobody"}, "The charter has no such account"),
        ({"against": ""}, "differ by 2500.00 EUR"),
        ({"date": "yesterday"}, "It is not a date"),
    )
    for wrong, why in faults:
        answer = browser.post(begun.at("opening"), filled(begun, shop) | wrong | {"do": "begin"})
        assert answer.status_code == 422 and why in texts(answer), wrong
        assert 'value="9000.00"' in answer.content.decode()
    assert begun.office.now().seq == before
    assert browser.post(begun.at("opening"), {"do": "begin"}).status_code == 422


def test_without_a_mandate_the_sheet_is_refused(begun, shop) -> None:
    before = begun.office.now().seq
    answer = begun.browser("Cleo").post(begun.at("opening"), filled(begun, shop) | {"do": "begin"})
    assert answer.status_code == 422 and begun.office.now().seq == before
    assert begun.browser().get(begun.at("opening")).status_code == 302
