"""Texts, tables and words made to harm, typed or given as files: told in a sentence, never obeyed, never endless."""

import io
import json
import os
import re
import resource
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auzolan.cli.__main__ import found_verbs
from auzolan.cli.visible import document, visible
from command_line import Terminal, co_op

SECONDS_MAX = 5  # two on a machine of one's own; the shared one is slow at times
MIB_MAX = 512
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ENDLESS = ("demo", "serve")  # these become a server


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    with pytest.MonkeyPatch.context() as patch:
        made = Terminal(folder=tmp_path_factory.mktemp("texts"), patch=patch)
        co_op(made)
        yield made


def harmless(terminal: Terminal, *words: str, json_too: bool = True) -> tuple[int, str]:
    """A command that must not succeed: one document, no sign that steers, in time, in little memory."""
    before, began = peak(), time.process_time()
    said = []
    for form in (("--json",), ()) if json_too else ((),):
        status, out = terminal.type(*words, *form)
        assert status in (1, 2), f"{words}: {status} {out[:200]}"
        assert not STEERS.search(out + terminal.err), f"{words}: {out[:200]!r} {terminal.err[:200]!r}"
        if form:
            json.loads(out)
        said.append(out + terminal.err)
    assert time.process_time() - began < 2 * SECONDS_MAX
    assert peak() - before < MIB_MAX
    return status, "".join(said)


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def put(terminal: Terminal, name: str, data: bytes | str) -> str:
    path = terminal.folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


FLOW = 'posting = "result"\ndate = 2026-01-05\nplaces = {year = "2026"}\n'
TOML: dict[str, bytes | str] = {
    "brackets": "a = " + "[" * 100_000,
    "tables within tables": "a = " + "{b=" * 20_000 + "1" + "}" * 20_000,
    "a name of 100,000 dots": ".".join("a" * 100_000) + " = 1",
    "a header of 100,000 dots": "[" + ".".join("a" * 100_000) + "]\nb = 1",
    "names that share their dots": "\n".join(f"{'a.' * 50}b{n} = 1" for n in range(5_000)),
    "100,000 names": "\n".join(f"k{n} = 1" for n in range(100_000)),
    "10,000 digits": f"amount = {'9' * 10_000}",
    "an exponent": f"{FLOW}amount = 1e308",
    "no number": f"{FLOW}amount = nan",
    "infinity": f"{FLOW}amount = -inf",
    "a day out of range": 'posting = "result"\ndate = 9999-99-99',
    "a hour out of range": 'posting = "result"\ndate = 2026-01-05T25:00:00',
    "a text of 10 MB": f'{FLOW}words = {{narration = "{"x" * 10_000_000}"}}',
    "an amount of 10,000 digits": f'{FLOW}amount = "{"1" * 10_000} EUR"',
    "an amount in other digits": f'{FLOW}amount = "١٢.00 EUR"',
    "a minus zero": f'{FLOW}amount = "-0.00 EUR"',
    "an amount with an exponent": f'{FLOW}amount = "1e5 EUR"',
    "a name that steers": '"\\u001b[31m" = 1\n["\\u202e"]\nx = 1',
    "half a sign": 'posting = "\\ud800"',
    "another encoding": 'posting = "x"'.encode("utf-16"),
    "noise": bytes(range(256)) * 4,
    "nothing": "",
}


@pytest.mark.parametrize("name", TOML)
def test_a_toml_file_made_to_harm_is_told_and_records_nothing(terminal: Terminal, name: str) -> None:
    file = put(terminal, "harm.toml", TOML[name])
    before = terminal.ask("verify")["root"]
    harmless(terminal, "record", file)
    harmless(terminal, "propose", file, "--as", "nobody")
    harmless(terminal, "found", file, "--name", "Harm")
    if name != "nothing":
        harmless(terminal, "check", file)
    assert terminal.ask("verify")["root"] == before


CSV: dict[str, bytes | str] = {
    "a null": b"name,class,joined\nA\0,worker,2026-01-05\n",
    "another encoding": "name,class,joined\n".encode("utf-16"),
    "a million columns": ",".join(f"c{n}" for n in range(1_000_000)) + "\n",
    "a million cells": "name,class,joined\n" + "," * 1_000_000 + "x\n",
    "300,000 faults in 100,000 rows": "name,class,joined\n" + "x,y,z\n" * 100_000,
    "a quote that never ends": 'name,class,joined\n"' + "a\n" * 300_000,
    "a cell of 200,000 letters": "name,class,joined\n" + "x" * 200_000 + ",worker,2026-01-05\n",
    "signs that steer": "name,class,joined\nA,\x1b[31mred\x9b,\x1b]0;x\x07\n",
    "a column that steers": "\x1b[31m\u202e,class\n",
    "days in other shapes": "name,class,joined\nA,worker,20260105\nB,worker,2026-W01-1\nC,worker,٢٠٢٦-01-05\n",
    "nothing": "",
}


