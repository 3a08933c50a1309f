"""When a decision closes and takes effect: whole days from a moment, to the second."""

from datetime import timedelta

from auzolan.values.instant import parse_instant, print_instant


def days_after(moment: str, days: int) -> str:
    """The moment so many times 24 hours later, as the journal writes it."""
    return print_instant(parse_instant(moment) + timedelta(days=days))


def minutes_after(moment: str, minutes: int) -> str:
    """The moment so many minutes later, as the journal writes it."""
    return print_instant(parse_instant(moment) + timedelta(minutes=minutes))
