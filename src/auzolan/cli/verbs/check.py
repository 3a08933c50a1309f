"""auzolan check: every finding in a charter, before anybody adopts it."""

import argparse
from pathlib import Path

from auzolan.charter.check import check_text
from auzolan.cli.console import Console, Unreadable
from auzolan.cli.plain_files import read_text
from auzolan.cli.toml_bounds import bounded_toml
from auzolan.cli.visible import visible_finding

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
    except OSError as why:
        raise Unreadable(f"{path} cannot be read: {why.strerror}.") from why
    if not files:
        raise Unreadable(f"{path} holds no .toml file.")
    texts, left = [], FILE_BYTES_MAX
    for file in files:
        text = read_text(file, left)
        texts.append(text)
        left -= len(text)
        if left < 0:
            raise Unreadable(f"{path} is larger than {FILE_BYTES_MAX} bytes; a charter is a set of short articles.")
    return bounded_toml("\n".join(texts), str(path))


def run(said: argparse.Namespace, console: Console) -> int:
    """Tell every finding; exit 1 when there is one."""
    found = check_text(read_charter(said.charter))
    if said.json:
        console.answer({"findings": [finding.as_json() for finding in found]})
    elif not found:
        console.answer(None, [f"{said.charter}: nothing is wrong with it."])
    else:
        console.answer(None, [*(str(visible_finding(finding)) for finding in found), f"{len(found)} findings"])
    return 1 if found else 0
