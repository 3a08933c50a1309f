"""Mutual credit: nobody below their limit, refused in a sentence, tested on both sides of it."""

from pathlib import Path

import pytest

from auzolan.flows.balances import trial_balance
from auzolan.flows.facts import AccountOpened
from auzolan.flows.requests import Booking, CorrectEntry, ImportBooks, Leg, OpenAccount
from auzolan.metrics.facts import LimitHolds
from auzolan.values.refusal import Refusal
from house_of_limits import House, limit

FIXED = limit("credit", 'title = "Credit"\naccount = "Liabilities:Credit:{member}"\nmust = "balance >= -300 EUR"')
OWN = limit("credit", 'title = "Credit"\naccount = "Liabilities:Credit:{member}"\nmust = "balance >= -credit_limit"\n'
            'unit = "EUR"')
EARNED = limit("credit", 'account = "Liabilities:Credit:{member}"\nmust = "balance >= -least(300 EUR, received)"')


def house_with(folder: Path, *limits: str) -> House:
    house = House(folder, *limits)
    house.admit("m1", "m2", "m3")
    return house


def refused(house: House, *sides: str) -> Refusal:
    before = house.office.now().seq
    with pytest.raises(Refusal) as caught:
        house.pays(*sides)
    assert house.office.now().seq == before
    return caught.value


def test_a_balance_may_come_to_its_limit_and_no_cent_below(tmp_path: Path) -> None:
    house = house_with(tmp_path, FIXED)
    house.pays("m1", "m2", "299.99")
    house.pays("m1", "m2", "0.01")
    why = refused(house, "m1", "m3", "0.01")
    assert why.where == "limit.credit"
    assert why.why == (
        "Credit: balance would come to -300.01 EUR, and the limit asks for at least -300.00 EUR (balance >= - 300 EUR)"
        " for Liabilities:Credit:m1."
    )
    assert "Assembly" in why.next
    assert not trial_balance(house.states["flows"])
    house.verified()


def test_one_append_is_judged_as_a_whole(tmp_path: Path) -> None:
    house = house_with(tmp_path, FIXED)

    def booking(line: int, giver: str, receiver: str, amount: str) -> Booking:
        legs = (Leg(account=f"Liabilities:Credit:{giver}", amount=amount, unit="EUR"),
                Leg(account=f"Liabilities:Credit:{receiver}", amount=f"-{amount}", unit="EUR"))
        return Booking(date="2026-01-05", line=line, legs=legs)

    there, back, less = (booking(1, "m1", "m2", "500.00"), booking(2, "m2", "m1", "200.00"),
                         booking(2, "m2", "m1", "199.99"))
    house.ask(ImportBooks(source="a" * 64, format="hledger", bookings=(there, back)))
    house.pays("m2", "m1", "300.00")
    with pytest.raises(Refusal, match=r"limit\.credit"):
        house.ask(ImportBooks(source="b" * 64, format="hledger", bookings=(there, less)))
    house.verified()


def test_each_has_the_limit_that_was_recorded_for_them(tmp_path: Path) -> None:
    house = house_with(tmp_path, OWN)
    house.pays("m1", "m2", "300.00")
    assert "at least -300.00 EUR" in refused(house, "m1", "m2", "0.01").why
    house.brings("m1", "credit_limit", "400.00")
    house.pays("m1", "m2", "100.00")
    assert "at least -400.00 EUR" in refused(house, "m1", "m2", "0.01").why
    with pytest.raises(Refusal, match=r"limit\.credit"):
        house.brings("m1", "credit_limit", "399.99")
    house.verified()


def test_the_limit_grows_with_what_was_received_up_to_the_hard_one(tmp_path: Path) -> None:
    house = house_with(tmp_path, limit("soft", 'account = "Liabilities:Credit:{member}"\n'
                                       'must = "balance >= -(20 EUR + least(280 EUR, received))"'))
    assert "at least -20.00 EUR" in refused(house, "m1", "m2", "20.01").why
    house.pays("m2", "m1", "20.00")
    house.pays("m3", "m1", "20.00")
    assert "at least -60.00 EUR" in refused(house, "m1", "m3", "100.01").why
    house.pays("m1", "m2", "100.00")
    house.verified()


