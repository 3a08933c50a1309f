"""A vote that is held elsewhere: what to ask there, where it is, what came of it, and who answers for that."""

from dataclasses import dataclass

from auzolan.charter.around import Around
from auzolan.governance.answers import shape_of
from auzolan.governance.external import MANDATE, awaits_result
from auzolan.governance.external_facts import ResultConfirmed, ResultRecorded
from auzolan.governance.tally import CHOICE
from auzolan.organisation import Organisation
from auzolan.rules.gathering import Tables

PLACE, ENTER, CONFIRM = "place", "enter", "confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was voted alike, and by how many. preference: among several, as it is written."""

    option: str
    preference: str
    voters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalVote:
    """One vote elsewhere. options: in the order in which to ask them; numbered: whether each voter writes numbers
    there; recorded, confirmed: entries, or -1; recorder: whose the first is; archive, root: SHA-256 in hex; said:
    commitments to how each of the two verified it; counted: what was entered; waits: whether a result can still come;
    may: place, enter, confirm."""

    decision: str
    title: str
    options: tuple[str, ...]
    numbered: bool
    voters: int
    address: str
    fingerprint: str
    opens_at: str
    closes_at: str
    ends_at: str
    recorded: int
    recorder: str
    confirmed: int
    archive: str
    root: str
    said: tuple[str, ...]
    counted: tuple[Counted, ...]
    waits: bool
    may: frozenset[str]


def external_vote(org: Organisation, id: str, around: Around, tables: Tables, member: str) -> ExternalVote:
    """What is known of it. member: who looks. Raises KeyError where no such decision is voted on elsewhere."""
    state = org.states["governance"]
    decision = state.decisions[id]
    if not decision.external:
        raise KeyError(id)
    at = decision.elsewhere
    place = {option: number for number, option in enumerate(decision.options)}
    rows = sorted(
        tables.rows("external_papers", {"decision": id}),
        key=lambda row: (place.get(str(row["option"]), len(place)), -int(row["voters"] or 0), int(row["number"] or 0)),
    )
    facts = [around.fact(seq) for seq in (at.recorded, at.confirmed) if seq >= 0]
    return ExternalVote(
        decision=id, title=decision.title, options=decision.options,
        numbered=shape_of(state, id, around) not in ("", CHOICE), voters=decision.voters, address=at.address,
        fingerprint=at.fingerprint, opens_at=decision.opens_at, closes_at=decision.closes_at,
        ends_at=decision.ends_at, recorded=at.recorded, recorder=at.recorder, confirmed=at.confirmed,
        archive=at.archive, root=at.root,
        said=tuple(fact.vault for fact in facts if isinstance(fact, ResultRecorded | ResultConfirmed)),
        counted=tuple(
            Counted(option=str(row["option"]), preference=str(row["preference"] or ""), voters=int(row["voters"] or 0))
            for row in rows
        ),
        waits=awaits_result(decision), may=_may(org, id, around, member),
    )


def _may(org: Organisation, id: str, around: Around, member: str) -> frozenset[str]:
    """What the viewer can do; the judge decides again when they do it."""
    decision = org.states["governance"].decisions[id]
    if not member or not awaits_result(decision):
        return frozenset()
    at, over = decision.elsewhere, around.at >= decision.closes_at
    trusted = around.may(MANDATE, {}) is None
    second = at.recorded >= 0 and member != at.recorder and (trusted or member in decision.roll)
    can = {
        PLACE: trusted and not over and (not at.address or around.at < decision.opens_at),
        ENTER: trusted and over, CONFIRM: over and second,
    }
    return frozenset(what for what, whether in can.items() if whether)
