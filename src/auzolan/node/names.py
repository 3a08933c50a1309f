"""Names put back from the vault, for readers who may see them."""

from functools import cached_property
from typing import Any

from auzolan.node.reading import Reader
from auzolan.node.vault import Vault


class Names:
    """What accounts, members and agents are called. An erased or withheld name leaves the id."""

    def __init__(self, vault: Vault, reader: Reader) -> None:
        self._vault = vault
        self._reader = reader

    def account(self, account: str) -> str:
        """The display name of an account: as it was written when it was imported or opened."""
        return str(self._accounts.get(account, {}).get("name", account))

    def account_id(self, name: str) -> str:
        """The account that is called so; the same text back when none is."""
        return self._by_name.get(name, name)

    def person(self, member: str) -> dict[str, Any]:
        """What the vault holds about a member: name, e-mail and what else was given."""
        return self._people.get(member, {})

    def called(self, member: str) -> str:
        """The name of a member or an agent, or the id."""
        words = self._people.get(member) or self._agents.get(member) or {}
        return str(words.get("known_as") or words.get("name") or member)

    def members_by_any_name(self) -> dict[str, str]:
        """What a file may call a member by (id, old number, e-mail, name) -> id; a name that two share is left out."""
        known: dict[str, set[str]] = {}
        for row in self._reader.rows("members"):
            id = str(row["member"])
            words = self._people.get(id, {})
            for name in (id, *(str(words[key]) for key in ("number", "email", "name", "known_as") if key in words)):
                known.setdefault(name, set()).add(id)
        return {name: next(iter(ids)) for name, ids in known.items() if len(ids) == 1}

    def anyone_by_any_name(self) -> dict[str, str]:
        """The same for whoever is no member too; a name that a member and somebody outside share is left out."""
        members = self.members_by_any_name()
        known: dict[str, set[str]] = {name: {id} for name, id in members.items()}
        for row in self._reader.rows("agents"):
            id = str(row["agent"])
            for name in {id, str(self._agents.get(id, {}).get("name", id))}:
                known.setdefault(name, set()).add(id)
        return {name: next(iter(ids)) for name, ids in known.items() if len(ids) == 1}

    @cached_property
    def _accounts(self) -> dict[str, dict[str, Any]]:
        return self._opened("accounts", "account")

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {str(words["name"]): account for account, words in self._accounts.items() if "name" in words}

    @cached_property
    def _people(self) -> dict[str, dict[str, Any]]:
        return self._opened("members", "member")

    @cached_property
    def _agents(self) -> dict[str, dict[str, Any]]:
        return self._opened("agents", "agent")

    def _opened(self, table: str, key: str) -> dict[str, dict[str, Any]]:
        rows = [row for row in self._reader.rows(table) if row.get("vault")]
        words = self._vault.opened(str(row["vault"]) for row in rows)
        return {str(row[key]): words[str(row["vault"])] for row in rows if str(row["vault"]) in words}
