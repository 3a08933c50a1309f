"""A contest never stops another's wage: tried on a page, at a terminal and by request, on a share and on pay.

The objection may be written, and is answered; but nothing waits for it, everybody is paid, and it is told why.
"""

import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from auzolan.contest.decide import ContestLine
from auzolan.contest.facts import LineContested
from auzolan.contest.holding import NO_PORTION, PAID_AT_ONCE, POSTED, YOURS
from auzolan.rules.decide import RunRule, SettleRun
from auzolan.rules.facts import PortionsPublished, RunPublished, RunSettled
from auzolan.verify.verify import verify

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
from deciding_place import WORKED, CoOp, co_op

from command_line import Terminal

REASON = "That is too much."


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoOp]:
    coop = co_op(tmp_path, monkeypatch)
    yield coop
    coop.node.close()


@pytest.fixture
def terminal(tmp_path: Path, place: CoOp, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal at the same node as the pages."""
    at = Terminal(tmp_path, monkeypatch)
    monkeypatch.setenv("AUZOLAN_STATE", str(tmp_path / "state"))
    return at


def pay(place: CoOp) -> str:
    """The wages of 2026, published."""
    return str(place.do(RunRule(rule="rule.pay", period="2026")).fact(RunPublished).run)


def account(place: CoOp, run: str, whose: str) -> str:
    member = place.members[whose]
    return f"Equity:Capital:{member}:2026" if run == place.run else f"Liabilities:Pay:{member}"


def line(place: CoOp, run: str, to: str) -> int:
    """The entry that holds a portion."""
    facts = ((seq, place.office.fact(seq)) for seq in range(place.office.now().seq))
    return next(
        seq for seq, fact in facts
        if isinstance(fact, PortionsPublished) and fact.run == run and any(part.to == to for part in fact.portions)
    )


def written(place: CoOp) -> list[LineContested]:
    facts = (place.office.fact(seq) for seq in range(place.office.now().seq))
    return [fact for fact in facts if isinstance(fact, LineContested)]


def everybody_is_paid(place: CoOp, run: str) -> None:
    """The objections stand in the journal, hold nothing, and the run is paid as a whole when its days are over."""
    assert written(place) and not any(one.holds for one in written(place))
    assert not place.office.now().states["contest"].held(run)
    place.clock("2027-02-01T09:00:00Z")
    assert place.do(SettleRun(run=run)).fact(RunSettled).held == ()
    rows = place.office.reader().rows("portions", {"run": run})
    assert {row["member"] for row in rows} >= set(place.members.values())
    assert place.office.now().states["rules"].runs[run].status == "settled"
    assert verify(place.office.copy()).holds


def says(answer: Any) -> str:
    assert answer.status_code == 200
    return unescape(answer.content.decode()).replace("’", "'")


# --- on a page


def test_on_the_page_of_the_run_anothers_share_is_not_held_and_the_page_says_why(place: CoOp) -> None:
    form = {"do": "contest", "to": account(place, place.run, "Bo"), "reason": REASON}
    said = says(place.browser("Ana").post(place.at(f"runs/{place.run}"), form, follow=True))
    assert YOURS in said and "The amount waits" not in said
    everybody_is_paid(place, place.run)


@pytest.mark.parametrize("whose", ["Bo", "Ana"])
def test_on_the_page_of_a_run_of_pay_no_wage_is_held_neither_ones_own_nor_anothers(place: CoOp, whose: str) -> None:
    run = pay(place)
    form = {"do": "contest", "to": account(place, run, whose), "reason": REASON}
    said = says(place.browser("Ana").post(place.at(f"runs/{run}"), form, follow=True))
    assert PAID_AT_ONCE in said and "The amount waits" not in said
    everybody_is_paid(place, run)


def test_on_the_page_of_an_entry_it_is_told_as_well(place: CoOp) -> None:
    run = pay(place)
    for which, why in ((place.run, YOURS), (run, PAID_AT_ONCE)):
        seq = line(place, which, account(place, which, "Bo"))
        at = [part.to for part in place.office.fact(seq).portions].index(account(place, which, "Bo"))
        form = {"do": "contest", "line": str(at), "reason": REASON}
        said = says(place.browser("Ana").post(place.at(f"entry/{seq}"), form, follow=True))
        assert why in said, which
    whole = {"do": "contest", "line": "", "reason": REASON}
    said = says(place.browser("Ana").post(place.at(f"entry/{place.office.now().states['rules'].runs[run].seq}"), whole,
                                          follow=True))
    assert NO_PORTION in said, "not even the run as a whole"
    everybody_is_paid(place, run)


def test_what_is_paid_already_is_not_taken_back_by_an_objection(place: CoOp) -> None:
    place.clock("2027-02-01T09:00:00Z")
    place.do(SettleRun(run=place.run))
    form = {"do": "contest", "to": account(place, place.run, "Bo"), "reason": REASON}
    said = says(place.browser("Ana").post(place.at(f"runs/{place.run}"), form, follow=True))
    assert POSTED in said
    assert not written(place)[-1].holds and verify(place.office.copy()).holds


# --- at a terminal


def test_at_a_terminal_nothing_is_held_and_the_command_says_why(place: CoOp, terminal: Terminal) -> None:
    run = pay(place)
    for which, whose, why in ((place.run, "Bo", YOURS), (run, "Bo", PAID_AT_ONCE), (run, "Ana", PAID_AT_ONCE)):
        to = account(place, which, whose)
        command = ("contest", str(line(place, which, to)), "--to", to, "--reason", REASON, "--as", place.members["Ana"])
        status, said = terminal.type(*command)
        assert status == 0 and f"Nothing is held back by it. {why}" in said, (whose, said, terminal.err)
        told = terminal.ask(*command)
        assert (told["holds"], told["why_not_held"]) == (False, why)
    everybody_is_paid(place, run)
    everybody_is_paid(place, place.run)


def test_at_a_terminal_ones_own_share_waits_and_is_said_to(place: CoOp, terminal: Terminal) -> None:
    to = account(place, place.run, "Ana")
    command = ("contest", str(line(place, place.run, to)), "--to", to, "--reason", REASON, "--as", place.members["Ana"])
    assert "Its amount waits for the answer." in terminal.type(*command)[1]
    place.clock("2027-02-01T09:00:00Z")
    assert place.do(SettleRun(run=place.run)).fact(RunSettled).held == (to,), "and nobody else's does"


# --- by request


@pytest.mark.parametrize("who", [one for one in WORKED if one != "Bo"])
def test_by_request_nobody_holds_back_the_share_or_the_pay_of_another(place: CoOp, who: str) -> None:
    run = pay(place)
    for which in (place.run, run):
        to = account(place, which, "Bo")
        request = ContestLine(line=line(place, which, to), to=to, reason=REASON)
        assert not place.do(request, by=place.members[who]).fact(LineContested).holds
    everybody_is_paid(place, run)
    everybody_is_paid(place, place.run)
