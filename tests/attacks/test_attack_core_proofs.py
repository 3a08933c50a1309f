"""A set-off or a matching that was published otherwise than its proof shows is refused, and the line is named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from attack_core_house import ORG, Mill
from msgspec.structs import replace

from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.preset import preset
from auzolan.explain.kept import by_proof
from auzolan.flows.facts import FlowRecorded, PostingsMade
from auzolan.flows.requests import RecordContribution, RecordFlow
from auzolan.members.decide import AdmitMember, NameAgent
from auzolan.members.facts import AgentNamed
from auzolan.node.founding import found
from auzolan.rules.bids import OpenBids, read_bids
from auzolan.rules.decide import SettleRun
from auzolan.rules.digest import outputs
from auzolan.rules.facts import Mark, PortionsPublished, ProofPublished, RunPublished, Share
from auzolan.rules.proof import proof_digest
from auzolan.values.quantity import parse_amount, print_amount

ROOT = Path(__file__).parents[2]
SET_OFF = (ROOT / "docs/guides/rules/clear.md").read_text("utf-8").split("```toml\n")[1].split("```")[0]
SHIFTS = (ROOT / "tests/golden/charters/match_shifts.toml").read_text("utf-8")
# debtor, creditor, amount: two rings through us, and what is left is cleared in a second one.
OWED = (("us", "a", "500.00"), ("a", "us", "200.00"), ("us", "b", "90.00"), ("b", "us", "300.00"))
WISHES = {"m1": ("5", "1"), "m2": ("5", "3"), "m3": ("4", "4"), "m4": ("3", "0"), "m5": ("2", "5")}


class Beside(Mill):
    """An organisation whose operator has its signing key, under a charter of its own."""

    def founded(self, charter: str) -> "Beside":
        self.node.make()
        found(self.node, ORG, FoundOrganisation(name="Beside", charter=charter, origin=f"localhost/{ORG}",
                                                exercise=True), at=self.at)
        return self

    def copied(self, folder: Path) -> "Beside":
        mill = super().copied(folder)
        other = Beside.__new__(Beside)
        other.__dict__ = mill.__dict__
        return other


def cleared(folder: Path) -> Beside:
    consented = SET_OFF.replace("members where set_off = 1", "agents where nature = 'organisation'")
    house = Beside(folder).founded(f"{preset('mondragon')}\n{consented}")
    who = {"us": "us"} | {
        one: str(house.ask(NameAgent(nature="organisation", words={"name": one})).fact(AgentNamed).agent)
        for one in "ab"
    }
    for debtor, creditor, amount in OWED:
        sold = creditor == "us"
        house.ask(RecordFlow(
            posting="invoice" if sold else "bill", provider=who[creditor], receiver=who[debtor],
            parts={"net": amount}, unit="EUR", leaves={"net": "Income:Sales" if sold else "Expenses:Coffee"},
            date="2026-03-01",
        )).fact(FlowRecorded)
    return house


def matched(folder: Path) -> Beside:
    house = Beside(folder).founded(SHIFTS)
    for member, (mornings, evenings) in WISHES.items():
        house.ask(AdmitMember(member=member, class_="worker", joined="2026-01-01"))
        for contribution, said in (("contribution.mornings", mornings), ("contribution.evenings", evenings)):
            house.ask(RecordContribution(contribution=contribution, amount=said, member=member))
    bids, _ = read_bids(
        "bid,places,evening\nmonday,2,0\ntuesday,1,1\nfriday,1,1\n", tuple(house.office.now().charter.units)
    )
    house.ask(OpenBids(tender="shifts", bids=bids, opened="2026-01-02"))
    return house


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A run as the office would publish it, and where it would stand."""

    house: Beside
    run: RunPublished
    portions: PortionsPublished
    proof: ProofPublished

    def forged(self, name: str, shares: tuple[Share, ...], marks: tuple[Mark, ...] | None = None) -> Beside:
        """A copy whose operator publishes these lines, with every digest and sum as it belongs to them."""
        ordered = tuple(sorted(shares, key=lambda share: share.to.encode()))
        marks = self.proof.marks if marks is None else marks
        run = replace(
            self.run, count=len(ordered), marks=len(marks), proof=proof_digest(marks),
            outputs=outputs((one.to, one.amount, self.run.unit) for one in ordered),
            amount=print_amount(sum(parse_amount(one.amount, 2) for one in ordered), 2),
        )
        other = self.house.copied(self.house.folder.with_name(name))
        other.forge(run, replace(self.portions, portions=ordered), replace(self.proof, marks=marks))
        return other

    def refused(self, name: str, shares: tuple[Share, ...], marks: tuple[Mark, ...] | None = None) -> str:
        """What verify and replay say of such a copy; the two say the same."""
        other = self.forged(name, shares, marks)
        wrong = other.wrong()
        assert (wrong.name, "is not what its proof shows: ") == ("recompute", "is not what its proof shows: "), wrong
        said = wrong.message.partition("is not what its proof shows: ")[2]
        office = other.office
        again = by_proof(office.fact(office.now().seq - 3), other.states["rules"].runs[self.run.run], office.now(),
                         office.fact, office.reader)
        assert said and again[0] == said, wrong
        return said


