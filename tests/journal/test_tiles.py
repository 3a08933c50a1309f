"""Tiles: the journal and its hashes as small files that never change."""

import os
from pathlib import Path

import pytest

from auzolan.journal.merkle import (
    HashTree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_from,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from auzolan.journal.tiles import (
    TileAddress,
    TileRefused,
    check_bundle,
    new_bundles,
    new_tiles,
    parse_path,
    read_bundle,
    read_tile,
    subtree_from_tiles,
    tiles_of,
    write_bundle,
    write_tile,
)

DATA = Path(os.environ.get("AUZOLAN_TEST_DATA", Path(__file__).parents[3] / "shared/data")) / "transparency-log"
TESSERA = DATA / "tessera-log"
needs_tessera = pytest.mark.skipif(not TESSERA.exists(), reason="the published log is not on this machine")

PATHS = {
    "tile/0/000": TileAddress(level=0, index=0),
    "tile/0/000.p/7": TileAddress(level=0, index=0, width=7),
    "tile/2/001": TileAddress(level=2, index=1),
    "tile/0/999": TileAddress(level=0, index=999),
    "tile/0/x001/000": TileAddress(level=0, index=1000),
    "tile/63/x001/x234/067": TileAddress(level=63, index=1234067),
    "tile/entries/x001/x234/067.p/255": TileAddress(level=None, index=1234067, width=255),
    "tile/0/x009/x223/x372/x036/x854/x775/807": TileAddress(level=0, index=2**63 - 1),
}


@pytest.mark.parametrize(("path", "address"), PATHS.items())
def test_a_tile_has_one_path_and_a_path_one_tile(path: str, address: TileAddress) -> None:
    assert address.path() == path
    assert parse_path(path) == address


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/100/000",
        "tile/-1/000",
        "tile/+1/000",
        "tile/data/000",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/x001/x000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/007",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/0/000/",
        "tile/0/000\n",
        "/tile/0/000",
        "tile/0/../000",
        "tile/0/\u0660\u0660\u0660",
        "tile/0/x009/x223/x372/x036/x854/x775/808",
        "tile/0/x001/x000/x000/x000/x000/x000/x000/000",
    ],
)
def test_a_path_written_otherwise_is_refused(path: str) -> None:
    with pytest.raises(TileRefused):
        parse_path(path)


