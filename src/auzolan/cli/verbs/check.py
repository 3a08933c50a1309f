"""auzolan check: every finding in a charter, before anybody adopts it."""

import argparse
from pathlib import Path

from auzolan.charter.check import check_text
from auzolan.cli.console import Console, Unreadable

name = "check"
summary = "Read a charter and tell everything that is wrong with it, all at once. Needs no node."
example = "auzolan check our-charter.toml"
FILE_BYTES_MAX = 4_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("charter", type=Path, help="a TOML file, or a folder of them")


def read_charter(path: Path) -> str:
    """The text of a charter file, or of a folder's files behind each other. Raises Unreadable."""
    try:
        files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not files:
            raise Unreadable(f"{path} holds no .toml file.")
        if sum(file.stat().st_size for file in files) > FILE_BYTES_MAX:
            raise Unreadable(f"{path} is larger than {FILE_BYTES_MAX} bytes; a charter is a set of short articles.")
        return "\n".join(file.read_text(encoding="utf-8") for file in files)
    except UnicodeDecodeError as why:
        raise Unreadable(f"{path} is not UTF-8: {why}. Save it as UTF-8.") from why
    except OSError as why:
        raise Unreadable(f"{path} cannot be read: {why.strerror}.") from why


def run(said: argparse.Namespace, console: Console) -> int:
    """Tell every finding; exit 1 when there is one."""
    found = check_text(read_charter(said.charter))
    if said.json:
        console.answer({"findings": [finding.as_json() for finding in found]})
        return 1 if found else 0
    if not found:
        print(f"{said.charter}: nothing is wrong with it.")
        return 0
    for finding in found:
        print(finding)
    print(f"{len(found)} findings")
    return 1
