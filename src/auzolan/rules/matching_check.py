"""What can be wrong with a way of matching, all of it at once, and the way in plain words."""

from collections.abc import Iterator, Mapping
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.say import say as worded
from auzolan.formula.check import check as measured
from auzolan.formula.parse import parse
from auzolan.formula.say import say
from auzolan.formula.scope import Scope
from auzolan.formula.tree import AGGREGATES, Call, Node, names_in, parts_of
from auzolan.rules.amount_check import unit_findings
from auzolan.rules.formula_findings import OPEN_TABLES, formula_findings, over_findings
from auzolan.rules.given import Given, scope_with, sound_given
from auzolan.rules.matching import TO, pair_scope
from auzolan.rules.matching_tree import tree_findings
from auzolan.rules.steps import Over, over
from auzolan.values.finding import Finding

ONE = "1"  # how many places a row takes, where the article does not say it


def match_findings(article: Article, sound: Mapping[str, Any], charter: Charter) -> list[Finding]:
    """Every fault in a way of matching."""
    findings = unit_findings(article, sound, charter)
    given, wrong = sound_given(article, sound, charter)
    findings += wrong
    tables = {field: _table(article, field, sound, charter, given, findings) for field in ("among", "into")}
    for field, table in (("each", tables["among"]), ("capacity", tables["into"])):
        if field in sound and table:
            findings += formula_findings(article, field, sound[field], scope_with(table, charter, given), "")
    findings += _one_of_two(article, sound)
    if sound.get("minimum", 0) < 0:
        why = "A pair below zero takes away from the whole, so it is never made."
        findings.append(fault(article, "minimum", "Nothing lies below zero", why, "Write 0 or more.",
                              sound["minimum"]))
    if tables["among"] and tables["into"]:
        row, place = (scope_with(tables[field], charter, given) for field in ("among", "into"))
        for name in row.columns:
            if name.startswith(TO) and name.removeprefix(TO) in place.columns:
                why = f"The column {name} of the row and the column {name.removeprefix(TO)} of the place are both that."
                findings.append(fault(article, "given", "A name means two things", why, "Rename the column.", name))
        findings += _pairs(article, sound, pair_scope(row, place))
    return findings


def _table(
    article: Article, field: str, sound: Mapping[str, Any], charter: Charter, given: tuple[Given, ...],
    findings: list[Finding],
) -> str:
    """The table of the rows or of the places; empty where it is none."""
    if field not in sound:
        return ""
    table, wrong = over_findings(article, field, sound[field], charter, lambda name: scope_with(name, charter, given))
    findings += wrong
    if table and len(OPEN_TABLES[table].key) != 1:
        why = f"A row of {table} is not called by one column, so a pair could not name it."
        findings.append(fault(article, field, "These rows have no name", why, "Choose another table.", sound[field]))
        return ""
    return table


def _one_of_two(article: Article, sound: Mapping[str, Any]) -> Iterator[Finding]:
    ways = [field for field in ("score", "tree") if field in article.fields]
    if len(ways) != 1:
        why = "A pair is scored by a formula or by a tree: one of the two."
        yield fault(article, "score", "It is not said what a pair scores", why, "Write score, or tree.")
    if "tree" in sound:
        yield from tree_findings(article, sound["tree"])
    if "tree" in article.fields and not str(article.fields.get("learned_on", "")).strip():
        why = "Whoever is matched by a tree may look at what it was learned from, and contest it."
        yield fault(article, "learned_on", "It is not said what the tree was learned from", why,
                    'Write where the rows are published, or learned_on = "nothing: written by us".')
    if "learned_on" in sound and "tree" not in article.fields:
        why = "Only a tree is learned from something."
        yield fault(article, "learned_on", "This says nothing here", why, "Leave it out.", sound["learned_on"])


def _pairs(article: Article, sound: Mapping[str, Any], scope: Scope) -> Iterator[Finding]:
    """The formulas over a row and a place together."""
    if "score" in sound:
        wrong = [*formula_findings(article, "score", sound["score"], scope), *_of_all(article, "score", sound, scope)]
        yield from wrong
        if not wrong and (measure := measured(parse(sound["score"]), scope)).kind != "number":
            why = f"The score is {measure.in_words()}."
            yield fault(article, "score", "This is no number", why, "Write a formula of a number.", sound["score"])
        elif not wrong and measure.code not in ("", sound.get("unit")):
            why = f"The score comes out in {measure.code}, and the rule counts in {sound.get('unit')}."
            yield fault(article, "score", "This is another unit", why, "Divide by the unit.", sound["score"])
    if "when" in sound:
        yield from formula_findings(article, "when", sound["when"], scope, "truth")
        yield from _of_all(article, "when", sound, scope)
    for number, one in enumerate(sound.get("tree", ()), 1):
        if "when" in one:
            yield from formula_findings(article, f"tree[{number}].when", one["when"], scope, "truth")
            yield from _of_all(article, f"tree[{number}].when", {f"tree[{number}].when": one["when"]}, scope)


def _of_all(article: Article, field: str, said: Mapping[str, Any], scope: Scope) -> Iterator[Finding]:
    """A pair is judged by its own two rows: a sum over all rows would make each hang on the others."""
    if formula_findings(article, field, said[field], scope):
        return  # already said
    waiting: list[Node] = [parse(said[field])]
    while waiting:
        node = waiting.pop()
        waiting += parts_of(node)
        if isinstance(node, Call) and node.name in AGGREGATES and not any("." in scope.own(n) for n in names_in(node)):
            why = f"{say(node)} is over all rows; a pair is judged by its own two."
            yield fault(article, field, "A pair cannot be judged so", why, "Name columns only.", said[field])


def match_words(fields: Mapping[str, Any]) -> str:
    """The way of matching in plain words."""
    rows, places = (_rows(over(str(fields[field]))) for field in ("among", "into"))
    if "tree" in fields:
        ends = sum("score" in one for one in fields["tree"])
        by = worded("by a tree with {ends} ends, learned on {what}", ends=ends, what=fields["learned_on"])
    else:
        by = worded("by {score}", score=say(parse(str(fields["score"]))))
    when = worded(", where {condition}", condition=say(parse(fields["when"]))) if "when" in fields else ""
    said = worded("Each of {rows} gets {each} of {places}{when}. A pair scores {by}. The room of a place: {capacity}.",
                  rows=rows, places=places, when=when, by=by, each=_up_to(str(fields.get("each", ONE))),
                  capacity=say(parse(str(fields["capacity"]))))
    if "minimum" in fields:
        said += worded(" Below {minimum} {unit} no pair is made.", minimum=fields["minimum"], unit=fields["unit"])
    return said + worded(" All pairs together score the most there can be; where there is a choice, the first ids "
                         "in the alphabet go first. Columns that begin with to_ are those of the place; nothing is "
                         "paid by it.")


def _up_to(each: str) -> str:
    return worded("at most one") if each.strip() == ONE else worded("at most {each}", each=say(parse(each)))


def _rows(said: Over) -> str:
    if said.where is None:
        return said.table
    return worded("{table} where {condition}", table=said.table, condition=say(said.where))
