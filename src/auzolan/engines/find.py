"""Which engines there are: every file of this folder that has a `name` and can `recompute` a published run."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from auzolan import engines
from auzolan.rules.facts import RunPublished
from auzolan.rules.running import Computed, Tables


class Engine(Protocol):
    """The file of an engine."""

    @property
    def name(self) -> str:
        """As `--engine` takes it."""

    @property
    def summary(self) -> str:
        """What it is for, in one line."""

    def recompute(self, fact: RunPublished, states: Mapping[str, Any], tables: Tables) -> Computed:
        """A published run again. states: of every area; tables: as of the run's position. Raises Refusal."""


@lru_cache(maxsize=1)
def find() -> Mapping[str, Engine]:
    """Every engine by its name."""
    modules = [import_module(f"{engines.__name__}.{one.name}") for one in iter_modules(engines.__path__)]
    known = [cast(Engine, module) for module in modules if hasattr(module, "recompute") and hasattr(module, "name")]
    return {engine.name: engine for engine in known}
