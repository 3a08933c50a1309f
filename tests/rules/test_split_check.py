"""What is wrong with a split is found before anybody votes on it, and its steps are said in plain words."""

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.preset import preset
from charters import charter_from

SECOND = '[["rule.surplus".steps]]\nto = "Equity:Collective:Legal"\ntake = "45%"\nof = "source"\n'
LEGAL = 'to = "Equity:Collective:Legal"'
CAPITAL = 'to = "Equity:Capital:{member}:{year}"'
EACH = f'take = "5%"\nof = "source"\n{CAPITAL}\namong = "members"'


def changed(*words: tuple[str, str]) -> str:
    """The preset with other words in its surplus rule, all else as it is."""
    before, head, after = preset("mondragon").partition('["rule.surplus"]\n')
    surplus, following, others = after.partition('\n["')
    for old, new in words:
        assert old in surplus
        surplus = surplus.replace(old, new)
    return before + head + surplus + following + others


def findings(step: str) -> list[str]:
    """What is found when this stands in place of the second step of the preset's surplus rule."""
    text = preset("mondragon")
    assert text.count(SECOND) == 1
    return [finding.why for finding in check_text(text.replace(SECOND, f'[["rule.surplus".steps]]\n{step}\n'))]


@pytest.mark.parametrize(("step", "why"), [
    (f'take = "45%"\n{LEGAL}', "A percentage is of the whole source, or of what the steps before it left."),
    (f'take = "145%"\nof = "source"\n{LEGAL}', "A share lies between 0 and all."),
    (f'take = "-5%"\nof = "source"\n{LEGAL}', "A share lies between 0 and all."),
    (f'take = "rest"\n{LEGAL}', "After a step that takes the rest nothing is left."),
    (f'take = "10.00 h"\n{LEGAL}', "10 h: h is not an amount of EUR. (at character 1)"),
    (f'take = "500.00 USD"\n{LEGAL}', "500 USD: USD is not an amount of EUR. (at character 1)"),
    ('take = "45%"\nof = "source"\nto = "Equity:Nowhere"', "No article of kind account names this branch."),
    ('take = "45%"\nof = "source"', "What a step takes goes to an account, or on to steps of its own."),
    (f'take = "45%"\nof = "source"\n{CAPITAL}', "Nothing says here what {member} stands for."),
    (f'take = "45%"\nof = "source"\n{LEGAL}\nby = "hours"', "A weight needs rows to weigh."),
    (f'take = "5.00 EUR"\nround = "up"\n{LEGAL}', "Only a percentage can be a least part."),
    (f'take = "45%"\nof = "source"\n{LEGAL}\namong = "membres"', "There is no open table called 'membres'."),
    (f'take = "45%"\nof = "source"\n{LEGAL}\namong = "members by 1"', "After the table only a condition can follow."),
    (f'take = "45%"\nof = "source"\n{LEGAL}\nsteps = [{{take = "rest", {LEGAL}}}]',
     "What a step takes goes to one account, or on to steps of its own."),
    (f'{EACH}\neach_up_to = "hours"\nexcess = "on"', "hours: h is not an amount of EUR. (at character 1)"),
    (f'{EACH}\neach_up_to = "5 EUR"',
     "What is over is spread over the other rows, or it goes on: to `beyond`, or to the next step."),
    (f'{EACH}\nexcess = "on"', "Something is over only where each row takes at most so much."),
    (f'{EACH}\nbeyond = "Equity:Collective:Legal"', "Something is over only where each row takes at most so much."),
    (f'{EACH}\neach_up_to = "5 EUR"\nexcess = "on"\nbeyond = "Equity:Nowhere"',
     "No article of kind account names this branch."),
    (f'take = "5%"\nof = "source"\n{LEGAL}\neach_up_to = "5 EUR"\nexcess = "on"',
     "What each row takes at most needs rows."),
    (f'take = "rest"\n{CAPITAL}\namong = "members"\neach_up_to = "5 EUR"\nexcess = "others"',
     "Every row can be at its most, and after this step there is none."),
])
def test_a_step_that_could_not_be_run_is_found(step: str, why: str) -> None:
    assert why in findings(step)


