"""Minutes that say something else than what was written of the meeting: refused, and named by `verify`."""

from datetime import timedelta
from pathlib import Path

import pytest
from attack_core_house import Mill
from msgspec.structs import replace

from auzolan.governance.meeting_deciding import CallMeeting, CloseMeeting, NotePresence, OpenMeeting, SignMinutes
from auzolan.governance.meeting_facts import MeetingCalled, MeetingClosed, MinutesSigned
from auzolan.governance.meeting_minutes import drafted
from auzolan.governance.meeting_state import digest_of
from auzolan.organisation import around
from auzolan.values.instant import print_instant


class Hall(Mill):
    """The mill, and its assembly: Ane is in the chair, Bea keeps the minutes, and three of four came."""

    meeting: str

    def met(self) -> "Hall":
        self.begin()
        self.meeting = self.ask(CallMeeting(
            title="Assembly", place="The mill", procedure="procedure.ordinary",
            first_at=print_instant(self.at + timedelta(days=20)), chair="ane", secretary="bea",
        ), by="ane").fact(MeetingCalled).meeting
        self.wait(20)
        self.ask(NotePresence(meeting=self.meeting, came=("ane", "bea", "cai")), by="bea")
        self.ask(OpenMeeting(meeting=self.meeting), by="ane")
        return self

    def closing(self) -> MeetingClosed:
        """The end of it as the office would write it now."""
        org = self.office.now()
        near = around(org, self.entry(MeetingClosed(meeting=self.meeting, minutes="-")), self.office.fact)
        return MeetingClosed(meeting=self.meeting, minutes=drafted(org.states["governance"], self.meeting, near))

    def another(self, name: str) -> "Hall":
        made = self.copied(self.folder.with_name(name))
        made.__class__, made.meeting = Hall, self.meeting  # type: ignore[assignment,attr-defined]
        return made  # type: ignore[return-value]


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path / "hall").met()


def test_minutes_as_the_facts_draft_them_hold(hall: Hall) -> None:
    hall.forge(hall.closing(), by="bea")
    assert hall.verdict().holds, "what is forged below is forged in the minutes only"


@pytest.mark.parametrize(("said", "instead"), [
    ("3 present and 0 represented", "4 present and 0 represented"), ("ane, bea, cai", "ane, bea, dan"),
    ("Nothing was on the agenda.", "### 1. A loan\n\n- It carried: 3 yes. It has taken effect."),
    ("- Chair: ane", "- Chair: dan"), ("## Proxies\n\nNone.", "## Proxies\n\n- ane for dan"),
])
def test_minutes_that_say_anything_else_are_named_whatever_they_say(hall: Hall, said: str, instead: str) -> None:
    honest = hall.closing()
    assert said in honest.minutes
    altered = replace(honest, minutes=honest.minutes.replace(said, instead))
    hall.another("altered").named(altered, "minutes do not say what was written", by="bea")


def test_a_commitment_to_remarks_that_the_minutes_do_not_name_is_named(hall: Hall) -> None:
    hall.named(replace(hall.closing(), vault="ab" * 32), "minutes do not say what was written", by="bea")


def test_a_signature_under_another_text_is_named(hall: Hall) -> None:
    hall.ask(CloseMeeting(meeting=hall.meeting, remarks="We thanked the bakers."), by="bea")
    altered = digest_of(hall.office.fact(hall.office.now().seq - 1).minutes.replace("3 present", "4 present"))
    hall.named(MinutesSigned(meeting=hall.meeting, digest=altered), "not the text of the minutes", by="ane")


def test_minutes_altered_in_the_database_after_both_signed_are_named(hall: Hall) -> None:
    closed = hall.ask(CloseMeeting(meeting=hall.meeting), by="bea").seqs[0]
    for who in ("ane", "bea"):
        hall.ask(SignMinutes(meeting=hall.meeting), by=who)
    assert hall.verdict().holds
    hall.sql(f"UPDATE entries SET bytes = CAST(REPLACE(CAST(bytes AS TEXT), '3 present', '4 present') AS BLOB)"
             f" WHERE seq = {closed}")
    wrong = hall.wrong()
    assert (wrong.name, wrong.entry) == ("bytes", closed)
