"""A surplus shared by a wrong total of hours, from the objection to a corrected run that posts only the difference.

Dani brought 1,000 hours; 800 were written down. Of the 45,000.00 for members, by hours times index:
    as published (800 h, 12,320 in all)    Ane 5,844.16   Benat 9,935.06   Carmen 26,298.70   Dani 2,922.08
    as it is right (1,000 h, 12,520)       Ane 5,750.80   Benat 9,776.36   Carmen 25,878.59   Dani 3,594.25
Dani got 672.17 too little: 93.36 of it went to Ane, 158.70 to Benat, 420.11 to Carmen.
"""

from pathlib import Path

import duckdb
import pytest
from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.contest.decide import ContestLine
from auzolan.contest.facts import LineContested
from auzolan.engines.find import find
from auzolan.engines.script import script
from auzolan.explain.why import equal
from auzolan.export.bundle import parquet
from auzolan.flows.facts import PostingsMade
from auzolan.flows.requests import RecordContribution, RecordEntry, RecordFlow
from auzolan.rules.decide import RunRule, VoidRun
from auzolan.rules.facts import RunPublished, RunSettled
from auzolan.values.refusal import Refusal

WORKERS = {
    "mane": ("1.00", "1600"), "mbenat": ("1.70", "1600"), "mcarmen": ("4.50", "1600"), "mdani": ("1.00", "800"),
}
PUBLISHED = {"mane": "5844.16", "mbenat": "9935.06", "mcarmen": "26298.70", "mdani": "2922.08"}
RIGHT = {"mane": "5750.80", "mbenat": "9776.36", "mcarmen": "25878.59", "mdani": "3594.25"}
RESERVE = "Equity:Collective:Solidarity"
DANI = "Equity:Capital:mdani:2026"


def organisation(folder: Path, said: str = f'corrections_from = "{RESERVE}"') -> Golden:
    whole = preset("mondragon")
    head, rule = whole.split('["rule.surplus"]\n')
    house = Golden(folder, f'{head}["rule.surplus"]\n{said}\n{rule}')
    for member, (index, hours) in WORKERS.items():
        house.admit(member, index=index, hours=hours)
    house.on("2026-12-31")
    house.ask(RecordFlow(posting="result", amount="100000.00 EUR", date="2026-12-31"))
    house.on("2027-01-15")
    return house


def corrected(house: Golden, run: str) -> str:
    """Dani's missing hours, and the run again."""
    house.ask(RecordContribution(contribution="hours", amount="200", member="mdani", date="2026-11-30"))
    return again(house, run)


def again(house: Golden, run: str) -> str:
    answer = house.ask(RunRule(rule="rule.surplus", period="2026", mends=run))
    return str(answer.fact(RunPublished).run)


def capital(house: Golden) -> dict[str, str]:
    return {member: house.of(f"Equity:Capital:{member}:2026") for member in WORKERS}


def posted(house: Golden, run: str) -> list[tuple[str, str]]:
    return [(leg.account, leg.amount) for fact in house.facts(PostingsMade) if fact.run == run for leg in fact.postings]


def computed_again_on_every_engine(house: Golden, run: str) -> None:
    fact = house.office.entry(house.states["rules"].runs[run].seq).fact
    for engine in ("python", "duckdb"):
        computed = find()[engine].recompute(fact, house.states, house.office.reader(fact.position))
        assert equal(computed, fact), engine


