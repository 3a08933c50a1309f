"""The engine `python`: the plain evaluator, whose answers are what the language means."""

from collections.abc import Mapping
from typing import Any

from auzolan.rules.facts import RunPublished
from auzolan.rules.running import Computed, Tables
from auzolan.rules.running import recompute as plainly

name = "python"
summary = "the plain evaluator: fractions, every reason, no limit of digits"


def recompute(fact: RunPublished, states: Mapping[str, Any], tables: Tables) -> Computed:
    """A published run again, by the text and the charter in force when it was published. Raises Refusal."""
    return plainly(fact, states, tables)
