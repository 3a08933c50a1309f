"""The kind `rule`."""

from datetime import date

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.preset import preset
from charters import charter_from, said

MONDRAGON = preset("mondragon")


BEFORE, HEAD, _AFTER = MONDRAGON.partition('["rule.surplus"]\n')
SURPLUS, NEXT, OTHERS = _AFTER.partition('\n["')


def changed(surplus: str) -> str:
    """The preset with other words in its surplus rule, all else as it is."""
    return BEFORE + HEAD + surplus + NEXT + OTHERS


def findings(before: str, after: str) -> list[tuple[str, str]]:
    assert SURPLUS.count(before) == 1
    return said(check_text(changed(SURPLUS.replace(before, after))))


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('does = "splitt"', "does"),
        ("contest_days = 5000", "contest_days"),
        ('procedure = "procedure.none"', "procedure"),
        ('held_by = ["account.pay"]', "held_by"),
        ('sourze = "Equity:Surplus:{year}"', "sourze"),
    ],
)
def test_a_field_that_is_wrong_is_one_finding(line: str, field: str) -> None:
    name = line.partition(" ")[0]
    kept = [one for one in SURPLUS.split("\n") if not one.startswith(f"{name} =")]
    assert said(check_text(changed("\n".join((line, *kept))))) == [("rule.surplus", field)]


def test_an_unknown_kind_of_rule_names_the_nearest() -> None:
    finding = check_text(changed(SURPLUS.replace('does = "split"', 'does = "splitt"')))[0]
    assert "'split'" in finding.next


def test_its_procedure_belongs_to_the_body_that_decides() -> None:
    line = 'decides = "body.assembly"\nreview = 2028-01-31\nlearned_from'
    assert findings(line, line.replace("assembly", "social_council")) == [("rule.surplus", "procedure")]


def test_it_says_itself_with_its_days_and_who_decides() -> None:
    charter = charter_from(changed(SURPLUS.replace('does = "split"', 'does = "split"\napplies_from = 2027-01-01')))
    words = plain_words(charter.articles["rule.surplus"], charter)
    assert words.startswith("One tenth for education, 45 % kept in common")
    assert "for periods that begin on 2027-01-01 or later" in words
    assert words.endswith("The assembly decides about it and looks at it again by 2028-01-31.")
    rule = charter.value("rule.surplus")
    assert (rule.does, rule.applies_from, rule.contest_days) == ("split", date(2027, 1, 1), 14)


def test_a_rule_without_words_is_a_finding() -> None:
    line = next(one for one in MONDRAGON.split("\n") if one.startswith('says = "One tenth'))
    assert findings(line + "\n", "") == [("rule.surplus", "says")]
