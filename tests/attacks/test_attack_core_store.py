"""Somebody has the database or the disk in hand: rows, checkpoints, snapshots and bundles change behind our back."""

from datetime import timedelta
from pathlib import Path

import pytest
from attack_core_house import Mill

from auzolan import areas
from auzolan.cli.__main__ import main
from auzolan.flows.requests import RecordEntry
from auzolan.governance.decide import CastBallot
from auzolan.journal.checkpoint import Checkpoint, sign_checkpoint
from auzolan.journal.entry import encode
from auzolan.journal.fault import JournalForked
from auzolan.journal.merkle import leaf_hash
from auzolan.members.decide import MoveMember, NameAgent, PartMember
from auzolan.node.exporting import Wanted, write
from auzolan.node.office import KeyReused
from auzolan.node.signing import signer
from auzolan.rules.decide import SettleRun
from auzolan.tables.table import Column, Table
from auzolan.values.refusal import Refusal

LAST = "(SELECT max(size) FROM checkpoints)"


@pytest.fixture
def mill(tmp_path: Path) -> Mill:
    """A mill with something in every kind of table, and rows that no longer hold."""
    mill = Mill(tmp_path / "mill").begin()
    mill.ask(MoveMember(member="dan", class_="worker"))
    mill.ask(NameAgent(nature="person", agent="zoe"))
    run, _ = mill.run()
    mill.wait(15)
    mill.ask(SettleRun(run=run))
    mill.decided()
    mill.ask(PartMember(member="dan"))
    return mill


def cells() -> list[tuple[Table, Column]]:
    return [(table, column) for table in areas.tables() for column in table.columns]


CHANGED = {
    "text": "\"{0}\" || 'x'", "date": "'2020-01-01'", "whole": '"{0}" + 1', "amount": '"{0}" + 1', "truth": '1 - "{0}"',
}


def test_every_cell_of_every_open_table_is_held_against_the_journal(mill: Mill) -> None:
    database, seen = mill.office.store.database, 0
    for table, column in cells():
        name, new = f"t_{table.name}", CHANGED[column.kind].format(column.name)
        if database.one(f"SELECT 1 FROM {name}") is None:
            continue
        seen += 1
        database.execute("SAVEPOINT before")
        database.execute(
            f'UPDATE {name} SET "{column.name}" = COALESCE({new}, 1) WHERE n = (SELECT max(n) FROM {name})'
        )
        assert not mill.within(), f"{name}.{column.name} was changed and nobody noticed"
        database.execute("ROLLBACK TO before")
        database.execute("RELEASE before")
    assert seen > 90
    assert mill.verdict().holds


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM {0} WHERE n = 0",
        "UPDATE {0} SET since = since - 1 WHERE n = 0",
        "UPDATE {0} SET until = since + 1 WHERE n = (SELECT max(n) FROM {0})",
        "UPDATE {0} SET n = n + 1 WHERE n = (SELECT max(n) FROM {0})",
    ],
)
def test_no_row_comes_goes_or_holds_longer_than_the_journal_says(mill: Mill, change: str) -> None:
    database = mill.office.store.database
    for table in areas.tables():
        name = f"t_{table.name}"
        if database.one(f"SELECT 1 FROM {name}") is None:
            continue
        database.execute("SAVEPOINT before")
        database.execute(change.format(name))
        assert not mill.within(), f"{change.format(name)}: nobody noticed"
        database.execute("ROLLBACK TO before")
        database.execute("RELEASE before")


def test_an_older_row_does_not_change_places_with_the_one_that_holds(mill: Mill) -> None:
    mill.sql(
        "UPDATE t_runs SET until = (SELECT max(since) FROM t_runs) WHERE until IS NULL",
        "UPDATE t_runs SET until = NULL WHERE n = 0",
        locked=True,
    )
    assert mill.office.reader().rows("runs")[0]["status"] == "published"
    assert "before it held" in mill.wrong().message


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["DELETE FROM entries WHERE seq = 20"], "entry 20 is missing"),
        (["UPDATE entries SET seq = 999 WHERE seq = 20", "UPDATE entries SET seq = 20 WHERE seq = 21",
          "UPDATE entries SET seq = 21 WHERE seq = 999"], "entry 20 says that it is entry 21"),
        (["INSERT INTO entries SELECT org, (SELECT max(seq) + 1 FROM entries), bytes, leaf FROM entries"
          " WHERE seq = 21"],
         "says that it is entry 21"),
        (["DELETE FROM checkpoints"], "nobody signed them"),
        (["DELETE FROM checkpoints WHERE size = 20"], "nobody signed them"),
        ([f"DELETE FROM checkpoints WHERE size = {LAST}"], "nobody signed them"),
        ([f"UPDATE checkpoints SET note = (SELECT note FROM checkpoints ORDER BY size LIMIT 1) WHERE size = {LAST}"],
         "has another root"),
        (["UPDATE appends SET last = last + 1 WHERE first = 20"], "does not end at"),
        (["DELETE FROM appends WHERE first = 20"], "idempotency key"),
        (["INSERT INTO appends SELECT org, 'more', asked, 9000, 9001 FROM appends LIMIT 1"], "idempotency keys"),
        (["CREATE TRIGGER quiet AFTER INSERT ON t_postings BEGIN UPDATE t_postings SET amount = 0; END"], "quiet"),
    ],
)
def test_a_journal_that_was_cut_mixed_or_doubled_is_named(mill: Mill, statements: list[str], words: str) -> None:
    mill.sql(*statements)
    assert words in mill.wrong().message, mill.wrong()


