"""Numbers of entries as people write them on the command line."""

import argparse

from auzolan.journal.entry import INTEGER_MAX


def entry_number(written: str) -> int:
    """The number of an entry. Raises ArgumentTypeError where it is none that a journal can have."""
    digits = written.removeprefix("-")
    plain = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(INTEGER_MAX))
    if not plain or int(digits) > INTEGER_MAX:
        raise argparse.ArgumentTypeError(f"{written[:40]!r} is not the number of an entry")
    return int(written)
