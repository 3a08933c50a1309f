"""Beancount files are read as Beancount reads them: the same balances, the same strictness."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from expected_balances import expected

from auzolan.intake import beancount
from auzolan.intake.plain_text.booking import BalanceAsserted, Cost, Price, Reading, balances

OPEN = """
2020-01-01 open Assets:Cash
2020-01-01 open Assets:Broker
2020-01-01 open Expenses:Food EUR
2020-01-01 open Equity:Opening
2020-01-01 open Income:Gains
"""


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def reads(text: str, *, opened: bool = True) -> Reading:
        path = tmp_path / "books.beancount"
        path.write_text((OPEN if opened else "") + text, encoding="utf-8")
        return beancount.read(path)

    return reads


def refused(reading: Reading) -> str:
    """The one finding, in words; nothing else may be handed on."""
    assert len(reading.findings) == 1, [str(finding) for finding in reading.findings]
    assert (reading.bookings, reading.prices, reading.assertions, reading.accounts) == ((), (), (), ())
    return str(reading.findings[0])


@pytest.mark.parametrize("file", ["beancount-basic.beancount", "beancount-example.beancount"])
def test_the_real_files_have_the_balances_that_beancount_finds(data_dir: Path, file: str) -> None:
    wanted = expected(data_dir, file)
    reading = beancount.read(data_dir / "accounting" / file)
    assert reading.findings == ()
    assert balances(reading.bookings) == wanted
    assert all(asserted.ok for asserted in reading.assertions)


def held_by_beancount(text: str) -> dict[str, dict[str, Decimal]] | None:
    """The same in Beancount's own eyes, or None where it has an error."""
    from beancount import loader

    entries, errors, _ = loader.load_string(OPEN + text)
    if errors:
        return None
    found: dict[str, dict[str, Decimal]] = {}
    for entry in entries:
        for leg in getattr(entry, "postings", ()):
            units = found.setdefault(leg.account, {})
            units[leg.units.currency] = units.get(leg.units.currency, Decimal()) + leg.units.number
    return {name: left for name, units in found.items() if (left := {unit: n for unit, n in units.items() if n})}


