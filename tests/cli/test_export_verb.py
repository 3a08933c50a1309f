"""Everything goes out: other programs accept it, people's words stay unless asked for, nothing is overwritten."""

import csv
import json
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from beancount import loader
from beancount.core.data import Transaction
from books_to_write import FILES

from auzolan.charter.check import check_text
from auzolan.charter.preset import preset, presets
from auzolan.export.csv_tables import neutral
from auzolan.export.plain_text.names import name_back
from auzolan.flows.accounts import BALANCING
from auzolan.journal.checkpoint import open_checkpoint
from auzolan.journal.merkle import leaf_hash, verify_inclusion
from auzolan.journal.note import parse_vkey
from command_line import Terminal, co_op, set_aside

CANARY = "Canary-7f3e"


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


@pytest.fixture
def books(terminal: Terminal) -> dict[str, str]:
    """A co-op with a few entries, one of them corrected, one account opened under a name."""
    people = co_op(terminal)
    set_aside(terminal, "100.00 EUR", "2026", "2026-01-05")
    sale = terminal.ask("record", "-", stdin=(
        '[entry]\ndate = 2026-01-05\nlegs = [["Assets:Bank", "12.00 EUR"], ["Income:Coffee", "-12.00 EUR"]]\n'
        'words = {payee = "=cmd|x", narration = "Green \\"beans\\""}\n'
    ))["entries"]
    terminal.ask("correct", str(sale[-1]), "--leg", "Assets:Bank=13.00 EUR", "--leg", "Income:Coffee=-13.00 EUR")
    return people


def loaded(path: Path) -> list[Transaction]:
    entries, errors, _ = loader.load_file(str(path))
    assert errors == []
    return [one for one in entries if isinstance(one, Transaction)]


def test_beancount_accepts_what_is_exported_and_the_sums_are_ours(terminal: Terminal, books: dict[str, str]) -> None:
    out = terminal.folder / "out.beancount"
    assert terminal.ask("export", "beancount", str(out)) == {"path": str(out), "entries": 4}
    found: dict[tuple[str, str], Decimal] = {}
    told = loaded(out)
    for one in told:
        for leg in one.postings:
            key = (leg.account, leg.units.currency)
            found[key] = found.get(key, Decimal()) + leg.units.number
    ours = {
        (account, unit): Decimal(amount)
        for account, units in terminal.ask("balances")["accounts"].items() for unit, amount in units.items()
    }
    assert {key: amount for key, amount in found.items() if amount} == ours
    assert ("Income:Coffee", "EUR") in ours
    assert {(one.payee, one.narration) for one in told} >= {("=cmd|x", 'Green "beans"')}
    assert "Green" not in _text(terminal, "beancount", "--without-words")


def _text(terminal: Terminal, format: str, *more: str) -> str:
    out = terminal.folder / f"again{len(more)}.{format}"
    terminal.ask("export", format, str(out), *more)
    return out.read_text("utf-8")


@pytest.mark.parametrize("file", FILES)
def test_what_came_in_from_a_real_journal_goes_out_again(terminal: Terminal, data_dir: Path, file: str) -> None:
    format = "beancount" if file.endswith("beancount") else "hledger" if file.startswith("hledger") else "ledger"
    terminal.ask("found", "open_books", "--name", "Books")
    terminal.ask("import", format, str(data_dir / "accounting" / file))
    ours = {
        (account, unit): Decimal(amount)
        for account, units in terminal.ask("balances")["accounts"].items() for unit, amount in units.items()
    }
    out = terminal.folder / "out.beancount"
    terminal.ask("export", "beancount", str(out))
    names = name_back(out.read_text("utf-8").splitlines())
    found: dict[tuple[str, str], Decimal] = {}
    for one in loaded(out):
        for leg in one.postings:
            key = (names.accounts[leg.account], names.units[leg.units.currency])
            found[key] = found.get(key, Decimal()) + leg.units.number
    assert {key: amount for key, amount in found.items() if amount and key[0] not in BALANCING} == ours
    bundle = str(terminal.folder / "books.zip")
    root = terminal.ask("verify")["root"]
    terminal.ask("export", "bundle", bundle)
    other = terminal.elsewhere("other")
    verdict = other.ask("verify", bundle)
    assert (verdict["holds"], verdict["root"]) == (True, root)
    assert other.ask("import", "bundle", bundle)["root"] == root
    assert {
        (account, unit): Decimal(amount)
        for account, units in other.ask("balances")["accounts"].items() for unit, amount in units.items()
    } == ours