@pytest.mark.parametrize(("level", "index", "width"), [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_a_tile_that_cannot_be_has_no_address(level: int, index: int, width: int) -> None:
    with pytest.raises(TileRefused):
        TileAddress(level=level, index=index, width=width)


def test_a_tree_of_70000_has_the_tiles_the_format_counts() -> None:
    tiles = list(tiles_of(70_000))
    assert sum(tile.level == 0 and tile.width == 256 for tile in tiles) == 273
    assert [tile.path() for tile in tiles if tile.width < 256 or tile.level] == [
        "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1",
    ]  # fmt: skip
    assert [tile.path() for tile in tiles_of(256)] == ["tile/0/000", "tile/1/000.p/1"]
    assert [tile.path() for tile in tiles_of(1)] == ["tile/0/000.p/1"]
    assert list(tiles_of(0)) == []


def test_only_what_grew_is_written_again() -> None:
    assert [tile.path() for tile in new_tiles(250, 258)] == ["tile/0/000", "tile/0/001.p/2", "tile/1/000.p/1"]
    assert [tile.path() for tile in new_tiles(256, 257)] == ["tile/0/001.p/1"]
    assert [tile.path() for tile in new_bundles(250, 258)] == ["tile/entries/000", "tile/entries/001.p/2"]
    assert list(new_tiles(258, 258)) == []
    every = {tile for size in range(600) for tile in new_tiles(size, size + 1)}
    assert every == {tile for size in range(601) for tile in tiles_of(size)}


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000])
def test_roots_and_proofs_come_out_of_the_tiles_as_out_of_the_entries(size: int) -> None:
    leaves = [leaf_hash(seq.to_bytes(3, "big")) for seq in range(size)]
    tree = HashTree(leaves)
    stored = {tile.path(): write_tile(tile, tree) for tile in tiles_of(size)}
    subtree = subtree_from_tiles(lambda tile: stored[tile.path()], size)
    root = root_of(leaves)
    assert root_from(subtree, size) == root
    for index in {0, size // 2, size - 1}:
        verify_inclusion(index, size, leaves[index], inclusion_proof(subtree, index, size), root)
    for size1 in {1, (size + 1) // 2, size}:
        verify_consistency(size1, size, consistency_proof(subtree, size1, size), root_from(subtree, size1), root)


def test_each_tile_is_fetched_once() -> None:
    tree = HashTree([leaf_hash(seq.to_bytes(2, "big")) for seq in range(600)])
    fetched: list[str] = []

    def fetch(tile: TileAddress) -> bytes:
        fetched.append(tile.path())
        return write_tile(tile, tree)

    subtree = subtree_from_tiles(fetch, 600)
    for index in range(600):
        inclusion_proof(subtree, index, 600)
    assert sorted(fetched) == ["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]


def test_nothing_is_read_beyond_the_journal() -> None:
    tree = HashTree([leaf_hash(b"%d" % seq) for seq in range(5)])
    subtree = subtree_from_tiles(lambda tile: write_tile(tile, tree), 5)
    for level, index in ((0, 5), (1, 2), (3, 0), (0, 256), (8, 0)):
        with pytest.raises(TileRefused):
            subtree(level, index)


def test_a_tile_of_another_length_is_refused() -> None:
    address = TileAddress(level=0, index=0, width=2)
    assert read_tile(bytes(range(64)), address) == [bytes(range(32)), bytes(range(32, 64))]
    for length in (0, 32, 63, 65, 96):
        with pytest.raises(TileRefused, match="instead of 64"):
            read_tile(bytes(length), address)
    with pytest.raises(TileRefused):
        write_tile(TileAddress(level=None, index=0), HashTree([]))


def test_a_bundle_reads_back_to_the_last_byte() -> None:
    entries = [b"", b"one", bytes(65_535), b"\x00\x01"]
    bundle = write_bundle(entries)
    assert bundle.startswith(b"\x00\x00\x00\x03one\xff\xff")
    assert read_bundle(bundle, 4) == entries
    for wrong in (bundle[:-1], bundle[:-2], bundle + b"\x00", bundle + b"\x00\x00", b"", bundle + b"\x00\x02a"):
        with pytest.raises(TileRefused):
            read_bundle(wrong, 4)


def test_a_bundle_holds_one_to_256_entries_that_fit() -> None:
    assert len(read_bundle(write_bundle([b"x"] * 256), 256)) == 256
    for entries in ([], [b"x"] * 257, [bytes(65_536)]):
        with pytest.raises(TileRefused):
            write_bundle(entries)


def test_an_entry_exchanged_in_a_bundle_is_named() -> None:
    entries = [b"one", b"two", b"three"]
    hashes = [leaf_hash(entry) for entry in entries]
    check_bundle(entries, hashes)
    with pytest.raises(TileRefused, match="entry 1"):
        check_bundle([b"one", b"2", b"3"], hashes)
    with pytest.raises(TileRefused):
        check_bundle(entries, hashes[:2])


@needs_tessera
@pytest.mark.parametrize("width", range(1, 8))
def test_published_bundles_and_tiles_belong_together_and_are_written_the_same(width: int) -> None:
    bundle_at, tile_at = TileAddress(level=None, index=0, width=width), TileAddress(level=0, index=0, width=width)
    bundle, tile = (TESSERA / bundle_at.path()).read_bytes(), (TESSERA / tile_at.path()).read_bytes()
    entries = read_bundle(bundle, width)
    check_bundle(entries, read_tile(tile, tile_at))
    assert write_bundle(entries) == bundle
    assert write_tile(tile_at, HashTree(leaf_hash(entry) for entry in entries)) == tile
    assert root_from(subtree_from_tiles(lambda _: tile, width), width) == root_of(map(leaf_hash, entries))


@needs_tessera
@pytest.mark.parametrize("width", range(1, 8))
def test_a_published_bundle_with_any_bit_changed_is_refused(width: int) -> None:
    address = TileAddress(level=0, index=0, width=width)
    bundle = (TESSERA / f"tile/entries/000.p/{width}").read_bytes()
    hashes = read_tile((TESSERA / address.path()).read_bytes(), address)
    for position in range(len(bundle)):
        changed = bytearray(bundle)
        changed[position] ^= 1 << position % 8
        with pytest.raises(TileRefused):
            check_bundle(read_bundle(bytes(changed), width), hashes)
