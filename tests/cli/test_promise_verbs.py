"""The verbs agree, order and metric, as they are typed."""

from pathlib import Path

import pytest

from command_line import Terminal, co_op, worked


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


def test_an_agreement_is_made_signed_ordered_under_and_ended(terminal: Terminal) -> None:
    people = co_op(terminal)
    ane = people["Ane"]
    words = ("--price", "2.20 EUR", "--floor", "1.80 EUR", "--per", "1 h", "--amount", "300 h", "--until", "2027-12-31")
    made = terminal.ask("agree", ane, "baking", *words, "--says", "Canaryword on holidays")
    id = made["agreement"]
    (row,) = terminal.ask("table", "agreements")
    assert (row["agreed_price"], row["floor_price"], row["per"], row["amount"]) == ("2.20", "1.80", "1.00", "300.00")
    assert "Canaryword" not in str(row)
    assert "signed by both" in terminal.refused("order", "baking", "8 h", "--provider", ane, "--agreement", id)["why"]
    terminal.ask("agree", "--sign", id)
    terminal.ask("agree", "--sign", id, "--publish", "--as", ane)
    order = terminal.ask("order", "baking", "8 h", "--provider", ane, "--agreement", id, "--by", "2026-02-01")["order"]
    terminal.ask("order", "--delivered", order)
    (row,) = terminal.ask("table", "orders")
    assert (row["status"], row["amount"], row["wanted"]) == ("delivered", "8.00", "2026-02-01")
    terminal.ask("agree", "--end", id, "--until", "2026-06-30")
    (row,) = terminal.ask("table", "agreements")
    assert (row["ends"], row["ended"], row["published"]) == ("2026-06-30", True, True)
    assert terminal.type("agree")[0] == 2
    assert terminal.type("order", "baking")[0] == 2
    assert terminal.ask("verify")["holds"] is True


def test_a_metric_is_listed_shown_and_measured(terminal: Terminal) -> None:
    people = co_op(terminal)
    worked(terminal, people, "2026-01-05")
    (listed,) = terminal.ask("metric")
    assert (listed["metric"], listed["history"]) == ("metric.care", [])
    assert terminal.refused("metric", "care", "--publish", "2026-01")["why"] == "2026-01 is not over."
    terminal.at("2026-02-02T09:00:00Z")
    refused = terminal.refused("metric", "care", "--publish", "2026-01", "--as", people["Ane"])
    assert "does not hold it" in refused["why"]
    assert terminal.type("metric", "none")[0] == 2
    assert terminal.type("metric", "--publish", "2026-01")[0] == 2


def test_the_terminal_measures_where_its_mandate_says_so(terminal: Terminal) -> None:
    from auzolan.charter.preset import preset

    charter = preset("mondragon").replace('"flows.*"', '"flows.*", "metrics.metric_published"', 1)
    terminal.at("2026-01-05T09:00:00Z")
    terminal.ask("found", terminal.write("ours.toml", charter), "--exercise", "--name", "Errota")
    people = {name: terminal.ask("admit", "--class", "worker", "--name", name)["member"] for name in "ABCDEF"}
    for name in people:
        terminal.ask("hours", people[name], "10", "--date", "2026-01-05")
    terminal.at("2026-02-02T09:00:00Z")
    told = terminal.ask("metric", "care", "--publish", "2026-01")
    assert (told["value"], told["unit"]) == ("10", "h")
    one = terminal.ask("metric", "metric.care")
    assert [(past["period"], past["value"], past["denominator"]) for past in one["history"]] == [("2026-01", "10", "6")]
    status, said = terminal.type("metric", "care")
    assert status == 0
    assert said.startswith("How many hours there are for each of us in a month.")
