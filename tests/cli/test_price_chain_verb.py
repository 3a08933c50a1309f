"""Typing `auzolan price-chain`: who keeps what of each euro, from a file and without a node."""

import json
import re
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from command_line import Terminal


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(folder=tmp_path, patch=monkeypatch)


def chain(terminal: Terminal, *rows: str, head: str = "from,to,amount") -> str:
    return terminal.write("chain.csv", "\n".join((head, *rows)) + "\n")


def test_a_pound_of_coffee_is_followed_from_the_buyer_to_origin(terminal: Terminal) -> None:
    file = chain(terminal, "roasters,importer,5.65", "importer,origin,4.75", "importer,carriers,0.65")
    shares = terminal.ask("price-chain", file)["shares"]
    assert {who: round(Decimal(share), 2) for who, share in shares.items()} == {
        "origin": Decimal("0.84"), "carriers": Decimal("0.12"), "importer": Decimal("0.04"),
    }
    assert sum(map(Decimal, shares.values())) == 1
    assert not (terminal.folder / "data").exists()


def test_shares_are_exact_decimals_and_thirds_go_by_the_bytes_of_the_name(terminal: Terminal) -> None:
    file = chain(terminal, "we,c,1", "we,b,1.00", "we,a,1.0")
    assert terminal.ask("price-chain", file) == {
        "shares": {"a": "0.333333333334", "b": "0.333333333333", "c": "0.333333333333"}
    }


def test_what_comes_round_again_is_counted_once(terminal: Terminal) -> None:
    file = chain(terminal, "eaters,mill,100", "mill,farm,60", "farm,mill,20")
    assert terminal.ask("price-chain", file) == {"shares": {"farm": "0.4", "mill": "0.6"}}


def test_who_pays_out_more_than_came_in_passes_all_of_it_on_and_is_named(terminal: Terminal) -> None:
    file = chain(terminal, "eaters,shop,10.00", "shop,baker,9.00", "shop,landlord,3.00", "baker,farm,4.50")
    answer = terminal.ask("price-chain", file)
    assert answer == {
        "shares": {"baker": "0.375", "farm": "0.375", "landlord": "0.25", "shop": "0"},
        "below_cost": [{"who": "shop", "received": "10.00", "paid": "12.00"}],
    }
    assert "shop received 10.00 and paid 12.00" in terminal.err


def test_unknown_and_withheld_are_parts_of_their_own(terminal: Terminal) -> None:
    file = chain(terminal, "us,coop,10", "coop,Unknown,4", "coop,unknown,1", "coop,WITHHELD,2", "coop,volunteers,0")
    assert terminal.ask("price-chain", file) == {
        "shares": {"coop": "0.3", "unknown": "0.5", "withheld": "0.2", "volunteers": "0"}
    }


def test_nothing_is_known_about_what_unknown_pays(terminal: Terminal) -> None:
    status, out = terminal.type("price-chain", chain(terminal, "us,unknown,10", "unknown,farm,4"), "--json")
    assert status == 1
    assert '"line": 3' in out
    assert "cannot pay" in out


def test_every_bad_row_is_told_with_its_line_and_nothing_is_computed(terminal: Terminal) -> None:
    file = chain(terminal, "us,shop,10", "us,,4", "shop,farm,-3", "shop,mill,1e3", "shop,mill,1.5")
    status, out = terminal.type("price-chain", file)
    assert (status, out) == (1, "")
    for line in (3, 4, 5):
        assert f"chain.csv:{line}" in terminal.err
    assert "chain.csv:2" not in terminal.err
    assert "chain.csv:6" not in terminal.err


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (("a,a,5",), "a pays only itself"),
        (("a,b,5", "b,a,5"), "a pays b pays a"),
        (("us,shop,9", "x,y,2", "y,z,2", "z,x,2"), "x pays y pays z pays x"),
        (("us,shop,9", "x,x,2"), "x pays only itself"),
        (("a,b,5", "b,a,4"), "nobody stands at the end"),
        (("a,b,0",), "No payment is above nothing"),
    ],
)
def test_money_that_only_goes_round_is_refused_in_a_sentence(
    terminal: Terminal, rows: tuple[str, ...], says: str
) -> None:
    refusal = terminal.refused("price-chain", chain(terminal, *rows))
    assert says in refusal["why"]
    assert refusal["next"]


def test_the_end_of_the_chain_can_be_named(terminal: Terminal) -> None:
    file = chain(terminal, "town,shop,10", "shop,town,4", "shop,farm,3")
    assert "nobody stands at the end" in terminal.refused("price-chain", file)["why"]
    answer = terminal.ask("price-chain", file, "--end", "town")
    assert answer == {"shares": {"farm": "0.3", "shop": "0.3", "town": "0.4"}}
    assert "pays nobody" in terminal.refused("price-chain", file, "--end", "farm")["why"]


def test_a_file_with_its_columns_swapped_is_asked_about(terminal: Terminal) -> None:
    terminal.ask("price-chain", chain(terminal, "farm,mill,3", "mill,shop,5", "shop,eaters,9"))
    assert "Are the columns swapped?" in terminal.err
    terminal.ask("price-chain", chain(terminal, "eaters,shop,9", "shop,mill,5", "mill,farm,3"))
    assert terminal.err == ""


def test_semicolons_a_mark_of_order_and_other_orders_of_columns_are_read(terminal: Terminal) -> None:
    file = chain(terminal, "10;eaters;Bäckerei", "4;Bäckerei;Hof", head="\ufeffamount;from;to")
    assert terminal.ask("price-chain", file) == {"shares": {"Bäckerei": "0.6", "Hof": "0.4"}}


def test_a_file_that_is_not_there_or_too_large_in_its_amounts_is_told(terminal: Terminal) -> None:
    assert terminal.type("price-chain", str(terminal.folder / "none.csv"))[0] == 2
    file = chain(terminal, "a,b,99999999999999999999")
    assert "more digits" in terminal.refused("price-chain", file)["why"]


def test_the_order_of_the_rows_changes_nothing_among_thousands(terminal: Terminal) -> None:
    luck = np.random.default_rng(6)
    rows = [f"n{a},n{b},{c}" for a, b, c in zip(
        luck.integers(0, 400, 2_000), luck.integers(0, 400, 2_000), luck.integers(1, 9_999, 2_000), strict=True)]
    rows += ["us,n1,50000.00", "them,n7,20000.00"]
    first = terminal.ask("price-chain", chain(terminal, *rows))
    again = terminal.ask("price-chain", chain(terminal, *luck.permutation(rows).tolist()))
    assert first == again
    assert sum(map(Decimal, first["shares"].values())) == 1
    assert len(first["shares"]) == 400
    assert first["below_cost"]


def test_the_example_on_the_page_is_what_is_answered(terminal: Terminal) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "formats" / "price-chain.md").read_text("utf-8")
    file = terminal.write("chain.csv", re.findall(r"```\n(from,.*?)```", page, re.DOTALL)[0])
    assert terminal.ask("price-chain", file) == json.loads(re.findall(r"```json\n(.*?)```", page, re.DOTALL)[0])


def test_people_read_a_table_with_the_largest_part_first(terminal: Terminal) -> None:
    status, out = terminal.type("price-chain", chain(terminal, "us,shop,10.00", "shop,farm,7.00"))
    assert status == 0
    assert out.splitlines() == ["us: 10.00 paid. Of each 1 of it:", "who   keeps", "farm    0.7", "shop    0.3"]
