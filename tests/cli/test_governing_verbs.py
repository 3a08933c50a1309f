"""Supporting, withdrawing and vetoing from a terminal, taking a run back, and replaying a run from an export alone."""

from pathlib import Path

import pytest

from auzolan.charter.preset import preset
from command_line import Terminal, set_aside

NAMES = ("Ane", "Beñat", "Carmen")


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


@pytest.fixture
def people(terminal: Terminal) -> dict[str, str]:
    """A co-op of three, in which a proposal needs two supporters and the assembly can veto for a week."""
    terms = 'support = 2\nveto = "class.worker"\ncooling_off_days = 7\n'
    text = preset("mondragon").replace('title = "Ordinary decisions"\n', f'title = "Ordinary decisions"\n{terms}')
    terminal.at("2026-01-05T09:00:00Z")
    terminal.ask("found", terminal.write("ours.toml", text), "--exercise", "--name", "Errota")
    return {name: terminal.ask("admit", "--class", "worker", "--name", name)["member"] for name in NAMES}


def proposed(terminal: Terminal, member: str) -> str:
    file = terminal.write("text.toml", '[proposal]\ntitle = "We meet on Mondays"\ntext = "At nine."\n')
    return str(terminal.ask("propose", file, "--as", member)["decision"])


def status(terminal: Terminal, decision: str) -> str:
    return str(next(row["status"] for row in terminal.ask("decisions") if row["decision"] == decision))


def test_a_proposal_is_put_to_the_body_once_enough_support_it(terminal: Terminal, people: dict[str, str]) -> None:
    decision = proposed(terminal, people["Ane"])
    assert "more must support it" in terminal.refused("cast", decision, "yes", "--as", people["Ane"])["why"]
    first = terminal.ask("support", decision, "--as", people["Beñat"])
    second = terminal.ask("support", decision, "--as", people["Carmen"])
    assert (first["missing"], second["missing"], len(second["entries"])) == (1, 0, 1)
    assert terminal.ask("cast", decision, "yes", "--as", people["Ane"])["entries"]
    assert terminal.refused("support", "nothing", "--as", people["Ane"])["why"] == "There is no such decision."


def test_only_who_proposed_withdraws_and_only_before_an_answer(terminal: Terminal, people: dict[str, str]) -> None:
    decision = proposed(terminal, people["Ane"])
    assert "Only who proposed it" in terminal.refused("withdraw", decision, "--as", people["Beñat"])["why"]
    assert terminal.ask("withdraw", decision, "--as", people["Ane"])["decision"] == decision
    assert status(terminal, decision) == "withdrawn"
    other = proposed(terminal, people["Ane"])
    for name in ("Beñat", "Carmen"):
        terminal.ask("support", other, "--as", people[name])
    terminal.ask("cast", other, "yes", "--as", people["Beñat"])
    assert "has answered already" in terminal.refused("withdraw", other, "--as", people["Ane"])["why"]


def test_a_carried_decision_is_vetoed_with_reasons_before_it_takes_effect(
    terminal: Terminal, people: dict[str, str]
) -> None:
    decision = proposed(terminal, people["Ane"])
    for name in ("Beñat", "Carmen"):
        terminal.ask("support", decision, "--as", people[name])
    early = terminal.refused("veto", decision, "--reason", "Too early.", "--as", people["Carmen"])
    assert "has not taken effect yet" in early["why"]
    for name in NAMES:
        terminal.ask("cast", decision, "yes", "--as", people[name])
    terminal.ask("close", decision, "--as", people["Ane"])
    assert terminal.type("veto", decision, "--as", people["Carmen"])[0] == 2
    assert terminal.ask("veto", decision, "--reason", "Nobody can.", "--as", people["Carmen"])["entries"]
    (row,) = terminal.ask("decisions")
    assert "It was vetoed" in row["says"]
    assert terminal.ask("verify")["holds"]


@pytest.fixture
def run(terminal: Terminal, people: dict[str, str]) -> str:
    """A run over three members' hours."""
    terminal.at("2027-01-08T09:00:00Z")
    for name in NAMES:
        terminal.ask("hours", people[name], "1600.00", "--date", "2026-12-31")
        terminal.ask("hours", people[name], "1.20", "--contribution", "index", "--date", "2026-12-31")
    set_aside(terminal, "1000.00 EUR", "2026", "2026-12-31")
    return str(terminal.ask("run", "rule.surplus", "--period", "2026")["run"])


def test_a_run_is_taken_back_and_another_published(terminal: Terminal, run: str) -> None:
    assert terminal.ask("void", run)["run"] == run
    assert [row["status"] for row in terminal.ask("runs")] == ["void"]
    assert terminal.ask("run", "rule.surplus", "--period", "2026")["run"] != run
    assert terminal.type("void", run, "--json")[0] == 1
    assert terminal.refused("void", "nothing")["why"]