@pytest.mark.parametrize("name", CSV)
def test_a_table_made_to_harm_admits_nobody(terminal: Terminal, name: str) -> None:
    file = put(terminal, "harm.csv", CSV[name])
    before = len(terminal.ask("members"))
    harmless(terminal, "import", "members", file)
    harmless(terminal, "import", "contributions", file)
    assert len(terminal.ask("members")) == before


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "1e5", "١٢", "１", "1" * 10_000, "0x10", "1_000"])
def test_hours_that_are_no_amount_are_told(terminal: Terminal, amount: str) -> None:
    (row, *_) = terminal.ask("members")
    file = put(terminal, "hours.csv", f"member,date,hours\n{row['member']},2026-01-05,{amount}\n")
    assert "This is not an amount" in harmless(terminal, "import", "contributions", file)[1]
    harmless(terminal, "hours", row["member"], amount, "--date", "2026-01-05")


def test_a_name_in_quotes_may_hold_a_line_end_and_a_mark_of_the_byte_order_does_no_harm(terminal: Terminal) -> None:
    file = put(terminal, "quoted.csv", '\ufeffname,class,joined\n"Gari\nX",worker,2026-01-05\n')
    assert terminal.ask("import", "members", file, "--dry-run")["entries"] == 1


JOURNALS: dict[str, bytes | str] = {
    "an amount that steers": "2026-01-01 a\n  a  \x1b[31m1 \x9bEUR \x07\n  b\n  c\n",
    "an account that turns": "2026-01-01 a\n  as\u202esets  x EUR\n  b\n",
    "eight bits": "2026-01-01 a\n  a\x9b31m  zz EUR\n  b\n",
    "10,000 digits": f"2026-01-01 a\n  a  {'1' * 10_000} EUR\n  b\n",
    "infinity": "2026-01-01 a\n  a  Infinity\n  b\n",
    "other digits": "2026-01-01 a\n  a  ١٢ EUR\n  b\n",
    "a day out of range": "9999-99-99 a\n  a  1\n  b\n",
    "a year of zero": "0000-01-01 a\n  a  1\n  b\n",
    "another's file": "include /etc/passwd\n",
    "a file by signs": "include \x1b[31m/../x\n",
    "another encoding": "2026-01-01 a\n".encode("utf-16"),
}


@pytest.mark.parametrize("form", ["hledger", "ledger", "beancount"])
def test_a_journal_made_to_harm_is_told_without_obeying_it(terminal: Terminal, form: str) -> None:
    for name, data in JOURNALS.items():
        harmless(terminal, "import", form, put(terminal, f"{name}.txt", data), "--dry-run")


def test_a_payee_that_steers_is_shown_wherever_it_is_printed(terminal: Terminal) -> None:
    file = put(terminal, "steers.txt", "2026-01-05 \x1b[31m a\n  Nowhere:\x1b[2J\u202ex  1.00 EUR\n  Assets:Bank\n")
    said = harmless(terminal, "import", "hledger", file)[1]
    assert "Nowhere:\\x1b[2J\\u202ex" in said


def test_signs_that_steer_are_shown_and_mean_the_same_in_json() -> None:
    said = "a\x1b[31m\u202eb\n\x9b\x7f"
    assert visible(said) == "a\\x1b[31m\\u202eb\\x0a\\x9b\\x7f"
    assert json.loads(document({"said": said})) == {"said": said}
    assert not STEERS.search(document({"said": said}))
    assert visible("Beñat 日本 €") == "Beñat 日本 €"


def test_no_cell_of_an_exported_table_is_a_formula(terminal: Terminal) -> None:
    terminal.ask("admit", "--class", "worker", "--name", '=HYPERLINK("http://x","y")')
    out = terminal.folder / "tables"
    terminal.ask("export", "csv", str(out), "--with-people")
    text = (out / "members.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK" in text
    cells = re.findall(r'(?:^|,)"?([^",\n]*)', text, re.MULTILINE)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]


GARBAGE = ("", "-1", "9" * 23, "1e308", "NaN", "\x1b[31m", "../../etc/passwd", "x" * 100_000, "²³", "٣", "2026-13",
           "0000-01", "9999-12-31..9999-12-31", "\u202eabc", "\udc80", "a\0b", "{}", "/", "/dev/null")
