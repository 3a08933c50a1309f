"""The engine that a run gets when nobody names one: DuckDB where a rule has many rows, else the plain evaluator.

Whichever it is, the digests are the same. docs/decisions/0013-which-engine.md says why, docs/guides/engines.md from how
many rows on.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auzolan.engines.again import Said
from auzolan.engines.by_kind import worked
from auzolan.rules.facts import RunPublished
from auzolan.rules.ground import Ground, PayingKind
from auzolan.rules.kinds.amount import Amount
from auzolan.rules.running import Computed, Tables, Worked, plainly
from auzolan.rules.running import recompute as again_by
from auzolan.rules.steps import Step
from auzolan.values.refusal import Refusal

MANY = 5_000  # rows; below, the plain evaluator is done before DuckDB is loaded


def working(kind: PayingKind, said: Any, ground: Ground) -> Worked:
    """Work a rule's rows out. What DuckDB will not take, such as too many digits, the plain evaluator does.

    Raises Refusal in the plain evaluator's words.
    """
    if isinstance(said, Said) and rows(said, ground) >= MANY:
        from auzolan.engines.duckdb import DuckDB

        try:
            with DuckDB() as session:
                portions, digest = worked(said, ground, session)
        except Refusal:
            return plainly(kind, said, ground)
        return tuple(portions), (), digest
    return plainly(kind, said, ground)


def recompute(fact: RunPublished, states: Mapping[str, Any], tables: Tables) -> Computed:
    """A published run again, by the engine that fits. Raises Refusal."""
    return again_by(fact, states, tables, working)


def rows(said: Said, ground: Ground) -> int:
    """The most rows that one part of a rule goes over."""
    return max((len(ground.rows(table)) for table in _tables(said)), default=0)


def _tables(said: Said) -> Iterator[str]:
    if isinstance(said, Amount):
        yield said.among.table
        return
    yield from _of_steps(said.steps)


def _of_steps(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        if step.among is not None:
            yield step.among.table
        yield from _of_steps(step.steps)
