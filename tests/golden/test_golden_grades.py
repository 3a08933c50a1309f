"""A real pay-out by grades: a pool shared by peers' grades, by items graded and to a board, as a charter.

The records stay where they are; the test reads them from there and writes only into a folder of its own.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from golden_house import Golden, golden

from auzolan.flows.requests import RecordContribution, RecordContributions
from auzolan.members.decide import AdmitMember, AdmitMembers

Rows = list[dict[str, str]]
CENT = Decimal("0.01")
STREAMS = {"Graded": "contribution_reward", "Graders": "grading_reward", "Board": "board_reward"}


def read(data_dir: Path, name: str) -> Rows:
    path = data_dir / "contributions" / name
    if not path.exists():
        pytest.skip("the records of graded contributions are absent; set AUZOLAN_TEST_DATA to the folder that has them")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def grades(data_dir: Path) -> Rows:
    return read(data_dir, "tec-round-12-grades.csv")


@pytest.fixture(scope="module")
def published(data_dir: Path) -> Rows:
    return read(data_dir, "tec-round-12-allocation.expected.csv")


def worth(row: Mapping[str, str], grader: int, by_id: Mapping[str, Mapping[str, str]]) -> Fraction | None:
    """What one grader's grade counts: dismissed nothing, a duplicate a tenth of the original, a plain 0 not at all."""
    if row[f"dismissed_{grader}"] == "true":
        return Fraction(0)
    if original := row[f"duplicate_of_{grader}"]:
        person = row[f"grader_{grader}"]
        first = by_id[original]
        place = next(other for other in range(1, 5) if first[f"grader_{other}"] == person)
        return Fraction(first[f"score_{place}"]) / 10
    return Fraction(row[f"score_{grader}"]) or None


def average(row: Mapping[str, str], by_id: Mapping[str, Mapping[str, str]]) -> Fraction:
    known = [value for grader in range(1, 5) if (value := worth(row, grader, by_id)) is not None]
    return sum(known, Fraction(0)) / len(known) if known else Fraction(0)


def in_cents(value: Fraction) -> str:
    """To two decimals as the community's own tool did it: it counted in binary, where 14.075 is a little less."""
    return str(Decimal(float(value)).quantize(CENT, ROUND_HALF_UP))


def graded(grades: Rows) -> Counter[str]:
    """How many items each grader graded: given a score or dismissed. Marking a duplicate, or a plain 0, is no grade."""
    count = Counter({row[f"grader_{place}"]: 0 for row in grades for place in range(1, 5)})
    for row in grades:
        for place in range(1, 5):
            given = Fraction(row[f"score_{place}"]) > 0 or row[f"dismissed_{place}"] == "true"
            count[row[f"grader_{place}"]] += given
    return count


def id_of(row: Mapping[str, str], place: int) -> str:
    """The member a line of the allocation is about; who received nothing has only a grader's name, or none."""
    if row["member"] != "not-a-receiver":
        return row["member"]
    return row["grader"] or f"board-{place}"


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory, grades: Rows, published: Rows) -> tuple[Golden, str]:
    """The organisation after the run was settled, and the run."""
    house = golden(tmp_path_factory.mktemp("grades"), "grades")
    items, member_of = graded(grades), {row["grader"]: id_of(row, place) for place, row in enumerate(published)}
    people = [id_of(row, place) for place, row in enumerate(published)] + sorted(items.keys() - member_of.keys())
    house.ask(AdmitMembers(people=tuple(
        AdmitMember(member=member, class_="member", joined="2022-01-01") for member in people
    )))
    by_id = {row["id"]: row for row in grades}
    brought = [
        RecordContribution(contribution="grade", amount=in_cents(value), member=row["to"], date=row["date"])
        for row, value in ((row, average(row, by_id)) for row in grades)
    ]
    for grader, count in items.items():
        member = member_of.get(grader, grader)
        brought.append(RecordContribution(contribution="items", amount=str(count), member=member, date="2022-06-01"))
    for place, row in enumerate(published):
        if Decimal(row["board_reward"]):
            member = id_of(row, place)
            brought.append(RecordContribution(contribution="seat", amount="1", member=member, date="2022-06-01"))
    house.ask(RecordContributions(contributions=tuple(brought), source="0" * 64))
    return house, house.shared("rule.pool", "2022", contest_days=7)


def test_the_average_of_the_raw_grades_is_the_published_one_for_every_contribution(grades: Rows) -> None:
    by_id = {row["id"]: row for row in grades}
    computed = {row["id"]: Decimal(in_cents(average(row, by_id))) for row in grades}
    assert computed == {row["id"]: Decimal(row["avg_score"]) for row in grades}
    assert len(computed) == 345


def test_every_grader_is_linked_to_a_line_of_the_allocation_or_graded_nothing(grades: Rows, published: Rows) -> None:
    linked = {row["grader"]: int(Decimal(row["items_graded"])) for row in published if row["grader"]}
    counted = graded(grades)
    assert {one: count for one, count in counted.items() if count} == linked
    assert [count for one, count in counted.items() if one not in linked] == [0]
    assert {row["to"] for row in grades} == {row["member"] for row in published if row["member"] != "not-a-receiver"}


def test_each_stream_is_within_one_unit_of_what_was_published_for_every_member(
    paid: tuple[Golden, str], published: Rows
) -> None:
    house, run = paid
    portions = house.portions(run)
    seen = 0
    for stream, column in STREAMS.items():
        for place, row in enumerate(published):
            got = Decimal(portions[f"Liabilities:{stream}:{id_of(row, place)}"]) * CENT
            assert abs(got - Decimal(row[column])) < CENT, (stream, place, got)
            seen += 1
    assert seen == 3 * 99


def test_the_streams_and_the_whole_sum_exactly(paid: tuple[Golden, str]) -> None:
    house, run = paid
    sums: dict[str, int] = defaultdict(int)
    for to, amount in house.portions(run).items():
        sums[to.split(":")[1]] += amount
    assert sums == {"Graded": 168_840, "Graders": 13_132, "Board": 5_628}
    assert house.of("Equity:Pool", "TEC") == "-1876.00"


def test_who_received_nothing_keeps_a_line_of_nought(
    paid: tuple[Golden, str], grades: Rows, published: Rows
) -> None:
    house, run = paid
    portions = house.portions(run)
    (nothing,) = (one for one, count in graded(grades).items() if not count)
    own = {stream: portions[f"Liabilities:{stream}:{nothing}"] for stream in STREAMS}
    assert own == {"Graded": 0, "Graders": 0, "Board": 0}
    places = [place for place, row in enumerate(published) if row["member"] == "not-a-receiver"]
    assert len(places) == 8
    assert {portions[f"Liabilities:Graded:{id_of(published[place], place)}"] for place in places} == {0}
    assert len(portions) == 3 * 100
    house.verified()


def test_why_leads_from_a_members_reward_to_every_grade_they_got(paid: tuple[Golden, str], grades: Rows) -> None:
    house, run = paid
    member, count = Counter(row["to"] for row in grades).most_common(1)[0]
    figure = house.why(run).portion(f"Liabilities:Graded:{member}").figure
    own = [house.office.fact(seq) for seq in figure.because[1].because[0].all_entries()]
    assert len(own) == count
    assert {(fact.member, fact.contribution) for fact in own} == {(member, "contribution.grade")}
