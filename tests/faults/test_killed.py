"""Row 1 of the promises about reliability: killed with -9 while members write through the pages, nothing is lost."""

import http.client
import json
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path

import services
from auzolan.contest.facts import LineContested
from auzolan.demo.people import ORG
from auzolan.node.node import Node
from auzolan.node.verifying import verify_office

READY_SECONDS = 30
HANDS = 3


class Server:
    """The node served by gunicorn in a process group of its own, so that all of it can be killed at once."""

    def __init__(self, folder: Path) -> None:
        self.port = services.free_port()
        self.environment = os.environ | {
            "AUZOLAN_DATA": str(folder / "data"), "AUZOLAN_STATE": str(folder / "data.state"),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "auzolan.cli", "serve", "--port", str(self.port), "--workers", "1"],
            env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        ends = time.monotonic() + READY_SECONDS
        while True:
            try:
                if self.ask("GET", f"/o/{ORG}/")[0] == 200:
                    return
            except OSError:
                pass  # not listening yet
            assert time.monotonic() < ends, "the node was not ready after it was killed"
            time.sleep(0.05)

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, cookies: dict[str, str] | None = None
    ) -> tuple[int, str, dict[str, str]]:
        """(status, text, cookies that were set)."""
        line = http.client.HTTPConnection("localhost", self.port, timeout=10)
        head = {"Cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())}
        if form is not None:
            head |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://localhost:{self.port}/"}
        line.request(method, path, urllib.parse.urlencode(form) if form is not None else None, head)
        answer = line.getresponse()
        text = answer.read().decode()
        given = dict(one.split(";", 1)[0].split("=", 1) for one in answer.headers.get_all("Set-Cookie") or [])
        line.close()
        return answer.status, text, given


def token(text: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    assert found is not None
    return found[1]


def signed_in(server: Server, member: str) -> dict[str, str]:
    _, page, cookies = server.ask("GET", f"/o/{ORG}/sign-in")
    form = {"csrfmiddlewaretoken": token(page), "member": member, "next": ""}
    status, _, given = server.ask("POST", f"/o/{ORG}/sign-in", form, cookies)
    assert status in (302, 303)
    return cookies | given


class Hand:
    """A member who objects to lines, one after the other, and remembers what was acknowledged."""

    def __init__(self, server: Server, cookies: dict[str, str], line: int) -> None:
        self.server, self.cookies, self.line = server, cookies, line
        self.path = f"/o/{ORG}/entry/{line}"
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.acknowledged: list[str] = []
        self.stop = threading.Event()

    def write(self) -> None:
        try:
            _, page, _ = self.server.ask("GET", self.path, cookies=self.cookies)
        except (OSError, http.client.HTTPException):
            return  # the node died before the form came
        form = {"csrfmiddlewaretoken": token(page), "do": "contest", "line": ""}
        while not self.stop.is_set():
            said = form | {"reason": f"Looked at again {secrets.token_hex(8)}", "key": secrets.token_hex(16)}
            self.asked.append((said["key"], said))
            try:
                status, _, _ = self.server.ask("POST", self.path, said, self.cookies)
            except (OSError, http.client.HTTPException):
                return  # the node died before it answered
            if status in (302, 303):
                self.acknowledged.append(said["key"])


def test_killed_while_writing_nothing_acknowledged_is_lost_or_doubled(
    tmp_path: Path, size: Callable[[int, int], int]
) -> None:
    environment = os.environ | {"AUZOLAN_DATA": str(tmp_path / "data")}
    subprocess.run([sys.executable, "-m", "auzolan.cli", "demo", "--only-make"], env=environment, check=True,
                   capture_output=True)
    people = json.loads((tmp_path / "data" / "demo.json").read_text())["people"]
    server = Server(tmp_path)
    chance = random.Random("killed")
    acknowledged: list[str] = []
    unanswered: list[dict[str, str]] = []
    server.start()
    cookies = [signed_in(server, people[key]) for key in ("ane", "benat", "eneko")]
    for _ in range(size(50, 2_000)):
        hands = [Hand(server, one, 100 + number) for number, one in enumerate(cookies)]
        threads = [threading.Thread(target=hand.write) for hand in hands]
        for thread in threads:
            thread.start()
        time.sleep(chance.uniform(0.05, 0.4))
        server.kill()
        for thread in threads:
            thread.join()
        for hand in hands:
            acknowledged += hand.acknowledged
            unanswered += [said for key, said in hand.asked if key not in hand.acknowledged]
        server.start()
        # Whoever got no answer asks again with the same key: the first answer comes back, or it is done now, once.
        if unanswered:
            said = unanswered.pop()
            for hand in hands[:1]:
                _, page, _ = server.ask("GET", hand.path, cookies=hand.cookies)
                again = said | {"csrfmiddlewaretoken": token(page)}
                status, _, _ = server.ask("POST", hand.path, again, hand.cookies)
                assert status in (302, 303, 422), "the retry was answered"
    server.kill()
    node = Node(tmp_path / "data", state=tmp_path / "data.state", database_url="")
    office = node.office(ORG)
    written = [office.entry(seq) for seq in range(office.now().seq)]
    keys = [entry.key for entry in written if isinstance(entry.fact, LineContested)]
    assert len(acknowledged) > size(50, 2_000), "members were really writing"
    assert set(acknowledged) <= set(keys), "nothing that was acknowledged is lost"
    assert len(keys) == len(set(keys)), "nothing is there twice"
    assert verify_office(office).verdict.holds
    node.close()
