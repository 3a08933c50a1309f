"""A meeting on a phone, form by form: notice, agenda, proxy, presence, the call, hands and minutes by two."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from web_place import Place, founded

from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import ProposalOpened

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
["mandate.bookkeeper"]
title = "Bookkeeper"
granted_by = "body.assembly"
records = ["flows.*"]
["procedure.charter"]
title = "Changing the charter"
body = "body.assembly"
method = "majority"
quorum = "1/2"
second_quorum = "1/5"
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


class Room:
    """The place, the clock on its wall, a browser for each, and the page of the meeting."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch
        self.clock("2026-09-01T09:00:00Z")
        self.place: Place = founded(folder, CHARTER, "worker", exercise=True)
        for name in ("Dee", "Eli"):
            self.place.admit(name, "worker", email=f"{name.lower()}@example.org")
        self.doors = {name: self.place.browser(name) for name in ("Ana", "Bo", "Cleo", "Dee")}
        proposal = OpenProposal(title="Bake on Mondays", text="We do.", procedure="procedure.charter")
        self.decision = self.place.do(proposal, by=self.place.members["Ana"]).fact(ProposalOpened).decision
        self.path = "meetings"

    def clock(self, moment: str) -> None:
        self.patch.setenv("AUZOLAN_CLOCK", moment)

    def read(self, name: str = "Ana", path: str = "") -> str:
        answer = self.doors[name].get(self.place.at(path or self.path))
        assert answer.status_code == 200
        return str(answer.content.decode())

    def send(self, name: str, **typed: Any) -> Any:
        client = self.doors[name]
        key = self.place.key(client, self.path)
        return client.post(self.place.at(self.path), {"key": key, **typed})

    def done(self, name: str, **typed: Any) -> str:
        answer = self.send(name, **typed)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer.headers["Location"])

    def refused(self, name: str, **typed: Any) -> str:
        before = self.place.office.now().seq
        answer = self.send(name, **typed)
        assert answer.status_code == 422
        assert self.place.office.now().seq == before
        return str(answer.content.decode())

    def called(self) -> None:
        ids = self.place.members
        to = self.done(
            "Ana", title="Autumn assembly", place="The bakery", procedure="procedure.charter", day="2026-09-20",
            hour="17:00", chair=ids["Ana"], secretary=ids["Bo"],
        )
        self.path = "meetings/" + to.rpartition("/")[2]
        self.done("Ana", do="agenda", decision=self.decision)

    def held(self) -> None:
        self.called()
        self.done("Cleo", do="proxy", to=self.place.members["Ana"])
        self.clock("2026-09-20T17:00:00Z")
        self.done("Bo", do="presence", came=[self.place.members["Ana"], self.place.members["Bo"]])
        self.done("Ana", do="call")

    def hands(self, yes: int, no: int) -> dict[str, Any]:
        return {"decision": self.decision, "hands yes": yes, "hands no": no, "hands abstain": ""}


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    made = Room(tmp_path, monkeypatch)
    yield made
    from django.core import mail

    mail.outbox = []
    made.place.node.close()


def test_a_meeting_goes_from_notice_to_signed_minutes_by_forms_alone(room: Room) -> None:
    room.held()
    assert "on the agenda of a meeting" in room.read("Dee", f"decisions/{room.decision}")
    assert "2 there, 1 represented, 3 needed" in room.read()
    room.done("Bo", do="count", **room.hands(2, 1))
    assert "Confirm the hands" not in room.read("Bo"), "whoever entered them is not asked to confirm them"
    assert "Confirm the hands" in room.read("Ana")
    room.done("Ana", do="confirm", **room.hands(2, 1))
    assert "carried" in room.read("Ana", f"decisions/{room.decision}").lower()
    room.done("Bo", do="close", remarks="Bread was eaten. <b>")
    minutes = room.read("Bo", f"{room.path}/minutes")
    assert "Hands: 2 yes, 1 no, 0 abstained." in minutes and "Bread was eaten." in minutes
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', room.read("Bo"))
    assert digest is not None
    for name in ("Ana", "Bo"):
        room.done(name, do="sign", digest=digest[1])
    assert "minutes signed" in room.read()
    file = room.doors["Ana"].get(room.place.at(f"{room.path}/minutes/text"))
    text = b"".join(file.streaming_content).decode()
    assert "- Hands: 2 yes, 1 no, 0 abstain" in text and "Bread was eaten" not in text
    kept = room.doors["Ana"].get(room.place.at(f"{room.path}/minutes/document"))
    assert "attachment" in kept.headers["Content-Disposition"]
    document = b"".join(kept.streaming_content).decode()
    assert "Hands: 2 yes, 1 no, 0 abstained." in document and "Bread was eaten. &lt;b&gt;" in document
    assert digest[1] in document and text.strip() in document.replace("&#x27;", "'"), "with the text that was signed"
    assert "not yet" not in document and document.count("20 September 2026") >= 4, "both signatures have their day"
    assert not re.search(r"<(script|link|img|a) |src=|url\(", document), "it asks for nothing from anywhere"
    assert "Autumn assembly" in room.read("Dee", "meetings")


def test_what_was_counted_stays_in_the_form_when_it_is_refused(room: Room) -> None:
    room.held()
    assert 'value="7"' in room.refused("Bo", do="count", **room.hands(7, 1))
    room.done("Bo", do="count", **room.hands(2, 1))
    assert "did not count the same" in (said := room.refused("Ana", do="confirm", **room.hands(1, 2)))
    assert re.search(r'name="hands no"[^>]*value="2"', said)


def test_whoever_does_not_lead_it_is_offered_only_their_proxy(room: Room) -> None:
    room.called()
    page = room.read("Dee")
    assert re.findall(r'name="do" value="(\w+)"', page) == ["proxy"]
    assert "mandate" in room.refused("Dee", do="close")


def test_a_proxy_on_paper_is_entered_with_its_picture(room: Room) -> None:
    room.called()
    ids = room.place.members
    assert "needs the paper" in room.refused("Bo", do="paper", giver=ids["Eli"], to=ids["Dee"])
    picture = SimpleUploadedFile("proxy.jpg", b"Dee speaks for me. Eli", "image/jpeg")
    room.done("Bo", do="paper", giver=ids["Eli"], to=ids["Dee"], paper=picture)
    entry = room.place.office.entry(room.place.office.now().seq - 1)
    assert entry.for_ == ids["Eli"] and len(entry.evidence) == 64


def test_too_many_hands_and_too_early_a_call_are_refused_in_a_sentence(room: Room) -> None:
    room.called()
    assert "Wait until then." in room.refused("Ana", do="call")
    room.clock("2026-09-20T17:00:00Z")
    room.done("Bo", do="presence", came=[room.place.members[name] for name in ("Ana", "Bo", "Dee")])
    room.done("Ana", do="call")
    assert "These are 4 hands, and 3 can be raised" in room.refused("Bo", do="count", **room.hands(3, 1))
    assert "no whole number" in room.refused("Bo", do="count", **room.hands(-1, 1))


def test_whoever_has_not_signed_in_and_whoever_asks_for_no_such_meeting_learn_nothing(room: Room) -> None:
    room.called()
    from django.test import Client

    assert Client().get(room.place.at(room.path)).status_code == 302
    assert room.doors["Ana"].get(room.place.at("meetings/gnone")).status_code == 404
    assert room.doors["Ana"].get(room.place.at(f"{room.path}/minutes")).status_code == 404, "it has not ended"
