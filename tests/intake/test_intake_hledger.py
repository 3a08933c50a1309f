"""hledger journals are read as hledger reads them; where it is installed, it is asked itself."""

import csv
import io
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from expected_balances import expected

from auzolan.intake import hledger
from auzolan.intake.plain_text.booking import Price, Reading, amount_text, balances
from auzolan.intake.plain_text.quick import Quick

FILES = ("borrowing", "invoicing-accrual", "multicurrency", "quickstart", "sample")


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def reads(text: str, year: int | None = 2026) -> Reading:
        path = tmp_path / "books.journal"
        path.write_text(text, encoding="utf-8")
        return hledger.read(path, year=year)

    return reads


def refused(reading: Reading) -> str:
    assert len(reading.findings) == 1, [str(finding) for finding in reading.findings]
    assert (reading.bookings, reading.prices, reading.assertions, reading.accounts) == ((), (), (), ())
    return str(reading.findings[0])


@pytest.mark.parametrize("file", FILES)
def test_the_real_files_have_the_balances_that_hledger_finds(data_dir: Path, file: str) -> None:
    file = f"hledger-{file}.journal"
    wanted = expected(data_dir, file)
    reading = hledger.read(data_dir / "accounting" / file, year=2026)
    assert reading.findings == ()
    assert balances(reading.bookings) == wanted
    assert all(asserted.ok for asserted in reading.assertions)


def asked(tmp_path: Path, text: str) -> dict[str, dict[str, Decimal]] | None:
    """Account -> unit -> amount in hledger's own eyes, or None where it refuses."""
    program = shutil.which("hledger")
    if program is None:
        pytest.skip("hledger is not installed (apt-get install hledger)")
    path = tmp_path / "asked.journal"
    path.write_text(text, encoding="utf-8")
    said = subprocess.run(
        [program, "-f", str(path), "balance", "--flat", "-N", "-O", "csv", "--layout=bare", "-c", "1."],
        capture_output=True, text=True, env={"LC_ALL": "C.UTF-8"},
    )
    if said.returncode:
        return None
    found: dict[str, dict[str, Decimal]] = {}
    for account, unit, amount in list(csv.reader(io.StringIO(said.stdout)))[1:]:
        if number := Decimal(amount.replace(",", ".") if "." not in amount else amount.replace(",", "")):
            found.setdefault(account, {})[unit.strip('"')] = number
    return found


