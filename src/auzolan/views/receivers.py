"""Which kind of receiver an account is: one kind, one colour, the same on every page."""

import re
from functools import lru_cache

GROWERS, WORK, COMMON, FREIGHT, TAXES = "growers", "work", "common", "freight", "taxes"
BUYERS, SHOP, HOUSE, UNKNOWN = "buyers", "shop", "house", "unknown"
RECEIVERS = (GROWERS, WORK, FREIGHT, COMMON, TAXES)  # in the order in which pages list them

_WORDS = {
    TAXES: ("tax", "taxes", "vat", "iva", "tva", "zerga"),
    WORK: ("pay", "payroll", "wage", "wages", "salary", "salaries", "labour", "labor", "work", "anticipos", "hours"),
    GROWERS: (
        "purchase",
        "purchases",
        "grower",
        "growers",
        "producer",
        "producers",
        "payable",
        "premium",
        "premiumfund",
    ),
    COMMON: (
        "collective",
        "educationfund",
        "education",
        "solidarity",
        "reserve",
        "reserves",
        "commons",
        "fund",
        "pool",
    ),
    SHOP: ("shop", "counter", "store"),
}
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@lru_cache(maxsize=4096)
def kind_of(account: str) -> str:
    """The kind of receiver (or, for income, of giver) behind an account: "Expenses:Pay:m7f..." -> "work".

    What nobody named otherwise is `freight`, which pages call freight, packing, rent and the rest; equity is what is
    kept in common, money and goods in hand are the house itself.
    """
    root, _, rest = account.partition(":")
    if root == "Income":
        return SHOP if _names(rest, SHOP) else BUYERS
    if root == "Assets":
        return HOUSE
    for kind in (TAXES, WORK, COMMON, GROWERS):
        if _names(rest, kind):
            return kind
    return {"Equity": COMMON, "Expenses": FREIGHT}.get(root, UNKNOWN)


def is_tax_owed(account: str) -> bool:
    """Whether an account holds taxes that were taken in and are to be handed on."""
    return account.startswith("Liabilities:") and kind_of(account) == TAXES


def last_word(name: str) -> str:
    """The last word of an account, taken apart, for a picture: "Income:Sales:OwnShop" -> "Own shop"."""
    word = name.rpartition(":")[2]
    parts = _PARTS.findall(word)
    if len(parts) < 2 or "".join(parts) != word:
        return word
    return " ".join((parts[0], *(part if part.isupper() else part.lower() for part in parts[1:])))


def _names(rest: str, kind: str) -> bool:
    # Only the first two words of a branch say what it is for; further on stand the ids of people.
    words = rest.split(":")[:2]
    known = _WORDS[kind]
    return any(word.lower() in known or any(part.lower() in known for part in _PARTS.findall(word)) for word in words)
