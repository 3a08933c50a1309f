"""A node's store as something that can be verified, down to the database's own pages."""

import re
import sqlite3
from collections.abc import Sequence

from auzolan import areas
from auzolan.node import schema
from auzolan.node.reading import Reader
from auzolan.node.store import Store
from auzolan.node.vault import ERASED, Vault, VaultAltered
from auzolan.organisation import empty


class StoreCopy(Store):
    """One organisation in a store, ready for `verify`."""

    def __init__(self, store: Store, vault: Vault) -> None:
        super().__init__(store.database, store.handle, areas.tables())
        self.vault = vault
        self.erased = 0

    def as_of(self, seq: int) -> Reader:
        """The open tables as they held after one entry."""
        return Reader(self, empty(), seq)

    def integrity(self) -> str:
        """The database's own check, its layout, and every word in the vault against its commitment."""
        said = self.database.integrity()
        if said != "ok":
            return said
        if not self.database.postgres and (damage := self._layout()):
            return damage
        try:
            self.erased = self.vault.states()[ERASED]
        except VaultAltered as why:
            return str(why)
        return "ok"

    def _layout(self) -> str:
        """SQLite keeps each definition, and what it is called, in a page like any other: hold them against ours."""
        made = _as_made()
        found = {_spelt(row) for row in self.database.all(_DEFINITIONS)}
        for kind, name, *_ in made - found:
            return f"a definition in the store is not as it was made: the {kind} {name}"
        for kind, name, *_ in found - made:
            if kind in ("trigger", "view"):
                return f"somebody put a definition of their own into the store: {name}"
        return ""


_DEFINITIONS = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"


def _as_made() -> set[tuple[str, ...]]:
    """What a store made today holds in its list of definitions."""
    fresh = sqlite3.connect(":memory:")
    for statement in schema.statements(areas.tables(), postgres=False):
        fresh.execute(statement)
    made = {_spelt(row) for row in fresh.execute(_DEFINITIONS)}
    fresh.close()
    return made


def _spelt(row: Sequence[object]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s+", " ", str(one)).strip() for one in row)
