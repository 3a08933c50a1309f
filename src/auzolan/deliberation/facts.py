"""What can have happened in a talk: it was opened, somebody said something, others answered it, it was closed."""

from auzolan.deliberation.comment_facts import COMMENT_FACTS
from auzolan.deliberation.draft_facts import DRAFT_FACTS
from auzolan.journal.entry import Fact

AGREE, DISAGREE, PASS = "agree", "disagree", "pass"
ANSWERS = (AGREE, DISAGREE, PASS)


class TalkOpened(Fact, frozen=True, kw_only=True, tag="deliberation.talk_opened.1"):
    """A talk was opened: a question about which those of a body say what they think, before anything is decided.

    body: the body, or the class, whose members talk; closes: its last day; vault: commitment to title and question.
    """

    talk: str
    body: str
    closes: str
    vault: str


class StatementMade(Fact, frozen=True, kw_only=True, tag="deliberation.statement_made.1"):
    """Somebody said something that others can agree with or not. vault: commitment to its words."""

    talk: str
    statement: str
    vault: str


class StatementKeyed(Fact, frozen=True, kw_only=True, tag="deliberation.statement_keyed.1"):
    """One person wrote down what a member says on paper; the member is who the entry speaks for, the paper its
    evidence. It is made when another person reads the same. statement: its id then; vault: commitment to its words."""

    talk: str
    statement: str
    vault: str


class StatementVoted(Fact, frozen=True, kw_only=True, tag="deliberation.statement_voted.1"):
    """A member agreed with a statement, disagreed or passed; the last answer counts. Only they read their entry.

    vote: agree, disagree or pass; blind: 32 random bytes in hex, so that nobody finds the answer by trying out which
    one gives the entry's hash.
    """

    talk: str
    statement: str
    vote: str
    blind: str


class StatementWithdrawn(Fact, frozen=True, kw_only=True, tag="deliberation.statement_withdrawn.1"):
    """A statement was taken back by whoever made it, or taken out by somebody trusted with it, for a reason.

    vault: commitment to the reason; empty only where it was taken back.
    """

    talk: str
    statement: str
    vault: str = ""


class TalkClosed(Fact, frozen=True, kw_only=True, tag="deliberation.talk_closed.1"):
    """A talk ended: nobody says or answers anything more in it."""

    talk: str


FACTS = (
    TalkOpened, StatementMade, StatementKeyed, StatementVoted, StatementWithdrawn, TalkClosed, *COMMENT_FACTS,
    *DRAFT_FACTS,
)
