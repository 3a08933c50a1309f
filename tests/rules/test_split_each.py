"""A step whose rows take at most so much each, and steps that know more than source and rest."""

from fractions import Fraction
from typing import Any

import pytest

from auzolan.formula.scope import PlainColumn, Row, Scope
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.kinds.split import Split, compute
from auzolan.rules.steps import steps
from auzolan.values.figure import Figure
from auzolan.values.refusal import Refusal

SCOPE = Scope(columns={
    "member": PlainColumn(name="member", kind="text"), "weight": PlainColumn(name="weight"),
    "capital": PlainColumn(name="capital", unit="EUR"),
}, units=frozenset(("EUR",)))
ROWS = {"a": (1, 500), "b": (1, 10), "c": (2, 1000)}
EACH = {"to": "Equity:{member}", "take": "rest", "among": "members", "by": "weight", "each_up_to": "capital"}


def shared(
    listed: list[dict[str, Any]], source: int, rows: dict[str, tuple[int, int | None]] | None = None
) -> dict[str, Portion]:
    made = [
        Row(values={"member": who, "weight": weight, "capital": capital})
        for who, (weight, capital) in (ROWS if rows is None else rows).items()
    ]

    def fill(template: str, row: Row | None) -> str:
        return template if row is None else template.replace("{member}", str(row.values["member"]))

    figure = Figure(label="the source", value=Fraction(source, 100), unit="EUR", places=2)
    found = compute(
        Split(source="Equity:Surplus", pays_from="", when=None, rotate=False, steps=steps(listed)),
        Ground(
            source=source, unit="EUR", places=2, figure=figure, rows=lambda table: made, fill=fill, turn=1,
            scope=lambda table: SCOPE, apart=Row(values={"owed": Fraction(30)}, entries={"owed": (7,)}),
            apart_scope=Scope(columns={"owed": PlainColumn(name="owed", unit="EUR")}),
        ),
    )
    return {one.to: one for one in found}


def amounts(found: dict[str, Portion]) -> dict[str, int]:
    return {to: one.amount for to, one in found.items()}


def test_what_is_over_goes_beyond_or_to_the_others() -> None:
    beyond = {**EACH, "excess": "on", "beyond": "Equity:Carried"}
    assert amounts(shared([beyond], 40_000)) == {
        "Equity:Carried": 9_000, "Equity:a": 10_000, "Equity:b": 1_000, "Equity:c": 20_000
    }
    others = {**EACH, "excess": "others", "beyond": "Equity:Carried"}
    assert amounts(shared([others], 40_000)) == {"Equity:a": 13_000, "Equity:b": 1_000, "Equity:c": 26_000}


def test_without_a_place_beyond_what_is_over_flows_on_to_the_next_step() -> None:
    listed = [{**EACH, "take": "100%", "of": "source", "excess": "on"}, {"to": "Equity:Rest", "take": "rest"}]
    assert amounts(shared(listed, 40_000))["Equity:Rest"] == 9_000
    assert amounts(shared(listed, 400))["Equity:Rest"] == 0


def test_nobody_to_share_among_leaves_all_for_the_next_step() -> None:
    listed = [{**EACH, "take": "100%", "of": "source", "excess": "on"}, {"to": "Equity:Rest", "take": "rest"}]
    assert amounts(shared(listed, 400, {})) == {"Equity:Rest": 400}


def test_a_loss_is_bounded_as_a_gain_is() -> None:
    beyond = {**EACH, "excess": "on", "beyond": "Equity:Carried"}
    assert amounts(shared([beyond], -40_000)) == {
        "Equity:Carried": -9_000, "Equity:a": -10_000, "Equity:b": -1_000, "Equity:c": -20_000
    }


def test_a_figure_says_who_is_at_their_most_and_what_the_others_share() -> None:
    found = shared([{**EACH, "excess": "others", "beyond": "Equity:Carried"}], 40_000)
    at_most, other = found["Equity:b"].figure, found["Equity:a"].figure
    assert (at_most.label, at_most.printed()) == ("at most capital, and its share would be more", "10.00")
    assert [part.printed() for part in at_most.because] == ["10", "1"]
    assert other.because[0].label == "what is left of the rest of the source for those below their most"
    assert other.because[0].printed() == "390.00"
    assert other.because[1].printed() == "1/3"


def test_a_most_that_is_not_known_stops_the_run() -> None:
    with pytest.raises(Refusal, match="not known how much capital is"):
        shared([{**EACH, "excess": "on", "beyond": "Equity:Carried"}], 400, {"a": (1, None)})


def test_a_step_takes_what_the_article_lets_it_know() -> None:
    owed = {"to": "Liabilities:Owed", "take": "least(owed, source)"}
    found = shared([owed, {"to": "Equity:Rest", "take": "rest"}], 5_000)
    assert amounts(found) == {"Equity:Rest": 2_000, "Liabilities:Owed": 3_000}
    assert found["Liabilities:Owed"].figure.all_entries() == (7,)
