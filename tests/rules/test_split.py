"""A split shares an amount in steps; the known systems come out to the cent, and nothing is lost."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auzolan.formula.parse import parse
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.rules.kinds.split import Ground, Portion, Split, compute
from auzolan.rules.steps import steps
from auzolan.values.figure import Figure
from auzolan.values.refusal import Refusal

UNITS = {"hours": "h", "royalties": "EUR", "capital": "EUR"}
YEAR = {"year": "2026"}


def row(member: str, **values: Any) -> Row:
    return Row(values={"member": member, **values}, entries={name: (len(member),) for name in values})


def fill(template: str, row: Row | None) -> str:
    known: Mapping[str, Any] = YEAR if row is None else {**YEAR, **row.values}
    return re.sub(r"\{(\w+)\}", lambda found: str(known.get(found[1], found[0])), template)


def scope(members: Sequence[Row]) -> Scope:
    def column(name: str, value: object) -> PlainColumn:
        return PlainColumn(name=name, unit=UNITS.get(name, ""), kind="text" if isinstance(value, str) else "number")

    names: dict[str, object] = {"hours": 0}
    names |= {name: value for member in members for name, value in member.values.items()}
    return Scope(columns={name: column(name, value) for name, value in names.items()}, table="members")


def split(*said: Mapping[str, Any], when: str = "", ties: str = "bytes") -> Split:
    return Split(
        source="Equity:Surplus:{year}",
        pays_from="",
        when=parse(when) if when else None,
        rotate=ties == "rotate",
        steps=steps(said),
    )


def run(source: int, rule: Split, members: Sequence[Row] = (), turn: int = 0, places: int = 2) -> list[Portion]:
    figure = Figure(label="the surplus", value=Fraction(source, 10**places), unit="EUR", places=places, entries=(1,))
    ground = Ground(
        source=source,
        unit="EUR",
        places=places,
        figure=figure,
        rows=lambda table: members,
        fill=fill,
        turn=turn,
        scope=lambda table: scope(members),
    )
    return compute(rule, ground)


def amounts(portions: Sequence[Portion]) -> dict[str, int]:
    return {portion.to: portion.amount for portion in portions}


def part(to: str, take: str, of: str = "source", **more: Any) -> dict[str, Any]:
    return {"to": to, "take": take, **({"of": of} if take != "rest" else {}), **more}


MONDRAGON = (
    part("Liabilities:EducationFund", "10%"),
    part("Equity:Collective:Legal", "45%"),
    part("Equity:Capital:{member}:{year}", "rest", among="members where class = 'worker'", by="hours * index"),
)
WORKERS = (
    row("ane", **{"class": "worker"}, hours=1600, index=1),
    row("benat", **{"class": "worker"}, hours=1600, index=Fraction(17, 10)),
    row("carmen", **{"class": "worker"}, hours=1600, index=Fraction(45, 10)),
    row("dani", **{"class": "worker"}, hours=800, index=1),
    row("eva", **{"class": "eater"}, hours=900, index=9),
)


def test_mondragon_shares_a_surplus_of_100_000_to_the_cent() -> None:
    assert amounts(run(100_000_00, split(*MONDRAGON, when="source > 0 EUR"), WORKERS)) == {
        "Equity:Capital:ane:2026": 5_844_16,
        "Equity:Capital:benat:2026": 9_935_06,
        "Equity:Capital:carmen:2026": 26_298_70,
        "Equity:Capital:dani:2026": 2_922_08,
        "Equity:Collective:Legal": 45_000_00,
        "Liabilities:EducationFund": 10_000_00,
    }


def test_a_loss_is_shared_by_the_same_key_with_the_sign_turned() -> None:
    gain, loss = run(100_000_00, split(*MONDRAGON), WORKERS), run(-100_000_00, split(*MONDRAGON), WORKERS)
    assert amounts(loss) == {to: -amount for to, amount in amounts(gain).items()}


def test_patronage_pays_a_fifth_in_cash_and_the_rest_into_layers() -> None:
    members = [row(name, hours=hours) for name, hours in (("a", 2000), ("b", 1800), ("c", 1200))]
    each = [
        part("Liabilities:Payable:{member}", "20%", round="up"),
        part("Equity:Capital:{member}:{year}", "rest"),
    ]
    patronage = [part("Equity:Collective", "30%"), {"take": "rest", "among": "members", "by": "hours", "steps": each}]
    rule = split(part("Equity:NonMember", "15%"), {"take": "rest", "steps": patronage})
    assert amounts(run(200_000_00, rule, members)) == {
        "Equity:Capital:a:2026": 38_080_00,
        "Equity:Capital:b:2026": 34_272_00,
        "Equity:Capital:c:2026": 22_848_00,
        "Equity:Collective": 51_000_00,
        "Equity:NonMember": 30_000_00,
        "Liabilities:Payable:a": 9_520_00,
        "Liabilities:Payable:b": 8_568_00,
        "Liabilities:Payable:c": 5_712_00,
    }


def test_at_least_a_fifth_rounds_up_where_the_cents_do_not_come_out() -> None:
    rule = split(part("Cash", "20%", round="up"), part("Layer", "rest"))
    assert amounts(run(101, rule)) == {"Cash": 21, "Layer": 80}


def test_equal_exchange_shares_twenty_five_cents_in_whole_cents() -> None:
    rule = split(part("Gift", "10%"), part("Owners", "35%"), part("Reinvested", "55%"))
    assert amounts(run(25, rule)) == {"Gift": 2, "Owners": 9, "Reinvested": 14}


def test_the_owners_share_their_nine_cents_equally_by_the_bytes_of_the_account() -> None:
    owners = [row(name) for name in ("c", "a", "b", "d")]
    rule = split(part("Gift", "10%"), part("Owners:{member}", "35%", among="members"), part("Reinvested", "55%"))
    found = amounts(run(25, rule, owners))
    assert found == {"Gift": 2, "Owners:a": 3, "Owners:b": 2, "Owners:c": 2, "Owners:d": 2, "Reinvested": 14}


def test_half_of_a_booking_fee_goes_to_the_community() -> None:
    fee = [part("Liabilities:CommunityFund:place", "50%"), part("Income:Fees", "50%")]
    out_of_it = split({"take": "15%", "of": "source", "steps": fee}, part("Liabilities:Payable:host", "rest"))
    assert amounts(run(400_00, out_of_it)) == {
        "Income:Fees": 30_00,
        "Liabilities:CommunityFund:place": 30_00,
        "Liabilities:Payable:host": 340_00,
    }
    assert amounts(run(60_00, split(*fee))) == {"Income:Fees": 30_00, "Liabilities:CommunityFund:place": 30_00}


def test_stocksy_has_one_waterfall_with_a_key_for_each_class() -> None:
    members = [
        row("a1", **{"class": "A"}, years=1, royalties=0),
        row("a2", **{"class": "A"}, years=9, royalties=0),
        row("b1", **{"class": "B"}, years=1, royalties=0),
        row("b2", **{"class": "B"}, years=2, royalties=0),
        row("c1", **{"class": "C"}, years=5, royalties=100),
        row("c2", **{"class": "C"}, years=5, royalties=200),
    ]
    keys = [
        part("P:{member}", "5%", among="members where class = 'A'"),
        part("P:{member}", "5%", among="members where class = 'B'", by="years"),
        part("P:{member}", "90%", among="members where class = 'C'", by="royalties"),
    ]
    rule = split(
        part("Legal", "10%"),
        part("Deficit", "source", up_to="40000 EUR"),
        part("Charity", "10000 EUR"),
        {"take": "rest", "steps": keys},
    )
    assert amounts(run(388_888_89, rule, members)) == {
        "Charity": 10_000_00,
        "Deficit": 40_000_00,
        "Legal": 38_888_89,
        "P:a1": 7_500_00,
        "P:a2": 7_500_00,
        "P:b1": 5_000_00,
        "P:b2": 10_000_00,
        "P:c1": 90_000_00,
        "P:c2": 180_000_00,
    }


def test_a_pot_of_300_000_is_fifteen_fifteen_and_two_hundred_and_seventy() -> None:
    rule = split(part("A", "5%"), part("B", "5%"), part("C", "90%"))
    assert amounts(run(300_000_00, rule)) == {"A": 15_000_00, "B": 15_000_00, "C": 270_000_00}


def test_three_exact_thirds_are_the_whole_and_the_last_cent_goes_by_bytes() -> None:
    rule = split(part("c", "1/3"), part("a", "1/3"), part("b", "1/3"))
    assert amounts(run(100, rule)) == {"a": 34, "b": 33, "c": 33}


def test_ties_that_rotate_move_one_place_with_each_run() -> None:
    rule = split(part("c", "1/3"), part("a", "1/3"), part("b", "1/3"), ties="rotate")
    assert [amounts(run(100, rule, turn=turn)) for turn in (1, 2)] == [
        {"a": 33, "b": 34, "c": 33},
        {"a": 33, "b": 33, "c": 34},
    ]


def test_a_percentage_beside_a_rest_rounds_half_to_even() -> None:
    rule = split(part("Half", "50%"), part("Rest", "rest"))
    assert [amounts(run(cents, rule)) for cents in (1, 3)] == [{"Half": 0, "Rest": 1}, {"Half": 2, "Rest": 1}]


def test_percentages_that_round_up_never_take_more_than_there_is() -> None:
    rule = split(*(part(to, "19.99%") for to in "abcde"), part("Rest", "rest"))
    assert amounts(run(3, rule)) == {"a": 1, "b": 1, "c": 1, "d": 0, "e": 0, "Rest": 0}


def test_of_the_rest_means_what_the_steps_before_left() -> None:
    rule = split(part("First", "50%"), part("Second", "50%", of="rest"), part("Third", "rest"))
    assert amounts(run(100_00, rule)) == {"First": 50_00, "Second": 25_00, "Third": 25_00}


def test_portions_to_one_account_become_one_and_its_figure_holds_each_step() -> None:
    found = run(100_00, split(part("Fund", "10%"), part("Other", "40%"), part("Fund", "rest")))
    assert amounts(found) == {"Fund": 60_00, "Other": 40_00}
    assert [because.number for because in found[0].figure.because] == [10, 50]


def test_rows_with_one_account_are_added_up_and_lose_nothing() -> None:
    members = [row("ane", hours=1), row("ane", hours=1), row("ben", hours=1)]
    rule = split(part("P:{member}", "rest", among="members", by="hours"))
    assert amounts(run(100, rule, members)) == {"P:ane": 67, "P:ben": 33}


def test_the_figure_of_a_portion_is_its_amount_and_leads_to_the_entries() -> None:
    found = run(100_000_00, split(*MONDRAGON), WORKERS)
    ane = found[0]
    assert (ane.to, ane.figure.printed(), ane.figure.unit) == ("Equity:Capital:ane:2026", "5844.16", "EUR")
    assert ane.member == "ane"
    assert set(ane.figure.all_entries()) >= {1, 3}
    labels = str(ane.figure.as_json())
    assert "hours * index" in labels and "everyone's hours * index" in labels and "'12320'" in labels


def test_a_condition_that_does_not_hold_stops_the_run_with_a_sentence() -> None:
    with pytest.raises(Refusal) as caught:
        run(-5_00, split(part("All", "rest"), when="source > 0 EUR"))
    assert "source > 0 EUR" in caught.value.why and "-5.00 EUR" in caught.value.why
    assert caught.value.next


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ((), "Nobody"),
        ((row("ane", hours=0),), "Nobody"),
        ((row("ane", hours=5), row("ben", hours=-1)), "below zero"),
    ],
)
def test_a_step_that_nobody_can_take_part_in_stops_the_run(members: tuple[Row, ...], says: str) -> None:
    with pytest.raises(Refusal) as caught:
        run(100, split(part("P:{member}", "rest", among="members", by="hours")), members)
    assert says in caught.value.why and caught.value.next


def test_a_weight_that_is_not_known_stops_the_run() -> None:
    with pytest.raises(Refusal, match="not known"):
        run(
            100,
            split(part("P:{member}", "rest", among="members", by="hours")),
            [row("ane", hours=None), row("b", hours=1)],
        )


shares = st.lists(st.integers(0, 400), min_size=1, max_size=5).filter(lambda parts: sum(parts) <= 1000)
table = st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 50)), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.integers(-(10**12), 10**12), shares, st.sampled_from(("source", "rest")), table, st.integers(0, 9))
def test_the_portions_of_any_split_sum_to_its_source(
    source: int, parts: list[int], of: str, lines: list[tuple[int, int]], turn: int
) -> None:
    members = [
        row(f"m{place}", hours=hours + 1, index=Fraction(index, 10)) for place, (hours, index) in enumerate(lines)
    ]
    inner = [part("Cash:{member}", "20%", round="up"), part("Layer:{member}", "rest")]
    rule = split(
        *(part(f"Fund{place}", f"{share}/1000", of) for place, share in enumerate(parts)),
        {"take": "rest", "among": "members", "by": "hours * index", "steps": inner},
        ties="rotate",
    )
    found = run(source, rule, members, turn)
    assert sum(portion.amount for portion in found) == source
    assert all(portion.amount * source >= 0 for portion in found)
    assert all(portion.figure.number == Fraction(portion.amount, 100) for portion in found)
