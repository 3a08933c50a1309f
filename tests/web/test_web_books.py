"""The books as pages: statements, accounts, and the treasurer's day."""

import json

from auzolan.flows.facts import PostingsMade


def test_books_say_what_is_there_and_every_account_leads_to_its_postings(with_books, texts) -> None:
    browser = with_books.browser("Ana")
    page = browser.get(with_books.at("books?period=2026"))
    assert page.status_code == 200 and "Balance sheet" in texts(page)
    books = json.loads(browser.get(with_books.at("books.json?period=2026")).content)
    lines = [line for part in books["sheet"] for line in part["lines"] if line["key"]]
    assert lines
    account = browser.get(with_books.at(f"books/{lines[0]['key']}"))
    assert account.status_code == 200 and "are in this account" in texts(account)
    assert "/entry/" in account.content.decode()


def test_the_statements_add_up_to_the_trial_balance(with_books) -> None:
    books = json.loads(with_books.browser("Ana").get(with_books.at("books.json?period=2026")).content)

    def total(root: str) -> int:
        part = next(part for part in books["sheet"] if part["root"] == root)
        return sum(int(amount.replace(".", "")) for amount, unit in part["total"] if unit == "USD")

    earned = sum(int(amount.replace(".", "")) for amount, unit in books["open_result"] if unit == "USD")
    assert total("Assets") == total("Liabilities") + total("Equity") + earned


def test_a_stranger_does_not_reach_the_books(with_books) -> None:
    for path in ("books", "books.json", "books/Assets:Bank", "flows", "record"):
        assert with_books.browser().get(with_books.at(path)).status_code != 200, path


def test_flows_show_money_and_hours(with_books, texts) -> None:
    page = with_books.browser("Ana").get(with_books.at("flows?period=2026-09"))
    assert page.status_code == 200
    assert "Money, from those who paid to those who received" in texts(page)


def test_recording_without_a_mandate_is_refused_and_what_was_typed_stays(with_books) -> None:
    browser = with_books.browser("Ana")
    address = with_books.at("record?posting=posting.sale")
    before = with_books.office.now().seq
    form = {"posting": "posting.sale", "date": "2026-09-28", "part net": "77.00", "unit": "USD", "payee": "Canary"}
    answer = browser.post(address, form)
    assert answer.status_code == 422
    assert "77.00" in answer.content.decode() and "Canary" in answer.content.decode()
    assert with_books.office.now().seq == before


def test_the_bookkeeper_records_a_sale_and_its_payment_in_parts_and_a_double_click_writes_once(with_books) -> None:
    browser = with_books.browser("Bo")
    dee = with_books.members["Dee"]
    sale = "record?posting=posting.sale"
    form = {
        "posting": "posting.sale", "date": "2026-09-28", "other": dee, "part net": "100.00", "part tax": "21.00",
        "unit": "USD", "leaf net": "Income:Sales:Shops", "key": with_books.key(browser, sale),
    }
    first = browser.post(with_books.at(sale), form)
    again = browser.post(with_books.at(sale), form)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.headers["Location"] == again.headers["Location"]
    state = with_books.office.now().states["flows"]
    ((claim, owed),) = state.claims.items()
    assert owed.open == 12_100
    pay = "record?posting=posting.receipt"
    paid = browser.post(with_books.at(pay), {
        "posting": "posting.receipt", "date": "2026-09-29", "claim": claim, "amount": "70.00", "unit": "USD",
        "key": with_books.key(browser, pay),
    })
    assert paid.status_code == 302
    assert with_books.office.now().states["flows"].claims[claim].open == 5_100
    assert with_books.office.now().states["flows"].balances["Assets:Bank", "USD"] == 27_000 + 7_000


def test_an_entry_is_corrected_by_its_reversal(with_books) -> None:
    browser = with_books.browser("Bo")
    before = with_books.office.now()
    rent = next(
        seq for seq in range(before.seq)
        if isinstance(fact := with_books.office.fact(seq), PostingsMade) and fact.postings[0].amount == "50.00"
    )
    answer = browser.post(with_books.at("record"), {
        "do": "correct", "entry": str(rent), "narration": "paid twice", "key": with_books.key(browser, "record"),
    })
    assert answer.status_code == 302
    account = with_books.office.fact(rent).postings[0].account
    assert with_books.office.now().states["flows"].balances[account, "USD"] == 0


def test_of_each_euro_the_parts_are_the_whole_and_what_nobody_knows_is_said(with_books, texts) -> None:
    said = texts(with_books.browser("Ana").get(with_books.at("euro?period=2026-09")))
    assert "Together 1.00 1,220.00" in said
    assert "at the farm gate" in said and "unknown" in said
