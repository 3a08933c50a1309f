"""A node's store as something that can be verified, down to the database's own pages."""

import re

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
        """SQLite keeps the text of each definition in a page like any other: hold it against ours."""
        made = {
            _plain(statement): statement
            for table in areas.tables()
            for statement in schema.table_statements(table, postgres=False)
        }
        made |= {_plain(statement): statement for statement in schema.fixed_statements(postgres=False)}
        made |= {_plain(statement): statement for statement in schema.triggers(postgres=False)}
        found = {
            _plain(str(row[0])) for row in self.database.all("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        }
        for plain, statement in made.items():
            if plain not in found:
                return f"a definition in the store is not as it was made: {statement[:80]}"
        for name, text in self.database.all("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"):
            if _plain(str(text)) not in made:
                return f"somebody put a definition of their own into the store: {name}"
        return ""


def _plain(statement: str) -> str:
    return re.sub(r"\s+", " ", statement.replace("IF NOT EXISTS ", "")).strip()