# Where one word of garbage goes, beside what else the verb needs.
PLACES: dict[str, tuple[str, ...]] = {
    "admit": ("--class", "?"), "assert": ("?", "?"), "backup": ("/dev/null/?",), "balances": ("--org", "?"),
    "amend": ("?", "?"), "cast": ("?", "yes", "--as", "?"), "check": ("?",), "close": ("?",), "close-period": ("?",),
    "contest": ("?", "--reason", "?"), "correct": ("?",), "decisions": ("--org", "?"),
    "talk": ("?", "--say", "?"), "comment": ("?", "--stance", "?", "--reason", "?"),
    "conduct": ("?", "--notice", "?", "--words", "?"), "mediation": ("--ask", "?", "--mediator", "?", "--words", "?"),
    "export": ("member", "?", "/dev/null/x"), "found": ("?", "--id", "?"), "hours": ("?", "?"), "mail": (),
    "import": ("members", "?"), "mandate": ("?", "?"), "members": ("--org", "?"), "part": ("?",),
    "preview": ("?", "--period", "?"), "propose": ("?",), "rebuild": ("?",), "record": ("?",),
    "replay": ("?",), "run": ("rule.surplus", "--period", "?"), "runs": ("--org", "?"), "settle": ("?",),
    "support": ("?",), "table": ("members", "--period", "?"), "verify": ("?",), "veto": ("?", "--reason", "?"),
    "void": ("?",), "why": ("?", "?"), "withdraw": ("?",), "agree": ("?", "?"), "order": ("?", "?"),
    "metric": ("?", "--publish", "?"), "meeting": ("?",), "delegate": ("?", "--until", "?", "--as", "?"),
}
MAY_SUCCEED = {
    ("metric", ""), ("backup", ""), ("balances", ""), ("decisions", ""), ("members", ""), ("runs", ""), ("table", ""),
}


@pytest.mark.parametrize("verb", sorted(PLACES))
def test_garbage_is_told_by_every_verb_with_one_document(terminal: Terminal, verb: str) -> None:
    for garbage in GARBAGE:
        if (verb, garbage) in MAY_SUCCEED or (verb == "table" and garbage.startswith("9999")):
            continue
        harmless(terminal, verb, *(word.replace("?", garbage) for word in PLACES[verb]))


def test_every_verb_is_among_those_that_are_given_garbage() -> None:
    needs_no_node = {name for name, one in found_verbs().items() if "needs no node" in one.summary.lower()}
    assert set(PLACES) | set(ENDLESS) | needs_no_node >= set(found_verbs())


@pytest.mark.parametrize("kind", ["noise", "nothing", "another program's", "a folder", "half", "absent"])
def test_a_store_that_is_none_is_told_by_every_verb_and_left_alone(terminal: Terminal, kind: str) -> None:
    folder = terminal.folder / f"store {kind}"
    store = folder / "auzolan.sqlite3"
    folder.mkdir()
    if kind == "a folder":
        store.mkdir()
    elif kind == "another program's":
        with sqlite3.connect(store) as other:
            other.execute("CREATE TABLE theirs (a)")
    elif kind == "half":
        whole = (terminal.folder / "data" / "auzolan.sqlite3").read_bytes()
        store.write_bytes(whole[: len(whole) // 2])
    elif kind != "absent":
        store.write_bytes(os.urandom(5_000) if kind == "noise" else b"")
    before = store.read_bytes() if store.is_file() else None
    elsewhere = terminal.elsewhere(folder.name)
    for verb in sorted(set(PLACES) - {"check", "found", "import"}):
        harmless(elsewhere, verb, *(word.replace("?", "1") for word in PLACES[verb]), json_too=True)
    assert (store.read_bytes() if store.is_file() else None) == before


def test_wrong_usage_is_one_document_too(terminal: Terminal) -> None:
    for words in (("cast", "--json"), ("members", "--at", "x", "--json"), ("export", "nothing", "out", "--json")):
        status, out = terminal.type(*words)
        assert status == 2
        assert "Wrong usage" in json.loads(out)["unreadable"]
    assert terminal.type("cast")[1] == ""
    assert "usage: auzolan cast" in terminal.err


@pytest.mark.parametrize("verb", ["record", "check", "propose", "found", "import", "meeting"])
def test_a_file_that_never_ends_is_not_begun(terminal: Terminal, verb: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/zero", str(tmp_path / "pipe"), str(tmp_path)):
        words = ("import", "members", path) if verb == "import" else (verb, path)
        assert harmless(terminal, *words)[0] == 2


def test_what_comes_in_is_read_no_further_than_a_file_may_be_long(terminal: Terminal, monkeypatch: Any) -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def readable(self) -> bool:
            return True

        def readinto(self, into: Any) -> int:
            self.taken += len(into)
            into[:] = b"x" * len(into)
            return len(into)

    endless = Endless()
    monkeypatch.setattr("auzolan.cli.verbs.record.sys.stdin", io.TextIOWrapper(io.BufferedReader(endless)))
    from auzolan.cli.verbs.record import text_of

    assert len(text_of("-")) < 2_000_000
    assert endless.taken < 3_000_000
