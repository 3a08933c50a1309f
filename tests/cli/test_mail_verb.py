"""auzolan mail: what is due is sent at once, and a server that is named by nobody or does not answer is said."""

from pathlib import Path

import pytest

from command_line import Terminal
from services import free_port


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


def test_without_a_mail_server_it_is_refused_and_one_that_does_not_answer_loses_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.ask("found", "loomio", "--name", "Errota")
    monkeypatch.delenv("AUZOLAN_SMTP_URL", raising=False)
    assert "No mail server is named" in terminal.refused("mail")["why"]
    monkeypatch.setenv("AUZOLAN_SMTP_URL", f"smtp://127.0.0.1:{free_port()}?from=house@example.org")
    assert terminal.ask("mail") == {"sent": 0, "waits": 0, "why": ""}
    member = terminal.ask("admit", "--class", "worker", "--name", "Ana", "--email", "ana@example.org")["member"]
    asked = terminal.write("ask.toml", '[proposal]\ntitle = "Shall we?"\ntext = "All of us."\n')
    terminal.ask("propose", asked, "--as", member)
    status, out = terminal.type("mail")
    assert status == 1
    assert out == "0 sent, 1 wait to be tried again\n"
