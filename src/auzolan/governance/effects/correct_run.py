"""Correct a run: a run that was paid is to be computed again, and only what is different is posted."""

from collections.abc import Sequence

from auzolan.charter.around import Around
from auzolan.charter.kinds import Field
from auzolan.governance.effects import details
from auzolan.governance.facts import ProposalOpened
from auzolan.governance.of_run import procedure_of_run
from auzolan.journal.entry import Fact
from auzolan.rules.correcting import not_from, not_to_mend
from auzolan.rules.facts import CorrectionOrdered
from auzolan.values.finding import Finding

name = "correct_run"
summary = "The run can be corrected by any member; what others got too much is paid for as the decision says."
FIELDS = (
    Field(name="paid_from", type="text",
          means='the account that pays for what others got too much and keep, or "next run"; where the rule says '
                "nothing, or for this once"),
)
procedure = procedure_of_run


def check(proposal: ProposalOpened, around: Around) -> list[Finding]:
    """The run must be paid, or paid in part, and stand; and what pays must be an account of the charter."""
    run = around.states["rules"].runs.get(proposal.run)
    if proposal.articles or proposal.retires:
        return [_finding(
            proposal, "articles", "The proposal carries articles too", "Correcting a run changes no article.",
            "Propose the articles by themselves.",
        )]
    if why := not_to_mend(run, around):
        return [_finding(proposal, "run", "The run cannot be corrected", why, "Name a run that was paid and stands.")]
    if why := not_from(details(proposal).get("paid_from", ""), run, around):
        after = "Name a reserve of the charter, such as Equity:Reserve."
        return [_finding(proposal, "paid_from", "This account cannot pay for it", why, after)]
    return []


def facts(proposal: ProposalOpened, winners: tuple[str, ...], around: Around) -> Sequence[Fact]:
    """The order; the corrected run itself is published after the cause of the mistake is mended."""
    paid_from = details(proposal).get("paid_from", "")
    return (CorrectionOrdered(run=proposal.run, decision=proposal.decision, paid_from=paid_from),)


def _finding(proposal: ProposalOpened, field: str, what: str, why: str, next: str) -> Finding:
    return Finding(where=proposal.title, field=field, what=what, why=why, next=next, excerpt=proposal.run)