def test_a_settled_run_is_corrected_and_only_the_difference_is_posted(tmp_path: Path) -> None:
    house = organisation(tmp_path)
    run = house.shared("rule.surplus", "2026", contest_days=14)
    assert capital(house) == PUBLISHED
    mending = corrected(house, run)
    assert {to: amount for to, amount in house.portions(mending).items() if "Capital" in to} == {
        f"Equity:Capital:{member}:2026": int(amount.replace(".", "")) for member, amount in RIGHT.items()
    }
    assert posted(house, mending) == []
    house.wait(14)
    assert house.settle(mending).fact(RunSettled).amount == "0.00"
    assert posted(house, mending) == [
        ("Equity:Surplus:2026", "672.17"), (DANI, "-672.17"),
        ("Equity:Surplus:2026", "-672.17"), (RESERVE, "672.17"),
    ]
    assert capital(house) == {**PUBLISHED, "mdani": RIGHT["mdani"]}
    assert house.of("Equity:Surplus:2026") == "0.00"
    assert house.of("Equity:Collective:Legal") == "45000.00"
    runs = house.states["rules"].runs
    assert (runs[run].status, runs[mending].status, runs[mending].mends) == ("corrected", "settled", run)
    computed_again_on_every_engine(house, mending)
    computed_again_on_every_engine(house, run)
    assert "2 runs computed again" in house.verified().checks[2].message


def test_a_partly_settled_run_is_corrected_and_the_held_line_is_paid_once(tmp_path: Path) -> None:
    house = organisation(tmp_path)
    run = house.run("rule.surplus", "2026")
    line = ContestLine(line=house.states["rules"].runs[run].seq, to=DANI, reason="My weeks in November are missing.")
    contested = house.ask(line, by="mdani").fact(LineContested)
    house.wait(14)
    assert house.settle(run).fact(RunSettled).held == (DANI,)
    assert house.of("Equity:Surplus:2026") == "2922.08"
    mending = corrected(house, run)
    with pytest.raises(Refusal, match="no such run that waits"):
        house.settle(run)
    house.wait(14)
    house.settle(mending)
    assert posted(house, mending) == [
        ("Equity:Surplus:2026", "3594.25"), (DANI, "-3594.25"),
        ("Equity:Surplus:2026", "-672.17"), (RESERVE, "672.17"),
    ]
    assert capital(house) == {**PUBLISHED, "mdani": RIGHT["mdani"]}
    assert house.of("Equity:Surplus:2026") == "0.00"
    # Nobody answered within a week, and nobody voted when it went on to the assembly: the line stands, mended by then.
    assert house.states["contest"].contests[contested.contest].status == "stands"
    for one in (run, mending):
        with pytest.raises(Refusal, match="no such run that waits"):
            house.settle(one)
    assert house.of(DANI) == RIGHT["mdani"]
    computed_again_on_every_engine(house, mending)
    house.verified()


def test_where_the_rule_says_so_what_was_too_much_is_returned(tmp_path: Path) -> None:
    house = organisation(tmp_path, 'overpaid = "returned"')
    mending = corrected(house, house.shared("rule.surplus", "2026", contest_days=14))
    house.wait(14)
    house.settle(mending)
    assert capital(house) == RIGHT
    assert house.of("Equity:Surplus:2026") == "0.00"
    assert dict(posted(house, mending))["Equity:Capital:mcarmen:2026"] == "420.11"
    house.verified()


def test_the_next_run_pays_where_the_rule_says_so(tmp_path: Path) -> None:
    house = organisation(tmp_path, 'corrections_from = "next run"')
    mending = corrected(house, house.shared("rule.surplus", "2026", contest_days=14))
    house.wait(14)
    house.settle(mending)
    assert capital(house) == {**PUBLISHED, "mdani": RIGHT["mdani"]}
    assert (house.of("Equity:Surplus:2026"), house.of("Equity:Surplus:2027")) == ("0.00", "-672.17")
    house.ask(RecordContribution(contribution="hours", amount="100", member="mane", date="2027-03-01"))
    house.ask(RecordFlow(posting="result", amount="1000.00 EUR", date="2027-03-01"))
    house.on("2028-01-10")
    following = house.run("rule.surplus", "2027")
    assert sum(house.portions(following).values()) == 32783
    house.verified()


