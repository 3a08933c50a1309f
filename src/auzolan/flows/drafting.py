"""What every answer about the books needs: amounts as asked, the open day, sealed words, a draft of an entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from auzolan.charter.around import Around, Draft, Secret
from auzolan.charter.secret import BOOKS, seal
from auzolan.flows.accounts import is_known, tree
from auzolan.flows.facts import PENDING, POSTED, AccountOpened, ClaimChange, Posting, PostingsMade
from auzolan.flows.judging_postings import MADE, day_refused
from auzolan.flows.posting import debits
from auzolan.flows.state import State
from auzolan.flows.units import places_of
from auzolan.values.quantity import parse_amount, print_amount
from auzolan.values.refusal import Refusal


def refused(where: str, why: str, next: str) -> Refusal:
    """A refusal of something asked of the books."""
    return Refusal(what="Nothing was recorded", where=where[:80], why=why, next=next)


def read_amount(state: State, around: Around, text: str, unit: str = "") -> tuple[int, str]:
    """Read "1210.00 EUR", or "1210" where the unit is said elsewhere. Gives smallest parts and the unit's code."""
    figure, _, code = text.strip().partition(" ")
    code = code.strip() or unit
    if not code:
        raise refused(f"amount {text}", "It says no unit.", 'Write it as "12.00 EUR".')
    try:
        return parse_amount(figure, places_of(state, around.charter, code)), code
    except ValueError as why:
        raise refused(f"amount {text}", f"{why}.", 'Write it as "12.00 EUR".') from why


def written(state: State, around: Around, amount: int, unit: str) -> str:
    """Smallest parts as entries spell them."""
    return print_amount(amount, places_of(state, around.charter, unit))


def leg(state: State, around: Around, account: str, amount: int, unit: str) -> Posting:
    """One leg from smallest parts."""
    return Posting(account=account, amount=written(state, around, amount, unit), unit=unit)


def on_day(state: State, around: Around, asked: str) -> tuple[str, str]:
    """The day an entry counts for, and its own day where that lies in a closed period (else empty)."""
    day = asked or around.at[:10]
    if wrong := day_refused(day):
        raise wrong
    if day > state.closed_until:
        return day, ""
    return (date.fromisoformat(state.closed_until) + timedelta(days=1)).isoformat(), day


@dataclass(slots=True)
class Opening:
    """The accounts that one request needs: those known stay, those that may be opened are opened under their name.

    drafts: the openings, to be written first.
    """

    state: State
    around: Around
    drafts: list[Draft] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def account(self, name: str) -> str:
        """The id of an account that is named by its id, by the charter's words, or by a name to open it under."""
        if is_known(self.state, self.around.charter, self.around.states["members"], name):
            return name
        if name not in self.ids:
            branch = tree(self.around.charter).branch_for(name)
            if not branch:
                why = "The charter has no such account and lets none be opened there."
                raise refused(f"account {name}", why, "Use one that an account article names, or propose an article.")
            vault, secrets = sealed(self.around, f"account {name}", {"name": name})
            self.ids[name] = f"{branch}:{self.around.draw().id('a', name)}"
            self.drafts.append(Draft(fact=AccountOpened(account=self.ids[name], vault=vault), secrets=secrets))
        return self.ids[name]


def sealed(
    around: Around, name: str, words: Mapping[str, str], owner: str = BOOKS
) -> tuple[str, tuple[Secret, ...]]:
    """The commitment to people's words and the sealed words; nothing where there are none. owner: whose key seals."""
    said = {key: word for key, word in words.items() if word}
    if not said:
        return "", ()
    secret = seal(around.draw(), name, said, owner=owner)
    return secret.commitment, (secret,)


def status_for(around: Around, postings: Sequence[Posting], pending: bool) -> str:
    """Posted, or pending where it was asked for or where the mandate needs a second signature."""
    if pending:
        return PENDING
    moved = debits(postings)
    alone = around.may(MADE, moved)
    if alone is not None and around.may(f"{MADE}.waiting", moved) is None:
        return PENDING
    return POSTED


def entry_draft(
    state: State, around: Around, name: str, asked_day: str, postings: Sequence[Posting], *,
    words: Mapping[str, str], pending: bool = False, flow: str = "", claims: Sequence[ClaimChange] = (),
    mends: int | None = None, instead: int | None = None, because_draft: int | None = None, because: int | None = None,
) -> Draft:
    """An entry of the books as a draft: on its open day, pending where it must, its words sealed."""
    day, own_day = on_day(state, around, asked_day)
    vault, secrets = sealed(around, name, words)
    fact = PostingsMade(
        id=around.draw().id("e", name), date=day, own_date=own_day, postings=tuple(postings),
        status=status_for(around, postings, pending), flow=flow, claims=tuple(claims), mends=mends, instead=instead,
        vault=vault,
    )
    return Draft(fact=fact, secrets=secrets, because_draft=because_draft, because=because)
