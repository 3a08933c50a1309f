"""Reads the archive of an election held on Belenios (a `.bel` file): what was asked, how many voted, what came of it.

The archive is a tar file: each piece is named by the SHA-256 of its bytes, and the events form a chain in which each
names the one before it (Belenios specification, 2.0). Both are checked here; the cryptographic proofs are not: for them
there is `belenios-tool election verify`, which whoever enters a result runs themselves.
"""

import base64
import hashlib
import io
import json
import tarfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auzolan.governance.external_facts import CountedPaper
from auzolan.governance.external_papers import merged
from auzolan.governance.proposed import Points
from auzolan.governance.tally import APPROVALS, RANKING, SCORES
from auzolan.values.refusal import Refusal

BYTES_MAX = 64 * 1024 * 1024
VERSION = 1
DATA, EVENT = ".data.json", ".event.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """One election as its archive tells it.

    sha256: of the file, in hex; fingerprint: of the election, 43 letters of base 64, as its page shows it; name,
    question, answers: as they were put; blank: whether nobody could be chosen; voted: how many; totals: by answer, the
    blank ones first where there could be some; or ballots: a number for each answer, one tuple a ballot.
    """

    sha256: str
    fingerprint: str
    name: str
    question: str
    answers: tuple[str, ...]
    blank: bool
    voted: int
    totals: tuple[int, ...] = ()
    ballots: tuple[tuple[int, ...], ...] = ()


def read(data: bytes) -> Archive:
    """An election out of the bytes of its archive. Raises Refusal, which says what is not as it should be."""
    if len(data) > BYTES_MAX:
        raise _no("archive", f"It has more than {BYTES_MAX // 1024 // 1024} MiB.", "Give the .bel file alone.")
    try:
        pieces, order = _pieces(data)
        events = [_json(pieces[name]) for name in order if name.endswith(EVENT)]
        _chained(events, [name for name in order if name.endswith(EVENT)])
        return _election(data, pieces, events)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError) as wrong:
        why = f"It is not laid out as Belenios lays out an archive ({type(wrong).__name__})."
        raise _no("archive", why, "Download the .bel file from the election's page once more.") from wrong


def _pieces(data: bytes) -> tuple[dict[str, bytes], list[str]]:
    """The pieces by name, each checked against the hash that is its name, and the names in their order."""
    pieces: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
            for member in tar:
                found = tar.extractfile(member) if member.isfile() else None
                if found is None:
                    raise _no(member.name[:80], "It is no plain file.", "Give the archive as it was downloaded.")
                pieces[member.name] = found.read()
    except tarfile.TarError as wrong:
        raise _no("archive", "It is no tar file.", "Give the .bel file from the election's page.") from wrong
    if "BELENIOS" not in pieces or _json(pieces["BELENIOS"])["version"] != VERSION:
        why = f"It does not say that it is an archive of Belenios, version {VERSION}."
        raise _no("archive", why, "Give the .bel file of an election on Belenios 2 or newer.")
    for name, content in pieces.items():
        if name != "BELENIOS" and name.partition(".")[0] != hashlib.sha256(content).hexdigest():
            raise _no(name[:80], "It was changed: its SHA-256 is not its name.", "Download the archive once more.")
    return pieces, list(pieces)


def _chained(events: Sequence[Mapping[str, Any]], names: Sequence[str]) -> None:
    parent = None
    for height, (event, name) in enumerate(zip(events, names, strict=True)):
        if event.get("parent") != parent or event["height"] != height:
            raise _no(name[:80], "It does not follow the event before it.", "Download the archive once more.")
        parent = name.partition(".")[0]


def _election(data: bytes, pieces: Mapping[str, bytes], events: Sequence[Mapping[str, Any]]) -> Archive:
    def payload(kind: str) -> Any:
        found = [event for event in events if event["type"] == kind]
        if len(found) != 1:
            why = f"It has {len(found)} events {kind}, and an election that is over has one."
            raise _no("archive", why, "Wait until the trustees have made the result, and download it then.")
        return _json(pieces[found[0]["payload"] + DATA])

    raw = pieces[payload("Setup")["election"] + DATA]
    election, tally, result = _json(raw), payload("EncryptedTally"), payload("Result")["result"]
    if len(election["questions"]) != 1 or len(result) != 1:
        why = f"It has {len(election['questions'])} questions."
        raise _no(str(election["name"])[:80], why, "Hold one election for each decision.")
    if tally["total_weight"] != tally["num_tallied"]:
        raise _no(str(election["name"])[:80], "Its voters have weights.", "Use the voters' list without weights.")
    asked = election["questions"][0]
    shuffled = asked.get("type") == "NonHomomorphic"
    one = asked["value"] if shuffled else asked
    archive = Archive(
        sha256=hashlib.sha256(data).hexdigest(),
        fingerprint=base64.b64encode(hashlib.sha256(raw).digest()).decode().rstrip("="),
        name=str(election["name"]), question=str(one["question"]), answers=tuple(str(said) for said in one["answers"]),
        blank=bool(one.get("blank")), voted=int(tally["num_tallied"]),
        totals=() if shuffled else tuple(int(many) for many in result[0]),
        ballots=tuple(tuple(int(many) for many in ballot) for ballot in result[0]) if shuffled else (),
    )
    _adds_up(archive, one.get("max", 0), shuffled)
    return archive


def _adds_up(archive: Archive, most: int, shuffled: bool) -> None:
    where, again = archive.name[:80], "Download the archive once more."
    if shuffled:
        if len(archive.ballots) != archive.voted or any(len(one) != len(archive.answers) for one in archive.ballots):
            raise _no(where, "Its result has another number of ballots than were tallied.", again)
        return
    if most != 1:
        why = "Voters could choose several answers, and the count does not say which were chosen together."
        raise _no(where, why, "Ask for one answer at most, or for an order (in Belenios: alternative voting).")
    if len(archive.totals) != len(archive.answers) + archive.blank or min(archive.totals) < 0:
        raise _no(where, "Its result has another number of answers than were put.", again)
    if sum(archive.totals) > archive.voted:
        raise _no(where, "Its result has more answers than ballots.", again)


def papers(
    archive: Archive, options: Sequence[str], shape: str, abstaining: Sequence[str] = ()
) -> tuple[CountedPaper, ...]:
    """What was voted as papers of a decision. options: of the decision, in the order in which they were asked there;
    shape: what its ballots say (governance/tally.py), empty for a question of yes or no; abstaining: the option that a
    blank ballot stands for there. Raises Refusal where the question asked is not the decision's."""
    if len(archive.answers) != len(options):
        why = f"{len(archive.answers)} answers were put there, and {len(options)} here."
        raise _no(archive.question[:80], why, "Put the same answers in the same order in both places.")
    if archive.ballots or shape in (RANKING, SCORES, APPROVALS):
        return merged(_numbered(archive, options, shape))
    return merged(_chosen(archive, options, shape, abstaining))


