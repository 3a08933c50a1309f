"""ledger journals are read as ledger reads them; where it is installed, it is asked itself."""

import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from expected_balances import amount, expected, with_sub_accounts

from auzolan.intake import ledger
from auzolan.intake.plain_text.booking import Cost, Reading, balances

FILES = ("hackclub-2015.ledger", "hackclub-2016.ledger", "ledgercli-drewr3.dat", "ledgercli-sample.dat")


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def reads(text: str) -> Reading:
        path = tmp_path / "books.ledger"
        path.write_text(text, encoding="utf-8")
        return ledger.read(path, year=2026)

    return reads


def refused(reading: Reading) -> str:
    assert len(reading.findings) == 1, [str(finding) for finding in reading.findings]
    assert (reading.bookings, reading.prices, reading.assertions, reading.accounts) == ((), (), (), ())
    return str(reading.findings[0])


@pytest.mark.parametrize("file", FILES)
def test_the_real_files_have_the_balances_that_ledger_finds(data_dir: Path, file: str) -> None:
    wanted = expected(data_dir, file)
    reading = ledger.read(data_dir / "accounting" / file)
    assert reading.findings == ()
    held = balances(reading.bookings)
    assert with_sub_accounts(held, held) == wanted


def asked(tmp_path: Path, text: str) -> dict[str, dict[str, Decimal]] | None:
    """Account -> unit -> amount in ledger's own eyes, or None where it refuses."""
    program = shutil.which("ledger")
    if program is None:
        pytest.skip("ledger is not installed (apt-get install ledger)")
    path = tmp_path / "asked.ledger"
    path.write_text(text, encoding="utf-8")
    line = '%(account)|%(quantity(amount))|%(commodity(amount))\n'
    said = subprocess.run([program, "--args-only", "-f", str(path), "register", "--format", line],
                          capture_output=True, text=True, env={"LC_ALL": "C.UTF-8"})
    if said.returncode:
        return None
    found: dict[str, dict[str, Decimal]] = {}
    for row in said.stdout.splitlines():
        account, number, unit = row.split("|")
        account = account.strip("()[]")
        units = found.setdefault(account, {})
        unit = unit.strip('"')
        units[unit] = units.get(unit, Decimal()) + Decimal(number.replace(",", ""))
    return {name: left for name, units in found.items() if (left := {unit: n for unit, n in units.items() if n})}


ACCEPTED = {
    "an amount left out": "2020/01/01 a\n  a b:c  $1\n  d\n",
    "several units left out": "2020/01/01 a\n  a  $1\n  b  2 EUR\n  c\n",
    "a lone comma before three digits": "2020/01/01 a\n  a  1,500 EUR\n  b\n",
    "a lone comma before other digits": "2020/01/01 a\n  a  1,5 EUR\n  b  -1,50 EUR\n",
    "a space after the sign": "2020/01/01 a\n  a  $ 37.50\n  a  $ -37.50\n  b  -$1\n  c\n",
    "a price each": "2020/01/01 a\n  a  -20 EUR @ 7.53 HRK\n  b\n",
    "a price in all": "2020/01/01 a\n  a  -20 EUR @@ 150.60 HRK\n  b  150.60 HRK\n",
    "two units without a price": "2020/01/01 a\n  a  -20 EUR\n  b  150.60 HRK\n",
    "a lot with a price weighs its cost": "2020/01/01 a\n  a  -10 AA {$50} @ $75\n  b  $750\n  c\n",
    "virtual legs": "2020/01/01 a\n  a  $1\n  b\n  (c)  $5\n  [d]  $7\n  [e]  $-7\n",
    "marks, codes, second dates": "2020/01/05=2020/01/07 ! (12) a\n  * a  $1\n  b\n",
    "an assertion": "2020/01/01 a\n  a  $1 = $1\n  b\n2020/01/02 a\n  a  $1 = $2 ; note\n  b  = $-2\n",
    "an assigned balance": "2020/01/01 a\n  a  3 EUR\n  b\n2020/01/02 a\n  a  = 1 EUR\n  b\n",
    "a zero without a unit is nothing at all": (
        "2020/01/01 a\n  a  $5.00\n  b\n2020/01/02 a\n  a  = 0\n  b\n2020/01/03 a\n  a  3 EUR\n  c\n  a  -3 EUR = 0\n"),
    "assertions of real legs leave virtual ones aside": (
        "2020/01/01 a\n  (a)  $5.00\n  a  $1.00 = $1.00\n  b\n2020/01/02 a\n  (a)  $1.00 = $7.00\n"),
    "an automated share": "= /^Inc/\n  (tax)  0.12\n\n2020/01/01 a\n  Income  $-100.00\n  b\n",
    "an automated amount": "= b\n  (fee)  $2.00\n\n2020/01/01 a\n  a  $-100.00\n  b\n",
    "an automated rule only works below itself": (
        "2020/01/01 a\n  a  $-100.00\n  b\n\n= /b/\n  (fee)  0.5\n\n2020/01/01 a\n  a  $-10.00\n  b\n"),
    "two automated rules": (
        "= /b/\n  (fee)  0.5\n  (due)  -0.25\n\n= /a/\n  x  1\n  y  -1\n\n2020/01/01 a\n  a  $-10.00\n  b\n"),
    "an alias": "alias bank=Assets:Bank\n2020/01/01 a\n  bank  $1\n  b\n",
    "an alias in an account": "account Assets:Bank\n  alias bank\n  note x\n2020/01/01 a\n  bank  $1\n  b\n",
    "an applied account": (
        "apply account x\n2020/01/01 a\n  a  $1\n  b\nend apply account\n2020/01/01 a\n  a  $1\n  b\n"
        ""),
    "applied tags": "apply tag t: 1\napply tag u\n2020/01/01 a\n  a  $1\n  b\nend tag\nend apply tag\n",
    "comments": (
        "# a\n; b\n* c\n| d\n% e\n2020/01/01 a\n  ; e\n  a  $1  ; f\n  ; g\n  b\n\n"
        "comment\n2020/01/01 no\nend comment\ntest x\n2020/01/01 no\nend test\n"),
    "a periodic rule is not booked": "~ Monthly\n  a  $1\n  b\n\n2020/01/01 a\n  a  $1\n  b\n",
    "words that change no balance": (
        "N $\nD $1,000.00\ncommodity $\n  note x\n  format $1,000.00\npayee X\ntag Y\nP 2020/01/01 AA $3.00\n"
        "2020/01/01 a\n  a  $1\n  b\n"),
    "off by less than the places": "2020/01/01 a\n  a  3 AA @ 3.333 EUR\n  b  -10.00 EUR\n",
    "a year for the rest": "Y2019\n01/05 a\n  a  $1\n  b\n",
    "letters of every kind": "2004/05/14 Páy\n  Русский язык:Активы  $1\n  日本  2 €\n  c\n",
}


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_what_ledger_accepts_has_the_same_balances_here(read: Any, tmp_path: Path, text: str) -> None:
    reading = read(text)
    assert [str(finding) for finding in reading.findings] == []
    assert balances(reading.bookings) == asked(tmp_path, text)


