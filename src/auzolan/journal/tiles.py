"""Tiles: the journal and its hashes cut into small files that never change, so that anyone can copy and check them.

The format is C2SP tlog-tiles: 256 hashes or entries to a tile, addressed by paths such as tile/0/x001/x234/067.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from auzolan.journal.merkle import HASH_BYTES, HashTree, SubtreeHash, leaf_hash

TILE_WIDTH = 256
_ENTRY_BYTES_MAX = 65_535  # an entry's length is written in 16 bits
_HEIGHT = 8  # a tile spans eight levels of the tree
_LEVEL_MAX = 63
_INDEX_MAX = 2**63 - 1
_PATH = re.compile(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([0-9]{1,3}))?", re.ASCII)


class TileRefused(Exception):
    """A tile, a bundle or the path of one is not as it must be. The message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TileAddress:
    """Which tile: how high in the tree, the how-manieth there, and how full.

    level: 0 (leaf hashes) .. 63, or None for a bundle of entries; index: from 0; width: 1 .. 256, below 256 for a
    partial tile at the growing end. Raises TileRefused.
    """

    level: int | None
    index: int
    width: int = TILE_WIDTH

    def __post_init__(self) -> None:
        if self.level is not None and not 0 <= self.level <= _LEVEL_MAX:
            raise TileRefused(f"there is no level {self.level} of tiles")
        if not 0 <= self.index <= _INDEX_MAX:
            raise TileRefused(f"there is no tile {self.index}")
        if not 1 <= self.width <= TILE_WIDTH:
            raise TileRefused(f"a tile cannot be {self.width} wide")

    def path(self) -> str:
        """The tile's path below the journal's address, such as tile/entries/x001/x234/067.p/8."""
        digits = str(self.index)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
        number = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{'entries' if self.level is None else self.level}/{number}{partial}"


def parse_path(path: str) -> TileAddress:
    """Read the path of a tile. Raises TileRefused unless writing it again gives the same path."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise TileRefused(f"{path!r} is not the path of a tile")
    level, number, width = found.groups()
    address = TileAddress(
        level=None if level == "entries" else int(level),
        index=int(number.replace("x", "").replace("/", "")),
        width=TILE_WIDTH if width is None else int(width),
    )
    if address.path() != path:
        raise TileRefused(f"{path!r} is not the path of a tile; {address.path()} is meant")
    return address


def tiles_of(size: int) -> Iterator[TileAddress]:
    """The addresses of all tiles of hashes of a journal of `size` entries, level by level."""
    return new_tiles(0, size)


def new_tiles(size1: int, size2: int) -> Iterator[TileAddress]:
    """The tiles of hashes that a journal of size2 entries has and one of size1 had not, or had less full."""
    level = 0
    while size2 >> (level * _HEIGHT):
        before, now = size1 >> (level * _HEIGHT), size2 >> (level * _HEIGHT)
        if now > before:
            for index in range(before // TILE_WIDTH, -(-now // TILE_WIDTH)):
                yield TileAddress(level=level, index=index, width=min(TILE_WIDTH, now - index * TILE_WIDTH))
        level += 1


def new_bundles(size1: int, size2: int) -> Iterator[TileAddress]:
    """The bundles of entries that a journal of size2 entries has and one of size1 had not, or had less full."""
    for tile in new_tiles(size1, size2):
        if tile.level:
            return
        yield TileAddress(level=None, index=tile.index, width=tile.width)


def write_tile(address: TileAddress, subtree: SubtreeHash) -> bytes:
    """The bytes of a tile of hashes, 32 per hash; subtree: the hashes of the tree it is cut from."""
    if address.level is None:
        raise TileRefused("a bundle holds entries, not hashes")
    first = address.index * TILE_WIDTH
    return b"".join(subtree(address.level * _HEIGHT, first + offset) for offset in range(address.width))


def read_tile(tile: bytes, address: TileAddress) -> list[bytes]:
    """The hashes in a tile. Raises TileRefused unless they are exactly as many as its address says."""
    if len(tile) != address.width * HASH_BYTES:
        raise TileRefused(f"{address.path()} has {len(tile)} bytes instead of {address.width * HASH_BYTES}")
    return [tile[start : start + HASH_BYTES] for start in range(0, len(tile), HASH_BYTES)]


def write_bundle(entries: Sequence[bytes]) -> bytes:
    """The bytes of a bundle: each entry after its length in two bytes. Takes 1 .. 256 entries of at most 65,535."""
    if not 1 <= len(entries) <= TILE_WIDTH:
        raise TileRefused(f"a bundle cannot hold {len(entries)} entries")
    if any(len(entry) > _ENTRY_BYTES_MAX for entry in entries):
        raise TileRefused(f"an entry is longer than {_ENTRY_BYTES_MAX} bytes")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def read_bundle(bundle: bytes, width: int) -> list[bytes]:
    """The entries in a bundle. Raises TileRefused unless they are exactly `width` and nothing is left over."""
    entries: list[bytes] = []
    start = 0
    while start < len(bundle):
        after = start + 2 + int.from_bytes(bundle[start : start + 2], "big")
        if after > len(bundle):  # also where half a length is left
            raise TileRefused(f"the bundle breaks off in entry {len(entries)}")
        entries.append(bundle[start + 2 : after])
        start = after
    if len(entries) != width:
        raise TileRefused(f"the bundle holds {len(entries)} entries instead of {width}")
    return entries


def check_bundle(entries: Sequence[bytes], hashes: Sequence[bytes]) -> None:
    """Check that entries are those a level 0 tile was made of. Raises TileRefused with the first that is not."""
    if len(entries) != len(hashes):
        raise TileRefused(f"{len(entries)} entries cannot have {len(hashes)} hashes")
    for offset, (entry, expected) in enumerate(zip(entries, hashes, strict=True)):
        if leaf_hash(entry) != expected:
            raise TileRefused(f"entry {offset} of the bundle is not the one its hash was made of")


def subtree_from_tiles(fetch: Callable[[TileAddress], bytes], size: int) -> SubtreeHash:
    """The hashes of a tree of `size` entries, read from its tiles as they are needed, each tile once.

    fetch: gives the bytes of a tile. What comes out is as trustworthy as the tiles: compute the root from it and
    compare that with a signed checkpoint before relying on any of it.
    """
    read: dict[TileAddress, HashTree] = {}

    def subtree(level: int, index: int) -> bytes:
        tile_level, inside = divmod(level, _HEIGHT)
        number, offset = divmod(index << inside, TILE_WIDTH)
        width = min(TILE_WIDTH, (size >> (tile_level * _HEIGHT)) - number * TILE_WIDTH)
        if offset + (1 << inside) > width:
            raise TileRefused(f"a tree of {size} entries has no subtree {index} at level {level}")
        address = TileAddress(level=tile_level, index=number, width=width)
        if address not in read:
            read[address] = HashTree(read_tile(fetch(address), address))
        return read[address](inside, offset >> inside)

    return subtree
