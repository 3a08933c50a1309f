"""How a run and the one that it mends belong together: what was posted before, and what is posted now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from auzolan.journal.entry import TERMINAL, Entry
from auzolan.organisation import Earlier, Organisation, around
from auzolan.rules.correcting import due_lines, posted
from auzolan.rules.state import VOID
from auzolan.values.quantity import print_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A run among its corrections. corrects: the paid run that it mends, or empty; corrected_by: the run that mends
    this one, or empty; before: account -> what had been posted into it; now: account -> what this run posts, all of it.
    """

    corrects: str
    corrected_by: str
    unit: str
    before: dict[str, str]
    now: dict[str, str]

    def line(self, to: str) -> tuple[str, str]:
        """(what was posted before, what this run posts) for one account of a corrected run, amounts as printed."""
        return self.before.get(to, ""), self.now.get(to, "")

    def words(self, to: str) -> Iterator[str]:
        """What is to be said of one line, in sentences; none where nothing is corrected."""
        if self.corrects:
            before, now = self.line(to)
            posts = f"{now} {self.unit}" if now else "nothing"
            had = f"{before} {self.unit}" if before else "nothing"
            yield f"This run corrects run {self.corrects}: {had} had been posted, so it posts {posts}."
        if self.corrected_by:
            yield f"It was corrected by run {self.corrected_by}."


def mended(id: str, org: Organisation, earlier: Earlier) -> Mended:
    """A run among its corrections. Raises KeyError where there is no such run."""
    runs = org.states["rules"].runs
    run = runs[id]
    places = org.charter.units[run.unit].places
    by = next((one for one, other in runs.items() if other.mends == id and other.status != VOID), "")
    before: dict[str, str] = {}
    now: dict[str, str] = {}
    if run.corrects:
        probe: Entry[Any] = Entry(seq=org.seq, at=org.at, by=TERMINAL, charter=org.charter_seq, fact=None)
        near = around(org, probe, earlier)
        before = {to: print_amount(amount, places) for to, (amount, _) in posted(run, near).items() if amount}
        now = {to: print_amount(amount, places) for to, (amount, _) in due_lines(run, near).items()}
    return Mended(corrects=run.corrects, corrected_by=by, unit=run.unit, before=before, now=now)
