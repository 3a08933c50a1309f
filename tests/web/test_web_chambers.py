"""A decision of several chambers on its page: the roll of each, what it said, and why it carried there or not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web_place import Place, founded

from auzolan.governance.decide import CastBallot, CloseDecision, OpenProposal
from auzolan.governance.facts import ProposalOpened

CHARTER = """
["purpose"]
says = "To bake bread for the valley."
["class.worker"]
title = "Workers"
["class.grower"]
title = "Growers"
["body.assembly"]
title = "General assembly"
classes = ["class.worker", "class.grower"]
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
quorum = "1/3"
vote_days = 7
deadlock = "A third call decides."
benefits = "body.assembly"
bears_cost = "body.assembly"
decides = "body.assembly"
review = 2028-01-31
[["procedure.charter".chambers]]
body = "class.worker"
title = "Those who bake"WEIGHT
[["procedure.charter".chambers]]
body = "class.grower"WEIGHT
"""


class Mill:
    """Three workers and two growers, each with a browser, and a proposal."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, weight: str = "", hidden: str = "") -> None:
        patch.setenv("AUZOLAN_CLOCK", "2026-09-01T09:00:00Z")
        charter = CHARTER.replace("WEIGHT", weight).replace("vote_days = 7", f"vote_days = 7\n{hidden}")
        self.place: Place = founded(folder, charter, "worker", exercise=True)
        for name in ("Gil", "Gena"):
            self.place.admit(name, "grower", email=f"{name.lower()}@example.org", known_as=name)
        self.door = self.place.browser("Ana")
        asked = OpenProposal(title="Bake on Mondays", text="We do.", procedure="procedure.charter")
        self.decision = self.place.do(asked, by=self.place.members["Ana"]).fact(ProposalOpened).decision

    def answers(self, **said: str) -> None:
        for who, option in said.items():
            self.place.do(CastBallot(decision=self.decision, option=option), by=self.place.members[who])

    def chambers(self) -> list[str]:
        """What a person reads under each chamber."""
        page = self.door.get(self.place.at(f"decisions/{self.decision}")).content.decode()
        parts = re.findall(r'<section class="chamber">(.*?)</section>', page, flags=re.DOTALL)
        return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", one)).strip() for one in parts]

    def close(self, patch: pytest.MonkeyPatch) -> None:
        patch.setenv("AUZOLAN_CLOCK", "2026-09-09T09:00:00Z")
        self.place.do(CloseDecision(decision=self.decision), by=self.place.members["Ana"])


@pytest.fixture
def made() -> Iterator[list[Mill]]:
    mills: list[Mill] = []
    yield mills
    from django.core import mail

    mail.outbox = []
    for one in mills:
        one.place.node.close()


def test_each_chamber_has_its_roll_its_count_and_why(made: Any, tmp_path: Path, monkeypatch: Any) -> None:
    made.append(mill := Mill(tmp_path, monkeypatch))
    mill.answers(Ana="yes", Bo="yes", Gil="no")
    bakers, growers = mill.chambers()
    assert bakers.startswith("Those who bake") and "2 of 3 on its roll answered" in bakers
    assert "Its quorum is 1; 2 count for it. As it stands it carries here." in bakers
    assert growers.startswith("Growers"), "a chamber without a title has the name of its body"
    assert "As it stands it does not carry here." in growers and "Gena not yet" in growers and "Gil no" in growers
    mill.close(monkeypatch)
    bakers, growers = mill.chambers()
    assert "It carried here." in bakers and "yes 2 no 0 abstained 0" in bakers and bakers.count("did not answer") == 1
    assert "It did not carry here: yes needed more than 50 % of the ballots cast." in growers
    page = mill.door.get(mill.place.at(f"decisions/{mill.decision}")).content.decode()
    assert "every chamber is as it was when it was closed" in page


def test_chambers_that_weigh_say_what_they_weigh_and_decide_nothing_alone(
    made: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    made.append(mill := Mill(tmp_path, monkeypatch, weight="\nweight = 40"))
    mill.answers(Ana="yes", Gil="no")
    for one in mill.chambers():
        assert "Together they weigh 40." in one and "carr" not in one


def test_a_hidden_vote_tells_nothing_of_any_chamber_before_its_close(
    made: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    made.append(mill := Mill(tmp_path, monkeypatch, hidden="hidden = true"))
    mill.answers(Bo="yes", Gil="no")
    bakers, growers = mill.chambers()
    assert "3 people are on its roll." in bakers and "2 people are on its roll." in growers
    assert not re.search(r"carr|answer|\byes|\bno\b|not yet", bakers + growers)


def test_where_one_body_decides_nothing_is_said_of_chambers(made: Any, tmp_path: Path, monkeypatch: Any) -> None:
    patched = re.sub(r'\[\["procedure.charter".chambers\]\]\nbody = "class.\w+"\n?(title = ".*")?', "", CHARTER)
    monkeypatch.setitem(globals(), "CHARTER", patched)
    made.append(mill := Mill(tmp_path, monkeypatch))
    assert mill.chambers() == []
