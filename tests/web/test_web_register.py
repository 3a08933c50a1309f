"""The register in a browser: somebody sees to a decision, finds it at home, says that it was done, and nobody else."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from deciding_place import CoOp, co_op

from auzolan.contest.decide import ContestLine
from auzolan.governance.decide import CloseDecision, OpenProposal
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.register_deciding import NameOwner, SayCarriedOut
from auzolan.values.refusal import Refusal
from auzolan.verify.verify import verify

SECRET = "Hiddenword about the oven"


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    made = co_op(tmp_path, monkeypatch)
    yield made
    made.node.close()


def decided(coop: CoOp) -> str:
    request = OpenProposal(title="Mend the oven", text="It smokes.", procedure="procedure.ordinary")
    decision = str(coop.do(request, by=coop.members["Bo"]).fact(ProposalOpened).decision)
    coop.cast(decision, Ana="yes", Bo="yes", Cleo="yes", Dee="yes")
    coop.clock("2027-01-16T09:00:00Z")
    coop.do(CloseDecision(decision=decision), by=coop.members["Bo"])
    return decision


def put(coop: CoOp, who: str, **form: str) -> Any:
    return coop.browser(who).post(coop.at("register"), form)


def test_from_the_name_to_what_was_done(coop: CoOp, texts) -> None:
    decision = decided(coop)
    assert "nobody sees to it" in texts(coop.browser("Ana").get(coop.at("register")))
    named = {"do": "name", "decision": decision, "member": coop.members["Eli"], "due": "2027-02-01"}
    assert put(coop, "Bo", **named).status_code == 302
    assert "You see to it: Mend the oven" in texts(coop.browser("Eli").get(coop.at("")))
    assert "You see to it" not in texts(coop.browser("Ana").get(coop.at("")))
    said = texts(coop.browser("Ana").get(coop.at("register")))
    assert "Eli sees to it until 1 February 2027" in said
    assert "to be carried out" in said
    coop.clock("2027-02-02T09:00:00Z")
    assert "not carried out in time" in texts(coop.browser("Ana").get(coop.at("register")))
    assert put(coop, "Eli", do="carry", decision=decision, note=SECRET).status_code == 302
    said = texts(coop.browser("Ana").get(coop.at("register")))
    assert "carried out 2 February 2027" in said
    assert "You see to it" not in texts(coop.browser("Eli").get(coop.at("")))
    assert all(SECRET.encode() not in written for _, written, _ in coop.office.store.entries(0, coop.office.now().seq))
    (row,) = coop.office.reader().rows("tasks")
    assert (row["decision"], row["owner"], row["done"]) == (decision, coop.members["Eli"], "2027-02-02")
    assert decision in coop.browser("Ana").get(coop.at("register.csv")).content.decode()
    assert verify(coop.office.copy()).holds


def test_who_may_say_what(coop: CoOp) -> None:
    decision = decided(coop)
    bo, cleo, dee = (coop.members[one] for one in ("Bo", "Cleo", "Dee"))
    with pytest.raises(Refusal, match="mandate"):
        coop.do(NameOwner(decision=decision, member=dee), by=cleo)
    coop.do(NameOwner(decision=decision), by=cleo)  # anybody takes on what nobody has
    with pytest.raises(Refusal, match="mandate"):
        coop.do(NameOwner(decision=decision), by=dee)
    with pytest.raises(Refusal, match="mandate"):
        coop.do(SayCarriedOut(decision=decision), by=dee)
    with pytest.raises(Refusal, match="They are no member today"):
        coop.do(NameOwner(decision=decision, member="mnone"), by=bo)
    with pytest.raises(Refusal, match="This is no day"):
        coop.do(NameOwner(decision=decision, member=dee, due="soon"), by=bo)
    coop.do(NameOwner(decision=decision, member=dee), by=cleo)  # passed on
    coop.do(SayCarriedOut(decision=decision), by=dee)
    for request in (SayCarriedOut(decision=decision), NameOwner(decision=decision, member=bo)):
        with pytest.raises(Refusal, match="It was carried out on 2027-01-16"):
            coop.do(request, by=dee)


def test_only_what_was_carried_is_carried_out_and_a_form_without_a_button_does_nothing(coop: CoOp, texts) -> None:
    still_open = coop.open()
    for id in (still_open, "dnone"):
        assert put(coop, "Dee", do="name", decision=id, member=coop.members["Dee"]).status_code == 422
    assert put(coop, "Dee", decision=still_open).status_code == 422


def test_the_figures_stand_on_the_page_each_with_what_it_warns_of(coop: CoOp, texts) -> None:
    decided(coop)
    said = texts(coop.browser("Ana").get(coop.at("register")))
    for words in ("Rolls changed during a vote", "Proposed by three people", "100 %", "nothing to tell yet",
                  "Falling: people are asked too much"):
        assert words in said, words


def test_a_run_to_which_nobody_objects_is_marked_until_somebody_does(coop: CoOp) -> None:
    """Where money is shared out and nobody ever objects, people may have stopped looking."""
    def marked() -> list[str]:
        page = coop.browser("Ana").get(coop.at("register")).content.decode()
        return re.findall(r'rowheader">([^<]*)</th><td[^>]*><i class="no"', page)

    assert marked() == ["Contests in a quarter"], "a run was published this winter"
    line = coop.office.now().seq - 1
    coop.do(ContestLine(line=line, reason="My weeks at the shop are missing"), by=coop.members["Dee"])
    assert marked() == []
