"""Do the fields of a procedure fit together? One that could never carry, never end or tell what it hides is refused."""

from collections.abc import Iterator
from fractions import Fraction
from importlib import import_module

from auzolan.charter.article import Article
from auzolan.charter.charter import Charter
from auzolan.charter.fields import fault
from auzolan.governance.apart_fitting import apart_findings
from auzolan.governance.procedure_reading import WEIGHT, Procedure, read, several
from auzolan.values.finding import Finding

NOTICE_LEAST = 30  # days: whoever stayed away has a month to hear that others may decide without them


def fitting_findings(article: Article, charter: Charter) -> list[Finding]:
    """What does not fit; empty when everything does. The fields by themselves are sound."""
    if not {"body", "method", "vote_days"} <= article.fields.keys():
        return []  # what is missing is said already
    said = read(article)
    return [
        *_quorum(article, said, charter), *_threshold(article, said), *_hidden(article, said),
        *apart_findings(article, said), *_few(article, said),
        *_veto(article, said, charter), *_circle(article, said, charter), *_way_out(article, said, charter),
        *_amending(article, said),
    ]


def _quorum(article: Article, said: Procedure, charter: Charter) -> Iterator[Finding]:
    body = charter.get(said.body)
    seats = body.fields.get("seats", 0) if body is not None else 0
    heads = isinstance(said.quorum, int) and said.quorum_of != WEIGHT and not said.chambers
    if seats and heads and isinstance(said.quorum, int) and said.quorum > seats:
        why = f"{said.quorum} must take part, and {body.name if body else said.body} has {seats} seats."
        yield fault(article, "quorum", "This quorum can never be met", why, f"Write {seats} at most, or a share.")
    first, second = said.quorum, said.second_quorum
    if second is not None and (first is None or (type(first) is type(second) and second > first)):
        why = "A second call is there because the first one found too few."
        yield fault(article, "second_quorum", "The second quorum is above the first", why, "Write a smaller one.")
    if said.quorum_of == WEIGHT and not said.weight:
        why = "Every ballot counts for one, so that heads and weights are the same."
        yield fault(article, "quorum_of", "There are no weights", why, "Leave it out, or write weight.")


def _threshold(article: Article, said: Procedure) -> Iterator[Finding]:
    if "threshold_of" in article.fields and not said.weight:
        why = "Every ballot counts for one, so that heads and weights are the same."
        yield fault(article, "threshold_of", "There are no weights", why, "Leave it out, or write weight.")
    if several(said.method) and ({"threshold", "strict", "threshold_base", "threshold_of"} & article.fields.keys()):
        field = next(one for one in ("threshold", "strict", "threshold_base", "threshold_of") if one in article.fields)
        why = f"Among several, {said.method} finds who is chosen; no share must say yes."
        yield fault(article, field, "This method knows no threshold", why, "Leave it out.")


def _hidden(article: Article, said: Procedure) -> Iterator[Finding]:
    if not said.hidden:
        return
    what = "This would tell what is hidden"
    if said.early_close:
        why = "A close before the time tells that nothing outstanding can change the result."
        yield fault(article, "early_close", what, why, "Leave one of the two out.")
    if said.swing_days:
        why = "A longer vote tells that the outcome has just turned."
        yield fault(article, "swing_days", what, why, "Leave one of the two out.")
    if said.hands:
        why = "Everybody in the room sees the hands."
        yield fault(article, "hands", what, why, "Leave one of the two out.")
    method = import_module("auzolan.governance.methods").find().get(said.method)
    if method is not None and method.reasoned:
        why = f"{method.title} lives from reasons that others hear and can meet."
        yield fault(article, "hidden", "Nobody could answer an objection", why, "Leave it out, or use another method.")