def published(house: Beside, rule: str) -> Published:
    other = house.copied(house.folder.with_name("honest"))
    _, seq = other.run(rule, "2026")
    run, portions, proof = (other.office.fact(seq + step) for step in range(3))
    assert isinstance(run, RunPublished) and isinstance(portions, PortionsPublished)
    assert isinstance(proof, ProofPublished) and run.marks == len(proof.marks)
    assert other.verdict().holds and "1 proved by what was kept" in other.verdict().checks[2].message
    return Published(house=house, run=run, portions=portions, proof=proof)


def test_a_set_off_with_one_amount_changed_is_refused_and_the_debt_is_named(tmp_path: Path) -> None:
    honest = published(cleared(tmp_path / "house"), "rule.set_off")
    shares = honest.portions.portions
    assert sorted(share.amount for share in shares) == ["200.00", "200.00", "90.00", "90.00"]
    for at, share in enumerate(shares):
        for number, amount in enumerate((print_amount(parse_amount(share.amount, 2) - 1, 2), "1.00", "999.00")):
            changed = (*shares[:at], replace(share, amount=amount), *shares[at + 1 :])
            said = honest.refused(f"amount{at}-{number}", changed)
            assert f"(claim {share.to})" in said and amount in said, said


def test_a_set_off_with_one_giver_or_receiver_changed_is_refused(tmp_path: Path) -> None:
    honest = published(cleared(tmp_path / "house"), "rule.set_off")
    shares = honest.portions.portions
    for at, share in enumerate(shares):
        # What was cleared of this claim is said of another, between others; and of one that does not exist.
        other = shares[at - 1]
        swapped = [one for one in shares if one not in (share, other)]
        swapped += [replace(share, amount=other.amount), replace(other, amount=share.amount)]
        if share.amount != other.amount:
            said = honest.refused(f"swapped{at}", tuple(swapped))
            assert share.to in said or other.to in said
        gone = tuple(one if one != share else replace(one, to="cnobody") for one in shares)
        assert "claim cnobody is no open claim" in honest.refused(f"gone{at}", gone)
        assert f"claim {share.to} is left out" in honest.refused(f"left{at}", (*shares[:at], *shares[at + 1 :]))
        whose = tuple(one if one != share else replace(one, member="mane") for one in shares)
        assert f"{share.to} is said to be somebody else's" in honest.refused(f"whose{at}", whose)


def lines(shares: tuple[Share, ...]) -> Iterator[tuple[str, tuple[Share, ...], set[str]]]:
    """Every pair in turn: with another score, left out, with another row, in another place; and who may be named."""
    for at, share in enumerate(shares):
        row, _, place = share.to.partition(":")
        rest = (*shares[:at], *shares[at + 1 :])
        yield f"score{at}", (*rest, replace(share, amount="4.99")), {share.to}
        yield f"left{at}", rest, {row, place}
        yield f"row{at}", (*rest, replace(share, to=f"m4:{place}", amount="3.00", member="m4")), {"m4", row}
        for other in ("shifts-monday", "shifts-tuesday", "shifts-friday"):
            if other != place:
                score = WISHES[row][other != "shifts-monday"]
                moved = replace(share, to=f"{row}:{other}", amount=f"{score}.00")
                yield f"{other}{at}", (*rest, moved), {row, place, other}


def test_a_matching_with_one_pair_changed_is_refused_and_the_pair_is_named(tmp_path: Path) -> None:
    honest = published(matched(tmp_path / "house"), "rule.shifts")
    for name, shares, named in lines(honest.portions.portions):
        said = honest.refused(name, shares)
        assert any(one in said for one in named), (name, said)


