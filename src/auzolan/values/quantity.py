"""Amounts are whole numbers of a unit's smallest part; the unit says how many places that part has."""

import re
from dataclasses import dataclass
from fractions import Fraction

DIMENSIONS = ("money", "time", "mass", "energy", "count")
PLACES_MAX = 12
DIGITS_MAX = 30  # what 37 digits of a table column leave for places and products

_AMOUNT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_SHARE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ?%")
_RATIO = re.compile(r"(-?[0-9]+)/([1-9][0-9]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is counted (EUR, h, kg) and how finely: two places means hundredths.

    code: as written in amounts; places: 0 to 12; dimension: one of DIMENSIONS.
    """

    code: str
    places: int
    dimension: str = "money"

    def __post_init__(self) -> None:
        if not self.code or not 0 <= self.places <= PLACES_MAX:
            raise ValueError(f"unit {self.code!r} with {self.places} places is not a unit")


def parse_amount(text: str, places: int) -> int:
    """Read an amount as people write it ("1210", "1210.00") into smallest parts; never rounds.

    Raises ValueError with a sentence when it is not a plain decimal or has more places than the unit.
    """
    if len(text) > DIGITS_MAX + 2 or not _AMOUNT.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not an amount such as 1210 or 1210.00")
    sign = -1 if text[0] == "-" else 1
    whole, _, part = text.lstrip("-").partition(".")
    if len(part) > places:
        if part[places:].strip("0"):
            raise ValueError(f"{text} has more than the {places} decimals of its unit")
        part = part[:places]
    return sign * int(whole + part.ljust(places, "0"))


def print_amount(amount: int, places: int) -> str:
    """Write smallest parts as the canonical decimal: exactly the unit's places, zero without a minus."""
    if places == 0:
        return str(amount)
    digits = str(abs(amount)).rjust(places + 1, "0")
    sign = "-" if amount < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def canonical_amount(text: str, places: int) -> int:
    """Read an amount from an entry: refused unless written exactly as we write it."""
    amount = parse_amount(text, places)
    if print_amount(amount, places) != text:
        raise ValueError(f"{text!r} is not written with exactly {places} decimals")
    return amount


def parse_share(text: str) -> Fraction:
    """Read "45%", "2/3" or "1.7" as an exact fraction. Raises ValueError with a sentence."""
    text = text.strip()
    if len(text) <= DIGITS_MAX:
        if found := _SHARE.fullmatch(text):
            return Fraction(found[1]) / 100
        if found := _RATIO.fullmatch(text):
            return Fraction(int(found[1]), int(found[2]))
        if _AMOUNT.fullmatch(text):
            return Fraction(text)
    raise ValueError(f'{text[:40]!r} is not a share; write "45%", "2/3" or "1.7"')


def print_fraction(value: Fraction) -> str:
    """Write an exact number: a decimal without trailing zeros where it ends, else "p/q"."""
    twos, fives, rest = 0, 0, value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    return print_amount(value.numerator * 10**places // value.denominator, places)


def round_half_even(value: Fraction, places: int = 0) -> int:
    """The one named rounding: to the nearest smallest part, a tie to the even one."""
    scaled: Fraction = value * Fraction(10) ** places
    return round(scaled)
