"""Hours and other things that members bring in."""

import pytest
from house_of_books import CHARTER, House

from auzolan.flows.facts import ContributionRecorded
from auzolan.flows.requests import ConfirmContribution, QuoteRate, RecordContribution, RecordContributions
from auzolan.members.decide import AdmitMember, GrantMandate
from auzolan.values.refusal import Refusal


@pytest.fixture
def house() -> House:
    house = House(CHARTER)
    for member in ("mane", "mbenat"):
        house.ask(AdmitMember(member=member, class_="worker", joined="2026-01-01"))
    house.ask(GrantMandate(mandate="mandate.auditor", member="mbenat"))
    return house


def test_hours_count_once_somebody_else_has_confirmed_them(house: House) -> None:
    entry = house.ask(RecordContribution(contribution="hours", amount="7.5"), by="mane")[0]
    assert house.table("contributions") == []
    assert house.table("contributions_waiting")[0]["amount"] == 750
    with pytest.raises(Refusal, match="Nobody confirms their own"):
        house.ask(ConfirmContribution(entry=entry), by="mane")
    house.ask(ConfirmContribution(entry=entry), by="mbenat")
    row = house.table("contributions")[0]
    assert (row["member"], row["amount"], row["unit"], row["confirmed_by"]) == ("mane", 750, "h", "mbenat")
    assert house.table("contributions_waiting") == []
    with pytest.raises(Refusal, match="Nothing waits"):
        house.ask(ConfirmContribution(entry=entry), by="mbenat")


def test_hours_recorded_past_their_confirmation_are_refused(house: House) -> None:
    day = "2026-03-01"
    hours = {"member": "mane", "contribution": "contribution.hours", "amount": "8.00", "unit": "h", "date": day}
    house.by = "mane"
    with pytest.raises(Refusal, match="Somebody else confirms"):
        house.fact(0, ContributionRecorded(**hours))  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="nor for oneself"):
        house.fact(0, ContributionRecorded(**hours, confirmed_by="mane"))  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="nor for oneself"):
        house.fact(0, ContributionRecorded(**hours, confirmed_by="mbenat"))  # type: ignore[arg-type]


def test_nobody_records_for_another_without_a_mandate(house: House) -> None:
    with pytest.raises(Refusal, match="does not hold it"):
        house.ask(RecordContribution(contribution="hours", amount="7.5", member="mbenat"), by="mane")


def test_a_note_about_hours_is_sealed_under_the_members_own_key(house: House) -> None:
    house.ask(RecordContribution(contribution="hours", amount="1", words={"note": "after the illness"}), by="mane")
    assert {secret.owner for secret in house.secrets.values()} == {"mane"}
    assert "illness" not in repr(house.entries)


def test_hours_count_for_the_class_that_the_article_names(house: House) -> None:
    house.ask(AdmitMember(member="mfriend", class_="friend", joined="2026-01-01"))
    with pytest.raises(Refusal, match=r"counts for class\.worker"):
        house.ask(RecordContribution(contribution="hours", amount="1", member="mfriend"))


def test_a_plain_number_counts_without_a_unit(house: House) -> None:
    house.ask(RecordContribution(contribution="index", amount="1.7", member="mane"))
    row = house.table("contributions")[0]
    assert (row["amount"], row["unit"]) == (17, "1")
    with pytest.raises(Refusal, match="decimals"):
        house.ask(RecordContribution(contribution="index", amount="1.75", member="mane"))


def test_a_file_of_contributions_is_taken_in_once(house: House) -> None:
    rows = tuple(RecordContribution(contribution="index", amount=index, member="mane") for index in ("1.0", "1.7"))
    assert len(house.ask(RecordContributions(contributions=rows, source="ab" * 32))) == 3
    assert house.ask(RecordContributions(contributions=rows, source="ab" * 32)) == []
    assert len(house.table("contributions")) == 2


def test_a_rate_is_kept_with_its_day_and_source(house: House) -> None:
    house.ask(QuoteRate(unit="EUR", quoted_in="USD", rate="1.130", source="European Central Bank", date="2026-02-27"))
    house.ask(QuoteRate(unit="EUR", quoted_in="USD", rate="1.20", source="European Central Bank", date="2026-01-02"))
    assert house.books.quotes[("EUR", "USD")].rate == "1.13"
    assert [row["rate"] for row in house.table("rates")] == ["1.13", "1.2"]
    with pytest.raises(Refusal, match="above zero"):
        house.ask(QuoteRate(unit="EUR", quoted_in="USD", rate="0", source="nobody"))