ACCEPTED = {
    "an amount left out": "2020-01-01 a\n  a b:c  $1\n  d\n",
    "several units left out": "2020-01-01 a\n  a  $1\n  b  2 EUR\n  c\n",
    "signs before and behind": "2020-01-01 a\n  a  -$1.50\n  b  $-1.50\n  c  1.25€\n  d  -1.25 €\n  e\n",
    "thousands and decimal marks": "2020-01-01 a\n  a  1,000,000.50 EUR\n  b  1.000,25 USD\n  c  1 000 CHF\n  d\n",
    "a lone comma is a decimal comma": "2020-01-01 a\n  a  1,5 EUR\n  b\n",
    "a style says which mark": "commodity 1.000,00 EUR\n2020-01-01 a\n  a  1.000 EUR\n  b\n",
    "a mark for all": "decimal-mark ,\n2020-01-01 a\n  a  1.000 EUR\n  b\n",
    "a default unit": "D 1000.00 EUR\n2020-01-01 a\n  a  5\n  b\n",
    "a unit in quotes": '2020-01-01 a\n  a  3 "green apples"\n  b\n',
    "a price each": "2020-01-01 a\n  a  -20 EUR @ 7.53 HRK\n  b\n",
    "an assertion after plain transactions": (
        "2020-01-01 a\n  a  5 EUR\n  b\n2020-01-02 a\n  a  5 EUR\n  b\n"
        "2020-01-03 a\n  a  1 EUR = 11 EUR\n  b\n"),
    "a price in all": "2020-01-01 a\n  a  -20 EUR @@ 150.60 HRK\n  b  150.60 HRK\n",
    "two units without a price": "2020-01-01 a\n  a  -20 EUR\n  b  150.60 HRK\n",
    "lots are left aside": "2020-01-01 a\n  a  10 AA {$5} [2020-01-01] @ $7\n  b\n",
    "off by less than the places": "2020-01-01 a\n  a  3 AA @ 3.333 EUR\n  b  -10.00 EUR\n",
    "virtual legs": "2020-01-01 a\n  a  1\n  b\n  (c)  5\n  [d]  7\n  [e]\n",
    "marks, codes, second dates": "2020/01/05=2020/01/07 ! (12) a | b\n  * a  1\n  b\n",
    "an assertion": "2020-01-01 a\n  a  1 = 1\n  b\n2020-01-02 a\n  a  1 = 2 ; note\n  b  = -2\n",
    "assertions in the order of dates": "2020-01-02 a\n  a  1 = 2\n  b\n2020-01-01 a\n  a  1 = 1\n  b\n",
    "an assertion with sub-accounts": "2020-01-01 a\n  a:x  1 EUR\n  b\n2020-01-02 a\n  a  1 EUR =* 2 EUR\n  b\n",
    "an assertion of one unit only": "2020-01-01 a\n  a  1 EUR\n  b\n2020-01-02 a\n  a  1 EUR == 2 EUR\n  b\n",
    "an assertion with a price": "2020-01-01 a\n  a  1 EUR @ 2 USD = 1 EUR @ 2 USD\n  b\n",
    "an assigned balance": "2020-01-01 a\n  a  3 EUR\n  b\n2020-01-02 a\n  a  = 1 EUR\n  b\n",
    "an assigned balance of everything": (
        "2020-01-01 a\n  a:x  3 EUR\n  a:y  2 USD\n  b\n2020-01-02 a\n  a  ==* 0\n  c\n"
        ""),
    "two assigned balances": "2020-01-01 a\n  a  = 3 EUR\n  b  = -1 EUR\n  c\n",
    "an alias": (
        "alias bank = assets:bank\n2020-01-01 a\n  bank:x  1\n  bank  2\n  banker  4\n  b\nend aliases\n"
        "2020-01-01\n  bank  1\n  b\n"),
    "an alias by pattern": (
        "alias /^(.+):bank:([^:]+)(.*)/ = \\1:\\2 \\3\n2020-01-01 a\n  assets:bank:foo:bar  1\n  b\n"
        ""),
    "aliases one after another": "alias a = b\nalias c = a\n2020-01-01 a\n  c  1\n  a  2\n  d\n",
    "an applied account": "apply account x\n2020-01-01 a\n  a  1\n  b\nend apply account\n2020-01-01 a\n  a  1\n  b\n",
    "comments": (
        "# a\n; b\n* c\n2020-01-01 a  ; d\n  ; e\n  a  1  ; f\n  ; g\n  b\n\ncomment\n2020-01-01 no\n"
        "  a  1\nend comment\n"),
    "rules are not booked": "= /a/\n  (tax)  *0.1\n\n~ monthly\n  a  1\n  b\n\n2020-01-01 a\n  a  1\n  b\n",
    "dates without a year": "Y2019\n1/5 a\n  a  1\n  b\n",
    "tabs": "2020-01-01 a\n\ta\t\t1\n\tb\n",
    "a transaction of nothing": "2020-01-01 a\n",
    "carriage returns": "2020-01-01 a\r\n  a  1 EUR\r\n  b\r\n\r\n",
    "an account with one space": "2020-01-01 a\n  a 1  2 EUR\n  b\n",
}


# The quick way takes only accounts that were met before.
MET = "2019-01-01 met\n" + "".join(
    f"  {account}  0\n" for account in ("a", "b", "c", "d", "e", "a b:c", "a:x", "a:y", "a 1", "bank", "banker")
) + "\n"


@pytest.mark.parametrize("before", ["", MET], ids=["new accounts", "known accounts"])
@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_what_hledger_accepts_has_the_same_balances_here(read: Any, tmp_path: Path, text: str, before: str) -> None:
    reading = read(before + text)
    assert [str(finding) for finding in reading.findings] == []
    assert balances(reading.bookings) == asked(tmp_path, before + text)
    # Every amount can be written with the places of its unit.
    legs = [leg for booking in reading.bookings for leg in booking.legs]
    assert all(amount_text(leg.amount, reading.units[leg.unit]) for leg in legs)


REFUSED = {
    "unbalanced": ("2020-01-01 a\n  a  1 EUR\n  b  2 EUR\n", "does not balance"),
    "two units of the same sign": ("2020-01-01 a\n  a  1 EUR\n  b  2 USD\n", "does not balance"),
    "three units": ("2020-01-01 a\n  a  1 EUR\n  b  -2 USD\n  c  3 CHF\n", "does not balance"),
    "two left out": ("2020-01-01 a\n  a  1 EUR\n  b\n  c\n", "Two legs"),
    "a virtual leg without an amount": ("2020-01-01 a\n  a  1 EUR\n  b\n  (c)\n", "has no amount"),
    "unbalanced virtual legs": ("2020-01-01 a\n  a  1 EUR\n  b\n  [c]  1 EUR\n", "does not balance"),
    "a wrong assertion": ("2020-01-01 a\n  a  1 EUR = 2 EUR\n  b\n", "does not hold"),
    "a wrong assertion of one unit only": ("2020-01-01 a\n  a  1 EUR\n  a  1 USD == 1 USD\n  b\n", "does not hold"),
    "a day that does not exist": ("2026-02-30 a\n  a  1\n  b\n", "not in the calendar"),
    "legs after an empty line": ("2020-01-01 a\n  a  1\n  b\n\n  c  1\n", "belongs to no transaction"),
    "an indented line of its own": ("; x\n  a  1\n", "belongs to nothing"),
    "words that are nothing": ("hello there\n", "cannot be read"),
    "no amount": ("2020-01-01 a\n  a  x1y\n  b\n", "cannot be read"),
    "words after an amount": ("2020-01-01 a\n  a  1 EUR x\n  b\n", "words that do not belong"),
    "an end of nothing": ("end apply account\n", "ends nothing"),
    "a broken pattern": ("alias /(/ = b\n", "pattern"),
    "clashing marks": ("2020-01-01 a\n  a  1,000.000,0 EUR\n  b\n", "number cannot be read"),
}


