"""auzolan mail: send now what waits to be sent, and say how it went."""

import argparse
import json
import os
import subprocess
import sys

from auzolan.cli.console import Console
from auzolan.cli.serving import HERE_ONLY, environment
from auzolan.values.refusal import Refusal

name = "mail"
summary = "Send now the reminders and digests that are due; the server does so by itself every minute."
example = "auzolan mail"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(said: argparse.Namespace, console: Console) -> int:
    """0 when the mail server took everything; 1 when it does not answer: what waits is tried again. Raises Refusal."""
    console.node.organisations()  # refused here, in a sentence, when there is no node yet
    console.node.close()
    if not os.environ.get("AUZOLAN_SMTP_URL"):
        raise Refusal(
            what="No mail was sent", why="No mail server is named.",
            next="Set AUZOLAN_SMTP_URL, such as smtp://USER:PASSWORD@HOST:587?from=ADDRESS.",
        )
    words = [sys.executable, "-m", "auzolan.web.posting"]
    done = subprocess.run(  # noqa: S603  (our own words, no shell)
        words, env=environment(said.data, HERE_ONLY[0]), stdout=subprocess.PIPE, check=True,
    )
    posted = json.loads(done.stdout)
    console.answer(posted, [f"{posted['sent']} sent, {posted['waits']} wait to be tried again"])
    return 1 if posted["why"] else 0
