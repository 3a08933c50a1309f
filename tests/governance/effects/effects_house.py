"""What tests of effects about people share: a house with a council of two seats and a desk that a decision grants."""

from typing import Any

from house_of_decisions import House, procedure

from auzolan.charter.around import Draft
from auzolan.flows.facts import Posting, PostingsMade
from auzolan.governance.facts import Detail, EffectDone, EffectStopped

CLOSES = "2026-03-08T09:00:00Z"
SEATS = """
["body.council"]
title = "Council"
classes = ["class.worker"]
seats = 2
elected_by = "body.assembly"
term_months = 12
["mandate.buyer"]
title = "Buyer"
records = ["flows.*"]
granted_by = "body.assembly"
term_months = 6
["class.affected"]
title = "Neighbours"
affected = true
"""

BOOKS = """
["unit.eur"]
title = "Euro"
code = "EUR"
places = 2
dimension = "money"
["account.ours"]
title = "What is ours"
branches = ["Equity:Budget", "Equity:Collective:Legal", "Equity:Projects:*", "Equity:Opening"]
["account.rest"]
title = "The rest"
branches = ["Assets:Bank", "Expenses:Repairs", "Liabilities:Payable"]
"""


def posted(house: House, amount: str) -> None:
    """The budget gets so much from the opening."""
    minus = amount.removeprefix("-") if amount.startswith("-") else f"-{amount}"
    legs = (Posting(account="Equity:Opening", amount=amount, unit="EUR"),
            Posting(account="Equity:Budget", amount=minus, unit="EUR"))
    house.write([Draft(fact=PostingsMade(date=house.at[:10], postings=legs))], trusted=True)


def house(more: str = "", members: int = 5) -> House:
    """With procedure.ordinary by majority."""
    return House(procedure("ordinary", "") + SEATS + more, members)


def given(**values: str) -> tuple[Detail, ...]:
    return tuple(Detail(name=name.rstrip("_"), value=value) for name, value in values.items())


def decided(house: House, effect: str, at: str = CLOSES, **values: str) -> list[Any]:
    """Propose it, three say yes, and close it at that moment; the facts of the closing."""
    id = house.propose(f"Decide {effect}", effect=effect, details=given(**values))
    house.answers(id, yes="anna bilal carmen")
    return house.close(id, at)


def happened(facts: list[Any]) -> list[Any]:
    """What the decision brought about, between its closing and the word that it is done."""
    assert isinstance(facts[-1], EffectDone), facts[-1]
    return facts[1:-1]


def stopped(facts: list[Any]) -> str:
    assert isinstance(facts[-1], EffectStopped), facts[-1]
    return facts[-1].why
