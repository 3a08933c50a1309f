"""Checking a whole charter: all findings at once, and each fault exactly one."""

from datetime import date

import pytest

from auzolan.charter.check import check, check_text
from auzolan.charter.preset import preset
from charters import charter_from, said, small

TWELVE = """
["purpose"]
titel = "Why"
says = "We roast."

["unit.EUR"]
places = 2
dimension = "mony"

["class.worker"]
joins = "body.asembly"

["body.assembly"]
classes = ["class.worker"]

["procedure.charter"]
body = "body.assembly"
method = "mayority"
quorum = "3/2"
vote_days = 14
threshold = "two thirds"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-01

["mandate.terminal"]
terminal = true
records = ["governance.ballot_cast"]

["account.bank"]
branch = "Bank:*"

[contribution.hours]
unit = "EUR"

["limit.pay"]
must = "max(hours) <= 9 * min(hours)"
over = "members"
breach = "refuse"
benefits = "class.worker"
bears_cost = "class.worker"
decides = "body.assembly"
review = 2028-01-01
"""


def test_a_charter_with_twelve_faults_shows_twelve_findings_one_each_and_in_the_order_of_its_lines() -> None:
    findings = check_text(TWELVE)
    assert said(findings) == [
        ("purpose", "titel"),
        ("unit.EUR", "dimension"),
        ("class.worker", "joins"),
        ("procedure.charter", "benefits"),
        ("procedure.charter", "deadlock"),
        ("procedure.charter", "method"),
        ("procedure.charter", "quorum"),
        ("procedure.charter", "threshold"),
        ("mandate.terminal", "records"),
        ("account.bank", "branch"),
        ("contribution.hours", ""),
        ("limit.pay", "breach"),
    ]
    assert all(finding.line and finding.what and finding.why and finding.next for finding in findings)


def test_an_unknown_field_names_the_nearest_known_one() -> None:
    finding = check_text(TWELVE)[0]
    assert "'title'" in finding.next
    assert (finding.line, finding.excerpt) == (3, "titel")


def test_the_same_charter_without_faults_has_no_findings() -> None:
    assert check_text(small()) == []


@pytest.mark.parametrize("field", ["benefits", "bears_cost", "decides", "review"])
def test_an_article_that_moves_power_names_who_benefits_pays_decides_and_when_it_is_looked_at_again(field: str) -> None:
    lines = [line for line in small().split("\n") if not line.startswith(f"{field} =")]
    assert said(check_text("\n".join(lines))) == [("procedure.charter", field)]


def with_outsiders(exception: str = "", classes: str = '["class.member"]') -> str:
    text = small().replace('classes = ["class.member"]', f"classes = {classes}")
    outside = '\n["class.neighbour"]\ntitle = "Neighbours"\n'
    text = text.replace('bears_cost = "class.member"', 'bears_cost = "class.neighbour"')
    return text + outside + exception


EXCEPTION = """
[["procedure.charter".exceptions]]
article = "procedure.charter"
until = 2027-06-30
says = "Until the neighbours have met."
"""


def test_those_who_bear_the_cost_without_a_vote_are_a_finding() -> None:
    findings = check_text(with_outsiders())
    assert said(findings) == [("procedure.charter", "bears_cost")]
    assert "class.neighbour" in findings[0].why


def test_a_vote_in_the_body_that_decides_mends_it() -> None:
    assert check_text(with_outsiders(classes='["class.member", "class.neighbour"]')) == []


def test_a_named_and_dated_exception_of_the_procedure_mends_it_until_its_day() -> None:
    text = with_outsiders(EXCEPTION)
    assert check_text(text) == []
    charter = charter_from(text)
    assert check(charter, day=date(2027, 6, 30)) == []
    assert said(check(charter, day=date(2027, 7, 1))) == [("procedure.charter", "bears_cost")]


def test_an_exception_without_a_day_is_no_exception() -> None:
    text = with_outsiders(EXCEPTION.replace("until = 2027-06-30\n", ""))
    assert said(check_text(text)) == [("procedure.charter", "exceptions[1].until"), ("procedure.charter", "bears_cost")]


def test_a_charter_that_nobody_could_ever_change_is_a_finding() -> None:
    before, _, after = small().partition('["procedure.charter"]')
    text = before + after[after.index('["account.any"]') :]
    assert said(check_text(text)) == [("procedure.charter", "")]


def test_a_reference_to_an_article_that_could_not_be_read_is_not_a_second_finding() -> None:
    text = small().replace('title = "Members"', "title = = 1")
    assert [finding.what for finding in check_text(text)] == ["This is not TOML"]


SLIPS = (
    "1", "-1", '""', '"x"', "[]", '["a"]', "true", "{}", "[{}]", "2027-01-01", "1.5", '"150%"', '"{member"', "[[1]]",
    "",
)


@pytest.mark.parametrize("slip", SLIPS)
def test_no_slip_of_the_key_breaks_the_check(slip: str) -> None:
    lines = small().split("\n")
    for number, line in enumerate(lines):
        name, sign, _ = line.partition(" = ")
        if sign:
            text = "\n".join([*lines[:number], f"{name} = {slip}", *lines[number + 1 :]])
            for finding in check_text(text):
                assert finding.what and finding.why and finding.next


def test_a_check_that_leaves_out_a_faulty_field_does_not_change_what_the_article_is_read_as() -> None:
    whole = charter_from(small())
    law = whole.articles["procedure.charter"]
    assert check(whole.without("body.assembly")) != []
    assert whole.value(law.id).body == "body.assembly"


def test_a_faulty_unit_is_one_finding_however_many_articles_count_in_it() -> None:
    for line, field in (('dimension = "money"', "dimension"), ("places = 2", "places")):
        assert said(check_text(preset("mondragon").replace(line, "", 1))) == [("unit.EUR", field)]
