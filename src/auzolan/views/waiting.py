"""One queue of what waits for somebody, whatever it is, by deadline: for home, for mail and for a calendar."""

from dataclasses import dataclass

from msgspec.structs import replace

from auzolan.charter.around import Around
from auzolan.charter.state import newest
from auzolan.deliberation.allowed import MADE
from auzolan.governance.ballot_judging import PAPERS
from auzolan.governance.election_state import ASKED, NAMING
from auzolan.governance.external import MANDATE, awaits_result
from auzolan.governance.wording import proposal_of
from auzolan.members.body import on_roll
from auzolan.metrics.alarms import alarms_for
from auzolan.organisation import Organisation
from auzolan.policy.policy import Viewer
from auzolan.views import conduct
from auzolan.views.decisions import minutes

BALLOT, CONFIRM, SIGN, ANSWER, LIMIT, STAND, TASK = "ballot", "confirm", "sign", "answer", "limit", "stand", "task"
REVIEW, CONDUCT = "review", "conduct"
PAPER, RESULT, SAID = "paper", "result", "said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something only this viewer can do now. what: ballot, stand, task, confirm, sign, answer, limit, review,
    conduct, paper, said or result; about: an id; entry: where it is written; until: a day or moment, or empty;
    count: how many of a kind; minutes: how long its words take to read, 0 where there are none.
    """

    what: str
    about: str
    title: str
    entry: int
    until: str = ""
    count: int = 1
    minutes: int = 0


def waiting(org: Organisation, around: Around, viewer: Viewer) -> tuple[Waiting, ...]:
    """What waits for this viewer and nobody else can do for them; what ends first stands first."""
    me, near = viewer.member, replace(around, by=viewer.member)
    sorts = (
        _ballots, _on_paper, _said_on_paper, _from_elsewhere, _to_stand, _to_do, _to_confirm, _to_answer, _broken,
        _to_review, _of_conduct,
    )
    found = [one for sort in sorts for one in sort(org, near, me)]
    return tuple(sorted(found, key=lambda one: (one.until or "9999", one.entry)))


def _ballots(org: Organisation, around: Around, me: str) -> list[Waiting]:
    state = org.states["governance"]
    return [
        Waiting(
            what=BALLOT, about=id, title=one.title, entry=one.opened, until=one.closes_at,
            minutes=minutes(proposal_of(one, around), org.charter),
        )
        for id in sorted(state.open)
        if me in (one := state.decisions[id]).roll
        and me not in one.ballots and not around.boxed(id, me)[1]
        and one.opens_at <= around.at < one.closes_at
    ]


def _on_paper(org: Organisation, around: Around, me: str) -> list[Waiting]:
    """Open decisions with answers on paper that another person has read, and that this viewer may read again."""
    state = org.states["governance"]
    if around.may(PAPERS, {}) is not None:
        return []
    found = []
    for id in sorted(state.open):
        one = state.decisions[id]
        read = [keyed.seq for member, keyed in one.keyed.items() if me not in (keyed.by, member)]
        if read and around.at < one.closes_at:
            found.append(Waiting(
                what=PAPER, about=id, title=one.title, entry=min(read), until=one.closes_at, count=len(read)
            ))
    return found


def _said_on_paper(org: Organisation, around: Around, me: str) -> list[Waiting]:
    """Open talks with statements on paper that another person has read, and that this viewer may read again."""
    if around.may(MADE, {}) is not None:
        return []
    found = []
    for id, one in sorted(org.states["deliberation"].talks.items()):
        read = [keyed.seq for keyed in one.keyed.values() if me not in (keyed.by, keyed.of)]
        if read and one.takes(around.at[:10]):
            found.append(Waiting(
                what=SAID, about=id, title="", entry=min(read), until=one.closes, count=len(read)
            ))
    return found


def _from_elsewhere(org: Organisation, around: Around, me: str) -> list[Waiting]:
    """Votes that were held elsewhere and are over, where this viewer is trusted to enter the result, or to confirm
    what another entered."""
    state = org.states["governance"]
    if around.may(MANDATE, {}) is not None:
        return []
    return [
        Waiting(what=RESULT, about=id, title=one.title, entry=one.opened, until=one.ends_at)
        for id in sorted(state.open)
        if awaits_result(one := state.decisions[id]) and around.at >= one.closes_at and one.elsewhere.recorder != me
    ]


def _to_stand(org: Organisation, around: Around, me: str) -> list[Waiting]:
    """Elections for which this viewer was named and has not answered."""
    return [
        Waiting(what=STAND, about=id, title=one.title, entry=one.called, until=one.until)
        for id, one in sorted(org.states["governance"].elections.elections.items())
        if one.status == NAMING and around.at < one.until and me in one.candidates
        and one.candidates[me].status == ASKED
    ]


def _to_do(org: Organisation, around: Around, me: str) -> list[Waiting]:
    """Decisions that this viewer sees to and that are not carried out."""
    state = org.states["governance"]
    return [
        Waiting(what=TASK, about=id, title=state.decisions[id].title, entry=one.seq, until=one.due)
        for id, one in sorted(state.register.tasks.items()) if one.owner == me and not one.done
    ]


def _to_confirm(org: Organisation, around: Around, me: str) -> list[Waiting]:
    books = org.states["flows"]
    found = []
    hours = [seq for seq, one in books.waiting.items() if me not in (one.by, one.about)]
    if hours and around.may("flows.contribution_confirmed", {}) is None:
        found.append(Waiting(what=CONFIRM, about="", title="", entry=min(hours), count=len(hours)))
    unsigned = [seq for seq, one in books.pending.items() if me != one.by]
    if unsigned and around.may("flows.postings_settled", {}) is None:
        found.append(Waiting(what=SIGN, about="", title="", entry=min(unsigned), count=len(unsigned)))
    return found


def _to_answer(org: Organisation, around: Around, me: str) -> list[Waiting]:
    if around.may("contest.contest_answered", {}) is not None:
        return []
    return [
        Waiting(what=ANSWER, about=id, title="", entry=one.seq, until=one.due)
        for id, one in org.states["contest"].contests.items()
        if one.status == "open" and one.by != me
    ]


def _broken(org: Organisation, around: Around, me: str) -> list[Waiting]:
    """Limits that do not hold now, for the members of the body that decides about them."""
    metrics = org.states["metrics"]
    if not metrics.broken:
        return []
    told = alarms_for(me, metrics, org.states["members"], org.charter, around.at)
    return [Waiting(what=LIMIT, about=one.limit, title=one.name, entry=one.entry) for one in told]


def _to_review(org: Organisation, around: Around, me: str) -> list[Waiting]:
    """Articles whose day to be looked at again has come, for those who decide about them."""
    day, found = around.at[:10], []
    for article in org.charter.articles.values():
        review = str(article.fields.get("review", ""))
        if "" < review <= day and _decides(org, str(article.fields.get("decides", "")), me, day):
            version = newest(org.states["charter"], article.id)
            entry = version.seq if version else 0
            found.append(Waiting(what=REVIEW, about=article.id, title=article.name, entry=entry, until=review))
    return found


def _of_conduct(org: Organisation, around: Around, me: str) -> list[Waiting]:
    """Notices and mediations in which the next step is this viewer's; the queue names nobody in them."""
    return [
        Waiting(what=CONDUCT, about=one.case, title="", entry=one.entry, until=one.until)
        for one in conduct.own(org, around, me) if one.waits
    ]


def _decides(org: Organisation, body: str, me: str, day: str) -> bool:
    """Whether somebody decides about an article: in the body that it names, else as every member does."""
    people = org.states["members"]
    article = org.charter.get(body)
    if article is not None and article.kind == "body":
        return on_roll(people, org.charter, body, me, day)
    return me in people.members and people.members[me].votes(day)
