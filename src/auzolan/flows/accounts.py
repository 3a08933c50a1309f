"""The account tree: which places of value the charter names, and which may be opened under its branches."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from auzolan.charter.account_name import names_branch
from auzolan.charter.charter import Charter
from auzolan.flows.state import State

ROOTS = ("Assets", "Liabilities", "Equity", "Income", "Expenses")
UNCLASSIFIED = "Unclassified"
CONVERSIONS = "Equity:Conversions"
VIRTUAL = "Equity:Virtual"
BALANCING = frozenset((CONVERSIONS, VIRTUAL))

_ALIASES = {
    "assets": "Assets", "asset": "Assets",
    "liabilities": "Liabilities", "liability": "Liabilities", "debts": "Liabilities", "debt": "Liabilities",
    "equity": "Equity",
    "income": "Income", "incomes": "Income", "revenue": "Income", "revenues": "Income",
    "expenses": "Expenses", "expense": "Expenses",
}
# Who a place in an account name stands for must be known; any other place takes a plain word.
_PEOPLE = frozenset(("member", "receiver", "provider", "agent", "customer", "supplier", "producer", "place"))
_PLACE = re.compile(r"\{([a-z_]+)\}|<([a-z_]+)>")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]*")
_WRITTEN = re.compile(r"(?:Assets|Liabilities|Equity|Income|Expenses)(?::(?:[A-Za-z0-9][A-Za-z0-9_\-]*|\{[a-z]+\}))+")
_YEAR = re.compile(r"[0-9]{4}")
_CACHED_MAX = 200_000


def classify(name: str) -> str:
    """Which of the five roots an account's name belongs to, by its first word: `revenues:sales` is Income.

    Anything else is "Unclassified".
    """
    return _ALIASES.get(name.partition(":")[0].strip().lower(), UNCLASSIFIED)


@dataclass(slots=True)
class Tree:
    """The branches that the account articles of one charter spell out.

    any: accounts are opened as they come; units: the branches that are kept in certain units only. Branches end in
    `*` where leaves may be opened.
    """

    branches: tuple[tuple[str, ...], ...]
    any: bool
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _spelled: dict[str, tuple[str, ...] | None] = field(default_factory=dict)

    def people_in(self, account: str) -> tuple[str, ...] | None:
        """The ids of people that a spelled-out account names, to be looked up; None when no article spells it."""
        spelled = self._spelled
        if account not in spelled:
            if len(spelled) > _CACHED_MAX:
                spelled.clear()
            spelled[account] = self._find(account)
        return spelled[account]

    def _find(self, account: str) -> tuple[str, ...] | None:
        words = account.split(":")
        fits = (_fits(branch, words) for branch in self.branches)
        # An account that an article writes out in full is itself, though a branch with a place would fit it too.
        return min((people for people in fits if people is not None), key=len, default=None)

    def kept_in(self, account: str) -> tuple[str, ...]:
        """The units that this account is kept in; empty where any unit will do."""
        words = account.split(":")
        for branch, units in self.units.items():
            pattern = branch.split(":")
            if (pattern[-1] == "*" and pattern[:-1] == words[:-1]) or _fits(tuple(pattern), words) is not None:
                return units
        return ()

    def openable(self, account: str) -> bool:
        """Whether a leaf of this id may be opened: under a branch with a `*`, or anywhere in books as they come."""
        words = account.split(":")
        if len(words) < 2 or not all(_WORD.fullmatch(word) for word in words):
            return False
        if self.any and (words[0] in ROOTS or words[0] == UNCLASSIFIED):
            return True
        return any(branch[-1] == "*" and branch[:-1] == tuple(words[:-1]) for branch in self.branches)

    def branch_for(self, name: str) -> str:
        """The longest branch, without its `*`, under which a leaf of this name may be opened, or empty."""
        words = tuple(name.split(":"))
        found = [
            branch[:-1] for branch in sorted(self.branches, key=_depth)
            if branch[-1] == "*" and words[: len(branch) - 1] == branch[:-1] and len(words) >= len(branch)
        ]
        if found:
            return ":".join(found[-1])
        return classify(name) if self.any else ""


def _fits(branch: tuple[str, ...], words: list[str]) -> tuple[str, ...] | None:
    if len(branch) != len(words):
        return None
    people: list[str] = []
    for pattern, word in zip(branch, words, strict=True):
        place = _PLACE.fullmatch(pattern)
        if place is None:
            if pattern != word:
                return None
            continue
        name = place[1] or place[2]
        if not (_YEAR if name == "year" else _WORD).fullmatch(word):
            return None
        if name in _PEOPLE:
            people.append(word)
    return tuple(people)


def _depth(branch: tuple[str, ...]) -> int:
    return len(branch)


@lru_cache(maxsize=64)
def tree(charter: Charter) -> Tree:
    """The account tree of a charter, read once while it is in force."""
    articles = charter.values("account")
    named = [branch for article in articles for branch in article.branches] + sorted(_named_elsewhere(charter))
    return Tree(
        branches=tuple(tuple(branch.split(":")) for branch in dict.fromkeys(named)),
        any=any(article.any for article in articles),
        units={branch: article.unit for article in articles if article.unit for branch in article.branches},
    )


def _named_elsewhere(charter: Charter) -> set[str]:
    """Accounts that a posting or a rule writes out, where they lie on a branch: published words need no id."""
    written = {
        text for article in charter.articles.values() if article.kind != "account"
        for text in _texts(article.fields) if _WRITTEN.fullmatch(text)
    }
    return {text for text in written if names_branch(text, charter)}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def spelled(branches: Tree, people: Any, account: str) -> bool:
    """Whether the charter itself spells this account out, for people who are known.

    people: the state of the area `members`, where ids are looked up.
    """
    named = branches.people_in(account)
    if not named:
        return named is not None or account in BALANCING
    return all(id in people.members or id in people.agents for id in named)


def is_known(state: State, charter: Charter, people: Any, account: str) -> bool:
    """Whether postings may name this account: it was opened, or the charter spells it out."""
    return account in state.accounts or spelled(tree(charter), people, account)


def fill(pattern: str, places: Mapping[str, str]) -> str:
    """An account name with its places filled: "Equity:Capital:{member}:{year}". Raises KeyError for a missing one."""
    return _PLACE.sub(lambda found: places[found[1] or found[2]], pattern)
