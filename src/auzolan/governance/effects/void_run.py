"""Take a run back: nothing of it is ever posted, and another may be made for its period."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.of_run import procedure_of_run
from auzolan.journal.entry import Fact
from auzolan.rules.facts import RunVoided
from auzolan.rules.state import PUBLISHED, VOID
from auzolan.values.finding import Finding

name = "void_run"
summary = "The run is taken back before it is settled; nothing of it is paid."
procedure = procedure_of_run


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """The run is there and was not settled, not even a part of it."""
    run: Any = around.states["rules"].runs.get(proposal.run)
    if run is not None and run.status == PUBLISHED and not proposal.articles and not proposal.retires:
        return []
    if run is None:
        why, after = "There is no run of that id.", "Name a run that was not settled."
    elif run.status != PUBLISHED:
        paid = "What was paid is mended by correct_run, which posts only the difference."
        why, after = f"It is {run.status}.", paid if run.status != VOID else "Nothing is left to do."
    else:
        why, after = "Taking a run back changes no article.", "Propose the articles by themselves."
    return [Finding(
        where=proposal.title, field="run", what="The run cannot be taken back", why=why, next=after,
        excerpt=proposal.run,
    )]


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The run is void."""
    return (RunVoided(run=proposal.run),)
