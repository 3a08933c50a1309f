"""Open tables as CSV: exact, and harmless in a spreadsheet."""

import csv
import io

import pytest

from auzolan.export.csv_tables import dictionary, neutral, write
from auzolan.tables.table import Column, Table

TABLE = Table(
    name="things", means="Things.", key=("thing",),
    columns=(
        Column(name="thing", kind="text", means="=what it is", seen_by="members"),
        Column(name="amount", kind="amount", unit="@unit", means="how much", seen_by="members"),
        Column(name="unit", kind="text", means="in what", seen_by="members"),
        Column(name="done", kind="truth", means="whether", seen_by="members", optional=True),
        Column(name="day", kind="date", means="when", seen_by="members", optional=True),
    ),
)


def read(parts: object) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(parts), newline="")))  # type: ignore[call-overload]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "－1"])
def test_a_text_that_would_act_as_a_formula_is_disarmed(text: str) -> None:
    assert neutral(text) == f"'{text}"
    rows = [{"thing": text, "amount": 1, "unit": "EUR"}]
    assert read(write(TABLE, rows, lambda column, row: 2))[1][0] == f"'{text}"


def test_other_texts_and_negative_amounts_stay_as_they_are() -> None:
    assert [neutral(one) for one in ("plain", "a=b", "", "'x")] == ["plain", "a=b", "", "'x"]
    rows = [
        {"thing": 'say "hi", twice\nor so', "amount": -5, "unit": "EUR", "done": True, "day": "2026-03-01"},
        {"thing": "b", "amount": 12345, "unit": "h", "done": 0, "day": None},
        {"thing": "hidden"},
    ]
    places = {"EUR": 2, "h": 1}
    said = read(write(TABLE, rows, lambda column, row: places[str(row["unit"])], ("name",)))
    assert said == [
        ["thing", "amount", "unit", "done", "day", "name"],
        ['say "hi", twice\nor so', "-0.05", "EUR", "yes", "2026-03-01", ""],
        ["b", "1234.5", "h", "no", "", ""],
        ["hidden", "", "", "", "", ""],
    ]


def test_many_rows_are_all_written() -> None:
    rows = ({"thing": str(number), "amount": number, "unit": "EUR"} for number in range(2_500))
    said = read(write(TABLE, rows, lambda column, row: 0))
    assert [line[1] for line in said[1:]] == [str(number) for number in range(2_500)]


def test_the_dictionary_says_what_every_column_means() -> None:
    said = read(dictionary([TABLE]))
    assert said[0] == ["table", "column", "kind", "unit", "seen_by", "means"]
    assert said[1] == ["things", "thing", "text", "", "members", "'=what it is"]
    assert said[2][3] == "unit"
    assert len(said) == 6
