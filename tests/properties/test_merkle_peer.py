"""Every root and proof of ours is the same as that of pymerkle, an independent implementation."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree, InvalidProof
from pymerkle.proof import ConsistencyProof, InclusionProof
from pytest import raises

from auzolan.journal.merkle import (
    Frontier,
    HashTree,
    ProofRefused,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_from,
    root_of,
    verify_consistency,
    verify_inclusion,
)

LARGEST = 257
ENTRIES = [b"entry %d" % seq for seq in range(LARGEST)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
OURS = HashTree(LEAVES)


@cache
def theirs() -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    tree.append_entries(ENTRIES)
    return tree


def their_consistency_path(proof: ConsistencyProof, size1: int) -> list[bytes]:
    """Their path as the RFC writes it.

    They begin with what follows the last whole subtree of the old tree, cut as small as it will go; the RFC begins
    with that subtree itself, unless it is the whole old tree, and has what follows it in one hash.
    """
    last_old = proof.subset.index(1)
    path = [proof.path[last_old]] if size1.bit_count() > 1 and size1 < proof.size else []
    if last_old:
        after = proof.path[0]
        for is_left, sibling in zip(proof.rule, proof.path[1:last_old], strict=False):
            after = node_hash(sibling, after) if is_left else node_hash(after, sibling)
        path.append(after)
    return path + proof.path[last_old + 1 :]


def test_every_root_agrees() -> None:
    frontier = Frontier()
    for size in range(LARGEST + 1):
        assert frontier.root() == root_from(OURS, size) == root_of(LEAVES[:size]) == theirs().get_root(size)
        if size < LARGEST:
            frontier = frontier.append(LEAVES[size])


def test_every_inclusion_proof_agrees_and_verifies() -> None:
    for size in range(1, LARGEST + 1):
        root = theirs().get_root(size)
        for index in range(size):
            proof = inclusion_proof(OURS, index, size)
            verify_inclusion(index, size, LEAVES[index], proof, root)
            assert proof == theirs().prove_inclusion(index + 1, size).path[1:]


def test_every_consistency_proof_agrees_and_verifies() -> None:
    roots = [theirs().get_root(size) for size in range(LARGEST + 1)]
    for size2 in range(1, LARGEST + 1):
        for size1 in range(1, size2 + 1):
            proof = consistency_proof(OURS, size1, size2)
            verify_consistency(size1, size2, proof, roots[size1], roots[size2])
            assert proof == their_consistency_path(theirs().prove_consistency(size1, size2), size1)


def test_a_large_tree_agrees_too() -> None:
    size = 70_001  # more than one chunk of extend
    entries = [seq.to_bytes(3, "big") for seq in range(size)]
    peer = InmemoryTree(algorithm="sha256")
    peer.append_entries(entries)
    assert root_of(leaf_hash(entry) for entry in entries) == peer.get_root()


sizes = st.integers(1, LARGEST)


@st.composite
def mutations(draw: st.DrawFn, proof: list[bytes]) -> list[bytes]:
    """The proof with one thing wrong: a bit, a hash too many, one too few, or two exchanged."""
    changed = list(proof)
    kinds = ["add"] + (["flip", "drop"] if proof else []) + (["swap"] if len(proof) > 1 else [])
    kind = draw(st.sampled_from(kinds))
    where = draw(st.integers(0, max(len(proof) - 1, 0)))
    if kind == "add":
        changed.insert(draw(st.integers(0, len(proof))), draw(st.sampled_from([*proof, *LEAVES[:4], bytes(32)])))
    elif kind == "flip":
        bit = draw(st.integers(0, 255))
        changed[where] = (int.from_bytes(changed[where], "big") ^ (1 << bit)).to_bytes(32, "big")
    elif kind == "drop":
        del changed[where]
    else:
        other = draw(st.integers(0, len(proof) - 2))
        changed[other], changed[other + 1] = changed[other + 1], changed[other]
    return changed


@settings(max_examples=300, deadline=None)
@given(st.data(), sizes, st.integers(0, LARGEST - 1))
def test_no_changed_inclusion_proof_is_believed(data: st.DataObject, size: int, index: int) -> None:
    index %= size
    changed = data.draw(mutations(inclusion_proof(OURS, index, size)))
    with raises(ProofRefused):
        verify_inclusion(index, size, LEAVES[index], changed, root_from(OURS, size))


@settings(max_examples=300, deadline=None)
@given(st.data(), sizes, sizes)
def test_no_changed_consistency_proof_is_believed(data: st.DataObject, one: int, other: int) -> None:
    size1, size2 = sorted((one, other))
    changed = data.draw(mutations(consistency_proof(OURS, size1, size2)))
    with raises(ProofRefused):
        verify_consistency(size1, size2, changed, root_from(OURS, size1), root_from(OURS, size2))


@settings(max_examples=300, deadline=None)
@given(sizes, st.integers(0, LARGEST - 1), st.integers(0, LARGEST - 1))
def test_a_proof_for_one_entry_is_none_for_another(size: int, index: int, other: int) -> None:
    index, other = index % size, other % size
    proof, root = inclusion_proof(OURS, index, size), root_from(OURS, size)
    if index == other:
        verify_inclusion(index, size, LEAVES[index], proof, root)
    else:
        with raises(ProofRefused):
            verify_inclusion(index, size, LEAVES[other], proof, root)
        with raises(ProofRefused):
            verify_inclusion(other, size, LEAVES[other], proof, root)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 40), st.integers(0, 45), st.integers(0, 60))
def test_wrong_sizes_are_judged_as_the_peer_judges_them(size: int, index: int, claimed: int) -> None:
    """A ragged tree can have the shape of a neighbouring size; then both accept, and only the roots tell them apart."""
    true_index = index % size
    path = inclusion_proof(OURS, true_index, size)
    root, leaf = root_from(OURS, size), LEAVES[true_index]
    genuine = theirs().prove_inclusion(true_index + 1, size)
    try:
        claim = InclusionProof("sha256", True, claimed, index + 1, genuine.rule, [leaf, *path])
        claim.verify(leaf, root)
    except InvalidProof:
        with raises(ProofRefused):
            verify_inclusion(index, claimed, leaf, path, root)
    else:
        verify_inclusion(index, claimed, leaf, path, root)
