"""Real participatory budgets: what was computed before is computed again, and what cities decided."""

import json
from pathlib import Path
from typing import Any

import pytest

from auzolan.governance.methods import equal_shares, greedy
from auzolan.governance.tally import RANKING, SCORES, Election, Tally, TieLaw
from auzolan.intake.elections import read_election

UTILITY = {"additive_points": "points"}
BY_SCORE = {SCORES: "points", RANKING: "places"}
WIELICZKA = "Poland_Wieliczka_2023_Green_Budget.pb"


@pytest.fixture(scope="module")
def folder(data_dir: Path) -> Path:
    found = data_dir / "participatory-budgeting"
    if not (found / "expected.json").is_file():
        pytest.skip("the real participatory budgets are absent")
    return found


@pytest.fixture(scope="module")
def expected(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return found


def read(folder: Path, name: str) -> Election:
    election, _, findings = read_election((folder / name).read_bytes(), name)
    assert not findings
    return election


def counted(election: Election, way: str, **more: str) -> Tally:
    """By the name that a result has in the table."""
    law = TieLaw(order=tuple(sorted(election.options)))
    if way.startswith("plain_by_score"):
        skip = "true" if way.endswith("skip") else "false"
        utility = BY_SCORE.get(election.shape, "cardinality")
        return greedy.tally(election, {"per": "option", "utility": utility, "skip": skip}, law)
    rule, _, satisfaction = way.partition("/")
    utility = UTILITY.get(satisfaction, satisfaction)
    if rule == "greedy":
        return greedy.tally(election, {"utility": utility}, law)
    completion = "add1" if rule == "mes_add1" else "none"
    return equal_shares.tally(election, {"utility": utility, "completion": completion, **more}, law)


def test_every_outcome_that_was_computed_before_comes_out_again(folder: Path, expected: dict[str, Any]) -> None:
    checked = 0
    for name, known in expected.items():
        election = read(folder, name)
        assert (len(election.options), election.voters) == (known["projects"], known["votes"])
        for way, winners in known["computed"].items():
            if winners is not None:
                assert sorted(counted(election, way).winners) == sorted(winners), (name, way)
                checked += 1
    assert checked >= 60


def test_the_kernel_tells_the_same_rounds_on_real_ballots(folder: Path, expected: dict[str, Any]) -> None:
    for name, known in expected.items():
        election = read(folder, name)
        for way, winners in known["computed"].items():
            if way.startswith("mes/") and winners is not None:
                assert counted(election, way, fast="true") == counted(election, way, fast="false"), (name, way)


def test_assen_decided_by_equal_shares_what_we_count(folder: Path, expected: dict[str, Any]) -> None:
    name = "Netherlands_Assen_2024.pb"
    found = counted(read(folder, name), "mes_add1/cost")
    assert sorted(found.winners) == sorted(expected[name]["official_selected"])
    assert found.rounds[0].measures["raised"] == found.rounds[0].measures["share"] + 843


def test_wieliczka_decided_by_its_statute_what_we_count(folder: Path, expected: dict[str, Any]) -> None:
    election = read(folder, WIELICZKA)
    found = counted(election, "mes_add1/cost", until="overspends", compare="voters")
    assert sorted(found.winners) == sorted(expected[WIELICZKA]["official_selected"])
    assert sum(election.costs[one] for one in found.winners) == 995_079
    assert found.rounds[-1].measures["equal_shares"] > found.rounds[-1].measures["greedy"]


def test_gdynia_funds_in_order_of_votes_until_one_does_not_fit(folder: Path, expected: dict[str, Any]) -> None:
    for size in ("small", "large"):
        name = f"Poland_Gdynia_2020_Babie_Doly__{size}.pb"
        election = read(folder, name)
        found = greedy.tally(election, {"skip": "false", "floor": "50"}, TieLaw(order=tuple(sorted(election.options))))
        assert sorted(found.winners) == sorted(expected[name]["official_selected"])
