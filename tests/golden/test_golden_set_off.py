"""Published networks of debts through the command: the most that can be cleared, the same edges in any order."""

import csv
import json
import random
from pathlib import Path

import pytest

from command_line import Terminal

NETWORKS = ("hourglass.problem", "mtcs-micro.csv", "small.problem", "triangle.problem")


def debts(folder: Path, name: str) -> list[tuple[str, str, str]]:
    path = folder / "set-off" / name
    if not path.is_file():
        pytest.skip(f"the published network is absent: {name}")
    text = path.read_text("utf-8")
    if name.endswith(".csv"):
        return [(row["debtor"], row["creditor"], row["amount"]) for row in csv.DictReader(text.splitlines())]
    return [(one, other, amount) for one, other, amount in (line.split() for line in text.splitlines())]


@pytest.mark.parametrize("name", NETWORKS)
def test_a_published_network_is_cleared_to_its_optimum_in_any_order_of_its_rows(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    expected = json.loads((data_dir / "set-off" / "expected.json").read_text("utf-8"))[name]
    rows, terminal = debts(data_dir, name), Terminal(folder=tmp_path, patch=monkeypatch)
    luck, found = random.Random(name), set()
    for _ in range(6):
        text = "debtor,creditor,amount\n" + "".join(",".join(row) + "\n" for row in rows)
        said = terminal.ask("set-off", terminal.write("debts.csv", text))
        assert int(said["cleared_total"]) == expected["max_cleared"]
        found.add(json.dumps(said["edges"]))
        luck.shuffle(rows)
    assert len(found) == 1
