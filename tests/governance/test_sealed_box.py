"""A vote in a sealed box, from the paper to the count: on SQLite and on PostgreSQL, by the node's own doors."""

import threading
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from auzolan.governance.decide import CastBallot, WithdrawProposal
from auzolan.governance.facts import DecisionClosed, ProposedOption
from auzolan.governance.sealed_facts import BoxLost, BoxOpened, BoxPapers, BoxVoters
from auzolan.node import signing
from auzolan.node.receipt import CHANGED, FOUND, MISSING, looked_up, read
from auzolan.organisation import around
from auzolan.values.refusal import Refusal
from auzolan.verify.verify import verify
from auzolan.views.recount import recounted
from sealed_place import Sealed, sealed

YES = ("p00", "p01", "p02", "p03")


@pytest.fixture
def place(tmp_path: Path, database_url: str) -> Sealed:
    return sealed(tmp_path, url=database_url if database_url.startswith("postgres") else "")


def papers(it: Sealed, decision: str) -> dict[str, Any]:
    facts = [it.office.fact(seq) for seq in range(it.office.now().seq)]
    return {one.tracker: one for fact in facts if isinstance(fact, BoxPapers) for one in fact.papers}


def test_what_went_into_the_box_comes_out_at_the_close_and_is_counted(place: Sealed) -> None:
    decision = place.propose()
    receipts = [place.vote(decision, who) for who in YES] + [place.vote(decision, "p04", "no")]
    before = place.office.now().seq
    known = place.decision(decision)
    assert known.answered == 0 and not known.ballots, "nobody knows anything"
    facts = [entry.fact for entry in place.closes(decision).entries]
    assert place.office.now().seq > before
    assert [type(one) for one in facts[:4]] == [BoxVoters, BoxPapers, BoxOpened, DecisionClosed]
    assert {one.option: one.heads for one in facts[3].counts} == {"yes": 4, "no": 1, "abstain": 0}
    assert facts[3].carried and place.decision(decision).answered == 5
    assert facts[0].voted == tuple(sorted(place.members[who] for who in (*YES, "p04")))
    trackers = [one.tracker for one in facts[1].papers]
    assert trackers == sorted(one.paper.tracker for one in receipts)
    seed = place.office.keeping.signing_seed(place.office.org)
    key = signing.signer(place.office.now(), seed).verifier
    assert [looked_up(read(one.receipt, key), papers(place, decision)) for one in receipts] == [FOUND] * 5


def test_the_count_can_be_repeated_and_the_journal_verifies(place: Sealed) -> None:
    asks = tuple(ProposedOption(option=one, title=one.upper()) for one in "abc")
    decision = place.propose("procedure.choice", asks=asks)
    for who, ranks in (("p00", "abc"), ("p01", "abc"), ("p02", "cab"), ("p05", "bca"), ("p06", "")):
        place.vote(decision, who, "", ranks=tuple((one,) for one in ranks))
    place.closes(decision)
    org = place.office.now()
    entry = place.office.entry(place.decision(decision).closed)
    found = recounted(org, decision, around(org, entry, place.office.fact), place.office.reader(entry.seq))
    assert found.equal and found.outcome.winners[0] == "a"
    assert verify(place.office.copy()).holds


def test_nobody_votes_twice_whatever_they_try(place: Sealed) -> None:
    decision = place.propose()
    first = place.vote(decision, "p00")
    with pytest.raises(Refusal, match="You have voted"):
        place.vote(decision, "p00", "no")
    with pytest.raises(Refusal, match="tracker lies in the box already"):
        place.vote(decision, "p01", tracker=first.paper.tracker)
    place.vote(decision, "p01", tracker="ab" * 16)
    place.closes(decision)
    assert place.decision(decision).answered == 2


@pytest.mark.parametrize(("who", "more", "why"), [
    ("p01", {"option": "perhaps"}, "is no answer"),
    ("p01", {"tracker": "12"}, "32 digits from 0 to f"),
    ("p01", {"option": "yes", "ranks": (("yes",),)}, "is no answer"),
])
def test_what_is_no_paper_is_refused_and_nothing_lies_in_the_box(
    place: Sealed, who: str, more: dict[str, Any], why: str
) -> None:
    decision = place.propose()
    with pytest.raises(Refusal, match=why):
        place.vote(decision, who, **{"option": "yes", **more})
    assert place.office.ballot_box.told(decision).voted == 0


def test_strangers_early_and_late_papers_and_ballots_by_name_are_refused(place: Sealed) -> None:
    decision = place.propose()
    place.members["stranger"] = "m0000000000000000"
    with pytest.raises(Refusal, match="is not on it"):
        place.vote(decision, "stranger")
    with pytest.raises(Refusal, match="sealed box"):
        place.office.do(CastBallot(decision=decision, option="yes"), by=place.members["p01"], at=place.at)
    with pytest.raises(Refusal, match="nobody looks at them before the close"):
        place.office.do(WithdrawProposal(decision=decision), by=place.members["p00"], at=place.at)
    place.closes(decision)
    with pytest.raises(Refusal, match="No such decision takes papers"):
        place.vote(decision, "p02")


def test_fifty_hands_with_one_paper_put_in_one(place: Sealed) -> None:
    decision = place.propose()
    taken: list[Any] = []
    refused: list[str] = []

    def put() -> None:
        try:
            taken.append(place.vote(decision, "p03"))
        except Refusal as why:
            refused.append(str(why))

    threads = [threading.Thread(target=put) for _ in range(50)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(taken), len(refused)) == (1, 49)
    place.closes(decision)
    assert place.decision(decision).answered == 1


