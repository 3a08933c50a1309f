"""A co-op with an article on conduct: six workers, two of them on the council, and a clock that can be set."""

import sys
from pathlib import Path
from typing import Any

import pytest

from auzolan.conduct.decide import AgreeImprovement, BeHeard, DecideConduct, GiveNotice
from auzolan.conduct.facts import NoticeGiven
from auzolan.conduct.state import Case
from auzolan.members.decide import GrantMandate

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
from deciding_place import CoOp, co_op

STEPS = """
["conduct.steps"]
title = "When somebody breaks what was agreed"
decides = "body.social_council"
hears_appeal = "body.assembly"
hear_days = 7
improve_days = 30
appeal_days = 14
answer_days = 21
before_parting = true
"""
COUNCIL = ("Ana", "Bo")
NOTICED, HEARD, OVER = "2027-02-01T09:00:00Z", "2027-02-03T09:00:00Z", "2027-03-11T09:00:00Z"
UNTIL = "2027-03-10"
SAID = "Dee shouts at newcomers in the mill"


def conducting(folder: Path, patch: pytest.MonkeyPatch, more: str = STEPS) -> CoOp:
    """On the first of February; Ana and Bo sit in the council that decides."""
    place = co_op(folder, patch, more)
    for who in COUNCIL:
        place.do(GrantMandate(mandate="body.social_council", member=place.members[who]))
    place.clock(NOTICED)
    return place


def does(place: CoOp, who: str, request: Any) -> Any:
    return place.do(request, by=place.members[who])


def noticed(place: CoOp, by: str = "Cleo", about: str = "Dee", words: str = SAID) -> str:
    asked = GiveNotice(about=place.members[about], words=words)
    return str(does(place, by, asked).fact(NoticeGiven).case)


def case_of(place: CoOp, id: str) -> Case:
    return place.office.now().states["conduct"].cases[id]


def improving(place: CoOp) -> str:
    """Noticed, heard, and with time to improve until the tenth of March; Eli helps."""
    id = noticed(place)
    place.clock(HEARD)
    does(place, "Dee", BeHeard(case=id, words="I was tired."))
    does(place, "Ana", AgreeImprovement(case=id, until=UNTIL, helper=place.members["Eli"], words="Each week a talk."))
    return id


def decided(place: CoOp, outcome: str = "warned") -> str:
    """The time to improve went by, and the council decided."""
    id = improving(place)
    place.clock(OVER)
    does(place, "Ana", DecideConduct(case=id, outcome=outcome, words="It went on."))
    return id
