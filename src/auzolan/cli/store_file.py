"""Whether the file where a node keeps everything is one of ours, asked before anything is written into it."""

import sqlite3

from auzolan.node.node import STORE_FILE, Node


class Unreadable(Exception):
    """The input cannot be read, or the command was used wrongly: exit status 2."""


def holds_store(node: Node) -> bool:
    """Whether a store of this software is there. Raises Unreadable where something else is; nothing was written."""
    path = node.data / STORE_FILE
    if node.database_url or not path.exists():
        return bool(node.database_url)
    if not path.is_file():
        raise Unreadable(f"{path} is not a file, so it is no store of this software.")
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            found = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'organisations'").fetchone()
            empty = database.execute("SELECT 1 FROM sqlite_master").fetchone() is None
        finally:
            database.close()
    except sqlite3.Error:
        return True  # damage to a store of ours is told by the verb that meets it: `verify` by its first check
    if found is None and not empty:
        raise Unreadable(f"{path} is a database of another program. Name the node's folder with --data.")
    return not empty
