"""An answer that somebody gave on paper, as one person keyed it in: it counts once another reads the same."""

from auzolan.governance.proposed import Points
from auzolan.journal.entry import Fact


class PaperKeyed(Fact, frozen=True, kw_only=True, tag="governance.paper_keyed.1"):
    """One person wrote down what a member answered on paper; the member is who the entry speaks for, the paper its
    evidence. The ballot is cast when another person reads the same from it. Fields as of a ballot."""

    decision: str
    option: str = ""
    criterion: str = ""
    vault: str = ""
    ranks: tuple[tuple[str, ...], ...] = ()
    points: tuple[Points, ...] = ()
    blind: str = ""


PAPER_FACTS = (PaperKeyed,)
