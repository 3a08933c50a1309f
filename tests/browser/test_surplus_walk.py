"""In a real browser: from signing in to a binding decision, and from the next portion back to that decision."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import services
from auzolan.charter.decide import FoundOrganisation
from auzolan.charter.preset import preset
from auzolan.flows.requests import RecordContribution, RecordFlow
from auzolan.members.decide import AdmitMember, GrantMandate
from auzolan.members.facts import MemberAdmitted
from auzolan.node.founding import found
from auzolan.node.node import Node
from auzolan.rules.decide import RunRule, SettleRun
from auzolan.rules.facts import RunPublished

pytestmark = pytest.mark.browser

ORG = "forge"
PEOPLE = {"Ane": ("1.00", "100"), "Benat": ("2.00", "100"), "Carmen": ("1.50", "60")}
MARCH, MAY = datetime(2031, 3, 3, 10, tzinfo=UTC), datetime(2031, 5, 2, 10, tzinfo=UTC)


class Forge:
    """An exercise with three workers, served with its clock bent to a moment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = services.free_port()
        self.people: dict[str, str] = {}
        self.server: subprocess.Popen[bytes] | None = None

    def node(self) -> Node:
        return Node(self.folder / "data", state=self.folder / "state", database_url="")

    def begin(self) -> None:
        node = self.node()
        node.make()
        found(node, ORG, FoundOrganisation(
            name="The Forge", charter=preset("mondragon"), origin=f"localhost/{ORG}", exercise=True,
        ), at=MARCH)
        office = node.office(ORG)
        for name, (index, hours) in PEOPLE.items():
            person = {"name": name, "known_as": name, "email": f"{name.lower()}@forge.example"}
            admitted = office.do(AdmitMember(class_="worker", person=person, joined="2031-01-01"), at=MARCH)
            member = self.people[name] = admitted.fact(MemberAdmitted).member
            for kind, amount, day in (("index", index, "2031-01-01"), ("hours", hours, "2031-02-10")):
                office.do(RecordContribution(contribution=kind, amount=amount, member=member, date=day), at=MARCH)
        office.do(GrantMandate(mandate="mandate.bookkeeper", member=self.people["Ane"]), at=MARCH)
        self.surplus(node, "9000.00 EUR", "2031-02", MARCH)
        node.close()

    def surplus(self, node: Node, amount: str, period: str, at: datetime) -> str:
        """A surplus is set aside, shared for a month, and (when its days are over) posted."""
        office = node.office(ORG)
        office.do(
            RecordFlow(posting="result", amount=amount, date=at.date().isoformat(), places={"year": "2031"}), at=at
        )
        run = office.do(RunRule(rule="rule.surplus", period=period), at=at).fact(RunPublished).run
        return str(run)

    def april(self) -> None:
        """April's hours, and what February's run left to be posted."""
        node = self.node()
        office = node.office(ORG)
        first = next(iter(office.now().states["rules"].runs))
        office.do(SettleRun(run=first), at=MAY)
        for name, (_index, hours) in PEOPLE.items():
            member = self.people[name]
            asked = RecordContribution(contribution="hours", amount=hours, member=member, date="2031-04-10")
            office.do(asked, at=MAY)
        office.do(RecordFlow(
            posting="result", amount="5000.00 EUR", date="2031-05-02", places={"year": "2031"},
        ), at=MAY)
        node.close()

    def serve(self, moment: datetime) -> None:
        (self.folder / "data" / "demo.json").write_text(json.dumps({"org": ORG, "people": self.people}))
        environment = os.environ | {
            "AUZOLAN_DATA": str(self.folder / "data"), "AUZOLAN_STATE": str(self.folder / "state"),
            "AUZOLAN_CLOCK": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
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
        return f"http://localhost:{self.port}/o/{ORG}/{path}"


@pytest.fixture
def forge(tmp_path: Path) -> Any:
    made = Forge(tmp_path)
    made.begin()
    yield made
    made.stop()


def sign_in(page: Any, forge: Forge, name: str) -> None:
    page.context.clear_cookies()
    page.goto(forge.at("sign-in"))
    page.locator(f'button[name="member"][value="{forge.people[name]}"]').click()
    page.wait_for_load_state()


def cast(page: Any, forge: Forge, name: str, decision: str, option: str) -> None:
    sign_in(page, forge, name)
    page.goto(decision)
    page.locator(f'input[name="option"][value="{option}"]').check()
    page.locator('button[name="do"][value="cast"]').click()
    page.wait_for_load_state()


def test_a_change_of_the_surplus_rule_from_the_proposal_to_the_why_of_the_next_portion(
    forge: Forge, page: Any, screenshot: Callable[[str], Path]
) -> None:
    page.set_default_timeout(15_000)
    forge.serve(MARCH)
    sign_in(page, forge, "Ane")
    page.goto(forge.at("propose?article=rule.surplus"))
    page.fill("#title", "Share the surplus by hours only")
    page.fill("#why", "The index already counts in our pay.")
    text = page.input_value("#text")
    assert "hours * index" in text
    page.fill("#text", text.replace("hours * index", "hours"))
    page.locator('button[name="do"][value="look"]').first.click()
    page.wait_for_load_state()
    # 45 % of 9,000.00 among 100, 200 and 90 weighed hours, then among 100, 100 and 60.
    assert "1,038.46" in page.content() and "1,557.69" in page.content(), "the preview shows one's own line"
    screenshot("walk-1-preview")
    page.locator('button[name="do"][value="open"]').first.click()
    page.wait_for_load_state()
    decision = page.url
    assert "/decisions/" in decision
    for name in ("Benat", "Carmen"):
        cast(page, forge, name, decision, "yes")
    cast(page, forge, "Ane", decision, "yes")
    screenshot("walk-2-decision")
    page.locator('button[name="do"][value="close"]').click()
    page.wait_for_load_state()
    screenshot("walk-3-outcome")
    forge.stop()
    forge.april()
    forge.serve(MAY)
    sign_in(page, forge, "Ane")
    page.goto(forge.at("charter/rule.surplus"))
    assert re.search(r"by\s+hours\b(?!\s*\*)", page.inner_text("main")), "the carried text is in force"
    page.goto(forge.at("rules"))
    page.select_option("#rule", "rule.surplus")
    page.fill("#period", "2031-04")
    page.locator('button[name="do"][value="run"]').click()
    page.wait_for_load_state()
    assert "/runs/" in page.url
    screenshot("walk-4-run")
    page.goto(f"{page.url.split('?')[0]}/why/Equity:Capital:{forge.people['Ane']}:2031")
    said = page.inner_text("main")
    # 45 % of 5,000.00 is 2,250.00, of which 100 of 260 hours: 865.3846, and two who are equal share one odd cent.
    assert re.search(r"865\.3[89] EUR", said), said
    screenshot("walk-5-why")
    page.get_by_role("link", name=re.compile("Share the surplus by hours only")).first.click()
    page.wait_for_load_state()
    assert page.url.split("?")[0].split("#")[0] == decision, "why leads to the decision"
    page.goto(forge.at("verify"))
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    assert re.search(r"hold", page.inner_text("main"))
    screenshot("walk-6-verify")
    node = forge.node()
    from auzolan.node.verifying import verify_office

    assert verify_office(node.office(ORG)).verdict.holds
    node.close()
