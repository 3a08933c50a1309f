"""One entry: what it says, its bytes, the proof that it is in the journal, and the button to contest it."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.conduct.facts import FACTS as CONDUCT
from auzolan.contest.decide import AnswerContest, ContestLine
from auzolan.contest.facts import ContestAnswered, LineContested
from auzolan.deliberation.comment_facts import CommentMade
from auzolan.deliberation.comment_state import STANDING
from auzolan.deliberation.draft_facts import DRAFT_FACTS
from auzolan.deliberation.facts import StatementVoted
from auzolan.flows.facts import PostingsMade
from auzolan.flows.requests import ConfirmContribution, SettlePending, VoidPending
from auzolan.governance.hiding import kept_back
from auzolan.rules.facts import PortionsPublished
from auzolan.views.contesting import closed_line
from auzolan.views.entry_page import ANSWER, CONFIRM, SIGN, EntryPage, entry_page, proof
from auzolan.views.withheld import withheld
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.fact_words import sentence
from auzolan.web.objecting import objected
from auzolan.web.page import Go, Page, Shown, unsaid
from auzolan.web.written import money

PROOF_AT_ONCE = 20_000  # in a longer journal the proof is computed only when it is asked for
LINE_DIGITS = 9
SPEAKING = {CONFIRM: "flows.contribution_confirmed", SIGN: "flows.postings_settled", ANSWER: "contest.contest_answered"}
WORDS_SHOWN = ("payee", "narration", "reason", "should_be", "code", "name")


def get(asked: Asked, seq: int) -> Shown:
    """Show it."""
    entry = _entry(asked, seq)
    view = _narrowed(asked, entry_page(asked.org, entry), entry)
    view = replace(view, proof=_proof(asked, view))
    title = _("Entry %(seq)s") % {"seq": money(seq)}
    return Shown(
        view=view,
        template="pages/entry.html",
        title=title,
        rows=[{"line": one.at, "account": one.to, "amount": one.amount, "unit": one.unit} for one in view.legs],
        more={
            "sentence": sentence(asked, entry) if view.written or not view.by or _hidden(asked, entry) else _(
                "An entry about people: each sees theirs."
            ),
            "said_of": [] if _hidden(asked, entry) else _words(asked, entry.fact),
            "by": asked.called.anyone(view.by) if view.by else _("somebody who takes part"),
            "for": asked.called.anyone(entry.for_) if entry.for_ else "",
            "because": _because(asked, view),
            # An objection is answered and carried on; it is not objected to.
            "may_contest": asked.viewer.belongs and not isinstance(entry.fact, LineContested | ContestAnswered),
            "outside": _outside(asked),
            "todo": _todo(asked, view, entry),
            "legs": [{"leg": one, "name": asked.called.account(one.to)} for one in view.legs],
            "contests": [{"one": one, "by": asked.called.anyone(one.by)} for one in view.contests],
            "contest": _contest(asked, entry.fact),
            "named_by": "to" if isinstance(entry.fact, PortionsPublished) else "posting",
        },
    )


def _outside(asked: Asked) -> list[tuple[str, str]]:
    """(name, id) of those outside for whom the viewer may write down an objection that they gave on paper."""
    if not asked.viewer.belongs or asked.around.may("contest.line_contested", {}) is not None:
        return []
    agents = asked.org.states["members"].agents
    return sorted((str(asked.called.agent(id)), id) for id, one in agents.items() if one.nature != "ecosystem")


def _contest(asked: Asked, fact: Any) -> str:
    """The page of the objection that an entry raises or answers, with everything that was said about it."""
    about = fact.contest if isinstance(fact, LineContested | ContestAnswered) else ""
    return asked.url_if("contest", contest=about) if about else ""


def _hidden(asked: Asked, entry: Any) -> bool:
    """Whether it is somebody else's ballot in a vote that hides how it stands."""
    kept = kept_back(asked.org.states["governance"], entry.fact)
    return kept and (not asked.member or asked.member not in (entry.by, entry.for_))


def _narrowed(asked: Asked, view: EntryPage, entry: Any) -> EntryPage:
    """Without bytes, and with one's own lines only, where the charter narrows what the entry says to its person, or a
    procedure hides until the close what somebody else answered."""
    if _hidden(asked, entry):
        return replace(view, written="")
    if not withheld(asked.office.store, view.seq, asked.viewer, asked.published):
        return view
    # Beside the sums of a talk, who answered when would tell what; who takes part in a notice tells about people; who
    # writes a draft tells it when they will.
    if isinstance(entry.fact, (StatementVoted, *CONDUCT, *DRAFT_FACTS)):
        return replace(view, written="", by="", because=None)
    own = {one["to"] for one in asked.reader.rows("portions", {"member": asked.member}) if one["since"] == view.seq}
    return replace(view, written="", legs=tuple(leg for leg in view.legs if leg.to in own))


