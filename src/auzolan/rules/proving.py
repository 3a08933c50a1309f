"""Checks a published run by the proof beside it: whole numbers, no solver, a sentence that names the line."""

from collections.abc import Mapping, Sequence
from typing import Any

from auzolan.charter.load import read_text
from auzolan.rules.articles.rule import rule_kinds
from auzolan.rules.correcting import as_if
from auzolan.rules.digest import outputs
from auzolan.rules.facts import Mark, RunPublished, Share
from auzolan.rules.gathering import Tables
from auzolan.rules.proof import ProvingKind, follows
from auzolan.rules.running import charter_at, grounded, text_of
from auzolan.values.period import parse_period
from auzolan.values.quantity import canonical_amount, print_amount


def unproved(
    fact: RunPublished, shares: Sequence[Share], marks: Sequence[Mark], states: Mapping[str, Any], tables: Tables
) -> list[str]:
    """What does not hold of a run that was published with a proof, in plain sentences; empty where it is proved.

    shares, marks: all that follow it in the journal; states: of every area; tables: as of its position. Raises Refusal,
    KeyError or ValueError where the rule cannot be applied at all.
    """
    if not follows(fact, marks):
        return ["the proof is not the one that was published with the run"]
    charter = charter_at(states["charter"], fact.position)
    text = text_of(fact, states)
    said, ground, _, gathering = grounded(
        text, charter, states["flows"], as_if(states, fact.mends, tables), parse_period(fact.period),
        fact.number,
    )
    kind = rule_kinds()[read_text(text).fields["does"]]
    if not isinstance(kind, ProvingKind):
        return [f"rules of the kind {kind.name} have no proof"]
    amounts = {share.to: canonical_amount(share.amount, ground.places) for share in shares}
    if len(amounts) != len(shares):
        return ["a line stands twice"]
    if wrong := kind.certify(said, ground, amounts, marks):
        return wrong
    whose = kind.members(said, ground)
    for share in shares:
        if share != Share(to=share.to, amount=share.amount, member=whose.get(share.to, "")):
            return [f"{share.to} is said to be somebody else's"]
    if gathering.inputs() != fact.inputs:
        return ["what it read is not what it read then"]
    printed = ((share.to, share.amount, ground.unit) for share in shares)
    amount = print_amount(sum(amounts.values()), ground.places)
    again = (outputs(printed), amount, ground.unit, "", len(shares))
    if again != (fact.outputs, fact.amount, fact.unit, fact.source, fact.count):
        return ["its lines do not sum up to what the run says of them"]
    return []
