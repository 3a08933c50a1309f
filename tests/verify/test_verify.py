"""verify: the four checks hold for what was written, and name the first entry that is wrong for what was not."""

from pathlib import Path

import pytest

from auzolan.journal.fault import JournalForked
from auzolan.journal.merkle import leaf_hash
from auzolan.members.decide import AdmitMember
from auzolan.node.office import Office
from auzolan.node.signing import signer
from auzolan.verify.check import Verdict
from auzolan.verify.verify import verify
from node_house import House, books, sell


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House(folder=tmp_path, url=database_url)


@pytest.fixture
def office(house: House) -> Office:
    office = house.found()
    office.do(books(20))
    office.do(AdmitMember(class_="member", person={"name": "Maialen", "email": "m@bakery.example"}))
    for cents in (100, 250, 399):
        sell(office, cents)
    return office


def verdict(office: Office) -> Verdict:
    copy = office.copy()
    with copy.database.reading():
        return verify(copy, office.keeping.kept(office.org))


def unlock(office: Office) -> None:
    """What somebody with the database in hand can do: take the triggers away."""
    database = office.store.database
    for table in ("entries", "appends", "checkpoints"):
        if database.postgres:
            database.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        else:
            database.execute(f"DROP TRIGGER {table}_no_update")
            database.execute(f"DROP TRIGGER {table}_no_delete")


def relock(office: Office) -> None:
    from auzolan.node import schema

    for statement in schema.triggers(postgres=office.store.database.postgres):
        office.store.database.execute(statement)


def first_wrong(found: Verdict) -> tuple[str, int | None]:
    wrong = next(check for check in found.checks if not check.holds and "not reached" not in check.message)
    return wrong.name, wrong.entry


def test_what_was_written_holds(office: Office) -> None:
    found = verdict(office)
    assert found.holds, found
    assert found.entries == office.now().seq and found.root == office.now().frontier.root().hex()
    assert [check.name for check in found.checks] == ["bytes", "replay", "recompute", "books"]


def test_one_changed_letter_is_named(office: Office) -> None:
    unlock(office)
    written = office.store.entry(12)
    office.store.database.execute(
        "UPDATE entries SET bytes = ? WHERE seq = 12", (written.replace(b"2026", b"2027", 1),)
    )
    relock(office)
    assert first_wrong(verdict(office)) == ("bytes", 12)


def rewrite(office: Office, seq: int, old: bytes, new: bytes) -> None:
    """Rewrite an entry and its leaf, and sign every checkpoint again with the node's own key."""
    unlock(office)
    database = office.store.database
    written = office.store.entry(seq).replace(old, new)
    database.execute("UPDATE entries SET bytes = ?, leaf = ? WHERE seq = ?", (written, leaf_hash(written), seq))
    from auzolan.journal.checkpoint import Checkpoint, sign_checkpoint
    from auzolan.journal.merkle import root_of

    key = signer(office.now(), office.keeping.signing_seed(office.org))
    leaves = [leaf for _, _, leaf in office.store.entries()]
    for size, _ in office.store.checkpoints():
        note = sign_checkpoint(Checkpoint(origin=key.name, size=size, root=root_of(leaves[:size])), key)
        database.execute("UPDATE checkpoints SET note = ? WHERE size = ?", (note, size))
    database.execute("UPDATE t_postings SET amount = amount + 1 WHERE entry = ? AND amount > 0", (seq,))
    database.execute("UPDATE t_postings SET amount = amount - 1 WHERE entry = ? AND amount < 0", (seq,))
    relock(office)


def test_history_rewritten_with_the_nodes_own_key_is_refused_because_of_the_kept_checkpoint(
    house: House, office: Office
) -> None:
    kept = office.keeping.kept(office.org)
    last = office.now().seq - 1
    rewrite(office, last, b"3.99", b"4.00")
    found = verdict(office)
    assert first_wrong(found)[0] == "bytes"
    assert "kept outside" in next(check.message for check in found.checks if not check.holds)
    copy = office.copy()
    with copy.database.reading():
        alone = verify(copy, None)
    assert alone.checks[0].holds, "without the kept checkpoint nobody could tell; that is why it is kept"
    with pytest.raises(JournalForked):
        sell(house.again(), 100)
    assert office.keeping.kept(office.org) == kept


def test_a_row_that_no_entry_made_is_named(office: Office) -> None:
    office.store.database.execute("UPDATE t_postings SET amount = amount + 1 WHERE n = 5")
    name, entry = first_wrong(verdict(office))
    assert name == "replay" and entry is not None


def test_a_row_taken_away_is_named(office: Office) -> None:
    office.store.database.execute("DELETE FROM t_members")
    assert first_wrong(verdict(office))[0] == "replay"


def test_an_idempotency_key_changed_is_named(office: Office) -> None:
    unlock(office)
    office.store.database.execute("UPDATE appends SET asked = 'x' WHERE first = 0")
    relock(office)
    assert first_wrong(verdict(office)) == ("replay", 0)


def test_a_word_in_the_vault_that_was_changed_is_named(office: Office) -> None:
    database = office.store.database
    commitment, sealed = database.one("SELECT commitment, sealed FROM vault ORDER BY commitment LIMIT 1")
    changed = bytearray(bytes(sealed))
    changed[-1] ^= 1
    database.execute("UPDATE vault SET sealed = ? WHERE commitment = ?", (bytes(changed), commitment))
    name, _ = first_wrong(verdict(office))
    assert name == "bytes"


def test_entries_cut_off_at_the_end_are_missed(office: Office) -> None:
    unlock(office)
    database = office.store.database
    last = office.now().seq - 1
    database.execute("DELETE FROM entries WHERE seq = ?", (last,))
    database.execute("DELETE FROM checkpoints WHERE size > ?", (last,))
    database.execute("DELETE FROM appends WHERE first = ?", (last,))
    database.execute("DELETE FROM t_postings WHERE since = ?", (last,))
    relock(office)
    found = verdict(office)
    assert not found.holds
    assert "more entries than there are" in next(check.message for check in found.checks if not check.holds)


def test_an_erased_person_leaves_every_check_holding(house: House, office: Office) -> None:
    member = str(office.reader().rows("members")[0]["member"])
    office.keeping.erase_person(office.org, member)
    copy = office.copy()
    with copy.database.reading():
        found = verify(copy, office.keeping.kept(office.org))
    assert found.holds and copy.erased >= 1