def _entry(asked: Asked, seq: int) -> Any:
    if seq >= asked.org.seq:  # a number of any length can be typed; the store takes those it knows
        raise NotSeen(str(seq))
    try:
        return asked.office.entry(seq)
    except KeyError as none:
        raise NotSeen(str(seq)) from none


def _proof(asked: Asked, view: EntryPage) -> Any:
    if asked.org.seq > PROOF_AT_ONCE and "proof" not in asked.chosen:
        return None
    leaves = [leaf for _, _, leaf in asked.office.store.entries(0, asked.org.seq)]
    return proof(asked.org, view.seq, leaves)


def _because(asked: Asked, view: EntryPage) -> str:
    if view.because is None or withheld(asked.office.store, view.because, asked.viewer, asked.published):
        return ""
    return sentence(asked, asked.office.entry(view.because))


def _words(asked: Asked, fact: Any) -> list[tuple[str, str]]:
    """The words behind an entry, where the policy lets this viewer read them."""
    commitment = getattr(fact, "vault", "")
    about = getattr(fact, "member", "")
    of_members = type(fact).__struct_config__.tag.startswith(("contest.", "deliberation.comment_"))
    if isinstance(fact, CommentMade) and not _stands(asked, fact):
        return []
    readable = asked.may_see("members") if of_members else asked.may_see("mandate", shows="names", owner=about)
    if not commitment or not readable or isinstance(fact, (*CONDUCT, *DRAFT_FACTS)):
        return []
    words = asked.words(commitment)
    return [(name, str(words[name])) for name in WORDS_SHOWN if words.get(name)]


def _stands(asked: Asked, fact: CommentMade) -> bool:
    """Whether a comment is still there: what was taken back or taken out is gone from here too."""
    return bool(asked.org.states["deliberation"].comments[fact.decision][fact.comment].status == STANDING)


def _todo(asked: Asked, view: EntryPage, entry: Any) -> str:
    """confirm, sign or answer, where it waits for somebody and this viewer may do it."""
    if not view.waits or not asked.member or entry.by == asked.member:
        return ""
    return view.waits if asked.around.may(SPEAKING[view.waits], {}) is None else ""


def post(asked: Asked, seq: int) -> Go:
    """Contest a line, answer a contest, confirm a contribution, sign or void an entry of the books."""
    entry = _entry(asked, seq)
    said = {
        "answer": gettext("The answer is written."),
        "confirm": gettext("It is confirmed."),
        "sign": gettext("It counts from now on."),
        "void": gettext("It is void."),
    }
    request = _request(asked, entry, asked.typed.get("do", ""))
    whose = asked.typed.get("for", "") if isinstance(request, ContestLine) else ""
    answer = asked.do(request, for_=whose or None)
    to = answer.entries[-1].seq if answer.entries else seq
    do = asked.typed["do"]
    return Go(to=asked.url("entry", seq=to), said=objected(asked, answer) if do == "contest" else said[do])


def _request(asked: Asked, entry: Any, do: str) -> Request:
    typed = asked.typed
    match do:
        case "contest":
            line = typed.get("line", "")
            at = int(line) if line.isdecimal() and len(line) <= LINE_DIGITS else -1
            portion = isinstance(entry.fact, PortionsPublished) and 0 <= at < len(entry.fact.portions)
            to = entry.fact.portions[at].to if portion else ""
            if closed := closed_line(asked.org, asked.office.store, entry, to, asked.viewer, asked.published):
                raise closed
            return ContestLine(
                line=entry.seq,
                reason=typed.get("reason", ""),
                should_be=typed.get("should_be", ""),
                to=to,
                posting=at if isinstance(entry.fact, PostingsMade) else -1,
                paper=typed.get("paper", ""),
            )
        case "answer":
            contest = getattr(entry.fact, "contest", "")
            return AnswerContest(contest=contest, outcome=typed.get("outcome", ""), reason=typed.get("reason", ""))
        case "confirm":
            return ConfirmContribution(entry=entry.seq)
        case "sign":
            return SettlePending(entry=entry.seq)
        case "void":
            return VoidPending(entry=entry.seq)
    raise unsaid()


PAGE = Page(name="entry", path="entry/<int:seq>", seen_by="members", get=get, post=post, csv=True)
