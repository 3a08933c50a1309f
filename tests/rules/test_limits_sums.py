"""Limits kept as sums over the open tables: hours of a month, seats, members; refused on one side and not the other."""

from fractions import Fraction
from pathlib import Path

import pytest
from immutables import Map
from msgspec.structs import replace

from auzolan.charter.check import check_text
from auzolan.flows.requests import RecordContribution, RecordContributions, RecordEntry, SettlePending, VoidPending
from auzolan.members.decide import AdmitMember, PartMember
from auzolan.rules.limits import limits_of
from auzolan.rules.limits_following import follow
from auzolan.rules.limits_judging import broken
from auzolan.rules.limits_looking import rows_of
from auzolan.tables.table import Add
from auzolan.values.refusal import Refusal
from house_of_limits import CHARTER, House, limit

STEWARDS = limit("stewards", "over = \"contributions where contribution = 'contribution.stewarding'\"\n"
                 'per = "member"\nperiod = "month"\nmust = "sum(amount) <= 20"')
TRAVEL = limit("travel", "over = \"postings where account = 'Expenses:Travel' and status <> 'void'\"\n"
               'must = "sum(amount) <= 100"')
SMALL = limit("small", "over = \"contributions where contribution = 'contribution.hours'\"\nper = \"row\"\n"
              'must = "amount <= 24"')


def refused(house: House, request: object) -> str:
    before = house.office.now().seq
    with pytest.raises(Refusal) as caught:
        house.ask(request)  # type: ignore[arg-type]
    assert house.office.now().seq == before
    return caught.value.why


def hours(member: str, amount: str, date: str, contribution: str = "stewarding") -> RecordContribution:
    return RecordContribution(contribution=contribution, amount=amount, member=member, date=date)


def test_hours_of_a_month_are_limited_for_each_member_and_month_by_itself(tmp_path: Path) -> None:
    house = House(tmp_path, STEWARDS)
    house.admit("m1", "m2")
    house.on("2026-03-05")
    house.ask(hours("m1", "19.99", "2026-02-10"))
    house.ask(hours("m1", "0.01", "2026-02-28"))
    assert refused(house, hours("m1", "0.01", "2026-02-01")) == (
        "sum(amount) would come to 20.01, and the limit asks for at most 20 for m1 in 2026-02."
    )
    house.ask(hours("m1", "20.00", "2026-03-01"))
    house.ask(hours("m2", "20.00", "2026-02-10"))
    house.ask(hours("m1", "50.00", "2026-02-10", "hours"))
    many = tuple(hours("m2", "10.00", f"2026-01-{day}") for day in ("10", "11"))
    house.ask(RecordContributions(contributions=many, source="c" * 64))
    assert "20.01" in refused(house, RecordContributions(
        contributions=(hours("m2", "0.01", "2026-01-12"),), source="d" * 64,
    ))
    house.verified()


def test_rows_that_end_are_taken_out_of_the_sum(tmp_path: Path) -> None:
    house = House(tmp_path, limit("few", 'over = "members where class = \'worker\' and left = 2026-01-05"\n'
                                  'must = "count(*) <= 1"'))
    house.admit("m1", "m2")
    house.ask(PartMember(member="m1", left="2026-01-05"))
    assert "count(*) would come to 2" in refused(house, PartMember(member="m2", left="2026-01-05"))
    house.verified()


def test_no_more_members_than_the_limit_says(tmp_path: Path) -> None:
    house = House(tmp_path, limit("few", 'over = "members where class = \'worker\'"\nmust = "count(*) <= 3"'))
    house.admit("m1", "m2", "m3")
    assert refused(house, AdmitMember(member="m4", class_="worker", joined="2026-01-01")) == (
        "count(*) would come to 4, and the limit asks for at most 3."
    )
    house.verified()


def test_what_waits_and_is_voided_leaves_the_sum_again(tmp_path: Path) -> None:
    house = House(tmp_path, TRAVEL)

    def spend(amount: str, pending: bool = False) -> RecordEntry:
        legs = (("Expenses:Travel", f"{amount} EUR"), ("Assets:Bank", f"-{amount} EUR"))
        return RecordEntry(legs=legs, pending=pending)

    waits = house.ask(spend("60.00", pending=True)).seqs[-1]
    assert "100.01" in refused(house, spend("40.01"))
    house.ask(VoidPending(entry=waits))
    house.ask(spend("40.01"))
    again = house.ask(spend("59.99", pending=True)).seqs[-1]
    house.ask(SettlePending(entry=again))
    assert "100.01" in refused(house, spend("0.01"))
    house.verified()


