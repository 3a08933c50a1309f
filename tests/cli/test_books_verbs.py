"""The treasurer's day by command: record, correct, assert, sign, close a period; refusals are sentences."""

from pathlib import Path

import pytest

from command_line import Terminal, co_op


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal(folder=tmp_path, patch=monkeypatch)
    co_op(made)
    return made


def entry(amount: str, *, date: str = "2026-01-05", account: str = "Income:Coffee") -> str:
    return f'[entry]\ndate = {date}\nlegs = [["Assets:Bank", "{amount} EUR"], ["{account}", "-{amount} EUR"]]\n'


def bank(terminal: Terminal) -> str:
    accounts = terminal.ask("balances", "--account", "Assets:Bank")["accounts"]
    return accounts["Assets:Bank"]["EUR"] if accounts else ""


def test_an_account_is_opened_once_under_its_name_and_found_again_by_it(terminal: Terminal) -> None:
    assert len(terminal.ask("record", "-", stdin=entry("10.00"))["entries"]) == 2
    assert len(terminal.ask("record", "-", stdin=entry("5.00"))["entries"]) == 1
    assert terminal.ask("balances", "--account", "Income")["accounts"] == {"Income:Coffee": {"EUR": "-15.00"}}


def test_a_bill_is_recorded_and_paid_in_parts_from_one_file(terminal: Terminal) -> None:
    supplier = terminal.ask("admit", "--agent", "organisation", "--name", "A grower")["agent"]
    terminal.ask("record", "-", stdin=(
        f'posting = "bill"\nprovider = "{supplier}"\namount = "121.00 EUR"\nparts = {{net = "100.00", vat = "21.00"}}\n'
        'leaves = {net = "Expenses:Beans"}\ndue = "2026-02-05"\ndate = 2026-01-05\n'
    ))
    (claim,) = terminal.ask("table", "claims")
    assert (claim["open"], claim["creditor"]) == ("121.00", supplier)
    file = terminal.write("pay.toml", "".join(
        f'[[pay]]\nclaim = "{claim["claim"]}"\nposting = "payment"\namount = "{amount} EUR"\ndate = 2026-01-05\n'
        for amount in ("100.00", "21.00")
    ))
    assert terminal.ask("record", file)["entries"]
    assert terminal.ask("table", "claims") == []
    assert bank(terminal) == "-121.00"


def test_a_correction_is_a_reversal_and_a_new_entry(terminal: Terminal) -> None:
    wrong = terminal.ask("record", "-", stdin=entry("10.00"))["entries"][-1]
    made = terminal.ask("correct", str(wrong), "--leg", "Assets:Bank=11.00 EUR", "--leg", "Income:Coffee=-11.00 EUR")
    assert len(made["entries"]) == 2
    assert bank(terminal) == "11.00"
    rows = {row["entry"]: row for row in terminal.ask("table", "postings")}
    assert rows[made["entries"][0]]["mends"] == wrong
    assert terminal.refused("correct", "0")["why"] == "It has no postings."
    assert terminal.type("correct", str(wrong), "--leg", "Assets:Bank")[0] == 2


def test_a_balance_is_asserted_and_signed_by_a_second_person(terminal: Terminal) -> None:
    people = {row["name"]: row["member"] for row in terminal.ask("members", "--names")}
    terminal.ask("mandate", "mandate.bookkeeper", people["Ane"])
    terminal.ask("record", "-", stdin=entry("10.00"))
    refused = terminal.refused("assert", "Assets:Bank", "11.00 EUR")
    assert "The books say 10.00 EUR, not 11.00." in refused["why"]
    signed = terminal.ask("assert", "Assets:Bank", "10.00 EUR")["entries"][-1]
    assert terminal.refused("assert", "--sign", str(signed))["why"]
    assert terminal.ask("assert", "--sign", str(signed), "--as", people["Ane"])["entries"] == [signed + 1]
    terminal.ask("assert", "Income:Coffee", "-10.00 EUR")
    assert terminal.type("assert", "Assets:Bank")[0] == 2


