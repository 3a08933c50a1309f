"""What can have happened to a draft: somebody kept it, wrote on, let members read it, and put it away."""

from auzolan.journal.entry import Fact


class DraftKept(Fact, frozen=True, kw_only=True, tag="deliberation.draft_kept.1"):
    """Somebody kept what they were writing, to go on later; the newest version of a draft counts.

    shown: whether members may read it; vault: commitment to its words.
    """

    draft: str
    vault: str
    shown: bool = False


class DraftEnded(Fact, frozen=True, kw_only=True, tag="deliberation.draft_ended.1"):
    """A draft was put away by whoever wrote it. decision: what was proposed from it, or empty."""

    draft: str
    decision: str = ""


DRAFT_FACTS = (DraftKept, DraftEnded)