def test_a_copy_that_has_only_the_newest_checkpoints_holds(mill: Mill) -> None:
    mill.sql("DELETE FROM checkpoints WHERE size < 25")
    assert mill.verdict().holds


def unsigned(mill: Mill) -> None:
    """What somebody without the signing key can do: put a whole append, rows included, and sign nothing."""
    entry = mill.entry(mill.office.fact(mill.post("Expenses:Flour", "Assets:Cash", "2.00 EUR")))
    written = encode(entry)
    store, (handle, seq) = mill.office.store, (mill.office.handle, entry.seq)
    store.database.execute("INSERT INTO entries VALUES (?, ?, ?, ?)", (handle, seq, written, leaf_hash(written)))
    store.note_append(entry, seq)
    rows = store.database.all("SELECT * FROM t_postings WHERE since = ?", (seq - 1,))
    for row in rows:
        values = (row[0], row[1] + len(rows), seq, None, *row[4:])
        values = (*values[:4], seq, *values[5:])
        assert row[4] == seq - 1
        store.database.execute(f"INSERT INTO t_postings VALUES ({', '.join('?' * len(values))})", values)


def test_an_entry_that_nobody_signed_is_named_and_not_signed_over(mill: Mill) -> None:
    unsigned(mill)
    assert "nobody signed them" in mill.wrong().message
    with pytest.raises(JournalForked, match="not written by this node"):
        mill.later()


def test_a_checkpoint_that_names_another_size_is_named(mill: Mill) -> None:
    now = mill.office.now()
    key = signer(now, mill.office.keeping.signing_seed(mill.office.org) or b"")
    note = sign_checkpoint(Checkpoint(origin=key.name, size=now.seq - 1, root=now.frontier.root()), key)
    mill.sql(f"UPDATE checkpoints SET note = x'{note.hex()}' WHERE size = {now.seq}")
    assert not mill.verdict(kept=False).holds
    with pytest.raises(JournalForked):
        mill.later()


def test_a_snapshot_written_by_somebody_else_is_not_believed(mill: Mill) -> None:
    snapshots = mill.office._snapshots
    snapshots.save(mill.office.org, mill.office.now())
    path = mill.folder / "data" / "snapshots" / f"{mill.office.org}.snapshot"
    there = path.read_bytes()
    assert snapshots.load(mill.office.org, mill.office.store) == mill.office.now()
    forged = Mill(mill.folder.with_name("forger"))
    forged.node.make()
    elsewhere = forged.node.found("mill")._snapshots  # the same software, without this node's secret
    elsewhere.save(mill.office.org, mill.office.now())
    path.write_bytes((forged.folder / "data" / "snapshots" / f"{mill.office.org}.snapshot").read_bytes())
    assert path.read_bytes() != there
    assert snapshots.load(mill.office.org, mill.office.store) is None
    assert Mill(mill.folder).office.now().seq == mill.office.now().seq


def test_what_was_written_for_another_organisation_is_not_taken_for_ours(mill: Mill) -> None:
    other = Mill(mill.folder)
    other.node = mill.node
    handle = mill.office.handle
    other.begin_beside("bakery")
    theirs = mill.node.office("bakery")
    assert theirs.now().seq < mill.office.now().seq
    mill.sql(
        f"UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE org = {theirs.handle} ORDER BY size DESC"
        f" LIMIT 1) WHERE org = {handle} AND size = (SELECT max(size) FROM checkpoints WHERE org = {handle})"
    )
    assert "a key the journal never named" in mill.wrong(kept=False).message


def test_an_idempotency_key_is_for_one_request_of_one_person(mill: Mill) -> None:
    decision = mill.propose()
    mill.wait(2)
    first = mill.ask(CastBallot(decision=decision, option="yes"), by="ane", key="mine")
    assert mill.ask(CastBallot(decision=decision, option="yes"), by="ane", key="mine").entries == first.entries
    for by, option, more in (
        ("ane", "no", {}), ("bea", "yes", {}), ("ane", "yes", {"for_": "bea"}), ("ane", "yes", {"evidence": "ab" * 32}),
    ):
        with pytest.raises(KeyReused):
            mill.ask(CastBallot(decision=decision, option=option), by=by, key="mine", **more)


def test_a_key_is_not_used_by_two_appends_of_a_forger(mill: Mill) -> None:
    first = mill.office.entry(mill.post("Expenses:Flour", "Assets:Cash", "2.00 EUR"))
    with pytest.raises(Exception, match="UNIQUE"):
        mill.forge(first.fact, key=first.key)


def test_a_clock_that_goes_backwards_writes_nothing(mill: Mill) -> None:
    request = RecordEntry(legs=(("Expenses:Flour", "1.00 EUR"), ("Assets:Cash", "-1.00 EUR")))
    with pytest.raises(Refusal, match="clock"):
        mill.office.do(request, at=mill.at - timedelta(days=1))
    answer = mill.office.do(request, at=mill.at - timedelta(minutes=1))
    assert answer.entries[-1].at == mill.office.now().at and mill.verdict().holds


def test_a_bundle_with_a_swapped_table_is_named(mill: Mill, capsys: pytest.CaptureFixture[str]) -> None:
    out, other = mill.folder.with_name("out"), mill.folder.with_name("other-out")
    write(mill.office, "bundle", out, Wanted())
    assert main(["verify", str(out)]) == 0
    later = mill.copied(mill.folder.with_name("later"))
    later.later()
    write(later.office, "bundle", other, Wanted())
    (out / "tables" / "postings.parquet").write_bytes((other / "tables" / "postings.parquet").read_bytes())
    capsys.readouterr()
    assert main(["verify", str(out)]) == 1
    assert "table postings" in capsys.readouterr().out
