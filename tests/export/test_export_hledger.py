"""What we write for hledger is read by hledger with the same balances, and every name comes back."""

import csv
import io
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from books_to_write import FILES, NASTY, NASTY_UNITS, book, journal
from hypothesis import given
from hypothesis import strategies as st

from auzolan.export import hledger as writer
from auzolan.export.plain_text.names import distinct, hledger_account, hledger_unit, name_back
from auzolan.export.plain_text.records import Book, OutBooking, OutLeg, balanced
from auzolan.intake import hledger as reader
from auzolan.intake.plain_text.booking import balances

DAY = date(2026, 3, 1)
Held = dict[str, dict[str, Decimal]]


def held_by_hledger(path: Path) -> Held:
    """Account -> unit -> amount in hledger's eyes, names as in the file, zeros left out."""
    program = shutil.which("hledger")
    if program is None:
        pytest.skip("hledger is not installed (apt-get install hledger)")
    asked = subprocess.run([program, "-f", str(path), "balance", "--flat", "-N", "-O", "csv", "--layout=bare"],
                           capture_output=True, text=True, env={"LC_ALL": "C.UTF-8"})
    assert asked.returncode == 0, asked.stderr
    found: Held = {}
    for account, unit, amount in list(csv.reader(io.StringIO(asked.stdout)))[1:]:
        if Decimal(amount):
            found.setdefault(account, {})[unit.strip('"')] = Decimal(amount)
    return found


def held_in(book_: Book) -> Held:
    """Account -> unit -> amount of all that is written, with the legs that are added."""
    found: Held = {}
    for booking in book_.bookings:
        for leg in balanced(booking.legs):
            units = found.setdefault(leg.account, {})
            units[leg.unit] = units.get(leg.unit, Decimal()) + leg.amount
    return {name: left for name, units in found.items() if (left := {unit: n for unit, n in units.items() if n})}


def in_our_words(text: str, held: Held) -> Held:
    names = name_back(text.splitlines())
    return {
        names.accounts[account]: {names.units.get(unit, unit): amount for unit, amount in units.items()}
        for account, units in held.items()
    }


@pytest.mark.parametrize("file", FILES)
def test_hledger_reads_each_real_journal_with_the_same_balances(data_dir: Path, tmp_path: Path, file: str) -> None:
    written = book(journal(data_dir, file))
    text = "".join(writer.write(written))
    path = tmp_path / "books.journal"
    path.write_text(text, encoding="utf-8")
    assert in_our_words(text, held_by_hledger(path)) == held_in(written)


@pytest.mark.parametrize("file", FILES)
def test_our_own_reader_takes_back_what_we_wrote_for_hledger(data_dir: Path, tmp_path: Path, file: str) -> None:
    written = book(journal(data_dir, file))
    path = tmp_path / "books.journal"
    path.write_text("".join(writer.write(written)), encoding="utf-8")
    again = reader.read(path)
    assert again.findings == ()
    assert balances(again.bookings) == held_in(written)


def test_names_that_hledger_would_misread_come_back_as_they_were(tmp_path: Path) -> None:
    nasty = Book(units=dict.fromkeys(NASTY_UNITS, 2), accounts=NASTY, bookings=[
        OutBooking(DAY, "pending", "the payee", "(17) * two\nlines; date:x [2020-13-01]", 7,
                   (OutLeg(account, Decimal(at + 1), NASTY_UNITS[at % len(NASTY_UNITS)]),))
        for at, account in enumerate(NASTY)
    ])
    text = "".join(writer.write(nasty))
    path = tmp_path / "books.journal"
    path.write_text(text, encoding="utf-8")
    assert in_our_words(text, held_by_hledger(path)) == held_in(nasty)


def test_words_that_hledger_would_cut_stand_beside_as_they_were() -> None:
    said = Book(units={"EUR": 2}, accounts=(), bookings=[OutBooking(DAY, "posted", "A | B", "one;\ntwo: [x]", 3, ())])
    text = "".join(writer.write(said))
    assert '2026-03-01 * (3) A B | one two: [x]  ; auzolan-words: "A | B | one;\\ntwo\\u003a \\u005bx\\u005d"\n' in text


@given(st.lists(st.text(min_size=1, max_size=30), max_size=8, unique=True))
def test_no_two_accounts_of_hledger_share_a_name_and_each_leads_back(names: list[str]) -> None:
    outside = distinct(names, hledger_account)
    assert sorted({out: name for name, out in outside.items()}.values()) == sorted(names)
    assert not any(re.search(r"\s\s|[;\n\t]", name) for name in outside.values())


@given(st.lists(st.text(max_size=30), max_size=8, unique=True))
def test_no_two_units_of_hledger_share_a_code_and_each_leads_back(codes: list[str]) -> None:
    outside = distinct(codes, hledger_unit)
    assert sorted({out: code for code, out in outside.items()}.values()) == sorted(codes)
