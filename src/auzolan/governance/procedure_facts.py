"""What more can have happened to a proposal: its words were changed before the ballot, a veto was put aside."""

from auzolan.governance.proposed import ProposedArticle
from auzolan.journal.entry import Fact


class ProposalAmended(Fact, frozen=True, kw_only=True, tag="governance.proposal_amended.1"):
    """The proposer changed the words of a proposal before anybody could answer; every earlier version stays.

    title, text, summary, articles, retires: all of it as it is from here on; suggested_by: the member whose amendment
    it takes up, or empty.
    """

    decision: str
    title: str
    text: str
    articles: tuple[ProposedArticle, ...] = ()
    retires: tuple[str, ...] = ()
    suggested_by: str = ""
    summary: str = ""


class VetoOverridden(Fact, frozen=True, kw_only=True, tag="governance.veto_overridden.1"):
    """A second decision put a veto aside: what was vetoed takes effect after all, at once."""

    decision: str


PROCEDURE_FACTS = (ProposalAmended, VetoOverridden)
