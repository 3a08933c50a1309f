"""Checkpoints: the signed word about a journal's size and root."""

import os
import re
from base64 import b64encode
from pathlib import Path

import msgspec
import pytest

from auzolan.journal.checkpoint import (
    Checkpoint,
    CheckpointRefused,
    check_consistent,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from auzolan.journal.entry import encode
from auzolan.journal.fault import JournalForked
from auzolan.journal.merkle import (
    EMPTY_ROOT,
    ProofRefused,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
)
from auzolan.journal.note import NoteRefused, Signer, parse_vkey, sign, with_signature
from auzolan.journal.tiles import read_bundle, write_bundle

DATA = Path(os.environ.get("AUZOLAN_TEST_DATA", Path(__file__).parents[3] / "shared/data")) / "transparency-log"
TESSERA = DATA / "tessera-log"
needs_tessera = pytest.mark.skipif(not TESSERA.exists(), reason="the published log is not on this machine")

ORIGIN = "node.example/bread"
BREAD = Signer(name=ORIGIN, seed=bytes(range(32)))
WITNESS = Signer(name="witness.example/one", seed=bytes(range(1, 33)))
LEAVES = [leaf_hash(b"entry %d" % seq) for seq in range(12)]
ROOT = b64encode(root_of(LEAVES[:7])).decode()
TEXT = f"{ORIGIN}\n7\n{ROOT}\n"


def at(size: int) -> Checkpoint:
    return Checkpoint(origin=ORIGIN, size=size, root=root_of(LEAVES[:size]))


def published(size: int) -> tuple[bytes, Checkpoint]:
    key = parse_vkey((TESSERA / "PUBLIC_KEY").read_text().strip())
    note = (TESSERA / f"checkpoint.{size}").read_bytes()
    return note, open_checkpoint(note, [key], origin="example.com/log/testdata")[0]


@needs_tessera
@pytest.mark.parametrize("size", range(8))
def test_a_published_checkpoint_opens_and_its_root_is_that_of_its_entries(size: int) -> None:
    note, checkpoint = published(size)
    bundle = TESSERA / f"tile/entries/000.p/{size}"
    entries = read_bundle(bundle.read_bytes(), size) if size else []
    assert checkpoint.size == size
    assert checkpoint.root == root_of(leaf_hash(entry) for entry in entries)
    assert note.startswith(checkpoint.text().encode())


@needs_tessera
@pytest.mark.parametrize("size", range(8))
def test_a_published_checkpoint_with_any_bit_changed_is_refused(size: int) -> None:
    note, _ = published(size)
    key = parse_vkey((TESSERA / "PUBLIC_KEY").read_text().strip())
    for position in range(len(note)):
        changed = bytearray(note)
        changed[position] ^= 1 << position % 8
        with pytest.raises(NoteRefused):
            open_checkpoint(bytes(changed), [key], origin="example.com/log/testdata")


@needs_tessera
def test_published_checkpoints_follow_from_each_other() -> None:
    leaves = [leaf_hash(entry) for entry in read_bundle((TESSERA / "tile/entries/000.p/7").read_bytes(), 7)]
    for size2 in range(8):
        for size1 in range(size2 + 1):
            proof = consistency_proof(leaves, size1, size2) if size1 else []
            check_consistent(published(size1)[1], published(size2)[1], proof)


def test_a_checkpoint_is_three_lines_and_reads_back() -> None:
    assert at(7).text() == TEXT
    assert parse_checkpoint(TEXT) == at(7)
    longer = parse_checkpoint(TEXT + "first\nsecond\n")
    assert longer.extensions == ("first", "second")
    assert longer.text() == TEXT + "first\nsecond\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        TEXT[:-1],
        TEXT + "\n",
        TEXT + "\nlate\n",
        "\n" + TEXT,
        f"{ORIGIN}\n7\n",
        f"\n7\n{ROOT}\n",
        f"{ORIGIN}\n07\n{ROOT}\n",
        f"{ORIGIN}\n+7\n{ROOT}\n",
        f"{ORIGIN}\n-7\n{ROOT}\n",
        f"{ORIGIN}\n 7\n{ROOT}\n",
        f"{ORIGIN}\n7 \n{ROOT}\n",
        f"{ORIGIN}\n\u0667\n{ROOT}\n",
        f"{ORIGIN}\n7.0\n{ROOT}\n",
        f"{ORIGIN}\n0\n{ROOT}\n",
        f"{ORIGIN}\n{2**63}\n{ROOT}\n",
        f"{ORIGIN}\n1{'0' * 5000}\n{ROOT}\n",
        f"{ORIGIN}\n7\n{ROOT[:-1]}\n",
        f"{ORIGIN}\n7\n{ROOT[:-2]}{chr(ord(ROOT[-2]) + 1)}=\n",
        f"{ORIGIN}\n7\n{b64encode(bytes(31)).decode()}\n",
        f"{ORIGIN}\n7\n{b64encode(bytes(33)).decode()}\n",
        f"{ORIGIN}\n7\n\u00e9{ROOT}\n",
        f"{ORIGIN}\n7\n{ROOT} \n",
        f"{ORIGIN}\r\n7\r\n{ROOT}\r\n",
        TEXT + "a\tb\n",
    ],
)
def test_a_checkpoint_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(CheckpointRefused):
        parse_checkpoint(text)


