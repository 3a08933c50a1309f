"""A small organisation on a real store, for tests of the office, of verify, and of what breaks them."""

from dataclasses import dataclass
from pathlib import Path

from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.preset import preset
from auzolan.flows.requests import Booking, ImportBooks, Leg, RecordEntry
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.office import Answer, Office

ORG = "bakery"


@dataclass
class House:
    """A node in a folder, with one organisation of open books."""

    folder: Path
    url: str

    def node(self) -> Node:
        """The node, as a new process would open it."""
        url = self.url if self.url.startswith("postgresql") else ""
        return Node(self.folder / "data", state=self.folder / "state", database_url=url)

    def found(self) -> Office:
        """The bakery, founded."""
        node = self.node()
        node.make()
        request = FoundOrganisation(
            name="Bakery", charter=preset("open_books"), origin=f"localhost/{ORG}", preset="open_books"
        )
        found(node, ORG, request)
        return node.office(ORG)

    def again(self) -> Office:
        """The same office in a node that has just started."""
        return self.node().office(ORG)


def bread(cents: int, key: str = "") -> RecordEntry:
    """Bread sold for cash."""
    amount = f"{cents // 100}.{cents % 100:02d} EUR"
    return RecordEntry(legs=(("Assets:Cash", amount), ("Income:Bread", f"-{amount}")), date="2026-03-01")


def books(count: int, source: str = "ab" * 32) -> ImportBooks:
    """A file of so many bookings."""
    return ImportBooks(
        source=source,
        format="hledger",
        bookings=tuple(
            Booking(
                date="2026-03-01",
                line=number + 1,
                words={"payee": f"customer {number}"},
                legs=(
                    Leg(account="Assets:Cash", amount="1.00", unit="EUR"),
                    Leg(account="Income:Bread", amount="-1.00", unit="EUR"),
                ),
            )
            for number in range(count)
        ),
    )


def sell(office: Office, cents: int, key: str = "") -> Answer:
    """Ask the office to record a sale."""
    return office.do(bread(cents), key=key)
