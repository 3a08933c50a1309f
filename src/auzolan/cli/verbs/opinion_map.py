"""auzolan opinion-map: who stands near whom in a conversation, what unites all groups, and what divides them."""

import argparse
import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auzolan.cli.console import Console, Unreadable
from auzolan.cli.plain_files import read_bytes
from auzolan.intake._columns import BYTES_MAX

if TYPE_CHECKING:
    from auzolan.kernels.opinion_map import OpinionMap
    from auzolan.kernels.opinion_statements import Speaking

name = "opinion-map"
summary = "Opinion groups of a Polis export, what unites them and what divides them. Needs no node."
example = (
    "auzolan opinion-map votes.csv comments.csv\n"
    "         auzolan opinion-map conversation/ --csv places.csv --json"
)
IN_FOLDER = ("votes.csv", "participants-votes.csv", "comments.csv")
TOLD = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and where the places go."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE",
                        help="votes.csv or participants-votes.csv, and comments.csv; or the folder that holds them")
    parser.add_argument("--votes-least", type=_whole, default=7, metavar="N",
                        help="who cast fewer votes is placed but in no group (default 7)")
    parser.add_argument("--csv", type=Path, metavar="OUT.csv", help="also write id, x, y and group of each participant")


def run(said: argparse.Namespace, console: Console) -> int:
    """Tell every fault in the files, or the map."""
    # SciPy takes a second to load, which no other verb should wait for.
    from auzolan.intake._polis import read_polis
    from auzolan.kernels.opinion_map import opinion_map

    talk, findings = read_polis([(str(path), read_bytes(path, BYTES_MAX)) for path in _files(said.files)])
    if findings:
        return console.unsound(findings)
    found = opinion_map(talk.votes, votes_least=said.votes_least)
    if said.csv:
        _write(said.csv, found)
    return console.answer(_document(found, talk.words), lambda: _words(found, talk.words))


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < len(text) <= 6 and int(text) > 0):
        raise argparse.ArgumentTypeError("a whole number above zero")
    return int(text)


def _files(given: list[Path]) -> Iterator[Path]:
    """The files, and of a folder those that an export holds."""
    for path in given:
        if path.is_dir():
            there = [path / one for one in IN_FOLDER if (path / one).exists()]
            if not there:
                raise Unreadable(f"{path} holds none of {', '.join(IN_FOLDER)}. Name the files of the export.")
            yield from there
        else:
            yield path


def _write(path: Path, found: "OpinionMap") -> None:
    """The places as CSV; a file that is there already is left alone."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("id", "x", "y", "group"))
    for one in _participants(found):
        rows.writerow((_plain(one["id"]), one["x"], one["y"], "" if one["group"] is None else one["group"]))
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(out.getvalue())
    except FileExistsError:
        raise Unreadable(f"{path} is there already. Name another file.") from None
    except OSError as why:
        raise Unreadable(f"{path} cannot be written: {why.strerror}.") from why


def _plain(text: str) -> str:
    """An id that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _participants(found: "OpinionMap") -> list[dict[str, Any]]:
    rows = zip(found.votes.participants, found.x.tolist(), found.y.tolist(), found.group.tolist(), strict=True)
    return [{"id": one, "x": x, "y": y, "group": group or None} for one, x, y, group in rows]


def _document(found: "OpinionMap", words: Mapping[str, str]) -> dict[str, Any]:
    ids = found.votes.statements

    def statement(number: int) -> dict[str, Any]:
        said: dict[str, Any] = {"id": ids[number]}
        return said | {"text": words[ids[number]]} if words.get(ids[number]) else said

    def side(agree: bool) -> str:
        return "agree" if agree else "disagree"

    stable = found.stability
    return {
        "participants": _participants(found),
        "groups": [
            {"id": group.number, "size": group.size, "statements": [
                {**statement(one.statement), "side": side(one.agree), "held": one.held, "votes": one.votes,
                 "times": round(one.times, 6)} for one in group.speaking
            ]} for group in found.groups
        ],
        "consensus": [
            {**statement(one.statement), "side": side(one.agree), "consensus": round(one.consensus, 6)}
            for one in found.uniting
        ],
        "dividing": [
            {**statement(one.statement), "agrees": one.agrees + 1, "disagrees": one.disagrees + 1,
             "division": round(one.division, 6)} for one in found.dividing
        ],
        "stability": stable and {
            "alike": stable.alike, "groups": [{"groups": many, "times": times} for many, times in stable.groups],
        },
        "silhouette": {str(many): figure for many, figure in found.silhouette.items()},
        "votes_least": found.votes_least,
    }


def _words(found: "OpinionMap", words: Mapping[str, str]) -> Iterator[str]:
    ids = found.votes.statements

    def quoted(number: int) -> str:
        text = " ".join(words.get(ids[number], "").split())
        return f"{ids[number]}: {text}" if text else ids[number]

    def says(one: "Speaking") -> str:
        return f"{one.held} of {one.votes} {'agree' if one.agree else 'disagree'}"

    people, grouped = len(found.group), int((found.group > 0).sum())
    yield (f"{people} people, {len(ids)} statements, {len(found.votes.vote)} votes. {grouped} people cast at least "
           f"{found.votes_least} votes and are in a group: {len(found.groups)} "
           f"{'group' if len(found.groups) == 1 else 'groups'}.")
    yield _stable(found)
    for group in found.groups:
        yield f"\nGroup {group.number}, {group.size} people"
        yield from (f"  {says(one)}: {quoted(one.statement)}" for one in group.speaking)
    yield "\nWhat unites all groups"
    for uniting in found.uniting[:TOLD]:
        yield f"  {'agree' if uniting.agree else 'disagree'} ({uniting.consensus:.2f}): {quoted(uniting.statement)}"
    yield from () if found.uniting else ("  Nothing: on no statement do more than half of every group agree.",)
    yield "\nWhat divides them"
    for one in found.dividing[:TOLD]:
        yield (f"  group {one.agrees + 1} agrees, group {one.disagrees + 1} disagrees ({one.division:.2f}): "
               f"{quoted(one.statement)}")
    yield from () if found.dividing else ("  Nothing: no statement is held by one group and rejected by another.",)


def _stable(found: "OpinionMap") -> str:
    """How far the groups can be trusted, in a sentence."""
    if found.stability is None:
        return "How stable the groups are was not tried: there are too few people, or all stand together."
    times = ", ".join(f"{many} groups {often} times" for many, often in found.stability.groups)
    return (f"Stability {found.stability.alike:.2f} (1: the same groups whoever is left out; 0: as by chance). "
            f"With a fifth of the people left out came {times}.")
