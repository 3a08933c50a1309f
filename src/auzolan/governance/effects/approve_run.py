"""Approve a run: the members say yes to a run of a rule that asks for it; then it can be settled."""

from collections.abc import Sequence
from typing import Any

from auzolan.charter.around import Around, Draft
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.of_run import procedure_of_run
from auzolan.journal.entry import NODE
from auzolan.rules.facts import RunApproved
from auzolan.values.finding import Finding
from auzolan.values.refusal import Refusal

name = "approve_run"
summary = "The run is approved and can be settled after its contest days."
procedure = procedure_of_run


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """The run must be there, whole, and neither approved nor void."""
    if proposal.articles or proposal.retires:
        return [_finding(
            proposal, "articles", "The proposal carries articles too", "Approving a run changes no article.",
            "Propose the articles by themselves.",
        )]
    if fault := _not_open(_run(proposal, around)):
        return [_finding(proposal, "run", "The run cannot be approved", fault, "Name a run that waits for approval.")]
    return []


def enact(proposal: ProposalOpened, around: Around, because: int) -> Sequence[Draft]:
    """The approval. Raises Refusal when the run was replaced or taken back in the meantime."""
    if fault := _not_open(_run(proposal, around)):
        after = "Run the rule again and propose that run."
        raise Refusal(what="The run was not approved", where=proposal.run, why=fault, next=after)
    return [Draft(fact=RunApproved(run=proposal.run, decision=proposal.decision), because=because, by=NODE)]


def done(proposal: ProposalOpened, around: Around, because: int) -> bool:
    """Whether the run is approved now."""
    run = _run(proposal, around)
    return run is not None and bool(run.approved)


def _run(proposal: ProposalOpened, around: Around) -> Any:
    return around.states["rules"].runs.get(proposal.run)


def _not_open(run: Any) -> str:
    if run is None:
        return "There is no run of that id."
    if run.published < run.count:
        return "Not all of its portions were published."
    if run.approved:
        return "It was approved before."
    return "" if run.status == "published" else f"It is {run.status}."


def _finding(proposal: ProposalOpened, field: str, what: str, why: str, next: str) -> Finding:
    return Finding(where=proposal.title, field=field, what=what, why=why, next=next, excerpt=proposal.run)
