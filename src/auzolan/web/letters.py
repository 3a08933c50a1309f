"""What a mail says: one reminder of what somebody has not answered, one digest of what waits and what is new."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from auzolan.governance.state import OPEN, WITHDRAWN
from auzolan.governance.wording import proposal_of
from auzolan.node.office import Office
from auzolan.node.outbox import Letter
from auzolan.organisation import Organisation
from auzolan.policy.policy import viewer
from auzolan.views.decisions import minutes
from auzolan.views.waiting import BALLOT, Waiting, waiting
from auzolan.web import links, waiting_words
from auzolan.web.asked import around_of
from auzolan.web.called import Door
from auzolan.web.settings import address
from auzolan.web.written import day, moment, readable

REMINDER, DIGEST = "reminder", "digest"
TEXT_MAX = 1_500
PLACE = "-place-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail ready to be sent. quiet: the address at which one says that one wants none."""

    subject: str
    body: str
    quiet: str


class Writer:
    """Writes the letters of one organisation at one moment."""

    def __init__(self, office: Office, org: Organisation, at: str) -> None:
        self.office, self.org, self.at = office, org, at
        self.name = org.states["charter"].founding.name
        self.base = address()
        self._minutes: dict[str, int] = {}
        self._urls: dict[tuple[Any, ...], str] = {}
        self._told: dict[str, tuple[list[str], list[str]]] = {}

    def write(self, letter: Letter, door: Door) -> Mail | None:
        """The letter, or None where there is nothing to say any more."""
        return self._reminder(letter, door) if letter.kind == REMINDER else self._digest(letter, door)

    def _reminder(self, letter: Letter, door: Door) -> Mail | None:
        one = self.org.states["governance"].decisions.get(letter.about)
        me = letter.member
        if one is None or one.status != OPEN or not one.opens_at <= self.at < one.closes_at or me not in one.roll:
            return None
        if me in one.ballots or self.office.ballot_box.seen(letter.about, me)[1]:
            return None
        around = around_of(self.office, self.org, self.at, me)
        proposal = proposal_of(one, around)
        said = proposal.text if len(proposal.text) <= TEXT_MAX else proposal.text[:TEXT_MAX].rstrip() + " …"
        # Who has voted elsewhere is not known here.
        missing = gettext("The vote ends soon: %(title)s") if one.external else gettext(
            "Your answer is missing: %(title)s"
        )
        asks = gettext("%(name)s asks you:") if one.external else gettext(
            "%(name)s asks you, and you have not answered yet:"
        )
        lines = [
            asks % {"name": self.name}, "", one.title,
            *(["", proposal.summary] if proposal.summary else []), *(["", said] if said else []), "",
            gettext("It closes on %(when)s.") % {"when": moment(one.closes_at)},
            self._reading(letter.about, around), "", *self._answer(letter.about, door), "",
            gettext("This is the only reminder."),
        ]
        return self._mail(missing % {"title": one.title}, lines, door)

    def _reading(self, decision: str, around: Any) -> str:
        if decision not in self._minutes:
            one = self.org.states["governance"].decisions[decision]
            self._minutes[decision] = minutes(proposal_of(one, around), self.org.charter)
        count = self._minutes[decision]
        return str(ngettext("%(n)s minute to read.", "%(n)s minutes to read.", count) % {"n": count})

    def _answer(self, decision: str, door: Door) -> list[str]:
        """How to answer: by a link that is theirs alone, or, where the vote is secret, after signing in."""
        one = self.org.states["governance"].decisions[decision]
        if one.external:
            says = gettext("It is voted on elsewhere. If you have voted there, you are done. Where it is stands here:")
            return [says, self._url("decision", decision=decision)]
        if one.sealed:
            says = gettext("The vote is secret, so no link in a mail can cast it. Sign in and vote here:")
            return [says, self._url("decision", decision=decision)]
        token = links.make(self.office.org, self.org, links.ANSWER, door.member, decision, door=door.commitment)
        return [
            gettext("Answer here, without signing in. The link is yours alone, and good for one answer:"),
            self._url("reply", token=token),
            gettext("Read everything about it:"), self._url("decision", decision=decision),
        ]

    def _digest(self, letter: Letter, door: Door) -> Mail | None:
        me, today = letter.member, self.at[:10]
        waits = waiting(self.org, around_of(self.office, self.org, self.at, me), viewer(self.org, me, today))
        opened, closed = self._news(letter.about)
        if not waits and not opened and not closed:
            return None
        lines = [
            *self._part(gettext("Waiting for you"), [line for one in waits for line in self._waits(one, door)]),
            *self._part(gettext("Decided"), closed), *self._part(gettext("Put to members"), opened),
        ]
        count = len(waits)
        subject = ngettext(
            "%(name)s: %(n)s thing waits for you", "%(name)s: %(n)s things wait for you", count
        ) if count else gettext("%(name)s: what is new")
        return self._mail(subject % {"name": self.name, "n": count}, lines, door)

    def _waits(self, one: Waiting, door: Door) -> list[str]:
        until = ", " + gettext("until %(day)s") % {"day": day(one.until)} if one.until else ""
        page, parts, spot = waiting_words.place(one)
        where = self._url(page, **parts) + spot
        decision = self.org.states["governance"].decisions.get(one.about) if one.what == BALLOT else None
        if decision is not None and not decision.apart:
            token = links.make(self.office.org, self.org, links.ANSWER, door.member, one.about, door=door.commitment)
            where = self._url("reply", token=token)
        return [f"- {waiting_words.says(one)}{until}", f"  {where}"]

    def _news(self, label: str) -> tuple[list[str], list[str]]:
        """What was opened and what was closed since the digest before this one."""
        if label in self._told:
            return self._told[label]
        since = (date.fromisoformat(self.at[:10]) - timedelta(days=7 if "W" in label else 1)).isoformat()
        opened, closed = [], []
        for id, one in sorted(self.org.states["governance"].decisions.items(), key=lambda known: known[1].opened):
            lines = [f"- {one.title}", f"  {self._url('decision', decision=id)}"]
            if one.status == OPEN and one.proposed_at[:10] >= since:
                opened += lines
            elif one.status not in (OPEN, WITHDRAWN) and one.closed_at[:10] >= since:
                closed += [f"- {one.title}: {gettext(one.status)}", lines[1]]
        self._told[label] = opened, closed
        return opened, closed

    def _part(self, title: str, lines: list[str]) -> list[str]:
        return [title, "", *lines, ""] if lines else []

    def _mail(self, subject: str, lines: list[str], door: Door) -> Mail:
        token = links.make(self.office.org, self.org, links.QUIET, door.member, door=door.commitment)
        quiet = self._url("quiet", token=token)
        tail = [
            "-- ", self.name, gettext("Choose which mail you get: %(url)s") % {"url": self._url("mail")},
            gettext("No such mail any more: %(url)s") % {"url": quiet},
        ]
        body = "\n".join(lines).rstrip() + "\n\n" + "\n".join(tail) + "\n"
        return Mail(subject=subject, body=readable(body), quiet=quiet)

    def _url(self, page: str, *, token: str = "", **parts: Any) -> str:
        """An address with all of it. Each is put together once; the token, everybody's own, comes in last."""
        key = (page, *parts.items())
        if key not in self._urls:
            named = {**parts, "token": PLACE} if token else parts
            self._urls[key] = self.base + str(reverse(page, kwargs={"org": self.office.org, **named}))
        return self._urls[key].replace(PLACE, token) if token else self._urls[key]