def test_a_run_is_replayed_from_an_export_without_a_node(terminal: Terminal, run: str) -> None:
    bundle = str(terminal.folder / "out.zip")
    terminal.ask("export", "bundle", bundle)
    here = terminal.ask("replay", run)
    elsewhere = terminal.elsewhere("nowhere")
    assert elsewhere.ask("replay", run, "--bundle", bundle) == here
    assert here["equal"]
    assert not (terminal.folder / "nowhere").exists()
    assert elsewhere.refused("replay", "nothing", "--bundle", bundle)["why"] == "There is no such run."
    assert elsewhere.type("replay", run, "--bundle", str(terminal.folder / "absent"))[0] == 2


def test_what_was_withheld_from_an_export_is_counted(terminal: Terminal, run: str) -> None:
    counts = {}
    for option in ("--with-people", "--without-words"):
        out = str(terminal.folder / f"out{option}.zip")
        terminal.ask("export", "bundle", out, option)
        verdict = terminal.ask("verify", out)
        counts[option] = verdict["withheld"]
        assert verdict["holds"]
    # Three names, and why the surplus was set aside.
    assert counts == {"--with-people": 0, "--without-words": 4}


def amending(terminal: Terminal) -> dict[str, str]:
    title = 'title = "Ordinary decisions"\n'
    text = preset("mondragon").replace(title, f"{title}amendment_days = 3\n")
    terminal.at("2026-01-05T09:00:00Z")
    terminal.ask("found", terminal.write("ours.toml", text), "--exercise", "--name", "Errota")
    return {name: terminal.ask("admit", "--class", "worker", "--name", name)["member"] for name in NAMES}


def test_the_words_are_changed_before_the_ballot_and_nothing_else(terminal: Terminal) -> None:
    people = amending(terminal)
    file = terminal.write("text.toml", (
        '[proposal]\ntitle = "We meet on Mondays"\nsummary = "We meet once a week."\ntext = "At nine."\n'
    ))
    decision = terminal.ask("propose", file, "--as", people["Ane"])["decision"]
    later = terminal.write("later.toml", '[proposal]\ntext = "At ten."\n')
    done = terminal.ask("amend", decision, later, "--suggested-by", people["Carmen"], "--as", people["Ane"])
    assert done["decision"] == decision
    again = terminal.refused("amend", decision, later, "--as", people["Ane"])
    assert again["why"] == "Nothing would be different.", "title and summary stayed as they were"
    assert "Only who proposed it" in terminal.refused("amend", decision, later, "--as", people["Beñat"])["why"]
    for other in ('effect = "spend"', 'procedure = "procedure.charter"', "seats = 2", 'run = "r1"'):
        path = terminal.write("other.toml", f'[proposal]\n{other}\n')
        refusal = terminal.refused("amend", decision, path, "--as", people["Ane"])
        assert (refusal["where"], "words alone can be changed" in refusal["why"]) == (other.split()[0], True)
    terminal.at("2026-01-08T09:00:00Z")
    assert "What is voted on stays" in terminal.refused("amend", decision, file, "--as", people["Ane"])["next"]
    assert terminal.refused("amend", "nothing", file, "--as", people["Ane"])["why"] == "There is no such decision."


def test_a_ballot_on_paper_counts_once_two_have_read_it(terminal: Terminal) -> None:
    people = amending(terminal)
    for name in ("Beñat", "Carmen"):
        terminal.ask("mandate", "mandate.papers", people[name])
    file = terminal.write("text.toml", '[proposal]\ntitle = "We meet on Mondays"\ntext = "At nine."\n')
    decision = terminal.ask("propose", file, "--as", people["Ane"])["decision"]
    terminal.at("2026-01-08T09:00:00Z")
    on_paper = ("cast", decision, "yes", "--for", people["Ane"], "--paper", "No. 4, in the red folder")
    assert terminal.ask(*on_paper, "--as", people["Beñat"])["counts"] is False
    assert terminal.ask("table", "ballots") == []
    other = ("cast", decision, "yes", "--for", people["Carmen"], "--paper", "No. 5")
    assert "reader of papers may record it" in terminal.refused(*other, "--as", people["Ane"])["why"].lower()
    assert terminal.ask(*on_paper, "--as", people["Carmen"])["counts"] is True
    (row,) = terminal.ask("table", "ballots")
    assert (row["member"], row["option"]) == (people["Ane"], "yes")


def test_an_objection_from_a_terminal_says_what_it_rests_on(terminal: Terminal) -> None:
    plain = preset("mondragon").partition('["procedure.ordinary"]')
    consenting = plain[2].replace('method = "majority"', 'method = "consent"', 1)
    terminal.at("2026-01-05T09:00:00Z")
    terminal.ask("found", terminal.write("ours.toml", plain[0] + plain[1] + consenting), "--exercise", "--name", "E")
    member = terminal.ask("admit", "--class", "worker", "--name", "Ane")["member"]
    file = terminal.write("text.toml", '[proposal]\ntitle = "We meet on Mondays"\ntext = "At nine."\n')
    decision = terminal.ask("propose", file, "--as", member)["decision"]
    objects = ("cast", decision, "object", "--reason", "The bus comes at ten", "--as", member)
    assert "says what it rests on" in terminal.refused(*objects)["why"]
    terminal.ask(*objects, "--criterion", "people")
    (row,) = terminal.ask("table", "ballots")
    assert (row["option"], row["criterion"]) == ("object", "people")
