"""A rule worked out by an engine: the same ground and the same answer as the plain evaluator's."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auzolan.charter.charter import Charter
from auzolan.rules.facts import RunPublished
from auzolan.rules.ground import Ground, PayingKind, Portion
from auzolan.rules.kinds.amount import Amount
from auzolan.rules.kinds.split import Split
from auzolan.rules.running import Computed, Tables, Worked, Working
from auzolan.rules.running import compute as worked_out_by
from auzolan.rules.running import recompute as again_by
from auzolan.values.period import Period
from auzolan.values.refusal import Refusal

Said = Split | Amount
# (the rule, its ground) -> the portions, and the digest of what comes out.
Computing = Callable[[Said, Ground], tuple[Sequence[Portion], str]]


def working(computing: Computing) -> Working:
    """The engine as rules take one. It refuses the kinds of rule that only the plain evaluator works out."""
    def work(kind: PayingKind, said: Any, ground: Ground) -> Worked:
        if not isinstance(said, Said):
            raise Refusal(
                what="The run was not computed again", where="--engine",
                why=f"Only the plain evaluator works out rules of the kind {kind.name}.", next="Leave --engine out.",
            )
        portions, digest = computing(said, ground)
        return tuple(portions), (), digest

    return work


def compute(
    text: str, charter: Charter, flows: Any, tables: Tables, period: Period, *, number: int, position: int,
    version: int, article: int, computing: Computing,
) -> Computed:
    """Apply one version of a rule to a period, as rules/running does, with the work on rows done by an engine.

    The figures of its portions say the amounts and no reasons: those are the plain evaluator's. Raises Refusal.
    """
    return worked_out_by(
        text, charter, flows, tables, period, number=number, position=position, version=version, article=article,
        working=working(computing),
    )


def again(fact: RunPublished, states: Mapping[str, Any], tables: Tables, computing: Computing) -> Computed:
    """A published run again, by the text and the charter in force when it was published. states: of every area."""
    return again_by(fact, states, tables, working(computing))
