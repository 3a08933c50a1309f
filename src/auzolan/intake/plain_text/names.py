"""Account names after `alias` and `apply account`: each spelling is worked out once."""

import re
from collections.abc import Callable

from auzolan.intake.plain_text.faults import Fault

NAME_CHARACTERS_MAX = 500
PATTERN_CHARACTERS_MAX = 200
REPETITIONS_MAX = 4
_REGEX = re.compile(r"/((?:[^/\\]|\\.)*)/\s*=\s*(.*)")


class Names:
    """What each account name in a file stands for. prefix_first: aliases see the name with its `apply account`."""

    def __init__(self, *, prefix_first: bool) -> None:
        self.known: dict[str, str] = {}
        self._prefix_first = prefix_first
        self._aliases: list[Callable[[str], str]] = []
        self._parents: list[str] = []

    def full(self, written: str) -> str:
        """The account that a written name stands for."""
        found = self.known.get(written)
        if found is None:
            found = self.known[written] = self._work_out(written)
        return found

    def _work_out(self, written: str) -> str:
        if not written or len(written) > NAME_CHARACTERS_MAX:
            raise Fault("An account has no usable name", f"A name has 1 to {NAME_CHARACTERS_MAX} letters.",
                        "Write a name such as Assets:Bank.")
        if written[0] in ":<@" or written[-1] == ":" or "::" in written:
            raise Fault("An account has no usable name", f"{written[:40]!r} is not a name that can be booked to.",
                        "Write a name such as Assets:Bank.")
        name = self._prefixed(written) if self._prefix_first else written
        for alias in reversed(self._aliases):
            name = alias(name)
        return name if self._prefix_first else self._prefixed(name)

    def _prefixed(self, name: str) -> str:
        return ":".join((*self._parents, name))

    def push(self, parent: str) -> None:
        """`apply account`: everything that follows lies below this account."""
        self._parents.append(parent)
        self.known.clear()

    def pop(self) -> None:
        """`end apply account`. Raises Fault where nothing was applied."""
        if not self._parents:
            raise Fault("An 'end' ends nothing", "No 'apply account' is open here.", "Remove the line.")
        self._parents.pop()
        self.known.clear()

    def alias(self, written: str) -> None:
        """`alias OLD = NEW` or `alias /REGEX/ = NEW`. Raises Fault where it is neither."""
        self.known.clear()
        if found := _REGEX.fullmatch(written):
            self._aliases.append(_by_regex(found[1], found[2].strip()))
            return
        old, equals, new = (part.strip() for part in written.partition("="))
        if not (old and equals and new):
            raise Fault("An alias cannot be read", "It needs an old and a new name.", "Write alias OLD = NEW.")
        self._aliases.append(lambda name: new + name[len(old):] if name == old or name.startswith(old + ":") else name)

    def end_aliases(self) -> None:
        """`end aliases`: names stand for themselves again."""
        self._aliases.clear()
        self.known.clear()


def _by_regex(pattern: str, new: str) -> Callable[[str], str]:
    search = compiled(pattern.replace("\\/", "/"))
    template = re.sub(r"\\([0-9])", r"\\g<\1>", re.sub(r"\\(?![0-9])", r"\\\\", new))
    try:
        search.sub(template, "")
    except (re.error, IndexError) as error:
        raise Fault("An alias cannot be read", f"{new!r} names a group that {pattern!r} does not have.",
                    "Correct the number after the backslash.") from error
    return lambda name: search.sub(template, name)


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a journal, without regard to capitals. Raises Fault where it is broken."""
    if len(pattern) > PATTERN_CHARACTERS_MAX or _explodes(pattern):
        raise Fault("A pattern cannot be used", "It is long, or repeats what repeats; it might never come to an end.",
                    "Write it without a repetition inside a repetition.")
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise Fault("A pattern cannot be read", f"{pattern[:40]!r}: {error.msg}.", "Correct the pattern.") from error


def _explodes(pattern: str) -> bool:
    """Whether a pattern repeats what repeats, or repeats so often that a name could take it minutes."""
    inside, count = [False], 0
    signs = iter(enumerate(pattern))
    for at, sign in signs:
        if sign == "\\":
            next(signs, None)
        elif sign == "(":
            inside.append(False)
        elif sign == ")" and len(inside) > 1:
            repeats = inside.pop()
            if repeats and pattern[at + 1:at + 2] in ("*", "+", "{"):
                return True
            inside[-1] = inside[-1] or repeats
        elif sign in "*+{":
            inside[-1] = True
            count += 1
    return count > REPETITIONS_MAX
