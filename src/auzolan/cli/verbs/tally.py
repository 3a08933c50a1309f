"""auzolan tally: the ballots of a file counted, with every round."""

import argparse
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from auzolan.cli.bundles import check_signed, given, looked_into
from auzolan.cli.console import Console, Unreadable
from auzolan.cli.plain_files import read_bytes
from auzolan.cli.recorded import counted_again
from auzolan.export.bundle import BundleUnsound
from auzolan.governance import methods
from auzolan.governance.counting_parameters import choice, whole
from auzolan.governance.several import LAWS, LOT, ORDER, ordered
from auzolan.governance.tally import Election, Tally, TieLaw, said
from auzolan.intake.elections import read_election
from auzolan.values.refusal import Refusal

name = "tally"
summary = "Count the ballots of a file, or a recorded decision again, every round shown. Needs no node."
example = (
    "auzolan tally budget.pb --method equal_shares --param completion=add1\n"
    "         auzolan tally council.blt --method scottish_stv --json"
)
BYTES_MAX = 512 * 1024 * 1024
SEATS_MAX = 1_000_000
STEP, SEATS, TIE, DRAWN = "step", "seats", "tie", "drawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A count of a file: the election as it was counted, what was set for the count, and its result."""

    election: Election
    parameters: Mapping[str, str]
    tally: Tally


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, how it is counted, and what is set for the count."""
    parser.add_argument("file", type=Path, metavar="FILE", nargs="?",
                        help=".pb (Pabulib), .blt, PrefLib (.soc .soi .toc .toi .cat), or .csv with a ranking a row; "
                             "with --decision a bundle, or nothing for this node")
    parser.add_argument("--method", default="", help="how to count, such as equal_shares or scottish_stv")
    parser.add_argument("--decision", default="", metavar="DECISION", help="count a recorded decision again, as it was")
    parser.add_argument("--param", action="append", default=[], metavar="NAME=VALUE",
                        help="a parameter of the method; for each also seats, tie=order|lot and drawn=TEXT")


def run(said: argparse.Namespace, console: Console) -> int:
    """Read, tell every finding, or count; a recorded decision that comes out otherwise exits with 1."""
    if said.decision:
        return _recorded(said, console)
    if said.file is None or not said.method:
        raise Unreadable("Name a file and --method, or a recorded decision with --decision.")
    parameters = _parameters(said.param)
    content = read_bytes(said.file, BYTES_MAX)
    election, meta, findings = read_election(content, said.file.name)
    if findings:
        return console.unsound(findings)
    counted = count(election, meta, said.method, parameters, hashlib.sha256(content).hexdigest())
    return console.answer(_document(said.method, counted), lambda: _words(counted))


def _recorded(said: argparse.Namespace, console: Console) -> int:
    if said.method or said.param:
        raise Unreadable("A recorded decision is counted by its own method; leave --method and --param out.")
    if said.file is None:
        document, words = counted_again(console.office, said.decision)
    else:
        bundle = given(said.file)
        try:
            check_signed(bundle)
            with looked_into(bundle) as office:
                document, words = counted_again(office, said.decision)
        except BundleUnsound as why:
            raise Unreadable(f"{said.file} cannot be read to its end: {why}.") from why
    console.answer(document, words)
    return 0 if document["equal"] else 1


def count(
    election: Election, meta: Mapping[str, Any], method: str, parameters: Mapping[str, str], file: str
) -> Counted:
    """Count an election that was read from a file. file: its SHA-256 in hex, which a lot is drawn from.

    Raises Refusal for a method or a parameter that does not fit.
    """
    way = methods.find().get(method)
    if way is None or way.tally is None:
        names = ", ".join(sorted(one.name for one in methods.find().values() if one.tally))
        raise _refused("--method", f"{method[:40]!r} counts no file of ballots.", f"Say one of: {names}.")
    known = {SEATS, TIE, DRAWN, *way.parameters}
    for wrong in (one for one in parameters if one not in known):
        raise _refused(f"parameter {wrong[:40]}", f"{method} has no such parameter.",
                       f"Those it has are: {', '.join(sorted(known))}.")
    if SEATS in parameters:
        seats = whole(parameters, SEATS, 1, 1, SEATS_MAX)
        election, parameters = replace(election, seats=seats), {**parameters, SEATS: str(seats)}
    tie = choice(parameters, TIE, (ORDER, LOT))
    order = election.options if tie == LOT else tuple(meta.get("tie_order", election.options))
    law = TieLaw(order=ordered(order, file, parameters.get(DRAWN, ""), tie), name=LAWS[tie])
    if STEP in way.parameters and meta.get("places"):
        # Where a file writes cents, money is counted in cents, and a step is still one whole unit.
        parameters = {**parameters, STEP: _in_parts(parameters.get(STEP, "1"), int(meta["places"]))}
    own = {key: value for key, value in parameters.items() if key in way.parameters}
    return Counted(election=election, parameters=parameters, tally=way.tally(election, own, law))


def _in_parts(step: str, places: int) -> str:
    """A step in the smallest part of money that the file uses; what is no number is left for the method to refuse."""
    try:
        return str(Fraction(step) * 10**places)
    except (ValueError, ZeroDivisionError):
        return step


def _parameters(said: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in said:
        key, equals, value = one.partition("=")
        if not equals or not key.strip():
            raise Unreadable(f"--param {one[:80]}: write NAME=VALUE, such as completion=add1.")
        if key.strip() in found:
            raise Unreadable(f"--param {key[:80]}: it is said twice.")
        found[key.strip()] = value.strip()
    return found


def _refused(where: str, why: str, next: str) -> Refusal:
    return Refusal(what="Nothing was counted", where=where, why=why, next=next)


def _document(method: str, counted: Counted) -> dict[str, Any]:
    plain = said(counted.tally)
    return {
        "method": method, "parameters": dict(counted.parameters),
        **{key: plain[key] for key in ("winners", "rounds", "ties", "exact")},
    }


def _words(counted: Counted) -> list[str]:
    lines = [f"{counted.election.voters} ballots, {len(counted.election.options)} options."]
    lines += [f"{number}. {one.says}" for number, one in enumerate(counted.tally.rounds, 1)]
    for tie in counted.tally.ties:
        lines.append(f"Level in round {tie.round}: {', '.join(tie.options)}. "
                     f"{', '.join(tie.chosen)} was taken {tie.law}.")
    return [*lines, "", f"Chosen: {', '.join(counted.tally.winners) or 'nothing'}."]
