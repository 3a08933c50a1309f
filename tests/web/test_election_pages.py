"""Elections on the pages: announced, named, answered, on the ballot, in the seat; and what nobody may do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from deciding_place import CoOp, co_op

from auzolan.node.waking import wake


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    coop = co_op(tmp_path, monkeypatch)
    yield coop
    coop.node.close()


def called(coop: CoOp, who: str = "Ana", **changed: str) -> str:
    form = {"title": "The social council", "call": "body.social_council procedure.election", "days": "10",
            "which": "", "text": "Three seats."} | changed
    answer = coop.browser(who).post(coop.at("elections"), form)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"]).rpartition("/")[2]


def does(coop: CoOp, who: str, election: str, do: str, **typed: str) -> Any:
    return coop.browser(who).post(coop.at(f"elections/{election}"), {"do": do, **typed})


def page(coop: CoOp, who: str, path: str) -> str:
    answer = coop.browser(who).get(coop.at(path))
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


def test_from_the_announcement_to_the_seats(place: CoOp) -> None:
    election = called(place)
    for who, words in (("Bo", "I keep the books."), ("Cleo", ""), ("Eli", "Evening shift.")):
        assert does(place, who, election, "stand", statement=words).status_code == 302
    assert does(place, "Ana", election, "name", member=place.members["Dee"]).status_code == 302
    assert "You were named: say whether you stand for The social council" in page(place, "Dee", "")
    assert "You are asked to stand" in page(place, "Dee", f"elections/{election}")
    assert does(place, "Dee", election, "stand", declares="My sister bakes for us.").status_code == 302
    assert does(place, "Eli", election, "decline").status_code == 302
    text = page(place, "Fay", f"elections/{election}")
    assert "I keep the books." in text and "My sister bakes for us." in text and "no longer does" in text
    place.clock("2027-01-19T09:00:00Z")
    wake(place.office)
    decision = place.view(f"elections/{election}")["decision"]
    ids = place.members
    for who in ("Ana", "Fay", "Eli"):
        form = {"do": "cast", f"o-{ids['Bo']}": "1", f"o-{ids['Dee']}": "2", f"o-{ids['Cleo']}": "3"}
        assert place.browser(who).post(place.at(f"decisions/{decision}"), form).status_code == 302
    place.clock("2027-02-03T09:00:00Z")
    wake(place.office)
    assert {one["member"] for one in place.view(f"elections/{election}")["candidates"] if one["elected"]} == {
        ids["Bo"], ids["Cleo"], ids["Dee"],
    }
    (council,) = place.view("elections")["bodies"]
    assert {(one["member"], one["until"]) for one in council["sitting"]} == {
        (ids[who], "2029-02-02") for who in ("Bo", "Cleo", "Dee")
    }
    assert "elected" in page(place, "Ana", f"elections/{election}")
    assert "The social council" in page(place, "Ana", "elections")
    assert place.browser("Ana").get(place.at("elections.csv")).status_code == 200


@pytest.mark.parametrize(("form", "why"), [
    ({"days": "soon"}, "This is no whole number of days"), ({"days": "0"}, "Candidates can be named for some days"),
    ({"call": "body.assembly procedure.election"}, "no body body.assembly with seats"),
    ({"call": "body.social_council procedure.ordinary"}, "nobody is chosen among several"),
    ({"title": ""}, "It is one line of at most 200 letters"), ({"which": "some"}, "Say one of"),
])
def test_an_announcement_that_cannot_be_is_refused_and_what_was_typed_stays(
    place: CoOp, form: dict[str, str], why: str
) -> None:
    typed = {"title": "The council", "call": "body.social_council procedure.election", "days": "10", "which": "",
             "text": "Typed and kept."} | form
    answer = place.browser("Ana").post(place.at("elections"), typed)
    assert answer.status_code == 422 and why in answer.content.decode().replace("&#x27;", "'")
    assert "Typed and kept." in answer.content.decode()


def test_what_somebody_else_may_not_do_is_refused(place: CoOp) -> None:
    election = called(place)
    does(place, "Bo", election, "stand")
    refused = {
        "take it back": does(place, "Bo", election, "drop"), "support": does(place, "Cleo", election, "support",
                                                                             member=place.members["Bo"]),
        "answer unasked": does(place, "Eli", election, "decline"), "nothing": does(place, "Eli", election, "dance"),
        "a stranger": does(place, "Eli", election, "name", member="m0000000000000000"),
    }
    assert {what: answer.status_code for what, answer in refused.items()} == dict.fromkeys(refused, 422)
    assert place.browser("").get(place.at("elections")).status_code == 302, "outsiders are asked to sign in"
    assert place.browser("Ana").get(place.at("elections/enone")).status_code == 404
    assert does(place, "Ana", election, "drop").status_code == 302


def test_words_that_were_erased_are_told_to_be_gone(place: CoOp) -> None:
    election = called(place)
    does(place, "Bo", election, "stand", statement="I keep the books.")
    place.office.keeping.erase_person(place.office.org, place.members["Bo"])
    text = page(place, "Ana", f"elections/{election}")
    assert "was erased" in text and "I keep the books." not in text
