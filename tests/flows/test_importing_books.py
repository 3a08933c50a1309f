"""Books that come from a file: names sealed, units declared, entries balanced, once and whole."""

import pytest
from house_of_books import CHARTER, OPEN_BOOKS, House

from auzolan.flows.accounts import classify
from auzolan.flows.facts import AccountOpened, PostingsMade
from auzolan.flows.requests import Booking, ImportBooks, Leg, QuoteRate
from auzolan.values.refusal import Refusal

JANE = "Liabilities:Reimbursement:Jane"


def leg(account: str, amount: str, unit: str = "USD", **more: object) -> Leg:
    return Leg(account=account, amount=amount, unit=unit, **more)  # type: ignore[arg-type]


def books(*bookings: Booking, source: str = "aa" * 32, accounts: dict[str, str] | None = None) -> ImportBooks:
    return ImportBooks(source=source, format="ledger", bookings=bookings, accounts=accounts or {})


LUNCH = Booking(
    date="2026-01-02", line=3, words={"payee": "Jane's Diner"}, legs=(leg("Expenses:Food", "12.5"), leg(JANE, "-12.50"))
)


@pytest.fixture
def house() -> House:
    return House(OPEN_BOOKS)


def by_name(house: House) -> dict[str, dict[str, str]]:
    """Balances under the names as written, put back from the sealed words."""
    names = {}
    for entry in house.entries:
        if isinstance(entry.fact, AccountOpened):
            sealed = house.secrets[entry.fact.vault].value.decode()
            names[entry.fact.account] = sealed.removeprefix('{"name":"').removesuffix('"}')
    return {names[account]: held for account, held in house.balances().items()}


def test_a_file_becomes_entries_under_the_names_it_used(house: House) -> None:
    house.ask(books(LUNCH))
    assert by_name(house) == {"Expenses:Food": {"USD": "12.50"}, JANE: {"USD": "-12.50"}}
    assert house.table("postings")[0]["line"] == 3


def test_no_name_from_a_file_stands_in_an_entry(house: House) -> None:
    house.ask(books(LUNCH))
    assert "Jane" not in repr(house.entries)
    assert {account.partition(":")[0] for account, _ in house.books.balances} == {"Expenses", "Liabilities"}


def test_the_same_file_twice_adds_nothing(house: House) -> None:
    house.ask(books(LUNCH))
    entries = len(house.entries)
    assert house.ask(books(LUNCH)) == []
    assert len(house.entries) == entries


def test_a_second_file_goes_on_with_the_accounts_of_the_first(house: House) -> None:
    house.ask(books(LUNCH))
    known = {}
    for entry in house.entries:
        if isinstance(entry.fact, AccountOpened):
            sealed = house.secrets[entry.fact.vault].value.decode()
            known[entry.fact.account] = sealed.removeprefix('{"name":"').removesuffix('"}')
    house.ask(books(LUNCH, source="bb" * 32, accounts=known))
    assert len(house.books.accounts) == 2
    assert by_name(house)[JANE] == {"USD": "-25.00"}


def test_units_are_kept_with_the_most_decimals_that_the_file_has(house: House) -> None:
    gold = Booking(date="2026-01-03", legs=(
        leg("Assets:Vault", "1.125", "XAU", price="1800", price_unit="USD"), leg("Assets:Bank", "-2025", "USD"),
    ))
    house.ask(books(LUNCH, gold))
    assert dict(house.books.units) == {"USD": 2, "XAU": 3}
    assert by_name(house)["Assets:Vault"] == {"XAU": "1.125"}


def test_an_exchange_posts_its_other_sides_to_conversions_and_balances_leave_them_out(house: House) -> None:
    gold = Booking(date="2026-01-03", legs=(
        leg("Assets:Vault", "2", "XAU", cost="1800.50", cost_unit="USD"), leg("Assets:Bank", "-3601.00", "USD"),
    ))
    house.ask(books(gold))
    assert house.books.balances[("Equity:Conversions", "XAU")] == -2
    assert house.books.balances[("Equity:Conversions", "USD")] == 360_100
    assert by_name(house) == {"Assets:Bank": {"USD": "-3601.00"}, "Assets:Vault": {"XAU": "2"}}
    assert house.adds_up()
    assert house.last(PostingsMade).postings[0].cost == "1800.5"


