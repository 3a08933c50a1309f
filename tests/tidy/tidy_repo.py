"""What the tidy tests look at: the files of the project, and which packages are the pure core."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "auzolan"
SHELL = frozenset({"engines", "verify", "node", "demo", "web", "cli"})  # may know the clock, the network and a database
TEXT = (".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".sh", ".yml", ".json", ".svg", ".po", ".csv", "")


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project: what git keeps, and what it would keep if asked now."""
    asked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if asked.returncode == 0:
        names = [ROOT / name for name in asked.stdout.decode().split("\0") if name]
    else:  # a copy without its history
        names = [path for path in ROOT.rglob("*") if not any(part.startswith(".venv") for part in path.parts)]
    return tuple(sorted(path for path in names if path.is_file() and "__pycache__" not in path.parts))


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file with its text."""
    for path in files():
        if path.suffix in TEXT and path.name != "LICENSE":
            yield path, path.read_text(encoding="utf-8", errors="replace")


def under(folder: Path, suffix: str = ".py") -> tuple[Path, ...]:
    """The project's files in a folder."""
    return tuple(path for path in files() if path.suffix == suffix and path.is_relative_to(folder))


@cache
def tree(path: Path) -> ast.Module:
    """A source file, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def is_core(path: Path) -> bool:
    """Whether a source file belongs to the pure core."""
    return path.is_relative_to(SRC) and path.relative_to(SRC).parts[0] not in SHELL


def core() -> tuple[Path, ...]:
    """The source files of the pure core."""
    return tuple(path for path in under(SRC) if is_core(path))


def name(path: Path) -> str:
    """A file as people write it."""
    return path.relative_to(ROOT).as_posix()
