"""The tree of hashes over the journal: one short root stands for every entry, and short proofs stand for the rest.

RFC 6962 and RFC 9162 with SHA-256. Proving (given the hashes) and verifying (given only a proof) are kept apart:
whoever verifies needs nothing from whoever proves. The format is docs/formats/journal.md.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
_CHUNK_LEAVES = 1 << 16  # bounds what extend holds at once, however long the journal

# The hash of the complete subtree number `index` over 2**level leaves: called as subtree(level, index).
SubtreeHash = Callable[[int, int], bytes]


class ProofRefused(Exception):
    """A proof does not show what it claims. The message is a sentence that says why."""


def leaf_hash(entry: bytes) -> bytes:
    """The fingerprint of one entry: 32 bytes, SHA-256 of a zero byte and the entry's bytes."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The fingerprint of two fingerprints side by side: 32 bytes, SHA-256 of a one byte, left and right."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """All that must be remembered of a journal to go on hashing it: its size and at most 64 hashes.

    hashes: the roots of the complete subtrees, the largest first, one per binary one in size. Raises ValueError
    when the two do not belong together.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError(f"{len(self.hashes)} subtree hashes cannot stand for {self.size} entries")
        if any(len(one) != HASH_BYTES for one in self.hashes):
            raise ValueError("a subtree hash must have 32 bytes")

    def append(self, leaf: bytes) -> "Frontier":
        """The frontier after one more entry, given its leaf hash (32 bytes)."""
        _check_leaves([leaf])
        kept = list(self.hashes)
        ones = self.size
        while ones & 1:
            leaf = node_hash(kept.pop(), leaf)
            ones >>= 1
        return Frontier(size=self.size + 1, hashes=(*kept, leaf))

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """The frontier after many more entries, given their leaf hashes in order."""
        frontier, waiting = self, iter(leaves)
        while chunk := list(islice(waiting, _CHUNK_LEAVES)):
            frontier = frontier._with_chunk(chunk)
        return frontier

    def _with_chunk(self, level: list[bytes]) -> "Frontier":
        """Hash level by level: far fewer steps of Python per leaf than one append each."""
        _check_leaves(level)
        size = self.size + len(level)
        before, ones = list(self.hashes), self.size
        kept: list[bytes] = []
        while level or before:
            if ones & 1:
                level.insert(0, before.pop())
            ones >>= 1
            if len(level) & 1:
                kept.append(level.pop())
            level = _pair_up(level)
        return Frontier(size=size, hashes=tuple(reversed(kept)))

    def root(self) -> bytes:
        """The root hash of everything so far (32 bytes); of nothing at all it is SHA-256 of no bytes."""
        if not self.hashes:
            return EMPTY_ROOT
        return _folded(self.hashes)


class HashTree:
    """Every hash of a tree held in memory, so that any root or proof of it can be given.

    leaves: leaf hashes (32 bytes each) in order. Called as tree(level, index) it is a SubtreeHash.
    """

    def __init__(self, leaves: Iterable[bytes]) -> None:
        self._levels = [list(leaves)]
        _check_leaves(self._levels[0])
        while len(self._levels[-1]) > 1:
            self._levels.append(_pair_up(self._levels[-1]))

    def __len__(self) -> int:
        return len(self._levels[0])

    def __call__(self, level: int, index: int) -> bytes:
        return self._levels[level][index]


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root hash (32 bytes) over leaf hashes given in order."""
    return Frontier().extend(leaves).root()


def root_from(hashes: Sequence[bytes] | SubtreeHash, size: int) -> bytes:
    """The root hash of the first `size` entries; hashes: all leaf hashes, or a SubtreeHash."""
    if size < 0:
        raise ValueError(f"a journal cannot have {size} entries")
    return _span_hash(_getter(hashes, size), 0, size) if size else EMPTY_ROOT


def inclusion_proof(hashes: Sequence[bytes] | SubtreeHash, index: int, size: int) -> list[bytes]:
    """The path that shows an entry to be in the journal: hashes from the leaf's neighbour up to the root's child.

    index: 0 .. size-1; size: entries the root covers. Raises ValueError when there is no such entry.
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no entry {index} among the first {size}")
    subtree = _getter(hashes, size)
    spans: list[tuple[int, int]] = []
    first, after = 0, size
    while after - first > 1:
        middle = first + _left_width(after - first)
        if index < middle:
            spans.append((middle, after))
            after = middle
        else:
            spans.append((first, middle))
            first = middle
    return [_span_hash(subtree, *span) for span in reversed(spans)]


