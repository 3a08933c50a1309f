"""A rule worked out by an engine: the same ground and the same answer as the plain evaluator's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from auzolan.charter.charter import Charter
from auzolan.rules.facts import RunPublished
from auzolan.rules.ground import Explaining, Ground, PayingKind, Portion
from auzolan.rules.kinds.amount import Amount
from auzolan.rules.kinds.split import Split
from auzolan.rules.running import Computed, Tables, Worked, Working, plainly
from auzolan.rules.running import compute as worked_out_by
from auzolan.rules.running import recompute as again_by
from auzolan.values.period import Period
from auzolan.values.refusal import Refusal

Said = Split | Amount
# (the rule, its ground) -> the portions, and the digest of what comes out.
Computing = Callable[[Said, Ground], tuple[Sequence[Portion], str]]
Asking = Callable[[Ground], Explaining]


def working(computing: Computing, asking: Asking | None = None) -> Working:
    """The engine as rules take one. asking: what it explains formulas by, for the kinds that are more than a query;
    where it cannot, they are refused."""
    def work(kind: PayingKind, said: Any, ground: Ground) -> Worked:
        if isinstance(said, Said):
            portions, digest = computing(said, ground)
            return tuple(portions), (), digest
        if asking is None:
            raise Refusal(
                what="The run was not computed again", where="--engine",
                why=f"A rule of the kind {kind.name} is more than one query.", next="Leave --engine out.",
            )
        return plainly(kind, said, replace(ground, explaining=asking(ground)))

    return work


def compute(
    text: str, charter: Charter, flows: Any, tables: Tables, period: Period, *, number: int, position: int,
    version: int, article: int, computing: Computing, asking: Asking | None = None,
) -> Computed:
    """Apply one version of a rule to a period, as rules/running does, with the work on rows done by an engine.

    The figures of its portions say the amounts and no reasons: those are the plain evaluator's. Raises Refusal.
    """
    return worked_out_by(
        text, charter, flows, tables, period, number=number, position=position, version=version, article=article,
        working=working(computing, asking),
    )


def again(
    fact: RunPublished, states: Mapping[str, Any], tables: Tables, computing: Computing, asking: Asking | None = None
) -> Computed:
    """A published run again, by the text and the charter in force when it was published. states: of every area."""
    return again_by(fact, states, tables, working(computing, asking))
