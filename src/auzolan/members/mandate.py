"""A mandate says what somebody may record, up to which amount, with whose second signature, until when."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from auzolan.charter.charter import Charter
from auzolan.journal.entry import NODE, TERMINAL
from auzolan.members.articles.mandate import Mandate
from auzolan.members.body import holding, roll
from auzolan.members.state import State
from auzolan.values.quantity import parse_amount
from auzolan.values.refusal import Refusal

# What published rules and carried decisions bring about by themselves; whether they did is judged where the entry is.
NODE_MAY = (
    "charter.", "organisation.", "governance.", "rules.run_approved", "flows.postings_made", "flows.postings_settled",
    "flows.period_closed", "flows.account_opened", "members.mandate_granted", "members.mandate_ended",
)
WAITING = ".waiting"


@dataclass(frozen=True, slots=True)
class _Mandate:
    id: str
    name: str
    records: tuple[str, ...]
    up_to: tuple[str, int] | None
    second_above: tuple[str, int] | None
    terminal: bool
    open_to: str  # a class or body, all of whom hold it; empty where it is granted by name
    until: str

    def covers(self, kind: str) -> bool:
        return any(
            kind == record or (record.endswith("*") and kind.startswith(record[:-1])) for record in self.records
        )


def may(
    state: State, charter: Charter, by: str, via: str | None, at: str, kind: str, amounts: Mapping[str, int]
) -> Refusal | None:
    """Whether somebody may record this now: None, or the refusal that says who could.

    kind: a fact's kind without its version ("flows.postings_made"); with ".waiting" behind it, for entries that wait
    for a second signature, the second signature is not asked for yet. amounts: smallest parts by unit code.
    """
    if by == NODE:
        why = "The node records only what rules and decisions cause."
        return None if kind.startswith(NODE_MAY) else _nobody(kind, why)
    base = kind.removesuffix(WAITING)
    covering = _covering(charter, base)
    refused: Refusal | None = None
    for mandate in covering:
        if _holds(state, charter, mandate, by, at):
            refused = _over(mandate, charter, amounts, second=base == kind)
            if refused is None:
                return None
    if refused is not None:
        return refused
    names = " or ".join(mandate.name for mandate in covering) or "no mandate of this charter"
    return _nobody(kind, f"{names} may record it, and {_who(by, via)} does not hold it.")


def second_needed(charter: Charter, kind: str) -> bool:
    """Whether any mandate for this kind of fact asks for a second signature above some amount."""
    return any(mandate.second_above for mandate in _covering(charter, kind))


def last_day(since: str, months: int) -> str:
    """The last day of a term of so many months that begins on a day (ISO): from 2026-03-15, 24 months, 2028-03-14."""
    first = date.fromisoformat(since[:10])
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    days = monthrange(year, month + 1)[1]
    # A term from the 31st ends with the shorter month, a day earlier everywhere else.
    end = date(year, month + 1, min(first.day, days))
    return (end - timedelta(days=1) if first.day <= days else end).isoformat()


def _who(by: str, via: str | None) -> str:
    return "the terminal" if by == TERMINAL else f"member {by}" + (" at the terminal" if via else "")


def _nobody(kind: str, why: str) -> Refusal:
    return Refusal(
        what=f"{kind.removesuffix(WAITING)} was not recorded", where="mandate", why=why,
        next="Ask somebody who holds a mandate for it, or propose that one is granted to you.",
    )


def _holds(state: State, charter: Charter, mandate: _Mandate, by: str, at: str) -> bool:
    day = at[:10]
    if mandate.until and day > mandate.until:
        return False
    if by == TERMINAL:
        return mandate.terminal
    if any(grant.member == by for grant in holding(state, mandate.id, day)):
        return True
    if not mandate.open_to:
        return False
    member = state.members.get(by)
    if member is None or not member.votes(day):
        return False
    if mandate.open_to.startswith("class."):
        return member.class_ == mandate.open_to
    return mandate.open_to in charter and by in roll(state, charter, mandate.open_to, at)


def _over(mandate: _Mandate, charter: Charter, amounts: Mapping[str, int], *, second: bool) -> Refusal | None:
    if mandate.up_to is not None and (beyond := _beyond(mandate.up_to, charter, amounts)):
        return Refusal(
            what="The entry was not recorded", where=mandate.id, why=f"{mandate.name} reaches {beyond}.",
            next="Ask somebody whose mandate reaches further, or propose to raise the limit.",
        )
    if second and mandate.second_above is not None and (beyond := _beyond(mandate.second_above, charter, amounts)):
        return Refusal(
            what="The entry was not posted yet", where=mandate.id,
            why=f"{mandate.name} needs a second signature: alone it reaches {beyond}.",
            next="Record it as pending; another holder of a mandate for it then signs.",
        )
    return None


def _beyond(limit: tuple[str, int], charter: Charter, amounts: Mapping[str, int]) -> str:
    unit, most = limit
    for code, amount in amounts.items():
        known = charter.units.get(code)
        if code == unit and amount > most:
            return f"as far as its limit in {unit}, and this is more"
        # Hours, kilograms and shares are not held against a limit of money; another currency cannot be compared.
        if code != unit and amount and (known is None or known.dimension == "money"):
            return f"only amounts in {unit}, and this is in {code}"
    return ""


@lru_cache(maxsize=1024)
def _covering(charter: Charter, kind: str) -> tuple[_Mandate, ...]:
    # One charter is in force for thousands of entries, so what it says of a kind is read once.
    read = (_read(mandate, charter) for mandate in charter.values("mandate"))
    return tuple(mandate for mandate in read if mandate.covers(kind))


def _amount(charter: Charter, text: str) -> tuple[str, int] | None:
    if not text:
        return None
    figure, _, code = text.partition(" ")
    return (code, parse_amount(figure, charter.units[code].places))


def _read(mandate: Mandate, charter: Charter) -> _Mandate:
    return _Mandate(
        id=mandate.id,
        name=mandate.name,
        records=mandate.records,
        up_to=_amount(charter, mandate.up_to),
        second_above=_amount(charter, mandate.second_signature_above),
        terminal=mandate.terminal,
        open_to=mandate.holder,
        until=mandate.until.isoformat() if mandate.until else "",
    )