ACCEPTED = {
    "an amount left out": '2020-02-01 * "a"\n  Assets:Cash  -3.50 EUR\n  Expenses:Food\n',
    "two units left out": '2020-02-01 * "a"\n  Assets:Cash  -3.50 EUR\n  Assets:Cash  2 USD\n  Equity:Opening\n',
    "only the unit written": '2020-02-01 * "a"\n  Assets:Cash  -3.50 EUR\n  Expenses:Food  EUR\n',
    "a computed amount": '2020-02-01 * "a"\n  Assets:Cash  -(7.00 + 3.50 * 2) / 4 EUR\n  Expenses:Food  3.5 EUR\n',
    "thousands": '2020-02-01 * "a"\n  Assets:Cash  -1,203.50 EUR\n  Expenses:Food  1203.50 EUR\n',
    "a tolerance of half the last place": (
        '2020-02-01 * "a"\n  Assets:Broker 3 AA @ 3.333 EUR\n  Assets:Cash -10.00 EUR\n'
        ''),
    "an inferred amount in the others' places": (
        '2020-02-01 * "a"\n  Assets:Broker 3.001 AA @ 3.333 EUR\n  Assets:Cash -5.00 EUR\n  Equity:Opening\n'),
    "a total price": '2020-02-01 * "a"\n  Assets:Broker -3 AA @@ 10.00 EUR\n  Assets:Cash 10.00 EUR\n',
    "a lot and its sale": (
        '2020-02-01 * "a"\n  Assets:Broker 10 AA {3.00 EUR}\n  Assets:Cash\n'
        '2020-03-01 * "b"\n  Assets:Broker -4 AA {} @ 5.00 EUR\n  Assets:Cash 20.00 EUR\n  Income:Gains\n'),
    "a lot at a total cost": '2020-02-01 * "a"\n  Assets:Broker 10 AA {{33.00 EUR}}\n  Assets:Cash\n',
    "a lot at a cost each and in all": '2020-02-01 * "a"\n  Assets:Broker 10 AA {3.00 # 9.95 EUR}\n  Assets:Cash\n',
    "a cost in all that does not divide": '2020-02-01 * "a"\n  Assets:Broker 6 AA {2 # 3.50 EUR}\n  Assets:Cash\n',
    "what is bought and owed in one transaction": (
        '2020-02-01 * "a"\n  Assets:Broker -2 AA {2.00 EUR}\n  Assets:Broker 4 AA {3.00 EUR}\n  Assets:Cash\n'),
    "a lot by date and label": (
        '2020-02-01 * "a"\n  Assets:Broker 5 AA {3.00 EUR, 2019-12-01, "x"}\n  Assets:Broker 5 AA {4.00 EUR, "y"}\n'
        '  Assets:Cash\n2020-03-01 * "b"\n  Assets:Broker -5 AA {"y"}\n  Assets:Cash\n'
        '2020-03-02 * "c"\n  Assets:Broker -2 AA {2019-12-01}\n  Assets:Cash\n'),
    "a lot by its date alone": (
        '2020-02-01 * "a"\n  Assets:Broker 5 AA {3.00 EUR, 2019-12-01}\n  Assets:Broker 5 AA {4.00 EUR}\n'
        '  Assets:Cash\n2020-03-02 * "c"\n  Assets:Broker -2 AA {2019-12-01}\n  Assets:Cash\n'),
    "a balance off by one in the last decimal": (
        '2020-02-01 * "a"\n  Assets:Cash  3.00 EUR\n  Income:Gains\n2020-02-02 balance Assets:Cash 3.01 EUR\n'),
    "a lot whose cost is inferred": '2020-02-01 * "a"\n  Assets:Broker 4 AA {}\n  Assets:Cash  -20.00 EUR\n',
    "every lot at once": (
        '2020-02-01 * "a"\n  Assets:Broker 5 AA {3.00 EUR}\n  Assets:Broker 5 AA {4.00 EUR}\n  Assets:Cash\n'
        '2020-03-01 * "b"\n  Assets:Broker -10 AA {}\n  Assets:Cash\n'),
    "first in, first out": (
        '2020-01-02 open Assets:Fifo "FIFO"\n'
        '2020-02-01 * "a"\n  Assets:Fifo 5 AA {3.00 EUR}\n  Assets:Cash\n'
        '2020-02-02 * "a"\n  Assets:Fifo 5 AA {4.00 EUR}\n  Assets:Cash\n'
        '2020-03-01 * "b"\n  Assets:Fifo -7 AA {}\n  Assets:Cash\n'),
    "lots that are not matched": (
        '2020-01-02 open Assets:None "NONE"\n'
        '2020-02-01 * "a"\n  Assets:None 5 AA {3.00 EUR}\n  Assets:Cash\n'
        '2020-03-01 * "b"\n  Assets:None -7 AA {4.00 EUR}\n  Assets:Cash\n'),
    "a pad": "2020-02-01 pad Assets:Cash Equity:Opening\n2020-02-02 balance Assets:Cash 7.00 EUR\n",
    "a pad after bookings": (
        '2020-01-15 * "a"\n  Assets:Cash  3.00 EUR\n  Income:Gains\n'
        "2020-02-01 pad Assets:Cash Equity:Opening\n2020-02-02 balance Assets:Cash 7.00 EUR\n"
        "2020-02-02 balance Assets:Cash 2.00 USD\n"),
    "a balance with its own tolerance": (
        '2020-02-01 * "a"\n  Assets:Cash  3.00 EUR\n  Income:Gains\n2020-02-02 balance Assets:Cash 3.04 ~ 0.05 EUR\n'),
    "a balance with sub-accounts": (
        '2020-01-01 open Assets:Cash:Till\n2020-02-01 * "a"\n  Assets:Cash:Till  3.00 EUR\n  Income:Gains\n'
        "2020-02-02 balance Assets:Cash 3.00 EUR\n"),
    "entries in any order": (
        '2020-02-02 balance Assets:Cash 3.00 EUR\n2020-02-01 * "a"\n  Assets:Cash  3.00 EUR\n  Income:Gains\n'),
    "a booking on the closing day": (
        '2020-02-01 close Assets:Cash\n2020-02-01 * "a"\n  Assets:Cash  3.00 EUR\n  Income:Gains\n'),
    "texts over several lines": (
        '2020-02-01 * "Pay;ee" "one\ntwo; three"\n  Assets:Cash  3.00 EUR ; note\n  Income:Gains\n'
        '2030-01-01 query "all" "\nSELECT * "\n'),
    "tags, links, metadata, flags": (
        'pushtag #trip\n2020-02-01 ! "a" #x ^y\n  key: "value; not a comment"\n  #more ^links\n'
        "  ! Assets:Cash  3.00 EUR\n    leg-key: 12\n  Income:Gains\npoptag #trip\n"),
    "org-mode headings": '* Heading\n** Deeper\n#+STARTUP\n; comment "with one quote\n:PROPERTIES:\n',
    "words that change no balance": (
        '2020-02-01 note Assets:Cash "x"\n2020-02-01 event "a" "b"\n2020-02-01 custom "a" 1 TRUE\n'
        '2020-02-01 commodity EUR\n  name: "Euro"\n2020-02-01 price AA 3.00 EUR\n'),
    "a tolerance for all units": (
        'option "inferred_tolerance_default" "*:0.5"\n'
        '2020-02-01 * "a"\n  Assets:Broker 3 AA @ 3.4 EUR\n  Assets:Cash -10 EUR\n'),
    "roots by other names": (
        'option "name_expenses" "Costs"\n2020-01-01 open Costs:Tea\n'
        '2020-02-01 * "a"\n  Costs:Tea  3.00 EUR\n  Assets:Cash\n'),
    "accounts that open by themselves": (
        'plugin "beancount.plugins.auto_accounts"\n2020-02-01 * "a"\n  Assets:New  3.00 EUR\n  Assets:Cash\n'),
}


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_what_beancount_accepts_has_the_same_balances_here(read: Any, text: str) -> None:
    if "Costs" in text:
        text = 'plugin "beancount.plugins.auto_accounts"\n' + text
        reading = read(text.replace("Expenses:Food", "Costs:Food"), opened=False)
        assert balances(reading.bookings)["Costs:Tea"] == {"EUR": Decimal(3)}
        return
    reading = read(text)
    assert [str(finding) for finding in reading.findings] == []
    wanted = held_by_beancount(text)
    assert wanted is not None
    assert balances(reading.bookings) == wanted


