"""Several chambers decide together: each carries by itself, or their ballots weigh 40, 40 and 20."""

from fractions import Fraction

import pytest
from house_of_decisions import House, procedure

from auzolan.governance.ballot import Ballot
from auzolan.governance.chambers import count, weighed
from auzolan.governance.terms import Chamber, Terms
from auzolan.values.refusal import Refusal

CLOSES = "2026-03-08T09:00:00Z"
BODIES = "".join(
    f'["class.{name}"]\ntitle = "{name.title()}"\n'
    f'["body.{name}"]\ntitle = "{name.title()}s"\nclasses = ["class.{name}"]\n'
    for name in ("worker2", "grower", "club")
)


def chambers(weights: tuple[int, ...] = (), **more: str) -> str:
    said = []
    for number, body in enumerate(("assembly", "grower", "club")):
        weight = f"weight = {weights[number]}\n" if weights else ""
        said.append(f'[["procedure.ordinary".chambers]]\nbody = "body.{body}"\ntitle = "{body.title()}"\n{weight}')
    head, _, tail = procedure("ordinary", "").partition("\n")
    return BODIES + f"{head}\n{tail}\n" + "".join(said)


def house(weights: tuple[int, ...] = ()) -> House:
    """Five workers, three growers, two clubs."""
    it = House(chambers(weights), 5)
    for class_, names in {"grower": "gena gil gorka", "club": "kide kova"}.items():
        for name in names.split():
            it.admit(name, f"class.{class_}")
    return it


def test_every_chamber_must_carry_by_itself() -> None:
    it = house()
    id = it.propose()
    assert it.tables["rolls"][(id, "gena")]["chamber"] == "body.grower"
    it.answers(id, yes="anna bilal carmen dario edurne gena gil gorka", no="kide kova")
    closed = it.close(id, CLOSES)[0]
    assert not closed.carried, "eight of ten said yes, and the clubs did not"
    assert [(one.option, one.heads) for one in closed.counts][:2] == [("yes", 8), ("no", 2)]


def test_it_carries_when_each_does() -> None:
    it = house()
    id = it.propose()
    it.answers(id, yes="anna bilal carmen gena gil kide kova", no="dario edurne gorka")
    assert it.close(id, CLOSES)[0].carried


def test_ballots_weigh_what_their_chamber_weighs() -> None:
    it = house((40, 40, 20))
    id = it.propose()
    # workers 5 of 5 yes: 40; growers 1 of 3 yes: 13 1/3; clubs nobody: 40 + 13.33 of 80 that answered
    it.answers(id, yes="anna bilal carmen dario edurne gena", no="gil gorka")
    closed = it.close(id, CLOSES)[0]
    assert closed.carried
    yes, no, _ = closed.counts
    assert Fraction(yes.weight, yes.weight + no.weight) == (40 + Fraction(40, 3)) / 80


def test_one_ballot_in_a_small_chamber_weighs_as_much_as_the_chamber() -> None:
    roll = dict.fromkeys(("a", "b", "c", "g", "k"), 1)
    of = {"a": "w", "b": "w", "c": "w", "g": "g", "k": "k"}
    terms = Terms(procedure="p", title="P", body="w", propose="w", chambers=(
        Chamber(body="w", title="W", weight=40), Chamber(body="g", title="G", weight=40),
        Chamber(body="k", title="K", weight=20),
    ))
    ballots = {one: Ballot(option="yes" if one in "gk" else "no") for one in "abgk"}
    weights = weighed(ballots, roll, of, terms)
    assert weights["a"] + weights["b"] == weights["g"] == 2 * weights["k"]
    assert count(ballots, roll, of, terms).carried, "60 of 100"


@pytest.mark.parametrize(("weights", "says"), [((40, 40, 0), "Some have a weight and some have none")])
def test_chambers_that_do_not_fit_are_refused(weights: tuple[int, ...], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        house(weights)


SWING = procedure("ordinary", "swing_days = 2\nextension_days = 3\nearly_close = false")


def test_a_late_turn_keeps_it_open_once() -> None:
    it = House(SWING, 7)
    id = it.propose()
    it.answers(id, yes="anna bilal", no="carmen")
    it.at = "2026-03-07T09:00:00Z"
    it.cast(id, "dario", "no")
    assert it.decision(id).closes_at == "2026-03-11T09:00:00Z", "it carried before, and now it is level"
    it.at = "2026-03-10T09:00:00Z"
    it.cast(id, "edurne", "yes")
    assert it.decision(id).closes_at == "2026-03-11T09:00:00Z", "once is enough"
    assert it.close(id, "2026-03-11T09:00:00Z")[0].carried


def test_a_turn_that_comes_early_or_none_at_all_changes_no_time() -> None:
    it = House(SWING, 7)
    id = it.propose()
    it.answers(id, yes="anna", no="bilal carmen")
    it.at = "2026-03-07T09:00:00Z"
    it.cast(id, "dario", "no")
    assert it.decision(id).closes_at == CLOSES
