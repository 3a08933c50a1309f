"""Reading a journal of 100,000 transactions: ours beside hledger and beancount, in one run on one machine.

    .venv/bin/python bench/read_journal.py [--transactions N] [--repeat N] [--json FILE]

Each program is a process of its own and prints the balance of every account; the balances must be equal. Time is the
whole process from start to end, the best of the repetitions; memory is the most it held. Leaves with 1 when the
balances differ or hledger takes less than five times as long as ours.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

SEED = 20260301
GOAL = 5  # times as fast as hledger
OURS = """
import gc, sys
gc.disable()
from pathlib import Path
from importlib import import_module
from auzolan.intake.plain_text.booking import Booking, Finding
sums = {}
for item in import_module("auzolan.intake." + sys.argv[1]).scan(Path(sys.argv[2])):
    if type(item) is Booking:
        for leg in item.legs:
            key = leg.account, leg.unit
            sums[key] = sums.get(key, 0) + leg.amount
    elif type(item) is Finding:
        sys.exit(str(item))
for (account, unit), amount in sums.items():
    print(account, amount, unit, sep="\\t")
"""
BEANCOUNT = """
import sys
from beancount import loader
entries, errors, options = loader._load([(sys.argv[2], True)], None, None, None)
if errors:
    sys.exit(str(errors[0]))
sums = {}
for entry in entries:
    for leg in getattr(entry, "postings", ()):
        key = leg.account, leg.units.currency
        sums[key] = sums.get(key, 0) + leg.units.number
for (account, unit), amount in sums.items():
    print(account, amount, unit, sep="\\t")
