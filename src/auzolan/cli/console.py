"""What every verb needs: the node, the organisation, who acts, and how to answer people and programs."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from auzolan.charter.around import Request
from auzolan.cli.store_file import Unreadable as Unreadable
from auzolan.cli.store_file import holds_store
from auzolan.cli.visible import document as printed
from auzolan.cli.visible import visible, visible_finding, visible_lines
from auzolan.journal.entry import TERMINAL
from auzolan.node.node import Node
from auzolan.node.office import Answer, Office
from auzolan.values.finding import Finding
from auzolan.values.refusal import Refusal


class Console:
    """The person at the terminal, or the program that reads --json."""

    def __init__(self, said: argparse.Namespace) -> None:
        self.said = said

    @cached_property
    def node(self) -> Node:
        """The node in the folder that was named; refused when there is none yet."""
        node = Node(self.said.data)
        if not holds_store(node):
            raise Refusal(
                what="Nothing was done", where=str(self.said.data), why="There is no node in that folder yet.",
                next="Found an organisation first: auzolan found open_books.",
            )
        node.make()
        return node

    @cached_property
    def office(self) -> Office:
        """The office of the organisation that was named, or of the only one."""
        if self.said.org:
            return self.node.office(self.said.org)
        there = self.node.organisations()
        if len(there) != 1:
            raise Refusal(
                what="Nothing was done", where=str(self.said.data),
                why=f"{len(there) or 'No'} organisations live on this node.",
                next=f"Say which: --org {'|'.join(there)}." if there else "Found one first: auzolan found open_books.",
            )
        return self.node.office(there[0])

    def do(self, request: Request, *, part: str = "", **more: Any) -> Answer:
        """Ask the office, as the member of --as or as the terminal.

        part: which of several requests of one command this is, so that each has a key of its own.
        """
        if self.said.member:
            more |= {"by": self.said.member, "via": TERMINAL}
        return self.office.do(request, key=self.key(part), **more)

    def key(self, part: str = "") -> str:
        """The idempotency key of one request of this command, or empty for one of its own."""
        return f"{self.said.key}-{part}" if self.said.key and part else str(self.said.key)

    # --- answering

    def answer(self, document: Any, tell: Callable[[], Iterable[str]] | Sequence[str] = ()) -> int:
        """Print the document as JSON, or the words for people; exit status 0."""
        if self.said.json:
            print(printed(document))
        else:
            for line in tell() if callable(tell) else tell:
                print(visible_lines(line))
        return 0

    def tell(self, line: str) -> None:
        """Words and progress for people, on stderr."""
        print(visible_lines(line), file=sys.stderr, flush=True)

    def refused(self, refusal: Refusal) -> int:
        """Say what, where, why and what next; exit status 1."""
        if self.said.json:
            print(printed({"refused": refusal.as_json()}))
        else:
            what, where, why, after = map(visible, (refusal.what, refusal.where, refusal.why, refusal.next))
            place = f" ({where})" if where else ""
            self.tell(f"{what}{place}.\n  Why: {why}\n  Next: {after}")
        return 1

    def unreadable(self, why: str) -> int:
        """Say what could not be read; exit status 2."""
        if self.said.json:
            print(printed({"unreadable": why}))
        self.tell(why)
        return 2

    def findings(self, found: Sequence[Finding]) -> int:
        """Print findings for people on stderr; exit status 1 when there is one."""
        for finding in found:
            self.tell(str(visible_finding(finding)))
        return 1 if found else 0

    def unsound(self, found: Sequence[Finding], **more: Any) -> int:
        """Findings as JSON where it was asked for, else for people; exit status 1."""
        if self.said.json:
            self.answer({"findings": [one.as_json() for one in found], **more})
            return 1
        return self.findings(found)

    def close(self) -> None:
        """Give back what was opened."""
        if "node" in self.__dict__:
            self.node.close()


def table_lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """Rows as aligned columns for a terminal; numbers to the right."""
    body = [["" if cell is None else visible(str(cell)) for cell in row] for row in rows]
    widths = [max([len(head[i]), *(len(row[i]) for row in body)]) for i in range(len(head))]
    number = [all(_is_number(row[i]) for row in body) and bool(body) for i in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        return "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(cells, widths, number, strict=True)
        ).rstrip()

    return [line(head), *(line(row) for row in body)]


def _is_number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "", 1).lstrip("-").isdigit()
