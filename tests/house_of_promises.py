"""An organisation that buys coffee: growers and a club as members, a buyer's mandate, a published price."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from auzolan.charter.decide import DoWhatIsDue
from auzolan.flows.agreements import MakeAgreement, SignAgreement
from auzolan.flows.agreements_facts import AgreementMade
from auzolan.governance.decide import CastBallot, OpenProposal
from auzolan.members.decide import AdmitMember, GrantMandate
from auzolan.rules.decide import RunRule
from auzolan.rules.facts import RunPublished
from house_of_limits import CHARTER, LIVELY, House

AGREED: dict[str, Any] = {
    "provider": "grow", "resource": "coffee", "price": "2.20 USD", "floor": "1.80 USD", "per": "1 lb",
    "amount": "37500 lb", "begins": "2026-01-05", "ends": "2028-12-31",
}
PRICE = """
["price.bag"]
title = "A bag of coffee"
price = "9.00 USD"
learned_from = "what the shop published"
as_of = 2026-01-02
[["price.bag".parts]]
receiver = "growers"
amount = "{growers} USD"
floor = "1.80 USD"
gets = "growers"
[["price.bag".parts]]
receiver = "the roastery"
told = "unknown"
[["price.bag".parts]]
receiver = "the shop"
amount = "3.00 USD"
gets = "shop"
"""
MORE = f"""
["unit.USD"]
places = 2
dimension = "money"
["unit.lb"]
places = 2
dimension = "mass"
["mandate.buyer"]
title = "Buyer"
granted_by = "body.assembly"
records = ["flows.agreement_*"]
up_to = "90000.00 USD"
second_signature_above = "25000.00 USD"
["rule.ordered"]
says = "A tenth of a euro is paid ahead for each pound that was ordered under an agreement."
does = "amount"
unit = "EUR"
among = "agreements where receiver = 'us'"
by = "sum(orders.amount) * 0.10 EUR"
from = "Assets:Bank"
to = "Liabilities:Credit:{{provider}}"
contest_days = 0
{LIVELY}
"""


class Promises(House):
    """The organisation; the terminal may record everything about the books."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, MORE, PRICE.format(growers="2.20"))
        for member in ("mana", "mbek", "grow", "club"):
            self.ask(AdmitMember(member=member, class_="worker", joined="2026-01-01"))

    def price(self, growers: str) -> str:
        return PRICE.format(growers=growers)

    def agreed(self) -> str:
        return str(self.ask(MakeAgreement(**AGREED)).fact(AgreementMade).agreement)

    def signed(self) -> str:
        id = self.agreed()
        self.ask(SignAgreement(agreement=id, party="us"))
        self.ask(SignAgreement(agreement=id), by="grow")
        return id

    def last(self) -> Any:
        return self.office.fact(self.office.now().seq - 1)

    def trust(self, mandate: str, *members: str) -> None:
        for member in members:
            self.ask(GrantMandate(mandate=f"mandate.{mandate}", member=member))

    def adopt(
        self, *articles: str, retires: tuple[str, ...] = (), by: tuple[str, ...] = ("mana", "mbek", "grow")
    ) -> None:
        effect: dict[str, Any] = {"articles": articles, "retires": retires}
        opened = self.ask(OpenProposal(title="Change", text="So be it.", effect="adopt_articles", **effect), by=by[0])
        for member in by:
            self.ask(CastBallot(decision=opened.entries[0].fact.decision, option="yes"), by=member)
        self.at += timedelta(days=8)
        self.ask(DoWhatIsDue(), by="node")

    def portions_of(self, rule: str) -> dict[str, int]:
        run = self.ask(RunRule(rule=rule, period="2026")).fact(RunPublished).run
        return {str(row["to"]): int(row["amount"] or 0) for row in self.office.reader().rows("portions", {"run": run})}


__all__ = ["AGREED", "CHARTER", "Promises"]
