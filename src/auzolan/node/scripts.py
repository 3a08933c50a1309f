"""The newest runs as SQL, so that whoever receives an export repeats them in any DuckDB shell."""

from collections.abc import Iterator

from auzolan.engines.script import script
from auzolan.explain.why import published
from auzolan.node.office import Office
from auzolan.organisation import Organisation
from auzolan.rules.state import VOID
from auzolan.values.refusal import Refusal

RUNS_MAX = 20


def scripts(office: Office, org: Organisation) -> Iterator[tuple[str, str]]:
    """(run, SQL) of the newest runs that stand; a run of a kind that is no plain SQL has none."""
    known = [(run.seq, id) for id, run in org.states["rules"].runs.items() if run.status != VOID]
    for _seq, id in sorted(known, reverse=True)[:RUNS_MAX]:
        fact, _run = published(id, org, office.fact)
        try:
            yield id, script(fact, org.states, office.reader(fact.position))
        except Refusal:  # score, match and clear are certified on replay instead; `auzolan replay` computes them
            continue
