"""The office: the only writer, on SQLite and on PostgreSQL with the same code."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auzolan.flows.facts import PostingsMade
from auzolan.journal.fault import JournalAltered
from auzolan.members.decide import AdmitMember
from auzolan.node.office import KeyReused, Office
from auzolan.values.refusal import Refusal
from node_house import House, books, bread, sell


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House(folder=tmp_path, url=database_url)


@pytest.fixture
def office(house: House) -> Office:
    office = house.found()
    office.do(books(2))
    return office


def cash(office: Office) -> int:
    balances = office.now().states["flows"].balances
    return sum(amount for (account, _), amount in balances.items() if account.startswith("Assets:"))


def test_what_was_acknowledged_is_there_when_the_node_starts_again(house: House, office: Office) -> None:
    answer = sell(office, 350)
    again = house.again()
    assert again.entry(answer.seqs[-1]) == answer.entries[-1]
    assert again.now().frontier.root() == office.now().frontier.root()
    assert cash(again) == 550


def test_the_same_key_with_the_same_request_returns_the_first_answer(house: House, office: Office) -> None:
    first = sell(office, 350, key="till-17")
    second = sell(house.again(), 350, key="till-17")
    assert second.again and second.entries == first.entries
    assert cash(office) == 550


def test_the_same_key_with_another_request_is_refused(office: Office) -> None:
    sell(office, 350, key="till-17")
    with pytest.raises(KeyReused, match="already used"):
        sell(office, 360, key="till-17")


def test_what_is_refused_leaves_no_trace(house: House, office: Office) -> None:
    before = office.now()
    with pytest.raises(Refusal):
        office.do(bread(350), by="nobody-we-know")
    assert office.now() == before
    assert house.again().now().frontier.root() == before.frontier.root()
    assert office.store.all_rows("postings") is not None


def test_a_request_that_asks_for_nothing_new_writes_nothing(office: Office) -> None:
    before = office.now().seq
    assert office.do(books(2)).entries == ()
    assert office.now().seq == before


def test_many_hands_write_at_once_and_every_entry_has_its_place(house: House, office: Office) -> None:
    before = office.now().seq
    problems: list[Exception] = []

    def work(hand: int) -> None:
        try:
            own = house.again()  # a worker with a memory and a connection of its own
            for number in range(5):
                sell(own, 100, key=f"hand {hand} {number}")
        except (Refusal, JournalAltered, OSError, RuntimeError) as why:
            problems.append(why)

    hands = [threading.Thread(target=work, args=(hand,)) for hand in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert problems == []
    now = house.again().now()
    assert now.seq >= before + 20
    assert cash(house.again()) == 200 + 4 * 5 * 100


def test_one_key_asked_by_many_at_once_is_one_entry(house: House, office: Office) -> None:
    answers = []

    def ask() -> None:
        answers.append(sell(house.again(), 990, key="once"))

    hands = [threading.Thread(target=ask) for _ in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert {tuple(answer.seqs) for answer in answers} == {tuple(answers[0].seqs)} and len(answers) == 8
    assert cash(house.again()) == 200 + 990


def test_a_clock_that_fell_far_behind_writes_nothing(office: Office) -> None:
    with pytest.raises(Refusal, match="clock"):
        office.do(bread(100), at=datetime.now(UTC) - timedelta(hours=1))


def test_a_clock_a_little_behind_writes_the_moment_of_the_last_entry(office: Office) -> None:
    last = office.now().at
    answer = office.do(bread(100), at=datetime.now(UTC) - timedelta(minutes=5))
    assert answer.entries[-1].at == last


def test_names_are_in_the_vault_and_in_no_entry(house: House, office: Office) -> None:
    answer = office.do(
        AdmitMember(class_="member", person={"name": "Maialen Canary", "email": "maialen@canary.example"})
    )
    member = answer.entries[0].fact.member
    row = office.reader().rows("members", {"member": member})[0]
    assert office.vault.open(str(row["vault"]))["name"] == "Maialen Canary"
    everything = b"".join(written for _, written, _ in office.store.entries())
    assert b"Canary" not in everything and b"canary" not in everything
    assert b"customer 1" not in everything


def test_when_a_persons_key_is_destroyed_their_words_are_gone_and_every_proof_stands(
    house: House, office: Office
) -> None:
    answer = office.do(AdmitMember(class_="member", person={"name": "Maialen Canary"}))
    member = answer.entries[0].fact.member
    root = office.now().frontier.root()
    assert office.keeping.erase_person(office.org, member)
    again = house.again()
    row = again.reader().rows("members", {"member": member})[0]
    assert again.vault.open(str(row["vault"])) is None
    assert again.now().frontier.root() == root


def test_an_entry_altered_in_the_store_is_not_folded(house: House, office: Office) -> None:
    sell(office, 100)
    database = office.store.database
    for trigger in ("DROP TRIGGER entries_no_update", "DROP TRIGGER entries_append_only ON entries"):
        if ("ON" in trigger) == database.postgres:
            database.execute(trigger)
    database.execute(
        "UPDATE entries SET bytes = ? WHERE seq = ?",
        (office.store.entry(3).replace(b"charter", b"chartes"), 3),
    )
    with pytest.raises(JournalAltered, match="entry 3"):
        house.again().now()


def test_the_journal_cannot_be_changed_or_shortened_by_a_statement(office: Office) -> None:
    database = office.store.database
    for statement in ("UPDATE entries SET seq = 99 WHERE seq = 1", "DELETE FROM entries", "DELETE FROM checkpoints"):
        with pytest.raises(Exception, match="append-only"):
            database.execute(statement)
    if not database.postgres:
        with pytest.raises(Exception, match="append-only"):
            database.execute("INSERT OR REPLACE INTO entries SELECT org, seq, x'00', leaf FROM entries WHERE seq = 1")


def test_a_snapshot_gives_back_just_what_was_so(house: House, office: Office) -> None:
    office._snapshots.save(office.org, office.now())
    loaded = house.again()._snapshots.load(office.org, office.store)
    assert loaded == office.now()


def test_a_snapshot_of_another_past_is_not_believed(house: House, office: Office) -> None:
    office._snapshots.save(office.org, office.now())
    path = house.folder / "data" / "snapshots" / f"{office.org}.snapshot"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    assert house.again()._snapshots.load(office.org, office.store) is None
    assert house.again().now() == office.now()


def test_the_published_postings_are_the_rows_of_the_table(office: Office) -> None:
    answer = sell(office, 425)
    made = answer.fact(PostingsMade)
    rows = office.reader().rows("postings", {"entry": answer.seqs[-1]})
    assert [(row["account"], row["amount"]) for row in rows] == [
        (leg.account, int(leg.amount.replace(".", ""))) for leg in made.postings
    ]
    before = office.reader(answer.seqs[-1] - 1).rows("postings", {"entry": answer.seqs[-1]})
    assert before == []
