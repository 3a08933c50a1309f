"""What effects about a run share: by which procedure they are decided."""

from typing import Any

from auzolan.charter.around import Around
from auzolan.governance.facts import ProposalOpened


def procedure_of_run(proposal: ProposalOpened, around: Around) -> str:
    """The procedure of the rule that was run; empty where there is no such run, or its rule is retired."""
    run: Any = around.states["rules"].runs.get(proposal.run)
    rule = None if run is None else around.charter.get(run.rule)
    named = None if rule is None else rule.fields.get("procedure")
    return named if isinstance(named, str) else ""
