"""Taking in the bookings of a file: accounts opened, units declared, every entry balanced, all or nothing."""

from collections.abc import Sequence
from operator import attrgetter

from auzolan.charter.around import Around, Draft, Secret
from auzolan.flows.accounts import tree
from auzolan.flows.drafting import on_day, refused, sealed
from auzolan.flows.facts import AccountOpened, BooksImported, Posting, PostingsMade, PriceQuoted, UnitDeclared
from auzolan.flows.posting import balanced, sums
from auzolan.flows.requests import Booking, ImportBooks, Leg, QuoteRate
from auzolan.flows.state import State
from auzolan.flows.units import unknown
from auzolan.values.quantity import PLACES_MAX, parse_amount, parse_share, print_amount, print_fraction

_is_virtual = attrgetter("virtual")


def import_books(state: State, asked: ImportBooks, around: Around) -> Sequence[Draft]:
    """Every booking becomes an entry; nothing happens when the same file was taken in before."""
    if asked.source in state.sources:
        return []
    if not asked.bookings:
        raise refused("file", "It holds no bookings.", "Check the file and its format.")
    vault, secrets = sealed(around, "file", asked.words)
    first = BooksImported(source=asked.source, format=asked.format, count=len(asked.bookings), vault=vault)
    drafts = [Draft(fact=first, secrets=secrets)]
    units, declared = _units(state, asked, around)
    ids, opened = _accounts(state, asked, around)
    drafts += declared + opened + [_quoted(rate, around) for rate in asked.rates]
    drafts += [
        _entry(state, around, booking, number, units, ids) for number, booking in enumerate(asked.bookings)
    ]
    return drafts


def _units(state: State, asked: ImportBooks, around: Around) -> tuple[dict[str, int], list[Draft]]:
    """Places of every unit of the file; those the charter does not name are declared with the most decimals seen."""
    named = {code: unit.places for code, unit in around.charter.units.items()}
    known = {**dict(state.units), **named}
    seen: dict[str, int] = {}
    for booking in asked.bookings:
        for leg in booking.legs:
            if leg.unit not in known:
                seen[leg.unit] = max(seen.get(leg.unit, 0), len(leg.amount.partition(".")[2]))
    for rate in asked.rates:
        for code, decimals in ((rate.unit, 0), (rate.quoted_in, min(len(rate.rate.partition(".")[2]), PLACES_MAX))):
            if code not in known:
                seen.setdefault(code, decimals)
    if seen and not tree(around.charter).any:
        raise unknown(min(seen), around.charter)
    drafts = []
    for code, places in sorted(seen.items()):
        if places > PLACES_MAX:
            why = f"The file has amounts with {places} decimals."
            raise refused(f"unit {code}", why, f"At most {PLACES_MAX} are kept.")
        drafts.append(Draft(fact=UnitDeclared(code=code, places=places), because_draft=0))
    return {**known, **seen}, drafts


def _quoted(rate: QuoteRate, around: Around) -> Draft:
    try:
        said = _rate(rate.rate)
    except ValueError as why:
        raise refused(f"rate {rate.unit}", f"{why}.", "Correct the file; nothing was imported.") from why
    fact = PriceQuoted(
        unit=rate.unit, quoted_in=rate.quoted_in, rate=said, date=rate.date or around.at[:10], source=rate.source
    )
    return Draft(fact=fact, because_draft=0)


def _accounts(state: State, asked: ImportBooks, around: Around) -> tuple[dict[str, str], list[Draft]]:
    """Name as written -> id; a name that the charter spells out stays as it is, any other gets an account opened."""
    branches = tree(around.charter)
    people = around.states["members"]
    ids = {name: id for id, name in asked.accounts.items() if id in state.accounts}
    drafts = []
    luck = around.draw()
    for name in sorted({leg.account for booking in asked.bookings for leg in booking.legs} - set(ids)):
        spelled = branches.people_in(name)
        if spelled is not None and all(id in people.members or id in people.agents for id in spelled):
            ids[name] = name
            continue
        branch = branches.branch_for(name)
        if not branch:
            raise refused(
                f"account {name}", "The charter has no such account and lets none be opened there.",
                "Rename it in the file, or propose an account article for it.",
            )
        vault, secrets = sealed(around, f"account {name}", {"name": name})
        ids[name] = f"{branch}:{luck.id('a', name)}"
        drafts.append(Draft(fact=AccountOpened(account=ids[name], vault=vault), secrets=secrets, because_draft=0))
    return ids, drafts


def _entry(
    state: State, around: Around, booking: Booking, number: int, units: dict[str, int], ids: dict[str, str]
) -> Draft:
    try:
        legs = tuple([_leg(leg, units[leg.unit], ids[leg.account]) for leg in booking.legs])
    except ValueError as why:
        raise refused(f"line {booking.line}", f"{why}.", "Correct the file; nothing was imported.") from why
    alone = any(map(_is_virtual, booking.legs))
    whole = (*legs, *_missing(booking, legs)) if alone or any(sums(legs).values()) else legs
    day, own_day = on_day(state, around, booking.date)
    vault, secrets = _words(around, booking, number)
    fact = PostingsMade(date=day, own_date=own_day, postings=whole, line=booking.line, vault=vault)
    return Draft(fact=fact, secrets=secrets, because_draft=0)


def _missing(booking: Booking, legs: Sequence[Posting]) -> tuple[Posting, ...]:
    pairs = list(zip(booking.legs, legs, strict=True))
    real = [made for leg, made in pairs if not leg.virtual]
    _faces_itself(booking, real)
    return balanced(real, [made for leg, made in pairs if leg.virtual])


def _faces_itself(booking: Booking, legs: Sequence[Posting]) -> None:
    """Refuses a booking in one unit whose sides differ by more than the coarsest amount in it could have rounded."""
    if len({leg.unit for leg in legs}) != 1 or any(leg.cost or leg.price for leg in legs):
        return  # an exchange: what it is worth in the other unit is the file's own saying
    ((unit, off),) = sums(legs).items()
    finest = max(len(leg.amount.partition(".")[2]) for leg in legs)
    coarsest = min(len(leg.amount.partition(".")[2]) for leg in booking.legs if leg.unit == unit and not leg.virtual)
    if abs(off) >= 10 ** (finest - coarsest):
        why = f"Debits and credits differ by {print_amount(off, finest)} {unit}."
        raise refused(f"line {booking.line}", why, "Correct the file; nothing was imported.")


def _words(around: Around, booking: Booking, number: int) -> tuple[str, tuple[Secret, ...]]:
    words = dict(booking.words)
    for place, leg in enumerate(booking.legs):
        if leg.words:
            words |= {f"{place} {key}": word for key, word in leg.words.items()}
    if not words:
        return "", ()
    return sealed(around, f"booking {number}", words)


def _leg(leg: Leg, places: int, account: str) -> Posting:
    amount = leg.amount
    if len(amount.partition(".")[2]) != places or amount[:2] in ("-0", "00"):
        amount = print_amount(parse_amount(amount, places), places)
    if not leg.cost and not leg.price:
        return Posting(account=account, amount=amount, unit=leg.unit)
    return Posting(
        account=account, amount=amount, unit=leg.unit, cost=_rate(leg.cost), cost_unit=leg.cost_unit,
        cost_total=leg.cost_total, lot=leg.lot, price=_rate(leg.price), price_unit=leg.price_unit,
        price_total=leg.price_total,
    )


def _rate(text: str) -> str:
    return print_fraction(parse_share(text)) if text else ""
