"""Does what a procedure says fit together? One that could never carry, or never end, is refused in a sentence."""

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.charter.nearest import nearest
from auzolan.governance.meeting_article import meeting_findings
from auzolan.governance.procedure_fitting import fitting_findings
from auzolan.governance.procedure_reading import DAYS_MAX, TIES, methods, quorum_said, several
from auzolan.governance.weighing import weight_findings
from auzolan.values.finding import Finding
from auzolan.values.quantity import parse_share


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
            quorum_said(fields.get(field))
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
    findings += _times(article) + _references(article, charter) + _chambers(article) + meeting_findings(article)
    # What is wrong by itself is said first; only sound fields are held against each other.
    return findings or fitting_findings(article, charter) + weight_findings(article, charter)


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
                  "swing_days", "extension_days", "amendment_days"):
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
