"""A signed note: a short text that anyone can read and that only the holder of a key can have signed.

The format is C2SP signed-note with Ed25519 keys (type 0x01); docs/formats/journal.md shows the bytes. The text of a
note means nothing until open_note has checked a signature of a key that the reader already trusts.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # signature type of the signed-note format
NOTE_BYTES_MAX = 1_000_000  # far above any checkpoint; a reader must not be drowned
SIGNATURES_MAX = 100  # the format asks for at least 16
_KEY_ID_BYTES = 4
_DASH = "\N{EM DASH} "


class NoteRefused(Exception):
    """A note, or a key for notes, is malformed or not signed as it must be. The message says why."""


class Verifier(Protocol):
    """Whoever can tell whether a signature under one name and key id is genuine."""

    @property
    def name(self) -> str:
        """Whose signature it is."""

    @property
    def key_id(self) -> bytes:
        """The four bytes that stand before the signature."""

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether the signature (without its key id) is this key's, over the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """The public half of a signing key: all that is needed to check signatures, and safe to publish.

    name: whose key, by custom an address without https:// such as node.example/bread; public: 32 bytes (RFC 8032).
    Raises NoteRefused when it cannot be a key.
    """

    name: str
    public: bytes

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.public) != 32:
            raise NoteRefused(f"the public key of {self.name} has {len(self.public)} bytes instead of 32")

    @property
    def key_id(self) -> bytes:
        """The four bytes that name this key in a signature line."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:_KEY_ID_BYTES]

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether the 64 bytes of signature are this key's, over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True

    def printed(self) -> str:
        """The key as one line to publish: name+id+base64."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """The secret half of a signing key: whoever holds it signs in its name.

    seed: 32 secret random bytes, drawn outside; never shown when the value is printed.
    """

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.seed) != 32:
            raise NoteRefused(f"the secret of {self.name} must be 32 bytes long")

    @property
    def verifier(self) -> VerifierKey:
        """The public half, to give to everyone."""
        return VerifierKey(name=self.name, public=self._private().public_key().public_bytes_raw())

    def signature_of(self, text: bytes) -> "Signature":
        """This key's signature over a note's text, newline at its end included."""
        return Signature(name=self.name, key_id=self.verifier.key_id, signed=self._private().sign(text))

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature line of a note. It proves nothing until a verifier has checked it.

    name and key_id (4 bytes) say whose it claims to be; signed: the signature itself, 64 bytes for Ed25519.
    """

    name: str
    key_id: bytes
    signed: bytes

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.key_id) != _KEY_ID_BYTES or not self.signed:
            raise NoteRefused(f"the signature of {self.name} is too short")

    def printed(self) -> str:
        """The signature as its line in a note, newline included."""
        return f"{_DASH}{self.name} {b64encode(self.key_id + self.signed).decode()}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedNote:
    """A note whose signatures have been checked: its text can be relied on as far as signed_by can.

    text: ends in a newline; signed_by: the trusted keys that signed, in the note's order, at least one;
    signatures: every line of the note, those of unknown keys too.
    """

    text: str
    signed_by: tuple[Verifier, ...]
    signatures: tuple[Signature, ...]


def parse_vkey(text: str) -> VerifierKey:
    """Read a published key, name+id+base64. Raises NoteRefused unless it is written exactly as it must be."""
    parts = text.split("+", 2)  # base64 may itself contain a plus
    if len(parts) != 3:
        raise NoteRefused("a verifier key is written name+id+key; one of the three is missing")
    name, _, encoded = parts
    material = _unbase64(encoded, what=f"the verifier key of {name}")
    if material[:1] != ED25519:
        raise NoteRefused(f"the verifier key of {name} is not an Ed25519 note key (type 0x01)")
    key = VerifierKey(name=name, public=material[1:])
    if key.printed() != text:
        raise NoteRefused(f"the verifier key of {name} does not carry the id {key.key_id.hex()} that belongs to it")
    return key


def sign(text: str, *signers: Signer) -> bytes:
    """Write a note: the text, an empty line, and one signature per signer.

    text: UTF-8 without control characters, ending in a newline. Raises NoteRefused.
    """
    if not signers:
        raise NoteRefused("a note needs at least one signer")
    raw = _checked_text(text)
    return raw + b"\n" + "".join(signer.signature_of(raw).printed() for signer in signers).encode()


