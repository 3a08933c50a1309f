"""Does what a procedure says of meetings fit together?"""

from importlib import import_module

from auzolan.charter.article import Article
from auzolan.charter.fields import fault
from auzolan.values.finding import Finding

NOTICE_MAX = 366  # days
LATER_MAX = 10_080  # minutes: a second call a week later is another meeting


def meeting_findings(article: Article) -> list[Finding]:
    """Hands need a question of yes or no without reasons and one roll; times are not endless."""
    fields = article.fields
    findings = []
    if fields.get("notice_days", 0) > NOTICE_MAX:
        why = "Nobody calls a meeting more than a year before."
        findings.append(fault(article, "notice_days", "This takes too long", why, f"Write at most {NOTICE_MAX}."))
    if fields.get("second_call_minutes", 0) > LATER_MAX:
        why = "Whoever came to the first call waits for the second one."
        after = f"Write at most {LATER_MAX}, which is a week."
        findings.append(fault(article, "second_call_minutes", "The second call is too late", why, after))
    if fields.get("hands"):
        findings += _hands(article)
    return findings


def _hands(article: Article) -> list[Finding]:
    method = import_module("auzolan.governance.methods").find().get(article.fields.get("method"))
    if method is not None and (method.reasoned or not method.options):
        why = f"{method.title} asks for reasons." if method.reasoned else f"{method.title} chooses among several."
        after = "Leave hands out, or decide by a method of yes or no such as majority."
        return [fault(article, "hands", "Hands cannot answer this", why, after)]
    if article.fields.get("chambers"):
        why = "Which chamber a hand belongs to cannot be seen."
        return [fault(article, "hands", "Hands cannot be counted by chamber", why, "Leave one of the two out.")]
    return []
