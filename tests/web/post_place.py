"""A mail server of our own on this machine, that keeps what it gets, can be down, and can refuse an address."""

import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from web_place import Place

from auzolan.web.posting import Posted, post
from services import free_port


class Postbox:
    """What the server took, oldest first. refuses: addresses that it does not know."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.refuses: set[str] = set()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refuses:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.append(letter)
        return "250 OK"

    def to(self, name: str) -> list[Any]:
        return [one for one in self.letters if one["To"] == f"{name.lower()}@example.org"]

    def body(self, name: str) -> str:
        """The newest letter to somebody."""
        return str(self.to(name)[-1].get_content()).replace("\r\n", "\n")

    def link(self, name: str, page: str) -> str:
        """The path of a link in the newest letter to somebody: answer, or mail for the end of it."""
        return re.search(rf"http://house\.example(/o/\S+/{page}/\S+)", self.body(name))[1]


class MailServer:
    """The server, which can be stopped and started again on its port."""

    def __init__(self) -> None:
        self.box, self.port = Postbox(), free_port()
        self._running: Controller | None = None

    def start(self) -> None:
        self._running = Controller(self.box, hostname="127.0.0.1", port=self.port)
        self._running.start()

    def stop(self) -> None:
        if self._running is not None:
            self._running.stop()
            self._running = None


@contextmanager
def mail_server(patch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """The node sends by it; its links begin with http://house.example."""
    from django.conf import settings

    server = MailServer()
    server.start()
    patch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    for name, value in (("EMAIL_HOST", "127.0.0.1"), ("EMAIL_PORT", server.port), ("EMAIL_TIMEOUT", 5)):
        patch.setattr(settings, name, value, raising=False)
    patch.setenv("AUZOLAN_URL", "http://house.example")
    try:
        yield server
    finally:
        server.stop()


def posted(place: Place) -> Posted:
    """What the node does every minute."""
    return post(place.office)
