"""The whole way by command line: from founding to a decision that binds, and back from a figure to why."""

import json
from pathlib import Path

import pytest

from auzolan.charter.preset import preset
from command_line import Terminal, co_op, set_aside, worked


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


def by_hours_only() -> str:
    """The surplus rule of the preset, by hours alone, as a proposal."""
    whole = preset("mondragon")
    start = whole.index('["rule.surplus"]')
    text = whole[start : whole.index('["limit.pay_ratio"]')]
    assert 'by = "hours * index"' in text
    return (
        '[proposal]\ntitle = "Share by hours, no longer by index"\n'
        'text = """The index counts in our pay already.\n[This line is not a header.]"""\n\n'
        + text.replace('by = "hours * index"', 'by = "hours"').replace("by hours times index", "by hours")
    )


def leaves(figure: dict) -> list[dict]:
    return [figure] if not figure["because"] else [leaf for part in figure["because"] for leaf in leaves(part)]


def test_from_founding_to_why_and_back_to_the_decision(terminal: Terminal) -> None:
    people = co_op(terminal)
    ane, dani = people["Ane"], people["Dani"]
    terminal.at("2027-01-08T09:00:00Z")
    worked(terminal, people, "2026-12-31")
    set_aside(terminal, "100000.00 EUR", "2026", "2026-12-31")

    # The first run: a tenth for education, 45 % in common, the rest by hours times index.
    first = terminal.ask("run", "rule.surplus", "--period", "2026")
    amounts = {one["to"]: one["amount"] for one in first["portions"]}
    assert (first["version"], first["amount"], len(amounts)) == (1, "100000.00", 8)
    assert (amounts["Liabilities:EducationFund"], amounts["Equity:Collective:Legal"]) == ("10000.00", "45000.00")
    # 1700 of 11596.425 hours times index, of 45000.00
    assert amounts[f"Equity:Capital:{ane}:2026"] == "6596.86"
    assert sum(int(one.replace(".", "")) for one in amounts.values()) == 10_000_000
    before = terminal.ask("why", first["run"], f"Equity:Capital:{ane}:2026")
    assert (before["figure"]["value"], before["version"], before["decision"]) == ("6596.86", 1, "")
    assert {leaf["label"]: leaf["value"] for leaf in leaves(before["figure"])}["hours"] == "1700"

    # A proposal, with what it would change for the one who looks.
    text = terminal.write("by-hours.toml", by_hours_only())
    seen = terminal.ask("preview", text, "--period", "2026", "--as", dani)
    assert seen["total"] == {"now": "100000.00", "then": "100000.00", "change": "0.00"}
    own = [one for one in seen["portions"] if one["member"]]
    assert own == [{
        "to": f"Equity:Capital:{dani}:2026", "member": dani, "now": "3182.99", "then": "4106.95", "change": "923.96",
    }]
    assert seen["withheld"] == 5
    assert terminal.refused("propose", text)["why"] == "Only a member can propose."
    decision = terminal.ask("propose", text, "--as", dani)["decision"]
    for name, option in (("Ane", "yes"), ("Beñat", "no"), ("Carmen", "yes"), ("Dani", "yes")):
        terminal.ask("cast", decision, option, "--as", people[name], "--reason", "For good reasons")
    assert terminal.ask("decisions", "--open")[0]["answered"] == 4
    terminal.ask("cast", decision, "yes", "--as", people["Fatou"])
    closed = terminal.ask("close", decision, "--as", ane)
    assert closed["status"] == "carried"
    assert closed["says"].startswith("It carried: 4 yes, 1 no; one of 6 did not answer.")

    # The next period is shared by the new version, and why leads to the decision.
    terminal.at("2027-07-20T09:00:00Z")
    worked(terminal, people, "2027-06-30")
    set_aside(terminal, "50000.00 EUR", "2027", "2027-06-30")
    refused = terminal.refused("run", "rule.surplus", "--period", "2026")
    assert "was already run for 2026" in refused["why"]
    second = terminal.ask("run", "rule.surplus", "--period", "2027-Q2")
    to = f"Equity:Capital:{dani}:2027"
    portions = {one["to"]: one["amount"] for one in second["portions"]}
    # 820.25 of 8987.50 hours, of 22500.00
    assert (second["version"], portions[to]) == (2, "2053.48")
    told = terminal.ask("why", second["run"], to)
    assert (told["figure"]["value"], told["version"], told["decision"]) == ("2053.48", 2, decision)
    assert told["adopted"]["counts"] == {"yes": 4, "no": 1, "abstain": 0}
    assert terminal.ask("why", first["run"], f"Equity:Capital:{ane}:2026") == before
    status, spoken = terminal.type("why", second["run"], to)
    assert status == 0
    assert "4 yes, 1 no, 0 abstain; 5 of 6 answered." in spoken

    # One line is contested by whom it is for: it waits, the rest is posted.
    contest = terminal.ask(
        "contest", str(told["entry"]), "--to", to, "--reason", "Two weeks are missing", "--as", dani
    )["contest"]
    assert contest
    assert "can be contested until 2027-08-03" in terminal.refused("settle", second["run"])["why"]
    terminal.at("2027-08-04T09:00:00Z")
    terminal.ask("settle", first["run"])
    terminal.ask("settle", second["run"])
    held = terminal.ask("balances", "--account", "Equity")["accounts"]
    assert to not in held
    assert held["Equity:Surplus:2027"] == {"EUR": "-2053.48"}
    assert held[f"Equity:Capital:{ane}:2026"] == {"EUR": "-6596.86"}
    for run in (first, second):
        assert terminal.ask("replay", run["run"]) == {"output_hash": run["output_hash"], "equal": True}

    # Everything holds, here and on another machine, with the same root.
    verdict = terminal.ask("verify")
    assert verdict["holds"] is True
    bundle = str(terminal.folder / "errota.zip")
    assert terminal.ask("export", "bundle", bundle) == {"path": bundle, "entries": verdict["entries"]}
    other = terminal.elsewhere("other")
    assert other.ask("verify", bundle)["root"] == verdict["root"]
    taken = other.ask("import", "bundle", bundle)
    assert (taken["entries"], taken["root"]) == (verdict["entries"], verdict["root"])
    again = other.ask("verify")
    assert (again["holds"], again["root"]) == (True, verdict["root"])
    assert other.ask("why", second["run"], to) == told