def test_an_empty_box_is_opened_and_a_box_whose_key_is_lost_says_so(place: Sealed) -> None:
    empty = place.propose()
    facts = [entry.fact for entry in place.closes(empty).entries]
    assert [type(one) for one in facts] == [BoxOpened, DecisionClosed] and not facts[1].carried
    lost = place.propose()
    for who in YES:
        place.vote(lost, who)
    place.office.keeping.erase_box(place.office.org, lost)
    facts = [entry.fact for entry in place.closes(lost).entries]
    assert facts == [BoxLost(decision=lost, voted=4)]
    assert place.decision(lost).status == "lost" and lost not in place.office.now().states["governance"].open
    assert verify(place.office.copy()).holds
    place.propose()  # it can be asked again


def test_among_four_a_box_hides_nobody(tmp_path: Path) -> None:
    place = sealed(tmp_path, members=4)
    with pytest.raises(Refusal, match="4 could vote, and among so few a sealed box hides nobody"):
        place.propose()


def test_the_key_and_the_rows_go_with_the_close_even_when_the_machine_stopped_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from auzolan.node.ballot_box import BallotBox

    place = sealed(tmp_path)
    decision = place.propose()
    place.vote(decision, "p01")
    with monkeypatch.context() as patched:
        patched.setattr(BallotBox, "destroy", lambda self, decision: None)
        place.closes(decision)
    assert place.office.keeping.boxes(place.office.org) == (decision,)
    assert place.office.ballot_box.told(decision).voted == 0
    place.closes(decision)
    assert place.office.keeping.boxes(place.office.org) == ()


# --- what the judge says to a dishonest node


def forged(place: Sealed, decision: str, change: Any) -> str:
    """The box of a dishonest node: what lay in it, changed; the refusal of whoever reads its journal, or empty."""
    box = place.office.ballot_box

    class Other(type(box)):  # type: ignore[misc]
        def open(self, decision: str) -> Any:
            return change(super().open(decision))

    type(place.office).ballot_box, kept = property(
        lambda office: Other(office._connect(), office.handle, office.org, office.keeping)
    ), type(place.office).ballot_box
    try:
        place.closes(decision)
    except Refusal as why:
        return str(why)
    finally:
        type(place.office).ballot_box = kept
    return ""


@pytest.mark.parametrize(("change", "why"), [
    (lambda box: _with(box, papers=box.papers[1:]), "4 voted, and there are 3 papers"),
    (lambda box: _with(box, papers=(*box.papers, replace(box.papers[0], tracker="f" * 32))), "more papers than people"),
    (lambda box: _with(box, voted=(*box.voted, "mallory")), "is not on its roll"),
    (lambda box: _with(box, papers=(*box.papers[1:], box.papers[1])), "once each"),
    (lambda box: _with(box, papers=(*box.papers[1:], replace(box.papers[0], option="maybe"))), "is no answer"),
])
def test_what_cannot_be_is_refused_by_everybody_who_reads_it(tmp_path: Path, change: Any, why: str) -> None:
    place = sealed(tmp_path)
    decision = place.propose()
    for who in YES:
        place.vote(decision, who)
    assert why in forged(place, decision, change)


def _with(box: Any, **changed: Any) -> Any:
    from dataclasses import replace as changed_to

    return changed_to(box, **changed)


@pytest.mark.parametrize("kind", ["dropped", "swapped"])
def test_thirty_votes_one_of_them_tampered_with_each_time_and_its_receipt_shows_it(tmp_path: Path, kind: str) -> None:
    place = sealed(tmp_path, members=30)
    decision = place.propose()
    cast = {who: place.vote(decision, who, "no" if int(who[1:]) % 3 else "yes") for who in place.members}
    seed = place.office.keeping.signing_seed(place.office.org)
    key = signing.signer(place.office.now(), seed).verifier
    honest = {one.paper.tracker: one.paper for one in cast.values()}
    shown = 0
    for who, one in cast.items():
        tampered = dict(honest)
        if kind == "dropped":
            del tampered[one.paper.tracker]
        else:
            other = "no" if one.paper.option == "yes" else "yes"
            tampered[one.paper.tracker] = replace(one.paper, option=other)
        verdicts = {name: looked_up(read(cast[name].receipt, key), tampered) for name in cast}
        assert verdicts.pop(who) == (MISSING if kind == "dropped" else CHANGED)
        assert set(verdicts.values()) == {FOUND}
        shown += 1
    assert shown == 30


def test_a_stuffed_paper_needs_a_name_and_whoever_bears_it_sees_it(tmp_path: Path) -> None:
    place = sealed(tmp_path, members=30)
    decision = place.propose()
    for who in list(place.members)[:20]:
        place.vote(decision, who)
    silent = place.members["p25"]
    stuffing = lambda box: _with(  # noqa: E731
        box, voted=(*box.voted, silent), papers=(*box.papers, replace(box.papers[0], tracker="f" * 32)),
    )
    assert forged(place, decision, stuffing) == "", "by the figures alone it could have been"
    rows = place.office.reader().rows("sealed_voters", {"decision": decision})
    assert silent in {row["member"] for row in rows}, "but it stands under a name, and its bearer holds no receipt"
