"""The page of benchmarks keeps one section a script, written anew where it stands."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import tidy_repo as repo


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The tool, looking at a project in a temporary folder."""
    spec = importlib.util.spec_from_file_location("benchmarks", repo.ROOT / "tools" / "benchmarks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "PAGE", tmp_path / "docs" / "benchmarks.md")
    (tmp_path / "docs").mkdir()
    (tmp_path / "bench").mkdir()
    return module


def bench(folder: Path, name: str, says: str, leaves: int = 0) -> None:
    text = f'"""What {name} takes.\n\nMore."""\nprint("{says}")\nraise SystemExit({leaves})\n'
    (folder / "bench" / f"{name}.py").write_text(text)


def test_measuring_one_again_leaves_the_others_as_they_were(tool: ModuleType, tmp_path: Path) -> None:
    bench(tmp_path, "append", "4.5 s")
    bench(tmp_path, "verify", "60 s")
    assert tool.main([]) == 0
    bench(tmp_path, "append", "4.1 s")
    assert tool.main(["append"]) == 0
    page = tool.PAGE.read_text()
    assert "4.1 s" in page
    assert "4.5 s" not in page
    assert page.index("What append takes.") < page.index("4.1 s") < page.index("## verify") < page.index("60 s")


def test_a_goal_that_is_missed_is_written_down_and_told(tool: ModuleType, tmp_path: Path) -> None:
    bench(tmp_path, "append", "0.1x", leaves=1)
    assert tool.main([]) == 1
    assert "0.1x" in tool.PAGE.read_text()


def test_a_bench_that_is_not_there_is_named(tool: ModuleType, tmp_path: Path) -> None:
    bench(tmp_path, "append", "1 s")
    with pytest.raises(SystemExit, match="no such bench: swim; there are append"):
        tool.main(["swim"])
