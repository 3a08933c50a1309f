"""Signed notes: written and read exactly as C2SP signed-note says."""

import os
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from auzolan.journal.note import (
    NoteRefused,
    Signature,
    Signer,
    VerifierKey,
    open_note,
    parse_note,
    parse_vkey,
    sign,
    with_signature,
)

DATA = Path(os.environ.get("AUZOLAN_TEST_DATA", Path(__file__).parents[3] / "shared/data")) / "transparency-log"
BREAD = Signer(name="node.example/bread", seed=bytes(range(32)))
WITNESS = Signer(name="witness.example/one", seed=bytes(range(1, 33)))
STRANGER = Signer(name="stranger.example", seed=bytes(range(2, 34)))
TEXT = "The oven is lit.\n\nBring wood.\n"
NOTE = sign(TEXT, BREAD)
KEY = BREAD.verifier


def test_the_published_example_opens_under_its_published_key() -> None:
    page = DATA / "c2sp-signed-note-example.md"
    if not page.exists():
        pytest.skip("the signed-note example is not on this machine")
    lines = page.read_text(encoding="utf-8").splitlines()
    vkey = next(line.strip() for line in lines if line.startswith("    example.com/foo+"))
    start, end = (number for number, line in enumerate(lines) if line.startswith("```"))
    note = ("\n".join(lines[start + 1 : end]) + "\n").encode()
    opened = open_note(note, [parse_vkey(vkey)])
    assert opened.text == "This is an example message.\n"
    assert [key.name for key in opened.signed_by] == ["example.com/foo"]
    with pytest.raises(NoteRefused, match="not genuine"):
        open_note(note.replace(b"example message", b"example massage"), [parse_vkey(vkey)])


def test_what_is_signed_opens_and_says_who_signed() -> None:
    opened = open_note(sign(TEXT, BREAD, WITNESS), [WITNESS.verifier, KEY])
    assert opened.text == TEXT
    assert opened.signed_by == (KEY, WITNESS.verifier)
    assert [line.name for line in opened.signatures] == [BREAD.name, WITNESS.name]


def test_a_note_looks_as_the_format_page_shows_it() -> None:
    above, dash, line = NOTE.decode().partition("\u2014 node.example/bread ")
    assert above == TEXT + "\n"
    raw = b64decode(line.removesuffix("\n"), validate=True)
    assert dash
    assert raw == KEY.key_id + Ed25519PrivateKey.from_private_bytes(BREAD.seed).sign(TEXT.encode())


def test_a_key_survives_being_published() -> None:
    assert parse_vkey(KEY.printed()) == KEY
    assert KEY.printed().startswith(f"node.example/bread+{KEY.key_id.hex()}+AQ")


def test_a_secret_is_not_shown_when_a_signer_is_printed() -> None:
    assert "seed" not in repr(BREAD)
    assert repr(BREAD.seed) not in repr(BREAD)


def other_type(kind: bytes) -> str:
    return f"{KEY.name}+{KEY.key_id.hex()}+{b64encode(kind + KEY.public).decode()}"


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        KEY.name,
        f"{KEY.name}+{KEY.key_id.hex()}",
        KEY.printed() + "\n",
        " " + KEY.printed(),
        KEY.printed() + "=",
        KEY.printed().replace(KEY.key_id.hex(), KEY.key_id.hex().upper()),
        KEY.printed().replace(KEY.key_id.hex(), "00000000"),
        KEY.printed().replace(KEY.key_id.hex(), "0" + KEY.key_id.hex()),
        KEY.printed().replace("bread", "cheese"),
        KEY.printed().replace("node.example/bread", "node example"),
        KEY.printed().replace("node.example/bread", ""),
        KEY.printed()[:-4],
        other_type(b"\x02"),
        other_type(b"\x04"),
        f"{KEY.name}+{KEY.key_id.hex()}+",
        f"{KEY.name}+{KEY.key_id.hex()}+\u00e9",
    ],
)
def test_a_key_written_otherwise_is_refused(vkey: str) -> None:
    with pytest.raises(NoteRefused):
        parse_vkey(vkey)


def test_a_key_of_another_kind_is_named_as_such() -> None:
    with pytest.raises(NoteRefused, match="not an Ed25519"):
        parse_vkey(other_type(b"\x04"))


def test_lines_of_unknown_keys_are_kept_and_prove_nothing() -> None:
    garbage = Signature(name=STRANGER.name, key_id=b"abcd", signed=b"?")
    note = with_signature(with_signature(NOTE, garbage), STRANGER.signature_of(b"another text\n"))
    opened = open_note(note, [KEY])
    assert opened.signed_by == (KEY,)
    assert opened.signatures[1] == garbage
    with pytest.raises(NoteRefused, match="no known key"):
        open_note(note, [WITNESS.verifier])
    with pytest.raises(NoteRefused, match="no known key"):
        open_note(NOTE, [])


def test_a_shared_name_or_a_shared_id_alone_does_not_make_a_key_known() -> None:
    namesake = Signer(name=BREAD.name, seed=STRANGER.seed)
    same_id = Signature(name="other.example", key_id=KEY.key_id, signed=bytes(64))
    note = with_signature(with_signature(NOTE, namesake.signature_of(b"no\n")), same_id)
    assert open_note(note, [KEY]).signed_by == (KEY,)


