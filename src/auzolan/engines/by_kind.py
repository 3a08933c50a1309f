"""Which kinds of rule an SQL engine works out, and where that is written."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from auzolan.engines.again import Said, again
from auzolan.engines.by_rows import compute as by_rows
from auzolan.engines.by_steps import compute as by_steps
from auzolan.engines.explaining import explaining
from auzolan.engines.session import Session
from auzolan.engines.taking import Taken
from auzolan.rules.facts import RunPublished
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.kinds.split import Split
from auzolan.rules.running import Computed, Tables


def worked(
    said: Said, ground: Ground, session: Session, taken: Taken = lambda source, table, rows: None
) -> tuple[list[Portion], str]:
    """The portions of a rule and their digest. taken: is told what goes to the engine. Raises Refusal."""
    if isinstance(said, Split):
        return by_steps(said, ground, session, taken)
    return by_rows(said, ground, session, taken)


def recomputed(fact: RunPublished, states: Mapping[str, Any], tables: Tables, session: Session) -> Computed:
    """A published run again, in an engine's session. Raises Refusal."""
    return again(
        fact, states, tables, lambda said, ground: worked(said, ground, session), partial(explaining, session)
    )
