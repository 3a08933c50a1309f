"""The files of a journal, read in pieces: inside one folder only, never a file inside itself, never endless."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from auzolan.intake.plain_text.booking import Limits
from auzolan.intake.plain_text.faults import Fault

CHUNK_BYTES = 1_048_576
DEPTH_MAX = 30
# A line that is not indented begins an entry; indented and empty lines belong to the one before.
_ENTRIES = re.compile(r"\n(?=\S)").split
_GLOB = re.compile(r"[*?\[]")


class Folder:
    """The folder of the main file. Only what lies in it is read."""

    def __init__(self, main: Path, limits: Limits) -> None:
        self.main = main.resolve()
        self.root = self.main.parent
        self.limits = limits
        self.read: list[tuple[str, str]] = []
        self.bytes_read = 0
        self._opened = 0

    def name(self, path: Path) -> str:
        """A file as people name it, from the main file's folder."""
        return path.relative_to(self.root).as_posix()

    def find(self, written: str, within: Path) -> list[Path]:
        """The files that an include names, from the folder of the file it stands in. Raises Fault."""
        what = f"The file {written!r} was not included"
        if "://" in written or written.startswith(("/", "~", "\\")) or re.match(r"[A-Za-z]+:", written):
            raise Fault(what, "A path that begins elsewhere may lead to any file of this machine.",
                        "Write the path from the folder of this file.")
        if _GLOB.search(written):
            if ".." in Path(written).parts:
                raise Fault(what, "A pattern with '..' leaves the folder.", "Write the pattern without '..'.")
            try:
                every = sorted(within.parent.glob(written))
            except (ValueError, NotImplementedError, OSError) as error:
                raise Fault(what, "Its pattern cannot be used.", "Write a pattern such as years/*.journal.") from error
            found = [path for path in every if path.is_file() and path.resolve() != within]
        else:
            found = [within.parent / written]
        if not found:
            raise Fault(what, "No file has such a name.", "Correct the name, or remove the line.")
        return [self._inside(path, what) for path in found]

    def check_depth(self, depth: int) -> None:
        """Raises Fault where files include each other too deeply."""
        if depth > DEPTH_MAX:
            raise Fault("A file was not included", f"Files include each other more than {DEPTH_MAX} deep.",
                        "Include the files from the main file.")

    def _inside(self, path: Path, what: str) -> Path:
        try:
            true = path.resolve()
            exists = true.is_file()
        except (OSError, RuntimeError, ValueError) as error:
            raise Fault(what, "The name leads nowhere.", "Correct the name, or remove the line.") from error
        if not true.is_relative_to(self.root):
            raise Fault(what, "It lies outside the folder of the main file, itself or through a link.",
                        "Copy it into the folder, and include the copy.")
        if not exists:
            raise Fault(what, "There is no such file in the folder.", "Correct the name, or remove the line.")
        return true

    def entries(self, path: Path) -> Iterator[tuple[int, list[str]]]:
        """(first line number, lines) of every entry of one file. Raises Fault with `at` counted from line 1."""
        self._opened += 1
        if self._opened > self.limits.files:
            raise Fault("The journal was not read to its end", f"It includes more than {self.limits.files} files.",
                        "Join some of the files.")
        line, digest, rest = 1, hashlib.sha256(), ""
        for text in self._texts(path, digest):
            *whole, rest = _ENTRIES(rest + text)
            for entry in whole:
                lines = entry.split("\n")
                if len(entry) > self.limits.line_bytes:
                    self._check_lines(lines, line)
                yield line, lines
                line += len(lines)
            if len(rest) > self.limits.entry_bytes:
                raise _too_long("entry", self.limits.entry_bytes, line - 1)
        if rest:
            lines = rest.split("\n")
            if len(rest) > self.limits.line_bytes:
                self._check_lines(lines, line)
            yield line, lines
        self.read.append((self.name(path), digest.hexdigest()))

    def _texts(self, path: Path, digest: "hashlib._Hash") -> Iterator[str]:
        """The text of a file in pieces that end where lines end."""
        line, tail, first = 0, b"", True  # line: how many lines came before
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
                self.bytes_read += len(chunk)
                if self.bytes_read > self.limits.total_bytes:
                    raise Fault("The journal was not read to its end",
                                f"It is larger than {self.limits.total_bytes:,} bytes.", "Import it year by year.",
                                line)
                head, end, tail_next = chunk.rpartition(b"\n")
                if not end:
                    tail += chunk
                    if len(tail) > self.limits.line_bytes:
                        raise _too_long("line", self.limits.line_bytes, line)
                    continue
                text = _decoded(tail + head + end, line)
                yield text.removeprefix("\ufeff") if first else text
                line, tail, first = line + text.count("\n"), tail_next, False
                if len(tail) > self.limits.line_bytes:
                    raise _too_long("line", self.limits.line_bytes, line)
        if tail:
            text = _decoded(tail, line)
            yield text.removeprefix("\ufeff") if first else text

    def _check_lines(self, lines: list[str], first: int) -> None:
        for at, line in enumerate(lines):
            if len(line) > self.limits.line_bytes:
                raise _too_long("line", self.limits.line_bytes, first - 1 + at)


def _decoded(raw: bytes, line: int) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Fault("The file is not text in UTF-8", f"Byte {error.object[error.start]:#04x} belongs to no letter.",
                    "Save the file as UTF-8 in your editor, then read it again.",
                    line + raw.count(b"\n", 0, error.start)) from error
    return text.replace("\r\n", "\n") if "\r" in text else text


def _too_long(part: str, limit: int, at: int) -> Fault:
    return Fault(f"A{'n' if part == 'entry' else ''} {part} is longer than {limit:,} bytes",
                 "No book-keeping program writes such a thing; this is perhaps not a journal.",
                 "Check that this is the right file, or break it up.", at)
