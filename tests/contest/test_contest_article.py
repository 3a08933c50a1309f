"""The article on objections: how many days there are to answer, and who decides when nobody did."""

import pytest
from immutables import Map

from auzolan.charter.charter import Charter
from auzolan.charter.check import check_text
from auzolan.charter.diff import plain_words
from auzolan.charter.kinds import Kinds
from auzolan.charter.load import load
from auzolan.charter.preset import preset

ARTICLE = '["contest.lines"]\ntitle = "Objections"\nanswer_days = {days}\ncarried_on = "procedure.ordinary"\n{more}\n'


@pytest.mark.parametrize(("text", "says"), [
    (ARTICLE.format(days=0, more=""), "This is no time for an answer"),
    (ARTICLE.format(days=400, more=""), "This is no time for an answer"),
    (ARTICLE.format(days=7, more="again_days = 0"), "This is no time for an answer"),
    (ARTICLE.format(days=7, more="") + ARTICLE.format(days=9, more="").replace("contest.lines", "contest.more"),
     "Two articles say how objections are answered"),
    (ARTICLE.format(days=7, more="").replace("procedure.ordinary", "body.assembly"), "procedure"),
])
def test_what_cannot_be_is_found(text: str, says: str) -> None:
    findings = check_text(preset("equal_exchange") + text)
    assert any(says in f"{one.what} {one.why} {one.next}" for one in findings), findings


def test_what_it_says_in_plain_words() -> None:
    text = preset("equal_exchange") + ARTICLE.format(days=7, more='pays = "The reserve for it."')
    articles, findings = load(text, Kinds.find(), where="here")
    charter = Charter(articles=Map({one.id: one for one in articles}))
    assert not findings
    assert plain_words(charter.articles["contest.lines"], charter) == (
        "Objections are answered within 7 days. If not, or if the answer does not satisfy the one who objects within "
        "14 days, it goes on by itself or at their word: Ordinary decisions. A correction is paid so: The reserve "
        "for it."
    )