def test_a_correction_is_itself_corrected_and_the_reserve_gets_back_what_was_not_needed(tmp_path: Path) -> None:
    house = organisation(tmp_path)
    first = house.shared("rule.surplus", "2026", contest_days=14)
    second = corrected(house, first)
    house.wait(14)
    house.settle(second)
    assert house.of(RESERVE) == "-672.17"
    house.ask(RecordContribution(contribution="hours", amount="-100", member="mdani", date="2026-11-30"))
    with pytest.raises(Refusal, match="corrected already"):
        again(house, first)
    third = again(house, second)
    house.wait(14)
    house.settle(third)
    # 900 h of 12,420: 3,260.87 for Dani, who keeps 3,594.25 and so costs the reserve still more than the others do.
    assert house.portions(third)[DANI] == 326_087
    assert capital(house) == {**PUBLISHED, "mdani": RIGHT["mdani"]}
    assert house.of("Equity:Surplus:2026") == "0.00"
    assert house.of(RESERVE) == "-672.17"
    computed_again_on_every_engine(house, third)
    computed_again_on_every_engine(house, second)
    assert "3 runs computed again" in house.verified().checks[2].message


def test_an_unsettled_correction_that_is_taken_back_leaves_the_run_as_it_was(tmp_path: Path) -> None:
    house = organisation(tmp_path)
    run = house.shared("rule.surplus", "2026", contest_days=14)
    mending = corrected(house, run)
    assert house.states["rules"].runs[run].status == "corrected"
    house.ask(VoidRun(run=mending))
    runs = house.states["rules"].runs
    assert (runs[run].status, runs[mending].status) == ("settled", "void")
    assert house.states["rules"].current("rule.surplus", "2026") == run
    other = again(house, run)
    replaced = again(house, other)
    house.wait(14)
    house.settle(replaced)
    assert capital(house) == {**PUBLISHED, "mdani": RIGHT["mdani"]}
    house.verified()


def in_a_shell(house: Golden, run: str, folder: Path, patch: pytest.MonkeyPatch) -> str:
    """What the script of a run prints in a DuckDB that has the tables of the bundle and nothing of ours."""
    fact = house.office.entry(house.states["rules"].runs[run].seq).fact
    (folder / "tables").mkdir(exist_ok=True)
    store = house.office.store
    for name, table in store.tables.items():
        (folder / "tables" / f"{name}.parquet").write_bytes(parquet(table, store.all_rows(name)))
    patch.chdir(folder)
    with duckdb.connect() as shell:
        for statement in script(fact, house.states, house.office.reader(fact.position)).split(";\n"):
            if statement.strip():
                answer = shell.execute(statement)
        (printed,) = answer.fetchone() or ("",)
    assert printed == fact.outputs
    return str(printed)


def test_of_two_rules_on_one_pot_the_second_is_corrected_after_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = organisation(tmp_path)
    capital_of(house, "100000.00")
    interest = house.shared("rule.interest", "2026", contest_days=14)
    surplus = house.shared("rule.surplus", "2026", contest_days=14)
    assert (sum(house.portions(interest).values()), sum(house.portions(surplus).values())) == (750_000, 9_250_000)
    capital_of(house, "20000.00")
    mended = str(house.ask(RunRule(rule="rule.interest", period="2026", mends=interest)).fact(RunPublished).run)
    assert sum(house.portions(mended).values()) == 900_000
    house.wait(14)
    house.settle(mended)
    assert house.of("Equity:Surplus:2026") == "-1500.00"
    after = again(house, surplus)
    assert sum(house.portions(after).values()) == 9_100_000
    house.wait(14)
    house.settle(after)
    assert (house.of("Equity:Surplus:2026"), house.of(RESERVE)) == ("0.00", "-1500.00")
    for run in (interest, surplus, mended, after):
        computed_again_on_every_engine(house, run)
        in_a_shell(house, run, tmp_path, monkeypatch)
    house.verified()


def capital_of(house: Golden, amount: str) -> None:
    """What Ane has in the co-op since the year before."""
    legs = (("Assets:Bank", f"{amount} EUR"), ("Equity:Capital:mane:2025", f"-{amount} EUR"))
    house.ask(RecordEntry(legs=legs, date="2025-12-31"))
