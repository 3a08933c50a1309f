"""Balances: of the account itself, or with all that lies below it."""

from pathlib import Path

from auzolan.flows.requests import Booking, ImportBooks, Leg
from auzolan.node.names import Names
from auzolan.views.balances import balances
from node_house import House


def test_an_account_stands_for_itself_or_with_those_below_it(tmp_path: Path) -> None:
    office = House(folder=tmp_path, url="").found()
    legs = (
        Leg(account="Assets:Checking", amount="10.00", unit="EUR"),
        Leg(account="Assets:Checking:Business", amount="5.00", unit="EUR"),
        Leg(account="Income:Sales", amount="-15.00", unit="EUR"),
    )
    office.do(ImportBooks(source="cd" * 32, format="ledger", bookings=(Booking(date="2026-01-05", legs=legs),)))
    names = Names(office.vault, office.reader())
    own = balances(office.reader(), office.now(), names.account)
    below = balances(office.reader(), office.now(), names.account, below=True)
    assert own["Assets:Checking"] == {"EUR": "10.00"} and below["Assets:Checking"] == {"EUR": "15.00"}
    assert own["Assets:Checking:Business"] == below["Assets:Checking:Business"] == {"EUR": "5.00"}
