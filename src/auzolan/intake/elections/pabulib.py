"""Pabulib: participatory budgets with their projects, costs and ballots, in files that end in .pb.

Three sections, META, PROJECTS and VOTES, each with a line that names its columns; semicolons between cells, commas
between the projects of one ballot.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from auzolan.governance.tally import APPROVALS, CHOICE, RANKING, SCORES, Election, Paper
from auzolan.intake.elections._bounds import CANDIDATES_MAX, Bad, bytes_read
from auzolan.values.finding import Finding
from auzolan.values.quantity import PLACES_MAX, parse_amount

name = "pabulib"
ENDINGS = (".pb",)
SECTIONS = ("META", "PROJECTS", "VOTES")
SHAPES = {
    "approval": APPROVALS, "choose-1": CHOICE, "cumulative": SCORES, "scoring": SCORES, "ordinal": RANKING,
}
COLUMNS = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
POINTS_MAX = 1_000_000_000
CELL_MAX = 1_000_000
Marks = tuple[tuple[str, ...], tuple[int, ...]]


def read(content: bytes, name: str) -> tuple[Election, Mapping[str, Any], list[Finding]]:
    """The election that a file holds. content: the file; name: as it is called in findings.

    Gives the election, its costs in the smallest part of money that the file uses; what else the file says: its
    title, its META by key (`meta`), `places` (decimals of money), `names` (project -> name), `official` (project ->
    what became of it); and findings with their lines. Where there is a finding the election is empty.
    """
    try:
        election, meta = _election(_rows(bytes_read(content)))
    except Bad as bad:
        return Election(options=(), papers=()), {}, [bad.finding(name)]
    return election, meta, []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line under a section's names. line: from 1; cells: column -> what stands there, without blanks around it."""

    section: str
    line: int
    cells: Mapping[str, str]

    def bad(self, column: str, why: str, next: str) -> Bad:
        return Bad(self.line, self.cells.get(column, "")[:80], why, next)


@dataclass(slots=True, kw_only=True)
class _Projects:
    """What can be funded, as read so far."""

    costs: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    official: dict[str, str] = field(default_factory=dict)


def _rows(text: str) -> Iterator[_Row]:
    """The lines under their sections' column names; long cells are for this format alone, and for nothing after it."""
    before = csv.field_size_limit(CELL_MAX)
    try:
        yield from _read(text)
    finally:
        csv.field_size_limit(before)


def _read(text: str) -> Iterator[_Row]:
    section, columns, line = "", [""], 0
    table = csv.reader(text.splitlines(), delimiter=";")
    while True:
        try:
            cells = [cell.strip() for cell in next(table)]
        except StopIteration:
            return
        except csv.Error as fault:
            raise Bad(table.line_num, "", f"This line cannot be taken apart: {fault}.", "Mend its quotes.") from None
        line = table.line_num
        if not any(cells):
            continue
        if cells[0].upper() in SECTIONS and not any(cells[1:]):
            section, columns = cells[0].upper(), []
        elif not section:
            raise Bad(line, cells[0][:80], "A file of this kind begins with META.", "See that all of it was copied.")
        elif not columns:
            columns = [cell.lower() for cell in cells]
            _columns(section, columns, line)
        else:
            yield _Row(section=section, line=line, cells=dict(zip(columns, cells, strict=False)))


def _columns(section: str, columns: list[str], line: int) -> None:
    missing = [column for column in COLUMNS[section] if column not in columns]
    if missing:
        why = f"The section {section} has no column {missing[0]}."
        raise Bad(line, ";".join(columns)[:80], why, f"Name its columns first: {';'.join(COLUMNS[section])};...")


def _election(rows: Iterator[_Row]) -> tuple[Election, Mapping[str, Any]]:
    meta: dict[str, str] = {}
    lines: dict[str, int] = {}
    projects = _Projects()
    papers: Counter[Marks] = Counter()
    shape = ""
    for row in rows:
        if row.section == "META":
            meta[row.cells["key"]] = row.cells.get("value", "")
            lines[row.cells["key"]] = row.line
        elif row.section == "PROJECTS":
            _project(row, projects)
        else:
            shape = shape or _shape(meta, lines)
            papers[_marks(row, shape, projects.costs)] += 1
    if not projects.costs:
        raise Bad(0, "", "The file names no projects.", "See that all of it was copied.")
    places, budget, costs = _money(meta, lines, projects)
    shape = shape or _shape(meta, lines)
    more = {
        "title": meta.get("description", ""), "meta": meta, "places": places, "names": projects.names,
        "official": projects.official,
    }
    return Election(
        options=tuple(costs), papers=tuple(_paper(shape, marks, many) for marks, many in papers.items()), shape=shape,
        seats=len(costs), budget=budget, costs=MappingProxyType(costs),
    ), more


