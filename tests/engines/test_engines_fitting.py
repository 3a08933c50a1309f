"""The engine that a run gets when nobody names one: DuckDB for many rows, and the plain evaluator where it stops."""

from typing import Any

import pytest
from engines_house import EMPTY, PEOPLE, seen, surplus

from auzolan.charter.preset import preset
from auzolan.engines import duckdb, fitting
from auzolan.rules.running import Computed, compute
from auzolan.values.period import parse_period
from auzolan.values.refusal import Refusal
from charters import charter_from


def worked(people: list[tuple[str, str, int, int]], rule: str = "rule.surplus", amount: int = 1_000_000) -> Any:
    charter = charter_from(preset("mondragon"))
    given = (charter.articles[rule].text, charter, EMPTY, surplus(amount, people), parse_period("2026"))
    said: dict[str, Any] = {"number": 1, "position": 30, "version": 1, "article": 0}
    fitted = compute(*given, **said, working=fitting.working)
    assert seen(fitted) == seen(compute(*given, **said))
    return fitted


def by_duckdb(computed: Computed) -> bool:
    return any("worked out by duckdb" in one.figure.label for one in computed.portions)


def test_few_rows_are_worked_out_plainly_and_many_by_duckdb(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not by_duckdb(worked(PEOPLE))
    monkeypatch.setattr(fitting, "MANY", len(PEOPLE))
    assert by_duckdb(worked(PEOPLE))
    monkeypatch.setattr(fitting, "MANY", len(PEOPLE) + 1)
    assert not by_duckdb(worked(PEOPLE))


def test_what_has_too_many_digits_for_duckdb_is_worked_out_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "MANY", 1)
    asked: list[bool] = []
    before = duckdb.DuckDB.__init__

    def made(session: Any) -> None:
        asked.append(True)
        before(session)

    monkeypatch.setattr(duckdb.DuckDB, "__init__", made)
    huge = [(who, class_, hours * 10**34 + 1, index) for who, class_, hours, index in PEOPLE]
    assert not by_duckdb(worked(huge))
    assert asked, "DuckDB was not even asked"


def test_where_the_rule_itself_stops_the_sentence_is_the_plain_evaluators(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "MANY", 1)
    charter = charter_from(preset("mondragon"))
    idle = [(who, class_, 0, index) for who, class_, _, index in PEOPLE]
    told = []
    for working in (fitting.working, None):
        with pytest.raises(Refusal) as refused:
            compute(
                charter.articles["rule.surplus"].text, charter, EMPTY, surplus(1_000_000, idle), parse_period("2026"),
                number=1, position=30, version=1, article=0, working=working,
            )
        told.append(str(refused.value))
    assert told[0] == told[1] and "weight" in told[0]
