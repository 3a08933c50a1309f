"""The books begin with what is there; what was still owed can be paid like any claim."""

import pytest
from golden_house import Golden

from auzolan.charter.preset import preset
from auzolan.flows.flow_file import read
from auzolan.members.decide import NameAgent
from auzolan.members.facts import AgentNamed
from auzolan.values.refusal import Refusal


@pytest.fixture
def house(tmp_path) -> Golden:
    return Golden(tmp_path, preset("mondragon"))


def opening(owed_with: str) -> object:
    text = f"""
        [[opening]]
        date = 2025-12-31
        against = "Equity:Opening"
        balances = [
            {{account = "Assets:Bank", amount = 100.00, unit = "EUR"}},
            {{account = "Liabilities:Payable:{owed_with}", amount = -30.00, unit = "EUR", owed_with = "{owed_with}"}},
        ]
    """
    ((asked,), findings) = read(text)
    assert not findings
    return asked


def test_what_we_still_owe_is_open_from_the_first_day(house: Golden) -> None:
    grower = house.ask(NameAgent(nature="organisation", words={"name": "A grower"})).fact(AgentNamed).agent
    house.ask(opening(grower))
    ((_claim, owed),) = house.office.now().states["flows"].claims.items()
    assert (owed.debtor, owed.creditor, owed.open) == ("us", grower, 3_000)
    assert house.of("Equity:Opening") == "70.00"
    house.verified()


def test_a_claim_with_nobody_is_refused(house: Golden) -> None:
    with pytest.raises(Refusal):
        house.ask(opening("astranger"))
    assert not house.office.now().states["flows"].claims