def _shape(meta: Mapping[str, str], lines: Mapping[str, int]) -> str:
    kind = meta.get("vote_type", "")
    if kind not in SHAPES:
        why = "META does not say a kind of ballot that we know." if kind else "META does not say the kind of ballot."
        raise Bad(lines.get("vote_type", 0), kind[:80], why, f"Write vote_type and one of: {', '.join(SHAPES)}.")
    return SHAPES[kind]


def _project(row: _Row, projects: _Projects) -> None:
    project = row.cells["project_id"]
    if not project:
        raise row.bad("project_id", "A project has no id.", "Give it one that no other has.")
    if project in projects.costs:
        raise row.bad("project_id", "Two projects have the same id.", "Give every project an id of its own.")
    if len(projects.costs) == CANDIDATES_MAX:
        raise row.bad("project_id", f"There are more than {CANDIDATES_MAX} projects.", "Leave some out.")
    projects.costs[project] = row.cells.get("cost", "")
    projects.lines[project] = row.line
    projects.names[project] = row.cells.get("name", "") or project
    if row.cells.get("selected"):
        projects.official[project] = row.cells["selected"]


def _marks(row: _Row, shape: str, costs: Mapping[str, str]) -> Marks:
    """(projects as they stand on a ballot, their points or none)."""
    said = row.cells.get("vote", "")
    chosen = tuple(one.strip() for one in said.split(",")) if said else ()
    if len(set(chosen)) != len(chosen):
        raise row.bad("vote", "A ballot names a project twice.", "Leave the second one out.")
    for one in chosen:
        if one not in costs:
            raise Bad(row.line, one[:80], "A ballot is for a project that the file does not name.",
                      "Mend the id, or add the project to PROJECTS.")
    if shape == CHOICE and len(chosen) > 1:
        raise row.bad("vote", "A ballot chooses more than one project.", "Keep the one that was chosen.")
    if shape != SCORES:
        return (chosen if shape == RANKING else tuple(sorted(chosen))), ()
    points = [one.strip() for one in row.cells.get("points", "").split(",")] if chosen else []
    if len(points) != len(chosen):
        raise row.bad("points", "A ballot has not as many points as projects.", "Write one number for each project.")
    return chosen, tuple(_points(one, row) for one in points)


def _points(said: str, row: _Row) -> int:
    if not (said.isascii() and said.isdigit() and len(said) <= 10 and int(said) <= POINTS_MAX):
        raise Bad(row.line, said[:80], "Points are whole numbers from 0.", "Mend the number.")
    return int(said)


def _paper(shape: str, marks: Marks, voters: int) -> Paper:
    chosen, points = marks
    if shape == SCORES:
        return Paper(points=MappingProxyType(dict(zip(chosen, points, strict=True))), voters=voters)
    if shape == RANKING:
        return Paper(ranks=tuple((one,) for one in chosen), voters=voters)
    return Paper(ranks=(chosen,) if chosen else (), voters=voters)


def _money(
    meta: Mapping[str, str], lines: Mapping[str, int], projects: _Projects
) -> tuple[int, int, dict[str, int]]:
    """(decimals, budget, costs), the latter two in the smallest part that any of them uses."""
    said = {**projects.costs, "": meta.get("budget", "")}
    places = min(max(len(one.partition(".")[2].rstrip("0")) for one in said.values()), PLACES_MAX)
    costs = {project: _amount(cost, places, projects.lines[project]) for project, cost in projects.costs.items()}
    return places, _amount(said[""], places, lines.get("budget", 0)), costs


def _amount(said: str, places: int, line: int) -> int:
    try:
        amount = parse_amount(said, places)
    except ValueError:
        amount = -1
    if amount < 0:
        raise Bad(line, said[:80], "Here should come an amount of money: the budget, or what a project costs.",
                  "Write digits and a point, such as 1210.00.")
    return amount
