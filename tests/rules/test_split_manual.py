"""The manual's page about splits: its examples are computed again, and its figures are what comes out."""

import re
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.rules.kinds.split import FIELDS, STEP, Ground, Split, compute
from auzolan.rules.steps import steps
from auzolan.values.figure import Figure
from auzolan.values.quantity import parse_amount

PAGE = (Path(__file__).parents[2] / "docs/guides/rules/split.md").read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```\n(.*?)(?=\n\n[|#]|\Z)", PAGE, re.DOTALL)
SCOPE = Scope(
    columns={
        "class": PlainColumn(name="class", kind="text"), "hours": PlainColumn(name="hours", unit="h"),
        "index": PlainColumn(name="index"),
    },
    units=frozenset(("h", "EUR")),
)
MEMBERS = {
    "Mondragon": (("a", 1600, "1"), ("b", 1600, "1.7"), ("c", 1600, "4.5"), ("d", 800, "1")),
    "Patronage": (("a", 2000, "1"), ("b", 1800, "1"), ("c", 1200, "1")),
}


def given(source: str, listed: list[dict[str, Any]], members: str) -> set[int]:
    """Every amount that comes out, in cents."""
    amount = parse_amount(source.replace(",", ""), 2)
    rows = [
        Row(values={"member": id, "class": "worker", "hours": hours, "index": Fraction(index)})
        for id, hours, index in MEMBERS[members]
    ]

    def fill(template: str, row: Row | None) -> str:
        return template if row is None else template.replace("{member}", str(row.values["member"]))

    figure = Figure(label="the source", value=Fraction(amount, 100), unit="EUR", places=2)
    found = compute(
        Split(source="Equity:Surplus", pays_from="", when=None, rotate=False, steps=steps(listed)),
        Ground(source=amount, unit="EUR", places=2, figure=figure, rows=lambda table: rows, fill=fill, turn=1,
               scope=lambda table: SCOPE),
    )
    return {one.amount for one in found}


@pytest.mark.parametrize(("place", "members"), [(0, "Mondragon"), (1, "Patronage")])
def test_the_figures_of_an_example_are_those_that_its_steps_give(place: int, members: str) -> None:
    text, said = EXAMPLES[place]
    (rule,) = tomllib.loads(text).values()
    source, *figures = re.findall(r"[0-9][0-9,]*\.[0-9]{2}", said)
    shown = {parse_amount(figure.replace(",", ""), 2) for figure in figures}
    assert len(figures) >= 4
    assert shown <= given(source, rule["steps"], members)


def test_the_page_shows_two_examples_and_every_field() -> None:
    assert len(EXAMPLES) == 2
    for field in (*FIELDS, *STEP):
        assert re.search(rf"\| [^|\n]*`{field.name}`", PAGE), field.name


def test_what_the_page_says_about_25_cents_holds() -> None:
    assert "25 cents by 10, 35 and 55 % are 2, 9 and 14." in PAGE.replace("\n  ", " ")
    listed = [{"to": to, "take": take, "of": "source"} for to, take in (("a", "10%"), ("b", "35%"), ("c", "55%"))]
    assert given("0.25", listed, "Mondragon") == {2, 9, 14}
