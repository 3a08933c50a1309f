"""auzolan backup: a copy of the store while it is being written."""

import argparse
import sqlite3
from pathlib import Path

from auzolan.cli.console import Console, Unreadable
from auzolan.node.node import STORE_FILE
from auzolan.values.refusal import Refusal

name = "backup"
summary = "Copy the store while the node goes on. AUZOLAN_STATE (keys, newest checkpoint) is copied apart, on purpose."
example = "auzolan backup /mnt/backup/2026-11-23"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("out", type=Path, metavar="OUT", help="a new folder")


def run(said: argparse.Namespace, console: Console) -> int:
    """Copy page by page, a consistent moment."""
    if console.node.database_url:
        raise Refusal(
            what="No backup was made", why="The store is on PostgreSQL, which makes its own backups.",
            next="Use pg_dump, or `auzolan export bundle`.",
        )
    try:
        said.out.mkdir(parents=True, exist_ok=False)
    except OSError as why:
        raise Unreadable(f"{said.out}: {why.strerror}. Name a folder that is not there yet.") from why
    source = sqlite3.connect(said.data / STORE_FILE)
    target = sqlite3.connect(said.out / STORE_FILE)
    with source, target:
        source.backup(target)
    source.close()
    target.close()
    return console.answer({"path": str(said.out)}, [
        f"Copied to {said.out}.", "Keep AUZOLAN_STATE apart from it: together they could be rolled back unseen.",
    ])
