"""Bundles made to harm: bombs, ways out, links, what was altered after the export. All refused, nothing written."""

import io
import json
import os
import shutil
import stat
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from auzolan.export.bundle import schema
from auzolan.members.tables import TABLES
from command_line import Terminal

SECONDS_MAX = 5  # two on a machine of one's own; the shared one is slow at times
FUTURE = 10**6


@dataclass
class Given:
    """A sound bundle as folder and file, one of another organisation, and a machine that never saw either."""

    root: Path
    elsewhere: Terminal
    run: str

    def folder(self, change: Callable[[Path], Any]) -> str:
        target = self.root / "changed"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.root / "good", target)
        change(target)
        return str(target)

    def zipped(self, change: Callable[[zipfile.ZipFile], Any], without: tuple[str, ...] = ()) -> str:
        target = self.root / "changed.zip"
        with zipfile.ZipFile(self.root / "good.zip") as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for one in old.namelist():
                if one not in without:
                    new.writestr(one, old.read(one))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                change(new)
        return str(target)

    def refused(self, *words: str) -> str:
        """What is said when a command must fail with one document, in time, and leave nothing behind."""
        before = sorted(self.root.iterdir())
        began = time.process_time()
        status, out = self.elsewhere.type(*words, "--json")
        assert time.process_time() - began < SECONDS_MAX
        assert status in (1, 2), f"{words}: {status} {out[:300]}"
        assert json.loads(out)
        assert sorted(self.root.iterdir()) == before
        return out + self.elsewhere.err


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Given]:
    root = tmp_path_factory.mktemp("bundles")
    with pytest.MonkeyPatch.context() as patch:
        other = Terminal(folder=root, patch=patch, data="other-data")
        other.at("2026-01-05T09:00:00Z")
        other.ask("found", "open_books", "--exercise", "--name", "Other")
        other.ask("export", "bundle", str(root / "other"))
        ours = Terminal(folder=root, patch=patch)
        ours.ask("found", "open_books", "--exercise", "--name", "Ours")
        ours.ask("admit", "--agent", "organisation", "--name", "A grower")
        books = ours.write("books.journal", "2026-01-05 Beans\n  assets:bank  10.00 EUR\n  income:coffee\n")
        ours.ask("import", "hledger", books)
        ours.ask("export", "bundle", str(root / "good"))
        ours.ask("export", "bundle", str(root / "good.zip"))
        yield Given(root=root, elsewhere=ours.elsewhere("fresh"), run="rabc")


def edited(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], Any]:
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def linked(name: str, to: str) -> Callable[[Path], Any]:
    def change(folder: Path) -> None:
        place = folder / name
        shutil.rmtree(place) if place.is_dir() else place.unlink()
        place.symlink_to(to)

    return change


def newest(folder: Path) -> Path:
    return max((folder / "checkpoints").iterdir(), key=lambda one: int(one.name))


def of_another(name: str) -> Callable[[Path], Any]:
    def change(folder: Path) -> None:
        theirs, ours = folder.parent / "other" / name, folder / name
        if theirs.is_dir():
            shutil.rmtree(ours)
            shutil.copytree(theirs, ours)
        else:
            shutil.copy(theirs, ours)

    return change


def fifo(folder: Path) -> None:
    (folder / "journal.jsonl").unlink()
    os.mkfifo(folder / "journal.jsonl")


def others_note_under_our_number(folder: Path) -> None:
    newest(folder).write_bytes(newest(folder.parent / "other").read_bytes())


# Found in the journal, the checkpoints, the manifest or the words: neither verified nor taken in.
JOURNAL = {
    "an amount altered": edited("journal.jsonl", lambda data: data.replace(b"10.00", b"99.00")),
    "an entry dropped": edited("journal.jsonl", lambda data: data[: data.rstrip().rindex(b"\n") + 1]),
    "a journal of nothing": edited("journal.jsonl", lambda data: b""),
    "an endless line": edited("journal.jsonl", lambda data: data + b"x" * 1_000_000),
    "an endless row of line ends": edited("journal.jsonl", lambda data: b"\n" * 1_000_000),
    "no journal": lambda folder: (folder / "journal.jsonl").unlink(),
    "another's journal": of_another("journal.jsonl"),
    "another's checkpoints": of_another("checkpoints"),
    "another's signature": others_note_under_our_number,
    "no checkpoints": lambda folder: shutil.rmtree(folder / "checkpoints"),
    "no newest checkpoint": lambda folder: newest(folder).unlink(),
    "a checkpoint by a strange name": lambda folder: (folder / "checkpoints" / "9\x1b[31m").write_text("x"),
    "a checkpoint of 5 MB": lambda folder: (folder / "checkpoints" / "999").write_bytes(bytes(5_000_000)),
    "a journal that is a link": linked("journal.jsonl", "../good/journal.jsonl"),
    "a journal that never ends": linked("journal.jsonl", "/dev/zero"),
    "a journal that nobody writes": fifo,
    "a manifest that is a list": edited("manifest.json", lambda data: b"[]"),
    "a manifest of brackets": edited("manifest.json", lambda data: b"[" * 200_000),
    "a manifest of 9,000 digits": edited("manifest.json", lambda data: b'{"org":"a","entries":' + b"9" * 9_000 + b"}"),
    "more entries promised": edited("manifest.json", lambda data: data.replace(b'"entries": ', b'"entries": 1')),
    "no words file": lambda folder: (folder / "vault.jsonl").unlink(),
    "words altered": edited("vault.jsonl", lambda data: data.replace(b"Beans", b"Beams")),
    "words twice": edited("vault.jsonl", lambda data: data + data.split(b"\n")[0] + b"\n"),
    "words of a path": edited("vault.jsonl", lambda data: data.replace(b'"owner": "books"', b'"owner": "../../x"')),
    "words that are a number": edited("vault.jsonl", lambda data: data + b"7\n"),
}