def test_an_empty_journal_has_one_checkpoint_only() -> None:
    assert parse_checkpoint(at(0).text()) == Checkpoint(origin=ORIGIN, size=0, root=EMPTY_ROOT)


def test_a_checkpoint_is_signed_in_the_name_of_its_origin_only() -> None:
    note = sign_checkpoint(at(7), BREAD)
    checkpoint, opened = open_checkpoint(note, [BREAD.verifier], origin=ORIGIN)
    assert checkpoint == at(7)
    assert opened.signed_by == (BREAD.verifier,)
    with pytest.raises(CheckpointRefused, match="cannot sign"):
        sign_checkpoint(at(7), WITNESS)


def test_old_and_new_key_sign_the_checkpoint_where_one_follows_the_other() -> None:
    follower = Signer(name=ORIGIN, seed=bytes(32))
    note = sign_checkpoint(at(7), BREAD, follower)
    for key in (BREAD.verifier, follower.verifier):
        assert open_checkpoint(note, [key], origin=ORIGIN)[0] == at(7)


def test_a_witness_adds_to_a_checkpoint_and_cannot_stand_for_it() -> None:
    witnessed = with_signature(sign_checkpoint(at(7), BREAD), WITNESS.signature_of(TEXT.encode()))
    keys = [BREAD.verifier, WITNESS.verifier]
    assert len(open_checkpoint(witnessed, keys, origin=ORIGIN)[1].signed_by) == 2
    with pytest.raises(CheckpointRefused, match="not signed by"):
        open_checkpoint(witnessed, [WITNESS.verifier], origin=ORIGIN)


def test_a_checkpoint_of_someone_else_is_refused() -> None:
    theirs = Checkpoint(origin="node.example/cheese", size=7, root=at(7).root)
    with pytest.raises(CheckpointRefused, match=r"node\.example/cheese"):
        open_checkpoint(sign(theirs.text(), BREAD), [BREAD.verifier], origin=ORIGIN)
    with pytest.raises(CheckpointRefused, match="different journals"):
        check_consistent(theirs, at(7), [])


def test_a_signed_note_that_is_no_checkpoint_is_refused() -> None:
    with pytest.raises(CheckpointRefused):
        open_checkpoint(sign("The oven is lit.\n", BREAD), [BREAD.verifier], origin=ORIGIN)


def test_a_journal_that_only_grew_is_consistent() -> None:
    for size1 in range(13):
        for size2 in range(size1, 13):
            check_consistent(at(size1), at(size2), consistency_proof(LEAVES, size1, size2) if size1 else [])


def test_two_roots_for_one_size_are_a_fork() -> None:
    other = Checkpoint(origin=ORIGIN, size=7, root=bytes(32))
    with pytest.raises(JournalForked, match="7"):
        check_consistent(at(7), other, [])


def test_a_rewritten_entry_shows_between_checkpoints() -> None:
    rewritten = [leaf_hash(b"something else"), *LEAVES[1:]]
    newer = Checkpoint(origin=ORIGIN, size=10, root=root_of(rewritten[:10]))
    for source in (LEAVES, rewritten):
        with pytest.raises(ProofRefused):
            check_consistent(at(7), newer, consistency_proof(source, 7, 10))


def test_a_journal_does_not_shrink_and_needs_no_proof_from_nothing() -> None:
    with pytest.raises(ProofRefused):
        check_consistent(at(8), at(7), [])
    with pytest.raises(ProofRefused):
        check_consistent(at(0), at(7), [LEAVES[0]])
    with pytest.raises(ProofRefused):
        check_consistent(at(6), at(7), [])


def examples() -> dict[str, str]:
    """The named blocks of the format page."""
    page = (Path(__file__).parents[2] / "docs/formats/journal.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^```(\w+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))


def test_the_format_page_shows_the_bytes_that_are_written() -> None:
    shown = examples()
    entries = shown["entries"].encode().splitlines()
    assert [encode(msgspec.json.decode(entry)) for entry in entries] == entries
    leaves = [leaf_hash(entry) for entry in entries]
    assert [leaf.hex() for leaf in leaves] == shown["leaves"].split()
    assert [node_hash(*leaves[:2]).hex(), root_of(leaves).hex()] == shown["root"].split()
    assert BREAD.verifier == parse_vkey(shown["key"].strip())
    head = Checkpoint(origin=ORIGIN, size=3, root=root_of(leaves))
    assert sign_checkpoint(head, BREAD).decode() == shown["checkpoint"]
    bundle = write_bundle(entries)
    assert (len(bundle), [len(entry) for entry in entries]) == (607, [276, 192, 133])
    assert bundle[:13].hex(" ") == shown["bundle"].strip()
    assert inclusion_proof(leaves, 0, 3) == consistency_proof(leaves, 1, 3) == leaves[1:]
    assert inclusion_proof(leaves, 2, 3) == [node_hash(*leaves[:2])]
