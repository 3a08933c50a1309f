"""Mail: by the server in AUZOLAN_SMTP_URL, else to the console of whoever runs the node."""

import logging
import sys
import threading
from collections.abc import Sequence
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from auzolan.web.written import readable

_log = logging.getLogger("auzolan.mail")


class ConsoleBackend(BaseEmailBackend):
    """Writes mail to stderr: for the demo, for development, and until a mail server is named."""

    def send_messages(self, messages: Sequence[Any]) -> int:
        """Print each message; answers how many."""
        for message in messages:
            print(
                f"--- mail to {', '.join(message.to)}: {message.subject}\n{message.body}\n---",
                file=sys.stderr,
                flush=True,
            )
        return len(messages)


def post(subject: str, body: str, to: str) -> None:
    """Send one message, aside: how long a mail server takes tells nobody whether an address is known here."""

    def send() -> None:
        try:
            EmailMessage(subject=" ".join(readable(subject).split()), body=body, to=[to]).send()
        except (OSError, SMTPException) as why:
            _log.error("A mail could not be sent: %s. Check AUZOLAN_SMTP_URL.", why)  # never the address itself
        except ValueError:  # Django's word for an address or a subject that no mail can carry
            _log.error("A mail could not be sent: its address is no address. Correct it in the list of members.")

    threading.Thread(target=send, name="mail").start()