def open_note(note: bytes, verifiers: Iterable[Verifier]) -> OpenedNote:
    """Read a note and check it against the keys one trusts.

    Lines of unknown keys are kept and prove nothing. Raises NoteRefused when the note is malformed, when a line of
    a known key does not verify, or when no known key has signed.
    """
    text, signatures = parse_note(note)
    known: dict[tuple[str, bytes], Verifier] = {}
    for verifier in verifiers:
        if known.setdefault((verifier.name, verifier.key_id), verifier) != verifier:
            raise NoteRefused(f"two different keys of {verifier.name} have the id {verifier.key_id.hex()}")
    signed_by: list[Verifier] = []
    for signature in signatures:
        signatory = known.get((signature.name, signature.key_id))
        if signatory is None:
            continue
        if not signatory.verifies(text.encode(), signature.signed):
            raise NoteRefused(f"the signature of {signature.name} is not genuine")
        if signatory not in signed_by:
            signed_by.append(signatory)
    if not signed_by:
        raise NoteRefused("no known key has signed this note")
    return OpenedNote(text=text, signed_by=tuple(signed_by), signatures=signatures)


def parse_note(note: bytes) -> tuple[str, tuple[Signature, ...]]:
    """Take a note apart without trusting it: its text and its signature lines. Raises NoteRefused."""
    if len(note) > NOTE_BYTES_MAX:
        raise NoteRefused(f"the note has {len(note)} bytes; {NOTE_BYTES_MAX} is the most")
    try:
        whole = note.decode("utf-8")
    except UnicodeDecodeError as why:
        raise NoteRefused(f"the note is not UTF-8: {why.reason} at byte {why.start}") from why
    text, separator, below = whole.rpartition("\n\n")
    if not separator or not below.endswith("\n"):
        raise NoteRefused("a note is a text, an empty line and signature lines, each ended by a newline")
    text += "\n"
    _checked_text(text)
    lines = below[:-1].split("\n")
    if len(lines) > SIGNATURES_MAX:
        raise NoteRefused(f"the note has {len(lines)} signatures; {SIGNATURES_MAX} is the most")
    return text, tuple(_parse_signature(line) for line in lines)


def with_signature(note: bytes, signature: Signature) -> bytes:
    """The same note with one more signature line at its end, such as a witness's. Raises NoteRefused."""
    parse_note(note)  # on its own too: a text without signatures would read the new line as its first
    longer = note + signature.printed().encode()
    parse_note(longer)
    return longer


def check_key_name(name: str) -> None:
    """A key's name is not empty and has no spaces, plus signs or control characters. Raises NoteRefused."""
    if not name or any(letter.isspace() or letter == "+" or letter < " " for letter in name):
        raise NoteRefused(f"{name!r} cannot be the name of a key: it is empty or has a space or a plus in it")


def _parse_signature(line: str) -> Signature:
    if not line.startswith(_DASH):
        raise NoteRefused("a signature line begins with a long dash and a space")
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    raw = _unbase64(encoded, what=f"the signature of {name!r}")
    return Signature(name=name, key_id=raw[:_KEY_ID_BYTES], signed=raw[_KEY_ID_BYTES:])


def _checked_text(text: str) -> bytes:
    if not text.endswith("\n"):
        raise NoteRefused("the text of a note ends in a newline")
    if any(letter < " " and letter != "\n" for letter in text):
        raise NoteRefused("the text of a note has no control characters other than newlines")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as why:
        raise NoteRefused(f"the text of a note must be writable as UTF-8: {why.reason}") from why


def _unbase64(encoded: str, *, what: str) -> bytes:
    try:
        raw = b64decode(encoded, validate=True)
    except (NotBase64, ValueError) as why:
        raise NoteRefused(f"{what} is not base64") from why
    if b64encode(raw).decode() != encoded:  # base64 has spare bits; two spellings of one value are one too many
        raise NoteRefused(f"{what} is not base64 in its one canonical spelling")
    return raw
