"""The script of a run gives the published digest in any DuckDB, from the tables of a bundle and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from engines_house import DEFINED, PEOPLE, Stored, brought, line, posting, surplus
from test_engines_amount import rule
from test_engines_split import ALL, rest, with_steps

from auzolan.charter.preset import preset
from auzolan.charter.state import State, charter
from auzolan.engines.find import find
from auzolan.engines.script import script
from auzolan.export.bundle import parquet
from auzolan.flows.state import EMPTY
from auzolan.rules.facts import RunPublished
from auzolan.rules.running import compute
from auzolan.values.period import parse_period
from auzolan.values.quantity import print_amount
from charters import founding, replayed

POSITION = 10_000
WITH_CAPITAL = ALL.format(by="capital", among="members where class = 'worker'", more="",
                          to="Liabilities:Pay:{member}") + """
[[given]]
name = "capital"
account = "Equity:Capital:{member}:*"
unit = "EUR"
"""
WITH_RATE = ALL.format(by="dollar * index", among="members where class = 'worker'", more="",
                       to="Liabilities:Pay:{member}") + """
[[given]]
name = "dollar"
rate = "USD/EUR"
on = "joined"
"""


@dataclass
class Run:
    """A run that was published, with the state of every area."""

    fact: RunPublished
    states: dict[str, Any]


def published(tables: Stored, text: str, of: str) -> Run:
    state: State = replayed(founding(text))
    version = state.articles[of][-1]
    found = compute(
        version.text, charter(state), EMPTY, tables, parse_period("2026"), number=1, position=POSITION, version=1,
        article=version.seq,
    )
    fact = RunPublished(
        run="r1", rule=of, version=1, article=version.seq, period="2026", position=POSITION, count=len(found.portions),
        amount=print_amount(found.amount, found.places), unit=found.unit, source=found.source, number=1,
        inputs=found.inputs, outputs=found.outputs,
    )
    return Run(fact, {"charter": state, "flows": EMPTY})


def bundled(folder: Path, tables: Stored) -> None:
    """The tables as a bundle holds them, with rows that were not yet there and rows that were no longer there."""
    (folder / "tables").mkdir()
    for name, table in DEFINED.items():
        def rows(name: str = name) -> Iterator[tuple[Any, ...]]:
            for n, row in enumerate(tables.stored.get(name, ())):
                cells = tuple(row[column] for column in DEFINED[name].names)
                yield (3 * n, 1, 2, *cells)
                yield (3 * n + 1, row["since"], None if n % 2 else POSITION + 1, *cells)
                yield (3 * n + 2, POSITION + 1, None, *cells)

        (folder / "tables" / f"{name}.parquet").write_bytes(parquet(table, rows()))


def by_shell(text: str) -> str:
    """What the last statement prints, in a DuckDB that has nothing of ours."""
    with duckdb.connect() as db:
        for statement in text.split(";\n"):
            if statement.strip():
                answer = db.execute(statement)
        return str(answer.fetchone()[0])  # type: ignore[index]


CASES = {
    "preset": (preset("mondragon"), "rule.surplus"),
    "related": (rest("sum(contributions.amount) / count(contributions.entry)"), "rule.surplus"),
    "most": (rest("hours", more='each_up_to = "3 EUR"\nexcess = "others"\nbeyond = "Equity:Collective:Legal"'),
             "rule.surplus"),
    "capital": (with_steps(WITH_CAPITAL), "rule.surplus"),
    "rate": (with_steps(WITH_RATE), "rule.surplus"),
    "amount": (rule("1 EUR / 3 * index", rounds="together"), "rule.own_pay"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_shell_gives_the_published_digest(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, of = CASES[case]
    held = [posting(-5_000, "Equity:Capital:mane:2025"), posting(-2_500, "Equity:Capital:mdani:2024")]
    tables = surplus(100_001, PEOPLE, *held)
    tables.stored["contributions"] += [
        brought("mdani", "index", 300, "2025-03-01", 12), brought("mdani", "hours", 7_777, "2025-12-31", 13),
        brought("mane", "index", 222, "2027-01-01", 14), brought("mane", "hours", 1, "2026-12-31", 15),
    ]
    tables.stored["rates"] = [
        line("rates", 5, date=day, unit="EUR", quoted_in="USD", rate=rate, source="ecb")
        for day, rate in (("2019-12-31", "1.1234"), ("2024-05-05", "1.25"))
    ]
    tables.stored["members"][0]["joined"] = "2025-01-01"
    run = published(tables, text, of)
    bundled(tmp_path, tables)
    monkeypatch.chdir(tmp_path)
    written = script(run.fact, run.states, tables)
    assert run.fact.outputs in written.splitlines()[2]
    assert by_shell(written) == run.fact.outputs


def test_the_script_reads_the_rows_and_does_not_carry_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = surplus(100_001, PEOPLE)
    run = published(tables, preset("mondragon"), "rule.surplus")
    bundled(tmp_path, surplus(100_001, [("mane", "worker", 160_000, 101), *PEOPLE[1:]]))
    monkeypatch.chdir(tmp_path)
    assert by_shell(script(run.fact, run.states, tables)) != run.fact.outputs


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_an_engine_on_this_machine_computes_a_published_run_again(engine: str) -> None:
    tables = surplus(100_001, PEOPLE)
    run = published(tables, preset("mondragon"), "rule.surplus")
    again = find()[engine].recompute(run.fact, run.states, tables)
    assert (again.inputs, again.outputs) == (run.fact.inputs, run.fact.outputs)
    assert [print_amount(again.amount, again.places), again.source] == [run.fact.amount, run.fact.source]


def test_the_engines_are_found_by_their_files() -> None:
    assert {"python", "duckdb"} <= set(find())
    assert all(one.summary for one in find().values())
