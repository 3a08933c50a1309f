"""The charter as the journal makes it: founding, versions, periods, retirement."""

import pytest

from auzolan.charter import meaning
from auzolan.charter.allowed import allowed
from auzolan.charter.article import text_digest
from auzolan.charter.decide import FoundOrganisation, found
from auzolan.charter.facts import ArticleAdopted, ArticleDigest, ArticleRetired, MeaningRaised
from auzolan.charter.state import EMPTY, State, charter, evolve, newest, rule_for_period, version_at, version_for
from auzolan.journal.entry import Entry, Fact
from auzolan.values.period import parse_period
from auzolan.values.refusal import Refusal
from charters import FOUNDED, Closed, canonical, changed, entry, founding, judged, near, replayed, small

PURPOSE = '["purpose"]\nsays = "We roast together."\n'
LATER = "2026-03-01T10:00:00Z"


def decided(text: str, at: str = LATER, article: str = "purpose") -> Closed:
    return Closed(
        decision="d1", carried=True, effect_from=at,
        adopts=(ArticleDigest(article=article, digest=text_digest(text) if text else ""),),
    )


def amended(text: str, closed: Fact) -> tuple[State, Entry[object], dict[int, Fact]]:
    """A founded organisation, an adoption that names entry 50 as its cause, and what that entry says."""
    state = replayed(founding())
    fact = ArticleAdopted(article=text.split('"')[1], version=2, text=text, decision="d1")
    return state, entry(fact, 60, LATER, because=50, by="node"), {50: closed}


def why(refused: Refusal | None) -> str:
    assert refused is not None
    return refused.why


def test_founding_adopts_every_article_and_only_then_is_there_a_charter() -> None:
    entries = founding()
    state = replayed(entries[:-1])
    assert len(charter(state).articles) == 0
    state = replayed(entries)
    assert len(charter(state).articles) == len(entries) - 1
    assert state.founding is not None and state.founding.name == "Errota"
    assert charter(state).digest == entries[0].fact.charter_digest
    assert charter(state) is charter(state)


def test_a_second_founding_is_refused() -> None:
    state = replayed(founding())
    request = FoundOrganisation(name="Another", charter=small(), origin="localhost/another")
    with pytest.raises(Refusal, match="founded before"):
        found(state, request, near(state, FOUNDED))


def test_a_charter_with_findings_founds_nothing() -> None:
    text = small().replace('"majority"', '"mayority"')
    request = FoundOrganisation(name="Errota", charter=text, origin="localhost/errota")
    with pytest.raises(Refusal, match=r"procedure\.charter method"):
        found(EMPTY, request, near(EMPTY, FOUNDED))


@pytest.mark.parametrize(
    ("fields", "because"),
    [({"origin": "two\nlines"}, None), ({"origin": ""}, None), ({"articles": 0}, None), ({}, 0)],
)
def test_a_founding_that_cannot_be_signed_or_is_empty_is_refused(
    fields: dict[str, object], because: int | None
) -> None:
    first = changed(founding()[0], **fields)
    assert judged(EMPTY, entry(first.fact, 0, because=because)) is not None


def test_founding_articles_follow_at_once_by_the_same_hand_and_are_the_signed_ones() -> None:
    first, second, *rest = founding()
    state = replayed([first])
    for wrong in (
        entry(second.fact, 2, because=0), entry(second.fact, 1, LATER, because=0),
        entry(second.fact, 1, because=0, by="m1"), entry(second.fact, 1),
    ):
        assert judged(state, wrong) is not None
    last = rest[-1]
    state = replayed([first, second, *rest[:-1]])
    text = last.fact.text.replace("read our books", "burn our books")
    assert "fingerprint" in why(judged(state, changed(last, text=text)))
    assert judged(state, last) is None


def test_a_carried_decision_changes_exactly_the_text_it_was_about() -> None:
    state, adoption, facts = amended(PURPOSE, decided(PURPOSE))
    assert judged(state, adoption, facts) is None
    after = evolve(state, adoption)
    assert charter(after).articles["purpose"].says == "We roast together."
    assert charter(state).articles["purpose"].says != "We roast together."
    assert version_at(after, "purpose", 59) == state.articles["purpose"][0]
    current = newest(after, "purpose")
    assert current is not None and (current.version, current.decision, current.because) == (2, "d1", 50)