def test_one_false_line_of_a_known_key_spoils_the_whole_note() -> None:
    note = with_signature(NOTE, WITNESS.signature_of(b"another text\n"))
    assert open_note(note, [KEY]).text == TEXT
    with pytest.raises(NoteRefused, match="not genuine"):
        open_note(note, [KEY, WITNESS.verifier])


def test_a_key_that_signed_twice_counts_once() -> None:
    assert open_note(sign(TEXT, BREAD, BREAD), [KEY, KEY]).signed_by == (KEY,)


def test_two_keys_that_cannot_be_told_apart_are_refused() -> None:
    class Twin:
        name = KEY.name
        key_id = KEY.key_id

        def verifies(self, text: bytes, signature: bytes) -> bool:
            return True

    with pytest.raises(NoteRefused, match="two different keys"):
        open_note(NOTE, [KEY, Twin()])


def test_a_changed_text_or_signature_is_refused_at_every_byte() -> None:
    for position in range(len(NOTE)):
        changed = bytearray(NOTE)
        changed[position] ^= 1
        with pytest.raises(NoteRefused):
            open_note(bytes(changed), [KEY])


def test_a_note_cut_short_is_refused_at_every_length() -> None:
    for length in range(len(NOTE)):
        with pytest.raises(NoteRefused):
            open_note(NOTE[:length], [KEY])


LINE = BREAD.signature_of(TEXT.encode()).printed().encode()


@pytest.mark.parametrize(
    "note",
    [
        pytest.param(b"\n" + LINE, id="no text"),
        pytest.param(TEXT.encode() + LINE, id="no empty line before the signatures"),
        pytest.param(TEXT.encode() + b"\n", id="no signatures"),
        pytest.param(NOTE + b"\n", id="an empty line at the end"),
        pytest.param(NOTE[:-1], id="no newline at the end"),
        pytest.param(NOTE + b"more\n", id="text below the signatures"),
        pytest.param(NOTE.replace(b"\n", b"\r\n"), id="carriage returns"),
        pytest.param(NOTE.replace(b"wood", b"w\x00od"), id="a control character"),
        pytest.param(NOTE.replace(b"wood", b"w\xff\xfed"), id="not UTF-8"),
        pytest.param(NOTE.replace("\u2014 ".encode(), b"- "), id="a short dash"),
        pytest.param(NOTE.replace("\u2014 ".encode(), "\u2014".encode()), id="no space after the dash"),
        pytest.param(NOTE + "\u2014 node.example/bread AAAA\n".encode(), id="a signature without room for its id"),
        pytest.param(NOTE + "\u2014 node.example/bread AAAAAA==\n".encode(), id="an id without a signature"),
        pytest.param(NOTE + "\u2014 x.example AAAAAAB=\n".encode(), id="base64 with stray bits"),
        pytest.param(NOTE + "\u2014 x.example AAAAAAA\n".encode(), id="base64 without padding"),
        pytest.param(NOTE + "\u2014 x.example  AAAAAAA=\n".encode(), id="two spaces"),
        pytest.param(NOTE + "\u2014 x.example AAAAAAA= \n".encode(), id="a space at the end"),
        pytest.param(NOTE + "\u2014  AAAAAAA=\n".encode(), id="no name"),
        pytest.param(NOTE + "\u2014 a+b AAAAAAA=\n".encode(), id="a plus in the name"),
        pytest.param(NOTE + "\u2014 a\u00a0b AAAAAAA=\n".encode(), id="a space of another alphabet in the name"),
        pytest.param(sign("a" * 1_000_000 + "\n", BREAD), id="too large"),
        pytest.param(NOTE + LINE * 100, id="too many signatures"),
    ],
)
def test_a_malformed_note_is_refused_though_its_signature_is_genuine(note: bytes) -> None:
    with pytest.raises(NoteRefused):
        open_note(note, [KEY])


def test_sixteen_signatures_and_more_are_read() -> None:
    assert len(parse_note(NOTE + LINE * 99)[1]) == 100


@pytest.mark.parametrize("text", ["", "no newline", "a tab\there\n", "\ud800\n"])
def test_a_text_that_no_note_can_hold_is_not_signed(text: str) -> None:
    with pytest.raises(NoteRefused):
        sign(text, BREAD)


def test_a_note_without_a_signer_is_not_written() -> None:
    with pytest.raises(NoteRefused):
        sign(TEXT)


def test_a_signature_is_added_only_to_a_whole_note() -> None:
    line = WITNESS.signature_of(TEXT.encode())
    assert open_note(with_signature(NOTE, line), [WITNESS.verifier]).text == TEXT
    for note in (TEXT.encode(), TEXT.encode() + b"\n", NOTE + LINE * 99):
        with pytest.raises(NoteRefused):
            with_signature(note, line)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\nb"])
def test_a_key_needs_a_name_that_fits_on_its_line(name: str) -> None:
    for make in (lambda: Signer(name=name, seed=bytes(32)), lambda: VerifierKey(name=name, public=bytes(32))):
        with pytest.raises(NoteRefused):
            make()


def test_a_key_of_another_length_is_refused() -> None:
    for make in (lambda: Signer(name="a", seed=bytes(31)), lambda: VerifierKey(name="a", public=bytes(33))):
        with pytest.raises(NoteRefused):
            make()