def test_a_row_by_itself(tmp_path: Path) -> None:
    house = House(tmp_path, SMALL)
    house.admit("m1")
    house.ask(hours("m1", "24.00", "2026-01-05", "hours"))
    assert "amount would come to 24.01" in refused(house, hours("m1", "24.01", "2026-01-05", "hours"))
    house.verified()


def test_a_limit_adopted_later_counts_the_rows_that_were_there(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.admit("m1", "m2")
    house.on("2026-02-25")
    house.ask(hours("m1", "15.00", "2026-02-10"))
    house.adopt(STEWARDS, limit("few", 'over = "members where class = \'worker\'"\nmust = "count(*) <= 3"'),
                by=("m1", "m2"))
    house.ask(hours("m1", "5.00", "2026-02-11"))
    assert "20.01" in refused(house, hours("m1", "0.01", "2026-02-12"))
    house.admit("m3")
    assert "4" in refused(house, AdmitMember(member="m4", class_="worker", joined="2026-01-01"))
    house.ask(PartMember(member="m1"))
    house.verified()


def test_the_sums_are_those_that_a_look_at_every_row_gives(tmp_path: Path) -> None:
    house = House(tmp_path, STEWARDS)
    house.admit("m1", "m2", "m3")
    for number in range(30):
        house.ask(hours(f"m{number % 3 + 1}", f"{number % 4}.{number:02d}", f"2026-01-0{number % 5 + 1}"))
    house.on("2026-01-20")
    now = house.office.now()
    one = limits_of(now.charter)["limit.stewards"]
    seen: dict[str, Fraction] = {}
    for row in rows_of(one, now.charter, now.states, house.office.reader(), "2026-01-20"):
        who = str(row.values["member"])
        seen[who] = seen.get(who, Fraction(0)) + Fraction(str(row.values["amount"]))
    groups = now.states["metrics"].watch.limits["limit.stewards"].groups
    assert {value: Fraction(sums[0]) for (value, _), sums in groups.items()} == seen


def test_what_the_node_brings_about_is_looked_at_and_not_refused(tmp_path: Path) -> None:
    house = House(tmp_path, SMALL, STEWARDS)
    house.admit("m1")
    now = house.office.now()
    watch = replace(now.states["metrics"].watch, stale=Map())
    row = (99, "m1", "contribution.stewarding", 25_00, "h", "2026-01-05", False, None, None)
    change = [Add("contributions", row)]
    by_people = follow(watch, change, now.charter, now.states, 99, by_node=False)
    assert [key[0] for key in by_people.touched] == ["limit.stewards"]
    assert broken(by_people, now.charter, now.states) is not None
    by_node = follow(watch, change, now.charter, now.states, 99, by_node=True)
    assert (len(by_node.touched), by_node.stale) == (0, Map({"limit.stewards": 99}))
    assert broken(by_node, now.charter, now.states) is None
    assert by_node.limits == by_people.limits


@pytest.mark.parametrize(("fields", "field"), [
    ('over = "members"\nmust = "index <= 9"', "must"),
    ('over = "members"\nper = "colour"\nmust = "count(*) <= 9"', "per"),
    ('over = "claims"\nper = "debtor"\nmust = "count(*) <= 9"', "per"),
    ('over = "members"\nperiod = "month"\nmust = "count(*) <= 9"', "period"),
    ('must = "count(*) <= 9"', "over"),
    ('over = "members"\naccount = "Liabilities:Credit:{member}"\nmust = "balance > 0 EUR"', "over"),
    ('account = "Liabilities:Unknown:{member}"\nmust = "balance > 0 EUR"', "account"),
    ('account = "Liabilities:Credit:{member}"\nmust = "balance > -credit_limit"', "unit"),
    ('account = "Liabilities:Credit:{member}"\nper = "row"\nmust = "balance > 0 EUR"', "per"),
    ('over = "members"\nper = "row"\nmust = "hours <= 2000 h"', "breach"),
    ('over = "members"\nper = "row"\nmust = "index <= 2 * sum(index)"', "breach"),
])
def test_what_a_limit_leaves_open_is_a_finding(fields: str, field: str) -> None:
    found = check_text(CHARTER + limit("x", fields))
    assert [(one.where, one.field) for one in found] == [("limit.x", field)]
