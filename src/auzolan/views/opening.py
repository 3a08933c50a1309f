"""How the books begin: what the charter's accounts hold on the first day, as a sheet to fill in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from auzolan.charter.charter import Charter
from auzolan.flows.accounts import fill
from auzolan.flows.articles.account import Account
from auzolan.flows.requests import OpenBooks, OpeningBalance
from auzolan.values.quantity import parse_amount, print_amount
from auzolan.values.refusal import Refusal

ROOTS = ("Assets", "Liabilities", "Equity")
# What is owed between us and others; an opening there can be paid like any claim.
OWED = ("Assets:Receivable:", "Liabilities:Payable:")
PEOPLE = ("member", "agent", "receiver", "provider", "customer", "supplier", "producer", "place")
LINES_MAX = 200
_PLACE = re.compile(r"\{([a-z]+)\}")
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the sheet. key: names its fields; branch: as the charter writes it; whose: the place that a person
    fills ("member"), or empty; year, named: whether a year, or a name of one's own, is asked for; owed: whether it is
    owed between us and others; said: what was typed, by field; held: smallest parts; fault: why it cannot be read."""

    key: str
    root: str
    title: str
    branch: str
    whose: str
    year: bool
    named: bool
    owed: bool
    said: Mapping[str, str]
    held: int
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The sheet with its sums. totals: (root, amount) of what was typed; difference: what we have, less what we owe
    and what is ours, so what is put against `against`; against: the accounts that can take it, the likeliest first."""

    lines: tuple[Line, ...]
    totals: tuple[tuple[str, str], ...]
    difference: str
    unit: str
    units: tuple[str, ...]
    against: tuple[str, ...]


def sheet(charter: Charter, typed: Mapping[str, str]) -> Sheet:
    """The lines of the charter's accounts, each with what was typed, and one more wherever a branch has many leaves."""
    units = tuple(sorted(code for code, unit in charter.units.items() if unit.dimension == "money"))
    unit = typed.get("unit", "") if typed.get("unit", "") in units else (units[0] if units else "")
    places = charter.units[unit].places if unit else 0
    lines = tuple(line for branch in _branches(charter) for line in _lines(*branch, typed, places))
    sums = {root: sum(line.held for line in lines if line.root == root) for root in ROOTS}
    apart = sums["Assets"] - sums["Liabilities"] - sums["Equity"]
    return Sheet(
        lines=lines, totals=tuple((root, print_amount(held, places)) for root, held in sums.items()),
        difference=print_amount(apart, places), unit=unit, units=units, against=_against(charter),
    )


def asking(charter: Charter, typed: Mapping[str, str]) -> OpenBooks:
    """The request that the filled-in sheet makes; what we owe and what is ours become credits. Raises Refusal."""
    filled = sheet(charter, typed)
    places = charter.units[filled.unit].places if filled.unit else 0
    balances = []
    for line in filled.lines:
        if not line.said["amount"]:
            continue
        if line.fault:
            raise _refused(line.title, line.fault, "Write it with a point for the decimals, such as 1243.17.")
        amount = line.held if line.root == "Assets" else -line.held
        balances.append(OpeningBalance(
            account=_account(line), amount=print_amount(amount, places), unit=filled.unit,
            owed_with=line.said["whose"] if line.owed else "", due=line.said["due"] if line.owed else "",
        ))
    if not balances:
        raise _refused("the sheet", "It is empty.", "Write at least one amount.")
    words = {"narration": typed["narration"].strip()} if typed.get("narration", "").strip() else {}
    return OpenBooks(
        date=typed.get("date", ""), balances=tuple(balances), against=typed.get("against", ""), words=words
    )


def _branches(charter: Charter) -> list[tuple[str, str, str]]:
    """(root, title, branch) of every account that can hold something on the first day, in the charter's order."""
    found = []
    for article in charter.of_kind("account"):
        account: Account = charter.value(article.id)
        for branch in account.branches:
            root = account.root or branch.partition(":")[0]
            if root in ROOTS:
                found.append((root, article.name, branch))
    return sorted(found, key=lambda one: ROOTS.index(one[0]))


def _lines(root: str, title: str, branch: str, typed: Mapping[str, str], places: int) -> list[Line]:
    """The lines of a branch: one where it is one account, else those that were filled in and an empty one."""
    filled = _PLACE.findall(branch)
    whose = next((place for place in filled if place in PEOPLE), "")
    many = bool(whose) or branch.endswith("*") or "year" in filled
    lines: list[Line] = []
    for number in range(LINES_MAX):
        key = f"{branch} {number}"
        fields = ("amount", "whose", "year", "name", "due")
        said = {name: typed.get(f"{name} {key}", "").strip() for name in fields}
        empty = not any(said.values())
        if number and empty and not lines[-1].said["amount"]:
            break
        held, fault = _read(said["amount"], places)
        lines.append(Line(
            key=key, root=root, title=title, branch=branch, whose=whose, year="year" in filled,
            named=branch.endswith("*"), owed=branch.startswith(OWED), said=said, held=held, fault=fault,
        ))
        if not many or empty:
            break
    return lines


def _read(text: str, places: int) -> tuple[int, str]:
    """Smallest parts, or why what was typed is no amount."""
    try:
        return (parse_amount(text.replace(" ", ""), places) if text else 0), ""
    except ValueError as why:
        return 0, f"{why}."


def _account(line: Line) -> str:
    """The account of a line: its branch with the places filled in. Raises Refusal where something is not said."""
    said = dict.fromkeys(PEOPLE, line.said["whose"]) | {"year": line.said["year"]}
    for place in _PLACE.findall(line.branch):
        if not said.get(place):
            asked = "for which year" if place == "year" else "whose it is"
            raise _refused(line.title, f"It is not said {asked}.", "Fill it in, or take the amount away.")
    if line.year and not _YEAR.fullmatch(line.said["year"]):
        raise _refused(line.title, f"{line.said['year'][:20]} is not a year.", "Write four digits, such as 2026.")
    if line.named and not line.said["name"]:
        raise _refused(line.title, "It has no name.", "Give it one, such as the name of the bank.")
    account = fill(line.branch, said)
    return account[:-1] + line.said["name"].replace(":", " ") if line.named else account


def _against(charter: Charter) -> tuple[str, ...]:
    plain = [
        branch for root, _title, branch in _branches(charter)
        if root == "Equity" and not _PLACE.search(branch) and not branch.endswith("*")
    ]
    return tuple(sorted(plain, key=lambda branch: ("opening" not in branch.lower(), branch)))


def _refused(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The books were not begun", where=where, why=why, next=next)
