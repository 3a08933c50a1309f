"""A bundle as one zip file: never unpacked to the disk, each name once, the directory no longer than is needed."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

FILES_MAX = 12_000
DIRECTORY_BYTES_MAX = 4_000_000
# A compressed file of ours shrinks to a tenth or so; one that unfolds a thousandfold is made to fill a memory.
SHRINKS_MAX = 200
SMALL_BYTES = 16 * 1024 * 1024
ZIP_ERRORS = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")


class Zipped:
    """The files of a zip archive. fault: what is raised, with a sentence, where the archive is not to be read."""

    def __init__(self, path: Path, fault: Callable[[str], Exception]) -> None:
        self._fault = fault
        if _directory_bytes(path) > DIRECTORY_BYTES_MAX:
            raise fault("it holds more files than a bundle has")
        self._zip = zipfile.ZipFile(path)
        found = self._zip.infolist()
        if len(found) > FILES_MAX:
            raise fault("it holds more files than a bundle has")
        self._there: dict[str, zipfile.ZipInfo] = {}
        for one in found:
            self._look_at(one)
            self._there[one.filename] = one

    def _look_at(self, one: zipfile.ZipInfo) -> None:
        shown = one.filename[:60]
        if one.filename in self._there:
            raise self._fault(f"{shown} is in it twice")
        parts = one.filename.removesuffix("/").split("/")
        if "\\" in one.filename or ":" in one.filename or not all(parts) or {".", ".."} & set(parts):
            raise self._fault(f"{shown} leads out of it")
        if stat.S_ISLNK(one.external_attr >> 16):
            raise self._fault(f"{shown} is a link; a bundle holds its files itself")
        if one.file_size > SMALL_BYTES and one.file_size > SHRINKS_MAX * max(one.compress_size, 1):
            raise self._fault(f"{shown} unfolds to {one.file_size:,} bytes from {one.compress_size:,}")

    def size(self, path: str) -> int:
        """How many bytes a file has when it is unfolded."""
        if path not in self._there:
            raise self._fault(f"{path} is not in it")
        return self._there[path].file_size

    def open(self, path: str) -> IO[bytes]:
        """One file of it."""
        self.size(path)
        return self._zip.open(self._there[path])

    def below(self, folder: str) -> list[str]:
        """What the files in one of its folders are called."""
        return [one.removeprefix(f"{folder}/") for one in self._there if one.startswith(f"{folder}/")
                and not one.endswith("/")]


def _directory_bytes(path: Path) -> int:
    """How long the list of files at the end of an archive is: it is all read at once, so it is looked at before."""
    with path.open("rb") as file:
        length = file.seek(0, 2)
        start = max(0, length - (1 << 16) - _END.size)
        file.seek(start)
        tail = file.read()
        at = len(tail) - _END.size
        if at < 0 or tail[at : at + 4] != b"PK\5\6" or tail[-2:] != b"\0\0":
            at = tail.rfind(b"PK\5\6")
        if at < 0 or at + _END.size > len(tail):
            raise zipfile.BadZipFile("it is not a zip file")
        size = int(_END.unpack_from(tail, at)[5])
        before = start + at - _LOCATOR.size
        if before < 0:
            return size
        file.seek(before)
        magic = file.read(_LOCATOR.size)[:4]
        # Whoever reads the directory looks for the long form right before this, whatever the locator says.
        if magic != b"PK\6\7" or before < _END_64.size:
            return size
        file.seek(before - _END_64.size)
        long = _END_64.unpack(file.read(_END_64.size))
        return max(size if size != 0xFFFFFFFF else 0, int(long[8]) if long[0] == b"PK\6\6" else 0)
