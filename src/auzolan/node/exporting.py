"""Taking everything out: bundle, text journals, tables and the charter, put together from one consistent moment."""

import importlib
import pkgutil
import secrets as chance
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from auzolan import areas, export
from auzolan.charter.facts import OrganisationFounded, SigningKeyChanged
from auzolan.charter.secret import BOOKS
from auzolan.charter.state import origin
from auzolan.export import bundle, charter, csv_tables
from auzolan.export.packing import data_package
from auzolan.governance.hiding import still_hidden
from auzolan.journal.entry import Entry
from auzolan.journal.note import parse_vkey
from auzolan.node.bookings import Bookings, book, unique_names
from auzolan.node.names import Names
from auzolan.node.office import Office
from auzolan.node.reading import Reader
from auzolan.node.receiver import readme
from auzolan.node.scripts import scripts
from auzolan.node.store import Store
from auzolan.organisation import Organisation
from auzolan.policy.policy import NOBODY_IN_PARTICULAR, columns, published, viewer
from auzolan.tables.table import Cell, Table
from auzolan.values.refusal import Refusal
from auzolan.views.amounts import places_in

FORMAT = 1
CHECKPOINTS_MAX = 1_000
LOOKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An organisation as it is while it is written out: nobody's entry comes in between."""

    office: Office
    store: Store
    org: Organisation

    @property
    def reader(self) -> Reader:
        """The open tables as they hold now."""
        return Reader(self.store, self.org)

    @property
    def title(self) -> str:
        """What the organisation is called."""
        return str(self.org.states["charter"].founding.name)

    def entries(self) -> Iterator[Entry[Any]]:
        """Every entry, in order."""
        codec = areas.codec()
        for seq, written, _ in self.store.entries(0, self.org.seq):
            yield codec.decode(written, seq)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What goes along. books: words of the books; people: words about people, and their names in accounts;
    member: write as this member may see it, or empty for whoever has the machine in hand."""

    books: bool = True
    people: bool = False
    member: str = ""


def formats() -> dict[str, ModuleType]:
    """Format -> the module that writes it, found in the folder `export`."""
    found = (importlib.import_module(f"auzolan.export.{one.name}") for one in pkgutil.iter_modules(export.__path__)
             if not one.ispkg and not one.name.startswith("_"))
    return {module.name: module for module in found}


@contextmanager
def moment(office: Office) -> Iterator[Moment]:
    """One consistent view of the journal, the tables and the vault."""
    for _ in range(LOOKS):
        with office.reading() as store:
            org = office.now()
            if org.seq == store.size():
                yield Moment(office=office, store=store, org=org)
                return
    raise Refusal(
        what="Nothing was written out", why="Others kept writing at the same moment.", next="Ask once more."
    )


def write(office: Office, format: str, out: Path, wanted: Wanted) -> int:
    """Write an export; answers how many entries (bookings, articles) it holds.

    Raises FileExistsError when something is there already, and leaves nothing half-written.
    """
    with moment(office) as now, aside(out) as place:
        if format == "bundle":
            _tells_nothing_hidden(now.org)
            return _bundle(now, place, wanted)
        if format == "csv":
            return _csv(now, place, wanted)
        if format == "parquet":
            return _parquet(now, place)
        if format == "charter":
            text(place, charter.write(now.org.charter, now.title))
            return len(now.org.charter.articles)
        held = book(now.reader, now.org, Bookings(now.entries, now.office.vault, wanted.books, _called(now, wanted)))
        text(place, formats()[format].write(held))
        return sum(1 for _ in held.bookings)


def _tells_nothing_hidden(org: Organisation) -> None:
    """A bundle holds every entry as it was signed, so that none can be made while a vote hides how it stands."""
    state = org.states["governance"]
    if found := still_hidden(state):
        one = state.decisions[found[-1]]
        raise Refusal(
            what="The bundle was not written", where=found[-1],
            why=f"It would tell who answered what, and that is hidden until {one.closes_at}.",
            next="Export it after that; csv and the charter can be written now, and `auzolan backup` keeps everything.",
        )


@contextmanager
def aside(out: Path) -> Iterator[Path]:
    """A place beside the one that was named; it is moved there when everything has been written."""
    if out.exists():
        raise FileExistsError(17, "something of that name is there already", str(out))
    beside = out.with_name(f".{chance.token_hex(4)}.{out.name}")
    try:
        yield beside
        beside.rename(out)
    except BaseException:
        _remove(beside)
        raise


def _remove(path: Path) -> None:
    if path.is_dir():
        for one in path.iterdir():
            _remove(one)
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def text(path: Path, parts: Iterable[str]) -> None:
    """Write one text file, its parts behind each other."""
    with path.open("x", encoding="utf-8", newline="") as file:
        for part in parts:
            file.write(part)


def _called(now: Moment, wanted: Wanted) -> Callable[[str], str]:
    if not wanted.books:
        return lambda account: account
    return unique_names(Names(now.office.vault, now.reader), now.reader, wanted.people)


def keys_of(entries: Iterable[Entry[Any]]) -> list[str]:
    """Every key that ever signed a checkpoint, as C2SP notes write it, in the order in which the journal names them."""
    found = (one.fact.key for one in entries if isinstance(one.fact, (OrganisationFounded, SigningKeyChanged)))
    return list(dict.fromkeys(parse_vkey(key).printed() for key in found if key))


def _bundle(now: Moment, out: Path, wanted: Wanted) -> int:
    manifest = {
        "format": FORMAT, "org": now.office.org, "name": now.title, "origin": origin(now.org.states["charter"]),
        "entries": now.org.seq, "root": now.org.frontier.root().hex(), "tables": sorted(now.store.tables),
        "words": "all" if wanted.people else "books" if wanted.books else "none",
    }
    place = bundle.place(out)
    try:
        bundle.write(
            place, manifest=manifest, charter="".join(charter.write(now.org.charter, now.title)),
            entries=(written for _, written, _ in now.store.entries(0, now.org.seq)), keys=keys_of(now.entries()),
            checkpoints=now.store.checkpoints()[-CHECKPOINTS_MAX:],
            tables=((table, now.store.all_rows(table.name)) for table in areas.tables()),
            secrets=now.office.vault.secrets("%" if wanted.people else BOOKS) if wanted.books else (),
            readme=readme(manifest),
        )
        for run, sql in scripts(now.office, now.org):
            place.put(f"runs/{run}.sql", [sql.encode()])
    finally:
        place.close()
    return now.org.seq


def _parquet(now: Moment, out: Path) -> int:
    place, sizes = bundle.place(out), data_package.Sizes()
    try:
        for table in areas.tables():
            path = f"{table.name}.parquet"
            place.put(path, sizes.noted(path, [bundle.parquet(table, now.store.all_rows(table.name))]))
        place.put(data_package.FILE, [_described(now, data_package.PARQUET, sizes, {})])
        place.put("dictionary.csv", (part.encode() for part in csv_tables.dictionary(areas.tables())))
    finally:
        place.close()
    return now.org.seq


def _described(now: Moment, form: str, sizes: data_package.Sizes, more: Mapping[str, Sequence[str]]) -> bytes:
    return data_package.data_package(
        areas.tables(), form, sizes, name=now.office.org, title=now.title, more=more,
    )


def _csv(now: Moment, out: Path, wanted: Wanted) -> int:
    names = Names(now.office.vault, now.reader)
    place, sizes, further = bundle.place(out), data_package.Sizes(), dict[str, tuple[str, ...]]()
    try:
        for table in areas.tables():
            more = ("name",) if table.name == "accounts" and wanted.books else ()
            if table.name in ("members", "agents") and wanted.people:
                more = ("name",)
            parts = csv_tables.write(table, _rows(now, table, names, wanted), places_in(now.org), more)
            further[table.name] = more
            path = f"{table.name}.csv"
            place.put(path, sizes.noted(path, (part.encode() for part in parts)))
        place.put(data_package.FILE, [_described(now, data_package.CSV, sizes, further)])
        place.put("dictionary.csv", (part.encode() for part in csv_tables.dictionary(areas.tables())))
    finally:
        place.close()
    return now.org.seq


def _rows(now: Moment, table: Table, names: Names, wanted: Wanted) -> Iterator[Mapping[str, Cell]]:
    said = published(now.org.charter)
    looks = viewer(now.org, wanted.member, now.org.at[:10]) if wanted.member else NOBODY_IN_PARTICULAR
    for cells in now.store.stream_rows(table.name):
        row: dict[str, Cell] = dict(zip(table.names, cells[1:], strict=True))
        if wanted.member:
            shown = columns(looks, table, row, said)
            # An amount is read with the unit beside it, so it is shown only together with that.
            row = {name: cell for name, cell in shown.items()
                   if not (unit := table.column(name).unit).startswith("@") or unit[1:] in shown}
        elif table.name == "accounts":
            row["name"] = names.account(str(row["account"]))
        elif table.name in ("members", "agents"):
            row["name"] = names.called(str(row[table.key[0]]))
        if row:
            yield row
