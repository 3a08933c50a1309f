"""Sharing a surplus after the practice of Mondragon, from the preset's charter to the books."""

from pathlib import Path

import pytest
from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.contest.decide import AnswerContest, ContestLine
from auzolan.contest.facts import LineContested
from auzolan.flows.facts import PostingsMade
from auzolan.flows.requests import RecordContribution, RecordFlow
from auzolan.rules.facts import RunSettled
from auzolan.values.refusal import Refusal

WORKERS = {
    "mane": ("1.00", "1600"), "mbenat": ("1.70", "1600"), "mcarmen": ("4.50", "1600"), "mdani": ("1.00", "800"),
}
GETS = {"mane": "5844.16", "mbenat": "9935.06", "mcarmen": "26298.70", "mdani": "2922.08"}


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    house = Golden(tmp_path, preset("mondragon"))
    for member, (index, hours) in WORKERS.items():
        house.admit(member, index=index, hours=hours)
    house.on("2026-12-31")
    house.ask(RecordFlow(posting="result", amount="100000.00 EUR", date="2026-12-31"))
    return house


def test_the_surplus_of_the_year_is_shared_to_the_cent(house: Golden) -> None:
    house.on("2027-01-15")
    run = house.shared("rule.surplus", "2026", contest_days=14)
    assert house.of("Liabilities:EducationFund") == "10000.00"
    assert house.of("Equity:Collective:Legal") == "45000.00"
    assert {member: house.of(f"Equity:Capital:{member}:2026") for member in WORKERS} == GETS
    assert house.of("Equity:Surplus:2026") == "0.00"
    (settlement,) = (fact for fact in house.facts(PostingsMade) if fact.run == run)
    assert [(leg.account, leg.amount) for leg in settlement.postings] == [
        ("Equity:Surplus:2026", "100000.00"),
        ("Equity:Capital:mane:2026", "-5844.16"),
        ("Equity:Capital:mbenat:2026", "-9935.06"),
        ("Equity:Capital:mcarmen:2026", "-26298.70"),
        ("Equity:Capital:mdani:2026", "-2922.08"),
        ("Equity:Collective:Legal", "-45000.00"),
        ("Liabilities:EducationFund", "-10000.00"),
    ]
    assert "1 runs computed again" in house.verified().checks[2].message


def test_why_names_the_hours_the_index_and_the_entries_they_came_from(house: Golden) -> None:
    run = house.run("rule.surplus", "2026")
    figure = house.why(run).portion("Equity:Capital:mcarmen:2026").figure
    said = repr(figure.as_json())
    for word in ("'1600'", "'4.5'", "'7200'", "'12320'", "'45000.00'", "'100000.00'"):
        assert word in said, word
    seen = [house.office.fact(seq) for seq in figure.all_entries()]
    brought = {(fact.contribution, fact.amount) for fact in seen if getattr(fact, "member", "") == "mcarmen"
               and hasattr(fact, "contribution")}
    assert brought == {("contribution.hours", "1600.00"), ("contribution.index", "4.50")}
    assert any(isinstance(fact, PostingsMade) and fact.postings[0].amount == "100000.00" for fact in seen)


def test_a_run_waits_until_its_contest_days_have_passed(house: Golden) -> None:
    house.on("2027-01-15")
    run = house.run("rule.surplus", "2026")
    house.wait(13)
    with pytest.raises(Refusal, match="can be contested until 2027-01-29"):
        house.settle(run)
    assert house.of("Equity:Collective:Legal") == "0.00"
    house.wait(1)
    house.settle(run)
    assert house.of("Equity:Collective:Legal") == "45000.00"


def test_a_contested_line_waits_and_everything_else_is_paid(house: Golden) -> None:
    run = house.run("rule.surplus", "2026")
    seq = house.states["rules"].runs[run].seq
    line = "Equity:Capital:mdani:2026"
    contested = house.ask(ContestLine(line=seq, to=line, reason="I worked in May too."), by="mdani").fact(LineContested)
    assert contested.holds
    house.wait(14)
    assert house.settle(run).fact(RunSettled).held == (line,)
    assert house.of(line) == "0.00"
    assert house.of("Equity:Surplus:2026") == "2922.08"
    assert house.of("Equity:Capital:mane:2026") == "5844.16"
    house.ask(AnswerContest(contest=contested.contest, outcome="withdrawn"), by="mdani")
    house.settle(run)
    assert house.of(line) == "2922.08"
    assert house.of("Equity:Surplus:2026") == "0.00"
    house.verified()


def test_whoever_contests_the_line_of_another_does_not_hold_it_back(house: Golden) -> None:
    run = house.run("rule.surplus", "2026")
    house.contest(run, "Equity:Capital:mdani:2026", by="mane")
    house.wait(14)
    assert house.settle(run).fact(RunSettled).held == ()
    assert house.of("Equity:Capital:mdani:2026") == "2922.08"


def test_hours_of_another_year_do_not_count_and_the_latest_index_does(house: Golden) -> None:
    house.on("2027-02-01")
    house.ask(RecordContribution(contribution="hours", amount="900", member="mdani", date="2027-01-20"))
    house.ask(RecordContribution(contribution="index", amount="3.00", member="mdani", date="2027-01-20"))
    run = house.run("rule.surplus", "2026")
    assert house.portions(run)["Equity:Capital:mdani:2026"] == 292_208


def test_a_rule_that_has_nothing_to_share_says_so(tmp_path: Path) -> None:
    house = Golden(tmp_path, preset("mondragon"))
    house.admit("mane", index="1.00", hours="10")
    with pytest.raises(Refusal, match="Equity:Surplus:2026 holds nothing"):
        house.run("rule.surplus", "2026")
    house.ask(RecordFlow(posting="result", amount="1.00 EUR"))
    run = house.run("rule.surplus", "2026")
    assert house.portions(run) == {
        "Equity:Capital:mane:2026": 45, "Equity:Collective:Legal": 45, "Liabilities:EducationFund": 10,
    }
