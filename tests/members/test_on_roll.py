"""Asked of one member, the answer is the same as on the whole roll, in every body and class of every preset."""

import pytest
from immutables import Map

from auzolan.charter.charter import Charter, charter_of
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.charter.preset import preset
from auzolan.members.body import on_roll, roll
from auzolan.members.state import Grant, Member, State
from auzolan.values.refusal import Refusal

DAY = "2026-06-15"
PRESETS = ("mondragon", "loomio", "csa", "equal_exchange", "fairbnb", "federation")


def of_preset(name: str) -> Charter:
    articles, findings = load(preset(name), Kinds.find())
    assert findings == []
    return charter_of(articles)


def people(charter: Charter) -> State:
    """Of each class one who belongs, one who left, one who comes later and one whose rights rest; seats are held."""
    members = {}
    for article in charter.of_kind("class"):
        for name, more in (
            ("here", {}), ("left", {"left": "2026-06-01"}), ("resting", {"rests_from": "2026-06-01", "rests": DAY}),
            ("resting until lately", {"rests_from": "2026-06-01", "rests": "2026-06-14"}),
        ):
            members[f"{article.id} {name}"] = Member(class_=article.id, joined="2026-01-01", **more)
        members[f"{article.id} later"] = Member(class_=article.id, joined="2026-07-01")
    held = {
        body.id: tuple(
            Grant(member=one, since="2026-01-01", until=until, seq=number)
            for number, (one, until) in enumerate(zip(sorted(members), ("", "2026-03-01", "2026-12-31"), strict=False))
        ) for body in charter.of_kind("body") if charter.value(body.id).seats
    }
    return State(members=Map(members), mandates=Map(held))


@pytest.mark.parametrize("name", PRESETS)
def test_one_member_and_the_whole_roll_say_the_same(name: str) -> None:
    charter = of_preset(name)
    state = people(charter)
    bodies = [one.id for kind in ("body", "class") for one in charter.of_kind(kind)]
    assert bodies
    seen = set()
    for body in bodies:
        whole = roll(state, charter, body, DAY)
        for member in (*state.members, "nobody"):
            asked = on_roll(state, charter, body, member, DAY)
            assert asked == (member in whole), (body, member)
            seen.add(asked)
    assert seen == {True, False}


def test_a_body_that_is_not_there_is_refused_alike() -> None:
    charter = of_preset("loomio")
    with pytest.raises(Refusal, match="no body of that name"):
        on_roll(people(charter), charter, "body.none", "nobody", DAY)