@pytest.mark.parametrize("change", JOURNAL.values(), ids=JOURNAL)
def test_a_bundle_that_was_tampered_with_is_neither_verified_nor_taken_in(
    given: Given, change: Callable[[Path], Any]
) -> None:
    path = given.folder(change)
    for words in (("verify", path), ("import", "bundle", path), ("replay", given.run, "--bundle", path)):
        assert "\x1b" not in given.refused(*words)


def rewritten(folder: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    path = folder / "tables" / "accounts.parquet"
    pq.write_table(change(pq.read_table(path)), path, write_statistics=False)


def of_a_million_long_texts(folder: Path) -> None:
    """A few kilobytes that stand for 900 GB, in the very columns of the table of members."""
    (table,) = [one for one in TABLES if one.name == "members"]
    rows, text = 1_000_000, "x" * 900_000
    columns = []
    for field in schema(table):
        if pa.types.is_string(field.type):
            column = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array([text]))
        else:
            column = pa.array(range(rows)).cast(field.type)
        columns.append(column)
    fields = [
        pa.field(one.name, column.type, one.nullable) for one, column in zip(schema(table), columns, strict=True)
    ]
    whole = pa.table(columns, schema=pa.schema(fields))
    sink = io.BytesIO()
    pq.write_table(whole, sink, compression="zstd", write_statistics=False, store_schema=False)
    assert len(sink.getvalue()) < 20_000_000
    (folder / "tables" / "members.parquet").write_bytes(sink.getvalue())


# Derived from the journal: not taken in at all, and found by verifying.
DERIVED = {
    "an altered article": edited("charter.toml", lambda data: data.replace(b"title = ", b'note = "x"\ntitle = ', 1)),
    "no charter": lambda folder: (folder / "charter.toml").unlink(),
    "another's key": of_another("keys.txt"),
    "another name": edited("manifest.json", lambda data: data.replace(b"Ours", b"Hers")),
    "another root": edited("manifest.json", lambda data: data.replace(b'"root": "', b'"root": "0')),
    "a row altered": lambda folder: rewritten(folder, lambda table: table.set_column(
        3, table.schema.field(3), pa.array(["Assets:Else"] * len(table)))),
    "a row dropped": lambda folder: rewritten(folder, lambda table: table.slice(0, len(table) - 1)),
    "minima that hide rows": lambda folder: pq.write_table(
        pq.read_table(folder / "tables" / "accounts.parquet"), folder / "tables" / "accounts.parquet"),
    "no table": lambda folder: (folder / "tables" / "accounts.parquet").unlink(),
    "a table that is none": edited("tables/accounts.parquet", lambda data: b"PAR1" + os.urandom(200) + b"PAR1"),
    "tables behind a link": linked("tables", "../good/tables"),
    "a table that unfolds a millionfold": of_a_million_long_texts,
}


@pytest.mark.parametrize("change", DERIVED.values(), ids=DERIVED)
def test_what_a_bundle_says_beside_its_journal_is_held_against_it(given: Given, change: Callable[[Path], Any]) -> None:
    verdict = json.loads(given.refused("verify", given.folder(change)).split("\n")[0])
    assert not verdict["holds"]


def a_link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


ZIPS = {
    "a name twice": (lambda z: z.writestr("journal.jsonl", "x"), ()),
    "a way up": (lambda z: z.writestr("../../evil", "x"), ()),
    "a way to the root": (lambda z: z.writestr("/etc/evil", "x"), ()),
    "a way by backslashes": (lambda z: z.writestr("..\\evil", "x"), ()),
    "a link": (a_link, ()),
    "300 MB of zeros": (lambda z: z.writestr("journal.jsonl", bytes(300_000_000)), ("journal.jsonl",)),
    "15 MB of line ends": (lambda z: z.writestr("vault.jsonl", b"\n" * 15_000_000), ("vault.jsonl",)),
    "20,000 files": (lambda z: [z.writestr(f"checkpoints/{FUTURE + n}", "") for n in range(20_000)], ()),
}


@pytest.mark.parametrize(("change", "without"), ZIPS.values(), ids=ZIPS)
def test_an_archive_made_to_harm_is_refused(
    given: Given, change: Callable[[zipfile.ZipFile], Any], without: tuple[str, ...]
) -> None:
    path = given.zipped(change, without)
    for words in (("verify", path), ("import", "bundle", path)):
        given.refused(*words)
    assert not (given.root.parent / "evil").exists()


@pytest.mark.parametrize("name", ["absent", "empty", "empty.zip", "half.zip", "zero"])
def test_what_is_no_bundle_is_unreadable(given: Given, name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / "half.zip").write_bytes((given.root / "good.zip").read_bytes()[:-40])
    (tmp_path / "zero").symlink_to("/dev/zero")
    for words in (("verify",), ("import", "bundle")):
        assert "unreadable" in given.refused(*words, str(tmp_path / name))


def test_the_untouched_bundle_holds_and_is_taken_in(given: Given) -> None:
    for name in ("good", "good.zip"):
        assert given.elsewhere.ask("verify", str(given.root / name))["holds"]
    taken = given.elsewhere.elsewhere("taken").ask("import", "bundle", str(given.root / "good.zip"))
    assert taken["root"] == json.loads((given.root / "good" / "manifest.json").read_bytes())["root"]
    shutil.rmtree(given.root / "taken")
