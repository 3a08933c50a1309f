"""From a mail to a ballot: a real mail server, a phone, a keyboard, no scripts, and nobody signs in."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from walk_place import Hand, Walk, axe_script, looked, moment

from auzolan.charter.preset import preset
from auzolan.governance.decide import OpenProposal
from auzolan.governance.facts import ProposalOpened

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "web"))
from post_place import MailServer

pytestmark = pytest.mark.browser

PEOPLE = ("Amaia", "Bernat", "Chloe", "Danel", "Edurne", "Farid")
OPENED, LATE = moment("2031-03-03T10:00"), moment("2031-03-09T18:00")


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Any:
    server = MailServer()
    server.start()
    monkeypatch.setenv("AUZOLAN_SMTP_URL", f"smtp://127.0.0.1:{server.port}?from=house@example.org")
    yield server
    server.stop()


@pytest.fixture
def walk(tmp_path: Path, mail: MailServer, monkeypatch: pytest.MonkeyPatch) -> Any:
    made = Walk(tmp_path, "etxea")
    monkeypatch.setenv("AUZOLAN_URL", f"http://localhost:{made.port}")
    made.begin("Etxea", preset("loomio"), dict.fromkeys(PEOPLE, "class.worker"), OPENED)
    yield made
    made.stop()


def sent(walk: Walk, at: Any) -> str:
    """What `auzolan mail` says when it is run at that moment."""
    told = subprocess.run(
        [sys.executable, "-m", "auzolan.cli", "mail", "--data", str(walk.folder / "data")], check=True, text=True,
        capture_output=True, env=os.environ | {
            "AUZOLAN_STATE": str(walk.folder / "state"), "AUZOLAN_CLOCK": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    )
    return told.stdout


def test_an_answer_from_a_mail_without_signing_in(
    browser: Any, walk: Walk, mail: MailServer, tmp_path: Path
) -> None:
    axe, pictures = axe_script(), Path(__file__).resolve().parents[2] / "test-artefacts"
    asked = OpenProposal(title="Close the workshop in August", text="Two weeks without orders, the oven is serviced.")
    decision = walk.ask(asked, at=OPENED, by=walk.people["Amaia"]).fact(ProposalOpened).decision
    walk.serve(LATE)
    assert sent(walk, LATE) == "12 sent, 0 wait to be tried again\n", "a digest and a reminder each"
    (reminder,) = [one for one in mail.box.to("Edurne") if "missing" in one["Subject"]]
    link = next(line for line in reminder.get_content().splitlines() if "/answer/" in line)

    # axe-core is a script; it looks in another browser, in which nobody is signed in either.
    with Hand(browser, walk, "") as somebody:
        somebody.page.goto(link)
        looked(somebody, axe, "mail-1-the-question", pictures)
        quiet = next(line for line in reminder.get_content().splitlines() if "/mail/" in line).split(": ")[1]
        somebody.page.goto(quiet)
        looked(somebody, axe, "mail-2-no-mail", pictures)

    # On the phone, by keyboard, without scripts; the door stays shut.
    with Hand(browser, walk, "", scripts=False) as edurne:
        edurne.page.goto(link)
        assert "Your answer, Edurne" in edurne.read()
        edurne.pick("option", "yes")
        edurne.type("#reason", "I need the two weeks")
        assert "Your answer is written" in edurne.press('button[value="cast"]')
        edurne.go("mine")
        assert "/sign-in" in edurne.page.url

    # Whoever looks at the decision sees that Edurne consents; who opens the link again can only sign in.
    with Hand(browser, walk, "Amaia") as amaia:
        assert "I need the two weeks" in amaia.go(f"decisions/{decision}")
        amaia.go("mine/mail")
        looked(amaia, axe, "mail-3-what-one-chooses", pictures)
        amaia.pick("digest", "")
        assert "It is written which mail you get." in amaia.press('button[value="choose"]')
    assert sent(walk, LATE) == "0 sent, 0 wait to be tried again\n"
    walk.stop()
    assert walk.holds()
