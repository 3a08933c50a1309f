"""What the formats' own tools found in the real journals, and how their amounts are written."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

Held = dict[str, dict[str, Decimal]]
_LOT = re.compile(r"\s*[{\[].*$")
_NEXT = re.compile(r", (?=\S)")


def amount(text: str) -> tuple[str, Decimal]:
    """(unit, amount) of `$-1,500.00`, `-500.00€`, `50 AAPL {$30.00} [2004/05/03]`; the lot is left aside."""
    text = _LOT.sub("", text).replace(",", "")
    number = re.search(r"[0-9.]+", text)
    assert number is not None
    around = text[:number.start()] + text[number.end():]
    sign = -1 if "-" in around else 1
    return around.replace("-", "").strip(), sign * Decimal(number[0])


def expected(data_dir: Path, file: str) -> Held:
    """Account -> unit -> amount, zeros left out."""
    path = data_dir / "accounting" / "expected-balances.json"
    if not path.is_file() or not (data_dir / "accounting" / file).is_file():
        pytest.skip(f"{file} is absent from the folder of real data")
    found: Held = {}
    for account, said in json.loads(path.read_text(encoding="utf-8"))[file]["balances"].items():
        amounts = dict(map(amount, said if isinstance(said, list) else _NEXT.split(said)))
        if left := {unit: has for unit, has in amounts.items() if has}:
            found[account] = left
    return found


def with_sub_accounts(held: Held, accounts: Held) -> Held:
    """What ledger shows for an account that has accounts below it: all of them together."""
    found: Held = {}
    for name in accounts:
        units: dict[str, Decimal] = {}
        for account, has in held.items():
            if account == name or account.startswith(f"{name}:"):
                for unit, number in has.items():
                    units[unit] = units.get(unit, Decimal()) + number
        if left := {unit: has for unit, has in units.items() if has}:
            found[name] = left
    return found
