"""A node with one organisation on it, and browsers (Django's test client) for its people."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auzolan.charter.around import Request
from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution, RecordEntry
from auzolan.members.decide import AdmitMember, GrantMandate
from auzolan.members.facts import MemberAdmitted
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.office import Answer, Office

ORG = "sunrise"
READER = """
["mandate.reader"]
title = "Reader of names"
granted_by = "body.assembly"
records = ["flows.balance_signed"]
reads = ["names"]
"""
START = datetime(2026, 9, 1, 9, tzinfo=UTC)


@dataclass
class Place:
    """The node, its organisation, its members by name, and a browser for each."""

    node: Node
    office: Office
    members: dict[str, str] = field(default_factory=dict)

    def do(self, request: Request, **more: Any) -> Answer:
        return self.office.do(request, **more)

    def admit(self, name: str, class_: str = "worker_owner", **words: str) -> str:
        answer = self.do(AdmitMember(class_=class_, person={"name": name, **words}, joined="2026-09-01"), at=START)
        self.members[name] = answer.fact(MemberAdmitted).member
        return self.members[name]

    def browser(self, name: str = "") -> Any:
        """A browser; signed in when a member is named, by the code that a real mail carries."""
        from django.test import Client

        client = Client(REMOTE_ADDR=str(self.node.data))  # codes are counted by address: other tests use up theirs
        if name:
            address = f"{name.lower()}@example.org"
            client.post(self.at("sign-in"), {"email": address})
            client.post(self.at("sign-in/code"), {"code": code_for(address)})
        return client

    def at(self, path: str = "") -> str:
        return f"/o/{ORG}/{path}"

    def key(self, client: Any, path: str) -> str:
        """The key that the form of a page carries."""
        return re.search(r'name="key" value="([^"]+)"', client.get(self.at(path)).content.decode())[1]


def code_for(address: str) -> str:
    """The newest code in the mails sent to an address."""
    import threading

    from django.core import mail

    for thread in [one for one in threading.enumerate() if one.name == "mail"]:
        thread.join()
    sent = [one for one in mail.outbox if one.to[0].casefold() == address.casefold()]
    found = [re.search(r"\b([0-9]{8})\b", one.body)[1] for one in sent]
    return found[-1] if found else "00000000"


def founded(folder: Path, charter: str = "", worker: str = "worker_owner", **more: Any) -> Place:
    """Sunrise with three workers: Bo keeps the books, Cleo reads names. Under the default charter also a club."""
    from django.conf import settings

    from auzolan.web.settings import configure

    node = Node(folder / "data", state=folder / "state", database_url="")
    node.make()
    said = charter or preset("equal_exchange") + READER
    found(node, ORG, FoundOrganisation(name="Sunrise", charter=said, origin=f"localhost/{ORG}", **more), at=START)
    configure(node)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    place = Place(node, node.office(ORG))
    for name in ("Ana", "Bo", "Cleo"):
        place.admit(name, worker, email=f"{name.lower()}@example.org")
    if not charter:
        place.admit("Dee", "buying_club", email="dee@example.org", known_as="The Dee club")
    place.do(GrantMandate(mandate="mandate.bookkeeper", member=place.members["Bo"]), at=START)
    if not charter:
        place.do(GrantMandate(mandate="mandate.reader", member=place.members["Cleo"]), at=START)
    return place


def books(place: Place) -> None:
    """September: 1,000 from shops, 200 from a club; 600 for coffee, 300 for work, 50 for rent."""
    ana = place.members["Ana"]
    for legs in (
        (("Assets:Bank", "1000.00 USD"), ("Income:Sales:Shops", "-1000.00 USD")),
        (("Assets:Bank", "220.00 USD"), ("Income:Sales:Clubs", "-200.00 USD"), ("Liabilities:Tax", "-20.00 USD")),
        (("Expenses:Purchases:Coffee", "600.00 USD"), ("Assets:Bank", "-600.00 USD")),
        ((f"Expenses:Pay:{ana}", "300.00 USD"), ("Assets:Bank", "-300.00 USD")),
        (("Expenses:Rent", "50.00 USD"), ("Assets:Bank", "-50.00 USD")),
    ):
        place.do(RecordEntry(legs=legs, date="2026-09-15"), at=START)
    place.do(RecordContribution(contribution="hours", amount="12.5", member=ana, date="2026-09-16"), at=START)
