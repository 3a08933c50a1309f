"""Runs the scripts in bench/ and keeps what each says about this machine in docs/benchmarks.md, a section a script.

A script prints its figures to stdout as plain lines, its progress to stderr, and leaves with 0 when its goal is met.
Names on the command line choose scripts: `python tools/benchmarks.py append verify`.
"""

import ast
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
OPENING = """# Benchmarks

What the hot paths take, each beside a peer in the same run. `make bench` measures again and writes this page;
`make bench ONLY=append` measures one. Figures hold for the machine named above them and for no other.
"""


def scripts(names: list[str]) -> list[Path]:
    """The scripts of these names, or all. Raises SystemExit for a name that is none."""
    every = {path.stem: path for path in sorted((ROOT / "bench").glob("*.py")) if not path.name.startswith("_")}
    if unknown := [name for name in names if name not in every]:
        raise SystemExit(f"no such bench: {', '.join(unknown)}; there are {', '.join(every)}")
    return [every[name] for name in names or every]


def machine() -> str:
    """The machine in one line: processor, cores, memory, Python."""
    cpuinfo = Path("/proc/cpuinfo")
    models = re.findall(r"^model name\s*: (.+)$", cpuinfo.read_text(), re.MULTILINE) if cpuinfo.exists() else []
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{(models or [platform.machine()])[0]}, {cores} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def section(script: Path, said: str) -> str:
    """The section of one script, between marks by which it is found again."""
    opening = (ast.get_docstring(ast.parse(script.read_text())) or "").strip().split("\n\n")[0].replace("\n", " ")
    head = f"<!-- {script.stem} -->\n## {script.stem}\n\n{opening}\n\nMeasured on {machine()}.\n\n"
    return f"{head}```text\n{said.strip()}\n```\n<!-- /{script.stem} -->\n"


def kept(page: str, script: Path, text: str) -> str:
    """The page with the section of this script put in or put anew."""
    mark = re.compile(rf"<!-- {script.stem} -->\n.*?<!-- /{script.stem} -->\n", re.DOTALL)
    if mark.search(page):
        return mark.sub(lambda _: text, page)
    return f"{page.rstrip()}\n\n{text}"


def interpreter(script: Path) -> str:
    """The Python that runs it: where its docstring names the environment of the peers, that one."""
    peers = ROOT / ".peers" / "bin" / "python"
    if ".peers/bin/python" not in (ast.get_docstring(ast.parse(script.read_text())) or ""):
        return sys.executable
    if not peers.exists():
        raise SystemExit(f"{script.stem} needs the environment of the peers: make test-peers makes it")
    return str(peers)


def main(names: list[str]) -> int:
    """Run them one after the other; 1 when one of them missed its goal."""
    missed = []
    for script in scripts(names):
        print(f"--- {script.stem}", file=sys.stderr, flush=True)
        ran = subprocess.run([interpreter(script), script], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
        print(ran.stdout, flush=True)
        if ran.returncode:
            missed.append(script.stem)
        if ran.stdout.strip():
            page = PAGE.read_text() if PAGE.exists() else OPENING
            PAGE.write_text(kept(page, script, section(script, ran.stdout)))
    if missed:
        print(f"missed their goal or failed: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