def test_a_virtual_posting_is_faced_by_its_own_account(house: House) -> None:
    saved = Booking(date="2026-01-03", legs=(*LUNCH.legs, leg("Budget:Food", "-12.50", virtual=True)))
    house.ask(books(saved))
    assert house.books.balances[("Equity:Virtual", "USD")] == 1_250
    assert by_name(house)["Budget:Food"] == {"USD": "-12.50"}
    assert house.adds_up()


@pytest.mark.parametrize(
    ("name", "root"),
    [
        ("assets:bank", "Assets"), ("Asset", "Assets"), ("debts:card", "Liabilities"), ("liability", "Liabilities"),
        ("equity:opening", "Equity"), ("revenues:sales", "Income"), ("Incomes:x", "Income"), ("expense:x", "Expenses"),
        ("Budget:Food", "Unclassified"), ("Capital", "Unclassified"), ("Actifs:Banque", "Unclassified"),
    ],
)
def test_the_usual_names_of_the_five_roots_are_known(name: str, root: str) -> None:
    assert classify(name) == root


def test_where_the_charter_names_accounts_and_units_others_are_refused_whole() -> None:
    house = House(CHARTER)
    with pytest.raises(Refusal, match="no such account"):
        house.ask(books(Booking(date="2026-01-02", legs=(leg("Expenses:Food", "1"), leg("Assets:Bank", "-1")))))
    with pytest.raises(Refusal, match="no unit"):
        house.ask(books(Booking(date="2026-01-02", legs=(leg("Assets:Bank", "1", "XAU"),))))
    assert house.entries == []


def test_names_that_the_charter_spells_out_stay_as_they_are() -> None:
    house = House(CHARTER)
    legs = (leg("Assets:Bank", "1", "EUR"), leg("Assets:Bank:Triodos", "2", "EUR"), leg("Income:Sales", "-3", "EUR"))
    house.ask(books(Booking(date="2026-01-02", legs=legs)))
    assert house.of("Assets:Bank") == "1.00"
    assert house.of("Income:Sales") == "-3.00"
    opened = next(iter(house.books.accounts))
    assert opened.startswith("Assets:Bank:a")
    assert house.of(opened) == "2.00"


def test_a_booking_that_does_not_balance_in_its_unit_is_refused() -> None:
    house = House(CHARTER)
    legs = (leg("Assets:Bank", "1", "EUR"), leg("Income:Sales", "-2", "EUR"))
    with pytest.raises(Refusal, match="line 7"):
        house.ask(books(Booking(date="2026-01-02", line=7, legs=legs)))


def test_a_virtual_posting_does_not_hide_a_wrong_booking(house: House) -> None:
    wrong = Booking(date="2026-01-03", line=9, legs=(
        leg("Expenses:Food", "12.50"), leg("Assets:Bank", "-10.00"), leg("Budget:Food", "-2.50", virtual=True),
    ))
    with pytest.raises(Refusal, match="line 9"):
        house.ask(books(wrong))


def test_amounts_without_a_unit_are_books_too(house: House) -> None:
    house.ask(books(Booking(date="2026-01-02", legs=(leg("assets:bank", "5", ""), leg("income:x", "-5", "")))))
    assert by_name(house) == {"assets:bank": {"": "5"}, "income:x": {"": "-5"}}


def test_a_unit_of_strange_signs_is_refused(house: House) -> None:
    with pytest.raises(Refusal, match="plain letters"):
        house.ask(books(Booking(date="2026-01-02", legs=(leg("assets:bank", "0", "U\nSD"),))))


def test_prices_that_a_file_quotes_are_kept_with_their_units(house: House) -> None:
    rate = QuoteRate(unit="XAU", quoted_in="USD", rate="1800.50", source="the file", date="2026-01-02")
    house.ask(ImportBooks(source="cc" * 32, format="hledger", bookings=(LUNCH,), rates=(rate,)))
    assert dict(house.books.units) == {"USD": 2, "XAU": 0}
    assert house.table("rates")[0]["rate"] == "1800.5"
