"""The columns of the open tables about what moved, each with its meaning and who may see it."""

from auzolan.tables.table import Column, Table

_ENTRY = Column(name="entry", kind="whole", means="the entry of the journal", seen_by="members")
_VAULT = Column(name="vault", kind="text", means="commitment to the words", seen_by="mandate", optional=True)

POSTINGS = Table(
    name="postings",
    means="Every side of every entry of the books, by account; debits are positive.",
    columns=(
        _ENTRY,
        Column(name="leg", kind="whole", means="which side of the entry, from 0", seen_by="members"),
        Column(name="date", kind="date", means="the day it counts for", seen_by="members"),
        Column(name="own_date", kind="date", means="the day it happened", seen_by="members"),
        Column(name="account", kind="text", means="the account; people in it are numbers", seen_by="members"),
        Column(name="amount", kind="amount", unit="@unit", means="debit, or credit with a minus", seen_by="members"),
        Column(name="unit", kind="text", means="what the amount is in", seen_by="members"),
        Column(name="status", kind="text", means="posted, pending or void", seen_by="members"),
        Column(name="added", kind="truth", means="only balances an exchange of units", seen_by="members"),
        Column(name="run", kind="text", means="the run it pays out", seen_by="members", optional=True),
        Column(name="flow", kind="text", means="the flow it comes from", seen_by="members", optional=True),
        Column(name="mends", kind="whole", means="the entry it reverses", seen_by="members", optional=True),
        Column(name="line", kind="whole", means="line of the imported file", seen_by="members", optional=True),
        _VAULT,
    ),
    key=("entry", "leg"),
    day="date",
)

FLOWS = Table(
    name="flows",
    means="What of value moved or changed, from whom to whom.",
    columns=(
        Column(name="flow", kind="text", means="the flow's number", seen_by="members"),
        _ENTRY,
        Column(name="action", kind="text", means="what was done, in ValueFlows' words", seen_by="members"),
        Column(name="provider", kind="text", means="who gave; us is this organisation", seen_by="members"),
        Column(name="receiver", kind="text", means="who took; us is this organisation", seen_by="members"),
        Column(name="resource", kind="text", means="what it was", seen_by="members", optional=True),
        Column(name="amount", kind="amount", unit="@unit", means="how much", seen_by="members"),
        Column(name="unit", kind="text", means="what the amount is in", seen_by="members"),
        Column(name="date", kind="date", means="the day it happened", seen_by="members"),
        Column(name="part", kind="text", means="which part of a whole flow", seen_by="members", optional=True),
        Column(name="part_of", kind="text", means="the flow it is a part of", seen_by="members", optional=True),
        Column(name="claim", kind="text", means="the claim it raised or paid", seen_by="members", optional=True),
        Column(name="rule", kind="text", means="the posting article applied", seen_by="members", optional=True),
        Column(name="paid", kind="truth", means="whether these hours were paid", seen_by="members"),
        _VAULT,
    ),
    key=("flow",),
    day="date",
)

CLAIMS = Table(
    name="claims",
    means="Who still owes what to whom; what is paid has no row any more.",
    columns=(
        Column(name="claim", kind="text", means="the claim's number", seen_by="members"),
        Column(name="debtor", kind="text", means="who owes; us is this organisation", seen_by="mandate"),
        Column(name="creditor", kind="text", means="who is owed; us is this organisation", seen_by="mandate"),
        Column(name="amount", kind="amount", unit="@unit", means="what was owed in all", seen_by="mandate"),
        Column(name="open", kind="amount", unit="@unit", means="what is still owed", seen_by="mandate"),
        Column(name="unit", kind="text", means="what the amount is in", seen_by="mandate"),
        Column(name="date", kind="date", means="since when", seen_by="mandate"),
        Column(name="due", kind="date", means="when it is due", seen_by="mandate", optional=True),
    ),
    key=("claim",),
    day="date",
)

_CONTRIBUTION = (
    _ENTRY,
    Column(name="member", kind="text", means="who brought it in", seen_by="members"),
    Column(name="contribution", kind="text", means="what was brought in: the article", seen_by="members"),
    Column(name="amount", kind="amount", unit="@unit", means="how much", seen_by="members"),
    Column(name="unit", kind="text", means="what the amount is in", seen_by="members"),
    Column(name="date", kind="date", means="the day", seen_by="members"),
    Column(name="paid", kind="truth", means="whether it was paid for", seen_by="members"),
    Column(name="confirmed_by", kind="text", means="who confirmed it", seen_by="members", optional=True),
    _VAULT,
)

CONTRIBUTIONS = Table(
    name="contributions",
    means="What members brought in, as far as it counts: confirmed, or in no need of it.",
    columns=_CONTRIBUTION,
    key=("entry",),
    person="member",
    day="date",
    foreign=(("member", "members"),),
)

WAITING = Table(
    name="contributions_waiting",
    means="What members say they brought in, and somebody else has yet to confirm.",
    columns=_CONTRIBUTION,
    key=("entry",),
    person="member",
    day="date",
    foreign=(("member", "members"),),
)

RATES = Table(
    name="rates",
    means="Quoted rates and prices, by day and named source; exact decimals as text.",
    columns=(
        _ENTRY,
        Column(name="unit", kind="text", means="one of this", seen_by="members"),
        Column(name="quoted_in", kind="text", means="costs so much of this", seen_by="members"),
        Column(name="rate", kind="text", means="the rate, as an exact decimal", seen_by="members"),
        Column(name="date", kind="date", means="the day of the quote", seen_by="members"),
        Column(name="source", kind="text", means="who said so", seen_by="members", optional=True),
    ),
    key=("entry",),
    day="date",
)

ACCOUNTS = Table(
    name="accounts",
    means="Accounts that were opened under a branch of the charter, by number.",
    columns=(
        Column(name="account", kind="text", means="the account; its name is in the vault", seen_by="members"),
        Column(name="root", kind="text", means="which of the five roots, or Unclassified", seen_by="members"),
        Column(name="opened", kind="date", means="the day it was opened", seen_by="members"),
        _VAULT,
    ),
    key=("account",),
)

TABLES = (ACCOUNTS, POSTINGS, FLOWS, CLAIMS, CONTRIBUTIONS, WAITING, RATES)