OTHER = '["purpose"]\nsays = "We sell the mill."\n'


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (decided(OTHER), "another text"),
        (decided(PURPOSE, at="2026-03-02T10:00:00Z"), "takes effect from"),
        (Closed(decision="d1", carried=False, effect_from=LATER, adopts=decided(PURPOSE).adopts), "did not carry"),
        (Closed(decision="d2", carried=True, effect_from=LATER, adopts=decided(PURPOSE).adopts), "did not carry"),
        (MeaningRaised(meaning=2), "No decision"),
    ],
)
def test_nothing_else_changes_an_article(closed: Fact, said: str) -> None:
    state, adoption, facts = amended(PURPOSE, closed)
    assert said in why(judged(state, adoption, facts))


def test_an_article_without_a_cause_is_refused_even_by_the_terminal() -> None:
    state = replayed(founding())
    fact = ArticleAdopted(article="purpose", version=2, text=PURPOSE)
    assert "No decision" in why(judged(state, entry(fact, 60, LATER)))


def test_versions_count_on_and_the_text_is_of_the_article_in_its_one_spelling() -> None:
    for text, version, article, said in (
        (PURPOSE, 3, "purpose", "2 comes next"),
        (PURPOSE, 2, "unit.h", "The text is of purpose"),
        (PURPOSE + "\n", 2, "purpose", "cannot be read"),
    ):
        state = replayed(founding())
        fact = ArticleAdopted(article=article, version=version, text=text, decision="d1")
        refused = allowed(state, entry(fact, 60, LATER, because=50), near(state, LATER, {50: decided(text)}))
        assert said in why(refused)


def test_a_decision_has_its_effect_once() -> None:
    state, adoption, facts = amended(PURPOSE, decided(PURPOSE))
    after = evolve(state, adoption)
    other = entry(ArticleAdopted(article="purpose", version=3, text=PURPOSE, decision="d1"), 61, LATER, because=50)
    assert "already had its effect" in why(judged(after, other, facts))


def test_a_change_that_would_break_another_article_is_refused() -> None:
    text = '["body.assembly"]\nclasses = ["class.grower"]\n'
    state, adoption, facts = amended(text, decided(text, article="body.assembly"))
    assert "body.assembly classes" in str(judged(state, adoption, facts))


def test_articles_of_one_decision_may_name_each_other() -> None:
    body = '["body.assembly"]\nclasses = ["class.grower", "class.member"]\n'
    grower = '["class.grower"]\ntitle = "Growers"\n'
    closed = Closed(
        decision="d1", carried=True, effect_from=LATER,
        adopts=tuple(
            ArticleDigest(article=id, digest=text_digest(text))
            for id, text in (("body.assembly", body), ("class.grower", grower))
        ),
    )
    state = replayed(founding())
    first = entry(ArticleAdopted(article="body.assembly", version=2, text=body, decision="d1"), 60, LATER, 50)
    second = entry(ArticleAdopted(article="class.grower", version=1, text=grower, decision="d1"), 61, LATER, 50)
    after = replayed([first, second], state, {50: closed})
    assert "class.grower" in charter(after)


def test_a_decision_about_several_articles_cannot_leave_one_of_them_broken() -> None:
    body = '["body.assembly"]\nclasses = ["class.grower"]\n'
    closed = Closed(
        decision="d1", carried=True, effect_from=LATER,
        adopts=(*decided(body, article="body.assembly").adopts, *decided(PURPOSE).adopts),
    )
    state = replayed(founding())
    first = entry(ArticleAdopted(article="body.assembly", version=2, text=body, decision="d1"), 60, LATER, 50)
    last = entry(ArticleAdopted(article="purpose", version=2, text=PURPOSE, decision="d1"), 61, LATER, 50)
    after = replayed([first], state, {50: closed})
    assert "an article of kind class" in why(judged(after, last, {50: closed}))