def _few(article: Article, said: Procedure) -> Iterator[Finding]:
    method = import_module("auzolan.governance.methods").find().get(said.method)
    if method is None or not method.few:
        return
    what = "This does not go with a bidding round"
    if not said.hidden:
        why = "Nobody bids freely who sees what others bid."
        yield fault(article, "hidden", what, why, "Write hidden = true.")
    asked = (
        ("delegation_depth", bool(said.delegation_depth), "Nobody bids another's money."),
        ("chambers", bool(said.chambers), "All bids are for the same sum."),
        ("weight", bool(said.weight), "A bid counts for the money that it is."),
    )
    for field, there, why in asked:
        if there:
            yield fault(article, field, what, why, "Leave it out.")


def _veto(article: Article, said: Procedure, charter: Charter) -> Iterator[Finding]:
    if said.veto and said.veto == said.body:
        why = "Each of those who decide could undo alone what all of them decided."
        yield fault(article, "veto", "Those who decide would veto themselves", why, "Name another body.")
    if said.veto and not said.cooling_off_days:
        why = "It takes effect with the close, and a veto is for what has not taken effect yet."
        yield fault(article, "veto", "There is no time for a veto", why, "Write cooling_off_days.")
    other = charter.get(said.override)
    if said.override and not said.veto:
        why = "Nobody has a veto that could be put aside."
        yield fault(article, "override", "There is no veto", why, "Leave it out, or name who has a veto.")
    if other is None or other.kind != "procedure" or not said.veto:
        return
    if other.fields.get("veto"):
        why = f"{other.name} can be vetoed itself, so that it would never end."
        yield fault(article, "override", "The override can be vetoed again", why, "Name a procedure without a veto.")
    if other.fields.get("method") == said.method == "majority" and not _harder(read(other), said):
        why = f"{other.name} asks for no more than what was vetoed."
        after = "Name one with a higher threshold."
        yield fault(article, "override", "This puts a veto aside too easily", why, after)


def _harder(other: Procedure, said: Procedure) -> bool:
    return (other.threshold, other.strict) > (said.threshold, said.strict) or other.body != said.body


def _circle(article: Article, said: Procedure, charter: Charter) -> Iterator[Finding]:
    seen, at = [article.id], said.fallback
    while at and at not in seen:
        seen.append(at)
        next_one = charter.get(at)
        at = str(next_one.fields.get("fallback", "")) if next_one is not None else ""
    if at and at in seen and at != seen[-1]:
        why = f"It goes round: {', '.join(seen)}, {at}."
        yield fault(article, "fallback", "The fallback leads back here", why, "Let one of them end.")


def _way_out(article: Article, said: Procedure, charter: Charter) -> Iterator[Finding]:
    other = charter.get(said.way_out)
    if "way_out_after" in article.fields and (not said.way_out or said.way_out_after < 1):
        why = "It is how many calls in a row missed the quorum before the way out."
        yield fault(article, "way_out_after", "There is no such number of calls", why, "Write way_out, and 1 or more.")
    if not said.way_out or other is None or other.kind != "procedure":
        return
    if other.id == article.id:
        why = "It would ask for the same quorum."
        yield fault(article, "way_out", "The way out leads back here", why, "Name a procedure that asks for less.")
        return
    known = read(other)
    if known.discussion_days < NOTICE_LEAST:
        why = f"{other.name} is talked about for {known.discussion_days} days before it is voted."
        after = f"Give it discussion_days = {NOTICE_LEAST} or more, so that all can hear of it."
        yield fault(article, "way_out", "Nobody would hear of it in time", why, after)
    if _as_much(known, said):
        why = f"{other.name} asks for as many people."
        yield fault(article, "way_out", "This is no way out", why, "Name a procedure with a lower quorum.")


def _as_much(other: Procedure, said: Procedure) -> bool:
    mine, theirs = said.quorum or 0, other.quorum or 0
    share = isinstance(theirs, Fraction) == isinstance(mine, Fraction)
    base = other.quorum_base in ("cast", "present")  # of those who came: they can always meet it
    return bool(theirs) and not (base and isinstance(theirs, Fraction)) and share and theirs >= mine


def _amending(article: Article, said: Procedure) -> Iterator[Finding]:
    if said.amendment_days and several(said.method):
        why = "Options, costs and seats are what is voted on; they stand from the opening."
        yield fault(article, "amendment_days", "Options cannot be amended", why, "Use discussion_days.")
