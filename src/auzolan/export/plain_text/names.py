"""Names for programs that allow only some letters, kept so that each can be turned back into what it was."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

KEY = "auzolan-name"
UNCLASSIFIED = ("Equity", "Unclassified")
ITSELF = "Itself"
_ROOTS = {
    "assets": "Assets", "asset": "Assets",
    "liabilities": "Liabilities", "liability": "Liabilities", "debts": "Liabilities", "debt": "Liabilities",
    "equity": "Equity",
    "income": "Income", "incomes": "Income", "revenue": "Income", "revenues": "Income",
    "expenses": "Expenses", "expense": "Expenses",
}
_SIGNS = {"$": "DOLLAR", "€": "EURO", "£": "POUND", "¥": "YEN", "": "NO-UNIT"}
_UNIT = re.compile(r"[A-Z][A-Z0-9'._-]{0,22}[A-Z0-9]").fullmatch
_UNIT_LETTERS = 18
_PART_LETTERS = 120
# Either format names an account or unit on one line, and its name in our books there or on a line below.
_DECLARED = re.compile(r"(?:[0-9-]{10} )?(account|open|commodity) +(.+?)(?: {2};.*)?$")
_WAS = re.compile(rf"{KEY}: *(\"(?:[^\"\\]|\\.)*\")")
_HLEDGER_UNIT = re.compile(r'[0-9.]+ (?:"(.*)"|(.*))')


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What every account and unit is called outside. name -> outside name; no two share one."""

    accounts: Mapping[str, str]
    units: Mapping[str, str]

    def back(self) -> "Names":
        """The same the other way round: outside name -> name."""
        return Names(accounts={out: name for name, out in self.accounts.items()},
                     units={out: name for name, out in self.units.items()})


def distinct(names: Iterable[str], shape: Callable[[str], str]) -> dict[str, str]:
    """Name -> its shaped name; where two would be alike, the later ones in the alphabet get a number.

    A name that already has its shape keeps it.
    """
    ordered = sorted(set(names))
    shaped = {name: shape(name) for name in ordered}
    found = {name: name for name in ordered if shaped[name] == name}
    taken = set(found)
    for name in ordered:
        if name in found:
            continue
        candidate, number = shaped[name], 2
        while candidate in taken:
            candidate, number = f"{shaped[name]}-{number}", number + 1
        found[name] = candidate
        taken.add(candidate)
    return found


def beancount_account(name: str) -> str:
    """An account as Beancount writes it: one of five roots, and parts that begin with a capital or a digit."""
    parts = name.split(":")
    root = _ROOTS.get(parts[0].strip().lower())
    below = [_part(part) for part in (parts[1:] if root else parts)]
    return ":".join([*((root,) if root else UNCLASSIFIED), *(below or [ITSELF])])


def _part(word: str) -> str:
    letters = "".join(
        letter if unicodedata.category(letter)[0] == "L" or unicodedata.category(letter) == "Nd" else "-"
        for letter in unicodedata.normalize("NFC", word.strip())[:_PART_LETTERS]
    )
    first = letters[:1].upper()
    if len(first) == 1 and unicodedata.category(first) in ("Lu", "Nd"):
        return first + letters[1:]
    return f"X{letters}"


def beancount_unit(code: str) -> str:
    """A unit as Beancount writes it: 2 to 24 capitals and digits, a letter first."""
    if _UNIT(code):
        return code
    if code in _SIGNS:
        return _SIGNS[code]
    plain = "".join(
        letter if letter.isascii() and letter.isalnum() else f"X{ord(letter):X}X" if letter not in " -_." else "-"
        for letter in unicodedata.normalize("NFC", code.upper())
    )
    plain = plain[:_UNIT_LETTERS].strip("-")
    if not plain[:1].isalpha():
        plain = f"U{plain}"
    return plain if len(plain) > 1 else f"{plain}-UNIT"


def hledger_account(name: str) -> str:
    """An account as hledger writes it: no two spaces together, and nothing it would take for a sign of its own."""
    parts = (re.sub(r"[\s\u00a0;\"]+", " ", part).strip() or "-" for part in name.split(":"))
    plain = ":".join(parts)
    return f"_{plain}" if plain[0] in "([*!<=;#~@" or plain[-1] in ")]" else plain


def hledger_unit(code: str) -> str:
    """A unit as hledger may hold it between quotes."""
    return re.sub(r"[\"\s;]", "-", code)


def quoted(words: str) -> str:
    """Words between quotes, on one line, so that no program takes a part of them for a tag or a date."""
    said = json.dumps(words, ensure_ascii=False)
    return said.replace(":", "\\u003a").replace("[", "\\u005b").replace("]", "\\u005d").replace(",", "\\u002c")


def name_back(lines: Iterable[str]) -> Names:
    """Outside name -> name in our books, from the lines of a file that a writer of ours wrote."""
    accounts: dict[str, str] = {}
    units: dict[str, str] = {}
    table, outside = accounts, ""
    for line in lines:
        if line[:1] not in (" ", "\t"):
            found = _DECLARED.fullmatch(line.rstrip("\n"))
            table, outside = (units if found and found[1] == "commodity" else accounts), found[2] if found else ""
            if found and table is units and (unit := _HLEDGER_UNIT.fullmatch(outside)):
                outside = unit[1] or unit[2] or ""
            if outside:
                table[outside] = outside
        if outside and (was := _WAS.search(line)):
            table[outside] = json.loads(was[1])
    return Names(accounts=accounts, units=units)
