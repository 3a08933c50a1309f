"""E-mail addresses as people type them, and as they are compared."""

LENGTH_MAX = 254
_NEVER = frozenset("<>()[],;:\\\"")


def is_address(typed: str) -> bool:
    """Whether this can be one e-mail address: something, one @, something, and nothing that a mail would trip over."""
    name, at, host = typed.rpartition("@")
    if not name or not at or not host or len(typed) > LENGTH_MAX or "@" in name:
        return False
    return typed.isprintable() and not any(sign.isspace() or sign in _NEVER for sign in typed)


def same(typed: str) -> str:
    """What two spellings of one address have in common: a-z for A-Z. No other sign is taken for another one, since

    somebody else may own the address that only looks alike.
    """
    return "".join(sign.lower() if sign.isascii() else sign for sign in typed.strip())
