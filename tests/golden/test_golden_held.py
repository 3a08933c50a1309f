"""What an objection holds back, and whose: one's own portion, or any portion for a body that the rule names."""

from pathlib import Path

import pytest
from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.contest.decide import AnswerContest, ContestLine
from auzolan.contest.facts import LineContested
from auzolan.flows.requests import RecordFlow
from auzolan.members.decide import GrantMandate
from auzolan.rules.facts import RunSettled

RULE = "rule.surplus"


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    head, rule = preset("mondragon").split('["rule.surplus"]\n')
    house = Golden(tmp_path, f'{head}["rule.surplus"]\nheld_by = ["body.social_council"]\n{rule}')
    for member in ("mane", "mbenat", "mcarmen"):
        house.admit(member, index="1.00", hours="100")
    house.ask(GrantMandate(mandate="body.social_council", member="mcarmen"))
    house.on("2027-01-10")
    house.ask(RecordFlow(posting="result", amount="1000.00 EUR", date="2026-12-31"))
    return house


def contested(house: Golden, run: str, to: str, by: str) -> LineContested:
    line = ContestLine(line=house.states["rules"].runs[run].seq, to=to, reason="My hours are wrong.")
    return house.ask(line, by=by).fact(LineContested)


def capital(member: str) -> str:
    return f"Equity:Capital:{member}:2026"


def test_ones_own_portion_waits_and_that_of_another_does_not(house: Golden) -> None:
    run = house.run(RULE, "2026")
    assert contested(house, run, capital("mane"), "mane").holds
    assert not contested(house, run, capital("mane"), "mbenat").holds
    assert not contested(house, run, capital("mbenat"), "mane").holds
    assert not contested(house, run, "Equity:Collective:Legal", "mane").holds
    house.wait(14)
    assert house.settle(run).fact(RunSettled).held == (capital("mane"),)
    house.verified()


def test_a_body_that_the_rule_names_holds_any_portion_until_there_is_an_answer(house: Golden) -> None:
    run = house.run(RULE, "2026")
    held = contested(house, run, "Equity:Collective:Legal", "mcarmen")
    assert held.holds
    house.wait(14)
    assert house.settle(run).fact(RunSettled).held == ("Equity:Collective:Legal",)
    house.ask(AnswerContest(contest=held.contest, outcome="withdrawn"), by="mcarmen")
    house.settle(run)
    assert house.of("Equity:Collective:Legal") == "450.00"
    house.verified()


def test_pay_is_held_by_nobody_not_even_by_the_one_who_is_paid(house: Golden) -> None:
    run = house.run("rule.pay", "2026")
    for who in ("mane", "mbenat", "mcarmen"):
        assert not contested(house, run, "Liabilities:Pay:mane", who).holds
    assert house.settle(run).fact(RunSettled).held == ()
    assert house.of("Liabilities:Pay:mane") == "1500.00"
    house.verified()


def test_what_was_posted_is_contested_without_holding_anything(house: Golden) -> None:
    run = house.shared(RULE, "2026", contest_days=14)
    assert not contested(house, run, capital("mane"), "mane").holds
    assert house.states["contest"].held(run) == frozenset()
