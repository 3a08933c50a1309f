"""What came of a talk, as one member may see it: whole figures, nobody's answers, fast enough for thousands."""

import time
from typing import Any

from immutables import Map

from auzolan.deliberation.state import Statement, Talk
from auzolan.demo.talks import ANSWERS, SAID, WORDS
from auzolan.views.talk_map import results
from auzolan.views.talks import _asks, needed, sees_results
from auzolan.web.answering import plain


def talk(answers: dict[str, dict[str, str]], statements: int, **more: Any) -> Talk:
    """A talk with statements s0, s1 ... and who answered what."""
    voted = {f"s{n}": sum(f"s{n}" in one for one in answers.values()) for n in range(statements)}
    made = {id: Statement(by="m", seq=n, vault="", answered=voted[id]) for n, id in enumerate(voted)}
    return Talk(
        by="m", body="body.all", opened="2026-10-01", closes="2026-10-31", vault="", seq=0, statements=Map(made),
        votes=Map({who: Map(one) for who, one in answers.items()}), **more,
    )


def camps(people: int, statements: int, small: int = 0) -> dict[str, dict[str, str]]:
    """Two groups, of the second `small` if given; everybody strays on one statement of their own."""
    second = small or people // 2
    made = {}
    for number in range(people):
        side = number >= people - second
        votes = {f"s{n}": "agree" if (n % 2 == 0) != side else "disagree" for n in range(statements - 1)}
        votes[f"s{number % (statements - 1)}"] = "pass"
        made[f"m{number}"] = votes | {f"s{statements - 1}": "agree"}
    return made


def floats(value: Any) -> bool:
    if isinstance(value, dict | list):
        return any(floats(one) for one in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, float)


def test_figures_are_whole_and_name_nobody() -> None:
    found = plain(results(talk(camps(14, 8), 8), "m3"))
    assert not floats(found) and not any(f"'m{n}'" in str(found) for n in range(14))
    assert sum(group["own"] for group in found["map"]["groups"]) == 1


def test_whoever_answered_nothing_has_no_place() -> None:
    found = results(talk(camps(14, 8), 8), "")
    assert found.map is not None and found.map.x is None and not any(one.own for one in found.map.groups)


def test_eight_people_make_a_map_and_seven_do_not() -> None:
    seven, eight = (results(talk(camps(n, 8, small=2), 8), "m0") for n in (7, 8))
    assert (seven.map, seven.why) == (None, "few") and eight.map is not None
    apart = results(talk(camps(8, 8), 8), "m0")
    assert (apart.map, apart.why) == (None, "small"), "two groups of four: nobody is shown"


def test_no_difference_of_what_is_shown_tells_the_answers_of_few() -> None:
    answers = camps(14, 8)
    for who in ("m0", "m1", "m2"):
        del answers[who]["s7"]  # four of the first group answered it
    found = results(talk(answers, 8), "m3")
    assert found.map is not None
    told = {one.number: {sums.statement for sums in one.sums} for one in found.map.groups}
    assert all("s7" not in one and "s0" in one for one in told.values())
    assert "s7" not in {one.statement for one in found.map.unites}, "too few of one group answered it"


def test_what_does_not_stand_moves_nobody() -> None:
    whole = talk(camps(14, 9), 9)
    gone = Statement(by="m", seq=0, vault="", status="taken out", answered=14)
    without = results(talk({who: {id: vote for id, vote in one.items() if id != "s0"}
                            for who, one in camps(14, 9).items()}, 9), "m0")
    fewer = Talk(**{name: getattr(whole, name) for name in whole.__struct_fields__}
                 | {"statements": whole.statements.set("s0", gone)})
    found = results(fewer, "m0")
    assert found.map is not None and without.map is not None
    assert [(one.size, one.x, one.y) for one in found.map.groups] == [
        (one.size, one.x, one.y) for one in without.map.groups
    ]
    assert "s0" not in {one.statement for one in found.sums}


def test_a_talk_in_which_nothing_was_said_or_answered_has_no_map() -> None:
    for empty in (talk({}, 0), talk({}, 3), talk({"m1": {}}, 3)):
        found = results(empty, "m1")
        assert (found.people, found.map) == (0, None) and not any(one.shown for one in found.sums)


def test_results_wait_for_five_answers_or_all() -> None:
    open_ = talk({"m1": {"s0": "pass", "s1": "agree", "gone": "agree"}}, 3)
    assert needed(open_) == 3 and not sees_results(open_, "m1", "2026-10-02")
    assert sees_results(talk({"m1": {f"s{n}": "pass" for n in range(5)}}, 9), "m1", "2026-10-02")
    assert not sees_results(talk({"m1": {f"s{n}": "pass" for n in range(4)}}, 9), "m1", "2026-10-31")
    assert sees_results(open_, "m2", "2026-11-01") and not sees_results(talk({}, 0), "m1", "2026-11-01")


def test_each_is_asked_in_an_order_of_their_own_until_nothing_is_left() -> None:
    one = talk({}, 12)
    firsts = {_asks(one, f"m{n}", {}, "") for n in range(60)}
    assert len(firsts) > 6
    assert _asks(one, "m1", dict.fromkeys(one.standing, "pass"), "") == ""
    assert _asks(one, "m1", dict.fromkeys(one.standing, "pass"), "s3") == "s3"


def test_two_thousand_people_are_reckoned_while_one_waits_and_kept_for_the_next() -> None:
    large = talk(camps(2_000, 30), 30)
    begun = time.perf_counter()
    first = results(large, "m0")
    took = time.perf_counter() - begun
    again = time.perf_counter()
    second = results(large, "m1")
    assert time.perf_counter() - again < took and took < 10
    assert first.map is not None and second.map is not None
    assert [one.size for one in first.map.groups] == [1_000, 1_000] == [one.size for one in second.map.groups]


def test_the_talk_of_the_demo_has_two_groups_that_stand_and_something_that_unites_them() -> None:
    answers = {who: {f"s{n}": WORDS[one] for n, one in enumerate(given) if one in WORDS}
               for who, given in ANSWERS.items()}
    found = results(talk(answers, len(SAID)), "ane").map
    assert found is not None and [(one.size, one.shown) for one in found.groups] == [(8, True), (7, True)]
    assert found.alike is not None and found.alike >= 75 and len(found.unites) == 5 and len(found.divides) == 6