def test_two_people_of_one_name_keep_accounts_of_their_own(terminal: Terminal, books: dict[str, str]) -> None:
    other = terminal.ask("admit", "--class", "worker", "--name", "Ane")["member"]
    for member in (books["Ane"], other):
        terminal.ask("record", "-", stdin=f'posting = "pay"\nreceiver = "{member}"\namount = "7.00 EUR"\n')
    terminal.ask("record", "-", stdin=f'posting = "pay"\nreceiver = "{books["Elena"]}"\namount = "7.00 EUR"\n')
    accounts = {
        leg.account: leg.units.number for one in loaded(_file(terminal, "--with-people")) for leg in one.postings
        if leg.account.startswith("Expenses:Pay:")
    }
    assert accounts == {
        f"Expenses:Pay:Ane-{books['Ane']}": 7, f"Expenses:Pay:Ane-{other}": 7, "Expenses:Pay:Elena": 7,
    }
    plain = {leg.account for one in loaded(_file(terminal)) for leg in one.postings}
    assert f"Expenses:Pay:X{books['Elena']}" in plain or f"Expenses:Pay:{books['Elena'].capitalize()}" in plain


def _file(terminal: Terminal, *more: str) -> Path:
    out = terminal.folder / f"out{''.join(more)}.beancount"
    terminal.ask("export", "beancount", str(out), *more)
    return out