@pytest.mark.parametrize(("house", "rule"), [(cleared, "rule.set_off"), (matched, "rule.shifts")])
def test_an_altered_proof_is_refused(
    tmp_path: Path, house: Callable[[Path], Beside], rule: str
) -> None:
    honest = published(house(tmp_path / "house"), rule)
    shares, marks = honest.portions.portions, honest.proof.marks
    for name, other in {
        "flat": tuple(replace(mark, level=0) for mark in marks), "short": marks[1:], "twice": (*marks, marks[0]),
        "renamed": (replace(marks[0], name="somebody"), *marks[1:]),
    }.items():
        assert honest.refused(name, shares, other)
    # The marks of the entry are others than those the run was published with.
    other_house = honest.house.copied(honest.house.folder.with_name("other marks"))
    other_house.forge(honest.run, honest.portions, replace(honest.proof, marks=marks[::-1]))
    assert "the proof is not the one that was published with the run" in other_house.wrong().message


def test_the_proof_stands_behind_the_portions_and_nothing_else_does(tmp_path: Path) -> None:
    honest = published(cleared(tmp_path / "house"), "rule.set_off")
    for name, behind, words in (
        ("without", (honest.portions,), "a run was left half done"),
        ("before", (honest.proof, honest.portions), "right behind its portions"),
        ("many", (honest.portions, honest.proof, honest.proof), "right behind its portions"),
    ):
        other = honest.house.copied(honest.house.folder.with_name(name))
        other.forge(honest.run, *behind)
        assert words in other.wrong().message
    for change in ({"proof": "no digest"}, {"marks": 0}, {"proof": ""}, {"marks": -1}):
        other = honest.house.copied(honest.house.folder.with_name("said" + "".join(map(str, change.items()))))
        other.forge(replace(honest.run, **change), honest.portions, honest.proof)
        assert "in two ways" in other.wrong().message


@pytest.mark.parametrize(("house", "rule"), [(cleared, "rule.set_off"), (matched, "rule.shifts")])
def test_a_run_from_before_proofs_were_kept_is_computed_again(
    tmp_path: Path, house: Callable[[Path], Beside], rule: str
) -> None:
    honest = published(house(tmp_path / "house"), rule)
    old = replace(honest.run, proof="", marks=0)
    plain: Any = honest.house.copied(honest.house.folder.with_name("old"))
    plain.forge(old, honest.portions)
    assert plain.verdict().checks[2].message == "1 runs computed again, equal to the last digit"
    shares = honest.portions.portions
    wrong = honest.house.copied(honest.house.folder.with_name("old and wrong"))
    wrong.forge(old, replace(honest.portions, portions=(replace(shares[0], amount="1.00"), *shares[1:])))
    assert not wrong.verdict().holds


def other_leg(made: PostingsMade) -> PostingsMade:
    first, *legs = made.postings
    return replace(made, postings=(replace(first, account="Liabilities:EducationFund"), *legs))


def more_of_a_claim(made: PostingsMade) -> PostingsMade:
    first, *changes = made.claims
    return replace(made, claims=(replace(first, amount="-200.01"), *changes))


def no_claims(made: PostingsMade) -> PostingsMade:
    return replace(made, claims=())


@pytest.mark.parametrize("change", [other_leg, more_of_a_claim, no_claims])
def test_a_set_off_is_booked_as_it_was_cleared_and_in_no_other_way(
    tmp_path: Path, change: Callable[[PostingsMade], PostingsMade]
) -> None:
    honest = published(cleared(tmp_path / "house"), "rule.set_off")
    house = honest.house
    house.forge(honest.run, honest.portions, honest.proof)
    house.wait(30)
    right = house.copied(house.folder.with_name("right"))
    answer = right.ask(SettleRun(run=honest.run.run))
    settled, made = (entry.fact for entry in answer.entries)
    assert right.verdict().holds
    wrong = house.copied(house.folder.with_name("wrong"))
    seq = wrong.forge(settled, change(made))
    assert wrong.wrong().entry == seq + 1
    none = house.copied(house.folder.with_name("none"))
    none.forge(settled)
    assert "a settlement was left half done" in none.wrong().message
    less = house.copied(house.folder.with_name("less"))
    less.named(replace(settled, count=0, amount="0.00"), "does not book what stands of the run")
    twice = right.copied(house.folder.with_name("twice"))
    assert not twice.states["rules"].paying
    twice.named(settled, "no such run that waits to be settled")