def _chosen(
    archive: Archive, options: Sequence[str], shape: str, abstaining: Sequence[str]
) -> tuple[CountedPaper, ...]:
    """One answer each: the totals say everything. Whoever gave none has a blank ballot."""
    totals = archive.totals[archive.blank :]
    silent = archive.voted - sum(totals)
    if shape:
        found = [CountedPaper(voters=many, ranks=((one,),)) for one, many in zip(options, totals, strict=True)]
        return tuple(one for one in (*found, CountedPaper(voters=silent)) if one.voters)
    if silent and len(abstaining) != 1:
        why = f"{silent} ballots are blank, and this method knows no answer that takes no side."
        raise _no(archive.question[:80], why, "Ask without blank votes.")
    found = [CountedPaper(voters=many, option=one) for one, many in zip(options, totals, strict=True)]
    blank = [CountedPaper(voters=silent, option=abstaining[0])] if silent else []
    return tuple(one for one in (*found, *blank) if one.voters)


def _numbered(archive: Archive, options: Sequence[str], shape: str) -> tuple[CountedPaper, ...]:
    """A number for each answer: places in an order, of which 1 is the first and 0 none; points; or 1 to approve."""
    if shape not in (RANKING, SCORES, APPROVALS) or not (archive.ballots or not archive.voted):
        why = "There each voter gave numbers, and here one answer is asked." if archive.ballots else (
            "There each voter gave one answer, and here an order, points or approvals are asked."
        )
        raise _no(archive.question[:80], why, "Ask the same way in both places.")
    found = []
    for said, voters in Counter(archive.ballots).items():
        if min(said) < 0:
            raise _no(archive.question[:80], "A ballot has a number below nought.", "Look at the election's page.")
        given = [(number, option) for number, option in zip(said, options, strict=True) if number]
        if shape == SCORES:
            points = tuple(Points(option=option, points=number) for number, option in given)
            found.append(CountedPaper(voters=voters, points=points))
            continue
        if shape == APPROVALS:
            approved = tuple(sorted(option for _number, option in given))
            found.append(CountedPaper(voters=voters, ranks=(approved,) if approved else ()))
            continue
        places = sorted({number for number, _option in given})
        ranks = tuple(tuple(option for number, option in given if number == place) for place in places)
        found.append(CountedPaper(voters=voters, ranks=ranks))
    return tuple(found)


def _json(content: bytes) -> Any:
    return json.loads(content)


def _no(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="The archive was not read", where=where, why=why, next=next)
