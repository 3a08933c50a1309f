"""What can have happened to comments on a proposal: one was made with its reason, taken back, or taken out."""

from auzolan.journal.entry import Fact

FOR, AGAINST, QUESTION, CHANGE = "for", "against", "question", "change"
STANCES = (FOR, AGAINST, QUESTION, CHANGE)


class CommentMade(Fact, frozen=True, kw_only=True, tag="deliberation.comment_made.1"):
    """A member said something about an open proposal. stance: for, against, question or change; answers: the comment
    that it answers, or empty; vault: commitment to the reason."""

    decision: str
    comment: str
    stance: str
    vault: str
    answers: str = ""


class CommentWithdrawn(Fact, frozen=True, kw_only=True, tag="deliberation.comment_withdrawn.1"):
    """A comment was taken back by whoever made it, or taken out by somebody trusted with it, for a reason.

    vault: commitment to the reason; empty only where it was taken back.
    """

    decision: str
    comment: str
    vault: str = ""


COMMENT_FACTS = (CommentMade, CommentWithdrawn)
