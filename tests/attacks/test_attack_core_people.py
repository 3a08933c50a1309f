"""Nobody makes themselves somebody: not the node, not the treasurer, not another member."""

from pathlib import Path
from typing import Any

import pytest
from attack_core_house import Mill

from auzolan.charter.decide import RaiseMeaning
from auzolan.charter.facts import SigningKeyChanged
from auzolan.charter.signing_key import key_statement
from auzolan.contest.decide import AnswerContest, ContestLine
from auzolan.contest.facts import STANDS, WITHDRAWN, ContestAnswered, LineContested
from auzolan.journal.note import Signer, sign
from auzolan.members.decide import AdmitMember, GrantMandate, NameAgent, PartMember
from auzolan.members.facts import MandateGranted, SigninBound
from auzolan.values.refusal import Refusal

PAPER, REASON = "ab" * 32, "cd" * 32
BEA = "Liabilities:Bonus:bea"


@pytest.fixture
def mill(tmp_path: Path) -> Mill:
    return Mill(tmp_path / "mill").begin()


@pytest.mark.parametrize("id", ["node", "terminal", "us", "books", "../../keys", "a:b", "UPPER"])
def test_nobody_is_admitted_or_named_under_an_id_that_means_something_else(mill: Mill, id: str) -> None:
    for request in (
        AdmitMember(class_="worker", member=id, person={"name": "Mallory"}), NameAgent(nature="person", agent=id),
    ):
        with pytest.raises(Refusal, match="id"):
            mill.ask(request)


def test_nobody_grants_a_mandate_or_a_seat_to_themselves(mill: Mill) -> None:
    mill.ask(GrantMandate(mandate="mandate.clerk", member="cai"))
    for mandate in ("mandate.treasurer", "body.council"):
        with pytest.raises(Refusal, match="to themselves"):
            mill.ask(GrantMandate(mandate=mandate, member="cai"), by="cai")
    mill.ask(GrantMandate(mandate="body.council", member="dan"), by="cai")
    with pytest.raises(Refusal, match="to nobody by name"):
        mill.ask(GrantMandate(mandate="mandate.terminal", member="dan"), by="cai")


@pytest.mark.parametrize(
    ("fact", "said", "words"),
    [
        (MandateGranted(mandate="mandate.treasurer", member="cai"), {"by": "cai"}, "to themselves"),
        (MandateGranted(mandate="mandate.treasurer", member="cai"), {"by": "dan"}, "does not hold it"),
        (MandateGranted(mandate="mandate.treasurer", member="cai"), {"by": "node", "because": 3}, "No carried"),
        (SigninBound(member="ane", commitment=REASON), {"by": "cai"}, "does not hold it"),
    ],
)
def test_forged_trust_is_named(mill: Mill, fact: Any, said: dict[str, Any], words: str) -> None:
    mill.named(fact, words, **said)


def test_a_member_does_not_make_the_node_count_anew(mill: Mill) -> None:
    with pytest.raises(Refusal, match="Only the node itself"):
        mill.ask(RaiseMeaning(meaning=2), by="cai")


def contested(mill: Mill, by: str = "bea") -> tuple[str, int, str]:
    """A run, its entry, and the contest of one of its portions."""
    run, seq = mill.run()
    made = mill.ask(ContestLine(line=seq, to=f"Liabilities:Bonus:{by}", reason="My hours."), by=by)
    return run, seq, str(made.fact(LineContested).contest)


def test_nobody_takes_back_or_answers_an_objection_in_anothers_name(mill: Mill) -> None:
    mill.ask(GrantMandate(mandate="mandate.desk", member="bea"))
    _, _, contest = contested(mill)
    taken_back = AnswerContest(contest=contest, outcome=WITHDRAWN)
    with pytest.raises(Refusal, match="without the paper"):
        mill.ask(taken_back, by="cai", for_="bea")
    with pytest.raises(Refusal, match="does not hold it"):
        mill.ask(taken_back, by="cai", for_="bea", evidence=PAPER)
    with pytest.raises(Refusal, match="their own objection"):
        mill.ask(AnswerContest(contest=contest, outcome=STANDS, reason="So."), by="bea", for_="ane", evidence=PAPER)
    mill.named(ContestAnswered(contest=contest, outcome=STANDS, vault=REASON), "The node records only", by="node")


@pytest.mark.parametrize(
    ("change", "said", "words"),
    [
        ({}, {"by": "cai"}, "Only the one who is to receive"),
        ({}, {"by": "cai", "for_": "bea"}, "without the paper"),
        ({}, {"by": "cai", "for_": "bea", "evidence": PAPER}, "does not hold it"),
        ({}, {"by": "node", "for_": "bea", "evidence": PAPER}, "The node records only"),
        ({"due": "2036-01-01"}, {"by": "bea"}, "due by"),
        ({"vault": ""}, {"by": "bea"}, "needs a reason"),
        ({"line": 0}, {"by": "bea"}, "no portions of that run"),
        ({"to": "Liabilities:Bonus:eve"}, {"by": "bea"}, "no portion for that account"),
    ],
)
def test_a_forged_objection_is_named(mill: Mill, change: dict[str, Any], said: dict[str, Any], words: str) -> None:
    run, seq = mill.run()
    fact: dict[str, Any] = {
        "contest": "c1", "line": seq + 1, "due": "2026-03-15", "to": BEA, "run": run, "holds": True, "vault": REASON,
    }
    mill.named(LineContested(**(fact | change)), words, **said)


def test_who_has_left_neither_proposes_nor_answers_nor_contests(mill: Mill) -> None:
    _, seq = mill.run()
    mill.ask(PartMember(member="cai"))
    decision = mill.propose(by="ane")
    mill.wait(2)
    with pytest.raises(Refusal, match="not on it"):
        mill.answer(decision, "yes", "cai")
    with pytest.raises(Refusal, match="not in it"):
        mill.propose(by="cai")
    with pytest.raises(Refusal, match="Only members"):
        mill.ask(ContestLine(line=seq, to="Liabilities:Bonus:cai", reason="Mine."), by="cai")


NEW = Signer(name="localhost/mill", seed=b"n" * 32)


def changed(*signers: Signer) -> SigningKeyChanged:
    key = NEW.verifier.printed()
    return SigningKeyChanged(key=key, origin=NEW.name, note=sign(key_statement(NEW.name, key), *signers).decode())


def test_the_signing_key_changes_by_no_decision_and_by_no_decision_about_something_else(mill: Mill) -> None:
    mill.copied(mill.folder.with_name("undecided")).named(changed(NEW), "no carried decision")
    _, closed = mill.decided()
    mill.named(changed(NEW), "not about this key", because=closed)


def test_what_the_old_key_signs_after_the_change_is_not_the_organisations(mill: Mill) -> None:
    old = Signer(name="localhost/mill", seed=mill.office.keeping.signing_seed("mill") or b"")
    mill.forge(changed(NEW, old))
    assert "no known key has signed" in mill.wrong().message