def consistency_proof(hashes: Sequence[bytes] | SubtreeHash, size1: int, size2: int) -> list[bytes]:
    """The path that shows a journal to have only grown: the first size1 entries are the start of the first size2.

    Empty when the sizes are equal. Raises ValueError unless 0 < size1 <= size2.
    """
    if not 0 < size1 <= size2:
        raise ValueError(f"nothing can be proved between {size1} and {size2} entries")
    subtree = _getter(hashes, size2)
    spans: list[tuple[int, int]] = []
    first, after = 0, size2
    while size1 != after:
        middle = first + _left_width(after - first)
        if size1 <= middle:
            spans.append((middle, after))
            after = middle
        else:
            spans.append((first, middle))
            first = middle
    if first:  # otherwise the old tree is a whole left subtree, and its root is already known to the verifier
        spans.append((first, after))
    return [_span_hash(subtree, *span) for span in reversed(spans)]


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Check that an entry is in the journal that a root stands for; returns only if it is.

    index: 0 .. size-1; leaf: its leaf hash; proof: as inclusion_proof gives it. Raises ProofRefused.
    """
    _check_hashes(leaf, root, *proof)
    if not 0 <= index < size:
        raise ProofRefused(f"there is no entry {index} in a journal of {size}")
    computed = leaf
    for is_left, sibling in _siblings(index, size - 1, proof):
        computed = node_hash(sibling, computed) if is_left else node_hash(computed, sibling)
    if computed != root:
        raise ProofRefused(f"entry {index} is not in the journal of {size} entries with this root")


def verify_consistency(size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    """Check that a journal has only grown between two roots; returns only if it has.

    proof: as consistency_proof gives it. Every journal begins empty, so from 0 entries nothing can be proved,
    and what claims to prove it is refused.
    Raises ProofRefused.
    """
    _check_hashes(root1, root2, *proof)
    if not 0 < size1 <= size2:
        raise ProofRefused(f"no proof can lead from {size1} entries to {size2}")
    if size1 == size2:
        if proof:
            raise ProofRefused("between equal sizes the proof must be empty")
        if root1 != root2:
            raise ProofRefused(f"two different roots claim the same {size1} entries")
        return
    if not proof:
        raise ProofRefused(f"the proof between {size1} and {size2} entries is empty")
    computed1, computed2 = _grown_roots(size1, size2, proof, root1)
    if computed1 != root1:
        raise ProofRefused(f"the proof does not lead to the root of the first {size1} entries")
    if computed2 != root2:
        raise ProofRefused(f"the journal of {size2} entries does not begin with those {size1}")


def _grown_roots(size1: int, size2: int, proof: Sequence[bytes], root1: bytes) -> tuple[bytes, bytes]:
    """Both roots as the proof has them, for 0 < size1 < size2 and a proof that is not empty."""
    # A tree of a power of two is a whole subtree of the later one, so its root is left out of the proof.
    shared, *path = [root1, *proof] if size1.bit_count() == 1 else proof
    computed1 = computed2 = shared
    height = _zeros(size1)
    for is_left, sibling in _siblings((size1 - 1) >> height, (size2 - 1) >> height, path):
        if is_left:
            computed1, computed2 = node_hash(sibling, computed1), node_hash(sibling, computed2)
        else:
            computed2 = node_hash(computed2, sibling)
    return computed1, computed2


def _siblings(node: int, last: int, proof: Sequence[bytes]) -> Iterator[tuple[bool, bytes]]:
    """Each hash on the way up and whether it stands on the left (RFC 9162, 2.1.3.2).

    node, last: the positions, on the level where the way begins, of where one stands and of the rightmost node.
    """
    for sibling in proof:
        if last == 0:
            raise ProofRefused("the proof is longer than the journal is tall")
        is_left = bool(node & 1) or node == last
        yield is_left, sibling
        risen = 1 + (_zeros(node) if is_left else 0)  # the rightmost node has no sibling where the tree is ragged
        node, last = node >> risen, last >> risen
    if last != 0:
        raise ProofRefused("the proof is shorter than the journal is tall")


def _check_leaves(leaves: list[bytes]) -> None:
    if any(len(leaf) != HASH_BYTES for leaf in leaves):
        raise ValueError("a leaf hash must have 32 bytes")


def _check_hashes(*hashes: bytes) -> None:
    # A hash of another length could be read as two, and would let bytes move from one to the next.
    if any(len(one) != HASH_BYTES for one in hashes):
        raise ProofRefused("every hash of a proof must have 32 bytes")


def _zeros(number: int) -> int:
    """How many binary zeros a number above zero ends in."""
    return (number & -number).bit_length() - 1


def _left_width(width: int) -> int:
    """The largest power of two below width: how many leaves stand left of the split (RFC 9162, 2.1.1)."""
    return 1 << ((width - 1).bit_length() - 1)


def _pair_up(level: list[bytes]) -> list[bytes]:
    """The level above; an odd hash at the end has no parent yet."""
    lefts = iter(level)
    return [sha256(b"\x01" + left + right).digest() for left, right in zip(lefts, lefts, strict=False)]


def _folded(subtrees: Sequence[bytes]) -> bytes:
    """The root over complete subtrees, the largest first."""
    root = subtrees[-1]
    for subtree in reversed(subtrees[:-1]):
        root = node_hash(subtree, root)
    return root


def _getter(hashes: Sequence[bytes] | SubtreeHash, size: int) -> SubtreeHash:
    if callable(hashes):
        return hashes
    if len(hashes) < size:
        raise ValueError(f"{len(hashes)} leaf hashes are too few for {size} entries")
    return HashTree(hashes[:size])


def _span_hash(subtree: SubtreeHash, first: int, after: int) -> bytes:
    """The hash over leaves first .. after-1, where first is a multiple of the largest power of two that fits."""
    subtrees: list[bytes] = []
    while first < after:
        level = (after - first).bit_length() - 1
        subtrees.append(subtree(level, first >> level))
        first += 1 << level
    return _folded(subtrees)
