"""The article on conduct: every step has its days, few decide, and an appeal goes to others."""

import pytest
from conduct_place import STEPS

from auzolan.charter.check import check_text
from charters import preset_with


def test_a_sound_article_has_no_findings() -> None:
    assert check_text(preset_with("mondragon", STEPS)) == []


@pytest.mark.parametrize(("before", "after", "says"), [
    ('hears_appeal = "body.assembly"', 'hears_appeal = "body.social_council"', "An appeal goes to the same people"),
    ('decides = "body.social_council"', 'decides = "body.assembly"', "This body has no seats"),
    ("hear_days = 7", "hear_days = 0", "This is no time for it"),
    ("improve_days = 30", "improve_days = 0", "This is no time for it"),
    ("appeal_days = 14", "appeal_days = 400", "This is no time for it"),
    ("answer_days = 21", "answer_days = 0", "This is no time for it"),
    ('decides = "body.social_council"', 'decides = "body.none"', "not in the charter"),
])
def test_what_cannot_be_is_found(before: str, after: str, says: str) -> None:
    findings = check_text(preset_with("mondragon", STEPS.replace(before, after)))
    assert any(says in f"{one.what} {one.why}" for one in findings), findings


def test_only_one_article_says_what_follows() -> None:
    findings = check_text(preset_with("mondragon", STEPS) + STEPS.replace("conduct.steps", "conduct.more"))
    assert any("Two articles say what follows" in one.what for one in findings)
