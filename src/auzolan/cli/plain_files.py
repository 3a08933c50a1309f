"""Files that people name on the command line: plain files only, and never more of them than is needed."""

from pathlib import Path

from auzolan.cli.console import Unreadable


def plain_file(path: Path, most: int) -> Path:
    """The same path, once it is known to lead to a file of at most so many bytes. Raises Unreadable."""
    try:
        if path.is_dir():
            raise Unreadable(f"{path} is a folder. Name a file in it.")
        if not path.exists():
            raise Unreadable(f"{path} is not there.")
        if not path.is_file():
            raise Unreadable(f"{path} is not a file: it may never end.")
        if path.stat().st_size > most:
            raise Unreadable(f"{path} is larger than {most:,} bytes, the most that is read. Split it.")
    except OSError as why:
        raise Unreadable(f"{path} cannot be read: {why.strerror}.") from why
    return path


def read_bytes(path: Path, most: int) -> bytes:
    """All of a file, if it is one and holds at most so many bytes. Raises Unreadable."""
    try:
        with plain_file(path, most).open("rb") as file:
            data = file.read(most + 1)
    except OSError as why:
        raise Unreadable(f"{path} cannot be read: {why.strerror}.") from why
    if len(data) > most:
        raise Unreadable(f"{path} is larger than {most:,} bytes, the most that is read. Split it.")
    return data


def read_text(path: Path, most: int) -> str:
    """The text of a file in UTF-8. Raises Unreadable."""
    return as_text(read_bytes(path, most), str(path))


def as_text(data: bytes, called: str) -> str:
    """Bytes as UTF-8, a byte order mark left out. Raises Unreadable."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        raise Unreadable(f"{called} is not UTF-8: {why}. Save it as UTF-8.") from why