"""
PLACES = ("Bank", "Cash", "Till", "Savings", "Card")
GOODS = ("Coffee", "Rent", "Transport", "Seeds", "Repair", "Books", "Wages", "Packaging", "Energy", "Fees")
SALES = ("Market", "Boxes", "Shop", "Grants", "Workshops")
UNITS = ("EUR", "EUR", "EUR", "EUR", "USD", "CHF")
STOCKS = ("ACME", "BOLT", "CORN")


def transactions(count: int) -> Iterator[tuple[date, str, str, list[str], str]]:
    """(day, status, payee, lines of legs as both formats write them, a comment)."""
    luck = random.Random(SEED)
    day = date(2016, 1, 1)
    for number in range(count):
        day += timedelta(days=luck.random() < 3650 / count)
        unit, cents = luck.choice(UNITS), luck.randint(100, 500_000)
        amount = f"{cents // 100}.{cents % 100:02d}"
        place = f"Assets:{luck.choice(PLACES)}:{unit}"
        kind = luck.random()
        if kind < 0.62:
            legs = [f"Expenses:{luck.choice(GOODS)}:{unit}  {amount} {unit}", place]
        elif kind < 0.80:
            legs = [f"{place}  {amount} {unit}", f"Income:{luck.choice(SALES)}:{unit}  -{amount} {unit}"]
        elif kind < 0.92:
            part = cents // 3
            legs = [
                f"Expenses:{luck.choice(GOODS)}:{unit}  {part // 100}.{part % 100:02d} {unit}",
                f"Expenses:{luck.choice(GOODS)}:{unit}  {(cents - part) // 100}.{(cents - part) % 100:02d} {unit}",
                place,
            ]
        elif kind < 0.97:
            stock, many = luck.choice(STOCKS), luck.randint(1, 40)
            worth = many * (cents // 10)
            price = f"{cents // 1000}.{cents // 10 % 100:02d}"
            legs = [f"Assets:Broker:{stock}  {many} {stock} @ {price} USD",
                    f"Assets:Bank:USD  -{worth // 100}.{worth % 100:02d} USD"]
        else:
            stock, many = luck.choice(STOCKS), luck.randint(1, 40)
            legs = [f"Assets:Lots:{stock}  {many} {stock} {{{cents // 100}.{cents % 100:02d} USD}}"
                    f" @ {cents // 100}.{cents % 100:02d} USD", "Assets:Bank:USD"]
        comment = f"delivery note {number}" if luck.random() < 0.3 else ""
        yield day, "!" if luck.random() < 0.05 else "*", f"Partner {luck.randint(1, 900)}", legs, comment


def write_hledger(path: Path, count: int) -> None:
    """The transactions as hledger and ledger write them."""
    with path.open("w", encoding="utf-8") as file:
        for day, status, payee, legs, comment in transactions(count):
            file.write(f"{day} {status} {payee}\n")
            note = f"  ; {comment}" if comment else ""
            file.writelines(f"    {leg}{'' if at else note}\n" for at, leg in enumerate(legs))
            file.write("\n")


def write_beancount(path: Path, count: int) -> None:
    """The same transactions as Beancount writes them."""
    with path.open("w", encoding="utf-8") as file:
        accounts = {leg.split("  ")[0] for *_, legs, _ in transactions(count) for leg in legs}
        file.writelines(f"2016-01-01 open {account}\n" for account in sorted(accounts))
        for day, status, payee, legs, comment in transactions(count):
            file.write(f'\n{day} {status} "{payee}" ""\n')
            note = f" ; {comment}" if comment else ""
            file.writelines(f"  {leg}{'' if at else note}\n" for at, leg in enumerate(legs))


def measured(command: list[str], repeat: int, environment: dict[str, str]) -> tuple[float, int, str]:
    """(seconds, most memory in KiB, what it printed) of a program, the best of several runs."""
    best, most, said = float("inf"), 0, ""
    for _ in range(repeat):
        started = time.perf_counter()
        with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
            process = subprocess.Popen(command, stdout=out, env=environment)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            seconds = time.perf_counter() - started
            out.seek(0)
            said = out.read()
        if process.returncode:
            sys.exit(f"{command[0]} failed with {process.returncode}")
        best, most = min(best, seconds), max(most, usage.ru_maxrss)
    return best, most, said


def sums(said: str) -> dict[tuple[str, str], Decimal]:
    """(account, unit) -> amount, zeros left out, from lines of our own shape."""
    rows = (line.split("\t") for line in said.splitlines())
    found = {(account, unit): Decimal(amount) for account, amount, unit in rows}
    return {key: amount.normalize() for key, amount in found.items() if amount}


def hledger_sums(said: str) -> dict[tuple[str, str], Decimal]:
    """The same from `hledger balance --flat -N -O csv`."""
    found: dict[tuple[str, str], Decimal] = {}
    for account, amounts in re.findall(r'"((?:[^"])+)","([^"]+)"', said)[1:]:
        for amount, unit in re.findall(r"(-?[0-9.]+) ([A-Z]+)", amounts):
            found[account, unit] = Decimal(amount).normalize()
    return {key: amount for key, amount in found.items() if amount}


Program = tuple[str, list[str], Callable[[str], Any]]


def programs(folder: Path) -> Iterator[tuple[str, list[Program]]]:
    """For each file the programs that read it: (name, command, how its balances are read)."""
    ours = [sys.executable, "-c", OURS]
    text, bean = str(folder / "books.journal"), str(folder / "books.beancount")
    hledger = [("ours", [*ours, "hledger", text], sums)]
    if shutil.which("hledger"):
        hledger.append(("hledger", ["hledger", "-f", text, "balance", "--flat", "-N", "-O", "csv"], hledger_sums))
    yield "hledger", hledger
    yield "beancount", [
        ("ours", [*ours, "beancount", bean], sums),
        ("beancount", [sys.executable, "-c", BEANCOUNT, "beancount", bean], sums),
    ]


def versions() -> dict[str, str]:
    """Which programs were compared."""
    from importlib.metadata import version

    found = {"python": sys.version.split()[0], "auzolan": version("auzolan"), "beancount": version("beancount")}
    if shutil.which("hledger"):
        found["hledger"] = subprocess.check_output(["hledger", "--version"], text=True).strip()
    return found


def compare(folder: Path, repeat: int) -> list[dict[str, Any]]:
    """One row a program and file, with its time, memory, and whether its balances equal ours."""
    source = str(Path(__file__).resolve().parents[1] / "src")
    environment = os.environ | {"PYTHONPATH": source, "LC_ALL": "C.UTF-8", "BEANCOUNT_DISABLE_LOAD_CACHE": "1"}
    rows = []
    for file, entrants in programs(folder):
        first: dict[str, Any] = {}
        for name, command, reads in entrants:
            seconds, memory, said = measured(command, repeat, environment)
            balances = reads(said)
            first = first or {"seconds": seconds, "balances": balances}
            rows.append({
                "file": file, "program": name, "seconds": round(seconds, 3),
                "ratio": round(seconds / first["seconds"], 2), "memory_mib": round(memory / 1024, 1),
                "accounts": len(balances), "equal": balances == first["balances"],
            })
    return rows


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description="Read a large journal: ours, hledger and beancount.")
    parser.add_argument("--transactions", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_hledger(folder / "books.journal", asked.transactions)
        write_beancount(folder / "books.beancount", asked.transactions)
        rows = compare(folder, asked.repeat)
    print(f"{asked.transactions:,} transactions, best of {asked.repeat}; ratio: how many times as long as ours")
    for row in rows:
        print("{file:10} {program:10} {seconds:8.3f} s {ratio:6.2f}x {memory_mib:8.1f} MiB  {accounts} accounts, "
              "equal: {equal}".format(**row))
    print(versions())
    if asked.json:
        asked.json.write_text(json.dumps({"transactions": asked.transactions, "rows": rows, "versions": versions()}))
    if not all(row["equal"] for row in rows):
        sys.exit("the balances differ")
    missed = [row for row in rows if row["program"] == "hledger" and row["ratio"] < GOAL]
    print(f"goal: {GOAL}x hledger, {'missed' if missed else 'met'}" if len(rows) > 3 else "hledger is not installed")
    if missed:
        sys.exit(1)


if __name__ == "__main__":
    main()