@pytest.mark.parametrize("before", ["", MET], ids=["new accounts", "known accounts"])
@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_hledger_refuses_is_a_finding_here_and_nothing_is_handed_on(
    read: Any, tmp_path: Path, text: str, said: str, before: str
) -> None:
    assert said in refused(read(before + text))
    # A virtual leg without an amount is nothing to hledger; here somebody has to say what was meant.
    if said != "has no amount":
        assert asked(tmp_path, text) is None


def test_an_inferred_amount_keeps_the_decimals_that_a_price_makes(read: Any) -> None:
    reading = read(MET + "2020-01-01 a\n  a  1.00 EUR\n  b\n2020-01-02 a\n  a  2.5 AA @ 1.333 EUR\n  b\n")
    assert reading.bookings[-1].legs[1].amount == Decimal("-3.3325")
    assert reading.units["EUR"] == 4


def test_dates_without_a_year_belong_to_the_year_that_is_handed_in(read: Any) -> None:
    text = "1/5 a\n  a  1\n  b\n"
    assert read(text, 2031).bookings[0].date == date(2031, 1, 5)
    assert "has no year" in refused(read(text, None))


def test_rules_that_are_not_booked_are_told(read: Any) -> None:
    notes = read("~ monthly\n  a  1\n  b\n\n= /a/\n  (b)  *0.1\n").notes
    assert [(note.line, note.what) for note in notes] == [
        (1, "A periodic transaction is not booked"), (5, "An automated transaction is not booked"),
    ]


def test_a_transaction_keeps_all_that_the_file_says_about_it(read: Any) -> None:
    reading = read(
        "2020-02-01=2020-02-03 ! (17) Payee | What for  ; tag1:, place:Bilbao\n"
        "  ; a note\n"
        "  assets:broker  2 AA @ $4.00  ; bought, date:2020-02-05\n"
        "  assets:cash\n"
        "P 2020-02-03 AA $4.10\n"
        "account assets:cash\n"
    )
    (booking,) = reading.bookings
    assert (booking.date, booking.second_date) == (date(2020, 2, 1), date(2020, 2, 3))
    assert (booking.status, booking.code) == ("pending", "17")
    assert (booking.payee, booking.narration) == ("Payee", "What for")
    assert (booking.tags, booking.meta) == (("tag1",), (("place", "Bilbao"), ("date", "2020-02-05"))[:1])
    assert booking.note == "tag1:, place:Bilbao\na note"
    bought, paid = booking.legs
    assert (bought.price, bought.date) == (Price(Decimal("4.00"), "$"), date(2020, 2, 5))
    assert (paid.amount, paid.unit, paid.inferred) == (Decimal("-8.00"), "$", True)
    assert [(price.unit, price.amount, price.per) for price in reading.prices] == [("AA", Decimal("4.10"), "$")]
    assert [account.account for account in reading.accounts] == ["assets:cash"]


def test_the_quick_way_and_the_careful_way_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(
        f"2020-01-{day:02d} {mark}(c{day}) p {day}  \n"
        f"  a:{day % 3}  {day}.{day:02d} EUR{note}\n  b\n  c  2 AA @ 1.5 EUR\n\n"
        f"2020-02-{day:02d} q\n  b ;x\n  b  ;y\n  a:{day % 3}  -{day} EUR ;  z\n\n"
        f"2020-03-{day:02d} q\n  b  {day} USD\n  c  -{day} USD\n\n"
        for day, mark, note in [(at, "!* "[at % 3], " ; n" if at % 2 else "") for at in range(1, 29)]
    ).replace("  b ;x\n", "")
    quick, careful = tmp_path / "quick.journal", tmp_path / "careful.journal"
    quick.write_text(text, encoding="utf-8")
    careful.write_text(text, encoding="utf-8")
    fast = hledger.read(quick)
    monkeypatch.setattr(Quick, "booking", lambda *_: None)
    slow = hledger.read(careful)
    assert (fast.findings, slow.findings) == ((), ())
    assert len(fast.bookings) == 84

    def shown(reading: Reading) -> list[str]:
        return [repr(one).replace("careful", "quick") for one in sorted(reading.bookings, key=lambda one: one.line)]

    assert shown(fast) == shown(slow)
    assert fast.units == slow.units
