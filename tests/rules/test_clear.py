"""The rule kind `clear`: only who consented takes part, the most is cleared, and what is kept proves it."""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from auzolan.charter.check import check_text
from auzolan.charter.preset import preset
from auzolan.formula.parse import parse
from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.rules.ground import Ground
from auzolan.rules.kinds.clear import FIELDS, Clear, certify, cleared, compute
from auzolan.rules.steps import Over, over
from auzolan.values.figure import Figure
from auzolan.values.refusal import Refusal

PAGE = (Path(__file__).parents[2] / "docs/guides/rules/clear.md").read_text("utf-8")
RULE = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1]
M14 = (("A", "B", 700), ("B", "C", 500), ("C", "A", 200), ("C", "D", 400), ("D", "B", 300))
ALL = {"A", "B", "C", "D"}
SAID = Clear(
    unit="EUR", among=over("claims"),
    consents=(Over(table="members", where=parse("set_off = 1"), said="members where set_off = 1"),),
)


def claim(number: int, debtor: str, creditor: str, amount: str, due: date | None = None, unit: str = "EUR") -> Row:
    return Row(
        values={"claim": f"k{number}", "debtor": debtor, "creditor": creditor, "open": Fraction(amount), "unit": unit,
                "date": date(2026, 1, number), "due": due},
        entries={"open": (number,)},
    )


def ground(claims: Sequence[Row], consented: set[str]) -> Ground:
    members = [Row(values={"member": one, "set_off": Fraction(one in consented)}) for one in sorted(ALL)]
    tables = {"claims": list(claims), "members": members}
    figure = Figure(label="set-off", value=Fraction(0), unit="EUR", places=2)
    scope = Scope(columns={one: PlainColumn(name=one) for one in ("member", "set_off")})
    return Ground(
        source=0, unit="EUR", places=2, figure=figure, rows=tables.__getitem__, fill=lambda text, row: text, turn=1,
        scope=lambda table: scope,
    )


def example() -> list[Row]:
    return [claim(place, one, other, str(amount)) for place, (one, other, amount) in enumerate(M14, 1)]


def amounts(claims: Sequence[Row], consented: set[str]) -> dict[str, int]:
    return {portion.to: portion.amount for portion in compute(SAID, ground(claims, consented))}


def test_the_example_is_cleared_to_the_cent_and_every_portion_says_why() -> None:
    portions = compute(SAID, ground(example(), ALL))
    assert [(one.to, one.amount) for one in portions] == [
        ("k1", 20000), ("k2", 50000), ("k3", 20000), ("k4", 30000), ("k5", 30000),
    ]
    first = portions[0].figure
    assert first.printed() == "200.00"
    assert [part.printed() for part in first.because] == ["700.00", "1500.00"]
    assert first.all_entries() == (1,)


def test_only_who_consented_takes_part() -> None:
    assert amounts(example(), {"A", "B", "C"}) == {"k1": 20000, "k2": 20000, "k3": 20000}
    with pytest.raises(Refusal, match="two who consented"):
        amounts(example(), {"A", "D"})


def test_the_organisation_itself_takes_part() -> None:
    both = [claim(1, "us", "A", "10.50"), claim(2, "A", "us", "4.25"), claim(3, "us", "Z", "9.00")]
    assert amounts(both, {"A"}) == {"k1": 425, "k2": 425}


def test_claims_in_another_unit_stay() -> None:
    both = [claim(1, "A", "B", "10"), claim(2, "B", "A", "4"), claim(3, "B", "A", "4", unit="USD")]
    assert amounts(both, ALL) == {"k1": 400, "k2": 400}


def test_the_oldest_debt_is_cleared_first_and_within_a_debt_the_earliest_claim() -> None:
    claims = [
        claim(1, "A", "B", "5"), claim(2, "B", "A", "4", date(2026, 5, 1)), claim(3, "B", "A", "3", date(2026, 4, 1)),
        claim(4, "B", "A", "1", date(2026, 5, 1)),
    ]
    assert amounts(claims, ALL) == {"k1": 500, "k2": 200, "k3": 300, "k4": 0}


def test_what_is_kept_proves_itself_and_nothing_else() -> None:
    base = ground(example(), ALL)
    kept = cleared(SAID, base)
    found = {portion.to: portion.amount for portion in kept.portions}
    assert certify(SAID, base, found, kept.marks) == []
    for one in found:
        assert certify(SAID, base, found | {one: found[one] - 1}, kept.marks) != []
    assert certify(SAID, base, dict.fromkeys(found, 0), kept.marks) != []
    assert certify(SAID, base, {}, kept.marks) != []
    assert certify(SAID, base, found, kept.marks[1:]) != []
    flat = [replace(mark, level=0) for mark in kept.marks]
    assert certify(SAID, base, found, flat) != []
    assert certify(SAID, ground(example(), {"A", "B", "C"}), found, kept.marks) != []


def test_two_claims_of_one_debt_cannot_swap_what_is_cleared() -> None:
    claims = [claim(1, "A", "B", "5"), claim(2, "A", "B", "5"), claim(3, "B", "A", "5")]
    base = ground(claims, ALL)
    kept = cleared(SAID, base)
    assert {one.to: one.amount for one in kept.portions} == {"k1": 500, "k2": 0, "k3": 500}
    assert "in its turn" in certify(SAID, base, {"k1": 0, "k2": 500, "k3": 500}, kept.marks)[0]


def test_the_example_of_the_manual_stands_in_a_sound_charter() -> None:
    assert check_text(preset("mondragon") + "\n" + RULE) == []
    assert [one.name for one in FIELDS if f"| `{one.name}` |" not in PAGE] == []


@pytest.mark.parametrize(
    ("old", "new", "field", "what"),
    [
        ('unit = "EUR"', 'unit = "CHF"', "unit", "This unit is not known"),
        ('among = "claims"', 'among = "members"', "among", "These are no debts"),
        ('among = "claims"', 'among = "debts"', "among", "This table is not known"),
        ('["members where set_off = 1"]', '["members"]', "consents", "Nobody was asked"),
        ('["members where set_off = 1"]', '["flows where entry = 1"]', "consents", "Nobody is among these"),
        ("set_off = 1", "set_of = 1", "consents", "The formula was not accepted"),
        ('consents = ["members where set_off = 1"]', "", "consents", "The field consents is missing"),
        ('does = "clear"', 'does = "clear"\nties = "youngest first"', "ties", "The field ties holds something else"),
    ],
)
def test_a_fault_is_said_before_anybody_votes(old: str, new: str, field: str, what: str) -> None:
    assert old in RULE
    found = check_text(preset("mondragon") + "\n" + RULE.replace(old, new, 1))
    assert (field, what) in [(one.field, one.what) for one in found]