def test_what_was_broken_before_may_be_mended_step_by_step_and_not_worsened(tmp_path: Path) -> None:
    house = house_with(tmp_path)
    house.pays("m1", "m2", "500.00")
    house.adopt(FIXED, by=("m1", "m2", "m3"))
    assert "limit.credit" in house.office.now().charter
    assert [(fact.limit, fact.figure) for fact in house.wake()] == [("limit.credit", "-500.00 EUR")]
    refused(house, "m1", "m3", "0.01")
    house.pays("m2", "m1", "150.00")
    refused(house, "m1", "m3", "0.01")
    assert house.wake() == ()
    house.pays("m2", "m1", "50.00")
    refused(house, "m1", "m3", "0.01")
    assert [type(fact) for fact in house.wake()] == [LimitHolds]
    house.verified()


def test_a_limit_adopted_later_counts_what_was_received_before(tmp_path: Path) -> None:
    house = house_with(tmp_path)
    house.pays("m2", "m1", "120.00")
    house.pays("m1", "m3", "120.00")
    house.adopt(EARNED, by=("m1", "m2", "m3"))
    house.pays("m1", "m3", "120.00")
    assert "at least -120.00 EUR" in refused(house, "m1", "m3", "0.01").why
    house.pays("m3", "m1", "240.00")
    house.pays("m1", "m2", "420.00")
    assert "at least -300.00 EUR" in refused(house, "m1", "m2", "0.01").why
    house.verified()


def test_a_correction_is_judged_like_any_entry(tmp_path: Path) -> None:
    house = house_with(tmp_path, FIXED)
    received = house.pays("m2", "m1", "100.00")
    house.pays("m1", "m3", "400.00")
    with pytest.raises(Refusal, match=r"limit\.credit"):
        house.ask(CorrectEntry(entry=received.seqs[-1]))
    house.verified()


def test_what_was_reversed_was_not_received(tmp_path: Path) -> None:
    house = house_with(tmp_path, limit("earned", 'account = "Liabilities:Credit:{member}"\n'
                                       'must = "balance >= -(50 EUR + received)"'))
    paid = house.pays("m1", "m2", "50.00")
    house.ask(CorrectEntry(entry=paid.seqs[-1]))
    assert "at least -50.00 EUR" in refused(house, "m1", "m3", "50.01").why
    assert "at least -50.00 EUR" in refused(house, "m2", "m3", "50.01").why
    house.verified()


def test_a_count_of_what_was_there_leaves_out_what_was_reversed(tmp_path: Path) -> None:
    house = house_with(tmp_path)
    house.ask(CorrectEntry(entry=house.pays("m1", "m2", "50.00").seqs[-1]))
    house.adopt(EARNED, by=("m1", "m2", "m3"))
    assert "at least 0.00 EUR" in refused(house, "m1", "m2", "0.01").why
    assert "at least 0.00 EUR" in refused(house, "m2", "m1", "0.01").why
    house.verified()


def test_a_retired_limit_refuses_nothing(tmp_path: Path) -> None:
    house = house_with(tmp_path, FIXED)
    house.adopt(retires=("limit.credit",), by=("m1", "m2", "m3"))
    house.pays("m1", "m2", "900.00")
    house.verified()


def test_a_limit_may_be_about_every_account_of_a_branch(tmp_path: Path) -> None:
    branch = '["account.funds"]\nbranch = "Equity:Funds:*"\n'
    house = House(tmp_path, branch + limit("funds", 'account = "Equity:Funds:*"\nmust = "balance >= 0 EUR"'))
    fund = house.ask(OpenAccount(name="Equity:Funds:Education")).fact(AccountOpened).account
    house.entry(("Assets:Bank", "10.00"), (fund, "-10.00"))
    with pytest.raises(Refusal, match=r"limit\.funds.*-0\.01 EUR"):
        house.entry((fund, "10.01"), ("Assets:Bank", "-10.01"))
    house.entry((fund, "10.00"), ("Assets:Bank", "-10.00"))
    house.verified()
