"""A house for walks in a real browser: its people, a clock that is bent to a moment, a keyboard, and axe-core."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import services
from auzolan.charter.around import Request
from auzolan.charter.decide import FoundOrganisation
from auzolan.members.decide import AdmitMember
from auzolan.members.facts import MemberAdmitted
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.node.office import Answer
from auzolan.node.verifying import verify_office

PHONE = {"width": 360, "height": 740}
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
TABS = 400  # how often a hand presses Tab before it gives up
IS_IT = "wanted => document.activeElement !== null && document.activeElement.matches(wanted)"


def moment(text: str) -> datetime:
    """A moment such as 2031-03-03T10:00 in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class Walk:
    """An exercise that is served with its clock bent to a moment. people: name -> id."""

    def __init__(self, folder: Path, org: str) -> None:
        self.folder, self.org = folder, org
        self.port = services.free_port()
        self.people: dict[str, str] = {}
        self.server: subprocess.Popen[bytes] | None = None

    def begin(self, name: str, charter: str, people: dict[str, str], at: datetime) -> None:
        """Found it and admit people. people: name -> class."""
        node = self.node()
        node.make()
        request = FoundOrganisation(name=name, charter=charter, origin=f"localhost/{self.org}", exercise=True)
        found(node, self.org, request, at=at)
        for who, class_ in people.items():
            person = {"name": who, "known_as": who, "email": f"{who.lower().replace(' ', '.')}@example.org"}
            admitted = node.office(self.org).do(AdmitMember(class_=class_, person=person, joined="2031-01-01"), at=at)
            self.people[who] = admitted.fact(MemberAdmitted).member
        node.close()

    def node(self) -> Node:
        return Node(self.folder / "data", state=self.folder / "state", database_url="")

    def ask(self, *requests: Request, at: datetime, by: str = "terminal") -> Answer:
        """Write behind the walk what is no part of it. The house is closed meanwhile."""
        self.stop()
        node = self.node()
        answers = [node.office(self.org).do(one, at=at, by=self.people.get(by, by)) for one in requests]
        node.close()
        return answers[-1]

    def holds(self) -> bool:
        """Whether verify holds for everything that was written."""
        self.stop()
        node = self.node()
        verdict = verify_office(node.office(self.org)).verdict
        node.close()
        assert verdict.holds, verdict
        return verdict.holds

    def serve(self, at: datetime) -> None:
        """Serve it as of this moment, which then stands still."""
        self.stop()
        (self.folder / "data" / "demo.json").write_text(json.dumps({"org": self.org, "people": self.people}))
        environment = os.environ | {
            "AUZOLAN_DATA": str(self.folder / "data"), "AUZOLAN_STATE": str(self.folder / "state"),
            "AUZOLAN_CLOCK": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        self.server = subprocess.Popen(
            [sys.executable, "-m", "auzolan.cli", "serve", "--port", str(self.port), "--workers", "1"],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            try:
                with urllib.request.urlopen(f"http://localhost:{self.port}/healthy", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def stop(self) -> None:
        if self.server is not None:
            self.server.terminate()
            self.server.wait(20)
            self.server = None

    def at(self, path: str = "") -> str:
        return f"http://localhost:{self.port}/o/{self.org}/{path}"


class Hand:
    """One person with a phone 360 wide and a keyboard: no mouse, no finger. scripts: whether their browser runs any."""

    def __init__(self, browser: Any, walk: Walk, who: str, *, scripts: bool = True) -> None:
        self.walk, self.who = walk, who
        self.context = browser.new_context(viewport=PHONE, locale="en-GB", java_script_enabled=scripts)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)

    def __enter__(self) -> "Hand":
        if not self.who:
            return self  # somebody who has not signed in
        self.page.goto(self.walk.at("sign-in"))
        self.press(f'button[name="member"][value="{self.walk.people[self.who]}"]')
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def go(self, path: str) -> str:
        """Open a page; what stands in it."""
        answer = self.page.goto(self.walk.at(path))
        assert answer.status == 200, (path, answer.status)
        return self.read()

    def read(self) -> str:
        return str(self.page.inner_text("main"))

    def reach(self, selector: str) -> None:
        """Tab until it has the focus, and see that it shows that it has."""
        for _ in range(TABS):
            if self.page.evaluate(IS_IT, selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.who} cannot reach {selector} with the keyboard on {self.page.url}")

    def type(self, selector: str, text: str) -> None:
        """Write into a field, instead of what stands in it."""
        self.reach(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, selector: str, label: str) -> None:
        """Choose in a list by its first letters, as a keyboard does."""
        self.reach(selector)
        self.page.keyboard.type(label)
        chosen = "wanted => [...document.querySelector(wanted).selectedOptions].map(one => one.textContent.trim())[0]"
        said = self.page.evaluate(chosen, selector)
        assert said.startswith(label), (selector, label, said)

    def fill(self, selector: str, wanted: str, *ways: str) -> None:
        """Write a day or an hour. ways: how it is typed; which of them fits is up to the language of the browser."""
        for way in ways:
            self.reach(selector)
            self.page.keyboard.type(way)
            if self.page.input_value(selector) == wanted:
                return
            for _ in range(4):  # its parts are tab stops of their own: back to before the first
                self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"{wanted} cannot be written into {selector}: {self.page.input_value(selector)}")

    def tick(self, selector: str) -> None:
        self.reach(selector)
        self.page.keyboard.press("Space")

    def pick(self, name: str, value: str) -> None:
        """Choose among answers of which one holds: together they are one stop of the keyboard; arrows lead through."""
        self.reach(f'input[name="{name}"]')
        for _ in range(10):
            if self.page.evaluate("() => document.activeElement.value") == value:
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        assert self.page.locator(f'input[name="{name}"][value="{value}"]').is_checked()

    def open(self, summary: str) -> None:
        """Unfold what stands under a summary."""
        one = self.page.locator("summary", has_text=summary).first
        if one.evaluate("summary => summary.parentElement.open"):
            return
        one.evaluate("summary => summary.setAttribute('data-wanted', '')")
        self.reach("summary[data-wanted]")
        self.page.keyboard.press("Enter")

    def press(self, selector: str) -> str:
        """Press a button or follow a link; what stands on the page that comes."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.read()


def axe_script() -> str:
    """The script of axe-core, from the package that carries it."""
    carried = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
    return str(carried.AXE_SCRIPT)


def looked(hand: Hand, axe: str, name: str, folder: Path) -> None:
    """Look at the page as it stands: on the phone and on a desk, in light and in dark; keep pictures of it."""
    page, found = hand.page, []
    folder.mkdir(exist_ok=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width, height in ((1280, 900), (360, 740)):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(axe)
            for one in page.evaluate("options => axe.run(document, options)", RULES)["violations"]:
                found += [f"{scheme} {width} {one['id']}: {node['target']} {node['failureSummary']}"
                          for node in one["nodes"][:3]]
            wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found += [f"{scheme} {width}: {wide} pixels wider than its window"] if wide > 0 else []
            page.screenshot(path=str(folder / f"{name}-{width}-{scheme}.png"), full_page=True)
    page.emulate_media(color_scheme="light")
    assert found == [], (name, found)
