"""Files that are broken, endless or lead elsewhere: a finding each, quickly, and nothing is handed on."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from auzolan.intake import beancount, hledger, ledger
from auzolan.intake.plain_text.booking import Limits, Reading

GOLDEN = Path(__file__).parent / "golden_findings.txt"
PLAIN = "2020-01-01 a\n  a  1 EUR\n  b\n"
READERS = [hledger, ledger, beancount]
INCLUDE = {"hledger": "include {}\n", "ledger": "include {}\n", "beancount": 'include "{}"\n'}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """The first of these files, all written to a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / next(iter(files))


def refused(reading: Reading) -> str:
    assert len(reading.findings) == 1, [str(finding) for finding in reading.findings]
    assert (reading.bookings, reading.prices, reading.assertions, reading.accounts) == ((), (), (), ())
    assert reading.findings[0].why
    assert reading.findings[0].next
    return str(reading.findings[0])


def test_the_page_of_findings_reads_as_it_should(tmp_path: Path) -> None:
    broken = {
        "unbalanced.journal": "\n2020-01-01 rent\n  expenses:rent  500.00 EUR\n  assets:bank  -50.00 EUR\n",
        "date.journal": "2026-02-30 rent\n  expenses:rent  500.00 EUR\n  assets:bank\n",
        "letters.journal": PLAIN.encode() + b"2020-01-02 caf\xe9\n  a  1 EUR\n  b\n",
        "assertion.journal": "2020-01-01 a\n  a  1 EUR\n  b\n2020-01-02 a\n  a  1 EUR = 3 EUR\n  b\n",
        "amount.journal": "2020-01-01 a\n  a  many EUR\n  b\n",
        "two.journal": "2020-01-01 a\n  a  1 EUR\n  b\n  c\n",
        "word.journal": "2020-01-01 a\n  a  1 EUR\n  b\n\nbudget 2020\n",
        "outside.journal": "include ../other.journal\n",
        "absolute.journal": "include /etc/passwd\n",
        "absent.journal": "include absent/2020.journal\n",
        "circle.journal": "include circle.journal\n",
        "long.journal": "; " + "x" * 70_000 + "\n",
        "closed.beancount": "2020-01-01 open Assets:Cash EUR\n2020-01-02 close Assets:Cash\n"
                            '2020-01-03 * "a" "b"\n  Assets:Cash  1 EUR\n  Income:Gift  -1 EUR\n',
        "unit.beancount": "2020-01-01 open Assets:Cash EUR\n2020-01-01 open Income:Gift\n"
                          '2020-01-03 * "a" "b"\n  Assets:Cash  1 USD\n  Income:Gift  -1 USD\n',
        "balance.beancount": "2020-01-01 open Assets:Cash EUR\n2020-01-02 balance Assets:Cash 3.00 EUR\n",
        "plugin.beancount": 'plugin "my.own.plugin"\n',
        "bucket.ledger": "bucket Assets:Cash\n",
    }
    write(tmp_path, broken)
    said = []
    for name in broken:
        reader = {"journal": hledger, "beancount": beancount, "ledger": ledger}[name.split(".")[1]]
        said.append("\n".join(map(str, reader.read(tmp_path / name).findings)))
    page = "\n\n".join(said) + "\n"
    if os.environ.get("AUZOLAN_WRITE_GOLDEN"):
        GOLDEN.write_text(page, encoding="utf-8")
    assert page == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_line_of_100_megabytes_is_refused_at_once_and_held_nowhere(tmp_path: Path, reader: ModuleType) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.write(b"; first\n")
        for _ in range(100):
            file.write(b"x" * 1_048_576)
    program = (
        "import resource, sys\nfrom importlib import import_module\nfrom pathlib import Path\n"
        f"reader = import_module('auzolan.intake.{reader.name}')\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "findings = reader.read(Path(sys.argv[1])).findings\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, findings[0])\n"
    )
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    said = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True).stdout
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - started < 3
    kib, _, words = said.partition(" ")
    assert int(kib) < 20_000
    assert "long.txt:2: A line is longer than 65,536 bytes" in words


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_broken_letters_are_told_with_their_line(tmp_path: Path, reader: ModuleType) -> None:
    path = write(tmp_path, {"a.txt": b"; one\n; two\n; caf\xe9\n"})
    assert refused(reader.read(path)).startswith("a.txt:3: The file is not text in UTF-8")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@pytest.mark.parametrize("written", [
    "../other.txt", "sub/../../other.txt", "/etc/hostname", "~/x", "link.txt", "../*.txt", "https://x/y", "C:\\x",
])
def test_an_include_that_leaves_the_folder_is_refused(tmp_path: Path, reader: ModuleType, written: str) -> None:
    write(tmp_path, {"other.txt": PLAIN})
    path = write(tmp_path / "books", {"main.txt": INCLUDE[reader.name].format(written), "sub/x.txt": ""})
    (tmp_path / "books" / "link.txt").symlink_to(tmp_path / "other.txt")
    said = refused(reader.read(path))
    assert said.startswith("main.txt:1: The file")
    assert "was not included" in said


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_includes_that_go_in_a_circle_are_refused(tmp_path: Path, reader: ModuleType) -> None:
    line = INCLUDE[reader.name]
    path = write(tmp_path, {"a.txt": line.format("sub/b.txt"), "sub/b.txt": "; b\n" + line.format("../a.txt")})
    said = refused(reader.read(path))
    assert said.startswith("sub/b.txt:2: The file")
    assert "in a circle" in said


