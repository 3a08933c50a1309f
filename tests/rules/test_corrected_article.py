"""What a rule says about mistakes is checked before anybody votes on it, and said in plain words."""

import pytest

from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.preset import preset
from charters import charter_from

HEAD, SURPLUS = preset("mondragon").split('["rule.surplus"]\n')


def text(lines: str, surplus: str = SURPLUS) -> str:
    return f'{HEAD}["rule.surplus"]\n{lines}\n{surplus}'


@pytest.mark.parametrize(("lines", "field", "words"), [
    ('overpaid = "kept"', "overpaid", "stays"),
    ('corrections_from = "Equity:Nowhere"', "corrections_from", "not in the charter"),
    ('corrections_from = "Equity:Capital:{member}:{year}"', "corrections_from", "cannot be filled"),
    ('corrections_from = "Equity:Surplus:{year}"', "corrections_from", "cannot pay for what of it went"),
    ('overpaid = "returned"\ncorrections_from = "Equity:Collective:Legal"', "corrections_from", "said in two ways"),
])
def test_an_account_that_cannot_pay_for_mistakes_is_a_finding(lines: str, field: str, words: str) -> None:
    (finding,) = check_text(text(lines))
    assert (finding.where.partition(" ")[0], finding.field) == ("rule.surplus", field)
    assert words in f"{finding.what} {finding.why} {finding.next}"


def test_the_next_run_pays_only_where_the_pot_is_another_every_year() -> None:
    assert not check_text(text('corrections_from = "next run"'))
    always = SURPLUS.replace('source = "Equity:Surplus:{year}"', 'source = "Equity:Collective:Legal"')
    (finding,) = check_text(text('corrections_from = "next run"', always))
    assert "the same account every time" in finding.why


def test_where_each_row_is_paid_on_its_own_nobody_else_pays() -> None:
    says = '["rule.pay"]\ncorrections_from = "Equity:Collective:Legal"\n'
    (finding,) = check_text(preset("mondragon").replace('["rule.pay"]\n', says))
    assert (finding.field, finding.what) == ("corrections_from", "Nothing is ever paid from this account")


def test_pay_is_never_held_back_by_a_body() -> None:
    whole = preset("mondragon").replace('["rule.pay"]\n', '["rule.pay"]\nheld_by = ["body.social_council"]\n')
    (finding,) = check_text(whole)
    assert (finding.field, finding.what) == ("held_by", "Nobody else can hold this back")
    assert not check_text(text('held_by = ["body.social_council"]'))


@pytest.mark.parametrize(("lines", "words"), [
    ('overpaid = "returned"', "got too much is taken back."),
    ('corrections_from = "next run"', "stays with them; the next run pays for it."),
    ('corrections_from = "Equity:Collective:Solidarity"', "stays with them; Equity:Collective:Solidarity pays for it."),
])
def test_the_words_of_the_rule_say_who_pays_for_mistakes(lines: str, words: str) -> None:
    charter = charter_from(text(lines))
    assert words in plain_words(charter.articles["rule.surplus"], charter)