REFUSED = {
    "off by more than the tolerance": (
        '2020-02-01 * "a"\n  Assets:Cash  3.00 EUR\n  Income:Gains  -3.01 EUR\n', "does not balance"),
    "an account that is not open": ('2020-02-01 * "a"\n  Assets:Bank  3 EUR\n  Income:Gains\n', "is not open"),
    "an account that opens later": (
        '2020-03-01 open Assets:Late\n2020-02-01 * "a"\n  Assets:Late  3 EUR\n  Income:Gains\n', "is not open"),
    "an account that is closed": (
        '2020-01-31 close Assets:Cash\n2020-02-01 * "a"\n  Assets:Cash  3 EUR\n  Income:Gains\n', "is closed"),
    "a unit that the account may not hold": (
        '2020-02-01 * "a"\n  Expenses:Food  3 USD\n  Assets:Cash\n', "may not hold USD"),
    "an account opened twice": ("2020-02-01 open Assets:Cash\n", "opened twice"),
    "a balance that is wrong": (
        '2020-02-01 * "a"\n  Assets:Cash  3 EUR\n  Income:Gains\n2020-02-02 balance Assets:Cash 4 EUR\n'
        '', "does not hold"),
    "a balance off by two in the last decimal": (
        '2020-02-01 * "a"\n  Assets:Cash  3.00 EUR\n  Income:Gains\n2020-02-02 balance Assets:Cash 3.02 EUR\n',
        "does not hold"),
    "a pad for two balances": (
        "2020-02-01 pad Assets:Cash Equity:Opening\n2020-02-02 balance Assets:Cash 7.00 EUR\n"
        "2020-02-03 balance Assets:Cash 8.00 EUR\n", "does not hold"),
    "a pad without use": ("2020-02-01 pad Assets:Cash Equity:Opening\n", "A pad does nothing"),
    "two lots that fit": (
        '2020-02-01 * "a"\n  Assets:Broker 5 AA {3.00 EUR}\n  Assets:Broker 5 AA {4.00 EUR}\n  Assets:Cash\n'
        '2020-03-01 * "b"\n  Assets:Broker -6 AA {}\n  Assets:Cash\n', "not clear which lot"),
    "a lot that costs less than nothing": (
        '2020-02-01 * "a"\n  Assets:Broker 5 AA {EUR}\n  Assets:Cash 4 EUR\n', "cost is negative"),
    "a lot that is not held": (
        '2020-02-01 * "a"\n  Assets:Broker 5 AA {3.00 EUR}\n  Assets:Cash\n'
        '2020-03-01 * "b"\n  Assets:Broker -5 AA {4.00 EUR}\n  Assets:Cash\n', "cannot be reduced"),
    "two amounts left out": ('2020-02-01 * "a"\n  Assets:Cash\n  Expenses:Food\n  Income:Gains  -3 EUR\n',
                             "Two amounts"),
    "a day that does not exist": ('2026-02-30 * "a"\n  Assets:Cash  3 EUR\n  Income:Gains\n', "not in the calendar"),
    "a price below zero": ('2020-02-01 * "a"\n  Assets:Cash  3 AA @ -2 EUR\n  Income:Gains\n', "negative"),
    "an open text": ('2020-02-01 * "a\n  Assets:Cash  3 EUR\n', "does not end"),
    "a lower-case account": ('2020-02-01 * "a"\n  assets:cash  3 EUR\n  Income:Gains\n', "no usable name"),
    "words that are nothing": ("hello there\n", "cannot be read"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_beancount_refuses_is_a_finding_here_and_nothing_is_handed_on(read: Any, text: str, said: str) -> None:
    assert held_by_beancount(text) is None
    assert said in refused(read(text))


def test_a_pad_serves_the_first_balance_and_the_next_one_is_held_against_it(read: Any) -> None:
    said = refused(read(REFUSED["a pad for two balances"][0]))
    assert said.startswith("books.beancount:9: Assets:Cash does not hold 8.00 EUR")


UNREAD = {
    "a plugin that may change bookings": ('plugin "beancount.plugins.split_expenses"\n', "plugin"),
    "an unknown option for bookings": ('option "booking_method" "AVERAGE"\n', "option"),
    "merging lots": ('2020-02-01 * "a"\n  Assets:Broker 5 AA {*}\n  Assets:Cash -3 EUR\n', "Merging lots"),
}


@pytest.mark.parametrize(("text", "said"), UNREAD.values(), ids=UNREAD)
def test_what_is_not_read_here_is_told_and_not_skipped(read: Any, text: str, said: str) -> None:
    assert said in refused(read(text))


def test_what_changes_no_balance_is_told_as_a_note(read: Any) -> None:
    reading = read('2020-02-01 event "a" "b"\n2020-02-02 event "a" "c"\noption "render_commas" "TRUE"\n')
    assert [(note.line, note.what) for note in reading.notes] == [
        (7, "Lines with 'event' are not bookings"), (9, "An option is not used"),
    ]
    assert reading.findings == ()


def test_a_booking_keeps_all_that_the_file_says_about_it(read: Any) -> None:
    reading = read(
        'pushtag #trip\n2020-02-01 ! "Payee" "What \\"for\\"" #x ^y\n  key: "value"\n'
        '  Assets:Broker  2 AA {3.00 EUR, "lot"} @ 4.00 EUR ; a note\n  Assets:Cash\npoptag #trip\n'
        "2020-02-02 balance Assets:Cash -6.00 EUR\n2020-02-03 price AA 3.10 EUR\n"
    )
    (booking,) = reading.bookings
    assert (booking.status, booking.payee, booking.narration) == ("pending", "Payee", 'What "for"')
    assert (booking.tags, booking.meta) == (("trip", "x", "y"), (("key", "value"),))
    assert (booking.file, booking.line) == ("books.beancount", 8)
    bought, paid = booking.legs
    assert bought.cost == Cost(Decimal("3.00"), "EUR", date=booking.date, label="lot")
    assert (bought.price, bought.note) == (Price(Decimal("4.00"), "EUR"), "a note")
    assert (paid.amount, paid.unit, paid.inferred) == (Decimal("-6.00"), "EUR", True)
    assert [(price.unit, price.amount, price.per) for price in reading.prices] == [("AA", Decimal("3.10"), "EUR")]
    asserted, = reading.assertions
    assert asserted == BalanceAsserted(
        asserted.date, "Assets:Cash", Decimal("-6.00"), "EUR", True, "books.beancount", 13
    )
    assert reading.units == {"AA": 0, "EUR": 2}
