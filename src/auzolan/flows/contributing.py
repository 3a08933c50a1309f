"""What members bring in, quoted rates, and accounts opened one by one."""

from collections.abc import Sequence

from auzolan.charter.around import Around, Draft
from auzolan.flows.accounts import tree
from auzolan.flows.articles.contribution import PLAIN, Contribution
from auzolan.flows.drafting import read_amount, refused, sealed, written
from auzolan.flows.facts import (
    AccountOpened,
    BooksImported,
    ContributionConfirmed,
    ContributionRecorded,
    PriceQuoted,
)
from auzolan.flows.requests import (
    ConfirmContribution,
    OpenAccount,
    QuoteRate,
    RecordContribution,
    RecordContributions,
)
from auzolan.flows.state import State
from auzolan.values.quantity import parse_amount, parse_share, print_amount, print_fraction


def _article(name: str, around: Around) -> Contribution:
    id = name if name.startswith("contribution.") else f"contribution.{name}"
    article = around.charter.get(id)
    if article is None:
        names = ", ".join(known.id for known in around.charter.of_kind("contribution"))
        raise refused(id, "The charter has no such contribution.", f"Use one of {names or 'none yet'}.")
    read: Contribution = around.charter.value(id)
    return read


def _counted(state: State, around: Around, article: Contribution, text: str) -> str:
    if article.unit != PLAIN:
        amount, unit = read_amount(state, around, text, article.unit)
        return written(state, around, amount, unit)
    try:
        return print_amount(parse_amount(text.strip(), article.places), article.places)
    except ValueError as why:
        raise refused(f"{article.id} {text}", f"{why}.", "Write a plain number.") from why


def _draft(
    state: State, asked: RecordContribution, around: Around, name: str, because_draft: int | None = None
) -> Draft:
    article = _article(asked.contribution, around)
    member = asked.member or around.by
    confirms = (
        bool(article.confirms) and member != around.by and around.may("flows.contribution_confirmed", {}) is None
    )
    vault, secrets = sealed(around, name, asked.words, owner=member)
    fact = ContributionRecorded(
        member=member, contribution=article.id, amount=_counted(state, around, article, asked.amount),
        unit=article.unit, date=asked.date or around.at[:10], paid=asked.paid,
        waits=bool(article.confirms) and not confirms, confirmed_by=around.by if confirms else "", line=asked.line,
        vault=vault,
    )
    return Draft(fact=fact, secrets=secrets, because_draft=because_draft)


def record(state: State, asked: RecordContribution, around: Around) -> Sequence[Draft]:
    """A member brought something in; it waits where somebody else confirms it."""
    return [_draft(state, asked, around, "contribution")]


def record_many(state: State, asked: RecordContributions, around: Around) -> Sequence[Draft]:
    """Contributions from a file, in one append; nothing when the same file was read before."""
    if asked.source in state.sources:
        return []
    vault, secrets = sealed(around, "file", asked.words)
    first = BooksImported(source=asked.source, format="contributions", count=len(asked.contributions), vault=vault)
    return [Draft(fact=first, secrets=secrets)] + [
        _draft(state, one, around, f"contribution {number}", because_draft=0)
        for number, one in enumerate(asked.contributions)
    ]


def confirm(state: State, asked: ConfirmContribution, around: Around) -> Sequence[Draft]:
    """Somebody else confirms it."""
    return [Draft(fact=ContributionConfirmed(of=asked.entry), because=asked.entry)]


def quote(state: State, asked: QuoteRate, around: Around) -> Sequence[Draft]:
    """A rate is quoted, with its day and source."""
    try:
        rate = print_fraction(parse_share(asked.rate))
    except ValueError as why:
        raise refused(f"rate {asked.rate}", f"{why}.", "Write how much one of the first is of the second.") from why
    fact = PriceQuoted(
        unit=asked.unit, quoted_in=asked.quoted_in, rate=rate, date=asked.date or around.at[:10], source=asked.source
    )
    return [Draft(fact=fact)]


def open_account(state: State, asked: OpenAccount, around: Around) -> Sequence[Draft]:
    """An account is opened under the branch its name lies on; the name itself is sealed."""
    branch = tree(around.charter).branch_for(asked.name)
    if not branch:
        raise refused(
            f"account {asked.name}", "No account article lets accounts be opened there.",
            "Choose a branch that ends in *, or propose an article.",
        )
    vault, secrets = sealed(around, "account", {"name": asked.name})
    fact = AccountOpened(account=f"{branch}:{around.draw().id('a', 'account')}", vault=vault)
    return [Draft(fact=fact, secrets=secrets)]
