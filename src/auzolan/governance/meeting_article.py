"""What a procedure says of meetings: in plain words, and whether it fits together."""

from importlib import import_module

from auzolan.charter.article import Article
from auzolan.charter.fields import fault
from auzolan.charter.say import say
from auzolan.governance.procedure_reading import Procedure
from auzolan.governance.procedure_words import days_words, quorum_words
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


def meeting_words(one: Procedure) -> str:
    """What holds when it is decided in a meeting, as one more sentence; empty where nothing is said of meetings."""
    parts = []
    if one.notice_days:
        parts.append(say("it is announced {days} before", days=days_words(one.notice_days)))
    if one.second_call_minutes:
        later = _later(one.second_call_minutes)
        quorum = one.quorum if one.second_quorum is None else one.second_quorum
        taking = quorum_words(quorum, one.quorum_base).removeprefix(", ") or "whoever is there"
        parts.append(say("a second call is made {later} later, {taking}", later=later, taking=taking))
    if one.proxies_max:
        held = "one proxy" if one.proxies_max == 1 else say("{n} proxies", n=one.proxies_max)
        parts.append(say("nobody holds more than {held}", held=held))
    if one.hands:
        parts.append("a show of hands decides")
    return f" In a meeting: {'; '.join(parts)}." if parts else ""


def _later(minutes: int) -> str:
    if minutes % 1440 == 0:
        return days_words(minutes // 1440)
    if minutes % 60 == 0:
        return "an hour" if minutes == 60 else say("{n} hours", n=minutes // 60)
    return "half an hour" if minutes == 30 else say("{n} minutes", n=minutes)
