"""The demo's books and bundle, as anyone who takes them away would find them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Transaction

from auzolan.demo.make import make
from command_line import Terminal


def test_the_demo_goes_out_to_beancount_and_as_a_bundle_that_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = make(tmp_path / "data", tmp_path / "data.state", lambda line: None, today=date(2026, 11, 20))
    node.close()
    terminal = Terminal(folder=tmp_path, patch=monkeypatch)
    out = tmp_path / "demo.beancount"
    count = terminal.ask("export", "beancount", str(out), "--with-people")["entries"]
    entries, errors, _ = loader.load_file(str(out))
    assert errors == []
    told = [one for one in entries if isinstance(one, Transaction)]
    assert len(told) == count > 500
    bank = sum((leg.units.number for one in told for leg in one.postings if leg.account == "Assets:Bank"), Decimal())
    assert f"{bank:f}" == terminal.ask("balances", "--account", "Assets:Bank")["accounts"]["Assets:Bank"]["EUR"]
    bundle = str(tmp_path / "demo.zip")
    terminal.ask("export", "bundle", bundle)
    verdict = terminal.elsewhere("other").ask("verify", bundle)
    assert (verdict["holds"], verdict["entries"]) == (True, terminal.ask("verify")["entries"])
