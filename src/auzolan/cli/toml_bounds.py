"""A TOML file that somebody names, before it is parsed."""

from auzolan.charter.toml_bounds import too_much
from auzolan.cli.console import Unreadable


def bounded_toml(text: str, called: str) -> str:
    """The same text. Raises Unreadable where its names nest too deeply, or where it has too many."""
    _line, why = too_much(text)
    if why:
        raise Unreadable(f"{called} cannot be read. {why} Split it.")
    return text
