"""Splits against a plain second reading of the rounding law, written from the words and not from the code."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.rules.kinds.split import Ground, Split, compute
from auzolan.rules.share_out import share_out
from auzolan.rules.steps import steps
from auzolan.values.figure import Figure

ids = st.text(alphabet="abzAZé09", min_size=1, max_size=3)
parts = st.fractions(min_value=0, max_value=50, max_denominator=60)
weights = st.dictionaries(ids, parts, min_size=1, max_size=9).filter(lambda said: any(said.values()))
SCOPE = Scope(columns={"member": PlainColumn(name="member", kind="text"), "weight": PlainColumn(name="weight")})


def largest_remainder(units: int, said: Mapping[str, Fraction]) -> dict[str, int]:
    """Floor everybody, then hand the left-over units out one by one to whoever is furthest below their exact part."""
    whole = sum(said.values())
    got = {who: units * weight // whole for who, weight in said.items()}
    while sum(got.values()) < units:
        missing = {who: units * weight / whole - got[who] for who, weight in said.items()}
        largest = max(missing.values())
        got[min((who for who in said if missing[who] == largest), key=lambda who: who.encode())] += 1
    return {who: int(amount) for who, amount in got.items()}


@given(st.integers(0, 10**15), weights)
def test_sharing_out_is_plain_largest_remainder(units: int, said: Mapping[str, Fraction]) -> None:
    shared = share_out(units, said)
    assert dict(shared.portions) == largest_remainder(units, said)
    assert sum(shared.portions.values()) == units
    assert shared.left == len(shared.extra) < len(said)


@given(st.integers(0, 10**9), weights, st.integers(0, 50))
def test_taking_turns_moves_only_units_among_equal_remainders(
    units: int, said: Mapping[str, Fraction], turn: int
) -> None:
    plain, turned = share_out(units, said), share_out(units, said, turn=turn)
    assert sum(turned.portions.values()) == units
    cut = min((plain.remainders[who] for who in plain.extra), default=Fraction(0))
    for who in said:
        if plain.remainders[who] != cut:
            assert turned.portions[who] == plain.portions[who]


@given(st.integers(0, 10**6), weights)
def test_over_as_many_runs_as_there_are_members_turns_come_out_even(
    units: int, said: Mapping[str, Fraction]
) -> None:
    equal = dict.fromkeys(said, Fraction(1))
    runs = [share_out(units, equal, turn=turn).portions for turn in range(1, len(equal) + 1)]
    assert {who: sum(run[who] for run in runs) for who in equal} == dict.fromkeys(equal, units)


def shared(source: int, said: Mapping[str, Fraction], listed: list[dict[str, object]]) -> dict[str, int]:
    rows = [Row(values={"member": who, "weight": weight}) for who, weight in said.items()]

    def fill(template: str, row: Row | None) -> str:
        return template if row is None else template.replace("{member}", str(row.values["member"]))

    found = compute(
        Split(source="Equity:Surplus", pays_from="", when=None, rotate=False, steps=steps(listed)),
        Ground(
            source=source, unit="EUR", places=2, rows=lambda table: rows, fill=fill, turn=1, scope=lambda table: SCOPE,
            figure=Figure(label="the surplus", value=Fraction(source, 100), unit="EUR", places=2),
        ),
    )
    assert sum(one.amount for one in found) == source
    assert all(one.figure.number == Fraction(one.amount, 100) for one in found)
    return {one.to: one.amount for one in found}


@given(st.integers(-(10**12), 10**12), weights, st.lists(st.integers(1, 99), min_size=1, max_size=6))
def test_percentages_of_the_whole_and_then_the_rest_by_weight(
    source: int, said: Mapping[str, Fraction], cents: list[int]
) -> None:
    listed: list[dict[str, object]] = [
        {"to": f"#{at}", "take": f"{one}%", "of": "source"} for at, one in enumerate(cents)
    ]
    got = shared(source, said, [*listed, {"to": "{member}", "take": "rest", "among": "members", "by": "weight"}])
    sign, left, wanted = (-1 if source < 0 else 1), abs(source), {}
    for at, one in enumerate(cents):
        part = min(left, round(Fraction(abs(source) * one, 100)))
        wanted[f"#{at}"] = sign * part
        left -= part
    wanted |= {who: sign * amount for who, amount in largest_remainder(left, said).items()}
    assert got == wanted


@given(st.integers(0, 10**9), weights)
def test_shares_that_sum_to_all_are_largest_remainders_too(source: int, said: Mapping[str, Fraction]) -> None:
    whole = sum(said.values())
    shares = {who: weight / whole for who, weight in said.items()}
    listed: list[dict[str, object]] = [
        {"to": who, "take": f"{share.numerator}/{share.denominator}", "of": "source"} for who, share in shares.items()
    ]
    assert shared(source, said, listed) == largest_remainder(source, shares)
