"""The sources stay readable: sizes, words, and a core that knows no clock, no luck and no machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import tidy_repo as repo

FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 40
NOT_IN_THE_CORE = frozenset(
    {"django", "sqlite3", "psycopg", "duckdb", "socket", "random", "time", "secrets", "asyncio", "subprocess"}
)
CLOCK_WORDS = frozenset({"now", "today", "utcnow"})
# Written in two pieces, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
PLACES = re.compile(
    r"(?<![\w.])/(?:wo" r"rk|fa" r"rm)/(?:main|shared|farm|\.)|/ho" r"me/[a-z]|(?<!\w)/ro" r"ot/\.|bash_" r"jobs"
    r"|\.libr" r"ary/|pypi\.o" r"rg|pythonhos" r"ted|registry\.npm" r"js|deb\.debi" r"an\.org|/opt/py" r"pi"
)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(repo.tree(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(repo.tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


def test_a_file_fits_a_sitting() -> None:
    sizes = {repo.name(path): len(path.read_text().splitlines()) for path in repo.under(repo.SRC)}
    assert sizes
    assert {path: lines for path, lines in sizes.items() if lines > FILE_LINES_MAX} == {}


def test_a_function_fits_a_screen() -> None:
    long = {
        f"{repo.name(path)}:{one.lineno} {one.name}": lines
        for path in repo.under(repo.SRC)
        for one in functions(path)
        if (lines := (one.end_lineno or one.lineno) - one.lineno + 1) > FUNCTION_LINES_MAX
    }
    assert long == {}


def test_the_core_imports_no_clock_luck_network_database_or_web() -> None:
    found = [
        f"{repo.name(path)}:{line} imports {module}"
        for path in repo.core()
        for line, module in imports(path)
        if module.partition(".")[0] in NOT_IN_THE_CORE
    ]
    assert found == []


def test_the_core_never_asks_what_time_it_is() -> None:
    found = [
        f"{repo.name(path)}:{node.lineno} asks .{node.attr}"
        for path in repo.core()
        for node in ast.walk(repo.tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCK_WORDS
        and isinstance(node.value, (ast.Name, ast.Attribute))
        and getattr(node.value, "id", getattr(node.value, "attr", "")) in {"datetime", "date", "timezone", "dt"}
    ]
    assert found == []


def test_everything_public_in_the_core_says_what_it_is() -> None:
    silent = []
    for path in repo.core():
        for where, node in public(repo.tree(path)):
            if not ast.get_docstring(node):
                silent.append(f"{repo.name(path)}:{node.lineno} {where}{node.name}")
        if not ast.get_docstring(repo.tree(path)) and path.read_text().strip():
            silent.append(f"{repo.name(path)} has no opening sentence")
    assert silent == []


def public(module: ast.Module) -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef]]:
    """The public functions and classes of a file, and the public methods of its public classes."""
    for node in module.body:
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef)) or node.name.startswith("_"):
            continue
        yield "", node
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                    yield f"{node.name}.", inner


def test_an_assert_is_never_a_guard_in_the_sources() -> None:
    found = [
        f"{repo.name(path)}:{node.lineno}"
        for path in repo.under(repo.SRC)
        for node in ast.walk(repo.tree(path))
        if isinstance(node, ast.Assert)
    ]
    assert found == [], "python -O strips assert: refuse with an exception"


def test_nothing_is_left_unfinished() -> None:
    found = [f"{repo.name(path)}: {hit[0]}" for path, text in repo.texts() if (hit := UNFINISHED.search(text))]
    assert found == []


def test_no_file_names_a_place_on_somebody_s_machine_or_a_registry() -> None:
    found = [f"{repo.name(path)}: {hit[0]}" for path, text in repo.texts() if (hit := PLACES.search(text))]
    assert found == []


def test_the_pins_hold_hashes_and_no_address() -> None:
    pins = (repo.ROOT / "constraints.txt").read_text()
    assert "://" not in pins
    packages = re.findall(r"^[a-z0-9][\w.-]*(?:\[[^]]*\])?==\S+.*(?:\n    .*)*", pins, re.MULTILINE | re.IGNORECASE)
    assert packages
    assert [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_every_package_of_the_core_is_guarded_by_the_import_contracts() -> None:
    rules = (repo.ROOT / ".importlinter").read_text()
    rooms = {path.relative_to(repo.SRC).parts[0].removesuffix(".py") for path in repo.core()} - {"__init__"}
    assert rooms
    assert [room for room in sorted(rooms) if f"    auzolan.{room}\n" not in rules] == []


def test_every_folder_with_sources_is_a_package() -> None:
    folders = {path.parent for path in repo.under(repo.SRC)}
    assert folders
    assert sorted(repo.name(folder) for folder in folders if not (folder / "__init__.py").is_file()) == []
