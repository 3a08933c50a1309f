"""The kind `procedure`: how a kind of decision is made, by whom, how many must say yes, and in what time."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from typing import Any

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.kinds import Field, modules_in
from auzolan.charter.nearest import nearest
from auzolan.governance.meeting_article import meeting_findings
from auzolan.governance.procedure_words import spoken
from auzolan.values.finding import Finding
from auzolan.values.quantity import parse_share

name = "procedure"
summary = "how a kind of decision is made: body, method, quorum, threshold, times"
LIVELY = True
BASES = ("cast", "eligible", "present")
TIES = ("keeps_as_it_was", "order", "lot")
QUORUM = 'a share such as "1/2" or "50%", or a number of people'
LOT = "lot"
EXCEPTION = (
    Field(name="article", type="text", required=True, means="which article is excepted"),
    Field(name="until", type="date", required=True, means="the day on which the exception ends"),
    Field(name="says", type="text", required=True, means="why it is granted"),
)
CHAMBER = (
    Field(name="body", type="article", of=("body", "class"), required=True, means="who sits in it"),
    Field(name="title", type="text", means="what people call it"),
    Field(name="weight", type="whole", means="what its ballots weigh together; without it each must carry by itself"),
)
FIELDS = (
    Field(name="body", type="article", of=("body", "class"), required=True, means="who decides by it"),
    Field(name="propose", type="article", of=("class", "body"), means="who may propose; without it the body may"),
    Field(name="support", type="whole", means="how many must support a proposal before it is put to the body"),
    Field(name="method", type="text", required=True, means="how ballots are counted"),
    Field(name="parameters", type="table", means="what the method needs to know"),
    Field(name="quorum", type="any", form=QUORUM, means="how many must take part"),
    Field(name="quorum_base", type="text", choices=BASES, means="of whom the quorum is a share"),
    Field(name="second_quorum", type="any", form=QUORUM, means="the quorum of a second call"),
    Field(name="threshold", type="share", means="which share must say yes"),
    Field(name="strict", type="truth", means="whether it must be more than that share, not just as much"),
    Field(name="threshold_base", type="text", choices=BASES, means="of whom the threshold is a share"),
    Field(name="abstentions_count", type="truth", means="whether abstentions count among the ballots cast"),
    Field(name="discussion_days", type="whole", means="how long it is talked about first"),
    Field(name="vote_days", type="whole", required=True, means="for how long ballots are cast"),
    Field(name="cooling_off_days", type="whole", means="how long after the close it takes effect"),
    Field(name="early_close", type="truth", means="whether it closes as soon as no ballot can change the result"),
    Field(name="tie", type="text", choices=TIES, means="what happens when it is even"),
    Field(name="veto", type="article", of=("body", "class"), means="who may veto with reasons until it takes effect"),
    Field(name="chambers", type="tables", inner=CHAMBER, means="the bodies that decide together, each with a roll"),
    Field(name="swing_days", type="whole", means="in how many last days a turn of the outcome keeps it open longer"),
    Field(name="extension_days", type="whole", means="how much longer it then stays open, once"),
    Field(name="delegation_depth", type="whole", means="how often a delegation is passed on; without it, never"),
    Field(name="delegation_cap", type="share", means="which share of all weight one ballot may come to at most"),
    Field(name="delegation_days", type="whole", means="for how long a delegation is given at most"),
    Field(name="notice_days", type="whole", means="how long before a meeting notice is given of what it decides"),
    Field(name="second_call_minutes", type="whole", means="how long after the first call the second is made"),
    Field(name="proxies_max", type="whole", means="how many proxies one may hold at a meeting; without it, none"),
    Field(name="hands", type="truth", means="whether a meeting may decide by a show of hands"),
    Field(name="fallback", type="article", of=("procedure",), means="how it is decided when this comes to nothing"),
    Field(name="contest_days", type="whole", means="how long a run waits for objections"),
    Field(name="answer_days", type="whole", means="in how many days an objection is answered"),
    Field(name="retroactive", type="truth", means="whether it may change what was earned before"),
    Field(name="deadlock", type="text", means="who decides how when no quorum can ever be met again"),
    Field(name="exceptions", type="tables", inner=EXCEPTION, means="named, dated exceptions"),
)
DAYS_MAX = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """How a kind of decision is made.

    quorum, second_quorum: a share (Fraction) of the base, or a whole number of people (int), or None; threshold: a
    share of its base, `strict` when it must be more than that; days: whole days; ids are empty where nothing is said.
    """

    id: str
    name: str
    body: str
    propose: str
    support: int
    method: str
    parameters: Mapping[str, Any]
    quorum: Fraction | int | None
    quorum_base: str
    second_quorum: Fraction | int | None
    threshold: Fraction
    strict: bool
    threshold_base: str
    abstentions_count: bool
    discussion_days: int
    vote_days: int
    cooling_off_days: int
    early_close: bool
    tie: str
    veto: str
    fallback: str
    contest_days: int
    retroactive: bool
    chambers: tuple[Mapping[str, Any], ...]
    swing_days: int
    extension_days: int
    delegation_depth: int
    delegation_cap: Fraction | None
    delegation_days: int
    notice_days: int
    second_call_minutes: int
    proxies_max: int
    hands: bool


def read(article: Article) -> Procedure:
    """The article as a typed value; what it does not say is the usual: more than half of the ballots cast."""
    fields = article.fields
    get = fields.get
    return Procedure(
        id=article.id, name=article.name, body=fields["body"], propose=get("propose", fields["body"]),
        support=get("support", 0), method=fields["method"], parameters=get("parameters", {}),
        quorum=_quorum(get("quorum")), quorum_base=get("quorum_base", "eligible"),
        second_quorum=_quorum(get("second_quorum")), threshold=parse_share(get("threshold", "1/2")),
        strict=get("strict", "threshold" not in fields), threshold_base=get("threshold_base", "cast"),
        abstentions_count=get("abstentions_count", False), discussion_days=get("discussion_days", 0),
        vote_days=fields["vote_days"], cooling_off_days=get("cooling_off_days", 0),
        early_close=get("early_close", False),
        tie=get("tie", LOT if several(fields["method"]) else TIES[0]), veto=get("veto", ""),
        fallback=get("fallback", ""), contest_days=get("contest_days", 0), retroactive=get("retroactive", False),
        chambers=tuple(get("chambers", ())), swing_days=get("swing_days", 0),
        extension_days=get("extension_days", 0), delegation_depth=get("delegation_depth", 0),
        delegation_cap=parse_share(fields["delegation_cap"]) if "delegation_cap" in fields else None,
        delegation_days=get("delegation_days", DAYS_MAX), notice_days=get("notice_days", 0),
        second_call_minutes=get("second_call_minutes", 0), proxies_max=get("proxies_max", 0),
        hands=get("hands", False),
    )


def _quorum(said: object) -> Fraction | int | None:
    """A share, or a number of people. Raises ValueError when it is neither."""
    if said is None:
        return None
    if isinstance(said, int) and not isinstance(said, bool) and said >= 0:
        return said
    if isinstance(said, str) and said.isdecimal() and len(said) < 10:
        return int(said)
    share = parse_share(said if isinstance(said, str) else "")
    if not 0 <= share <= 1:
        raise ValueError("a quorum is a share between 0 and all")
    return share


def methods() -> tuple[str, ...]:
    """The names of the methods that are installed: one file each."""
    return tuple(module.rpartition(".")[2] for module in modules_in("auzolan.governance.methods"))


def several(method: str) -> bool:
    """Whether a method chooses among several options that a proposal names."""
    found = import_module("auzolan.governance.methods").find().get(method)
    return found is not None and bool(found.shape)


def check(article: Article, charter: Charter) -> list[Finding]:
    """The method is known, shares are shares, spans are not endless, and exceptions name articles."""
    fields = article.fields
    findings = []
    method = fields.get("method")
    if method is not None and method not in methods():
        why = f"There is no method called {method!r}."
        after = f"The nearest is {nearest(method, methods())!r}."
        findings.append(fault(article, "method", "This method is not known", why, after, method))
    for field in ("quorum", "second_quorum"):
        try:
            _quorum(fields.get(field))
        except ValueError:
            why = "A quorum is a share of those who may vote, or a number of people."
            after = 'Write "1/2", "50%" or 25.'
            findings.append(fault(article, field, "This is not a quorum", why, after, fields[field]))
    if (threshold := fields.get("threshold")) is not None and not 0 < parse_share(threshold) <= 1:
        why = "A threshold is a share of more than nothing and at most all."
        after = 'Write "1/2" or "2/3".'
        findings.append(fault(article, "threshold", "This share cannot decide", why, after, threshold))
    if fields.get("strict") and parse_share(fields.get("threshold", "1/2")) == 1:
        why = "Nobody can say yes with more than all."
        findings.append(fault(article, "strict", "This share can never be met", why, "Write strict = false."))
    if fields.get("tie", TIES[0]) != TIES[0] and method in methods() and not several(str(method)):
        why = "A yes-or-no question has no options that could be put in an order."
        after = 'Write tie = "keeps_as_it_was".'
        findings.append(fault(article, "tie", "This method has no such tie law", why, after, fields["tie"]))
    return findings + _times(article) + _references(article, charter) + _chambers(article) + meeting_findings(article)


def _chambers(article: Article) -> list[Finding]:
    """Two or more, each body once, all with a weight or none; a choice among several needs weights."""
    said = article.fields.get("chambers", ())
    bodies, weights = [one["body"] for one in said], [one.get("weight", 0) for one in said]
    findings = []
    if len(said) == 1 or len(set(bodies)) != len(bodies):
        why = "Chambers are two or more different bodies."
        findings.append(fault(article, "chambers", "These are no chambers", why, "Name each body once.", bodies))
    if any(weights) and not all(weights):
        why = "Some have a weight and some have none."
        findings.append(fault(article, "chambers", "The chambers do not fit", why, "Give each a weight, or none."))
    if said and not any(weights) and several(str(article.fields.get("method"))):
        why = "Among several, two chambers could choose differently, and nobody would have won."
        findings.append(fault(article, "chambers", "Each chamber cannot choose by itself", why, "Give them weights."))
    swing, longer = article.fields.get("swing_days", 0), article.fields.get("extension_days", 0)
    if bool(swing) != bool(longer):
        why = "It must be said when a turn comes late, and how much longer it stays open then."
        findings.append(fault(article, "swing_days", "Half of this is missing", why, "Write both, or neither."))
    return findings


def _times(article: Article) -> list[Finding]:
    findings = []
    for field in ("discussion_days", "vote_days", "cooling_off_days", "contest_days", "answer_days",
                  "swing_days", "extension_days"):
        days = article.fields.get(field, 1)
        if days > DAYS_MAX:
            why = "Nobody waits longer than a year for an answer."
            findings.append(fault(article, field, "This takes too long", why, f"Write at most {DAYS_MAX}.", days))
    if article.fields.get("vote_days") == 0:
        why = "Nobody could cast a ballot."
        findings.append(fault(article, "vote_days", "There is no time to vote", why, "Write at least 1."))
    return findings


def _references(article: Article, charter: Charter) -> list[Finding]:
    findings = []
    if article.fields.get("fallback") == article.id:
        why = "A procedure cannot stand in for itself."
        findings.append(fault(article, "fallback", "The fallback leads back here", why, "Name another procedure."))
    for number, one in enumerate(article.fields.get("exceptions", ()), 1):
        if one["article"] not in charter:
            after = f"The nearest there is: {nearest(one['article'], charter.articles)!r}."
            why = "An exception is for one named article."
            field = f"exceptions[{number}].article"
            findings.append(fault(article, field, "This article is not in the charter", why, after, one["article"]))
    return findings


def words(article: Article, charter: Charter) -> str:
    """The procedure in plain words."""
    one = read(article)
    names = {id: known.name for id in (one.body, one.veto, one.fallback) if (known := charter.get(id))}
    return spoken(
        method=one.method, body=names.get(one.body, one.body), quorum=one.quorum, quorum_base=one.quorum_base,
        threshold=one.threshold, strict=one.strict, threshold_base=one.threshold_base, talk=one.discussion_days,
        vote=one.vote_days, cool=one.cooling_off_days, veto=names.get(one.veto, ""),
        fallback=names.get(one.fallback, ""),
    )