def test_a_change_of_the_charter_waits_for_its_cooling_off(terminal: Terminal) -> None:
    people = co_op(terminal)
    whole = preset("mondragon")
    start = whole.index('["limit.pay_ratio"]')
    text = whole[start : whole.index('["publication.books"]')].replace("<= 9 *", "<= 6 *").replace("nine", "six")
    decision = terminal.ask("propose", terminal.write("ratio.toml", text), "--as", people["Ane"])["decision"]
    for name in ("Ane", "Beñat", "Carmen", "Dani"):
        terminal.ask("cast", decision, "yes", "--as", people[name])
    assert terminal.refused("close", decision)["why"]
    terminal.at("2026-01-19T09:00:01Z")
    terminal.ask("close", decision)
    (row,) = terminal.ask("decisions")
    assert (row["status"], row["effect_status"], row["effect_from"]) == ("carried", "waiting", "2026-01-26T09:00:01Z")
    assert row["says"].endswith("It takes effect on 2026-01-26.")

    def text_in_force(name: str) -> str:
        out = terminal.folder / name
        terminal.ask("export", "charter", str(out))
        return out.read_text("utf-8")

    assert "max(index) <= 9 * min(index)" in text_in_force("before.toml")
    terminal.at("2026-01-26T10:00:00Z")
    terminal.ask("hours", people["Ane"], "8.00")  # whatever is written first brings about what is due
    assert "max(index) <= 6 * min(index)" in text_in_force("after.toml")
    assert terminal.ask("decisions")[0]["effect_status"] == "done"
    assert terminal.ask("verify")["holds"] is True


def test_what_was_exported_and_changed_does_not_hold(terminal: Terminal) -> None:
    people = co_op(terminal)
    terminal.ask("hours", people["Ane"], "8.00", "--date", "2026-01-05")
    folder = terminal.folder / "out"
    terminal.ask("export", "bundle", str(folder))
    assert terminal.ask("verify", str(folder))["holds"] is True
    journal = folder / "journal.jsonl"
    lines = journal.read_text("utf-8").splitlines(keepends=True)
    assert '"amount":"8.00"' in lines[-1]
    journal.write_text("".join([*lines[:-1], lines[-1].replace('"amount":"8.00"', '"amount":"9.00"')]), "utf-8")
    status, out = terminal.type("verify", str(folder), "--json")
    assert status == 1
    verdict = json.loads(out)
    assert verdict["holds"] is False
    assert verdict["checks"][0]["holds"] is False
