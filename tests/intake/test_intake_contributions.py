"""Contributions from CSV files: one in a row or one in a column, every fault told at once."""

import tomllib
from pathlib import Path

from auzolan.charter.article import article
from auzolan.charter.charter import charter_of
from auzolan.intake import contributions

CHARTER = charter_of(tuple(article(id, fields) for id, fields in tomllib.loads("""
["unit.h"]
places = 2
dimension = "time"
["contribution.hours"]
unit = "h"
["contribution.pay_index"]
unit = "1"
places = 1
column = "index"
aggregate = "latest"
["contribution.grade"]
unit = "1"
places = 2
""").items()))
PEOPLE = {"mane": "mane", "ane@example.org": "mane", "17": "mbenat"}


def test_contributions_stand_one_in_a_row_or_one_in_a_column() -> None:
    long = b"member,date,contribution,amount,paid\nmane,2026-03-01,hours,7.5,yes\n17,2026-03-02,pay_index,1.7,\n"
    wide = b"member,date,hours,index\nmane,2026-03-01,7.5,\n17,2026-03-02,,1.7\n"
    for file in (long, wide):
        rows, findings = contributions.read(file, charter=CHARTER, members=PEOPLE)
        assert findings == []
        assert [(row.member, row.contribution, row.amount, row.date, row.line) for row in rows] == [
            ("mane", "contribution.hours", "7.5", "2026-03-01", 2),
            ("mbenat", "contribution.pay_index", "1.7", "2026-03-02", 3),
        ]
    assert contributions.read(long, charter=CHARTER, members=PEOPLE)[0][0].paid


def test_faults_in_contributions_name_line_and_column() -> None:
    file = (
        b"member,date,hours,paid\nmona,2026-03-01,1,\nmane,yesterday,1,\n"
        b"mane,2026-03-01,1.234,\nmane,2026-03-01,1,maybe\n"
    )
    rows, findings = contributions.read(file, charter=CHARTER, members=PEOPLE)
    assert [(one.line, one.field) for one in findings] == [(2, "member"), (3, "date"), (4, "hours"), (5, "paid")]
    assert rows == ()


def test_a_file_is_known_by_the_digest_of_its_bytes() -> None:
    file = b"member,hours\nane@example.org,1\n"
    rows, _ = contributions.read(file, charter=CHARTER, members=PEOPLE, day="2026-03-01")
    asked = contributions.request(file, rows, {"file": "march.csv"})
    assert asked.source != contributions.request(file + b" ", rows, {}).source
    assert len(asked.source) == 64
    assert asked.contributions == rows


def test_grades_of_a_real_round_are_read_by_a_mapping(data_dir: Path) -> None:
    file = (data_dir / "contributions" / "tec-round-12-grades.csv").read_bytes()
    header = file.split(b"\n", 1)[0].decode().strip().split(",")
    mapping = dict.fromkeys(header, "-") | {"to": "member", "date": "date", "avg_score": "grade"}
    receivers = {line.split(",")[2] for line in file.decode().splitlines()[1:]}
    people = {who: who for who in receivers}
    rows, findings = contributions.read(file, charter=CHARTER, members=people, mapping=mapping)
    assert findings == []
    assert len(rows) == len(file.decode().splitlines()) - 1
    assert rows[0].amount == "16.67"
