"""How wide a word is, where a line breaks, how a position is written: what every picture needs.

Positions are floating point, because a picture is looked at and not paid from. Amounts come in as text and stay text.
"""

from collections.abc import Iterable
from html import escape
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from django.utils.safestring import SafeString

# One hue per kind of receiver, the same on every page; the stylesheet gives each its colour in both themes.
KINDS: Final = MappingProxyType(
    {
        "growers": "moss",
        "work": "clay",
        "common": "teal",
        "freight": "stone",
        "taxes": "plum",
        "buyers": "sky",
        "shop": "ochre",
        "house": "ink",
        "unknown": "unknown",
    }
)

_NARROW: Final = frozenset("iljtfrI.,:;'’|!()[]· ")
_WIDE: Final = frozenset("mwMW@%—€")
_FIRST_FULL_WIDTH_SIGN: Final = 0x2E80


def number(position: float) -> str:
    """Writes a position with one decimal and no needless zero."""
    text = f"{position:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def text_width(text: str, size: float) -> float:
    """Tells how wide a line will be, in the units of the picture; errs on the wide side.

    The server does not know which font the reader has, so the widths are those of our own sans, rounded up.
    """
    return size * sum(_sign_width(sign) for sign in text)


def _sign_width(sign: str) -> float:
    if sign in _NARROW:
        return 0.34
    if sign in _WIDE:
        return 0.9
    if ord(sign) >= _FIRST_FULL_WIDTH_SIGN:
        return 1.0
    return 0.64 if sign.isupper() else 0.55


def wrap(text: str, width: float, size: float, *, lines_max: int = 3) -> tuple[str, ...]:
    """Breaks a label into lines that fit a width; a word too long for a line is broken too.

    A label longer than `lines_max` lines ends in an ellipsis; the whole label stays in the title of its shape.
    """
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, width, size):
            joined = f"{lines[-1]} {piece}" if lines else piece
            if lines and text_width(joined, size) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    if len(lines) <= lines_max:
        return tuple(lines)
    return (*lines[: lines_max - 1], _cut(f"{lines[lines_max - 1]}…", width, size))


def _pieces(word: str, width: float, size: float) -> Iterable[str]:
    piece = ""
    for sign in word:
        if piece and text_width(piece + sign, size) > width:
            yield piece
            piece = ""
        piece += sign
    yield piece


def _cut(line: str, width: float, size: float) -> str:
    while len(line) > 1 and text_width(line, size) > width:
        line = f"{line[:-2]}…"
    return line


def hue(kind: str) -> str:
    """Gives the class that colours a kind of receiver. A kind nobody named refuses to be drawn in someone's colour."""
    if kind not in KINDS:
        raise ValueError(f"no colour for the kind {kind!r}; the kinds are {', '.join(sorted(KINDS))}")
    return f"k-{kind}"


def anchor(href: str, name: str, inside: str) -> str:
    """Wraps shapes in a link with a name that is read aloud; without an address the shapes stay as they are.

    Only addresses on our own pages or over http(s) are let through: an address that runs a script is refused.
    """
    if not href:
        return f"<g><title>{escape(name)}</title>{inside}</g>"
    if urlsplit(href.strip()).scheme.lower() not in ("", "http", "https"):
        raise ValueError(f"a picture links to pages only, not to {href!r}")
    return f'<a href="{escape(href)}" aria-label="{escape(name)}"><title>{escape(name)}</title>{inside}</a>'


def picture(
    body: str,
    *,
    uid: str,
    css: str,
    width: float,
    height: float,
    title: str,
    desc: str,
    links: str = "",
    defs: str = "",
) -> SafeString:
    """Sets shapes into a picture with a title and a description for those who do not see it.

    What is linked stands beside the image and not inside it: screen readers take an image as one thing and would
    hide the links in it.
    """
    named = f'aria-labelledby="{uid}-t {uid}-d"'
    whole = f'role="group" {named}' if links else f'role="img" {named}'
    inner = f'<g role="img" {named}>{body}</g>' if links else body
    # Everything in here went through escape() or number() above; nothing a person typed enters as it is.
    return SafeString(
        f'<svg class="chart {css}" viewBox="0 0 {number(width)} {number(height)}" {whole} direction="ltr" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{uid}-t">{escape(title)}</title>'
        f'<desc id="{uid}-d">{escape(desc)}</desc>{defs}{links}{inner}</svg>'
    )


def hatch(uid: str) -> str:
    """The pattern of slanted lines that stands for what nobody knows."""
    return (
        f'<defs><pattern id="{uid}-hatch" class="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="7" stroke-width="3"/></pattern></defs>'
    )
