"""A vote elsewhere, step by step: what to ask there, the voters' list, the address, and the result by two people."""

import re
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auzolan.charter.around import Request
from auzolan.governance import methods
from auzolan.governance.answers import shape_of
from auzolan.governance.ballot import Ballot
from auzolan.governance.external_deciding import ConfirmResult, PlaceVote, RecordResult
from auzolan.governance.external_facts import CountedPaper
from auzolan.governance.facts import DecisionClosed
from auzolan.governance.several import written
from auzolan.intake import _belenios as belenios
from auzolan.values.refusal import Refusal
from auzolan.views import external as views
from auzolan.web import choosing, deciding
from auzolan.web.asked import Asked, NotSeen
from auzolan.web.page import File, Go, Page, Shown, unsaid
from auzolan.web.posting import doors_of

LOOK = "look"
LISTED = re.compile(r"[^\s,;\"'<>]+@[^\s,;\"'<>]+")  # what stands in a line of Belenios' list without being quoted


def _view(asked: Asked, decision: str) -> views.ExternalVote:
    try:
        return views.external_vote(asked.org, decision, asked.around, asked.reader, asked.member)
    except KeyError as none:
        raise NotSeen(decision) from none


def get(asked: Asked, decision: str) -> Shown:
    """What is known of the vote, and the forms of whoever may enter something."""
    return _shown(asked, _view(asked, decision))


def _shown(asked: Asked, view: views.ExternalVote, looked: Any = None) -> Shown:
    names = {
        one["one"].option: one["name"] for one in choosing.shown(asked, view.decision, 0).get("choices", ())
    }
    said = asked.office.vault.opened(view.said)
    voters = asked.url_if("external_voters", decision=view.decision)
    return Shown(
        view=view, template="pages/external.html", title=_("Vote elsewhere"),
        more={
            "answers": [
                names.get(one) or deciding.option(one, counts_for_quorum=False)["title"] for one in view.options
            ],
            "counted": [(_words(asked, one.option, one.preference, names), one.voters) for one in view.counted],
            "recorder": asked.called.member(view.recorder) if view.recorder else "",
            "verified": [str(said.get(one, {}).get("verified", "")) for one in view.said],
            "voters": voters, "without": _without(asked, view.decision) if voters else [], "looked": looked,
            "found": [] if looked is None else [
                (_words(asked, one.option, written(Ballot(ranks=one.ranks, points=one.points)), names), one.voters)
                for one in looked["papers"]
            ],
        },
        crumbs=((asked.url("decisions"), _("Decisions")), (asked.url("decision", decision=view.decision), view.title),
                ("", _("Vote elsewhere"))),
    )


def _words(asked: Asked, option: str, preference: str, names: dict[str, str]) -> str:
    return choosing.words(asked, preference, names) if names else deciding.given(option)


def post(asked: Asked, decision: str) -> Go | Shown:
    """Write where it is, look into an archive, or enter what came of it as the first or the second person."""
    view = _view(asked, decision)
    do, typed = str(asked.typed.get("do", "")), asked.typed
    request: Request
    if do == views.PLACE:
        request = PlaceVote(
            decision=decision, address=str(typed.get("address", "")), fingerprint=str(typed.get("fingerprint", "")),
        )
        asked.do(request)
        return Go(to=asked.url("external", decision=decision), said=_("Everybody on the roll now sees where it is."))
    archive, papers = _read(asked, decision)
    if do == LOOK:
        return _shown(asked, view, {"archive": archive, "papers": papers, "same": archive.sha256 == view.archive})
    verified = str(typed.get("verified", ""))
    if do == views.ENTER:
        asked.do(RecordResult(
            decision=decision, archive=archive.sha256, papers=papers, verified=verified,
            fingerprint=archive.fingerprint,
        ))
        return Go(to=asked.url("external", decision=decision), said=_("It is entered. Now a second person is needed."))
    if do == views.CONFIRM:
        done = asked.do(ConfirmResult(decision=decision, archive=archive.sha256, papers=papers, verified=verified))
        done.fact(DecisionClosed)
        return Go(to=asked.url("decision", decision=decision), said=_("The result is confirmed and counted."))
    raise unsaid()


def _read(asked: Asked, decision: str) -> tuple[belenios.Archive, tuple[CountedPaper, ...]]:
    """What an archive that was given holds, as papers of this decision. Raises Refusal in a sentence."""
    given = asked.request.FILES.get("archive")
    if given is None:
        raise Refusal(
            what=gettext("The archive was not read"), where="archive", why=gettext("No file was given."),
            next=gettext("Choose the .bel file from the election's page."),
        )
    if given.size > belenios.BYTES_MAX:
        raise Refusal(
            what=gettext("The archive was not read"), where="archive",
            why=gettext("It has more than %(n)s MiB.") % {"n": belenios.BYTES_MAX // 1024 // 1024},
            next=gettext("Choose the .bel file from the election's page."),
        )
    archive = belenios.read(given.read())
    state = asked.org.states["governance"]
    known = state.decisions[decision]
    aside = methods.find()[known.method].abstaining
    return archive, belenios.papers(archive, known.options, shape_of(state, decision, asked.around), aside)


def _listed(asked: Asked, decision: str) -> dict[str, str]:
    """member -> their mail address as it can stand in the list, empty where they have none; everybody on the roll."""
    if not asked.org.states["governance"].decisions[decision].external:
        raise NotSeen(decision)
    doors = doors_of(asked.office, asked.org)
    rows = asked.reader.rows("rolls", {"decision": decision})
    addresses = {one: doors[one].address if one in doors else "" for one in sorted(str(row["member"]) for row in rows)}
    return {one: address if LISTED.fullmatch(address) else "" for one, address in addresses.items()}


def _without(asked: Asked, decision: str) -> list[str]:
    return sorted(asked.called.member(one) for one, address in _listed(asked, decision).items() if not address)


def get_voters(asked: Asked, decision: str) -> File:
    """The voters' list as Belenios reads it: address and number, a line each; whose was read is noted."""
    if decision not in asked.org.states["governance"].decisions:
        raise NotSeen(decision)
    listed = {one: address for one, address in _listed(asked, decision).items() if address}
    asked.read |= set(listed)
    lines = "".join(f"{address},{one}\n" for one, address in listed.items())
    return File(name="voters.txt", kind="text/plain; charset=utf-8", content=lines.encode())


PAGES = (
    Page(name="external", path="decisions/<str:decision>/external", seen_by="members", get=get, post=post,
         under="decisions"),
    Page(name="external_voters", path="decisions/<str:decision>/voters", seen_by="mandate", reads="addresses",
         get=get_voters, under="decisions"),
)