def test_an_article_is_retired_by_a_decision_and_not_while_others_need_it() -> None:
    state = replayed(founding())
    for article, good in (("mandate.bookkeeper", True), ("body.assembly", False)):
        fact = ArticleRetired(article=article, version=1, decision="d1")
        retirement = entry(fact, 60, LATER, because=50)
        refused = judged(state, retirement, {50: decided("", article=article)})
        assert (refused is None) is good
        if good:
            after = evolve(state, retirement)
            assert article not in charter(after)
            assert newest(after, article) is None
            assert version_at(after, article, 59) is not None
            assert version_at(after, article, 60) is None


def test_the_meaning_of_figures_is_raised_one_by_one_and_not_by_a_member(monkeypatch: pytest.MonkeyPatch) -> None:
    state = replayed(founding())
    refused = judged(state, entry(MeaningRaised(meaning=2), 60))
    assert refused is not None, "this software does not know it"
    assert "Upgrade the node" in refused.next
    monkeypatch.setattr(meaning, "NEWEST", 3)
    assert judged(state, entry(MeaningRaised(meaning=2), 60)) is None
    assert judged(state, entry(MeaningRaised(meaning=3), 60)) is not None
    assert judged(state, entry(MeaningRaised(meaning=2), 60, by="m1")) is not None


LIMIT = """["limit.hours"]
says = "We stay few enough to know each other."
benefits = "class.member"
bears_cost = "class.member"
breach = "refuse"
decides = "body.assembly"
must = "count() <= 1800"
over = "members"
review = 2028-01-31
"""


def with_versions() -> State:
    """A founding version, one adopted on 1 March without a day, one that names July."""
    text = "\n".join([small(), LIMIT])
    state = replayed(founding(text))
    for version, day in ((2, ""), (3, "applies_from = 2026-07-01\n")):
        written = canonical(LIMIT.replace("benefits", day + "benefits").replace("1800", str(1800 - version)))
        fact = ArticleAdopted(article="limit.hours", version=version, text=written, decision=f"d{version}")
        state = evolve(state, entry(fact, 50 + version, LATER, because=40 + version))
    return state


@pytest.mark.parametrize(
    ("period", "seq", "version"),
    [
        ("2025", None, 1), ("2026", None, 1), ("2026-Q1", None, 1), ("2026-03", None, 1), ("2026-04", None, 2),
        ("2026-07", None, 3), ("2027", None, 3), ("2027", 52, 2), ("2027", 51, 1),
    ],
)
def test_a_period_is_counted_by_the_newest_version_that_is_for_it(period: str, seq: int | None, version: int) -> None:
    # The second version names no day: it is for the first period that had not begun when it was adopted.
    chosen = version_for(with_versions(), "limit.hours", parse_period(period), seq)
    assert chosen is not None and chosen.version == version


def test_no_version_is_for_a_period_once_the_article_is_retired() -> None:
    state = with_versions()
    ended = evolve(state, entry(ArticleRetired(article="limit.hours", version=3, decision="d9"), 70, because=69))
    assert rule_for_period(ended, "limit.hours", parse_period("2027")) is None
    assert rule_for_period(ended, "limit.hours", parse_period("2027"), seq=69) is not None
    assert rule_for_period(state, "limit.none", parse_period("2027")) is None


def backdated(day: str, law: str = "") -> Refusal | None:
    state = replayed(founding(small().replace("vote_days = 7", f"vote_days = 7\n{law}")))
    text = canonical(LIMIT.replace("benefits", f"applies_from = {day}\nbenefits"))
    fact = ArticleAdopted(article="limit.hours", version=1, text=text, decision="d1")
    return judged(state, entry(fact, 60, LATER, because=50), {50: decided(text, article="limit.hours")})


def test_nothing_applies_to_what_was_earned_before_unless_the_procedure_says_so() -> None:
    assert backdated("2026-03-01") is None
    assert "earned before" in why(backdated("2026-02-28"))
    assert backdated("2026-02-28", "retroactive = true") is None


def test_what_applies_backwards_is_labelled_for_ever() -> None:
    text = canonical(LIMIT.replace("benefits", "applies_from = 2026-01-01\nbenefits"))
    state = evolve(EMPTY, entry(ArticleAdopted(article="limit.hours", version=1, text=text), 60, LATER, because=50))
    assert state.articles["limit.hours"][0].retroactive
