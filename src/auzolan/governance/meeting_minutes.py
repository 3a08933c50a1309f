"""Minutes drafted from the facts: who was there, what was put to them, what they decided.

Whoever judges the end of a meeting, when it is written, replayed or verified, drafts them again: its words are a part
of what entries mean, and another wording raises the meaning, as another way of counting does.
"""

from collections.abc import Iterable, Mapping

from auzolan.charter.around import Around
from auzolan.governance.conditions import condition
from auzolan.governance.meeting_rules import meets_by
from auzolan.governance.meeting_state import Call, Meeting
from auzolan.governance.state import OPEN, State

PEOPLE_SHOWN = 1_000  # so that the text fits into one entry; the open table of presences has everybody


def drafted(state: State, id: str, around: Around, remarks: str = "") -> str:
    """The minutes of a meeting that ends now, as Markdown. People stand there by their numbers, since the text stays in
    the journal for good; a page puts their names beside them. remarks: commitment to the secretary's own words."""
    meeting = state.meetings.meetings[id]
    said = meets_by(meeting, around)
    lines = [
        f"# Minutes: {meeting.title}", "",
        f"- Meeting: {id}", f"- Place: {meeting.place}", f"- Body: {said.body}, by {meeting.procedure}",
        f"- Notice: {meeting.called_at} (entry {meeting.called})", f"- Chair: {meeting.chair}",
        f"- Secretary: {meeting.secretary}", f"- Ended: {around.at}", "", "## Calls", "",
        *_calls(meeting), "", "## Present", "", *_people(sorted(meeting.present)),
        "", "## Proxies", "", *_proxies(meeting.proxies), "", "## What was decided", "",
    ]
    for number, decision in enumerate(meeting.agenda, 1):
        lines += [f"### {number}. {state.decisions[decision].title}", "", *_decided(state, decision, around), ""]
    if not meeting.agenda:
        lines += ["Nothing was on the agenda.", ""]
    if remarks:
        lines += ["## Remarks", "", f"Kept outside the journal under the commitment {remarks}.", ""]
    return "\n".join(lines)


def _calls(meeting: Meeting) -> Iterable[str]:
    if not meeting.calls:
        yield "None was made: the meeting was called off."
    for number, one in enumerate(meeting.calls, 1):
        yield f"- Call {number}, {one.at}: {_came(one)}."


def _came(call: Call) -> str:
    came = f"{call.present} present and {call.represented} represented"
    if not call.needed:
        return f"{came}; no number was needed" if call.held else f"{came}; nobody was there"
    return f"{came}, {call.needed} needed: {'held' if call.held else 'missed'}"


def _people(ids: list[str]) -> Iterable[str]:
    yield f"{len(ids)} at the end of the meeting" + (": " + ", ".join(ids[:PEOPLE_SHOWN]) if ids else "") + (
        f" and {len(ids) - PEOPLE_SHOWN} more, as the open table of presences says." if len(ids) > PEOPLE_SHOWN else "."
    )


def _proxies(proxies: Mapping[str, str]) -> Iterable[str]:
    if not proxies:
        yield "None."
    for giver in sorted(proxies)[:PEOPLE_SHOWN]:
        yield f"- {proxies[giver]} for {giver}"


def _decided(state: State, id: str, around: Around) -> Iterable[str]:
    decision = state.decisions[id]
    yield f"- Decision: {id}, proposed in entry {decision.opened}, by {decision.procedure}"
    if decision.status == OPEN:
        yield f"- Not decided in the meeting; ballots are taken until {decision.closes_at}."
        return
    if decision.hands:
        yield f"- Hands: {', '.join(f'{one.hands} {one.option}' for one in decision.hands)}"
    yield f"- {condition(state, id, around).text}"
    yield f"- Closed: {decision.closed_at} (entry {decision.closed})"
