"""What the tests of writers write: real journals, and names that no program likes."""

from pathlib import Path

import pytest

from auzolan.export.plain_text.records import Book, OutBooking, OutLeg, OutPrice, Rate
from auzolan.intake import beancount, hledger, ledger
from auzolan.intake.plain_text.booking import Cost, Leg, Price, Reading

FILES = (
    "beancount-basic.beancount", "beancount-example.beancount", "hackclub-2015.ledger", "hackclub-2016.ledger",
    "hledger-borrowing.journal", "hledger-invoicing-accrual.journal", "hledger-multicurrency.journal",
    "hledger-quickstart.journal", "hledger-sample.journal", "ledgercli-drewr3.dat", "ledgercli-sample.dat",
)
NASTY = (
    "Assets:Bank", "assets:bank", "assets:Bank", "asset:bank", "Assets", "debts:to bob", "debts:to  bob",
    "debts:to-bob",
    "Русский язык:Активы", "Asséts:Bánk", "expenses:R & D", "expenses:R + D", "income:2024", "revenues:9 lives:x",
    "(odd)", "[odder]", "* star", "日本:円", "expenses:a;b", "expenses:say \"hi\"", "équipe:été",
    "Expenses:a-", "Expenses:-a",
    "Equity:Unclassified:Equipe", "Equity:Conversions", "a:b:",
    "liabilities:payable:Ünal [2020-01-01], date:1", "e\u0301",
)
NASTY_UNITS = (
    "$", "€", "", "EUR", "eur", "h", "H", "kg", "green apples", 'a"b', "DOLLAR", "X" * 40, "x" * 41, "大", "€€", "2x;y",
)


def journal(data_dir: Path, file: str) -> Reading:
    """A real journal, read by our own reader, without findings."""
    path = data_dir / "accounting" / file
    if not path.is_file():
        pytest.skip(f"{file} is absent from the folder of real data")
    read = beancount if file.endswith("beancount") else hledger if file.startswith("hledger") else ledger
    reading = read.read(path, year=2026)
    assert reading.findings == ()
    return reading


def rate(one: Cost | Price | None) -> Rate | None:
    return None if one is None else Rate(one.amount, one.unit, one.kind)


def out(leg: Leg) -> OutLeg:
    return OutLeg(leg.account, leg.amount, leg.unit, rate(leg.cost), rate(leg.price), leg.virtual)


def book(reading: Reading) -> Book:
    """A reading as the writers are given it."""
    return Book(
        units=reading.units,
        accounts=[account.account for account in reading.accounts],
        bookings=[
            OutBooking(one.date, one.status, one.payee, one.narration, at, tuple(out(leg) for leg in one.legs))
            for at, one in enumerate(reading.bookings)
        ],
        prices=[OutPrice(price.date, price.unit, price.amount, price.per) for price in reading.prices],
    )
