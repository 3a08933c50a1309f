"""What files and people say, made safe to print: signs that steer a terminal are shown instead of obeyed."""

import json
import re
from dataclasses import replace
from typing import Any

from auzolan.values.finding import Finding

# Control signs, those that turn the direction of writing, line ends other than ours, and halves of signs.
_SIGNS = (
    "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
_STEERS = re.compile(f"[\x00-\x1f{_SIGNS}]")
_STEERS_IN_JSON = re.compile(f"[{_SIGNS}]")


def visible(text: str) -> str:
    """The same words on one line, each sign that would steer a terminal as its number, such as \\x1b."""
    return _STEERS.sub(_spelt, text)


def visible_lines(text: str) -> str:
    """The same for words of several lines."""
    return "\n".join(visible(line) for line in text.split("\n"))


def visible_finding(found: Finding) -> Finding:
    """A finding whose parts are all safe to print."""
    return replace(
        found, what=visible(found.what), why=visible(found.why), next=visible(found.next), where=visible(found.where),
        field=visible(found.field), excerpt=visible(found.excerpt),
    )


def document(value: Any) -> str:
    """One JSON document on one line, keys sorted; signs that steer a terminal as \\uXXXX, which means the same."""
    return _STEERS_IN_JSON.sub(_escaped, json.dumps(value, ensure_ascii=False, sort_keys=True))


def _spelt(found: re.Match[str]) -> str:
    sign = ord(found[0])
    return f"\\x{sign:02x}" if sign < 0x100 else f"\\u{sign:04x}" if sign < 0x10000 else f"\\U{sign:08x}"


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]