def test_what_is_recorded_after_the_close_counts_from_the_first_open_day(terminal: Terminal) -> None:
    terminal.at("2026-02-10T09:00:00Z")
    assert terminal.ask("close-period", "2026-01")["entries"]
    late = terminal.ask("record", "-", stdin=entry("10.00", date="2026-01-20"))["entries"][-1]
    row = next(row for row in terminal.ask("table", "postings") if row["entry"] == late)
    assert (row["date"], row["own_date"]) == ("2026-02-01", "2026-01-20")
    assert terminal.refused("close-period", "2026-01")["next"]


def test_every_fault_of_a_file_is_told_and_nothing_is_recorded(terminal: Terminal) -> None:
    before = terminal.ask("verify")["entries"]
    status, out = terminal.type("record", "-", "--json", stdin='[[flow]]\nposting = "bill"\namout = "1"\n[[pay]]\n')
    assert status == 1
    assert '"field": "amout"' in out
    assert '"field": "claim"' in out
    assert terminal.type("record", "-", stdin="x = [")[0] == 1
    assert "This is not TOML" in terminal.err
    assert terminal.type("record", str(terminal.folder / "absent.toml"))[0] == 2
    assert terminal.ask("verify")["entries"] == before


def test_where_the_second_of_two_is_refused_the_first_is_said_to_be_there(terminal: Terminal) -> None:
    both = (entry("1.00") + entry("2.00", account="Nowhere:At:All")).replace("[entry]", "[[entry]]")
    refused = terminal.refused("record", "-", stdin=both)
    assert refused["what"].startswith("1 of 2 were recorded")
    assert "Nowhere" in refused["where"]
    assert bank(terminal) == "1.00"


def test_the_same_key_records_once(terminal: Terminal) -> None:
    both = (entry("1.00") + entry("2.00")).replace("[entry]", "[[entry]]")
    first = terminal.ask("record", "-", "--key", "march", stdin=both)
    assert terminal.ask("record", "-", "--key", "march", stdin=both) == first
    assert bank(terminal) == "3.00"
    assert terminal.refused("record", "-", "--key", "march", stdin=both.replace("2.00", "4.00"))["why"]


def test_a_large_entry_waits_for_a_second_signature(terminal: Terminal) -> None:
    people = {row["name"]: row["member"] for row in terminal.ask("members", "--names")}
    for name in ("Ane", "Dani"):
        terminal.ask("mandate", "mandate.bookkeeper", people[name])
    large = entry("20000.00", account="Equity:Opening")
    waiting = [terminal.ask("record", "-", "--as", people["Ane"], stdin=large)["entries"][-1] for _ in range(2)]
    assert bank(terminal) == ""
    assert terminal.refused("record", "--sign", str(waiting[0]), "--as", people["Ane"])["why"]
    assert terminal.ask("record", "--sign", str(waiting[0]), "--as", people["Dani"])["entries"]
    assert terminal.ask("record", "--void", str(waiting[1]), "--as", people["Dani"])["entries"]
    assert bank(terminal) == "20000.00"
    out = terminal.folder / "out.beancount"
    assert terminal.ask("export", "beancount", str(out))["entries"] == 1
    assert terminal.type("record")[0] == 2


def test_hours_wait_until_somebody_else_confirms_them(terminal: Terminal) -> None:
    people = {row["name"]: row["member"] for row in terminal.ask("members", "--names")}
    terminal.ask("mandate", "mandate.personnel", people["Dani"])
    own = terminal.ask("hours", people["Dani"], "8", "--as", people["Dani"])["entries"][-1]
    assert terminal.ask("table", "contributions") == []
    terminal.ask("hours", "--confirm", str(own))
    assert [row["amount"] for row in terminal.ask("table", "contributions")] == ["8.00"]
    assert terminal.type("hours", people["Dani"])[0] == 2