@pytest.mark.parametrize("reader", [hledger, ledger], ids=lambda reader: reader.name)
def test_includes_within_the_folder_are_read_where_they_stand(tmp_path: Path, reader: ModuleType) -> None:
    path = write(tmp_path, {"a.txt": "2020-01-01 a\n  a  1 EUR\n  b\ninclude years/*.txt\n",
                            "years/1.txt": "2020-01-02 b\n  a  2 EUR = 3 EUR\n  b\n",
                            "years/2.txt": "2020-01-03 c\n  a  4 EUR = 7 EUR\n  b\n"})
    reading = reader.read(path)
    assert reading.findings == ()
    assert [(booking.file, booking.line) for booking in reading.bookings] == [
        ("a.txt", 1), ("years/1.txt", 1), ("years/2.txt", 1),
    ]
    assert [name for name, _ in reading.files] == ["years/1.txt", "years/2.txt", "a.txt"]
    assert all(len(digest) == 64 for _, digest in reading.files)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_file_that_is_absent_or_a_folder_is_told(tmp_path: Path, reader: ModuleType) -> None:
    assert "There is no such file" in refused(reader.read(tmp_path / "absent.txt"))
    assert "There is no such file" in refused(reader.read(tmp_path))


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_more_findings_are_told_than_a_person_reads(tmp_path: Path, reader: ModuleType) -> None:
    path = write(tmp_path, {"a.txt": '2026-02-30 * "a"\n' * 500})
    findings = reader.read(path, limits=Limits(findings=5)).findings
    told = [finding.what for finding in findings]
    assert told == ["A date is not in the calendar"] * 5 + ["There are more findings"]


@pytest.mark.parametrize(("limits", "said"), [
    (Limits(total_bytes=1000), "larger than 1,000 bytes"),
    (Limits(entry_bytes=1000, line_bytes=500), "An entry is longer than 1,000 bytes"),
    (Limits(files=0), "more than 0 files"),
])
def test_a_file_beyond_the_limits_is_refused(tmp_path: Path, limits: Limits, said: str) -> None:
    path = write(tmp_path, {"a.txt": "2020-01-01 a\n" + "  a  1 EUR\n" * 2_000})
    assert said in refused(hledger.read(path, limits=limits))


def test_an_entry_that_spans_two_pieces_of_a_file_is_read_whole(tmp_path: Path) -> None:
    count = 40_000
    path = write(tmp_path, {"a.txt": "".join(
        f"2020-01-01 number {at} été\n  a  1.00 EUR\n  b\n\n" for at in range(count))})
    assert path.stat().st_size > 1_048_576
    reading = hledger.read(path)
    assert reading.findings == ()
    assert len(reading.bookings) == count
    assert [booking.line for booking in reading.bookings] == [1 + 4 * at for at in range(count)]
    assert {booking.narration for booking in reading.bookings} == {f"number {at} été" for at in range(count)}


def test_a_mark_of_the_byte_order_and_a_missing_last_line_end_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, {"a.txt": b"\xef\xbb\xbf" + PLAIN.rstrip("\n").encode()})
    assert len(hledger.read(path).bookings) == 1


SPACES = " " * 60_000
SLOW = {
    "spaces in a first line": f"2020-01-01 a{SPACES}b;c\n  a  1\n  b\n",
    "spaces after an amount": f"2020-01-01 a\n  a  1{SPACES}x\n  b\n",
    "spaces in a bracket": f"2020-01-01 a ; [{SPACES}x\n  a  1\n  b\n",
    "spaces in a directive": f"account a{SPACES}b\nalias a{SPACES}b\nP 2020-01-01 a{SPACES}b\n",
    "a number of 60,000 digits": "D " + "1" * 60_000 + "\n",
    "an include of 3,000 folders": "include " + "a/" * 3_000 + "\n",
    "an include of 100 patterns": "include " + "*/" * 100 + "\n",
    "a pattern that repeats what repeats": "alias /((a+)+)+$/ = b\n",
    "20,000 tags": "2020-01-01 a ; " + ":a" * 20_000 + " \n  a  1\n  b\n",
    "quotes that are escaped": '2020-01-01 * "' + '\\"' * 30_000 + "\n",
    "spaces in a text": f'2020-01-01 * "a"{SPACES}x\n',
    "a text of 3,000 lines": '2020-01-01 note A "' + "\n" * 3_000 + '"\n',
    "400 brackets": '2020-01-01 * "a"\n  Assets:A  ' + "(" * 400 + " EUR\n",
    "a balance of 100 tolerances": "2020-01-01 balance A " + "1" * 200 + "~ " * 100 + "\n",
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_nothing_that_can_be_written_keeps_the_reader_busy(tmp_path: Path, reader: ModuleType, text: str) -> None:
    path = write(tmp_path, {"a.txt": text})
    started = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    reader.read(path, year=2020)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - started < 2


def test_files_that_include_each_other_too_deeply_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, {f"{at}.txt": f"include {at + 1}.txt\n" for at in range(100)} | {"100.txt": PLAIN})
    assert "more than 30 deep" in refused(hledger.read(path))
