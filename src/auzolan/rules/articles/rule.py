"""The kind `rule`: a published calculation that decides what somebody gets; what it does is its field `does`."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault, sound_fields
from auzolan.charter.kinds import EVERY, LIVELY_FIELDS, Field, modules_in
from auzolan.charter.nearest import nearest
from auzolan.charter.say import say
from auzolan.rules.correcting_check import correction_findings, holding_findings
from auzolan.rules.terms import NEXT_RUN, RETURNED, STAYS
from auzolan.values.finding import Finding

name = "rule"
summary = "a published calculation that decides what somebody gets"
LIVELY = True
OPEN = True  # the fields of what it does are declared by the rule kind
CONTEST_DAYS_MAX = 366
FIELDS = (
    Field(name="does", type="text", required=True, means="which kind of calculation it is"),
    Field(name="contest_days", type="whole", means="how long a run waits for objections before it is settled"),
    Field(name="approval", type="truth", means="whether a run is settled only when a decision approves it"),
    Field(name="after", type="articles", of=("rule",), means="the rules that are settled before it for each period"),
    Field(name="held_by", type="articles", of=("body", "class"), means="who else can hold a portion back"),
    Field(name="overpaid", type="text", choices=(STAYS, RETURNED),
          means="whether what somebody got too much stays with them (if nothing is said) or is taken back"),
    Field(name="corrections_from", type="text",
          means='the account that pays for mistakes that stay with those who got too much, or "next run"'),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule says, whatever it does. contest_days: None where the procedure says it."""

    id: str
    name: str
    does: str
    applies_from: date | None
    procedure: str
    contest_days: int | None
    approval: bool
    held_by: tuple[str, ...]
    after: tuple[str, ...]
    overpaid: str
    corrections_from: str
    benefits: str
    bears_cost: str
    decides: str
    review: date


def read(article: Article) -> Rule:
    """The article as a typed value."""
    fields = article.fields
    return Rule(
        id=article.id, name=article.name, does=fields["does"], applies_from=fields.get("applies_from"),
        procedure=fields.get("procedure", "procedure.charter"), contest_days=fields.get("contest_days"),
        approval=fields.get("approval", False), held_by=tuple(fields.get("held_by", ())),
        after=tuple(fields.get("after", ())), overpaid=fields.get("overpaid", STAYS),
        corrections_from=fields.get("corrections_from", ""), benefits=fields["benefits"],
        bears_cost=fields["bears_cost"], decides=fields["decides"], review=fields["review"],
    )


class RuleKind(Protocol):
    """What the file of a kind of rule offers to the check of articles; `words(article, charter)` may stand there."""

    name: str
    FIELDS: tuple[Field, ...]

    def check(self, article: Article, fields: Mapping[str, Any], charter: Charter) -> list[Finding]:
        """What is wrong beyond the types of its own fields, which hold what they should or are left out."""


@cache
def rule_kinds() -> dict[str, Any]:
    """What a rule can do: name -> the file in the folder `kinds` that does it."""
    found = [importlib.import_module(module) for module in modules_in("auzolan.rules.kinds")]
    return {module.name: module for module in found}


def check(article: Article, charter: Charter) -> list[Finding]:
    """What it does is known; the rest is for its kind to say."""
    fields = article.fields
    findings = []
    if fields.get("contest_days", 0) > CONTEST_DAYS_MAX:
        why = "Nobody waits longer than a year."
        after = f"Write at most {CONTEST_DAYS_MAX}."
        findings.append(fault(article, "contest_days", "This takes too long", why, after))
    if not article.says.strip():
        why = "Members read what a rule means before they read how it counts."
        findings.append(fault(article, "says", "The field says is missing", why, "Say in a sentence what it does."))
    findings += correction_findings(article, charter) + holding_findings(article)
    does = fields.get("does")
    if does is None:
        return findings
    kind = rule_kinds().get(does)
    if kind is None:
        why = f"There is no kind of rule called {does!r}."
        after = f"The nearest is {nearest(does, rule_kinds())!r}."
        return [*findings, fault(article, "does", "This kind of rule is not known", why, after, does)]
    return findings + _of_its_kind(article, charter, kind)


def _of_its_kind(article: Article, charter: Charter, kind: RuleKind) -> list[Finding]:
    own = {field.name for field in (*EVERY, *LIVELY_FIELDS, *FIELDS)}
    rest = {name: value for name, value in article.fields.items() if name not in own}
    findings: list[Finding] = []
    sound = sound_fields(article, rest, kind.FIELDS, charter, findings)
    return findings + kind.check(article, sound, charter)


def words(article: Article, charter: Charter) -> str:
    """The rule in plain words: what its authors say, then what its kind makes of the steps."""
    rule = read(article)
    kind = rule_kinds().get(rule.does)
    said = article.says
    # Steps with faults have no meaning yet; the findings are shown beside the words.
    if kind is not None and hasattr(kind, "words") and not _of_its_kind(article, charter, kind):
        said = f"{said} {kind.words(article, charter)}"
    if rule.applies_from:
        said += say(" It is for periods that begin on {day} or later.", day=rule.applies_from)
    if rule.after:
        said += say(" It comes after {rules}.", rules=", ".join(rule.after))
    if rule.contest_days is not None:
        said += say(" A run can be contested for {days} days before it is settled.", days=rule.contest_days)
    if rule.overpaid == RETURNED:
        said += say(" What a corrected run shows that somebody got too much is taken back.")
    elif rule.corrections_from == NEXT_RUN:
        said += say(" What a corrected run shows that somebody got too much stays with them; the next run pays for it.")
    elif rule.corrections_from:
        said += say(" What a corrected run shows that somebody got too much stays with them; {account} pays for it.",
                    account=rule.corrections_from)
    decides = charter.get(rule.decides)
    return said + say(" {body} decides about it and looks at it again by {day}.",
                      body=decides.name if decides else rule.decides, day=rule.review)
