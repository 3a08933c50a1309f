"""What a proposal would change, in plain words and word by word."""

import pytest

from auzolan.charter.diff import Segment, diff, plain_words, segments
from auzolan.charter.preset import preset
from charters import charter_from

MONDRAGON = charter_from(preset("mondragon"))


def test_kept_and_removed_words_are_the_old_text_and_kept_and_added_the_new_one() -> None:
    made = segments("Two thirds must say yes, within 14 days.", "Half must say yes, within 7 days.")
    assert "".join(one.text for one in made if one.how != "added") == "Two thirds must say yes, within 14 days."
    assert "".join(one.text for one in made if one.how != "removed") == "Half must say yes, within 7 days."
    assert Segment("removed", "14") in made and Segment("added", "7") in made


def test_a_changed_step_is_told_by_its_place_with_both_values() -> None:
    old = MONDRAGON.articles["rule.surplus"]
    text = preset("mondragon").replace('take = "45%"', 'take = "40%"')
    new = charter_from(text).articles["rule.surplus"]
    found = diff(old, new, MONDRAGON)
    assert [(one.name, one.before, one.after) for one in found.fields] == [("steps[2].take", "45%", "40%")]
    assert not found.empty


def test_the_plain_words_of_a_procedure_change_where_its_figures_do() -> None:
    old = MONDRAGON.articles["procedure.charter"]
    text = preset("mondragon").replace("cooling_off_days = 7", "cooling_off_days = 30")
    found = diff(old, charter_from(text).articles["procedure.charter"], MONDRAGON)
    assert [one.text for one in found.words if one.how == "added"] == ["30"]
    assert found.fields[0].means == "how long after the close it takes effect"


def test_a_new_article_is_all_added_and_a_retired_one_all_removed() -> None:
    one = MONDRAGON.articles["unit.h"]
    assert {segment.how for segment in diff(None, one, MONDRAGON.without("unit.h")).text} == {"added"}
    assert {segment.how for segment in diff(one, None, MONDRAGON).words} == {"removed"}
    assert diff(one, one, MONDRAGON).empty
    with pytest.raises(ValueError):
        diff(None, None, MONDRAGON)


def test_an_article_with_faults_still_says_something() -> None:
    broken = charter_from('["procedure.a"]\nsays = "We meet."\nbody = "body.none"\n')
    assert plain_words(broken.articles["procedure.a"], broken) == "We meet."