@pytest.mark.parametrize("step", [
    f'take = "source * 45%"\n{LEGAL}', f'take = "9/20"\nof = "source"\n{LEGAL}',
    f'take = "45%"\nof = "source"\nup_to = "90000.00 EUR"\n{LEGAL}',
    f'take = "least(source, 500.00 EUR)"\n{LEGAL}', f'{EACH}\neach_up_to = "5 EUR * index"\nexcess = "others"',
    f'take = "5%"\nof = "source"\n{CAPITAL}\namong = "members where joined < 2026-01-01"',
    f'take = "5%"\nof = "source"\n{CAPITAL}\namong = "members"\nby = "sum(contributions.amount)"',
])
def test_a_sound_step_is_left_alone(step: str) -> None:
    assert findings(step) == []


@pytest.mark.parametrize(("weight", "says"), [
    ("hours + 5 EUR", "an amount of h cannot be added to an amount of EUR"),
    ("(select 1)", "A formula has no subquery: `select` is not read."),
    ("hours * 1e308", "Numbers with an exponent such as 1e308 are not read."),
    ("(" * 450 + "hours" + ")" * 450, "Its brackets are nested more than 40 deep."),
    ("vault", "may not be seen by those who may see the result"),
    ("hors", "There is no column hors here."),
    ("sum(accounts.opened)", "There is no column accounts.opened here."),
    ("sum(claims.open)", "There is no column claims.open here."),
    ("round(hours, hours)", "whole number from 0 to 12"),
    ("round(hours, 999999999)", "whole number from 0 to 12"),
    ("contributions.amount", "has several lines for each of these rows"),
])
def test_a_weight_that_makes_no_sense_is_refused_in_a_sentence(weight: str, says: str) -> None:
    step = f'take = "45%"\nof = "source"\nto = "Equity:Capital:{{member}}:{{year}}"\namong = "members"\nby = "{weight}"'
    (why,) = findings(step)
    assert says in why


def test_an_unknown_column_is_answered_with_the_nearest_names() -> None:
    text = changed(('by = "hours * index"', 'by = "hors * index"'))
    (finding,) = check_text(text)
    assert finding.next.startswith("Did you mean hours")


def test_percentages_with_a_cap_need_something_that_takes_the_rest() -> None:
    first = 'take = "10%"\nof = "source"'
    text = preset("equal_exchange").replace(first, f'{first}\nup_to = "5.00 USD"')
    assert [finding.what for finding in check_text(text)] == ["The steps do not come out"]
    less = preset("equal_exchange").replace('take = "35%"', 'take = "34%"')
    assert [finding.what for finding in check_text(less)] == ["The steps do not come out"]


def test_a_fixed_source_is_an_amount_of_a_known_unit_and_says_who_pays() -> None:
    def found(source: str) -> list[str]:
        text = changed(('source = "Equity:Surplus:{year}"', source), ("when = ", "# when = "))
        return [finding.why for finding in check_text(text)]

    assert found('source = "10.00 EUR"\npays_from = "Assets:Bank"') == []
    assert found('source = "10.00 EUR"') == ["A fixed amount must come from somewhere."]
    assert found('source = "10.00 GBP"\npays_from = "Assets:Bank"') == ["The charter has no unit GBP."]
    assert found('source = "ten EUR"\npays_from = "Assets:Bank"') == ["'ten' is not an amount such as 1210 or 1210.00."]


def test_steps_are_said_in_plain_words() -> None:
    words = plain_words(charter_from(preset("mondragon")).articles["rule.surplus"], charter_from(preset("mondragon")))
    for said in (
        "10% of the whole goes to Liabilities:EducationFund.",
        "What is left is shared among members where class = 'worker' by hours * index, to Equity:Capital:",
    ):
        assert said in words
