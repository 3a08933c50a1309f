"""Text only: the decision is its own effect; the text stands in the register and people act on it."""

from collections.abc import Sequence

from auzolan.charter.around import Around, Draft
from auzolan.governance.facts import ProposalOpened
from auzolan.values.finding import Finding

name = "text_only"
SEVERAL = None  # a text may be answered with yes or no, or one may be chosen among several
summary = "The text stands as decided; the software does nothing by itself."


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """A decision about a text needs a text, and carries nothing that only another effect would do."""
    if not proposal.text.strip():
        return [Finding(
            where=proposal.title, field="text", what="The proposal has no text",
            why="What is decided is the text itself.", next="Write what the members are to decide.",
        )]
    if proposal.articles or proposal.retires or proposal.run:
        return [Finding(
            where=proposal.title, field="effect", what="The proposal carries more than a text",
            why="An article or a run would be left as it is.", next="Choose adopt_articles or approve_run.",
        )]
    return []


def enact(proposal: ProposalOpened, around: Around, because: int) -> Sequence[Draft]:
    """Nothing follows by itself."""
    return ()


def done(proposal: ProposalOpened, around: Around, because: int) -> bool:
    """A text is done when it is decided."""
    return True
