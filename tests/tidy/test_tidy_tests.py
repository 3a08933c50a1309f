"""The tests themselves: each has a name of its own, and each would notice something."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import tidy_repo as repo

TESTS = repo.ROOT / "tests"
Function = ast.FunctionDef | ast.AsyncFunctionDef
NOTICES = frozenset({"raises", "fail", "warns"})  # pytest's own ways to fail


def called(node: ast.AST) -> set[str]:
    """The last word of everything called inside."""
    names = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return {name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "") for name in names}


def asserts(node: ast.AST) -> bool:
    if any(isinstance(one, ast.Assert) for one in ast.walk(node)):
        return True
    # What is named check_... or verify_... raises when something does not hold.
    return any(name in NOTICES or name.startswith(("check_", "verify_")) for name in called(node))


def functions(path: Path) -> list[Function]:
    return [one for one in ast.walk(repo.tree(path)) if isinstance(one, Function)]


@cache
def noticing() -> frozenset[str]:
    """Names of the tests' own helpers and fixtures that assert something, themselves or through another helper."""
    every = (one for path in repo.under(TESTS) for one in functions(path))
    helpers = {one.name: one for one in every if not one.name.startswith("test_")}
    found = {name for name, one in helpers.items() if asserts(one)}
    while more := {name for name, one in helpers.items() if name not in found and called(one) & found}:
        found |= more
    return frozenset(found)


def test_no_two_test_files_share_a_name() -> None:
    names = Counter(path.name for path in repo.under(TESTS) if path.name != "conftest.py")
    assert [name for name, times in names.items() if times > 1] == []


def test_every_test_asserts_something() -> None:
    idle = [
        f"{repo.name(path)}:{one.lineno} {one.name}"
        for path in repo.under(TESTS)
        for one in functions(path)
        if one.name.startswith("test_") and not asserts(one) and not called(one) & noticing()
    ]
    assert idle == []


def test_no_test_folder_is_a_package() -> None:
    assert [repo.name(path) for path in repo.under(TESTS) if path.name == "__init__.py"] == []
