"""The manual's formulas are formulas, and its refusals are refused."""

import re
from pathlib import Path

import pytest

from auzolan.formula.check import check
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.scope import PlainColumn, Scope

MANUAL = (Path(__file__).parents[2] / "docs" / "guides" / "formulas.md").read_text()
EXAMPLES = re.findall(r"```formula\n(.*?)```", MANUAL, re.DOTALL)[0].splitlines()
COLUMNS = (
    PlainColumn(name="hours", unit="h"),
    PlainColumn(name="index"),
    PlainColumn(name="source", unit="EUR"),
    PlainColumn(name="euros", unit="EUR"),
    PlainColumn(name="price", unit="EUR/kg"),
    PlainColumn(name="class", kind="text"),
    PlainColumn(name="joined", kind="date"),
)
SCOPE = Scope(
    columns={**{one.name: one for one in COLUMNS}, "contributions.hours": PlainColumn(name="hours", unit="h")}
)


@pytest.mark.parametrize("formula", EXAMPLES)
def test_every_formula_of_the_manual_is_accepted(formula: str) -> None:
    assert check(parse(formula), SCOPE).kind in ("number", "truth")


@pytest.mark.parametrize(
    ("formula", "wanted", "answer"),
    [
        ("hours + euros", None, "an amount of h cannot be added to an amount of EUR"),
        ("hours * price", "EUR", "h x EUR/kg is not an amount of EUR"),
        ("hours > 0", None, "an amount of h and a pure number cannot be held against each other"),
    ],
)
def test_the_manual_gives_the_answers_that_people_get(formula: str, wanted: str | None, answer: str) -> None:
    assert answer in MANUAL
    with pytest.raises(FormulaRefused, match=re.escape(answer)):
        check(parse(formula), SCOPE, wanted=wanted)
