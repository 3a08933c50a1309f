"""A general assembly from a terminal: its notice, its second call, hands counted by two, minutes signed by two."""

from pathlib import Path

import pytest

from command_line import Terminal

NAMES = ("Ane", "Beñat", "Carmen", "Dani", "Edurne", "Fatou")
CHARTER = """
["purpose"]
says = "To bake bread for the valley."
["class.worker"]
title = "Workers"
["body.assembly"]
title = "General assembly"
classes = ["class.worker"]
["mandate.terminal"]
title = "Terminal"
records = ["members.*"]
terminal = true
["procedure.charter"]
title = "Changing the charter"
body = "body.assembly"
method = "majority"
quorum = "2/3"
second_quorum = "1/3"
vote_days = 30
notice_days = 10
second_call_minutes = 30
proxies_max = 1
hands = true
deadlock = "A third call decides."
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-31
"""


class Assembly:
    """The co-op of six, one open proposal, and a meeting that will decide it."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        terminal.at("2026-03-02T09:00:00Z")
        terminal.ask("found", terminal.write("ours.toml", CHARTER), "--exercise", "--name", "Errota")
        self.ids = {name: terminal.ask("admit", "--class", "worker", "--name", name)["member"] for name in NAMES}
        text = '[proposal]\ntitle = "Mondays"\ntext = "We bake on Mondays."\nprocedure = "procedure.charter"\n'
        self.decision = terminal.ask("propose", terminal.write("mondays.toml", text), "--as", self.ids["Ane"])[
            "decision"]
        self.meeting = ""

    def notice(self, day: str = "2026-03-20") -> str:
        return (
            f'[notice]\ntitle = "Spring assembly"\nplace = "The bakery"\nprocedure = "procedure.charter"\n'
            f'first_call = {day}T18:00:00+01:00\nchair = "{self.ids["Ane"]}"\nsecretary = "{self.ids["Dani"]}"\n'
            f'agenda = ["{self.decision}"]\n'
        )

    def call(self) -> str:
        self.meeting = self.said(self.notice(), new=True)["meeting"]
        return self.meeting

    def file(self, text: str, *, new: bool = False) -> str:
        for name, id in self.ids.items():
            text = text.replace(f"<{name}>", id)
        text = text.replace("<decision>", self.decision)
        return self.terminal.write("step.toml", text if new else f'meeting = "{self.meeting}"\n{text}')

    def said(self, text: str, by: str = "Ane", *, new: bool = False):  # type: ignore[no-untyped-def]
        return self.terminal.ask("meeting", self.file(text, new=new), "--as", self.ids[by])

    def refused(self, text: str, by: str = "Ane", *, new: bool = False) -> str:
        before = self.entries()
        refusal = self.terminal.refused("meeting", self.file(text, new=new), "--as", self.ids[by])
        assert self.entries() == before, "nothing is written"
        return refusal["why"]

    def entries(self) -> int:
        return int(self.terminal.ask("verify")["entries"])

    def table(self, name: str) -> list[dict[str, object]]:
        return list(self.terminal.ask("table", name))

    def held(self) -> None:
        """Held at the second call with three there and one represented."""
        self.call()
        self.terminal.write("scan.pdf", "I let Ane speak for me. Fatou")
        self.said('[[proxy]]\nfrom = "<Fatou>"\nto = "<Ane>"\npaper = "scan.pdf"\n', by="Dani")
        self.terminal.at("2026-03-20T17:00:00Z")
        self.said('[presence]\ncame = ["<Ane>"]\n[call]\n')
        self.terminal.at("2026-03-20T17:30:00Z")
        self.said('[presence]\ncame = ["<Beñat>", "<Carmen>"]\n[call]\n')


@pytest.fixture
def assembly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Assembly:
    return Assembly(Terminal(folder=tmp_path, patch=monkeypatch))


COUNTED = '[[hands]]\nby = "<Ane>"\ndecision = "<decision>"\ncounts = {yes = 3, no = 1, abstain = 0}\n'
CONFIRMED = COUNTED.replace("hands", "confirm").replace("<Ane>", "<Beñat>")


def test_a_meeting_from_its_notice_to_its_signed_minutes(assembly: Assembly) -> None:
    assembly.held()
    assert [row["status"] for row in assembly.table("meetings")] == ["held"]
    done = assembly.said(COUNTED + CONFIRMED)
    assert len(done["entries"]) == 4, "two counts, the closing and its effect"
    decided = assembly.terminal.ask("decisions")[0]
    assert decided["status"] == "carried"
    assembly.said('[close]\nremarks = "Bread was eaten."\n', by="Dani")
    assembly.said('[[sign]]\nby = "<Ane>"\n[[sign]]\nby = "<Dani>"\n')
    assert [row["status"] for row in assembly.table("meetings")] == ["signed"]
    assert {(row["option"], row["hands"]) for row in assembly.table("hands")} == {("yes", 3), ("no", 1), ("abstain", 0)}
    assert len(assembly.table("presences")) == 3 and len(assembly.table("minutes_signed")) == 2
    assert assembly.terminal.ask("verify")["holds"] is True
    again = assembly.terminal.ask("rebuild")
    assert again is not None and assembly.terminal.ask("verify")["holds"] is True


def test_a_meeting_is_called_in_time_and_no_call_is_made_before_its_hour(assembly: Assembly) -> None:
    assert "10 days' notice" in assembly.refused(assembly.notice("2026-03-10"), new=True)
    assembly.call()
    assert "2026-03-20T17:00:00Z" in assembly.refused("[call]\n")
    assembly.terminal.at("2026-03-20T17:00:00Z")
    assembly.said('[presence]\ncame = ["<Ane>"]\n[call]\n')
    assert "2026-03-20T17:30:00Z" in assembly.refused("[call]\n"), "the second call waits for its hour too"


def test_what_was_not_announced_in_time_is_not_decided_there(assembly: Assembly) -> None:
    assembly.call()
    assembly.terminal.at("2026-03-15T09:00:00Z")
    text = '[proposal]\ntitle = "Fridays"\ntext = "And on Fridays."\nprocedure = "procedure.charter"\n'
    late = assembly.terminal.ask("propose", assembly.terminal.write("late.toml", text), "--as", assembly.ids["Ane"])
    why = assembly.refused(f'[agenda]\ndecisions = ["<decision>", "{late["decision"]}"]\n')
    assert "10 days' notice" in why


def test_a_proxy_is_for_somebody_else_and_nobody_holds_too_many(assembly: Assembly) -> None:
    assembly.call()
    paper = 'paper = "scan.pdf"\n'
    assembly.terminal.write("scan.pdf", "paper")
    assert "their own proxy" in assembly.refused('[proxy]\nto = "<Fatou>"\n', by="Fatou")
    assembly.said('[proxy]\nto = "<Carmen>"\n', by="Fatou")
    why = assembly.refused(f'[proxy]\nfrom = "<Edurne>"\nto = "<Carmen>"\n{paper}', by="Dani")
    assert why.startswith("One person holds at most 1 proxies")
    assert "needs the paper" in assembly.refused('[proxy]\nfrom = "<Edurne>"\nto = "<Beñat>"\n', by="Dani")
    assert "enter it themselves" in assembly.refused(f'[proxy]\nfrom = "<Edurne>"\nto = "<Dani>"\n{paper}', by="Dani")
    assembly.said('[proxy]\nto = ""\n', by="Fatou")
    assembly.said(f'[proxy]\nfrom = "<Edurne>"\nto = "<Carmen>"\n{paper}', by="Dani")


def test_there_are_no_more_hands_than_people_in_the_room(assembly: Assembly) -> None:
    assembly.held()
    assert "5 hands, and 4 can be raised" in assembly.refused(COUNTED.replace("yes = 3", "yes = 4"))
    assembly.terminal.ask("cast", assembly.decision, "no", "--as", assembly.ids["Carmen"])
    assert "4 hands, and 3 can be raised" in assembly.refused(COUNTED), "nobody counts twice"


def test_hands_are_confirmed_by_another_who_counted_the_same(assembly: Assembly) -> None:
    assembly.held()
    assembly.said(COUNTED)
    assert "does not confirm" in assembly.refused(CONFIRMED.replace("<Beñat>", "<Ane>"))
    other = CONFIRMED.replace("yes = 3, no = 1", "yes = 2, no = 2")
    assert "did not count the same" in assembly.refused(other)
    assert "mandate" in assembly.refused(CONFIRMED.replace("<Beñat>", "<Edurne>")), "she is not there"
    assert "waits for the second person" in assembly.refused("[close]\n")
    assembly.said(CONFIRMED)


def test_minutes_are_signed_by_chair_and_secretary_and_by_nobody_else(assembly: Assembly) -> None:
    assembly.held()
    assert "is held" in assembly.refused("[sign]\n")
    assembly.said("[close]\n", by="Dani")
    assert "chair and the secretary" in assembly.refused("[sign]\n", by="Beñat")
    assert "not the text" in assembly.refused(f'[sign]\nminutes = "{"0" * 64}"\n')
    assembly.said("[sign]\n")
    assert "signed them already" in assembly.refused("[sign]\n")


def test_whoever_comes_speaks_for_themselves(assembly: Assembly) -> None:
    assembly.held()
    assembly.said('[presence]\ncame = ["<Fatou>"]\n')
    assert assembly.table("proxies") == []
    assert "5 hands, and 4" in assembly.refused(COUNTED.replace("yes = 3", "yes = 4")), "there she is no second time"


@pytest.mark.parametrize("text", [
    "", "[presents]\ncame = []\n", '[presence]\ncame = "all"\n', "[[hands]]\ncounts = {yes = -1}\n", "meeting = 3\n",
    '[proxy]\npaper = "nowhere.pdf"\nto = "x"\n', "[notice\n", "[notice]\nfirst_call = 2026-03-20T18:00:00\n",
])
def test_a_file_that_cannot_be_read_does_nothing(assembly: Assembly, text: str) -> None:
    assembly.call()
    before = assembly.entries()
    status, _out = assembly.terminal.type("meeting", assembly.file(text, new="[notice" in text or "3" in text))
    assert status == 2
    assert assembly.entries() == before
