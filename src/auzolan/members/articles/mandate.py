"""The kind `mandate`: who may record which facts, up to which amount, with whose second signature, until when."""

from dataclasses import dataclass
from datetime import date

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field
from auzolan.charter.say import say
from auzolan.values.finding import Finding

name = "mandate"
summary = "who may record which facts, up to which amount, until when"
LIVELY = False
BALLOT = "governance.ballot_cast"
FIELDS = (
    Field(name="holder", type="article", of=("class", "body"), means="the class or body of which everyone holds it"),
    Field(name="terminal", type="truth", means="whether someone with the machine in hand holds it"),
    Field(name="granted_by", type="article", of=("body",), means="who grants it to people by name, and ends it"),
    Field(name="records", type="texts", required=True, means='the facts it may record, such as "flows.*"'),
    Field(name="up_to", type="amount", means="the largest amount of one entry"),
    Field(name="second_signature_above", type="amount", means="above which amount a second holder signs too"),
    Field(name="until", type="date", means="the day on which it ends"),
    Field(name="term_months", type="whole", means="for how long it is granted to somebody"),
    Field(name="reads", type="texts", means="what it may read beyond what members see, such as names behind postings"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """What somebody may record. holder, granted_by: ids or empty; up_to, second_signature_above: "AMOUNT UNIT"."""

    id: str
    name: str
    holder: str
    terminal: bool
    granted_by: str
    records: tuple[str, ...]
    reads: tuple[str, ...]
    up_to: str
    second_signature_above: str
    until: date | None
    term_months: int


def read(article: Article) -> Mandate:
    """The article as a typed value."""
    fields = article.fields
    return Mandate(
        id=article.id, name=article.name, holder=fields.get("holder", ""), terminal=fields.get("terminal", False),
        granted_by=fields.get("granted_by", ""), records=tuple(fields["records"]), reads=tuple(fields.get("reads", ())),
        up_to=fields.get("up_to", ""), second_signature_above=fields.get("second_signature_above", ""),
        until=fields.get("until"), term_months=fields.get("term_months", 0),
    )


def check(article: Article, charter: Charter) -> list[Finding]:
    """Somebody holds it, it records something, and the terminal never casts ballots."""
    fields = article.fields
    findings = []
    if not fields.get("holder") and not fields.get("terminal") and not fields.get("granted_by"):
        after = "Name a holder, or who grants it (granted_by), or write terminal = true."
        findings.append(fault(article, "holder", "Nobody holds this mandate", "It would never be used.", after))
    if fields.get("records") == []:
        why = "It would allow nothing."
        findings.append(fault(article, "records", "The mandate records nothing", why, 'Write facts such as "flows.*".'))
    for fact in fields.get("records", ()):
        if fields.get("terminal") and (fact == BALLOT or (fact.endswith("*") and BALLOT.startswith(fact[:-1]))):
            why = "A ballot is a member's own; a machine that can be held by anyone casts none."
            findings.append(fault(article, "records", "The terminal may not cast ballots", why, "Take it out.", fact))
    units = {unit.fields.get("code", unit.id.partition(".")[2]) for unit in charter.of_kind("unit")}
    for limit in ("up_to", "second_signature_above"):
        code = fields.get(limit, "").partition(" ")[2]
        if code and code not in units:
            why = f"The charter has no unit {code}."
            findings.append(fault(article, limit, "This unit is not known", why, f'Write ["unit.{code}"].', code))
    return findings


def words(article: Article, charter: Charter) -> str:
    """The mandate in plain words."""
    mandate = read(article)
    said = say("{who} may record {records}", who=_who(mandate, charter), records=", ".join(mandate.records))
    if mandate.up_to:
        said += say(", up to {amount} at a time", amount=mandate.up_to)
    if mandate.second_signature_above:
        said += say("; above {amount} a second holder signs too", amount=mandate.second_signature_above)
    if mandate.until:
        said += say(", until {day}", day=mandate.until)
    if mandate.term_months:
        said += say(", for {months} months", months=mandate.term_months)
    return said + "."


def _who(mandate: Mandate, charter: Charter) -> str:
    if mandate.terminal:
        return "Whoever works at the machine itself"
    holder, granter = charter.get(mandate.holder), charter.get(mandate.granted_by)
    if holder is not None:
        return say("Everyone in {holder}", holder=holder.name)
    return say("Whoever {granter} names", granter=granter.name if granter else mandate.granted_by)
