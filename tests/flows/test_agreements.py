"""What is promised: agreements that bind whoever signed them, orders until they are delivered, prices part by part."""

from pathlib import Path
from typing import Any

import pytest

from auzolan.engines.find import find
from auzolan.flows.agreements import EndAgreement, MakeAgreement, SignAgreement
from auzolan.flows.agreements_facts import AgreementMade, AgreementSigned, OrderClosed, OrderPlaced
from auzolan.flows.orders import CloseOrder, PlaceOrder
from auzolan.journal.entry import Entry
from auzolan.organisation import around, judge
from auzolan.values.refusal import Refusal
from house_of_promises import AGREED, Promises


@pytest.fixture
def house(tmp_path: Path) -> Promises:
    return Promises(tmp_path)


def rows(house: Promises, table: str) -> list[dict[str, Any]]:
    return house.office.reader().rows(table)


def refused(house: Promises, request: Any, by: str = "terminal") -> str:
    with pytest.raises(Refusal) as caught:
        house.ask(request, by=by)
    return caught.value.why


def test_an_agreement_says_what_it_is_and_binds_once_both_have_signed(house: Promises) -> None:
    id = house.agreed()
    (row,) = rows(house, "agreements")
    said = {"agreed_price": 220, "floor_price": 180, "per": 100, "amount": 3_750_000, "money": "USD", "unit": "lb"}
    assert said.items() <= row.items()
    assert (row["receiver"], row["provider"]) == ("us", "grow")
    assert (row["receiver_signed"], row["provider_signed"]) == (None, None)
    assert not house.states["flows"].agreements[id].holds("2026-06-01")
    house.ask(SignAgreement(agreement=id, party="us"))
    house.ask(SignAgreement(agreement=id, publishes=True), by="grow")
    (row,) = rows(house, "agreements")
    assert (row["receiver_signed"], row["provider_signed"], row["published"]) == ("2026-01-05", "2026-01-05", 1)
    one = house.states["flows"].agreements[id]
    assert [one.holds(day) for day in ("2026-01-04", "2026-01-05", "2028-12-31", "2029-01-01")] == [
        False, True, True, False]
    house.verified()


def test_a_floor_may_stand_without_a_price_where_the_market_says_the_rest(house: Promises) -> None:
    house.ask(MakeAgreement(**{**AGREED, "price": ""}))
    (row,) = rows(house, "agreements")
    assert (row["agreed_price"], row["floor_price"], row["per"], row["money"]) == (None, 180, 100, "USD")
    assert house.states["flows"].agreements[row["agreement"]].worth == 6_750_000


def test_nobody_signs_for_somebody_else_but_a_paper_can_be_recorded(house: Promises) -> None:
    id = house.agreed()
    assert "no party" in refused(house, SignAgreement(agreement=id, party="club"))
    assert "does not hold it" in refused(house, SignAgreement(agreement=id, party="grow"), by="club")
    house.ask(SignAgreement(agreement=id, party="grow"))
    assert house.last().on_paper
    assert refused(house, SignAgreement(agreement=id), by="grow") == "That party signed it already."
    assert "Only whoever provides" in refused(house, SignAgreement(agreement=id, party="us", publishes=True))


def test_a_forged_signature_or_order_is_refused_by_the_judge(house: Promises) -> None:
    id = house.agreed()
    org = house.office.now()

    def why(fact: Any, by: str = "terminal") -> str:
        entry: Entry[Any] = Entry(seq=org.seq, at="2026-01-06T09:00:00Z", by=by, charter=org.charter_seq, fact=fact)
        refusal = judge(org, entry, around(org, entry, house.office.fact))
        return refusal.why if refusal else ""

    assert why(AgreementSigned(agreement=id, party="grow")) == "Nobody says yes for somebody else."
    assert why(AgreementSigned(agreement=id, party="us", on_paper=True)) == "We sign here and not on paper."
    assert why(AgreementSigned(agreement=id, party="grow"), by="grow") == ""
    order = {"order": "o1", "provider": "grow", "receiver": "us", "resource": "coffee", "unit": "lb"}
    assert why(OrderPlaced(**order, amount="100.00", date="2026-01-06")) == ""
    for wrong in ("100", "-1.00", "0.00", "01.00"):
        assert "above zero" in why(OrderPlaced(**order, amount=wrong, date="2026-01-06")), wrong
    assert "small letters" in why(OrderPlaced(**{**order, "order": "O:1"}, amount="1.00", date="2026-01-06"))
    assert "no such order" in why(OrderClosed(order="o1", status="delivered", date="2026-01-06"))


@pytest.mark.parametrize(("changed", "why"), [
    ({"floor": "2.30 USD"}, "lies under the floor"),
    ({"provider": "us"}, "Nobody buys from themselves"),
    ({"provider": "nobody"}, "Nobody of that id"),
    ({"ends": "2025-12-31"}, "ends before it begins"),
    ({"price": "-2.20 USD", "floor": ""}, "above zero"),
    ({"per": "0 lb"}, "above zero"),
    ({"resource": " "}, "1 to 120"),
    ({"begins": "soon"}, "not a date"),
    ({"price": "", "floor": "-1.80 USD"}, "above zero"),
    ({"floor": "1.80 lb"}, "another unit"),
])
def test_what_cannot_be_agreed_is_refused(house: Promises, changed: dict[str, str], why: str) -> None:
    assert why in refused(house, MakeAgreement(**{**AGREED, **changed}))
    assert rows(house, "agreements") == []


