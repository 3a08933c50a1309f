"""Put a veto aside: what was carried and vetoed takes effect after all, by the procedure that is named for it."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.governance.closing import terms
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.procedure_facts import VetoOverridden
from auzolan.governance.state import VETOED
from auzolan.journal.entry import Fact
from auzolan.values.finding import Finding

name = "override_veto"
summary = "A decision that was carried and vetoed takes effect after all."
FIELDS = (Field(name="decision", type="text", required=True, means="the vetoed decision"),)


def procedure(proposal: ProposalOpened, around: Around) -> str:
    """The one that the procedure of the vetoed decision named for it, in the version that was in force then."""
    state = around.states["governance"]
    vetoed = state.decisions.get(details(proposal).get("decision", ""))
    return terms(state, vetoed, around).override if vetoed is not None else ""


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """It is vetoed, and its procedure says how that is put aside."""
    id = details(proposal).get("decision", "")
    vetoed = around.states["governance"].decisions.get(id)
    if vetoed is None or vetoed.effect_status != VETOED:
        why = "There is no such decision." if vetoed is None else "It is not vetoed."
        return [Finding(
            where=proposal.title, field="decision", what="There is no veto to put aside", why=why,
            next="Name a decision that was carried and vetoed.", excerpt=id,
        )]
    if not procedure(proposal, around):
        return [Finding(
            where=proposal.title, field="decision", what="This veto cannot be put aside",
            why="The procedure of what was vetoed names none for it.",
            next="Propose something else, minding the reasons.", excerpt=id,
        )]
    return []


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The veto is put aside; the node then does what was vetoed."""
    return (VetoOverridden(decision=details(proposal)["decision"]),)
