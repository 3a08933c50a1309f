"""The demo's figures: what was bought, sold, paid and worked, month by month, from a fixed seed.

Prices follow published facts: a fair trade price is the market's or the floor, whichever is higher, plus the organic
differential, plus a premium (Fairtrade International, coffee price and premium table, looked at 2026-11-01); shares of
the price after what Equal Exchange publishes. Organisations are invented. Pure: the same seed, the same figures;
only the days move, so that the demo always ends with last month.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from auzolan.demo.people import BUYERS, CLUBS, GROWERS, WORKERS

SEED = "auzolan demo 1"
MONTHS = 18
VAT = 10  # per cent on coffee
# Cents per kilogram of green organic washed Arabica: floor, organic differential, premium
# (1 lb = 0.4536 kg, 1.09 USD/EUR).
FLOOR, ORGANIC, PREMIUM = 364, 81, 40
MARKET = (352, 341, 330, 358, 371, 388, 402, 396, 410, 421, 407, 399, 385, 372, 368, 360, 377, 391)
BASE_PAY = 1240  # cents an hour at index 1.00


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One flow of the demo: what the charter calls its posting, when, who with, and amounts in cents by part."""

    day: date
    posting: str
    other: str
    parts: dict[str, int] = field(default_factory=dict)
    amount: int = 0
    pays_after: int = 0


def draw(name: str, low: int, high: int) -> int:
    """A number from low to high, always the same for the same name."""
    digest = hashlib.sha256(f"{SEED} {name}".encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def first_month(today: date) -> date:
    """The first day of the demo: its eighteen months end with the last whole month before today."""
    month = today.year * 12 + today.month - 1 - MONTHS
    return date(month // 12, month % 12 + 1, 1)


def months(first: date) -> Iterator[tuple[int, date]]:
    """(number from 0, first day) of each month."""
    for number in range(MONTHS):
        month = first.month - 1 + number
        yield number, date(first.year + month // 12, month % 12 + 1, 1)


def hours(person: str, usual: int, number: int) -> int:
    """Hours of a month in hundredths: around the usual, more before the holidays."""
    season = 8 if number % 12 in (5, 6, 7) else 0
    return 100 * usual + draw(f"hours {person} {number}", -900, 900) + 100 * season


def unpaid(person: str, number: int) -> int:
    """Hours in hundredths that nobody is paid for: meetings, cleaning, talking to growers; a few carry most of it."""
    often = {"carmen": 1100, "fatou": 900, "ane": 500}.get(person, 150)
    return draw(f"unpaid {person} {number}", often // 2, often)


def happenings(first: date) -> Iterator[Happening]:
    """Every flow of money, in the order of days."""
    found = [one for number, month in months(first) for one in (*_sales(number, month), *_costs(number, month))]
    yield from sorted(found, key=lambda one: (one.day, one.posting, one.other))


def _with_vat(net: int) -> dict[str, int]:
    return {"net": net, "vat": net * VAT // 100}


def _sales(number: int, month: date) -> Iterator[Happening]:
    growth = 100 + 2 * number
    for key, _name in BUYERS:
        net = draw(f"shop {key} {number}", 210_000, 440_000) * growth // 100
        yield Happening(day=month + timedelta(days=draw(f"day {key} {number}", 2, 24)), posting="sale_shop", other=key,
                        parts=_with_vat(net), pays_after=draw(f"late {key} {number}", 8, 40))
    for club in CLUBS:
        net = draw(f"club {club.key} {number}", 260_000, 420_000) * growth // 100
        yield Happening(day=month + timedelta(days=9), posting="sale_club", other=club.key, parts=_with_vat(net),
                        pays_after=draw(f"late {club.key} {number}", 1, 9))
    for week in range(4):
        net = draw(f"own {number} {week}", 105_000, 190_000)
        yield Happening(day=month + timedelta(days=6 + 7 * week), posting="sale_own_shop", other="walk-in",
                        parts=_with_vat(net))


def _costs(number: int, month: date) -> Iterator[Happening]:
    grower = GROWERS[number % len(GROWERS)]
    kilograms = draw(f"kg {number}", 1_900, 2_500)
    price = max(FLOOR, MARKET[number]) + ORGANIC
    yield Happening(day=month + timedelta(days=4), posting="delivery", other=grower.key, pays_after=21,
                    parts={"price": kilograms * price, "premium": kilograms * PREMIUM})
    yield Happening(day=month + timedelta(days=5), posting="freight", other="freight", pays_after=14,
                    amount=kilograms * draw(f"freight {number}", 52, 68))
    yield Happening(day=month + timedelta(days=1), posting="rent", other="landlord", amount=165_000, pays_after=2)
    yield Happening(day=month + timedelta(days=12), posting="packing", other="paper", pays_after=20,
                    amount=draw(f"packing {number}", 98_000, 162_000))
    yield Happening(day=month + timedelta(days=20), posting="energy", other="power", pays_after=6,
                    amount=draw(f"energy {number}", 61_000, 104_000))
    if number % 5 == 3:
        yield Happening(day=month + timedelta(days=15), posting="repair", other="repair", pays_after=10,
                        amount=draw(f"repair {number}", 80_000, 240_000))


def pay(index_hundredths: int, hours_hundredths: int) -> int:
    """A month's pay in cents: base x index x hours, to the nearest cent."""
    return (BASE_PAY * index_hundredths * hours_hundredths + 5_000) // 10_000


def workers_in(number: int) -> list[str]:
    """The keys of the workers who belong in a month, by its number from 0."""
    return [one.key for one in WORKERS if one.joined <= number]
