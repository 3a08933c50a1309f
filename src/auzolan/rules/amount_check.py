"""What can be wrong with an amount for every row, all of it at once, and the amount in plain words."""

from collections.abc import Iterator, Mapping
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.say import say as worded
from auzolan.formula.evaluate import evaluate
from auzolan.formula.parse import parse
from auzolan.formula.refuse import FormulaRefused
from auzolan.formula.say import say
from auzolan.formula.scope import Row, Scope
from auzolan.formula.tree import names_in
from auzolan.rules.account_findings import EVERYWHERE, account_findings, columns_of
from auzolan.rules.formula_findings import formula_findings, over_findings
from auzolan.rules.given import scope_with, sound_given
from auzolan.rules.steps import over
from auzolan.values.finding import Finding

BOUNDS = ("floor", "cap")


def amount_findings(article: Article, sound: Mapping[str, Any], charter: Charter) -> list[Finding]:
    """Every fault in an amount rule."""
    findings = unit_findings(article, sound, charter)
    given, wrong = sound_given(article, sound, charter)
    findings += wrong
    among = sound.get("among", "")
    table, wrong = over_findings(article, "among", among, charter, lambda name: scope_with(name, charter, given))
    findings += wrong if among else []
    findings += _paid(article, sound, charter, columns_of(among) | EVERYWHERE)
    if not table or sound.get("unit") not in charter.units:
        return findings
    scope = scope_with(table, charter, given)
    findings += _formulas(article, sound, "", scope)
    for number, part in enumerate(sound.get("parts", ()), 1):
        findings += _formulas(article, part, f"parts[{number}].", scope)
    return findings


def unit_findings(article: Article, sound: Mapping[str, Any], charter: Charter) -> list[Finding]:
    """Whether the unit that everything comes out in is one of the charter's."""
    unit = sound.get("unit")
    if unit is None or unit in charter.units:
        return []
    why = f"The charter has no unit {unit}."
    return [fault(article, "unit", "This unit is not known", why, f'Write ["unit.{unit}"].', unit)]


def _formulas(article: Article, said: Mapping[str, Any], at: str, scope: Scope) -> Iterator[Finding]:
    unit = str(article.fields["unit"])
    broken = False
    for field in ("by", *BOUNDS):
        if field in said:
            found = formula_findings(article, f"{at}{field}", said[field], scope, unit)
            broken = broken or bool(found)
            yield from found
    if at and "when" in said:
        yield from formula_findings(article, f"{at}when", said["when"], scope, "truth")
    if broken or not all(field in said for field in BOUNDS):
        return
    floor, cap = (parse(said[field]) for field in BOUNDS)
    if names_in(floor) or names_in(cap):
        return  # a run holds the two against each other for each row
    try:
        low, high = (evaluate(node, Row(values={})) for node in (floor, cap))
    except FormulaRefused as refused:
        yield fault(article, f"{at}cap", "The bounds cannot be worked out", refused.why, refused.next, said["cap"])
        return
    if isinstance(low, type(high)) and low is not None and high is not None and high < low:  # type: ignore[operator]
        why = f"Nothing lies between {say(floor)} and {say(cap)}."
        yield fault(article, f"{at}cap", "The cap lies below the floor", why, "Change one of the two.", said["cap"])


def _paid(
    article: Article, sound: Mapping[str, Any], charter: Charter, given: frozenset[str]
) -> Iterator[Finding]:
    """Either nothing is paid and no account is named, or every part says where it goes and the rule from where."""
    listed = [("", sound), *((f"parts[{number}].", one) for number, one in enumerate(sound.get("parts", ()), 1))]
    if "from" in sound:
        yield from account_findings(article, "from", sound["from"], charter, given)
    for at, said in listed:
        if "to" in said:
            yield from account_findings(article, f"{at}to", said["to"], charter, given)
            if "from" not in sound and not at:
                why = "What somebody receives comes from somewhere."
                after = 'Write from = "Expenses:Pay:{member}" or another account.'
                yield fault(article, "from", "The account that pays is missing", why, after, said["to"])
        elif "from" in sound:
            why = "What is paid goes to an account."
            yield fault(article, f"{at}to", "Nobody receives it", why, "Write the account.", sound["from"])


def amount_words(fields: Mapping[str, Any]) -> str:
    """The amount in plain words, then each part."""
    rows = over(str(fields["among"]))
    chosen = worded(" where {condition}", condition=say(rows.where)) if rows.where is not None else ""
    said = worded("For each of {table}{chosen}: {amount}", table=rows.table, chosen=chosen, amount=_amount(fields))
    said += worded(", from {account}", account=fields["from"]) if "from" in fields else ""
    said += "." if "from" in fields else worded("; it is shown, not paid.")
    for part in fields.get("parts", ()):
        when = worded(", when {condition}", condition=say(parse(part["when"]))) if "when" in part else ""
        said += worded(" On top, {name}: {amount}{when}.", name=part["name"], amount=_amount(part), when=when)
    return said


def _amount(said: Mapping[str, Any]) -> str:
    amount = say(parse(said["by"]))
    if "floor" in said:
        amount += worded(", at least {floor}", floor=say(parse(said["floor"])))
    if "cap" in said:
        amount += worded(", at most {cap}", cap=say(parse(said["cap"])))
    return amount + (worded(", to {account}", account=said["to"]) if "to" in said else "")
