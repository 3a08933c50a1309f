"""One decision as somebody answers it from a mail: the question, its conditions, and whether they have answered."""

from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.charter.diff import plain_words
from auzolan.charter.load import read_text
from auzolan.governance import methods
from auzolan.governance.wording import proposal_of
from auzolan.organisation import Organisation
from auzolan.views.decisions import minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """criteria: what an objection may rest on, each with its meaning; reasoned: answers that need a reason; minutes:
    how long it takes to read; answered: whether the reader has answered already; articles: (name, plain words) of
    what it would put into the charter; sealed: never from a mail.
    """

    decision: str
    title: str
    closes_at: str
    minutes: int
    criteria: tuple[tuple[str, str], ...]
    reasoned: tuple[str, ...]
    hidden: bool
    answered: bool
    articles: tuple[tuple[str, str], ...]
    sealed: bool = False


def reply(org: Organisation, id: str, around: Around, member: str) -> Reply:
    """An open decision for one member on its roll."""
    one = org.states["governance"].decisions[id]
    method = methods.find()[one.method]
    proposal = proposal_of(one, around)
    return Reply(
        decision=id, title=one.title, closes_at=one.closes_at, minutes=minutes(proposal, org.charter),
        criteria=tuple(method.criteria.items()), reasoned=method.reasoned, hidden=one.hidden,
        answered=member in one.ballots, articles=tuple(
            (article.name, plain_words(article, org.charter))
            for article in (read_text(text.text) for text in proposal.articles)
        ),
    )
