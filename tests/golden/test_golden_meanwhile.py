"""A run is of the books as they stand: what is written while it is computed, or left out on purpose, does not pass."""

from pathlib import Path
from typing import Any

import pytest
from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution, RecordFlow
from auzolan.governance.decide import OpenProposal
from auzolan.journal.entry import Entry
from auzolan.node.office import Office
from auzolan.organisation import around, judge
from auzolan.rules import meanwhile
from auzolan.rules.decide import RunRule
from auzolan.rules.facts import RunPublished
from auzolan.values.refusal import Refusal

RUN = RunRule(rule="rule.surplus", period="2026")


@pytest.fixture
def house(tmp_path: Path) -> Golden:
    house = Golden(tmp_path, preset("mondragon"))
    for member in ("mane", "mdani"):
        house.admit(member, index="1.00", hours="1600")
    house.on("2026-12-31")
    house.ask(RecordFlow(posting="result", amount="100000.00 EUR", date="2026-12-31"))
    return house


def overtaken_once(monkeypatch: pytest.MonkeyPatch, house: Golden, other: Any, by: str = "terminal") -> None:
    """Somebody else writes, once, between the computing of a run and its writing."""
    before, left = Office._prepared, [other]

    def prepared(office: Office, request: Any, **more: Any) -> Any:
        found = before(office, request, **more)
        while isinstance(request, RunRule) and left:
            house.ask(left.pop(), by=by)
        return found

    monkeypatch.setattr(Office, "_prepared", prepared)


def test_a_run_is_of_the_entry_just_before_it(house: Golden) -> None:
    answer = house.ask(RUN)
    assert answer.fact(RunPublished).position == answer.seqs[0] - 1
    house.verified()


def test_what_is_recorded_while_it_is_computed_is_in_it(house: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    hours = RecordContribution(contribution="contribution.hours", amount="900.00", member="mane", date="2026-05-02")
    overtaken_once(monkeypatch, house, hours)
    answer = house.ask(RUN)
    assert answer.fact(RunPublished).position == answer.seqs[0] - 1
    row = house.office.reader(answer.fact(RunPublished).position).rows("contributions", {"member": "mane"})
    assert 90_000 in [one["amount"] for one in row]
    house.why_sums(answer.fact(RunPublished).run)
    house.verified()


def test_what_no_rule_reads_does_not_disturb_it(house: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    position = house.office.now().seq - 1
    asked = OpenProposal(title="Tea", text="More of it.", procedure="procedure.ordinary", effect="text_only")
    overtaken_once(monkeypatch, house, asked, by="mane")
    answer = house.ask(RUN)
    assert answer.fact(RunPublished).position == position < answer.seqs[0] - 1
    house.verified()


def test_nobody_leaves_out_what_was_written_before_a_run(house: Golden) -> None:
    last = house.office.now().seq - 1
    for position, words in ((last - 1, f"was written on in entry {last}"), (-1, "none that it can have read"),
                            (last + 1, "none that it can have read")):
        with pytest.raises(Refusal, match=words):
            judged(house, position)
    judged(house, last)


def test_a_judge_looks_through_so_many_entries_and_no_more(house: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanwhile, "BEHIND_MAX", 2)
    with pytest.raises(Refusal, match="3 entries were written since"):
        judged(house, house.office.now().seq - 4)


def judged(house: Golden, position: int) -> None:
    """Judge a run that says it read the books as of some entry."""
    org = house.office.now()
    fact = RunPublished(
        run="r2", rule="rule.surplus", version=1, article=house.states["charter"].articles["rule.surplus"][-1].seq,
        period="2026", position=position, amount="1.00", unit="EUR", source="Equity:Surplus:2026", count=1, number=1,
        inputs="", outputs="",
    )
    entry: Entry[Any] = Entry(
        seq=org.seq, at=org.at, by="terminal", via="terminal", charter=org.charter_seq, fact=fact, key="k", asked="00"
    )
    if refused := judge(org, entry, around(org, entry, house.office.fact)):
        raise refused