REFUSED = {
    "unbalanced": ("2020/01/01 a\n  a  1 EUR\n  b  2 EUR\n", "does not balance"),
    "two left out": ("2020/01/01 a\n  a  1 EUR\n  b\n  c\n", "Two legs"),
    "a zero without a unit where another unit is": (
        "2020/01/01 a\n  a  3 EUR\n  b\n2020/01/02 a\n  a  $1 = 0\n  b\n", "does not hold"),
    "a wrong assertion": ("2020/01/01 a\n  a  1 EUR = 2 EUR\n  b\n", "does not hold"),
    "a day that does not exist": ("2026/02/30 a\n  a  1\n  b\n", "not in the calendar"),
    "words that are nothing": ("hello there\n", "cannot be read"),
    "an end of nothing": ("end tag\n", "ends nothing"),
    "an automated rule that does not balance": (
        "= /a/\n  x  1\n\n2020/01/01 a\n  a  $1\n  b\n", "automated transaction does not balance"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_ledger_refuses_is_a_finding_here_and_nothing_is_handed_on(
    read: Any, tmp_path: Path, text: str, said: str
) -> None:
    assert said in refused(read(text))


UNREAD = {
    "a computed amount": ("2020/01/01 a\n  a  (2 * $3)\n  b\n", "computation"),
    "a rule on more than the account": ("= /a/ and @b\n  (x)  1\n", "condition"),
    "fixed prices": ("apply fixed AA $3\n", "'apply'"),
    "a bucket": ("bucket Assets:Cash\n", "begins nothing"),
    "a clock": ("i 2020/01/01 08:00:00 work\n", "begins nothing"),
    "a program": ("python\n  x = 1\n", "begins nothing"),
    "a payee's account": ("account Expenses:Food\n  payee ^Shop\n", "payee"),
    "a pattern that may never end": ("= /(a+)+$/\n  (x)  1\n", "never come to an end"),
}


@pytest.mark.parametrize(("text", "said"), UNREAD.values(), ids=UNREAD)
def test_what_is_not_read_here_is_told_and_not_skipped(read: Any, text: str, said: str) -> None:
    assert said in refused(read(text))


def test_notes_tags_lots_and_dates_are_kept(read: Any) -> None:
    reading = read(
        "apply tag trip\n"
        "2020/02/01 * (17) Shop\n  ; key: a value\n  ; :one:two:\n"
        "  Assets:Broker  2 AA {$3.00} [2019/12/01] (first) @ $4.00  ; [=2020/02/05]\n  Assets:Cash\n"
        "end apply tag\n"
    )
    (booking,) = reading.bookings
    assert (booking.code, booking.narration, booking.payee) == ("17", "Shop", "")
    assert booking.tags == ("trip", "one", "two")
    assert booking.meta == (("key", "a value"),)
    bought, paid = booking.legs
    assert bought.cost == Cost(Decimal("3.00"), "$", "per", date(2019, 12, 1), "first")
    assert (paid.amount, paid.unit) == (Decimal("-6.00"), "$")


def test_the_amounts_of_expectations_are_read_as_the_tools_write_them() -> None:
    assert amount("$-2,500.00") == ("$", Decimal("-2500.00"))
    assert amount("-500.00€") == ("€", Decimal("-500.00"))
    assert amount("50 AAPL {$30.00} [2004/05/03]") == ("AAPL", Decimal(50))
