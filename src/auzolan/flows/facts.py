"""What can have happened to things of value: flows, their postings, what people brought in, prices, closed periods."""

import msgspec

from auzolan.flows.agreements_facts import FACTS as PROMISES
from auzolan.journal.entry import Fact, Whole

POSTED, PENDING, VOID = "posted", "pending", "void"


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Something inside an entry: it has no life of its own."""


class Posting(Part, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One side of an entry: a positive amount is a debit, a negative one a credit.

    cost: what one of it (or, with cost_total, all of it) was bought for, in cost_unit; lot: the day it was bought;
    price: what one of it (or, with price_total, all of it) was exchanged for, in price_unit; added: this leg only
    balances an exchange of units.
    """

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
    added: bool = False


class ClaimChange(Part, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """More (a positive amount) or less (a negative one) that the debtor owes the creditor.

    worth: what the same change is in the books, where they are kept in another unit (worth_unit).
    """

    claim: str
    debtor: str
    creditor: str
    amount: str
    unit: str
    due: str = ""
    worth: str = ""
    worth_unit: str = ""


class FlowRecorded(Fact, frozen=True, kw_only=True, tag="flows.flow_recorded.1"):
    """Something of value moved or changed. action: one of the names ValueFlows gives.

    provider, receiver: ids, or "us"; resource: what it was, a branch of words without a person; amount, unit: how
    much; rule: the posting article that made its postings; part_of: the flow it is a part of; paid: hours that were
    paid; vault: who and what for, in words.
    """

    flow: str
    action: str
    provider: str
    receiver: str
    amount: str
    unit: str
    date: str
    resource: str = ""
    part: str = ""
    part_of: str = ""
    claim: str = ""
    rule: str = ""
    paid: bool = False
    vault: str = ""


class PostingsMade(Fact, frozen=True, kw_only=True, tag="flows.postings_made.1"):
    """An entry of the books: postings that sum to zero in each unit.

    date: the day it counts for; own_date: the day it happened, where that lies in a closed period; status: posted or
    pending; mends: the entry it reverses; instead: the entry it is put in place of; run: the run it pays out;
    line: of the imported file (`because` names the import); claims: what is owed more or less by it.
    """

    date: str
    postings: tuple[Posting, ...]
    status: str = POSTED
    id: str = ""
    own_date: str = ""
    flow: str = ""
    run: str = ""
    mends: Whole | None = None
    instead: Whole | None = None
    line: Whole = 0
    claims: tuple[ClaimChange, ...] = ()
    vault: str = ""


class PostingsSettled(Fact, frozen=True, kw_only=True, tag="flows.postings_settled.1"):
    """A pending entry was signed and counts from now on, or was voided. of: its seq; status: posted or void."""

    of: Whole
    status: str
    date: str


class AccountOpened(Fact, frozen=True, kw_only=True, tag="flows.account_opened.1"):
    """A place of value was opened under a branch of the charter. Its last word is an id; its name is in the vault."""

    account: str
    vault: str = ""


class UnitDeclared(Fact, frozen=True, kw_only=True, tag="flows.unit_declared.1"):
    """A unit was met in the books; only where the charter takes books as they come. places: its decimals."""

    code: str
    places: Whole


class PeriodClosed(Fact, frozen=True, kw_only=True, tag="flows.period_closed.1"):
    """A period, and all before it, takes no more entries. period: 2026, 2026-Q1, 2026-03 or DATE..DATE."""

    period: str


class BalanceAsserted(Fact, frozen=True, kw_only=True, tag="flows.balance_asserted.1"):
    """Somebody signed that this is what the account really holds, and the books say the same."""

    account: str
    amount: str
    unit: str
    date: str
    vault: str = ""


class BalanceSigned(Fact, frozen=True, kw_only=True, tag="flows.balance_signed.1"):
    """A second person looked and signed the same assertion. of: the seq of the first signature."""

    of: Whole


class ContributionRecorded(Fact, frozen=True, kw_only=True, tag="flows.contribution_recorded.1"):
    """A member brought something in: hours, produce, care.

    contribution: the article's id; date: the day; paid: whether it was paid for; waits: somebody else has yet to
    confirm it; confirmed_by: who confirmed it, where that was whoever recorded it; line: of the imported file.
    """

    member: str
    contribution: str
    amount: str
    unit: str
    date: str
    paid: bool = False
    waits: bool = False
    confirmed_by: str = ""
    line: Whole = 0
    vault: str = ""


class ContributionConfirmed(Fact, frozen=True, kw_only=True, tag="flows.contribution_confirmed.1"):
    """Somebody else confirmed what a member said they brought in. of: the seq of that entry."""

    of: Whole


class PriceQuoted(Fact, frozen=True, kw_only=True, tag="flows.price_quoted.1"):
    """On that day one `unit` was `rate` in `quoted_in`, says the named public source ("European Central Bank")."""

    unit: str
    quoted_in: str
    rate: str
    date: str
    source: str = ""


class BooksImported(Fact, frozen=True, kw_only=True, tag="flows.books_imported.1"):
    """A file of books or contributions was read. source: SHA-256 of its bytes; count: what was taken from it."""

    source: str
    format: str
    count: Whole
    vault: str = ""


FACTS = (
    FlowRecorded, PostingsMade, PostingsSettled, AccountOpened, UnitDeclared, PeriodClosed, BalanceAsserted,
    BalanceSigned, ContributionRecorded, ContributionConfirmed, PriceQuoted, BooksImported,
    *PROMISES,
)
