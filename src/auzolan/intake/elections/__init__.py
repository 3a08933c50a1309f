"""Files of ballots: one format a file, found by looking into this folder."""

import importlib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType, ModuleType
from typing import Any

from auzolan.charter.kinds import modules_in
from auzolan.governance.tally import Election
from auzolan.values.finding import Finding
from auzolan.values.refusal import Refusal


def formats() -> Mapping[str, ModuleType]:
    """Every format by its name, with the module that reads it."""
    return _formats(tuple(importlib.import_module(__name__).__path__))


@lru_cache(maxsize=8)
def _formats(folders: tuple[str, ...]) -> Mapping[str, ModuleType]:
    modules = (importlib.import_module(name) for name in modules_in(__name__))
    return MappingProxyType({module.name: module for module in modules})


def format_of(name: str) -> ModuleType:
    """The format that a file's name says by its ending, such as ".pb".

    Raises Refusal with the endings there are.
    """
    for module in formats().values():
        if name.lower().endswith(tuple(module.ENDINGS)):
            return module
    endings = ", ".join(sorted({ending for module in formats().values() for ending in module.ENDINGS}))
    raise Refusal(
        what="The ballots were not read", where=name[-80:], why="By its ending it is no file of ballots that we know.",
        next=f"Give it the ending of its format: {endings}.",
    )


def read_election(content: bytes, name: str) -> tuple[Election, Mapping[str, Any], list[Finding]]:
    """The election in a file, what else the file says, and everything that is wrong with it.

    content: the file; name: what it is called, whose ending says the format. Where there is a finding the election is
    empty. Raises Refusal for an ending that nobody knows.
    """
    election, meta, findings = format_of(name).read(content, name)
    return election, meta, findings
