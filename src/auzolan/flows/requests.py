"""What may be asked about the books, in the imperative."""

import msgspec

from auzolan.charter.around import Request

Words = dict[str, str]


def none() -> Words:
    """No words at all."""
    return {}


class RecordFlow(Request, frozen=True, kw_only=True, tag="flows.record_flow"):
    """Record that something of value moved; the published posting says which accounts it touches.

    posting: article ("posting.sale" or "sale"); amount: the whole, "1210.00 EUR", may be left out where parts are
    given; parts: name -> amount; provider, receiver: ids, "us" by default; claim: what it pays or reduces; due: of the
    claim it raises; rate: how much of the flow's unit one of book_unit is ("1.13"), said by rate_source;
    leaves: part name, "debit" or "credit" -> account, where the posting ends in `*`; places: such as season or pool;
    words: payee, narration and the like, for the vault; paid: hours that were paid; pending: wait for a signature.
    """

    posting: str
    amount: str = ""
    unit: str = ""
    parts: Words = msgspec.field(default_factory=none)
    date: str = ""
    provider: str = "us"
    receiver: str = "us"
    resource: str = ""
    claim: str = ""
    due: str = ""
    book_unit: str = ""
    rate: str = ""
    rate_source: str = ""
    leaves: Words = msgspec.field(default_factory=none)
    places: Words = msgspec.field(default_factory=none)
    words: Words = msgspec.field(default_factory=none)
    paid: bool = False
    pending: bool = False


class PayClaim(Request, frozen=True, kw_only=True, tag="flows.pay_claim"):
    """Pay what is owed, in whole or in part. amount: of the claim's unit, default all that is open."""

    claim: str
    amount: str = ""
    posting: str = ""
    date: str = ""
    book_unit: str = ""
    rate: str = ""
    rate_source: str = ""
    leaves: Words = msgspec.field(default_factory=none)
    words: Words = msgspec.field(default_factory=none)
    pending: bool = False


class RecordEntry(Request, frozen=True, kw_only=True, tag="flows.record_entry"):
    """Record an entry leg by leg, where no posting fits: (account, "12.00 EUR"); debits are positive."""

    legs: tuple[tuple[str, str], ...]
    date: str = ""
    words: Words = msgspec.field(default_factory=none)
    pending: bool = False


class OpeningBalance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an account holds when the books begin. A capital layer is an account that names member and year.

    owed_with: who still owes it to us (a debit), or to whom we owe it (a credit), so that it can be paid like any
    claim; due: when.
    """

    account: str
    amount: str
    unit: str
    owed_with: str = ""
    due: str = ""


class OpenBooks(Request, frozen=True, kw_only=True, tag="flows.open_books"):
    """Begin the books with what is there: balances and capital layers, against one account for the difference.

    date: the day before the first entry; against: where what does not balance goes ("Equity:Opening").
    """

    date: str
    balances: tuple[OpeningBalance, ...]
    against: str = ""
    words: Words = msgspec.field(default_factory=none)


class CorrectEntry(Request, frozen=True, kw_only=True, tag="flows.correct_entry"):
    """Reverse an entry and, if legs are given, record a new one in its place; both say which entry was wrong."""

    entry: int
    legs: tuple[tuple[str, str], ...] = ()
    date: str = ""
    words: Words = msgspec.field(default_factory=none)


class SettlePending(Request, frozen=True, kw_only=True, tag="flows.settle_pending"):
    """Sign a pending entry so that it counts."""

    entry: int


class VoidPending(Request, frozen=True, kw_only=True, tag="flows.void_pending"):
    """Void a pending entry; it stays readable and never counts."""

    entry: int


class ClosePeriod(Request, frozen=True, kw_only=True, tag="flows.close_period"):
    """Close a period and all before it."""

    period: str


class AssertBalance(Request, frozen=True, kw_only=True, tag="flows.assert_balance"):
    """Sign that an account really holds this. amount: "3618.80 EUR"; date: of the statement, default today."""

    account: str
    amount: str
    date: str = ""
    words: Words = msgspec.field(default_factory=none)


class SignBalance(Request, frozen=True, kw_only=True, tag="flows.sign_balance"):
    """Sign somebody else's assertion as the second person who looked."""

    entry: int


class RecordContribution(Request, frozen=True, kw_only=True, tag="flows.record_contribution"):
    """Record what a member brought in. contribution: article ("contribution.hours" or "hours"); member: or oneself.

    amount: without a unit, or with the article's.
    """

    contribution: str
    amount: str
    member: str = ""
    date: str = ""
    paid: bool = False
    line: int = 0
    words: Words = msgspec.field(default_factory=none)


class RecordContributions(Request, frozen=True, kw_only=True, tag="flows.record_contributions"):
    """Record many contributions from one file: all or nothing; the same file twice adds nothing."""

    contributions: tuple[RecordContribution, ...]
    source: str
    words: Words = msgspec.field(default_factory=none)


class ConfirmContribution(Request, frozen=True, kw_only=True, tag="flows.confirm_contribution"):
    """Confirm what somebody else recorded."""

    entry: int


class QuoteRate(Request, frozen=True, kw_only=True, tag="flows.quote_rate"):
    """Record a quoted rate: one `unit` is `rate` in `quoted_in`, on a day, by a named public source."""

    unit: str
    quoted_in: str
    rate: str
    source: str
    date: str = ""


class OpenAccount(Request, frozen=True, kw_only=True, tag="flows.open_account"):
    """Open an account under a branch of the charter. name: as people write it ("Assets:Bank:Triodos"), sealed."""

    name: str


class Leg(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One leg as a file has it. account: the name as written; amount: exact decimal; virtual: needs no other side."""

    account: str
    amount: str
    unit: str
    cost: str = ""
    cost_unit: str = ""
    cost_total: bool = False
    lot: str = ""
    price: str = ""
    price_unit: str = ""
    price_total: bool = False
    virtual: bool = False
    words: Words = msgspec.field(default_factory=none)


class Booking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry as a file has it. words: payee, narration, code, flag, tags; line: where it begins, from 1."""

    date: str
    legs: tuple[Leg, ...]
    line: int = 0
    words: Words = msgspec.field(default_factory=none)


class ImportBooks(Request, frozen=True, kw_only=True, tag="flows.import_books"):
    """Take in the bookings of one file: all or nothing; the same file twice adds nothing.

    source: SHA-256 of the file in hex; format: beancount, hledger, ledger ...; words: such as the file's name.
    accounts: id -> name as written, of accounts that are open already; new ones are opened. rates: prices that the
    file quotes.
    """

    source: str
    format: str
    bookings: tuple[Booking, ...]
    rates: tuple[QuoteRate, ...] = ()
    accounts: Words = msgspec.field(default_factory=none)
    words: Words = msgspec.field(default_factory=none)