def test_a_mandate_reaches_as_far_as_its_limit_and_a_second_person_signs_above(house: Promises) -> None:
    house.trust("buyer", "mana", "mbek")
    assert "its limit in USD" in refused(house, MakeAgreement(**{**AGREED, "amount": "50000 lb"}), by="mana")
    answer = house.ask(MakeAgreement(**{**AGREED, "amount": "20000 lb"}), by="mana")
    id = answer.fact(AgreementMade).agreement
    assert "second signature" in refused(house, SignAgreement(agreement=id, party="us"), by="mana")
    house.ask(SignAgreement(agreement=id, party="us"), by="mbek")
    assert "does not hold it" in refused(house, MakeAgreement(**AGREED), by="grow")


def test_an_agreement_that_was_ended_takes_no_more_orders(house: Promises) -> None:
    id = house.signed()
    assert "within its span" in refused(house, EndAgreement(agreement=id, ends="2029-06-30"))
    house.ask(EndAgreement(agreement=id, ends="2026-02-28"))
    (row,) = rows(house, "agreements")
    assert (row["ends"], row["ended"]) == ("2026-02-28", 1)
    house.on("2026-03-02")
    order = {"receiver": "us", "provider": "grow", "resource": "coffee", "amount": "100 lb", "agreement": id}
    assert "does not hold on 2026-03-02" in refused(house, PlaceOrder(**order))
    assert refused(house, EndAgreement(agreement=id)).startswith("There is no such agreement")
    house.verified()


def test_an_order_is_open_until_it_is_delivered_or_withdrawn(house: Promises) -> None:
    id = house.signed()
    answer = house.ask(PlaceOrder(receiver="us", provider="grow", resource="coffee", amount="100 lb", agreement=id,
                                  wanted="2026-03-01"))
    order = answer.fact(OrderPlaced).order
    (row,) = rows(house, "orders")
    assert (row["status"], row["amount"], row["wanted"], row["agreement"]) == ("open", 10_000, "2026-03-01", id)
    house.ask(CloseOrder(order=order, date="2026-02-20", flow="f1"))
    (row,) = rows(house, "orders")
    assert (row["status"], row["closed"], row["flow"]) == ("delivered", "2026-02-20", "f1")
    assert refused(house, CloseOrder(order=order)) == "There is no such order that is open."
    house.verified()


def test_a_member_orders_and_withdraws_for_themselves_and_for_nobody_else(house: Promises) -> None:
    order = house.ask(PlaceOrder(resource="coffee", amount="5 lb"), by="club").fact(OrderPlaced)
    assert (order.receiver, order.provider) == ("club", "us")
    for_another = PlaceOrder(resource="coffee", amount="5 lb", receiver="grow")
    assert "does not hold it" in refused(house, for_another, by="club")
    assert "does not hold it" in refused(house, CloseOrder(order=order.order), by="club")
    assert "does not hold it" in refused(house, CloseOrder(order=order.order, delivered=False), by="grow")
    house.ask(CloseOrder(order=order.order, delivered=False), by="club")
    assert rows(house, "orders")[0]["status"] == "withdrawn"


def test_an_order_under_an_agreement_is_about_what_was_agreed(house: Promises) -> None:
    id = house.signed()
    wrong = PlaceOrder(receiver="us", provider="grow", resource="cocoa", amount="100 lb", agreement=id)
    assert "about something else" in refused(house, wrong)


def test_the_terms_in_words_stay_out_of_the_journal(house: Promises) -> None:
    house.ask(MakeAgreement(**AGREED, words={"risk": "Canaryword: half of a lost harvest each"}))
    journal = b"".join(entry for _seq, entry, _leaf in house.office.store.entries(0))
    assert b"Canaryword" not in journal
    (row,) = rows(house, "agreements")
    assert house.office.vault.open(str(row["vault"])) == {"risk": "Canaryword: half of a lost harvest each"}


def test_a_published_price_is_a_row_for_each_part_from_the_founding_on(house: Promises) -> None:
    found = rows(house, "prices")
    assert [(row["article"], row["part"], row["receiver"], row["amount"], row["told"]) for row in found] == [
        ("price.bag", 1, "growers", 220, "known"), ("price.bag", 2, "the roastery", None, "unknown"),
        ("price.bag", 3, "the shop", 300, "known"),
    ]
    assert {row["whole_price"] for row in found} == {900}
    assert [row["floor_price"] for row in found] == [180, None, None]


def test_a_price_that_changes_or_ends_has_no_rows_left_of_its_former_text(house: Promises) -> None:
    house.adopt(house.price("3.10"))
    assert [row["amount"] for row in rows(house, "prices")] == [310, None, 300]
    house.adopt(retires=("price.bag",))
    assert rows(house, "prices") == []
    house.verified()


def test_a_unit_with_more_places_counts_its_prices_anew(house: Promises) -> None:
    house.adopt('["unit.USD"]\nplaces = 3\ndimension = "money"\n')
    assert [row["amount"] for row in rows(house, "prices")] == [2_200, None, 3_000]
    house.verified()


def test_rules_and_metrics_can_name_what_was_promised(house: Promises) -> None:
    id = house.signed()
    for amount in ("100 lb", "50 lb"):
        house.ask(PlaceOrder(receiver="us", provider="grow", resource="coffee", amount=amount, agreement=id))
    assert house.portions_of("rule.ordered") == {"Liabilities:Credit:grow": 1_500}
    (run,) = house.states["rules"].runs.values()
    fact = house.office.fact(run.seq)
    for name in ("python", "duckdb"):
        assert find()[name].recompute(fact, house.states, house.office.reader(fact.position)).outputs == fact.outputs
    house.verified()
