"""Computing every open table again from the journal, which is all that they ever were."""

from collections.abc import Callable

from auzolan import areas
from auzolan.journal.entry import Entry
from auzolan.node import schema
from auzolan.node.database import Database
from auzolan.node.node import Node
from auzolan.node.store import Store
from auzolan.organisation import advance, around, empty
from auzolan.tables.table import Change

BATCH = 1_000


def rebuild(node: Node, progress: Callable[[str], None] = lambda line: None) -> dict[str, int]:
    """Drop the open tables and make them from the journal, in one transaction. Answers entries read by organisation."""
    database = node.database()
    counts: dict[str, int] = {}
    with database.writing(0):
        for table in areas.tables():
            database.execute(f"DROP TABLE IF EXISTS {schema.stored_name(table.name)}")
        for statement in schema.fixed_statements(postgres=database.postgres):
            database.execute(statement)
        schema.make_tables(database, areas.tables())
        for handle, org in database.all("SELECT handle, id FROM organisations ORDER BY handle"):
            counts[str(org)] = _refold(database, int(handle), str(org), progress)
        schema.note_layout(database, areas.tables())
    return counts


def _refold(database: Database, handle: int, org: str, progress: Callable[[str], None]) -> int:
    store = Store(database, handle, areas.tables())
    codec = areas.codec()
    now = empty()
    waiting: list[tuple[int, tuple[Change, ...]]] = []
    before = dict(now.counts)

    def earlier(seq: int) -> object:
        written = store.entry(seq)
        if written is None:
            raise KeyError(f"there is no entry {seq}")
        return codec.decode(written, seq).fact

    for seq, written, _leaf in store.entries():
        entry: Entry[object] = codec.decode(written, seq)
        now, changes = advance(now, entry, around(now, entry, earlier))  # type: ignore[arg-type]
        waiting.append((seq, changes))
        if len(waiting) >= BATCH:
            store.change(waiting, before)
            waiting, before = [], dict(now.counts)
            progress(f"  {org}: entry {seq}")
    store.change(waiting, before)
    return now.seq
