"""What we write for Beancount passes Beancount's own check, and every name comes back."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from books_to_write import FILES, NASTY, NASTY_UNITS, book, journal
from hypothesis import given
from hypothesis import strategies as st

from auzolan.export import beancount as writer
from auzolan.export.plain_text.names import beancount_account, beancount_unit, distinct, name_back
from auzolan.export.plain_text.records import Book, OutBooking, OutLeg, OutPrice, Rate
from auzolan.intake import beancount as reader
from auzolan.intake.plain_text.booking import balances

BALANCING = ("Equity:Conversions", "Equity:Virtual")
DAY = date(2026, 3, 1)


def loaded(text: str) -> tuple[list[Any], list[Any]]:
    """(entries, errors) of Beancount itself."""
    from beancount import loader

    entries, errors, _ = loader.load_string(text)
    return entries, errors


def held(entries: list[Any]) -> dict[str, dict[str, Decimal]]:
    """Account -> unit -> amount in Beancount's eyes, zeros left out."""
    found: dict[str, dict[str, Decimal]] = {}
    for entry in entries:
        for leg in getattr(entry, "postings", ()):
            units = found.setdefault(leg.account, {})
            units[leg.units.currency] = units.get(leg.units.currency, Decimal()) + leg.units.number
    return {name: left for name, units in found.items() if (left := {unit: n for unit, n in units.items() if n})}


def in_our_words(text: str, entries: list[Any]) -> dict[str, dict[str, Decimal]]:
    names = name_back(text.splitlines())
    return {
        names.accounts[account]: {names.units[unit]: amount for unit, amount in units.items()}
        for account, units in held(entries).items()
    }


@pytest.mark.parametrize("file", FILES)
def test_beancount_accepts_each_real_journal_and_finds_the_same_balances(data_dir: Path, file: str) -> None:
    reading = journal(data_dir, file)
    text = "".join(writer.write(book(reading)))
    entries, errors = loaded(text)
    assert errors == []
    found = in_our_words(text, entries)
    wanted = balances(reading.bookings)
    own = set(wanted)
    assert {account: units for account, units in found.items() if account in own or account not in BALANCING} == wanted


@pytest.mark.parametrize("file", FILES)
def test_our_own_reader_takes_back_what_we_wrote_for_beancount(data_dir: Path, tmp_path: Path, file: str) -> None:
    text = "".join(writer.write(book(journal(data_dir, file))))
    path = tmp_path / "books.beancount"
    path.write_text(text, encoding="utf-8")
    again = reader.read(path)
    assert again.findings == ()
    assert balances(again.bookings) == held(loaded(text)[0])


def nasty(accounts: tuple[str, ...], units: tuple[str, ...]) -> Book:
    return Book(
        units=dict.fromkeys(units, 2),
        accounts=accounts,
        bookings=[
            OutBooking(DAY, "pending", 'the "payee"\\', "two\nlines; #no-tag", 7, (
                OutLeg(account, Decimal(at + 1), units[at % len(units)], price=Rate(Decimal("1.5"), "EUR")),
            ))
            for at, account in enumerate(accounts)
        ],
        prices=[OutPrice(DAY, "$", Decimal("1.1"), "€")] if {"$", "€"} <= set(units) else [],
    )


def test_names_that_beancount_would_refuse_come_back_as_they_were() -> None:
    text = "".join(writer.write(nasty(NASTY, NASTY_UNITS)))
    entries, errors = loaded(text)
    assert errors == []
    found = in_our_words(text, entries)
    for at, account in enumerate(NASTY):
        if account != "Equity:Conversions":
            assert found[account] == {NASTY_UNITS[at % len(NASTY_UNITS)]: Decimal(at + 1)}


@given(st.lists(st.text(min_size=1, max_size=30).filter(lambda name: name.strip(":\n") != ""), max_size=8, unique=True))
def test_no_two_accounts_share_a_name_outside_and_each_leads_back(names: list[str]) -> None:
    outside = distinct(names, beancount_account)
    assert sorted({out: name for name, out in outside.items()}.values()) == sorted(names)
    for name in outside.values():
        assert reader.scan(Path("x"))._entries.account(name) == name


@given(st.lists(st.text(max_size=40), max_size=8, unique=True))
def test_no_two_units_share_a_code_outside_and_each_leads_back(codes: list[str]) -> None:
    outside = distinct(codes, beancount_unit)
    assert sorted({out: code for code, out in outside.items()}.values()) == sorted(codes)
    assert all(len(code) <= 24 and code[0].isupper() and code.isascii() for code in outside.values())


def test_a_name_that_beancount_allows_stays_as_it_is_even_beside_a_lookalike() -> None:
    outside = distinct(["assets:bank", "Assets:Bank"], beancount_account)
    assert outside == {"Assets:Bank": "Assets:Bank", "assets:bank": "Assets:Bank-2"}


def test_an_exchange_is_balanced_by_a_leg_that_says_so() -> None:
    legs = (OutLeg("Assets:Cash", Decimal("-20"), "EUR", price=Rate(Decimal("7.53"), "HRK")),
            OutLeg("Assets:Cash", Decimal("150.60"), "HRK"))
    text = "".join(writer.write(Book(units={"EUR": 2, "HRK": 2}, accounts=(), bookings=[
        OutBooking(DAY, "posted", "", "exchange office", 3, legs)])))
    assert text.endswith(
        '2026-03-01 * "exchange office"\n'
        "  auzolan-entry: 3\n"
        "  Assets:Cash  -20.00 EUR\n"
        '    auzolan-price: "7.53 HRK each"\n'
        "  Assets:Cash  150.60 HRK\n"
        "  Equity:Conversions  20.00 EUR\n"
        "    auzolan-added: TRUE\n"
        "  Equity:Conversions  -150.60 HRK\n"
        "    auzolan-added: TRUE\n\n"
    )
    assert loaded(text)[1] == []


def test_a_virtual_leg_is_balanced_apart_from_an_exchange() -> None:
    book_ = Book(units={"EUR": 2}, accounts=(), bookings=[
        OutBooking(DAY, "posted", "", "tithe", 1, (OutLeg("Liabilities:Tithe", Decimal("-3"), "EUR", virtual=True),))])
    assert "  Equity:Virtual  3.00 EUR\n    auzolan-added: TRUE\n" in "".join(writer.write(book_))
