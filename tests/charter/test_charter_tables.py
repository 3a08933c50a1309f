"""The open table of articles."""

from auzolan.charter.facts import ArticleAdopted, ArticleRetired
from auzolan.charter.state import evolve
from auzolan.charter.tables import ARTICLES, rows
from auzolan.tables.table import Add, End
from charters import canonical, entry, founding, near, replayed

LATER = "2026-03-01T10:00:00Z"
PURPOSE = canonical('["purpose"]\nsays = "We roast."\ntitle = "Why"\n')


def test_a_new_version_ends_the_row_before_it_and_a_retired_article_has_none() -> None:
    state = replayed(founding())
    adoption = entry(ArticleAdopted(article="purpose", version=2, text=PURPOSE, decision="d1"), 60, LATER, because=50)
    after = evolve(state, adoption)
    ended, added = rows(adoption, state, after, near(state, LATER))
    assert ended == End("articles", ("purpose",))
    assert isinstance(added, Add)
    row = dict(zip(ARTICLES.names, added.values, strict=True))
    assert row == {
        "article": "purpose", "kind": "purpose", "version": 2, "title": "Why", "text": PURPOSE, "adopted": "2026-03-01",
        "applies_from": None, "retroactive": False, "decision": "d1",
    }
    retirement = entry(ArticleRetired(article="purpose", version=2, decision="d2"), 61, LATER, because=51)
    assert rows(retirement, after, evolve(after, retirement), near(after, LATER)) == (End("articles", ("purpose",)),)


def test_a_first_version_ends_nothing() -> None:
    first = founding()
    state = replayed(first[:1])
    (added,) = rows(first[1], state, evolve(state, first[1]), near(state, first[1].at))
    assert isinstance(added, Add) and added.values[2] == 1
