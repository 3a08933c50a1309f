"""A rule worked out by an engine: the same ground and the same answer as the plain evaluator's."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auzolan.charter.charter import Charter
from auzolan.charter.load import read_text
from auzolan.charter.state import version_at
from auzolan.flows.units import places_of
from auzolan.rules.articles.rule import rule_kinds
from auzolan.rules.facts import RunPublished
from auzolan.rules.gathering import Gathering
from auzolan.rules.ground import Ground, Portion
from auzolan.rules.kinds.amount import Amount
from auzolan.rules.kinds.split import Split
from auzolan.rules.running import Computed, Tables, _filler, _ground, charter_at
from auzolan.values.period import Period, parse_period
from auzolan.values.refusal import Refusal

Said = Split | Amount
# (the rule, its ground) -> the portions, and the digest of what comes out.
Computing = Callable[[Said, Ground], tuple[Sequence[Portion], str]]


def compute(
    text: str, charter: Charter, flows: Any, tables: Tables, period: Period, *, number: int, position: int,
    version: int, article: int, computing: Computing,
) -> Computed:
    """Apply one version of a rule to a period, as rules/running does, with the work on rows done by an engine.

    The figures of its portions say the amounts and no reasons: those are the plain evaluator's. Raises Refusal.
    """
    rule = read_text(text)
    said = rule_kinds()[rule.fields["does"]].read(rule)
    if not isinstance(said, Said):
        raise Refusal(
            what="The run was not computed again", where=f"--engine, {rule.id}",
            why=f"Only the plain evaluator works out rules of the kind {rule.fields['does']}.",
            next="Leave --engine out.",
        )
    gathering = Gathering(tables, charter, period, lambda code: places_of(flows, charter, code))
    ground, source = _ground(said, rule, gathering, _filler(period), number)
    portions, outputs = computing(said, ground)
    amount = ground.source
    if not isinstance(said, Split):
        amount = sum(one.amount for one in portions)
        source = portions[0].source if len({one.source for one in portions}) == 1 else ""
    return Computed(
        amount=amount, unit=ground.unit, places=ground.places, source=source, portions=tuple(portions),
        inputs=gathering.inputs(), outputs=outputs, version=version, article=article, position=position,
        number=number,
    )


def again(fact: RunPublished, states: Mapping[str, Any], tables: Tables, computing: Computing) -> Computed:
    """A published run again, by the text and the charter in force when it was published. states: of every area."""
    return compute(
        text_of(fact, states), charter_at(states["charter"], fact.position), states["flows"], tables,
        parse_period(fact.period), number=fact.number, position=fact.position, version=fact.version,
        article=fact.article, computing=computing,
    )


def text_of(fact: RunPublished, states: Mapping[str, Any]) -> str:
    """The text of the rule that a run applied. Raises KeyError when none was in force."""
    known = [one for one in states["charter"].articles[fact.rule] if one.seq == fact.article]
    version = known[-1] if known else version_at(states["charter"], fact.rule, fact.position)
    if version is None:
        raise KeyError(f"{fact.rule} was not in force at entry {fact.position}")
    return version.text