def test_hledger_accepts_what_is_exported(terminal: Terminal, books: dict[str, str]) -> None:
    program = shutil.which("hledger")
    if program is None:
        pytest.skip("hledger is not installed (apt-get install hledger)")
    out = terminal.folder / "out.journal"
    terminal.ask("export", "hledger", str(out))
    done = subprocess.run([program, "-f", str(out), "check"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_bundle_leaves_out_people_unless_it_is_told_to_take_them(terminal: Terminal) -> None:
    co_op(terminal)
    terminal.ask("admit", "--class", "worker", "--name", CANARY, "--email", f"{CANARY}@example.org")
    set_aside(terminal, "10.00 EUR", "2026", "2026-01-05")

    def inside(*more: str) -> bytes:
        out = terminal.folder / f"bundle{''.join(more)}.zip"
        terminal.ask("export", "bundle", str(out), *more)
        with zipfile.ZipFile(out) as file:
            return b"\n".join(file.read(name) for name in file.namelist())

    plain = inside()
    assert CANARY.encode() not in plain
    assert b"As the assembly found" in plain
    assert CANARY.encode() in inside("--with-people")
    assert b"As the assembly found" not in inside("--without-words")
    assert terminal.type("export", "bundle", "x", "--with-people", "--without-words")[0] == 2


def test_a_bundle_says_what_it_is(terminal: Terminal, books: dict[str, str]) -> None:
    out = terminal.folder / "bundle"
    count = terminal.ask("export", "bundle", str(out))["entries"]
    manifest = json.loads((out / "manifest.json").read_text())
    verdict = terminal.ask("verify")
    assert {key: manifest[key] for key in ("format", "org", "name", "origin", "entries", "root")} == {
        "format": 1, "org": "errota", "name": "Errota", "origin": "localhost/errota", "entries": count,
        "root": verdict["root"],
    }
    assert sorted(path.stem for path in (out / "tables").iterdir()) == manifest["tables"]
    (key,) = (out / "keys.txt").read_text().splitlines()
    note = (out / "checkpoints" / str(count)).read_bytes()
    checkpoint, _ = open_checkpoint(note, [parse_vkey(key)], origin="localhost/errota")
    assert checkpoint.root.hex() == manifest["root"]
    assert check_text((out / "charter.toml").read_text("utf-8")) == []
    readme = (out / "README.txt").read_text("utf-8")
    assert manifest["root"] in readme
    assert "auzolan verify" in readme


def test_one_member_takes_everything_along_with_proofs(terminal: Terminal, books: dict[str, str]) -> None:
    ane = books["Ane"]
    out = terminal.folder / "ane"
    count = terminal.ask("export", "member", ane, str(out))["entries"]
    entries = (out / "entries.jsonl").read_bytes().splitlines()
    proofs = json.loads((out / "proofs.json").read_text())
    assert count == len(entries) == len(proofs["proofs"]) == 2
    for written, proof in zip(entries, proofs["proofs"], strict=True):
        path = [bytes.fromhex(one) for one in proof["path"]]
        verify_inclusion(proof["seq"], proofs["size"], leaf_hash(written), path, bytes.fromhex(proofs["root"]))
    key = parse_vkey((out / "keys.txt").read_text().strip())
    checkpoint, _ = open_checkpoint((out / "checkpoint").read_bytes(), [key], origin="localhost/errota")
    assert checkpoint.root.hex() == proofs["root"]
    words = (out / "words.jsonl").read_text("utf-8")
    assert "Ane" in words
    assert "Beñat" not in words
    assert books["Beñat"] not in (out / "tables" / "members.csv").read_text("utf-8")
    assert "no member of that id" in terminal.refused("export", "member", "nobody", str(terminal.folder / "x"))["why"]


def test_csv_cells_cannot_act_as_formulas(terminal: Terminal, books: dict[str, str]) -> None:
    assert [neutral(one) for one in ("=1+1", "@x", "+4", "-4", "\tx", "plain")] == [
        "'=1+1", "'@x", "'+4", "'-4", "'\tx", "plain",
    ]
    terminal.ask("record", "-", stdin=(
        '[entry]\nlegs = [["Assets:Bank", "1.00 EUR"], ["Income:=HYPERLINK(1)", "-1.00 EUR"]]\n'
    ))
    terminal.ask("admit", "--class", "worker", "--name", "=2+5")
    out = terminal.folder / "csv"
    terminal.ask("export", "csv", str(out), "--with-people")
    with (out / "postings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(Decimal(row["amount"]) for row in rows) == 0
    assert "-13.00" in {row["amount"] for row in rows}
    with (out / "members.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    assert "'=2+5" in names
    assert "Beñat" in names
    dictionary = (out / "dictionary.csv").read_text("utf-8")
    assert "postings,amount,amount,unit,members," in dictionary


def test_a_member_exports_only_what_members_see(terminal: Terminal, books: dict[str, str]) -> None:
    terminal.ask("export", "csv", str(terminal.folder / "csv"), "--as", books["Ane"])
    with (terminal.folder / "csv" / "members.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["member"]: row for row in csv.DictReader(file)}
    assert rows[books["Beñat"]]["class"] == "worker"
    assert rows[books["Beñat"]]["vault"] == ""


def test_parquet_holds_every_row_there_ever_was(terminal: Terminal, books: dict[str, str]) -> None:
    out = terminal.folder / "parquet"
    terminal.ask("export", "parquet", str(out))
    rows = pq.read_table(out / "postings.parquet").to_pylist()
    assert sum(row["amount"] for row in rows) == 0
    assert len(rows) == len(terminal.ask("table", "postings"))


@pytest.mark.parametrize("name", presets())
def test_a_preset_is_exported_without_a_node_and_means_the_same(terminal: Terminal, name: str) -> None:
    out = terminal.folder / "our.toml"
    terminal.ask("export", "charter", str(out), "--preset", name)
    assert not (terminal.folder / "data").exists()
    assert check_text(out.read_text("utf-8")) == []
    terminal.ask("found", name, "--id", "one")
    terminal.ask("found", str(out), "--id", "two")
    texts = []
    for org in ("one", "two"):
        file = terminal.folder / f"{org}.toml"
        terminal.ask("export", "charter", str(file), "--org", org)
        texts.append(file.read_text("utf-8").split("\n", 1)[1])
    assert texts[0] == texts[1]
    assert texts[0] == out.read_text("utf-8").split("\n", 1)[1]
    assert preset(name)


def test_nothing_is_overwritten_and_nothing_half_written_stays(terminal: Terminal, books: dict[str, str]) -> None:
    out = terminal.folder / "out.beancount"
    out.write_text("mine")
    before = sha256(out.read_bytes()).digest()
    for words in (("beancount", str(out)), ("bundle", str(out)), ("hledger", str(terminal.folder / "no" / "where"))):
        status, _ = terminal.type("export", *words)
        assert status == 2
        assert "Traceback" not in terminal.err
    assert sha256(out.read_bytes()).digest() == before
    assert [path.name for path in terminal.folder.iterdir() if path.name.startswith(".")] == []


@pytest.mark.postgres
def test_a_bundle_from_postgresql_goes_on_in_a_file(terminal: Terminal, postgres_database: str) -> None:
    terminal.patch.setenv("AUZOLAN_DATABASE_URL", postgres_database)
    people = co_op(terminal)
    set_aside(terminal, "100.00 EUR", "2026", "2026-01-05")
    terminal.ask("hours", people["Ane"], "8.00")
    bundle, out = str(terminal.folder / "b.zip"), terminal.folder / "out.beancount"
    terminal.ask("export", "bundle", bundle)
    terminal.ask("export", "csv", str(terminal.folder / "csv"))
    terminal.ask("export", "member", people["Ane"], str(terminal.folder / "ane"))
    terminal.ask("export", "beancount", str(out))
    assert len(loaded(out)) == 1
    root = terminal.ask("verify")["root"]
    other = terminal.elsewhere("other")
    assert other.ask("import", "bundle", bundle)["root"] == root
    assert other.ask("verify")["root"] == root


def test_a_member_repeats_a_run_with_nothing_but_the_bundle_and_duckdb(
    terminal: Terminal, books: dict[str, str]
) -> None:
    for name, hours in (("Ane", "100.5"), ("Dani", "33.25")):
        terminal.ask("hours", books[name], hours, "--date", "2026-01-20")
        terminal.ask("hours", books[name], "1.2", "--contribution", "index", "--date", "2026-01-20")
    run = terminal.ask("run", "rule.surplus", "--period", "2026")
    out = terminal.folder / "all"
    terminal.ask("export", "bundle", str(out))
    program = "import duckdb, sys; print(duckdb.connect().execute(open(sys.argv[1]).read()).fetchall()[-1][0])"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, f"runs/{run['run']}.sql"], cwd=out, capture_output=True, text=True,
    )
    assert done.stdout.strip() == run["output_hash"], done.stderr
    assert terminal.ask("verify", str(out))["holds"] is True
    assert terminal.ask("replay", run["run"], "--engine", "duckdb", "--bundle", str(out))["equal"] is True
